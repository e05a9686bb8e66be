"""What a sentence is to an answer: advice, an argument, a condition, a step or a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.answers.bearing import is_about, lacks
from advisor.answers.forms import PLANS
from advisor.types import Candidate, DraftStatement, Query
from advisor.vocabulary import Role, SectionRole

# Sections in which a source speaks its own, considered word, and what its advice gains there.
CONSIDERED: Mapping[SectionRole, float] = {
    "recommendation": 0.4,
    "conclusion": 0.4,
    "summary": 0.2,
}
_ORDER: Mapping[Role, int] = {
    "recommendation": 0,
    "step": 0,
    "argument_for": 1,
    "argument_against": 2,
    "condition": 3,
    "finding": 4,
}


def role_of(query: Query, candidate: Candidate) -> Role:
    """What a sentence is to the answer, told by its section and by what it does."""
    sentence = candidate.sentence
    telling = PLANS[query.form].telling
    if telling == "steps":
        is_step = "advice" in sentence.signs or sentence.kind == "list_item"
        return "step" if is_step else "finding"
    if sentence.role == "recommendation":
        return "recommendation"
    if telling == "risks":
        return "argument_against" if "drawback" in sentence.signs else "finding"
    return _role_in_argument(query, candidate) if telling == "argument" else "finding"


def in_order_of_roles(statements: Sequence[DraftStatement]) -> list[DraftStatement]:
    """What is advised first, then what speaks for and against; as they came within a role."""
    return sorted(statements, key=lambda statement: _ORDER[statement.role])


def _role_in_argument(query: Query, candidate: Candidate) -> Role:
    """What a sentence is to a decision.

    A sentence that names gain and difficulty at once argues for neither side, and one without the
    words that the question turns on argues about something else; where the question offers
    alternatives, for or against would not say which.
    """
    sentence = candidate.sentence
    signs = sentence.signs
    if "announcement" in signs or not is_about(query, candidate):
        return "finding"
    names_gain, names_harm = "benefit" in signs, "drawback" in signs
    if names_harm and lacks(query, sentence.text):  # the harm of doing without
        names_gain, names_harm = True, False
    if "directive" in signs and sentence.role in CONSIDERED and not names_harm:
        return "recommendation"
    if names_gain != names_harm and query.stance != "choose":
        # What is good about a thing speaks against leaving it.
        return "argument_for" if names_gain == (query.stance == "do") else "argument_against"
    return "condition" if "condition" in signs and not names_harm else "finding"
