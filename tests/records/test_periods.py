"""Days are those of Sweden, whatever their length, and steps make up their period."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.records.periods import Step, day_of, local, period

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 1500))
def test_steps_follow_one_another_from_the_first_day_to_the_last(first: date, more: int) -> None:
    last = first + timedelta(days=more)

    found = period(first, last)

    assert (found.first, found.last, found.days) == (first, last, more + 1)
    assert all(step.first <= step.last for step in found.steps)
    for step, after in zip(found.steps, found.steps[1:], strict=False):
        assert after.first == step.last + timedelta(days=1)
        assert after.since == step.until


@pytest.mark.parametrize(
    ("days", "unit", "steps"),
    [(1, "day", 1), (7, "day", 7), (31, "day", 31), (90, "week", 14), (365, "month", 13)],
)
def test_longer_periods_have_longer_steps(days: int, unit: str, steps: int) -> None:
    last = date(2026, 11, 18)

    found = period(last - timedelta(days=days - 1), last)

    assert (found.unit, len(found.steps)) == (unit, steps)


def test_weeks_begin_on_mondays_and_months_on_their_first() -> None:
    weeks = period(date(2026, 10, 1), date(2026, 12, 1)).steps
    months = period(date(2025, 11, 19), date(2026, 11, 18)).steps

    assert all(step.first.weekday() == 0 for step in weeks[1:])
    assert all(step.first.day == 1 for step in months[1:])
    assert [months[0].is_whole_month, months[1].is_whole_month] == [False, True]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 1), 24)],
)
def test_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    step = Step(day, day)

    length = datetime.fromisoformat(step.until) - datetime.fromisoformat(step.since)

    assert length == timedelta(hours=hours)
    assert local(step.since).date() == day


def test_late_evening_in_utc_is_the_next_day_in_sweden() -> None:
    assert day_of(datetime(2026, 11, 17, 23, 30, tzinfo=UTC)) == date(2026, 11, 18)
