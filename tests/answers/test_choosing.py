"""Chosen is what adds most to what was chosen before, as long as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from advisor.answers.choosing import FACET_RANK, SAME_SOURCE, Chosen, next_best
from advisor.answers.forms import PLANS, Facet, FormPlan
from advisor.answers.quoting import Pick, picked
from advisor.types import Candidate, Query, Question, Span, Term
from advisor.vocabulary import Form, Sign
from tests.fakes import Shelf, candidate_of

# Sentences that share hardly a word.
THINGS = [
    "Broarna målas varje vår av lärlingar med rostskydd.",
    "Skolgårdar planteras tätare där solen bränner hårdast.",
    "Biblioteken lånar ut verktyg mot en symbolisk avgift.",
    "Parkbänkar flyttas efter önskemål från stadens äldre.",
]
ADVICE = Facet("recommendation")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def _query(form: Form = "open", aspect: Sign | None = None) -> Query:
    terms = (Term("bron", "bro"), Term("muren", "mur"))
    return Query(Question("?"), "?", "sv", form, terms, aspect=aspect)


def _apart(shelf: Shelf, *texts: str, **said: object) -> list[Candidate]:
    """Each text in a passage of a document of its own, best first."""
    found = [shelf.add(f"{i}.txt", text, **said)[0] for i, text in enumerate(texts)]
    return [candidate_of(c.sentence, 1 - i / 100) for i, c in enumerate(found)]


def _pick(candidate: Candidate, form: Form = "open") -> Pick:
    sentence = candidate.sentence
    span = Span(sentence.source, sentence.start, sentence.end, sentence.text)
    return picked(_query(form), candidate, span)


def _chosen(*candidates: Candidate, form: Form = "open", plan: FormPlan | None = None) -> Chosen:
    chosen = Chosen(plan or PLANS[form])
    for candidate in candidates:
        chosen.take(_pick(candidate, form))
    return chosen


def _next(
    pool: Sequence[Candidate],
    *before: Candidate,
    form: Form = "open",
    facet: Facet | None = None,
    aspect: Sign | None = None,
) -> Candidate | None:
    """The candidate that comes after those before."""
    taken = {candidate.sentence.id for candidate in before}
    return next_best(_query(form, aspect), pool, taken, _chosen(*before, form=form), facet)


def test_best_that_was_not_tried_is_next(shelf: Shelf) -> None:
    first, second, third = _apart(shelf, *THINGS[:3])

    assert _next([first, second, third]) == first
    assert _next([first, second, third], first) == second


def test_nothing_is_left_when_all_were_tried(shelf: Shelf) -> None:
    found = _apart(shelf, *THINGS[:2])

    assert _next(found, *found) is None
    assert _next([]) is None


def test_what_was_said_already_gives_way(shelf: Shelf) -> None:
    first, again, other = _apart(shelf, THINGS[0], "Broarna målas varje vår.", THINGS[1])

    assert _next([first, again, other], first) == other


def test_sentence_of_the_best_passage_comes_before_another_as_good(shelf: Shelf) -> None:
    first, beside = shelf.add("a.txt", *THINGS[:2])
    (other,) = shelf.add("b.txt", THINGS[2])

    found = [first, candidate_of(other.sentence, 0.9), candidate_of(beside.sentence, 0.8)]

    assert _next(found, first) == found[2]


@pytest.mark.parametrize(("form", "is_first"), [("open", True), ("comparison", False)])
def test_what_tells_of_the_aspect_comes_first_where_the_form_goes_by_it(
    shelf: Shelf, form: Form, is_first: bool
) -> None:
    other, hardship = _apart(shelf, THINGS[1], "Det är svårt att få färgen att fästa.")

    found = _next([other, hardship], form=form, aspect="drawback")

    assert (found == hardship) is is_first


@pytest.mark.parametrize("has_words", [True, False])
def test_opposite_of_what_was_said_comes_first_where_it_is_about_the_question(
    shelf: Shelf, has_words: bool
) -> None:
    best, other, opposite = _apart(
        shelf,
        "Larm minskar kostnaderna.",
        THINGS[0],
        "Vaktbolagets larm ökar kostnaderna överallt.",
    )
    about = opposite.within if has_words else frozenset[int]()
    opposite = replace(opposite, within=about)

    assert _next([best, other, opposite], best) == (opposite if has_words else other)


@pytest.mark.parametrize(("form", "is_first"), [("comparison", True), ("open", False)])
def test_side_of_which_less_was_said_comes_first_where_sides_are_compared(
    shelf: Shelf, form: Form, is_first: bool
) -> None:
    one, same, other = _apart(shelf, *THINGS[:3])
    other = replace(other, within=frozenset({1}))

    assert (_next([one, same, other], one, form=form) == other) is is_first


def test_facet_is_filled_by_a_sentence_of_its_role_alone(shelf: Shelf) -> None:
    (other,) = _apart(shelf, THINGS[0])
    (advice,) = shelf.add("råd.txt", THINGS[1], role="recommendation")

    assert _next([other, advice], facet=ADVICE) == advice
    assert _next([other], facet=ADVICE) is None


def test_facet_is_not_filled_from_far_down(shelf: Shelf) -> None:
    others = _apart(shelf, *(THINGS[0] for _ in range(FACET_RANK)))
    (advice,) = shelf.add("råd.txt", THINGS[1], role="recommendation")

    assert _next([*others[1:], advice], facet=ADVICE) == advice
    assert _next([*others, advice], facet=ADVICE) is None


@pytest.mark.parametrize(("coverage", "is_filled"), [(0.25, True), (0.2, False)])
def test_facet_asks_for_a_sentence_with_the_words_of_the_question(
    shelf: Shelf, coverage: float, is_filled: bool
) -> None:
    (advice,) = _apart(shelf, THINGS[0], role="recommendation")
    facet = Facet("recommendation", least_coverage=0.25)

    found = _next([replace(advice, coverage=coverage)], facet=facet)

    assert (found is not None) is is_filled


def test_another_source_is_heard_in_the_same_facet(shelf: Shelf) -> None:
    first, again = shelf.add("a.txt", *THINGS[:2], role="recommendation")
    (other,) = shelf.add("b.txt", THINGS[2], role="recommendation")
    near = candidate_of(other.sentence, again.score - SAME_SOURCE / 2)
    far = candidate_of(other.sentence, again.score - SAME_SOURCE * 2)

    assert _next([first, again, near], first, facet=ADVICE) == near
    assert _next([first, again, far], first, facet=ADVICE) == again


def test_advice_that_a_source_gives_as_its_own_comes_first(shelf: Shelf) -> None:
    (elsewhere,) = shelf.add("a.txt", "Nämnden bör måla bron.", role="summary")
    (considered,) = shelf.add("b.txt", "Bron målas varje år.", role="recommendation")
    found = [elsewhere, candidate_of(considered.sentence, elsewhere.score - 0.04)]

    assert _next(found, form="decision", facet=ADVICE) == found[1]
    assert _next(found, form="decision") == found[0]


def test_statements_are_as_many_as_the_plan_has_room_for(shelf: Shelf) -> None:
    chosen = _chosen(*_apart(shelf, *THINGS), plan=FormPlan(2))

    assert [pick.span.quote for pick in chosen.picks] == THINGS[:2]


def test_more_of_a_place_that_is_told_needs_no_room_of_its_own(shelf: Shelf) -> None:
    first, _, third = shelf.add("a.txt", *THINGS[:3])

    assert len(_chosen(first, third, plan=FormPlan(1)).picks) == 2


def test_quoted_words_are_as_many_as_the_plan_has_room_for(shelf: Shelf) -> None:
    words = len(THINGS[0].split()) + len(THINGS[1].split())

    chosen = _chosen(*_apart(shelf, *THINGS), plan=FormPlan(8, words=words))

    assert [pick.span.quote for pick in chosen.picks] == THINGS[:2]


def test_first_pick_is_taken_however_long(shelf: Shelf) -> None:
    assert len(_chosen(*_apart(shelf, *THINGS), plan=FormPlan(8, words=1)).picks) == 1


def test_twin_of_another_source_is_told_with_the_first_up_to_three_in_all(shelf: Shelf) -> None:
    chosen = _chosen(*_apart(shelf, *[THINGS[0]] * 4))

    (pick,) = chosen.picks
    assert [span.source for span in (pick.span, *pick.same)] == ["0.txt", "1.txt", "2.txt"]


def test_twin_of_the_same_source_is_said_once(shelf: Shelf) -> None:
    first, _, twin = shelf.add("a.txt", THINGS[0], THINGS[1], THINGS[0])

    assert [pick.same for pick in _chosen(first, twin).picks] == [()]


def test_pick_that_overlaps_a_chosen_one_makes_it_longer(shelf: Shelf) -> None:
    first, second = shelf.add("a.txt", *THINGS[:2])
    both = f"{THINGS[0]} {THINGS[1]}"
    chosen = _chosen(second)

    chosen.take(replace(_pick(first), span=Span("a.txt", 0, len(both), both)))

    assert [pick.span.quote for pick in chosen.picks] == [both]


@pytest.mark.parametrize("chosen_one", [0, 1])
def test_sentence_beside_a_chosen_one_is_quoted_with_it(shelf: Shelf, chosen_one: int) -> None:
    found = shelf.add("a.txt", *THINGS[:2])
    chosen = _chosen(found[chosen_one])

    chosen.extend(found[1 - chosen_one].sentence, shelf.document)

    assert [pick.span.quote for pick in chosen.picks] == [f"{THINGS[0]} {THINGS[1]}"]


def test_sentence_that_stands_apart_is_not_quoted_with_a_chosen_one(shelf: Shelf) -> None:
    first, _, third = shelf.add("a.txt", *THINGS[:3])
    chosen = _chosen(first)

    chosen.extend(third.sentence, shelf.document)

    assert [pick.span.quote for pick in chosen.picks] == [THINGS[0]]


def test_sentence_of_somebody_else_is_not_quoted_with_a_chosen_one(shelf: Shelf) -> None:
    first, second = shelf.add("a.txt", *THINGS[:2])
    chosen = _chosen(first)

    chosen.extend(
        replace(second.sentence, voice="literature", said_by="Malm (2010)"), shelf.document
    )

    assert [pick.span.quote for pick in chosen.picks] == [THINGS[0]]


def test_what_goes_on_from_a_work_is_told_apart_where_there_is_room(shelf: Shelf) -> None:
    found = shelf.add("a.txt", *THINGS[:3])
    works = ("", "Malm", "")

    def told(statements: int) -> list[list[str]]:
        chosen = Chosen(replace(PLANS["open"], statements=statements))
        for one, work in zip(found, works, strict=True):
            chosen.take(replace(_pick(one), goes_on=work))
        return [[pick.goes_on for pick in together] for together in chosen.statements]

    assert told(2) == [["", ""], ["Malm"]]
    assert told(1) == [["", "Malm", ""]]


def test_overlapping_quotes_of_a_work_and_of_the_source_are_told_as_going_on_from_it(
    shelf: Shelf,
) -> None:
    first, second = shelf.add("a.txt", *THINGS[:2])
    relayed = replace(first, sentence=replace(first.sentence, voice="literature", said_by="Malm"))
    both = Span("a.txt", first.sentence.start, second.sentence.end, f"{THINGS[0]} {THINGS[1]}")
    chosen = _chosen(relayed)

    chosen.take(replace(_pick(second), span=both, goes_on="Malm"))

    assert [(pick.span, pick.goes_on) for pick in chosen.picks] == [(both, "Malm")]


def test_sentence_before_a_chosen_one_must_be_clear_by_itself(shelf: Shelf) -> None:
    leaning, second = shelf.add("a.txt", "Detta sparar stål åt länet.", THINGS[1])
    chosen = _chosen(second)

    chosen.extend(leaning.sentence, shelf.document)

    assert [pick.span.quote for pick in chosen.picks] == [THINGS[1]]


def test_facet_of_a_section_is_filled_from_such_a_section_only(shelf: Shelf) -> None:
    recommended = Facet("step", section="recommendation")
    elsewhere, found = _apart(shelf, "Broarna bör målas.", "Murar bör rivas.", signs={"advice"})
    there = replace(found, sentence=replace(found.sentence, role="recommendation"))

    assert _next([elsewhere], form="how", facet=recommended) is None
    assert _next([elsewhere, there], form="how", facet=recommended) == there


def test_cells_of_one_table_share_the_words_of_its_labels_and_are_told_each(shelf: Shelf) -> None:
    cells = shelf.add(
        "tabell.txt",
        "Broar av sten – styrkor: Håller",
        "Broar av sten – styrkor: Tåliga",
        kind="table_row",
        group=1,
    )

    assert len(_chosen(*cells).picks) == 2
