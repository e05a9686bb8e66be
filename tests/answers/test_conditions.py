"""A condition is what the proposal takes, or where it fits; not what the proposal is good for."""

from __future__ import annotations

import pytest

from advisor.answers.conditions import stated_conditions
from advisor.answers.proposals import Proposal, proposal_of
from advisor.types import Query, Question, Term


def _proposal(*terms: Term) -> Proposal:
    return proposal_of(Query(Question("?"), "?", "sv", "decision", terms))


FERRY = _proposal(Term("färja", "farja", variants=(("ferry", 0.7),)))
SHARED = _proposal(Term("gemensam", "gemensam", weight=0.4), Term("färja", "farja"))


@pytest.mark.parametrize(
    "text",
    [
        "En färja kräver en brygga.",
        "Färjan är beroende av en brygga.",
        "Färjan fungerar bäst när isen har gått.",
        "Färjan lämpar sig för små öar.",
        "Byn väljer färjan när vägen är lång.",
        "För att färjan ska gå behöver byn bygga en brygga.",
        "En brygga är en förutsättning för färjan.",
        "Färjan går under förutsättning att bryggan håller.",
        "The ferry depends on a pier.",
        "A pier is essential for the ferry.",
    ],
)
def test_what_the_proposal_takes_is_a_condition(text: str) -> None:
    assert list(stated_conditions(FERRY, text))


@pytest.mark.parametrize(
    "text",
    [
        "En bro kräver en brygga.",
        "Resan kräver en färja.",
        "En färja är avgörande för färjans by.",
        "För att hantera färjans problem krävs tålamod.",
        "Bryggan skapar förutsättningar för färjan.",
        "En förutsättning för byn är att färjan går.",
        "Färjan är vit.",
    ],
)
def test_what_needs_the_proposal_or_something_else_is_none(text: str) -> None:
    assert not list(stated_conditions(FERRY, text))


def test_sharing_has_conditions_of_its_own_whatever_is_shared() -> None:
    text = "Samverkan kräver tydliga roller."

    assert list(stated_conditions(SHARED, text)) == ["Samverkan kräver tydliga roller"]
    assert not list(stated_conditions(FERRY, text))


def test_sharing_that_is_needed_is_no_condition_of_sharing() -> None:
    assert not list(stated_conditions(SHARED, "Samverkan är nödvändig för samarbete om vägar."))
    assert list(stated_conditions(SHARED, "Tillit är nödvändig för samarbete om vägar."))
