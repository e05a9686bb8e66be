"""One ranking out of several: ranks are added, scores of different retrievers never compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.types import Hit, Query, Retriever

RANK_CONSTANT = 60  # Cormack et al. 2009; flattens the weight of the first ranks


def fuse(rankings: Mapping[str, Sequence[Hit]], weights: Mapping[str, float], k: int) -> list[Hit]:
    """Weighted reciprocal rank fusion: the k best, ties by chunk id."""
    scores: dict[int, float] = {}
    for name, hits in rankings.items():
        for hit in hits:
            gain = weights[name] / (RANK_CONSTANT + hit.rank)
            scores[hit.chunk] = scores.get(hit.chunk, 0.0) + gain
    best = sorted(scores, key=lambda chunk: (-scores[chunk], chunk))[:k]
    return [Hit(chunk=chunk, rank=rank) for rank, chunk in enumerate(best, 1)]


class FusedRetriever:
    """Several rankings as one."""

    def __init__(
        self, retrievers: Mapping[str, Retriever], weights: Mapping[str, float], depth: int = 100
    ) -> None:
        self._retrievers = retrievers
        self._weights = weights
        self._depth = depth  # hits taken of each ranking

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks on which the rankings agree best."""
        rankings = {
            name: retriever.retrieve(query, self._depth)
            for name, retriever in self._retrievers.items()
        }
        return fuse(rankings, self._weights, k)
