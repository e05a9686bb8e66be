"""Word counts of chunks and sentences, weighted for ranking: BM25 for words, TF-IDF for n-grams."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

Counts = Mapping[str, float]  # word -> how often, or how much, a text has it
BM25_K1 = 1.2  # Robertson and Zaragoza 2009: usual values
BM25_B = 0.75
MIN_TEXTS = 2  # an n-gram that only one text has cannot connect it to another
BATCH_TEXTS = 4000  # some 40 MB of n-gram counts


@dataclass(frozen=True, slots=True)
class KeyCounts:
    """How often texts have keys; kept by word, and handed out by key for some texts at a time.

    A word has a dozen n-grams: a large corpus by n-grams would not fit into memory.
    """

    by_word: csr_matrix  # texts x words
    of_word: csr_matrix  # words x keys
    keys: NDArray[np.uint64]  # ascending

    @property
    def n_texts(self) -> int:
        return int(self.by_word.shape[0])

    def matrix(self, texts: slice | NDArray[np.intp] = slice(None)) -> csr_matrix:
        """Counts of some texts: texts x keys."""
        return (self.by_word[texts] @ self.of_word).tocsr()

    def batches(self, texts: range, size: int = BATCH_TEXTS) -> Iterator[csr_matrix]:
        """The counts of these texts, in their order, `size` texts at a time."""
        for begin in texts[::size]:
            yield self.matrix(slice(begin, min(begin + size, texts.stop)))

    def frequency(self, texts: range) -> NDArray[np.int64]:
        """How many of these texts have each key."""
        total = np.zeros(len(self.keys), dtype=np.int64)
        for batch in self.batches(texts):
            total += _frequency(batch)
        return total

    def pruned(self, min_texts: int = MIN_TEXTS) -> KeyCounts:
        """The same without keys that fewer than `min_texts` texts have."""
        kept = np.flatnonzero(self.frequency(range(self.n_texts)) >= min_texts)
        return KeyCounts(self.by_word, self.of_word[:, kept].tocsr(), self.keys[kept])


def count_keys(texts: Iterable[Counts], keys_of: Callable[[str], Sequence[int]]) -> KeyCounts:
    """Each word of a text counts for all of its keys."""
    from scipy.sparse import csr_matrix as csr  # heavy, and needed while indexing only

    words: dict[str, int] = {}
    starts = array("q", [0])
    columns = array("i")
    values = array("f")
    for counts in texts:
        for word, count in counts.items():
            columns.append(words.setdefault(word, len(words)))
            values.append(count)
        starts.append(len(columns))
    parts = (np.frombuffer(values, np.float32), np.frombuffer(columns, np.int32))
    shape = (len(starts) - 1, len(words))
    by_word = csr((*parts, np.frombuffer(starts, np.int64)), shape=shape)
    keys, of_word = _word_keys(words, keys_of)
    return KeyCounts(by_word, of_word, keys)


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


def _frequency(matrix: csr_matrix) -> NDArray[np.int64]:
    return np.bincount(matrix.indices, minlength=matrix.shape[1])


def idf(frequency: NDArray[np.int64], n_texts: int) -> NDArray[np.float32]:
    """Inverse document frequency of each key, smoothed so that it stays positive."""
    return np.log1p((n_texts - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)


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
