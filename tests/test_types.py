"""What a value tells besides its fields follows from them."""

from __future__ import annotations

from advisor.types import Query, Question, Term
from tests.fakes import candidate_of, sentence_of

LIGHT, HEAVY = Term("kommun", "kommun", weight=0.25), Term("larm", "larm", weight=0.5)
UNKNOWN = Term("varg", "varg", weight=1.0, known=False)


def _query(*terms: Term) -> Query:
    return Query(Question("?"), "?", "sv", "open", terms)


def test_total_weight_of_a_query_is_that_of_all_its_terms() -> None:
    assert _query(LIGHT, HEAVY, UNKNOWN).total_weight == 1.75


def test_query_that_says_nothing_has_a_weight_to_divide_by() -> None:
    assert _query().total_weight == 1.0
    assert _query(Term("och", "och", weight=0.0)).total_weight == 1.0


def test_heaviest_known_weight_leaves_out_what_nobody_knows() -> None:
    assert _query(LIGHT, HEAVY, UNKNOWN).heaviest_known_weight == 0.5
    assert _query(UNKNOWN).heaviest_known_weight == 0.0


def test_candidates_are_ordered_by_score_and_then_by_place() -> None:
    first, second, third = (
        candidate_of(sentence_of(place, "a.txt", (0, 0, 4), "Larm"), score)
        for place, score in [(7, 0.9), (2, 0.4), (5, 0.4)]
    )

    assert sorted([third, second, first], key=lambda c: c.order) == [first, second, third]
