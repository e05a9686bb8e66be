"""Numbers of a text with the words that stand about them, and when one may be told for another."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.answers.support_quantities import Quantity, quantities
from advisor.answers.support_words import Reading, Word, best_likeness

NAMED_SHARE_SLACK = 1.5  # points by which "a third" may miss the share that the source states
OVER_SHARE, UNDER_SHARE = 6.0, 6.0  # points that "drygt" or "nästan" before a named share may hide
BEYOND_SHARE = 16.0  # points that "mer än" or "mindre än" before it may hide
ABOUT_SHARE = 3.0
ABOUT_PART = 0.05  # of a count
NEAR_PART = 0.85  # of a count that "nästan" may be short of
REACH = 3  # words after a number among which it has its noun
SAME_NOUN = 0.7  # likeness from which two nouns are one
MOST_STATED = 40  # of one quote that are looked at
_IN_TURN = re.compile(r"(?:%|procent|per ?cent)?\s*(?:respektive|and)", re.IGNORECASE)
_AND = re.compile(r"(?:och|samt|and)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A quantity of a text with the words that stand about it."""

    quantity: Quantity
    about: tuple[Word, ...]
    nouns: tuple[Word, ...]  # what it may count: the words that follow it
    segment: tuple[float, ...]  # the other numbers of its part of the sentence


def numbers_of(reading: Reading) -> list[Placed]:
    found = quantities(reading.text, reading.language)
    placed: list[Placed] = []
    not_of = _told_in_turn(reading, found)
    for i, quantity in enumerate(found):
        start, end = _segment(reading, found, i)
        about = tuple(
            word
            for word in reading.content
            if (start <= word.start < end or i in not_of)
            and not _is_within(word, found)
            and word.start not in not_of.get(i, ())
        )
        others = tuple(
            other.value
            for other in found
            if other is not quantity and start <= other.start < end and other.unit != "year"
        )
        placed.append(Placed(quantity, about, _nouns(reading, quantity), others))
    return placed


def _told_in_turn(reading: Reading, found: Sequence[Quantity]) -> dict[int, tuple[int, ...]]:
    """Of "X och Y ... 3 % respektive 2 %": by number, where what the other counts begins.

    Both numbers stand behind both names, and each is of its own.
    """
    text = reading.text
    told: dict[int, tuple[int, ...]] = {}
    for i, (first, second) in enumerate(itertools.pairwise(found)):
        if not _IN_TURN.fullmatch(text[first.end : second.start].strip()):
            continue
        before = [word for word in reading.content if word.end <= first.start]
        pairs = [
            (one.start, other.start)
            for one, other in itertools.pairwise(before)
            if _AND.fullmatch(text[one.end : other.start].strip())
        ]
        if pairs:
            one, other = pairs[-1]
            told |= {i: (other,), i + 1: (one,)}
    return told


def _segment(reading: Reading, found: Sequence[Quantity], i: int) -> tuple[int, int]:
    """The stretch of text that a number belongs to: up to what joins it to others."""
    text, quantity = reading.text, found[i]
    start, end = 0, len(text)
    for match in re.finditer(
        r"[;,:]|[.!?]\s|\b(?:och|and|medan|while|whereas|men|but|samt|respektive)\b", text
    ):
        before = any(match.end() <= q.start < quantity.start for q in found) or any(
            q.end <= match.start() for q in found
        )
        after = any(q.start >= match.end() for q in found)
        if match.end() <= quantity.start and before:
            start = max(start, match.end())
        if match.start() >= quantity.end and after:
            end = min(end, match.start())
    return start, end


def _is_within(word: Word, found: Sequence[Quantity]) -> bool:
    return any(q.start <= word.start < q.end for q in found)


def _nouns(reading: Reading, quantity: Quantity) -> tuple[Word, ...]:
    """The content words that follow a number at once: an adjective, and what is counted."""
    after = [word for word in reading.words if word.start >= quantity.end][:REACH]
    run = itertools.takewhile(lambda word: word.is_content, after)
    return tuple(run)


def fits(said: Quantity, stated: Quantity) -> bool:
    if said.unit == "code" or stated.unit == "code":
        return said.code == stated.code
    if said.of is not None and said.of == stated.of and said.value == stated.value:
        return True
    share, of = said.percent, stated.percent
    if share is not None and of is not None:
        return share_fits(said, stated, share, of)
    if said.unit == stated.unit and said.unit != "count":
        return said.value == stated.value
    if said.unit != "count" or stated.unit not in ("count",):
        return False
    return said.of is None and any(
        _count_fits(said, value) for value in (stated.value, stated.of) if value is not None
    )


def share_fits(said: Quantity, stated_as: Quantity, share: float, stated: float) -> bool:
    if said.precision == stated_as.precision and math.isclose(share, stated, abs_tol=0.01):
        return True
    if said.precision == "beyond":
        return share < stated <= share + (BEYOND_SHARE if share % 5 == 0 or said.is_worded else 1.0)
    if said.precision == "below":
        return share - (BEYOND_SHARE if share % 5 == 0 or said.is_worded else 1.0) <= stated < share
    if said.is_worded or said.of is not None:
        if said.precision in ("over", "least"):
            return share < stated <= share + OVER_SHARE
        if said.precision in ("under", "most"):
            return share - UNDER_SHARE <= stated < share
        slack = ABOUT_SHARE if said.precision == "about" else NAMED_SHARE_SLACK
        return abs(share - stated) <= slack
    if math.isclose(share, stated, abs_tol=0.01):
        return True
    is_round = share % 5 == 0
    wide = ABOUT_SHARE if is_round else 1.0
    if said.precision == "about":
        return abs(share - stated) <= wide
    if said.precision in ("over", "least"):
        return share < stated <= share + (OVER_SHARE if is_round else 1.0)
    if said.precision in ("under", "most"):
        return share - (UNDER_SHARE if is_round else 1.0) <= stated < share
    return share.is_integer() and not stated.is_integer() and abs(share - stated) <= 0.5


def _count_fits(said: Quantity, stated: float) -> bool:
    value = said.value
    if value == stated:
        return True
    unit = _unit_of_rounding(value)
    if unit < 10 and not (value.is_integer() and not stated.is_integer()):
        return (
            said.precision == "about"
            and abs(value - stated) <= max(1.0, ABOUT_PART * value)
            and value >= 10
        )
    if said.precision in ("over", "beyond", "least"):
        return value < stated < value + unit
    if said.precision in ("below", "most"):
        return value - unit < stated < value
    if said.precision == "under":
        return max(value - unit, NEAR_PART * value) <= stated < value
    return abs(value - stated) <= max(unit, 1.0) / 2


def _unit_of_rounding(value: float) -> float:
    """100 for 11 400, 1 000 for 11 000: what a round number is rounded to."""
    if not value.is_integer() or value == 0:
        return 0.0
    unit = 1.0
    while value % (unit * 10) == 0:
        unit *= 10
    return unit


def count_the_same(one: Placed, other: Placed, least: float) -> bool:
    return any(best_likeness(word, other.nouns) >= least for word in one.nouns)
