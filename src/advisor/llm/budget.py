"""How often a model may be asked in a minute, and how much it may cost in a day."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from advisor.llm.model import ModelReply, ModelRequest, Reason
from advisor.llm.store import Store

WINDOW_SECONDS = 60.0
LETTERS_PER_TOKEN = 3  # Swedish has more tokens than English; a guess must not be too low
_KEPT_DAYS = 31
_MILLION = 1_000_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prices:
    """In the currency of the limit, for a million tokens."""

    tokens_in: float
    tokens_out: float


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a call may cost at most, taken from the day's money before it is made."""

    day: str
    millionths: int  # of the currency


class CallRate:
    """At most so many calls in any minute. Kept in this process; threads share it."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._times: deque[float] = deque(maxlen=most)
        self._clock = clock
        self._lock = Lock()

    def count(self) -> bool:
        """Count one more, unless that is too many."""
        with self._lock:
            now = self._clock()
            is_full = len(self._times) == self._times.maxlen
            if is_full and now - self._times[0] < WINDOW_SECONDS:
                return False
            self._times.append(now)
            return True


class Spending:
    """The money of a day, which ends at midnight in Stockholm. It is kept over restarts."""

    def __init__(
        self,
        store: Store,
        per_day: float,
        prices: Prices,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._most = round(per_day * _MILLION)
        self._prices = prices
        self._now = now

    def reserve(self, request: ModelRequest) -> Reservation | None:
        """What the call may cost at most; None where that is more than is left.

        A file that cannot be written holds no money: nothing is left then.
        """
        day = local_day(self._now())
        cost = self._cost(_tokens_in(request), request.most_tokens)
        try:
            with self._store.writing() as connection:
                row = connection.execute(
                    "SELECT millionths FROM spending WHERE day = ?", (day,)
                ).fetchone()
                if (row[0] if row else 0) + cost > self._most:
                    return None
                _add(connection, day, cost)
                oldest = local_day(self._now() - timedelta(days=_KEPT_DAYS))
                connection.execute("DELETE FROM spending WHERE day < ?", (oldest,))
        except (sqlite3.Error, OSError) as error:
            _log.error("spending cannot be kept", extra={"reason": type(error).__name__})
            return None
        return Reservation(day, cost)

    def settle(self, reserved: Reservation, request: ModelRequest, reply: ModelReply) -> None:
        """Count what the call cost in place of what it might have."""
        cost = self._cost(
            reply.tokens_in or _tokens_in(request), reply.tokens_out or _tokens(reply.text)
        )
        self._change(reserved.day, cost - reserved.millionths)

    def give_back(self, reserved: Reservation) -> None:
        """The call was not served, so it cost nothing."""
        self._change(reserved.day, -reserved.millionths)

    def spent(self) -> float:
        """Of the day that it is."""
        with self._store.writing() as connection:
            row = connection.execute(
                "SELECT millionths FROM spending WHERE day = ?", (local_day(self._now()),)
            ).fetchone()
        return row[0] / _MILLION if row else 0.0

    def _change(self, day: str, millionths: int) -> None:
        try:
            with self._store.writing() as connection:
                _add(connection, day, millionths)
        except (sqlite3.Error, OSError) as error:  # what was reserved stays counted
            _log.error("spending cannot be kept", extra={"reason": type(error).__name__})

    def _cost(self, tokens_in: int, tokens_out: int) -> int:
        """In millionths: a price for a million tokens is so many millionths for each."""
        return round(tokens_in * self._prices.tokens_in + tokens_out * self._prices.tokens_out)


# A server that answered so has not made anything that its provider would charge for.
UNCHARGED: frozenset[Reason] = frozenset(
    {"unreachable", "tls", "rate_limited", "not_authorised", "rejected", "redirected"}
)


def local_day(moment: datetime) -> str:
    """The date in Stockholm."""
    return moment.astimezone(ZoneInfo("Europe/Stockholm")).date().isoformat()


def _add(connection: sqlite3.Connection, day: str, millionths: int) -> None:
    connection.execute(
        "INSERT INTO spending VALUES (?, ?)"
        " ON CONFLICT (day) DO UPDATE SET millionths = millionths + excluded.millionths",
        (day, millionths),
    )


def _tokens_in(request: ModelRequest) -> int:
    return _tokens(request.system + request.user + str(request.schema))


def _tokens(text: str) -> int:
    return len(text) // LETTERS_PER_TOKEN + 1
