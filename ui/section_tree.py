"""The sections of a source as one finds the way by them, with those that a place lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.service.outline import Section


@dataclass(frozen=True, slots=True)
class Entry:
    """A section with those below it."""

    heading: str
    start: int
    page: int | None
    is_open: bool  # the place lies in it
    is_current: bool  # and in none of those below
    entries: tuple[Entry, ...]


def entries(sections: Sequence[Section], at: int | None) -> tuple[Entry, ...]:
    """The tree of sections; `at` is where the place begins that is looked at."""
    return tuple(_entry(section, at) for section in sections)


def _entry(section: Section, at: int | None) -> Entry:
    below = entries(section.sections, at)
    is_open = at is not None and section.start <= at < section.end
    return Entry(
        heading=section.heading,
        start=section.start,
        page=section.page,
        is_open=is_open,
        is_current=is_open and not any(entry.is_open for entry in below),
        entries=below,
    )
