"""Calls in a minute and money in a day have an end, also over restarts and between processes."""

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisor.llm.budget import CallRate, Prices, Spending, local_day
from advisor.llm.store import FILE, Store
from tests.llm.models import REPLY, Clock, request_of

PRICES = Prices(tokens_in=10.0, tokens_out=50.0)  # for a million
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def _spending(folder: Path, per_day: float, at: datetime = NOON) -> Spending:
    return Spending(Store(folder), per_day, PRICES, now=lambda: at)


def test_calls_of_a_minute_are_counted_and_then_refused() -> None:
    clock = Clock()
    rate = CallRate(2, clock)

    assert [rate.count() for _ in range(3)] == [True, True, False]
    clock.at += 59
    assert not rate.count()
    clock.at += 1
    assert [rate.count() for _ in range(3)] == [True, True, False]


def test_what_a_call_cost_takes_the_place_of_what_it_might_have(tmp_path: Path) -> None:
    spending = _spending(tmp_path, 1.0)
    request = request_of(most_tokens=10_000)

    reserved = spending.reserve(request)
    assert reserved is not None
    before = spending.spent()
    spending.settle(reserved, request, REPLY)

    assert before > 0.5  # 10,000 tokens at 50 for a million
    assert spending.spent() == pytest.approx(1000 * 10e-6 + 100 * 50e-6)


def test_call_that_might_cost_more_than_is_left_is_not_made(tmp_path: Path) -> None:
    spending = _spending(tmp_path, 1.0)

    first, second = (spending.reserve(request_of(most_tokens=12_000)) for _ in range(2))

    assert first is not None
    assert second is None
    assert spending.reserve(request_of(most_tokens=100)) is not None


def test_call_that_was_not_served_costs_nothing(tmp_path: Path) -> None:
    spending = _spending(tmp_path, 1.0)
    reserved = spending.reserve(request_of(most_tokens=10_000))
    assert reserved is not None

    spending.give_back(reserved)

    assert spending.spent() == 0


def test_reply_that_does_not_tell_its_tokens_is_counted_by_its_length(tmp_path: Path) -> None:
    spending, request = _spending(tmp_path, 1.0), request_of(most_tokens=10_000)
    reserved = spending.reserve(request)
    assert reserved is not None

    silent = replace(REPLY, text="x" * 3000, tokens_in=0, tokens_out=0)
    spending.settle(reserved, request, silent)

    assert 0.05 < spending.spent() < 0.06  # some 1,000 tokens came back


def test_spending_is_kept_over_restarts(tmp_path: Path) -> None:
    reserved = _spending(tmp_path, 1.0).reserve(request_of(most_tokens=12_000))
    assert reserved is not None

    assert _spending(tmp_path, 1.0).reserve(request_of(most_tokens=12_000)) is None


def test_new_day_has_its_own_money(tmp_path: Path) -> None:
    assert _spending(tmp_path, 1.0).reserve(request_of(most_tokens=12_000))

    after_midnight = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert _spending(tmp_path, 1.0, after_midnight).reserve(request_of(most_tokens=12_000))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), "2026-11-22"),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "2026-11-23"),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "2026-07-01"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "2026-07-02"),
    ],
)
def test_day_ends_at_midnight_in_stockholm(moment: datetime, day: str) -> None:
    assert local_day(moment) == day


def test_threads_never_reserve_more_than_there_is(tmp_path: Path) -> None:
    cost_of_one = 0.5  # 10,000 tokens at 50 for a million, and a little for what is sent
    taken = list[object]()

    def reserve() -> None:
        spending = _spending(tmp_path, 3 * cost_of_one + 0.1)
        taken.append(spending.reserve(request_of(most_tokens=10_000)))

    threads = [threading.Thread(target=reserve) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(one is not None for one in taken) == 3


def test_file_that_cannot_be_used_holds_no_money(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"Anteckningar. " * 1000)

    assert _spending(tmp_path, 1000.0).reserve(request_of()) is None


def test_old_days_are_forgotten(tmp_path: Path) -> None:
    _spending(tmp_path, 1.0).reserve(request_of())

    _spending(tmp_path, 1.0, datetime(2027, 3, 1, tzinfo=UTC)).reserve(request_of())

    days = sqlite3.connect(tmp_path / FILE).execute("SELECT day FROM spending").fetchall()
    assert days == [("2027-03-01",)]
