"""Numbers, shares, days and times as they are written in each language."""

from __future__ import annotations

from datetime import date, datetime

from advisor.vocabulary import Language

_NO_BREAK = "\N{NO-BREAK SPACE}"
_MONTHS = {
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"),
        *("september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}


def number(value: int, language: Language) -> str:
    """With its thousands set apart: 1 234 or 1,234."""
    return f"{value:,}".replace(",", _NO_BREAK) if language == "sv" else f"{value:,}"


def share(part: int, whole: int, language: Language) -> str:
    """A part of what is not nothing, in per cent with one decimal: 12,5 % or 12.5%."""
    # Told from whole numbers, so that no other number is rounded than the one that is meant.
    tenths = (part * 2000 + whole) // (whole * 2)
    units, decimal = divmod(tenths, 10)
    if language == "sv":
        return f"{units},{decimal}{_NO_BREAK}%" if decimal else f"{units}{_NO_BREAK}%"
    return f"{units}.{decimal}%" if decimal else f"{units}%"


def day(value: date, language: Language) -> str:
    """A day with its year: 3 maj 2026."""
    return f"{value.day}{_NO_BREAK}{_MONTHS[language][value.month - 1]} {value.year}"


def days(first: date, last: date, language: Language) -> str:
    """One day, or the first and the last of some: 30 april–3 maj 2026."""
    end = day(last, language)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    begin = day(first, language)
    return f"{begin.rpartition(' ')[0] if first.year == last.year else begin}–{end}"


def month(value: date, language: Language) -> str:
    """The month that a day is in: maj 2026."""
    return f"{_MONTHS[language][value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """A day where there is little room, the same in both languages: 3/5."""
    return f"{value.day}/{value.month}"


def short_month(value: date, language: Language) -> str:
    """A month where there is little room: maj, jan 26 for the first of a year."""
    name = _MONTHS[language][value.month - 1][:3]
    return f"{name} {value.year % 100:02}" if value.month == 1 else name


def moment(value: datetime) -> str:
    """A day and a time, the same in both languages: 2026-05-03 14:05."""
    return value.strftime("%Y-%m-%d %H:%M")
