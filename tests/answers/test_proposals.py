"""A text speaks of a proposal when it says the thing, with as much as tells it from its like."""

from __future__ import annotations

import pytest

from advisor.answers.proposals import Proposal, proposal_of
from advisor.types import Query, Question, Term
from advisor.vocabulary import Stance

BUY = Term("införa", "infora")
FERRY = Term("färja", "farja", variants=(("bat", 0.7), ("flotte", 0.6)))
SHARE = Term("dela", "dela", weight=0.5)


def _proposal(*terms: Term, asked: str = "?", stance: Stance = "do") -> Proposal:
    return proposal_of(Query(Question(asked), asked, "sv", "decision", terms, stance=stance))


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("Färjorna går tyst.", True),
        ("Bilfärjor går tyst.", False),  # short words inside others are mostly chance
        ("Båten går tyst.", True),  # surely stands for it
        ("Flotten går tyst.", False),  # hardly
        ("Bron är elektrisk.", False),
    ],
)
def test_thing_is_named_by_its_word_or_what_surely_stands_for_it(text: str, is_it: bool) -> None:
    assert _proposal(BUY, FERRY).is_told_of(text) is is_it


@pytest.mark.parametrize(
    ("text", "heading", "is_it"),
    [
        ("Elektriska färjor går snabbt.", "", True),
        ("Färjor går snabbt.", "", False),
        ("Färjor går snabbt.", "Elektrisk drift", True),
        ("Cyklar går snabbt.", "Elektriska färjor", False),
    ],
)
def test_heading_may_say_what_a_text_leaves_out_but_not_the_thing(
    text: str, heading: str, is_it: bool
) -> None:
    electric = Term("elektrisk", "elektrisk", weight=0.9)

    assert (
        _proposal(FERRY, Term("tyst", "tyst", weight=0.5), electric).is_told_of(text, heading)
        is is_it
    )


@pytest.mark.parametrize(
    ("text", "is_it"),
    [("Gemensamma färjor går tyst.", True), ("Färjor går tyst.", False)],
)
def test_deed_that_says_something_must_be_told_too(text: str, is_it: bool) -> None:
    assert _proposal(SHARE, FERRY).is_told_of(text) is is_it


def test_thing_of_every_report_is_no_proposal() -> None:
    assert not _proposal(Term("process", "process", weight=0.3)).is_told_of("Processen är lång.")


@pytest.mark.parametrize(
    "asked",
    [
        "Ska vi köpa en färja trots bron?",
        "Om bron rasar, ska vi köpa en färja?",
        "Ska vi köpa en färja, och hur fort går bron?",
    ],
)
def test_what_is_told_beside_the_proposal_is_no_part_of_it(asked: str) -> None:
    bridge = Term("bron", "bro", weight=3.0)

    assert _proposal(FERRY, bridge, asked=asked).is_told_of("Färjor går tyst.")
    assert not _proposal(FERRY, bridge).is_told_of("Färjor går tyst.")


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("Bygg en bro i stället för att köpa en färja.", True),
        ("Bygg en bro, till skillnad från färjor.", True),
        ("Minska beroendet av färjor.", True),
        ("Köp en färja i stället för en bro.", False),
        ("Färjor minskar trafiken.", False),
    ],
)
def test_thing_is_set_aside_for_something_else(text: str, is_it: bool) -> None:
    assert _proposal(BUY, FERRY).is_set_aside(text) is is_it


def test_opposite_deed_sets_the_proposal_aside() -> None:
    proposal = _proposal(Term("samla", "samla", weight=0.5), Term("ansvar", "ansvar", weight=0.5))

    assert proposal.is_set_aside("Distribuera ansvaret, till skillnad från att samla det.")
    assert proposal.is_set_aside("Distribuera ansvaret.")
    assert not proposal.is_set_aside("Samla ansvaret.")


def test_choice_sets_nothing_aside() -> None:
    assert not _proposal(FERRY, stance="choose").is_set_aside("En bro i stället för en färja.")


def test_question_without_words_proposes_nothing() -> None:
    assert not _proposal().is_told_of("Färjor går tyst.")
    assert not _proposal(BUY).is_told_of("Kommunen köper allt.")


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        ("farja", True),
        ("elektriska farjor", True),
        ("bro", False),
        ("gangbro framfor ostra farja", False),  # most of the name is of something else
    ],
)
def test_short_name_is_that_of_the_proposal_or_of_something_else(name: str, is_it: bool) -> None:
    electric = Term("elektrisk", "elektrisk", weight=0.4)

    assert _proposal(FERRY, electric).is_called(name) is is_it


def test_name_of_a_part_is_not_that_of_the_proposal() -> None:
    rare = Term("fyrvaktare", "fyrvaktare")

    assert not _proposal(SHARE, rare).is_called("delad")
    assert _proposal(SHARE, rare).is_called("delad fyrvaktare")


def test_that_municipalities_do_it_goes_without_saying_in_a_name() -> None:
    between = Term("kommunal", "kommunal", weight=0.9)

    assert _proposal(SHARE, between).is_called("delad")
