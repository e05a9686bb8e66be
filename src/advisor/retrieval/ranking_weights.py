"""How much each sign counts when sentences are ranked: a linear model that can be read."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.types import Form, Sign

# What a sentence should do to answer a question of this form.
FORM_SIGNS: Mapping[Form, Mapping[Sign, float]] = {
    "decision": {
        "advice": 0.5,
        "benefit": 0.3,
        "drawback": 0.3,
        "conclusion": 0.2,
        "condition": 0.2,
    },
    "list": {"advice": 0.3, "conclusion": 0.3},
    "how": {"advice": 0.5, "condition": 0.2},
    "figure": {"number": 1.0},
    "definition": {"definition": 0.8},
    "comparison": {"contrast": 0.6, "conclusion": 0.2},
    "risk": {"drawback": 0.7},
    "open": {"conclusion": 0.3, "advice": 0.2, "cause": 0.2},
}

# The role of a section is not among them: as weights of the ranking, roles earned nothing
# (dev, strict_vital_score with and without: Swedish .562 and .559, English .591 and .591). They
# decide what a sentence is to an answer, and what its reader is told of it.
WEIGHTS: Mapping[str, float] = {
    "similarity": 1.5,
    "coverage": 0.6,
    "near": 0.9,
    "relevance": 1.0,
    "meaning": 1.0,
    "meaning_above": 1.0,
    "chunk": 0.7,
    "section": 0.7,
    "emphasis": 0.15,
    "form": 0.7,
    "leans": -0.15,
    "statistic": -0.4,
    "long": -0.1,
    "short": -0.2,
    "named_source": 0.4,
    "other_source": -0.4,
    "sign_announcement": -0.8,
    "sign_cut": -0.3,
}
