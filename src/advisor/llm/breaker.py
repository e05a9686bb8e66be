"""Leaves a model alone for a while that has failed several times in a row."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

MOST_FAILURES = 5
REST_SECONDS = 60.0


class Breaker:
    """Open after so many failures in a row; then, after a rest, one call at a time may try.

    Threads share it. It is told of every call that it let pass: `succeeded`, `failed`, or
    `undecided` where the call says nothing about the server.
    """

    def __init__(
        self,
        most_failures: int = MOST_FAILURES,
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most_failures
        self._rest = rest_seconds
        self._clock = clock
        self._failures = 0
        self._opened = 0.0
        self._is_tried = False  # by a call whose end is not known yet
        self._lock = Lock()

    def lets_pass(self) -> bool:
        """Whether a call may be made now."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._is_tried or self._clock() - self._opened < self._rest:
                return False
            self._is_tried = True
            return True

    def succeeded(self) -> None:
        """The server answered as it should."""
        with self._lock:
            self._failures = 0
            self._is_tried = False

    def failed(self) -> bool:
        """The server did not. Whether that opened the circuit, now or again."""
        with self._lock:
            self._failures += 1
            self._is_tried = False
            if self._failures < self._most:
                return False
            self._opened = self._clock()
            return True

    def undecided(self) -> None:
        """The call was not made, or its failure is not the server's."""
        with self._lock:
            self._is_tried = False
