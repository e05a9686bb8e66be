"""Sparse weights in memory-mapped arrays, by key for ranking and by row for comparing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

NGRAM_SIZES = (3, 4, 5)


@lru_cache(maxsize=200_000)
def ngram_keys(word: str) -> tuple[int, ...]:
    """Keys of the character 3-, 4- and 5-grams of a folded word, its edges marked by a space.

    An n-gram of up to eight bytes is its own key, so no two of them are confused.
    """
    padded = f" {word} "
    grams = (
        padded[i : i + size] for size in NGRAM_SIZES for i in range(max(len(padded) - size + 1, 0))
    )
    return tuple(int.from_bytes(gram.encode()[:8], "big") for gram in grams)


@lru_cache(maxsize=200_000)
def word_key(word: str) -> int:
    """Key of a whole word: 64 bits of its hash."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Postings:
    """For each key the rows that have it, with a weight. `keys` ascend."""

    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]  # postings of keys[i] are rows[starts[i]:starts[i + 1]]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    n_rows: int

    def find(self, key: int) -> int:
        """The position of a key; -1 where no row has it."""
        position = int(np.searchsorted(self.keys, np.uint64(key)))
        is_there = position < len(self.keys) and int(self.keys[position]) == key
        return position if is_there else -1

    def scores(self, query: Mapping[int, float]) -> NDArray[np.float32]:
        """The weighted sum of the query's keys for every row; shape (n_rows,)."""
        total = np.zeros(self.n_rows, dtype=np.float32)
        positions, weights = self._known(query)
        begins, ends = self.starts[positions].tolist(), self.starts[positions + 1].tolist()
        # One key after the other: all at once would copy every posting of a large index.
        for begin, end, weight in zip(begins, ends, weights, strict=True):
            total[self.rows[begin:end]] += weight * self.weights[begin:end]
        return total

    def _known(self, query: Mapping[int, float]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Positions of those of the query's keys that a row has, with the query's weights."""
        wanted = np.fromiter(query, dtype=np.uint64, count=len(query))
        weights = np.fromiter(query.values(), dtype=np.float32, count=len(query))
        if not len(self.keys):
            return np.zeros(0, dtype=np.int64), weights[:0]
        positions = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[positions] == wanted
        return positions[known], weights[known]

    def save(self, folder: Path, name: str) -> None:
        """Write four arrays named after `name`."""
        np.save(folder / f"{name}.keys.npy", self.keys)
        np.save(folder / f"{name}.starts.npy", self.starts)
        np.save(folder / f"{name}.rows.npy", self.rows)
        np.save(folder / f"{name}.weights.npy", self.weights)

    @classmethod
    def load(cls, folder: Path, name: str, n_rows: int) -> Postings:
        """Map the arrays from disk; nothing is read before it is needed."""
        return cls(
            keys=_mapped(folder / f"{name}.keys.npy"),
            starts=_mapped(folder / f"{name}.starts.npy"),
            rows=_mapped(folder / f"{name}.rows.npy"),
            weights=_mapped(folder / f"{name}.weights.npy"),
            n_rows=n_rows,
        )

    @classmethod
    def from_matrix(cls, matrix: csr_matrix, keys: NDArray[np.uint64]) -> Postings:
        """From rows x keys, the keys ascending."""
        by_key = matrix.tocsc()
        return cls(
            keys=keys,
            starts=by_key.indptr.astype(np.int64),
            rows=by_key.indices.astype(np.int32),
            weights=by_key.data.astype(np.float32),
            n_rows=matrix.shape[0],
        )

    @staticmethod
    def write(
        folder: Path,
        name: str,
        keys: NDArray[np.uint64],
        frequency: NDArray[np.int64],
        batches: Iterable[csr_matrix],
    ) -> None:
        """Save what comes in batches of rows; `frequency` says how many rows have each key."""
        starts = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)
        np.save(folder / f"{name}.keys.npy", keys)
        np.save(folder / f"{name}.starts.npy", starts)
        rows = _new(folder / f"{name}.rows.npy", np.int32, int(starts[-1]))
        weights = _new(folder / f"{name}.weights.npy", np.float32, int(starts[-1]))
        free = starts[:-1].copy()  # where the next posting of each key goes
        first = 0
        for batch in batches:
            by_key = batch.tocsc()
            sizes = np.diff(by_key.indptr)
            places = np.repeat(free - by_key.indptr[:-1], sizes) + np.arange(by_key.nnz)
            rows[places] = by_key.indices + first
            weights[places] = by_key.data
            free += sizes
            first += batch.shape[0]


@dataclass(frozen=True, slots=True)
class Rows:
    """For each row the positions of its keys in the sorted key list, with a weight."""

    starts: NDArray[np.int64]
    positions: NDArray[np.int32]
    weights: NDArray[np.float32]

    def similarity(
        self, rows: NDArray[np.int64], query: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Dot product of each row with a dense query over key positions; shape (len(rows),)."""
        begins, ends = self.starts[rows].tolist(), self.starts[rows + 1].tolist()
        spans = [slice(begin, end) for begin, end in zip(begins, ends, strict=True)]
        products = (query.take(self.positions[span]) @ self.weights[span] for span in spans)
        return np.fromiter(products, dtype=np.float32, count=len(spans))

    def dense(self, rows: Sequence[int], width: int) -> NDArray[np.float32]:
        """Some rows with a column for each of `width` keys."""
        matrix = np.zeros((len(rows), width), dtype=np.float32)
        of_row, places = self._entries(rows)
        matrix[of_row, self.positions[places]] = self.weights[places]
        return matrix

    def sums(self, rows: Sequence[int], values: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each row the sum of the values of its keys, however much they weigh in it."""
        of_row, places = self._entries(rows)
        found = np.bincount(of_row, weights=values[self.positions[places]], minlength=len(rows))
        return found.astype(np.float32)

    def _entries(self, rows: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of all keys of some rows: which of these rows has it, and where it stands."""
        asked = np.asarray(rows, dtype=np.int64)
        begins = np.asarray(self.starts[asked])
        sizes = np.asarray(self.starts[asked + 1]) - begins
        within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.repeat(np.arange(len(asked)), sizes), np.repeat(begins, sizes) + within

    def keys_of(self, row: int) -> NDArray[np.int32]:
        """Key positions of one row."""
        return self.positions[int(self.starts[row]) : int(self.starts[row + 1])]

    def save(self, folder: Path, name: str) -> None:
        """Write three arrays named after `name`."""
        np.save(folder / f"{name}.starts.npy", self.starts)
        np.save(folder / f"{name}.positions.npy", self.positions)
        np.save(folder / f"{name}.weights.npy", self.weights)

    @classmethod
    def load(cls, folder: Path, name: str) -> Rows:
        """Map the arrays from disk."""
        return cls(
            starts=_mapped(folder / f"{name}.starts.npy"),
            positions=_mapped(folder / f"{name}.positions.npy"),
            weights=_mapped(folder / f"{name}.weights.npy"),
        )

    @classmethod
    def from_matrix(cls, matrix: csr_matrix) -> Rows:
        """From rows x keys."""
        return cls(
            starts=matrix.indptr.astype(np.int64),
            positions=matrix.indices.astype(np.int32),
            weights=matrix.data.astype(np.float32),
        )

    @staticmethod
    def write(
        folder: Path, name: str, sizes: NDArray[np.int64], batches: Iterable[csr_matrix]
    ) -> None:
        """Save what comes in batches; `sizes` says how many keys each row has."""
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        np.save(folder / f"{name}.starts.npy", starts)
        positions = _new(folder / f"{name}.positions.npy", np.int32, int(starts[-1]))
        weights = _new(folder / f"{name}.weights.npy", np.float32, int(starts[-1]))
        begin = 0
        for batch in batches:
            positions[begin : begin + batch.nnz] = batch.indices
            weights[begin : begin + batch.nnz] = batch.data
            begin += batch.nnz


def _new(path: Path, kind: type[np.generic], size: int) -> NDArray[Any]:
    """An array on disk to be filled, which need not fit into memory."""
    if not size:
        np.save(path, np.zeros(0, dtype=kind))  # the system maps no empty file
        return np.zeros(0, dtype=kind)
    array = np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=(size,))
    if hasattr(os, "posix_fallocate"):
        # A disk that is full is told of here; found while filling, it would end the process.
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    return array


def _mapped(path: Path) -> NDArray[Any]:
    # As a plain array: slices of numpy's own kind of mapped array cost twice as much.
    return np.asarray(np.load(path, mmap_mode="r"))
