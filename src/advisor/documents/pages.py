"""On which page what stands, as far as the file proves it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from advisor.documents.contents import Entry, matching_entry
from advisor.documents.furniture import Furniture
from advisor.documents.page_marks import PageMark
from advisor.types import Line

MIN_ANCHORS = 3  # fewer agreeing page numbers may agree by chance
AGREEING = 0.7  # share of the page numbers that must agree
ENTRY_CHARS = 120  # a longer line repeats no entry of the contents


def page_starts(
    raw: str, lines: Sequence[Line], furniture: Furniture
) -> list[tuple[int, int | None]]:
    """(raw offset, page from there on), ascending; None where no page can be proven.

    A page number is used only where the file states it, or where counting page starts agrees with
    the numbers around: those printed on pages and those in the table of contents.
    """
    if any(line.page is not None for line in lines):
        return _stated_pages(lines)
    counted = _counted_pages(raw, lines, furniture)
    return counted or _header_pages(lines, furniture)


def page_of(starts: Sequence[tuple[int, int | None]], offset: int) -> int | None:
    """The page of an offset, given where pages start; None before the first, or where unproven."""
    position = bisect_right(starts, offset, key=lambda start: start[0]) - 1
    return starts[position][1] if position >= 0 else None


def _stated_pages(lines: Sequence[Line]) -> list[tuple[int, int | None]]:
    starts: list[tuple[int, int | None]] = []
    for line in lines:
        if not starts or starts[-1][1] != line.page:
            starts.append((line.start, line.page))
    return starts


def _counted_pages(
    raw: str, lines: Sequence[Line], furniture: Furniture
) -> list[tuple[int, int | None]]:
    """Pages by counting lines that begin with one space, checked against every known number."""
    if not furniture.tops:
        return []
    opening, closing = _opening_and_closing(furniture.marks, furniture.tops, raw, lines)
    starts = sorted(furniture.tops | opening.keys())
    anchors = _anchors(raw, lines, furniture, starts, opening | closing)
    first = _first_page(anchors)
    if first is None:
        return []
    agreeing = sorted(count for count, page in anchors if page == count + first)
    disagreeing = sorted(count for count, page in anchors if page != count + first)
    proven = _proven(agreeing, disagreeing)
    return [
        (lines[number].start, count + first if count in proven else None)
        for count, number in enumerate(starts)
    ]


def _opening_and_closing(
    marks: Mapping[int, PageMark], tops: frozenset[int], raw: str, lines: Sequence[Line]
) -> tuple[dict[int, int], dict[int, int]]:
    """Pages by the line of a mark that opens one, and by the line of a mark that closes one."""
    texts = [raw[line.start : line.end].strip() for line in lines]
    opening: dict[int, int] = {}
    closing: dict[int, int] = {}
    for number, (page, _) in sorted(marks.items()):
        following = next((n for n in range(number + 1, len(texts)) if texts[n]), None)
        after = marks.get(following) if following is not None else None
        counts_on = after is not None and after.page == page + 1
        if texts[number].isdigit() and (following in tops or counts_on):
            closing[number] = page
        else:
            opening[number] = page
    return opening, closing


def _anchors(
    raw: str,
    lines: Sequence[Line],
    furniture: Furniture,
    starts: Sequence[int],
    marked: Mapping[int, int],
) -> list[tuple[int, int]]:
    """(count of page starts before it, page number that the file states for it)."""

    def count_of(number: int) -> int:
        return bisect_right(starts, number) - 1

    anchors = [(count_of(number), page) for number, page in marked.items()]
    seen: set[Entry] = set()
    for number, line in enumerate(lines):
        is_furniture = number in furniture.contents or number in furniture.headers
        if is_furniture or line.end - line.start > ENTRY_CHARS:
            continue
        text = raw[line.start : line.end].strip()
        if not text or text[-1] in ".,;" or not text[0].isalnum():
            continue
        entry = matching_entry(text, furniture.entries)
        if entry and entry.page is not None and entry not in seen and count_of(number) >= 0:
            seen.add(entry)
            anchors.append((count_of(number), entry.page))
    return anchors


def _first_page(anchors: Sequence[tuple[int, int]]) -> int | None:
    offsets = Counter(page - count for count, page in anchors)
    if not offsets:
        return None
    offset, votes = offsets.most_common(1)[0]
    return offset if votes >= MIN_ANCHORS and votes >= AGREEING * len(anchors) else None


def _proven(agreeing: Sequence[int], disagreeing: Sequence[int]) -> set[int]:
    """Counts between two agreeing anchors with no disagreeing one between them."""
    proven = set(agreeing)
    for left, right in pairwise(agreeing):
        if not any(left < d < right for d in disagreeing):
            proven.update(range(left, right + 1))
    return proven


def _header_pages(lines: Sequence[Line], furniture: Furniture) -> list[tuple[int, int | None]]:
    """Pages from headers alone: proven between two headers of consecutive pages, and at the end."""
    marks = sorted(furniture.marks.items())
    starts: list[tuple[int, int | None]] = []
    for position, (number, (page, last)) in enumerate(marks):
        following = marks[position + 1][1].page if position + 1 < len(marks) else None
        is_proven = following == page + 1 or (following is None and page == last)
        starts.append((lines[number].start, page if is_proven else None))
    return starts
