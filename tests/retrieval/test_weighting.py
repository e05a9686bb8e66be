"""Weights against their formulas, written out in plain Python."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from advisor.retrieval.postings import word_key
from advisor.retrieval.weighting import BM25_B, BM25_K1, KeyCounts, bm25, count_keys, idf, tf_idf

WORDS = st.sampled_from(["kommun", "plattform", "budget", "drift", "nytta", "ansvar"])
TEXTS = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=8)


def _keys(word: str) -> tuple[int, ...]:
    return (word_key(word),)


def _idf(texts: Sequence[Sequence[str]], word: str) -> float:
    frequency = sum(word in text for text in texts)
    return log(1 + (len(texts) - frequency + 0.5) / (frequency + 0.5))


@given(TEXTS)
def test_bm25_is_its_formula(texts: list[list[str]]) -> None:
    counts = count_keys([Counter(text) for text in texts], _keys)

    weights = bm25(counts.matrix(), _idfs(counts)).toarray()

    average = sum(map(len, texts)) / len(texts)
    for row, text in enumerate(texts):
        for column, key in enumerate(counts.keys):
            word = next(w for t in texts for w in t if word_key(w) == key)
            count = text.count(word)
            length = 1 - BM25_B + BM25_B * len(text) / average
            wanted = _idf(texts, word) * count * (BM25_K1 + 1) / (count + BM25_K1 * length)
            assert weights[row, column] == pytest.approx(wanted, rel=1e-5)


@given(TEXTS)
def test_tf_idf_is_its_formula_with_rows_of_length_one(texts: list[list[str]]) -> None:
    counts = count_keys([Counter(text) for text in texts], _keys)

    weights = tf_idf(counts.matrix(), _idfs(counts)).toarray()

    for row, text in enumerate(texts):
        plain = {word_key(w): log(1 + text.count(w)) * _idf(texts, w) for w in text}
        length = sqrt(sum(value**2 for value in plain.values()))
        wanted = [plain.get(int(key), 0.0) / length if text else 0.0 for key in counts.keys]
        assert weights[row].tolist() == pytest.approx(wanted, rel=1e-5)


def test_a_word_counts_for_all_of_its_keys_and_keys_ascend() -> None:
    counts = count_keys([{"ab": 2.0}, {"b": 0.5}], lambda word: [ord(c) for c in word])

    assert counts.keys.tolist() == [ord("a"), ord("b")]
    assert counts.matrix().toarray().tolist() == [[2.0, 2.0], [0.0, 0.5]]


def test_keys_of_few_texts_are_pruned() -> None:
    counts = count_keys([{"a": 1.0, "b": 1.0}, {"b": 1.0}], lambda word: [ord(word)])

    pruned = counts.pruned(min_texts=2)

    assert pruned.keys.tolist() == [ord("b")]
    assert pruned.matrix().toarray().tolist() == [[1.0], [1.0]]


def test_batches_are_the_texts_in_their_order() -> None:
    texts = [{f"w{i % 4}": float(i)} for i in range(1, 12)]
    counts = count_keys(texts, _keys)

    batches = [batch.toarray() for batch in counts.batches(range(2, 10), size=3)]

    assert [len(batch) for batch in batches] == [3, 3, 2]
    assert np.array_equal(np.concatenate(batches), counts.matrix().toarray()[2:10])
    assert counts.frequency(range(2, 10)).tolist() == [2, 2, 2, 2]


def test_texts_without_a_word_have_no_weights() -> None:
    counts = count_keys([{}, {}], _keys)

    assert len(counts.keys) == 0
    assert bm25(counts.matrix(), _idfs(counts)).shape == (2, 0)
    assert tf_idf(counts.matrix(), _idfs(counts)).shape == (2, 0)


def _idfs(counts: KeyCounts) -> NDArray[np.float32]:
    return idf(counts.frequency(range(counts.n_texts)), counts.n_texts)
