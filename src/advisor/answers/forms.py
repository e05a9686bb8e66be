"""How an answer to each form of question is made: how much it says, of what, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.vocabulary import Form, Role, SectionRole

Telling = Literal["argument", "risks", "steps", "findings"]

QUOTED_WORDS = 250  # of the whole answer


@dataclass(frozen=True, slots=True)
class Facet:
    """A part of an answer that one sentence of this role fills."""

    role: Role
    least_coverage: float = 0.0  # share of the question that its own words must carry
    section: SectionRole | None = None  # only where the source does this


@dataclass(frozen=True, slots=True)
class FormPlan:
    """How long an answer to one form of question may be, and what it should hold.

    `facets` are filled in turn, each by the best sentence of its role; what is left goes to the
    best sentences whatever they do.
    """

    statements: int
    words: int = QUOTED_WORDS
    telling: Telling = "findings"  # which roles its sentences may have
    facets: tuple[Facet, ...] = ()
    is_ordered_by_role: bool = False  # otherwise as chosen, the best first
    is_brief: bool = False  # no long quote, none widened, nothing told of the asker's kind
    takes_lists: bool = False  # whole, where one answers
    parts_lists: bool = False  # each item is a statement by itself, as long as there is room
    goes_by_aspect: bool = False  # prefers what tells of the aspect asked for
    weighs_sides: bool = False  # prefers the side of a comparison of which less was told
    redundancy: float = 0.3  # how much a candidate loses by the words that were said already


ARGUES_FROM = 0.25  # share of the question that a sentence must carry to argue about a decision
RECOMMENDATION = Facet("recommendation", ARGUES_FROM)
ARGUMENT_FOR = Facet("argument_for", ARGUES_FROM)
ARGUMENT_AGAINST = Facet("argument_against", ARGUES_FROM)
CONDITION = Facet("condition")  # seldom said in the words of the question
RISK = Facet("argument_against")
RECOMMENDED_STEP = Facet("step", ARGUES_FROM, section="recommendation")

PLANS: Mapping[Form, FormPlan] = {
    "decision": FormPlan(
        8,
        telling="argument",
        facets=(
            RECOMMENDATION,
            RECOMMENDATION,
            ARGUMENT_FOR,
            ARGUMENT_AGAINST,
            CONDITION,
            ARGUMENT_FOR,
            ARGUMENT_AGAINST,
        ),
        is_ordered_by_role=True,
    ),
    "list": FormPlan(12, takes_lists=True, parts_lists=True, goes_by_aspect=True),
    "how": FormPlan(
        8, telling="steps", facets=(RECOMMENDED_STEP,), is_ordered_by_role=True, goes_by_aspect=True
    ),
    "figure": FormPlan(2, words=60, is_brief=True, redundancy=0.0),
    "definition": FormPlan(3, words=110, is_brief=True),
    "comparison": FormPlan(8, weighs_sides=True),
    "risk": FormPlan(8, telling="risks", facets=(RISK, RISK, RISK), is_ordered_by_role=True),
    "open": FormPlan(8, goes_by_aspect=True),
}
