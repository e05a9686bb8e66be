"""Chunks by the vectors of their texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from advisor.errors import IndexUnusableError
from advisor.retrieval.fitted_model import unit
from advisor.retrieval.lexical import as_hits
from advisor.types import Embed, Hit, Query, VectorStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Of 0.3 to 1.2 and of 3 to 10 all are better than none on the dev questions, and none differs on
# those of other authorities; these are the middle.
FEEDBACK_WEIGHT = 0.5  # of the hits beside the question
FEEDBACK_HITS = 5


class DenseIndex:
    """A ranking by cosine similarity: embeds a question and asks a store.

    Safe to share between threads.
    """

    def __init__(self, vectors: NDArray[np.float32], embed: Embed, store: VectorStore) -> None:
        """`vectors` are those in the store, by chunk id."""
        self._vectors = vectors
        self._embed = embed
        self._store = store

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks nearest to the question."""
        return self.retrieve_near(query, (), k)

    def retrieve_near(self, query: Query, hits: Sequence[Hit], k: int) -> list[Hit]:
        """The k chunks nearest to the question and to the first of the hits.

        Feedback after Rocchio: what other rankings put first speaks the language of the sources,
        which the question may not.
        """
        vector = self._embed(query)
        if not vector.any():
            return []
        self._require_same_dimensions(vector)
        if hits:
            near = np.sum([self._vectors[hit.chunk] for hit in hits[:FEEDBACK_HITS]], axis=0)
            vector = unit(vector + FEEDBACK_WEIGHT * unit(near))
        return as_hits(self._store.nearest(vector, k))

    def _require_same_dimensions(self, vector: NDArray[np.float32]) -> None:
        wanted, given = self._vectors.shape[1], len(vector)
        if wanted != given:
            raise IndexUnusableError(
                f"The index holds vectors of {wanted} numbers, the embedding model gives {given}."
                " Run `advisor index --force`, or set ADVISOR_EMBEDDING_MODEL as it was."
            )
