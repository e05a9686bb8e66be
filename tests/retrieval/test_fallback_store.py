"""A store that fails is replaced by the other, once, and somebody is told."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from advisor.errors import IndexUnusableError
from advisor.retrieval.fallback_store import FallbackStore

ASKED = np.ones(2, dtype=np.float32)


class _Store:
    """Finds the same always, or fails once it is told to."""

    def __init__(self, *found: int) -> None:
        self._found = found
        self.fails = False
        self.asked = 0
        self.closed = 0

    def nearest(self, _vector: NDArray[np.float32], k: int) -> Sequence[int]:
        self._demand()
        return self._found[:k]

    def count(self) -> int:
        self._demand()
        return len(self._found)

    def close(self) -> None:
        self.closed += 1

    def _demand(self) -> None:
        self.asked += 1
        if self.fails:
            raise IndexUnusableError("The store failed. Run `advisor index --force`.")


def _cannot_be_opened() -> _Store:
    raise IndexUnusableError("The store cannot be opened. Run `advisor index --force`.")


def test_the_second_is_not_asked_while_the_first_answers(caplog: pytest.LogCaptureFixture) -> None:
    first, second = _Store(1, 2), _Store(3)
    store = FallbackStore(lambda: first, second)

    assert (store.nearest(ASKED, 10), store.count()) == ((1, 2), 2)
    assert not store.has_fallen_back
    assert second.asked == 0
    assert not caplog.records


def test_the_second_answers_when_the_first_cannot_be_opened(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = FallbackStore(_cannot_be_opened, _Store(3))

    assert (store.nearest(ASKED, 10), store.count()) == ((3,), 1)
    assert store.has_fallen_back
    assert "cannot be opened. Run `advisor index --force`" in caplog.text


def test_the_second_answers_when_the_first_fails_and_the_first_is_not_asked_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = _Store(1, 2)
    store = FallbackStore(lambda: first, _Store(3))
    first.fails = True

    found = [store.nearest(ASKED, 10), store.nearest(ASKED, 10)]

    assert found == [(3,), (3,)]
    assert store.has_fallen_back
    assert (first.asked, len(caplog.records)) == (1, 1)


def test_a_fault_of_the_caller_is_raised_and_not_answered_by_the_second() -> None:
    def _forgotten() -> _Store:
        raise AttributeError("a bug")

    with pytest.raises(AttributeError):
        FallbackStore(_forgotten, _Store(3))


def test_both_are_closed() -> None:
    first, second = _Store(1), _Store(2)

    FallbackStore(lambda: first, second).close()

    assert (first.closed, second.closed) == (1, 1)
