"""A quote holds what is needed to understand it, and no more."""

from __future__ import annotations

import pytest

from advisor.answers.quoting import (
    LONG_QUOTE,
    Pick,
    overlaps,
    picked,
    readable,
    said_words,
    union,
)
from advisor.types import Candidate, Query, Question, Span, Term
from advisor.vocabulary import Form
from tests.fakes import Shelf

CLEAR = "Broarna målas varje vår av lärlingar."
LEANING = "Detta sparar stål åt hela länet."
TEXT = "Broarna målas varje vår."


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _query(form: Form = "open") -> Query:
    return Query(Question("?"), "?", "sv", form, (Term("bron", "bro"),))


def _quote(shelf: Shelf, candidate: Candidate, form: Form = "open") -> str | None:
    pick = readable(_query(form), candidate, shelf)
    return None if pick is None else pick.span.quote


def _span(start: int, end: int, source: str = "a.txt") -> Span:
    return Span(source, start, end, TEXT[start:end])


def test_clear_sentence_is_quoted_alone(shelf: Shelf) -> None:
    _, second = shelf.add("a.txt", CLEAR, "Skolgårdar planteras tätare.")

    assert _quote(shelf, second) == "Skolgårdar planteras tätare."


def test_sentence_that_leans_is_quoted_with_the_one_before(shelf: Shelf) -> None:
    _, second = shelf.add("a.txt", CLEAR, LEANING)

    assert _quote(shelf, second) == f"{CLEAR} {LEANING}"


def test_sentence_may_lean_on_two_but_not_on_three(shelf: Shelf) -> None:
    _, _, third, fourth = shelf.add("a.txt", CLEAR, LEANING, "Detta märks.", "Detta är bra.")

    assert _quote(shelf, third) == f"{CLEAR} {LEANING} Detta märks."
    assert _quote(shelf, fourth) is None


def test_quote_begins_with_what_its_dock_stands_against(shelf: Shelf) -> None:
    against = "Dock målas broarna sällan."
    _, _, third = shelf.add("a.txt", CLEAR, against, LEANING)
    alone = shelf.add("b.txt", CLEAR, against)[1]
    cut = shelf.add("c.txt", against, LEANING)[1]
    far = shelf.add("d.txt", CLEAR, against, LEANING, "Detta märks.")[3]

    assert _quote(shelf, third) == f"{CLEAR} {against} {LEANING}"
    assert _quote(shelf, alone) == against
    assert _quote(shelf, cut) == f"{against} {LEANING}"  # nothing stands before it
    assert _quote(shelf, far) == f"{CLEAR} {against} {LEANING} Detta märks."


def test_sentence_that_leans_on_nothing_is_not_quoted(shelf: Shelf) -> None:
    (only,) = shelf.add("a.txt", LEANING)

    assert _quote(shelf, only) is None


def test_sentence_that_leans_on_a_question_is_not_quoted(shelf: Shelf) -> None:
    _, second = shelf.add("a.txt", "Vad gör rosten med bron?", LEANING)

    assert _quote(shelf, second) is None


@pytest.mark.parametrize(
    ("form", "is_quoted"), [("open", True), ("figure", False), ("definition", False)]
)
def test_long_sentence_is_no_quote_where_the_answer_is_brief(
    shelf: Shelf, form: Form, is_quoted: bool
) -> None:
    (long,) = shelf.add("a.txt", f"Broarna målas{' och målas' * LONG_QUOTE}.")

    assert (_quote(shelf, long, form) is not None) is is_quoted


@pytest.mark.parametrize(
    ("said", "is_shared"),
    [
        ({}, True),
        ({"voice": "respondent"}, False),
        ({"said_by": "Malm"}, False),
        ({"section": ("9. Slut",)}, False),
        ({"kind": "list_item"}, False),
    ],
)
def test_place_is_shared_within_one_section_and_one_voice(
    shelf: Shelf, said: dict[str, object], is_shared: bool
) -> None:
    (one,) = shelf.add("a.txt", CLEAR)
    (other,) = shelf.add("a.txt", CLEAR, **said)

    assert (_pick(one).place == _pick(other).place) is is_shared


def test_place_is_shared_by_what_one_work_says_on_different_pages(shelf: Shelf) -> None:
    relayed = {"voice": "literature", "kind": "list_item", "group": 1}
    (one,) = shelf.add("a.txt", CLEAR, said_by="Malm 2010,s.4", **relayed)
    (other,) = shelf.add("a.txt", CLEAR, said_by="Malm (2010)", **relayed)

    assert _pick(one).place == _pick(other).place


def _pick(candidate: Candidate) -> Pick:
    return picked(_query(), candidate, _span(0, 24))


@pytest.mark.parametrize(
    ("other", "is_so"),
    [
        (_span(5, 10), True),
        (_span(9, 12), True),
        (_span(10, 12), False),
        (_span(5, 10, "b.txt"), False),
    ],
)
def test_spans_overlap_where_they_share_a_letter(other: Span, is_so: bool) -> None:
    assert overlaps(_span(5, 10), other) is is_so
    assert overlaps(other, _span(5, 10)) is is_so


@pytest.mark.parametrize(
    ("one", "other", "both"), [((0, 13), (8, 24), (0, 24)), ((0, 24), (8, 13), (0, 24))]
)
def test_union_is_a_quote_of_both(
    one: tuple[int, int], other: tuple[int, int], both: tuple[int, int]
) -> None:
    assert union(_span(*one), _span(*other)) == _span(*both)
    assert union(_span(*other), _span(*one)) == _span(*both)


def test_said_words_are_those_of_content_in_one_spelling() -> None:
    assert said_words("Och BRON målas.", "sv") == said_words("bron och malas", "sv")
    assert "och" not in said_words("Och BRON målas.", "sv")
