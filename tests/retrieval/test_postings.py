"""Sparse weights on disk are those that were put there."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from advisor.retrieval.postings import Postings, Rows, ngram_keys, word_key

KEYS = np.array([3, 7, 2**63 + 5], dtype=np.uint64)
DENSE = np.array([[0, 1, 2], [0, 0, 3], [0, 0, 0], [4, 0, 5]], dtype=np.float32)


@pytest.fixture
def postings(tmp_path: Path) -> Postings:
    """Written and mapped again."""
    Postings.from_matrix(csr_matrix(DENSE), KEYS).save(tmp_path, "words")
    return Postings.load(tmp_path, "words", len(DENSE))


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Written and mapped again."""
    Rows.from_matrix(csr_matrix(DENSE)).save(tmp_path, "sentences")
    return Rows.load(tmp_path, "sentences")


def test_scores_are_the_weighted_sum_of_the_keys(postings: Postings) -> None:
    scores = postings.scores({3: 2.0, 2**63 + 5: 0.5, 99: 100.0})

    assert scores.tolist() == (DENSE @ np.array([2.0, 0.0, 0.5], dtype=np.float32)).tolist()


def test_keys_are_found_and_others_are_not(postings: Postings) -> None:
    assert [postings.find(int(key)) for key in KEYS] == [0, 1, 2]
    assert [postings.find(key) for key in (0, 4, 2**64 - 1)] == [-1, -1, -1]


def test_rows_are_compared_with_a_query_in_the_order_asked_for(rows: Rows) -> None:
    query = np.array([1.0, 10.0, 100.0], dtype=np.float32)
    asked = np.array([3, 0, 2, 3])

    assert rows.similarity(asked, query).tolist() == (DENSE[asked] @ query).tolist()
    assert rows.similarity(np.array([], dtype=np.int64), query).tolist() == []


def test_rows_are_given_in_full_in_the_order_asked_for(rows: Rows) -> None:
    wider = np.pad(DENSE, ((0, 0), (0, 2)))

    assert rows.dense([3, 2, 0, 3], 5).tolist() == wider[[3, 2, 0, 3]].tolist()
    assert rows.dense([], 5).shape == (0, 5)


def test_rows_know_their_keys(rows: Rows) -> None:
    assert [rows.keys_of(row).tolist() for row in range(4)] == [[1, 2], [2], [], [0, 2]]


def test_values_of_the_keys_of_each_row_are_summed_whatever_they_weigh(rows: Rows) -> None:
    sums = rows.sums([3, 2, 0], np.array([1.0, 10.0, 100.0], dtype=np.float32))

    assert sums.tolist() == [101.0, 0.0, 110.0]


def test_postings_and_rows_written_in_batches_are_those_of_the_whole(tmp_path: Path) -> None:
    whole = csr_matrix(DENSE)
    batches = (whole[:1], whole[1:3], whole[3:])
    Postings.from_matrix(whole, KEYS).save(tmp_path, "whole")
    Rows.from_matrix(whole).save(tmp_path, "whole_rows")

    Postings.write(tmp_path, "parts", KEYS, np.array([1, 1, 3]), batches)
    Rows.write(tmp_path, "parts_rows", np.array([2, 1, 0, 2]), batches)

    paths = list(tmp_path.glob("whole*"))
    assert len(paths) == 7
    for path in paths:
        other = tmp_path / path.name.replace("whole", "parts")
        assert other.read_bytes() == path.read_bytes()


def test_nothing_is_written_as_nothing(tmp_path: Path) -> None:
    empty = csr_matrix((2, 0), dtype=np.float32)
    Postings.write(tmp_path, "a", np.array([], dtype=np.uint64), np.array([], dtype=int), [empty])
    Rows.write(tmp_path, "b", np.array([0, 0]), [empty])

    assert Postings.load(tmp_path, "a", 2).scores({3: 1.0}).tolist() == [0.0, 0.0]
    assert Rows.load(tmp_path, "b").keys_of(1).tolist() == []


def test_an_index_without_keys_finds_nothing(tmp_path: Path) -> None:
    empty = csr_matrix((2, 0), dtype=np.float32)
    Postings.from_matrix(empty, np.array([], dtype=np.uint64)).save(tmp_path, "words")

    postings = Postings.load(tmp_path, "words", 2)

    assert postings.scores({3: 1.0}).tolist() == [0.0, 0.0]


def test_ngrams_of_a_word_are_three_to_five_letters_with_its_edges() -> None:
    wanted = {" by", "byg", "ygg", "gg ", " byg", "bygg", "ygg ", " bygg", "bygg "}

    keys = ngram_keys("bygg")

    assert {key.to_bytes(8, "big").lstrip(b"\0").decode() for key in keys} == wanted


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=8))
def test_different_words_have_different_keys(word: str) -> None:
    other = word + "a"

    assert set(ngram_keys(word)) != set(ngram_keys(other))
    assert word_key(word) != word_key(other)
