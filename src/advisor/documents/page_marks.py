"""Page numbers that lines of a document print: "Sida 3 (9)", "12 | Page", a number alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

PAGE_MARK = re.compile(
    r"^\W*(?:(?P<before>\d{1,4})\s*\|\s*page|(?:page|sid(?:a|an)?)\s*\|?\s*(?P<after>\d{1,4})"
    r"(?:\s*(?:[(/]|of |av )\s*(?P<last>\d{1,4})\)?)?"
    r"|(?P<bare>\d{1,4})(?:\s?[(/]\s?\d{1,4}\)?)?)\W*$",
    re.IGNORECASE,
)
PAGE_IN_HEADER = re.compile(
    r"\bsid(?:a|an)\s+(\d{1,4})\s*\((\d{1,4})\)|\bpage\s+(\d+)\s+of\s+(\d+)", re.I
)
HEADER_CHARS = 200  # a longer line that names a page is text
NEAR_LINES = 60  # the marks of neighbouring pages are no further apart
EDGE_LINES = 3  # of a page, at its top and at its foot, may be a running header
MIN_REPEATS = 3  # pages that carry the same header, or marks that count on


class PageMark(NamedTuple):
    """The page that a line prints."""

    page: int
    last: int | None  # the document's last page, where the line states it


def marks_at_edges(texts: Sequence[str], pages: Sequence[Sequence[int]]) -> dict[int, PageMark]:
    """Marks at the top or the foot of pages that count on from page to page, by line number.

    `pages` are the line numbers of each page that the format states.
    """
    found: list[tuple[int, PageMark, int]] = []
    for index, page in enumerate(pages):
        for number in {*page[:EDGE_LINES], *page[-EDGE_LINES:]}:
            if match := PAGE_MARK.match(texts[number]):
                mark = _mark(match)
                found.append((number, mark, mark.page - index))
    votes = Counter(offset for *_, offset in found).most_common(1)
    if not votes or votes[0][1] < min(MIN_REPEATS, len(pages)):
        return {}
    return {number: mark for number, mark, offset in found if offset == votes[0][0]}


def marks_in_text(
    texts: Sequence[str], contents: Container[int], tops: Container[int]
) -> dict[int, PageMark]:
    """Marks in a text whose format states no pages, by line number; none where they do not rise.

    `contents` are lines of the table of contents, `tops` lines that open a page.
    """
    marks: dict[int, PageMark] = {}
    alone: dict[int, PageMark] = {}
    for number, text in enumerate(texts):
        header = PAGE_IN_HEADER.search(text)
        match = PAGE_MARK.match(text)
        if header and len(text) < HEADER_CHARS:
            page, last = (header[1], header[2]) if header[1] else (header[3], header[4])
            marks[number] = PageMark(int(page), int(last))
        elif match and number not in contents:
            (alone if match["bare"] else marks)[number] = _mark(match)
    for number, mark in alone.items():
        if _is_page_number(number, mark.page, marks, texts, tops):
            marks[number] = mark
    rising = dict(sorted(marks.items()))
    return rising if _mostly_rising([mark.page for mark in rising.values()]) else {}


def _mark(match: re.Match[str]) -> PageMark:
    page = match["before"] or match["after"] or match["bare"]
    return PageMark(int(page), int(match["last"]) if match["last"] else None)


def _is_page_number(
    number: int,
    page: int,
    marks: Mapping[int, PageMark],
    texts: Sequence[str],
    tops: Container[int],
) -> bool:
    """Whether a number alone on its line counts a page, and not something that the text tells.

    It does where a mark near by agrees with it, or where the next page begins below it.
    """
    if any(abs(n - number) <= NEAR_LINES and abs(page - m.page) <= 1 for n, m in marks.items()):
        return True
    below = next((n for n in range(number + 1, len(texts)) if texts[n].strip()), None)
    before = max((m.page for n, m in marks.items() if n < number), default=0)
    after = min((m.page for n, m in marks.items() if n > number), default=page + 1)
    return below in tops and before < page < after


def _mostly_rising(pages: Sequence[int]) -> bool:
    return sum(a <= b for a, b in pairwise(pages)) >= 0.8 * (len(pages) - 1)
