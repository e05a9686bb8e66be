"""Percentages checked against the number of answers that they are said to come from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.types import Document

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|procent\b|per ?cent\b)")
_STATED = re.compile(
    r"(?:där|med|av)\s+(?:de\s+)?(\d{1,4})\s+(?:svarande\s+)?(?:kommuner|respondenter|personer|svar)"
    r"(?:na)?\b(?:[^.\d]{0,30}\b(?:svara\w*|besvara\w*)|\s+visar)"
    r"|(\d{1,4})\s+(?:kommuner|respondenter|svarande|personer|respondents|municipalities)\b"
    r"[^.\d]{0,20}\b(?:svarade|svarat|besvarade|besvarat|answered|responded)",
    re.IGNORECASE,
)
_IN_METHOD = re.compile(
    r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?\s+(?:svarande|respondenter|respondents|svar\b)",
    re.IGNORECASE,
)
NEARBY_CHARS = 2500  # a survey's size is stated a paragraph or two before its figures


def respondents(document: Document, offset: int) -> tuple[int, ...]:
    """The possible numbers of answers behind a figure at this place; () when not known.

    What the text before it states counts first, then what is known of the source's method.
    """
    before = document.text[max(offset - NEARBY_CHARS, 0) : offset + 400]
    stated = [int(a or b) for a, b in _STATED.findall(before)]
    if stated:
        return (stated[-1],)
    match = _IN_METHOD.search(document.source.method or "")
    if match is None:
        return ()
    low = int(match[1])
    return tuple(range(low, int(match[2] or low) + 1))


def impossible_percentages(quote: str, counts: Sequence[int]) -> tuple[str, ...]:
    """Percentages of the quote that no whole number of answers gives, however rounded."""
    values = dict.fromkeys(match[1] for match in _PERCENT.finditer(quote))
    return tuple(value for value in values if not any(_is_possible(value, n) for n in counts))


def _is_possible(value: str, count: int) -> bool:
    number = float(value.replace(",", "."))
    decimals = len(re.split(r"[.,]", value)[1]) if re.search(r"[.,]", value) else 0
    # One unit either way: a source may have cut off instead of rounding.
    slack = 10.0**-decimals
    return any(abs(100 * k / count - number) < slack for k in range(count + 1))
