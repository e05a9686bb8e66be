"""The words of sentences that weights were learned for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from advisor.retrieval.postings import Rows, word_key

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """The lemmas and the parts of compounds of each sentence of an index."""

    rows: Rows
    keys: NDArray[np.uint64]  # ascending; what the positions of the rows stand for

    def places(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The position of each word; -1 where no sentence has it."""
        wanted = np.array([word_key(word) for word in words], dtype=np.uint64)
        if not len(self.keys):
            return np.full(len(words), -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[found] == wanted, found, -1).astype(np.int64)


class LearnedWords:
    """Sentences as the words that weights were learned for, each sentence of length one.

    A word counts by how rare it was where the weights were learned: what it weighs must not change
    with the sources that it is found in.
    """

    def __init__(self, words: SentenceWords, rarity: Mapping[str, float]) -> None:
        places = words.places(list(rarity))
        self._rows, self._count = words.rows, len(rarity)
        self._known = np.flatnonzero(places >= 0)
        self._places = places[self._known]
        self._rarity = np.zeros(len(words.keys), dtype=np.float32)
        self._rarity[self._places] = np.array(list(rarity.values()), np.float32)[self._known]

    def scores(self, ids: Sequence[int], towards: NDArray[np.float32]) -> NDArray[np.float32]:
        """What speaks for each sentence, of what speaks for each word; shape (len(ids),)."""
        speaks = np.zeros_like(self._rarity)
        speaks[self._places] = towards[self._known]
        scores: NDArray[np.float32] = self._rows.sums(ids, speaks * self._rarity)
        return scores / self._lengths(ids)

    def columns(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """A row for each sentence and a column for each word: what weights are learned by."""
        has = self._rows.dense(ids, len(self._rarity)) > 0
        made = np.zeros((len(ids), self._count), dtype=np.float32)
        made[:, self._known] = has[:, self._places] * self._rarity[self._places]
        return made / self._lengths(ids)[:, None]

    def _lengths(self, ids: Sequence[int]) -> NDArray[np.float32]:
        squares = self._rows.sums(ids, self._rarity**2)
        return np.sqrt(np.where(squares > 0, squares, 1.0)).astype(np.float32)
