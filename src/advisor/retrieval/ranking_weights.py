"""What sentences are ranked by, and how much each thing counts: a linear model that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor.vocabulary import Form, Sign

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


class Feature(NamedTuple):
    """One thing that a sentence is ranked by."""

    weight: float
    meaning: str


# What a sentence is ranked by. The role of a section is not among it: as weights of the ranking,
# roles earned nothing (dev, strict_vital_score with and without: Swedish .562 and .559, English
# .591 and .591). They decide what a sentence is to an answer, and what its reader is told of it.
FEATURES: Mapping[str, Feature] = {
    # How the question's terms are carried, as a share of what they weigh together, 0 to 1.
    "coverage": Feature(0.6, "share carried by the sentence's own words"),
    "near": Feature(
        0.9, "the same, with headings, lead-in and sentences beside it, which count less"
    ),
    "above": Feature(
        0.0, "share carried by headings, lead-in and the name of the source; told only"
    ),
    # What the sentence is and does.
    "emphasis": Feature(0.15, "share of its letters that the author set in bold, 0 to 1"),
    "form": Feature(0.7, "it does what this form of question asks for, by FORM_SIGNS, 0 to 1"),
    "long": Feature(-0.1, "words beyond LONG_WORDS, as a multiple of them"),
    "short": Feature(-0.2, "a paragraph's sentence of SHORT_WORDS words at most: 1"),
    "leans": Feature(-0.15, "it cannot be understood without the sentence before it: 1"),
    "statistic": Feature(-0.4, "it has a percentage, and no figure or list is asked for: 1"),
    "sign_announcement": Feature(
        -0.8, "it tells what the study or its text does, not what was found: 1"
    ),
    "sign_cut": Feature(-0.3, "it breaks off: 1"),
    # How it compares with the question as a whole.
    "similarity": Feature(1.5, "cosine of its n-grams to the question's, 0 to 1"),
    "relevance": Feature(1.0, "what the learned weights say of it; around 0"),
    "meaning": Feature(
        1.0, "share of the question's meaning that it has, under its headings, 0 to 1"
    ),
    "meaning_above": Feature(1.0, "cosine of its headings' meaning to the question's, 0 to 1"),
    # Where it stands.
    "chunk": Feature(0.7, "rank of its passage: near 1 for the best, half at rank 10"),
    "section": Feature(0.7, "the same of its section's passages, on the whole, 0 to 1"),
    "named_source": Feature(0.4, "the question names its source: 1"),
    "other_source": Feature(-0.4, "the question names another source: 1"),
    "gist": Feature(3.0, "its source is asked for as a whole, and it stands where that is told: 1"),
}
WEIGHTS: Mapping[str, float] = {name: feature.weight for name, feature in FEATURES.items()}
SIGN_FEATURES: Mapping[str, Sign] = {  # of some signs, by the names of their features
    "sign_announcement": "announcement",
    "sign_cut": "cut",
}
