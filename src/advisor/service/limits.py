"""How much may be asked: the gate that every question of every channel passes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import BoundedSemaphore, Lock

from advisor.errors import BusyError, LimitReachedError, NotAllowedError
from advisor.records.switches import SwitchRecords
from advisor.settings import Settings
from advisor.types import Caller
from advisor.vocabulary import Channel

WINDOW_SECONDS = 60
WAIT_SECONDS = 3.0  # for a place among those that are answered
MOST_WAITING = 16  # more are told at once to come back: each of them holds a thread
BUSY_RETRY_SECONDS = 5
WRONG_KEYS_PER_MINUTE = 10  # from one address
MOST_KEYS = 2_000  # callers that are remembered at a time; the longest idle are forgotten


class MinuteLimit:
    """At most so many in any minute, for each key; threads share it. Kept in this process."""

    def __init__(self, most: int) -> None:
        # A tenth of a second that commands which limit nobody need not pay.
        from limits import RateLimitItemPerMinute
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self.most = most
        self._item = RateLimitItemPerMinute(most)
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()  # the storage makes and drops locks of its own while others wait

    def is_free(self, key: str) -> bool:
        """Whether one more may be counted."""
        with self._lock:
            return self._window.test(self._item, key)

    def count(self, key: str) -> bool:
        """Count one more, unless that is too many."""
        with self._lock:
            self._keys[key] = None
            self._keys.move_to_end(key)
            while len(self._keys) > MOST_KEYS:  # the storage never forgets a key by itself
                idle, _ = self._keys.popitem(last=False)
                self._window.clear(self._item, idle)
            return self._window.hit(self._item, key)

    def retry_after_seconds(self, key: str) -> int:
        """Until one more may be counted."""
        with self._lock:
            reset = self._window.get_window_stats(self._item, key).reset_time
        return max(1, min(ceil(reset - time.time()), WINDOW_SECONDS))


class Gate:
    """Who may ask now. What a caller counts as is the person, where one is told, else the id."""

    def __init__(
        self,
        switches: SwitchRecords,
        settings: Settings,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._switches = switches
        self._questions = MinuteLimit(settings.questions_per_minute)
        self._calls = MinuteLimit(settings.requests_per_minute)
        self._wrong_keys = MinuteLimit(WRONG_KEYS_PER_MINUTE)
        self._places = BoundedSemaphore(settings.concurrent_answers)
        self._room = BoundedSemaphore(settings.concurrent_answers + MOST_WAITING)
        self._wait_seconds = wait_seconds

    @contextmanager
    def passing(self, caller: Caller, channel: Channel) -> Iterator[None]:
        """Hold a place while a question is answered.

        Raises SwitchedOffError, NotAllowedError, LimitReachedError or BusyError. A question that
        is turned away for want of a place does not count.
        """
        self._switches.require_on(channel)
        if "ask" not in caller.rights:
            raise NotAllowedError(f"{caller.name} may not ask. Use a key with the right `ask`.")
        person = caller.person or caller.id
        if not self._questions.is_free(person):  # before a place is taken from somebody else
            raise _too_many("questions are answered", self._questions, person)
        with self._place():
            if not self._questions.count(person):
                raise _too_many("questions are answered", self._questions, person)
            yield

    def note_call(self, caller: Caller) -> None:
        """Count a request of whatever kind; LimitReachedError where it is one too many."""
        person = caller.person or caller.id
        if not self._calls.count(person):
            raise _too_many("requests are served", self._calls, person)

    def note_wrong_key(self, address: str) -> None:
        """Count a key that opens nothing; LimitReachedError where it is one too many.

        A right key from the same address is not held up: many may share it.
        """
        if not self._wrong_keys.count(address):
            raise _too_many("wrong keys are looked at", self._wrong_keys, address)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise _busy()
        try:
            if not self._places.acquire(timeout=self._wait_seconds):
                raise _busy()
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._room.release()


def _too_many(what: str, limit: MinuteLimit, key: str) -> LimitReachedError:
    seconds = limit.retry_after_seconds(key)
    return LimitReachedError(
        f"At most {limit.most} {what} in a minute. Try again in {seconds} seconds.", seconds
    )


def _busy() -> BusyError:
    return BusyError(
        f"Many ask at this moment. Ask again in {BUSY_RETRY_SECONDS} seconds.", BUSY_RETRY_SECONDS
    )
