"""Quantities of a text: digits, words, shares, ranges, years, and how exactly they are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from advisor.vocabulary import Language

Unit = Literal["count", "percent", "points", "year", "decade", "minutes", "code"]
Precision = Literal["exact", "about", "under", "over", "below", "beyond", "most", "least"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text means it: text[start:end]."""

    value: float
    unit: Unit
    start: int
    end: int
    precision: Precision = "exact"
    of: float | None = None  # the whole, of a share told as a part of it: "elva av fjorton"
    is_worded: bool = False  # a share told by its name: "en tredjedel"
    pair: int = 0  # of a range: -1 its lower end, 1 its upper; 0 for a number by itself
    code: str = ""  # of what is written with digits and is no quantity: "2017/18:163"

    @property
    def percent(self) -> float | None:
        """The share that it tells, of a hundred; None where it tells none."""
        if self.unit == "percent":
            return self.value
        return 100 * self.value / self.of if self.of else None


def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """Every quantity that a text states, in order."""
    found: list[Quantity] = []
    taken = [False] * (len(text) + 1)
    for quantity in (*_named(text), *_parts_of(text, language), *_plain(text, language)):
        if not any(taken[quantity.start : quantity.end]):
            found.append(quantity)
            taken[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)
    found.sort(key=lambda quantity: quantity.start)
    return tuple(_with_precision(text, _with_ranges(text, _with_shared_units(text, found))))


_ONES = {
    word: float(value)
    for value, words in {
        0: "noll zero",
        2: "två two",
        3: "tre three",
        4: "fyra four",
        5: "fem five",
        6: "sex six",
        7: "sju seven",
        8: "åtta eight",
        9: "nio nine",
        10: "tio ten",
        11: "elva eleven",
        12: "tolv twelve",
        13: "tretton thirteen",
        14: "fjorton fourteen",
        15: "femton fifteen",
        16: "sexton sixteen",
        17: "sjutton seventeen",
        18: "arton aderton eighteen",
        19: "nitton nineteen",
    }.items()
    for word in words.split()
}
_TENS = {
    word: float(value)
    for value, words in {
        20: "tjugo twenty",
        30: "trettio thirty",
        40: "fyrtio forty",
        50: "femtio fifty",
        60: "sextio sixty",
        70: "sjuttio seventy",
        80: "åttio eighty",
        90: "nittio ninety",
    }.items()
    for word in words.split()
}
_SCALES = {
    "hundra": 1e2,
    "hundred": 1e2,
    "tusen": 1e3,
    "thousand": 1e3,
    "tkr": 1e3,
    "miljon": 1e6,
    "miljoner": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "mkr": 1e6,
    "mnkr": 1e6,
    "miljard": 1e9,
    "miljarder": 1e9,
    "billion": 1e9,
    "mdkr": 1e9,
}
_UNITS_OF_TENS = ("en", "ett", "one", *(word for word, value in _ONES.items() if 2 <= value <= 9))
_WORD = "|".join(
    [
        *(
            rf"{ten}(?:[- ]?(?:{'|'.join(sorted(_UNITS_OF_TENS, key=len, reverse=True))}))?"
            for ten in _TENS
        ),
        *sorted(_ONES, key=len, reverse=True),
    ]
)
_DIGITS = (
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?:[.,]\d{3})+(?![\d.,]\d|\d)|\d+(?:[.,]\d+)?"
)
_NUMBER = rf"(?:{_DIGITS}|\b(?:{_WORD})\b)"
_SCALED = rf"{_NUMBER}(?:\s+(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
_CODE = re.compile(r"\b\d+(?:[/:]\d+)+\b|\b\d+(?:\.\d+){2,}\b")
_FRACTION = re.compile(r"(?<![\w/.])(\d)/(\d{1,2})(?![\w/])")
_DATE = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_DECADE = re.compile(r"\b((?:19|20)\d0)(?:-tal\w*|s\b)|\bthe ((?:19|20)\d0)s\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%(?!-?enhet)|procent\b|per ?cent\b)", re.IGNORECASE)
_POINTS = re.compile(r"\s*(?:procentenhet\w*|%-?enhet\w*|percentage points?)", re.IGNORECASE)
_PLAIN = re.compile(
    rf"(?<![\w/:])(?<!\d[.,])(?<![^\W\d]-)({_SCALED})(?!-[^\W\d]{{3}})(?::?(?:e|a)\b|st\b|nd\b|rd\b|th\b)?",
    re.IGNORECASE,
)
_ORDINALS = {
    word: float(value)
    for value, words in {
        3: "tredje third",
        4: "fjärde fourth",
        5: "femte fifth",
        6: "sjätte sixth",
        7: "sjunde seventh",
        8: "åttonde eighth",
        9: "nionde ninth",
        10: "tionde tenth",
    }.items()
    for word in words.split()
}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b", re.IGNORECASE)

