"""Percentages checked against the number of answers that they are said to come from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.types import Document

_NUMBER = r"(?<![\d.,])(\d{1,3}(?:[ \u00a0.]\d{3})+|\d{1,5})"
_PERCENT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s*(?:%|procent\b|per ?cent\b)", re.IGNORECASE
)
_STATED = re.compile(
    rf"(?:där|med|av)\s+(?:de\s+)?{_NUMBER}\s+(?:svarande\s+)?(?:kommuner|respondenter|personer|svar)"
    r"(?:na)?\b(?:[^.\d]{0,30}\b(?:svara\w*|besvara\w*)|\s+visar)"
    rf"|{_NUMBER}\s+(?:kommuner|respondenter|svarande|personer|respondents|municipalities)\b"
    r"[^.\d]{0,20}\b(?:svarade|svarat|besvarade|besvarat|answered|responded)",
    re.IGNORECASE,
)
_IN_METHOD = re.compile(
    rf"{_NUMBER}(?:\s*[-–]\s*(\d{{1,5}}))?\s+(?:svarande|respondenter|respondents|svar\b)",
    re.IGNORECASE,
)
_SURVEY = re.compile(
    r"enkät|undersökningen|självskattning|svara|survey|questionnaire|respond", re.IGNORECASE
)
FEWEST_SHARES = 4  # fewer need not be all answers to a question
NEAR_HUNDRED = 92
ROUNDING = 1.5  # rounded shares may miss a hundred by so much
NEARBY_CHARS = 2500  # a survey's size is stated a paragraph or two before its figures


def respondents(document: Document, offset: int) -> tuple[int, ...]:
    """The possible numbers of answers behind a figure at this place; () when not known.

    What the text around it states counts first, then what is known of the source's method.
    """
    around = document.text[max(offset - NEARBY_CHARS, 0) : offset + 400]
    stated = [_whole(a or b) for a, b in _STATED.findall(around)]
    if stated:
        return tuple(n for n in stated[-1:] if n)
    if not _SURVEY.search(around):
        return ()  # a figure of somebody else's, told in passing
    match = _IN_METHOD.search(document.source.method or "")
    if match is None:
        return ()
    low = _whole(match[1])
    return tuple(range(max(low, 1), int(match[2] or low) + 1))


def percentages(quote: str) -> tuple[str, ...]:
    """The percentages that a quote states, as it writes them, each once."""
    return tuple(dict.fromkeys(match[1] for match in _PERCENT.finditer(quote)))


def impossible_percentages(quote: str, counts: Sequence[int]) -> tuple[str, ...]:
    """Percentages of the quote that no whole number of answers gives, however rounded.

    Where the number of answers is not known nothing is impossible; what is above a hundred is a
    growth, not a share of the answers.
    """
    if not counts:
        return ()
    shares = (value for value in percentages(quote) if _number(value) <= 100)
    return tuple(value for value in shares if not any(_is_possible(value, n) for n in counts))


def odd_sum(document: Document, offset: int) -> str | None:
    """What the percentages of the paragraph at this place add up to, where that should be 100.

    Four or more shares that come near a hundred and miss it look like the answers to one question
    that do not add up. None where they do, or where they are too few or too far from it.
    """
    total = _total(document, offset)
    is_odd = NEAR_HUNDRED <= total <= 200 - NEAR_HUNDRED and abs(total - 100) > ROUNDING
    return f"{total:.1f}".removesuffix(".0").replace(".", ",") if is_odd else None


def whole_sum(document: Document, offset: int) -> str:
    """The sum of the percentages of the paragraph at this place, four or more, where they are all
    of a hundred, as far as rounding goes; empty where they are not.
    """
    total = _total(document, offset)
    return f"{total:g}" if abs(total - 100) <= ROUNDING else ""


def _total(document: Document, offset: int) -> float:
    """Of the percentages of a paragraph; 0.0 where there are too few to be all answers."""
    block = next((b for b in document.blocks if b.start <= offset < b.end), None)
    if block is None:
        return 0.0
    values = [_number(value) for value in _PERCENT.findall(document.text[block.start : block.end])]
    return sum(values) if len(values) >= FEWEST_SHARES else 0.0


def _is_possible(value: str, count: int) -> bool:
    decimals = len(re.split(r"[.,]", value)[1]) if re.search(r"[.,]", value) else 0
    # One unit either way: a source may have cut off instead of rounding.
    slack = 10.0**-decimals
    return any(abs(100 * k / count - _number(value)) < slack for k in range(count + 1))


def _number(value: str) -> float:
    return float(value.replace(",", "."))


def _whole(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))
