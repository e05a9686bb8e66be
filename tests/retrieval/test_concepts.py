"""A sentence is found by what it means; what is rarely meant says more."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.language.concepts import concept_names
from advisor.retrieval.concepts import ABOVE, HAVING, ConceptRows, write_concepts
from advisor.types import Query, Question, Term

THRIFT, FEAR, SNOW, RAIN = concept_names()[:4]
Meant = Mapping[str, float]


def _rows(
    folder: Path,
    own: Sequence[Meant],
    above: Mapping[int, Meant] | None = None,
    beside: Mapping[int, Meant] | None = None,
) -> ConceptRows:
    """Written and mapped again."""
    ids = range(len(own))
    write_concepts(
        folder,
        own,
        [(above or {}).get(i, {}) for i in ids],
        [(beside or {}).get(i, {}) for i in ids],
    )
    return ConceptRows.load(folder)


def _query(*terms: Mapping[str, float], weight: float = 1.0) -> Query:
    made = [
        Term(f"ord{i}", f"ord{i}", weight=weight, concepts=tuple(meant.items()))
        for i, meant in enumerate(terms)
    ]
    return Query(Question("?"), "?", "sv", "open", tuple(made))


def _rarity(rows: ConceptRows, concept: str) -> float:
    return float(rows.rarity[concept_names().index(concept)])


# --- How rare a concept is ----------------------------------------------------------


def test_concept_is_rarer_the_fewer_sentences_have_it(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{THRIFT: 1.0}, {THRIFT: 1.0, FEAR: 1.0}, {THRIFT: 1.0}, {THRIFT: 1.0}])

    assert _rarity(rows, THRIFT) == 0
    assert _rarity(rows, FEAR) == pytest.approx(math.log(5 / 2) / math.log(5))
    assert _rarity(rows, SNOW) == 1


def test_sentence_that_has_a_concept_faintly_does_not_make_it_common(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{THRIFT: HAVING, FEAR: HAVING + 0.01}, {}, {}])

    assert _rarity(rows, THRIFT) == 1
    assert _rarity(rows, FEAR) < 1


def test_what_stands_around_a_sentence_does_not_make_a_concept_common(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{}, {}], above={0: {THRIFT: 1.0}}, beside={1: {FEAR: 1.0}})

    assert _rarity(rows, THRIFT) == _rarity(rows, FEAR) == 1


# --- What is kept -------------------------------------------------------------------


def test_concepts_are_kept_by_how_rare_they_are(tmp_path: Path) -> None:
    rows = _rows(
        tmp_path,
        [{THRIFT: 0.8}, {}],
        above={1: {THRIFT: 0.5, SNOW: 0.4}},
        beside={0: {THRIFT: 2.0}},
    )

    rare = _rarity(rows, THRIFT)
    width = len(concept_names())
    assert 0 < rare < 1
    assert rows.sentences.dense([0], width)[0, 0] == pytest.approx(0.8 * rare)
    assert rows.contexts.dense([1], width)[0, [0, 2]].tolist() == pytest.approx([0.5 * rare, 0.4])
    assert rows.beside.dense([0], width)[0, 0] == pytest.approx(2.0 * rare)
    assert not rows.beside.dense([1], width).any()


# --- Comparing ----------------------------------------------------------------------


def test_share_is_how_much_of_the_question_a_sentence_means(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{THRIFT: 1.0, FEAR: 1.0}, {THRIFT: 1.0}, {FEAR: 1.0}, {SNOW: 1.0}])

    shared, _ = rows.compare(_query({THRIFT: 1.0}, {FEAR: 1.0}), [3, 1, 0])

    assert shared.tolist() == pytest.approx([0.0, 0.5, 1.0])


def test_rare_part_of_the_question_says_more(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{THRIFT: 1.0}, {THRIFT: 1.0}, {THRIFT: 1.0}, {FEAR: 1.0}])

    shared, _ = rows.compare(_query({THRIFT: 1.0}, {FEAR: 1.0}), [0, 3])

    assert 0 < shared[0] < 0.5 < shared[1]


def test_headings_give_less_of_the_meaning_than_the_sentence_itself(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{THRIFT: 1.0}, {}, {}], above={1: {THRIFT: 1.0}})

    shared, alike = rows.compare(_query({THRIFT: 1.0}), [0, 1, 2])

    assert shared.tolist() == pytest.approx([1.0, ABOVE * 1.0, 0.0])
    assert alike.tolist() == pytest.approx([0.0, 1.0, 0.0])


def test_headings_that_mean_other_things_too_are_less_alike(tmp_path: Path) -> None:
    above = {0: {THRIFT: 1.0}, 1: {THRIFT: 1.0, SNOW: 1.0}, 2: {SNOW: 1.0}}
    rows = _rows(tmp_path, [{}, {}, {}], above=above)

    _, alike = rows.compare(_query({THRIFT: 1.0}), [0, 1, 2])

    assert alike.tolist() == pytest.approx([1.0, math.sqrt(0.5), 0.0])


def test_sentences_beside_do_not_lend_their_meaning(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{}, {}], beside={0: {THRIFT: 1.0}})

    shared, alike = rows.compare(_query({THRIFT: 1.0}), [0])

    assert (shared.tolist(), alike.tolist()) == ([0.0], [0.0])


def test_concept_is_asked_for_as_strongly_as_by_the_term_that_has_it_most(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{}])

    vector = rows.vector(_query({THRIFT: 0.4, FEAR: 0.9}, {THRIFT: 0.8}, weight=0.5))

    assert vector[:2].tolist() == pytest.approx([0.4, 0.45])
    assert not vector[2:].any()


def test_question_without_meaning_shares_it_with_no_sentence(tmp_path: Path) -> None:
    rows = _rows(tmp_path, [{THRIFT: 1.0}, {FEAR: 1.0}], above={0: {FEAR: 1.0}})

    shared, alike = rows.compare(_query({}), [0, 1])

    assert (shared.tolist(), alike.tolist()) == ([0.0, 0.0], [0.0, 0.0])


def test_no_sentences_are_compared_to_nothing(tmp_path: Path) -> None:
    shared, alike = _rows(tmp_path, [{THRIFT: 1.0}]).compare(_query({THRIFT: 1.0}), [])

    assert (shared.shape, alike.shape) == ((0,), (0,))


_MEANT = st.dictionaries(st.sampled_from([THRIFT, FEAR, SNOW, RAIN]), st.floats(0.0, 1.0, width=32))


@example(own=[{}], headed={THRIFT: 1.0}, asked={THRIFT: 1.6641927796351631e-21})
@given(own=st.lists(_MEANT, min_size=1, max_size=4), headed=_MEANT, asked=_MEANT)
def test_shares_lie_between_zero_and_one(
    tmp_path_factory: pytest.TempPathFactory, own: list[Meant], headed: Meant, asked: Meant
) -> None:
    rows = _rows(tmp_path_factory.mktemp("rows"), own, above={0: headed})

    for values in rows.compare(_query(asked), range(len(own))):
        assert all(0 <= value <= 1 + 1e-5 for value in values.tolist())
