"""A list that answers is given whole, in order and short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.answers.labels import labelled
from advisor.answers.lists import (
    ANNOUNCING,
    ITEM_WORDS,
    LEAST_WORTH,
    LOOKED_AT,
    best_list,
    of_side,
    rest_of_row,
)
from advisor.answers.quoting import Pick, picked
from advisor.types import Candidate, Query, Question, Span, Term
from advisor.vocabulary import Form, Sides
from tests.fakes import Shelf, candidate_of

ITEMS = [
    "Broarna målas varje vår.",
    "Skolgårdar planteras tätare.",
    "Biblioteken lånar ut verktyg.",
    "Parkbänkar flyttas efter önskemål.",
]
QUERY = Query(Question("?"), "?", "sv", "list", (Term("ord", "ord"), Term("sak", "sak")))
NOTHING, HALF, ALL = frozenset[int](), frozenset({0}), frozenset({0, 1})


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _list(shelf: Shelf, *texts: str, group: int = 1, file: str = "lista.txt") -> list[Candidate]:
    return shelf.add(file, *texts, kind="list_item", group=group)


def _carried(candidate: Candidate, context: float) -> Candidate:
    return candidate_of(candidate.sentence, candidate.score, context=context)


def _quotes(shelf: Shelf, candidates: list[Candidate]) -> list[str]:
    return [pick.span.quote for pick in best_list(QUERY, candidates, shelf)]


def test_list_whose_headings_carry_the_question_is_whole_and_in_order(shelf: Shelf) -> None:
    items = _list(shelf, *ITEMS)

    assert _quotes(shelf, [_carried(items[2], 1.0), _carried(items[0], 1.0)]) == ITEMS


@pytest.mark.parametrize(("context", "is_taken"), [(LEAST_WORTH, True), (0.5, False)])
def test_list_is_taken_where_enough_speaks_for_it(
    shelf: Shelf, context: float, is_taken: bool
) -> None:
    items = _list(shelf, *ITEMS)

    assert bool(_quotes(shelf, [_carried(items[1], context)])) is is_taken


def test_list_that_more_speaks_for_is_the_one(shelf: Shelf) -> None:
    worse = _list(shelf, *ITEMS[:2], file="a.txt")
    better = _list(shelf, *ITEMS[2:], file="b.txt")

    assert _quotes(shelf, [_carried(worse[0], 0.7), _carried(better[0], 0.8)]) == ITEMS[2:]


@pytest.mark.parametrize(("within", "is_taken"), [(ALL, True), (HALF, False)])
def test_list_is_taken_where_a_sentence_with_the_question_announces_it(
    shelf: Shelf, within: frozenset[int], is_taken: bool
) -> None:
    announcing, *_ = shelf.add("a.txt", "Det här görs i staden.")
    _list(shelf, *ITEMS, file="a.txt")

    found = [candidate_of(announcing.sentence, within=within)]

    assert bool(best_list(QUERY, found, shelf)) is is_taken


@pytest.mark.parametrize(("lead_in", "is_taken"), [((0, 21), True), ((22, 47), False)])
def test_list_with_words_of_its_own_above_it_is_not_announced_by_the_sentence_before_them(
    shelf: Shelf, lead_in: tuple[int, int], is_taken: bool
) -> None:
    announcing, *_ = shelf.add("a.txt", "Det här görs i staden. Parken har andra planer:")
    shelf.add("a.txt", *ITEMS, kind="list_item", group=1, lead_in=lead_in)
    first = replace(announcing.sentence, end=21)

    assert bool(best_list(QUERY, [candidate_of(first, within=ALL)], shelf)) is is_taken


def test_announcement_among_worse_candidates_is_not_heard(shelf: Shelf) -> None:
    announcing, *_ = shelf.add("a.txt", "Det här görs i staden.")
    _list(shelf, *ITEMS, file="a.txt")
    others = [shelf.add(f"{i}.txt", "Museet öppnar.")[0] for i in range(ANNOUNCING)]
    found = [*others, candidate_of(announcing.sentence, within=ALL)]

    assert best_list(QUERY, found, shelf) == []


def test_list_of_a_worse_candidate_is_about_something_beside(shelf: Shelf) -> None:
    items = _list(shelf, *ITEMS)
    others = [shelf.add(f"{i}.txt", "Museet öppnar.")[0] for i in range(LOOKED_AT)]

    assert best_list(QUERY, [*others, _carried(items[0], 1.0)], shelf) == []


def test_question_in_a_list_is_left_out(shelf: Shelf) -> None:
    items = _list(shelf, ITEMS[0], "Hur ofta målas broarna?", ITEMS[1])

    assert _quotes(shelf, [_carried(items[0], 1.0)]) == ITEMS[:2]


def test_long_item_is_cut_before_its_colon(shelf: Shelf) -> None:
    long = f"Broarna målas: först{' och sedan' * ITEM_WORDS}."
    items = _list(shelf, long, ITEMS[1])

    assert _quotes(shelf, [_carried(items[0], 1.0)]) == ["Broarna målas", ITEMS[1]]


def test_nothing_found_has_no_list(shelf: Shelf) -> None:
    assert best_list(QUERY, [], shelf) == []


# --- The rows of a table --------------------------------------------------------------


def _row(shelf: Shelf, *texts: str) -> list[Candidate]:
    found = shelf.add("tabell.txt", *texts, kind="table_row", group=4)
    return [labelled(replace(c, found=ALL), shelf.document) for c in found]


def _pick(query: Query, candidate: Candidate) -> Pick:
    sentence = candidate.sentence
    span = Span(sentence.source, sentence.start, sentence.end, sentence.text)
    return picked(query, candidate, span)


ROW = (
    "Tunnel – styrkor: Snabb",
    "Tunnel – styrkor: Torr",
    "Tunnel – svagheter: Mörk",
    "Tunnel – längd: 400 meter",
)


@pytest.mark.parametrize(
    ("sides", "told"),
    [
        (None, [ROW[1]]),  # its column
        ("for", [ROW[1]]),
        ("both", [ROW[1], ROW[2]]),
    ],
)
def test_cell_is_told_with_those_that_it_stands_among(
    shelf: Shelf, sides: Sides | None, told: list[str]
) -> None:
    query = replace(QUERY, form="open", sides=sides)
    first = _row(shelf, *ROW)[0]

    rest = rest_of_row(query, _pick(query, first), shelf)

    assert [pick.span.quote for pick in rest] == told


def test_cell_that_has_only_the_name_of_a_side_is_told_alone(shelf: Shelf) -> None:
    terms = (Term("ord", "ord"), replace(Term("styrkor", "styrka"), thing=False))
    query = replace(QUERY, form="open", terms=terms)
    first = replace(_row(shelf, *ROW)[0], found=frozenset({1}))

    assert rest_of_row(query, _pick(query, first), shelf) == []


@pytest.mark.parametrize(
    ("sides", "form", "kept"),
    [
        (None, "list", 4),
        ("both", "decision", 4),
        ("for", "list", 3),
        ("for", "risk", 4),  # who asks for a risk is told the gains that come with it
        ("against", "risk", 2),
    ],
)
def test_what_is_labelled_as_the_other_side_is_left_out(
    shelf: Shelf, sides: Sides | None, form: Form, kept: int
) -> None:
    query = replace(QUERY, form=form, sides=sides)

    assert len(of_side(query, _row(shelf, *ROW))) == kept
