"""A vector store that is one array on disk, searched whole and exactly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor.retrieval.lexical import best_rows
from advisor.types import Chunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

VECTORS = "vectors.npy"


class ArrayStore:
    """The vectors by chunk id, those of zeros too. Nothing in it can be damaged unseen."""

    def __init__(self, folder: Path) -> None:
        self.vectors: NDArray[np.float32] = np.load(folder / VECTORS, mmap_mode="r")

    @staticmethod
    def write(folder: Path, _chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Save the vectors, a row for each chunk."""
        np.save(folder / VECTORS, vectors.astype(np.float32))

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[int]:
        """Ids of at most k chunks with a positive cosine, nearest first, ties by id."""
        return [hit.chunk for hit in best_rows(self.vectors @ vector, k)]

    def count(self) -> int:
        """How many vectors can be found: those that are not all zeros."""
        return int(self.vectors.any(axis=1).sum())

    def close(self) -> None:
        """Nothing is held that needs to be released."""