# Amounts with a name of their own, the longer first: value, unit, whether it is a share.
_NAMES: tuple[tuple[str, float, Unit, bool], ...] = (
    (r"\btre fjärdedelar\b|\bthree[- ]quarters?\b|\bthree[- ]fourths\b", 75.0, "percent", True),
    (r"\btvå tredjedelar\b|\btwo[- ]thirds?\b", 200 / 3, "percent", True),
    (r"\b(?:tre femtedelar|three[- ]fifths)\b", 60.0, "percent", True),
    (r"\b(?:två femtedelar|two[- ]fifths)\b", 40.0, "percent", True),
    (r"\b(?:fyra femtedelar|four[- ]fifths)\b", 80.0, "percent", True),
    (r"\b(?:half a dozen|ett halvdussin)\b", 6.0, "count", False),
    (r"\b(?:a|one) dozen\b|\bett dussin\b", 12.0, "count", False),
    (r"\bhalf an hour\b|\ben halvtimme\b", 30.0, "minutes", False),
    (r"\b(?:three[- ]quarters of an hour|trekvart)\b", 45.0, "minutes", False),
    (
        r"\ban hour and a half\b|\ben och en halv timme\b|\banderhalv timme\b",
        90.0,
        "minutes",
        False,
    ),
    (r"\b(?:an|one) hour\b|\ben timme\b", 60.0, "minutes", False),
    (
        r"(?<!första )(?<!andra )\bhälften\b|\bhalva\b|(?<!and a )(?<!first )(?<!second )"
        r"(?<!latter )(?<!other )(?:\bone )?\bhalf\b(?!-)",
        50.0,
        "percent",
        True,
    ),
    (
        r"\b(?:en )?tredjedel(?:en)?\b|\b(?:a|one)[- ]third\b(?! (?:[a-z]+ly|challenge|point|reason"
        r"|aspect|factor|problem|obstacle|way|level|party|option|pattern|step|area|issue|risk|group))"
        r"|\bthird of\b",
        100 / 3,
        "percent",
        True,
    ),
    (
        r"\b(?:en )?fjärdedel(?:en)?\b|\b(?:a|one)[- ]quarter\b|\bquarter of\b",
        25.0,
        "percent",
        True,
    ),
    (r"\b(?:en )?femtedel(?:en)?\b|\b(?:a|one)[- ]fifth\b|\bfifth of\b", 20.0, "percent", True),
    (r"\b(?:en )?sjättedel(?:en)?\b|\b(?:a|one)[- ]sixth\b", 100 / 6, "percent", True),
    (r"\b(?:en )?åttondel(?:en)?\b|\b(?:an|one)[- ]eighth\b", 12.5, "percent", True),
    (r"\b(?:en )?tiondel(?:en)?\b|\b(?:a|one)[- ]tenth\b", 10.0, "percent", True),
    (r"\b(?:varannan|vartannat|every other|every second)\b", 50.0, "percent", True),
    (r"\b(?:var|vart|every) (?:tredje|third)\b", 100 / 3, "percent", True),
    (r"\b(?:var|vart|every) (?:fjärde|fourth)\b", 25.0, "percent", True),
    (r"\b(?:var|vart|every) (?:femte|fifth)\b", 20.0, "percent", True),
    (r"\b(?:var|vart|every) (?:tionde|tenth)\b", 10.0, "percent", True),
)
_NAMED = tuple((re.compile(p, re.IGNORECASE), v, u, share) for p, v, u, share in _NAMES)

