"""One ranking out of several: ranks are added, scores of different retrievers never compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from advisor.types import Hit, Query, Retriever

RANK_CONSTANT = 60  # Cormack et al. 2009; flattens the weight of the first ranks
# Best on the dev questions; on questions of other authorities no weights differ beyond noise.
RANKING_WEIGHTS = {"ngrams": 1.0, "words": 1.0, "dense": 1.0}


def fuse(rankings: Mapping[str, Sequence[Hit]], weights: Mapping[str, float], k: int) -> list[Hit]:
    """Weighted reciprocal rank fusion: the k best, ties by chunk id."""
    scores: dict[int, float] = {}
    for name, hits in rankings.items():
        for hit in hits:
            gain = weights[name] / (RANK_CONSTANT + hit.rank)
            scores[hit.chunk] = scores.get(hit.chunk, 0.0) + gain
    best = sorted(scores, key=lambda chunk: (-scores[chunk], chunk))[:k]
    return [Hit(chunk=chunk, rank=rank) for rank, chunk in enumerate(best, 1)]


class Follower(Protocol):
    """A ranking that may learn from what others have found."""

    def retrieve_near(self, query: Query, hits: Sequence[Hit], k: int) -> Sequence[Hit]:
        """The k chunks nearest to the question and to those hits; without hits, to it alone."""
        ...


class FusedRetriever:
    """Several rankings as one; `followers` rank last, and are shown what the others agree on."""

    def __init__(
        self,
        retrievers: Mapping[str, Retriever],
        weights: Mapping[str, float],
        followers: Mapping[str, Follower] | None = None,
        depth: int = 100,
    ) -> None:
        self._retrievers = retrievers
        self._weights = weights
        self._followers = followers or {}
        self._depth = depth  # hits taken of each ranking

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks on which the rankings agree best."""
        rankings: dict[str, Sequence[Hit]] = {
            name: retriever.retrieve(query, self._depth)
            for name, retriever in self._retrievers.items()
        }
        if self._followers:
            agreed = fuse(rankings, self._weights, self._depth)
            rankings |= {
                name: follower.retrieve_near(query, agreed, self._depth)
                for name, follower in self._followers.items()
            }
        return fuse(rankings, self._weights, k)
