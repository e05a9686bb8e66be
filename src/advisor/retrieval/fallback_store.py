"""A vector store that holds two, and answers from the second when the first fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from advisor.errors import IndexUnusableError
from advisor.types import VectorStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Found = TypeVar("_Found")
_log = logging.getLogger(__name__)


class FallbackStore:
    """One store and, once it cannot be opened or asked, another of the same vectors.

    What failed is not tried again. Whoever runs advisor is warned in the log, with the mend.
    """

    def __init__(self, open_first: Callable[[], VectorStore], second: VectorStore) -> None:
        self._second = second
        self._in_use = second
        try:
            self._in_use = open_first()
        except IndexUnusableError as error:
            _warn(error)

    @property
    def has_fallen_back(self) -> bool:
        """Whether the second store answers."""
        return self._in_use is self._second

    def nearest(self, vector: NDArray[np.float32], k: int) -> Sequence[int]:
        """What the first store finds, or the second."""
        return self._ask(lambda store: store.nearest(vector, k))

    def count(self) -> int:
        """How many vectors the store that answers has."""
        return self._ask(lambda store: store.count())

    def close(self) -> None:
        """Release both."""
        if not self.has_fallen_back:
            self._in_use.close()
        self._second.close()

    def _ask(self, question: Callable[[VectorStore], _Found]) -> _Found:
        store = self._in_use
        if store is not self._second:
            try:
                return question(store)
            except IndexUnusableError as error:
                self._in_use = self._second  # not closed: another thread may still be asking
                _warn(error)
        return question(self._second)


def _warn(error: IndexUnusableError) -> None:
    _log.warning("%s Until then answers are found in another store of the same vectors.", error)