_PART_OF = re.compile(
    rf"({_NUMBER}(?:\s+(?!av\b|of\b|in\b|out\b)\w+)?|\b(?:en|ett|one)\b|\bone \w+(?= in\b))"
    r"\s+(?:av|of|in|out of)"
    rf"\s+(?:de |den |the |alla |all |\w+s )?({_NUMBER})(?!\s*(?:%|procent|per ?cent|år|years?\b))",
    re.IGNORECASE,
)

_BEFORE: tuple[tuple[Precision, str], ...] = (
    ("most", r"högst|som mest|max(?:imalt)?|upp till|at most|up to|no more than|at the most"),
    ("least", r"minst|åtminstone|at least|no fewer than|no less than"),
    (
        "under",
        r"nästan|närmare|knappt|strax under|inte fullt"
        r"|nearly|almost|close to|just under|not quite",
    ),
    (
        "below",
        r"mindre än|färre än|under|inte ens|less than|fewer than|below|under|not even",
    ),
    (
        "over",
        r"drygt|strax över|något över|lite över|uppemot"
        r"|(?:just|somewhat|slightly|a little) over|(?:just|a little) above",
    ),
    (
        "beyond",
        r"över|mer än|fler än|more than|over|above",
    ),
    (
        "about",
        r"ungefär|omkring|cirka|ca\.?|c:a|runt|kring|i runda tal|about|around|roughly"
        r"|approximately|some|circa|in the region of",
    ),
)
_PRECISIONS = tuple(
    (
        precision,
        re.compile(rf"\b(?:{words})\s+(?:(?:en|ett|a|an|the|de|vart?|every)\s+)?$", re.IGNORECASE),
    )
    for precision, words in _BEFORE
)
_AS_MANY = re.compile(
    r"^\s*(?:och|and|respektive|eller|or|resp\.|,)\s*(?:\w+ ){0,2}$", re.IGNORECASE
)
_TO = re.compile(r"^\s*(?:[-–—]|till|to|och|and)\s*$", re.IGNORECASE)
_DASH = re.compile(r"^\s*[-–—]\s*$")
_BETWEEN = re.compile(r"\b(?:mellan|between|från|from)\s+(?:\w+\s+)?$", re.IGNORECASE)
_TIME = re.compile(r"\s*(minut|minute|timm|hour)", re.IGNORECASE)


def _named(text: str) -> Iterator[Quantity]:
    for match in _DATE.finditer(text):
        yield Quantity(float(match[1]), "year", match.start(), match.end())
    for match in _DECADE.finditer(text):
        yield Quantity(float(match[1] or match[2]), "decade", match.start(), match.end())
    for match in _FRACTION.finditer(text):
        part, whole = int(match[1]), int(match[2])
        if part < whole:
            share = 100 * part / whole
            yield Quantity(share, "percent", match.start(), match.end(), is_worded=True)
    for match in _CODE.finditer(text):
        yield Quantity(0.0, "code", match.start(), match.end(), code=match[0])
    for pattern, value, unit, is_share in _NAMED:
        for match in pattern.finditer(text):
            yield Quantity(value, unit, match.start(), match.end(), is_worded=is_share)


def _parts_of(text: str, language: Language) -> Iterator[Quantity]:
    for match in _PART_OF.finditer(text):
        part, whole = _value(_first(match[1]), language), _value(match[2], language)
        if part and whole and part <= whole and not _is_year(match[1]) and not _is_year(match[2]):
            worded = not match[1][0].isdigit()
            yield Quantity(part, "count", match.start(), match.end(), of=whole, is_worded=worded)


