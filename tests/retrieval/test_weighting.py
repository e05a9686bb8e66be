"""Weights against their formulas, written out in plain Python."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.retrieval.postings import word_key
from advisor.retrieval.weighting import BM25_B, BM25_K1, bm25, count_matrix, idf, prune, tf_idf

WORDS = st.sampled_from(["kommun", "plattform", "budget", "drift", "nytta", "ansvar"])
TEXTS = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=8)


def _keys(word: str) -> tuple[int, ...]:
    return (word_key(word),)


def _idf(texts: Sequence[Sequence[str]], word: str) -> float:
    frequency = sum(word in text for text in texts)
    return log(1 + (len(texts) - frequency + 0.5) / (frequency + 0.5))


@given(TEXTS)
def test_bm25_is_its_formula(texts: list[list[str]]) -> None:
    matrix, keys = count_matrix([Counter(text) for text in texts], _keys)

    weights = bm25(matrix, idf(matrix)).toarray()

    average = sum(map(len, texts)) / len(texts)
    for row, text in enumerate(texts):
        for column, key in enumerate(keys):
            word = next(w for t in texts for w in t if word_key(w) == key)
            count = text.count(word)
            length = 1 - BM25_B + BM25_B * len(text) / average
            wanted = _idf(texts, word) * count * (BM25_K1 + 1) / (count + BM25_K1 * length)
            assert weights[row, column] == pytest.approx(wanted, rel=1e-5)


@given(TEXTS)
def test_tf_idf_is_its_formula_with_rows_of_length_one(texts: list[list[str]]) -> None:
    matrix, keys = count_matrix([Counter(text) for text in texts], _keys)

    weights = tf_idf(matrix, idf(matrix)).toarray()

    for row, text in enumerate(texts):
        plain = {word_key(w): log(1 + text.count(w)) * _idf(texts, w) for w in text}
        length = sqrt(sum(value**2 for value in plain.values()))
        wanted = [plain.get(int(key), 0.0) / length if text else 0.0 for key in keys]
        assert weights[row].tolist() == pytest.approx(wanted, rel=1e-5)


def test_a_word_counts_for_all_of_its_keys_and_keys_ascend() -> None:
    matrix, keys = count_matrix([{"ab": 2.0}, {"b": 0.5}], lambda word: [ord(c) for c in word])

    assert keys.tolist() == [ord("a"), ord("b")]
    assert matrix.toarray().tolist() == [[2.0, 2.0], [0.0, 0.5]]


def test_keys_of_few_rows_are_pruned() -> None:
    matrix, keys = count_matrix([{"a": 1.0, "b": 1.0}, {"b": 1.0}], lambda word: [ord(word)])

    kept, kept_keys = prune(matrix, keys, min_rows=2)

    assert kept_keys.tolist() == [ord("b")]
    assert kept.toarray().tolist() == [[1.0], [1.0]]


def test_texts_without_a_word_have_no_weights() -> None:
    matrix, keys = count_matrix([{}, {}], _keys)

    assert len(keys) == 0
    assert bm25(matrix, idf(matrix)).shape == tf_idf(matrix, idf(matrix)).shape == (2, 0)
    assert np.isfinite(idf(matrix)).all()
