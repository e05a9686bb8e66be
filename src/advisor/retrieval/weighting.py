"""Word counts of chunks and sentences, weighted for ranking: BM25 for words, TF-IDF for n-grams."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

Counts = Mapping[str, float]  # word -> how often, or how much, a text has it
BM25_K1 = 1.2  # Robertson and Zaragoza 2009: usual values
BM25_B = 0.75
MIN_ROWS = 2  # an n-gram that only one text has cannot connect it to another


def count_matrix(
    texts: Sequence[Counts], keys_of: Callable[[str], Sequence[int]]
) -> tuple[csr_matrix, NDArray[np.uint64]]:
    """(texts x keys, keys ascending): each word counts for all of its keys."""
    from scipy.sparse import csr_matrix as csr  # heavy, and needed while indexing only

    words: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, counts in enumerate(texts):
        for word, count in counts.items():
            rows.append(row)
            columns.append(words.setdefault(word, len(words)))
            values.append(count)
    by_word = csr((values, (rows, columns)), shape=(len(texts), len(words)), dtype=np.float32)
    keys, word_keys = _word_keys(words, keys_of)
    return (by_word @ word_keys).tocsr(), keys


def _word_keys(
    words: Mapping[str, int], keys_of: Callable[[str], Sequence[int]]
) -> tuple[NDArray[np.uint64], csr_matrix]:
    from scipy.sparse import csr_matrix as csr

    word_rows: list[int] = []
    raw_keys: list[int] = []
    for word, row in words.items():
        for key in keys_of(word):
            word_rows.append(row)
            raw_keys.append(key)
    keys, columns = np.unique(np.array(raw_keys, dtype=np.uint64), return_inverse=True)
    ones = np.ones(len(columns), dtype=np.float32)
    return keys, csr((ones, (word_rows, columns)), shape=(len(words), len(keys)), dtype=np.float32)


def idf(matrix: csr_matrix) -> NDArray[np.float32]:
    """Inverse document frequency of each key, smoothed so that it stays positive."""
    n_rows = matrix.shape[0]
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.log1p((n_rows - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)


def bm25(matrix: csr_matrix, weights: NDArray[np.float32]) -> csr_matrix:
    """BM25 weights; `weights` is the idf of each key."""
    scored = matrix.astype(np.float32, copy=True)
    lengths = np.asarray(matrix.sum(axis=1)).ravel()
    norm = BM25_K1 * (1 - BM25_B + BM25_B * lengths / max(float(lengths.mean()), 1e-9))
    per_entry = np.repeat(norm, np.diff(scored.indptr))
    scored.data = scored.data * (BM25_K1 + 1) / (scored.data + per_entry)
    scored.data *= weights[scored.indices]
    return scored


def tf_idf(matrix: csr_matrix, weights: NDArray[np.float32]) -> csr_matrix:
    """Sublinear TF-IDF, each row of length one."""
    scored = matrix.astype(np.float32, copy=True)
    scored.data = np.log1p(scored.data) * weights[scored.indices]
    squares = np.add.reduceat(
        np.append(scored.data**2, 0), np.minimum(scored.indptr[:-1], len(scored.data))
    )
    squares[np.diff(scored.indptr) == 0] = 1
    scored.data /= np.repeat(np.sqrt(squares), np.diff(scored.indptr))
    return scored


def prune(
    matrix: csr_matrix, keys: NDArray[np.uint64], min_rows: int = MIN_ROWS
) -> tuple[csr_matrix, NDArray[np.uint64]]:
    """The matrix without keys that fewer than `min_rows` rows have."""
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    kept = np.flatnonzero(frequency >= min_rows)
    return matrix[:, kept].tocsr(), keys[kept]