def _plain(text: str, language: Language) -> Iterator[Quantity]:
    for match in _PLAIN.finditer(text):
        start, end = match.span(1)
        value = _value(match[1], language)
        if value is None:
            continue
        points, percent = _POINTS.match(text, end), _PERCENT.match(text, end)
        time = _TIME.match(text, end)
        if points:
            yield Quantity(value, "points", start, points.end())
        elif percent:
            yield Quantity(value, "percent", start, percent.end())
        elif time:
            hours = time[1].casefold() in ("timm", "hour")
            yield Quantity(value * 60 if hours else value, "minutes", start, end)
        elif _is_year(match[1]):
            yield Quantity(value, "year", start, end)
        else:
            yield Quantity(value, "count", start, match.end())
    for match in _ORDINAL.finditer(text):
        yield Quantity(_ORDINALS[match[1].casefold()], "count", match.start(), match.end())


_AFTER_THE_LAST = ("percent", "points", "minutes")


def _with_shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """`30 och 40 procent`: what stands after the last holds for those before it."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        one, after = shared[i], shared[i + 1]
        between = text[one.end : after.start]
        joined = _TO.match(between) or re.match(r"^\s*(?:,|respektive|eller|or)\s*$", between)
        is_bare = one.unit == "count" and one.of is None
        if joined and is_bare and not after.is_worded and after.unit in _AFTER_THE_LAST:
            shared[i] = replace(one, unit=after.unit)
    return shared


def _with_ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    paired = list(found)
    for i in range(len(paired) - 1):
        one, after = paired[i], paired[i + 1]
        between = text[one.end : after.start]
        is_range = _DASH.match(between) or (
            _TO.match(between)
            and (
                re.match(r"^\s*(?:till|to)\s*$", between, re.IGNORECASE)
                or _BETWEEN.search(text[: one.start])
            )
        )
        if is_range and one.value < after.value and one.unit == after.unit:
            paired[i], paired[i + 1] = replace(one, pair=-1), replace(after, pair=1)
    return paired


def _with_precision(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    last: Quantity | None = None
    for quantity in found:
        before = text[max(quantity.start - 40, 0) : quantity.start]
        named = (name for name, said in _PRECISIONS if said.search(before))
        precision: Precision = next(named, "exact")
        joined = last is not None and _AS_MANY.match(text[last.end : quantity.start])
        if precision == "exact" and joined and last is not None and last.precision == "about":
            precision = "about"
        last = replace(quantity, precision=precision)
        yield last


def _first(written: str) -> str:
    """The number of `två kommuner`, without what it counts."""
    match = re.match(rf"{_NUMBER}|(?:en|ett|one)\b", written, re.IGNORECASE)
    return match[0] if match else written


def _value(written: str, language: Language) -> float | None:
    *first, last = written.casefold().split() or [""]
    scale = _SCALES.get(last) if first else None
    number = " ".join(first) if scale else written.casefold()
    value = _digits(number, language) if number[0].isdigit() else _worded(number)
    return None if value is None else value * (scale or 1.0)


def _digits(number: str, language: Language) -> float | None:
    bare = re.sub(r"\s", "", number)
    thousands = r"\d{1,3}(?:,\d{3})+" if language == "en" else r"\d{1,3}(?:\.\d{3})+"
    if re.fullmatch(thousands, bare):
        return float(re.sub(r"[.,]", "", bare))
    try:
        return float(bare.replace(",", "."))
    except ValueError:
        return None


def _worded(number: str) -> float | None:
    if number in ("en", "ett", "one"):
        return 1.0
    if number in _ONES:
        return _ONES[number]
    for ten, value in _TENS.items():
        if number.startswith(ten):
            rest = number.removeprefix(ten).strip("- ")
            return value + (1.0 if rest in ("en", "ett", "one") else _ONES.get(rest, 0.0))
    return None


def _is_year(written: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", written.strip()) is not None
