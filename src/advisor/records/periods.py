"""Periods of days as they are in Sweden, cut into days, weeks or months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from advisor.records.database import as_kept

ZONE = "Europe/Stockholm"

Unit = Literal["day", "week", "month"]

_MOST_DAYS = 31  # shown one by one
_MOST_WEEK_DAYS = 182  # shown week by week; what is longer, month by month


@dataclass(frozen=True, slots=True)
class Step:
    """A day, week or month, or what of it lies within a period: both days are in it."""

    first: date
    last: date

    @property
    def since(self) -> str:
        """When it begins, as times are kept."""
        return _begin_of(self.first)

    @property
    def until(self) -> str:
        """When it is over, as times are kept."""
        return _begin_of(self.last + timedelta(days=1))

    @property
    def is_whole_month(self) -> bool:
        return self.first.day == 1 and self.last == _last_day(self.first, "month")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days with the steps that they are shown in, of which there is at least one."""

    unit: Unit
    steps: tuple[Step, ...]

    @property
    def first(self) -> date:
        return self.steps[0].first

    @property
    def last(self) -> date:
        return self.steps[-1].last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def since(self) -> str:
        """When it begins, as times are kept."""
        return self.steps[0].since

    @property
    def until(self) -> str:
        """When it is over, as times are kept."""
        return self.steps[-1].until


def period(first: date, last: date) -> Period:
    """The days from one to another, which is not before it."""
    days = (last - first).days + 1
    unit: Unit = "day" if days <= _MOST_DAYS else "week" if days <= _MOST_WEEK_DAYS else "month"
    return Period(unit, tuple(_steps(first, last, unit)))


def day_of(moment: datetime) -> date:
    """The day that it is in Sweden."""
    return moment.astimezone(ZoneInfo(ZONE)).date()


def local(kept: str) -> datetime:
    """A time as it is kept, by the clocks of Sweden."""
    return datetime.fromisoformat(kept).astimezone(ZoneInfo(ZONE))


def _steps(first: date, last: date, unit: Unit) -> Iterator[Step]:
    while first <= last:
        end = min(_last_day(first, unit), last)
        yield Step(first, end)
        first = end + timedelta(days=1)


def _last_day(day: date, unit: Unit) -> date:
    """Of the day, week or month that a day is in."""
    if unit == "day":
        return day
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _begin_of(day: date) -> str:
    """When a day begins in Sweden, as times are kept: a day may have 23 or 25 hours."""
    return as_kept(datetime.combine(day, time(), ZoneInfo(ZONE)))
