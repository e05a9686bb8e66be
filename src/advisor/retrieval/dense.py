"""Chunks by the vectors of their texts, kept in Chroma and beside it as one array."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from advisor.errors import IndexUnusableError
from advisor.retrieval.lexical import as_hits, best_rows
from advisor.types import Chunk, Hit, Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

VECTORS = "vectors.npy"
CHROMA = "chroma"
COLLECTION = "chunks"
BATCH = 2000  # records handed to Chroma at once
# Exact enough to agree with a full search on collections of this kind; cosine, because one zero
# vector spoils an L2 collection for good.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}

EmbedQuery = Callable[[Query], "NDArray[np.float32]"]


class DenseIndex:
    """A ranking by cosine similarity, from Chroma or, should it fail, from the array itself."""

    def __init__(self, folder: Path, embed: EmbedQuery, *, use_chroma: bool = True) -> None:
        self._vectors: NDArray[np.float32] = np.load(folder / VECTORS, mmap_mode="r")
        self._embed = embed
        self._collection = _open(folder / CHROMA) if use_chroma else None

    @property
    def uses_chroma(self) -> bool:
        """Whether questions go to Chroma; otherwise the array is searched exactly."""
        return self._collection is not None

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks nearest to the question."""
        vector = self._embed(query)
        if not vector.any():
            return []
        if self._collection is None:
            return self._search_exactly(vector, k)
        count = min(k, len(self._vectors))
        try:
            found = self._collection.query(
                query_embeddings=[vector], n_results=count, include=["distances"]
            )
        except _chroma_errors():
            # Damaged or gone: the array holds the same vectors.
            self._collection = None
            return self._search_exactly(vector, k)
        pairs = zip(found["distances"][0], map(int, found["ids"][0]), strict=True)
        return as_hits([chunk for distance, chunk in sorted(pairs) if distance < 1.0])

    def _search_exactly(self, vector: NDArray[np.float32], k: int) -> list[Hit]:
        return best_rows(self._vectors @ vector, k)


def write_vectors(
    folder: Path, chunks: Sequence[Chunk], vectors: NDArray[np.float32]
) -> None:
    """Store the vectors as an array and in a new Chroma collection; zero vectors only in the first."""
    np.save(folder / VECTORS, vectors.astype(np.float32))
    client = _client(folder / CHROMA)
    collection = client.create_collection(
        COLLECTION, configuration={"hnsw": HNSW}, embedding_function=None
    )
    filled = [i for i in range(len(chunks)) if vectors[i].any()]
    for begin in range(0, len(filled), BATCH):
        batch = filled[begin : begin + BATCH]
        collection.add(
            ids=[str(chunks[i].id) for i in batch],
            embeddings=vectors[batch],
            metadatas=[
                {"source": chunks[i].source, "role": chunks[i].role, "language": chunks[i].language}
                for i in batch
            ],
        )


def count_stored(folder: Path) -> int:
    """How many vectors the collection in `folder` gives back; raises what Chroma raises."""
    return int(_client(folder / CHROMA).get_collection(COLLECTION, embedding_function=None).count())


def _open(folder: Path) -> Any:
    if not folder.is_dir():
        raise IndexUnusableError(f"{folder} is missing. Run `advisor index`.")
    try:
        return _client(folder).get_collection(COLLECTION, embedding_function=None)
    except _chroma_errors():
        return None


def _client(folder: Path) -> Any:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb  # a second of import: only for those who search
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )


def _chroma_errors() -> tuple[type[BaseException], ...]:
    from chromadb.errors import ChromaError

    return (ChromaError, ValueError, RuntimeError, OSError)
