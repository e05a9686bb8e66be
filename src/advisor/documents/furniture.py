"""Lines that a page carries besides its text: running headers, page numbers, contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from advisor.documents.contents import Entry, find_contents
from advisor.documents.page_marks import (
    EDGE_LINES,
    HEADER_CHARS,
    MIN_REPEATS,
    PageMark,
    marks_at_edges,
    marks_in_text,
)
from advisor.types import Line

MIN_TOPS = 3  # fewer lines that begin with a space do so by chance
MOST_TOPS = 0.08  # share of lines that open pages; where more begin with a space it means nothing
HEADER_LINES = 3  # a running header stands so near its page mark
HEADER_CELL_CHARS = 8  # what is not longer repeats by chance


@dataclass(frozen=True, slots=True)
class Furniture:
    """Line numbers that are not running text, and what they tell."""

    headers: frozenset[int]
    contents: frozenset[int]
    entries: tuple[Entry, ...]  # of the table of contents
    marks: Mapping[int, PageMark]  # by line number
    tops: frozenset[int] = frozenset()  # lines of text that open a page, where that can be told


def find_furniture(raw: str, lines: Sequence[Line]) -> Furniture:
    """Which lines are running headers, page marks or contents."""
    texts = [raw[line.start : line.end] for line in lines]
    contents, entries = find_contents(texts)
    pages = _stated(texts, lines)
    spaced = [] if pages else _spaced_tops(texts)
    if pages:
        marks = marks_at_edges(texts, pages)
        running = _repeated_edges(texts, pages, marks)
    else:
        marks = marks_in_text(texts, contents, spaced)
        running = _running_headers(texts, marks)
    headers = frozenset(marks.keys() | running)
    return Furniture(headers, contents, entries, marks, _tops(pages, spaced, headers))


def _stated(texts: Sequence[str], lines: Sequence[Line]) -> list[list[int]]:
    """The filled lines of each page; none where the format states no pages."""
    if all(line.page is None for line in lines):
        return []
    pages = [
        [n for n, _ in group if texts[n].strip()]
        for _, group in groupby(enumerate(lines), key=lambda pair: pair[1].page)
    ]
    return [page for page in pages if page]


def _spaced_tops(texts: Sequence[str]) -> list[int]:
    """Lines that begin with one space, where so few do that they can only open pages."""
    tops = [n for n, text in enumerate(texts) if re.match(r" \S", text)]
    filled = sum(1 for text in texts if text)
    return tops if MIN_TOPS <= len(tops) <= MOST_TOPS * filled else []


def _repeated_edges(
    texts: Sequence[str], pages: Sequence[Sequence[int]], marks: Container[int]
) -> set[int]:
    """Lines at the edges of pages that stand there page after page."""
    found: set[int] = set()
    edges = [(page[:EDGE_LINES], page[-EDGE_LINES:][::-1]) for page in pages]
    for side in (0, 1):
        shapes = Counter(
            shape for edge in edges for shape in {_shape(texts[n]) for n in edge[side]}
        )
        for edge in edges:
            for number in edge[side]:
                has_words = re.search(r"[^\W\d_]", texts[number]) is not None
                is_repeated = has_words and shapes[_shape(texts[number])] >= MIN_REPEATS
                if number not in marks and not is_repeated:
                    break  # what stands further in is text
                found.add(number)
    return found


def _shape(text: str) -> str:
    """A line without its numbers, unless it is the numbered heading of a section."""
    return text if _is_numbered_section(text) else re.sub(r"\d+", "0", text).strip()


def _is_numbered_section(text: str) -> bool:
    return re.match(r"\s*\d+(\.\d+)+\s", text) is not None


def _running_headers(texts: Sequence[str], marks: Mapping[int, PageMark]) -> set[int]:
    """Lines that stand beside the page marks again and again."""
    shapes: dict[int, str] = {
        n: re.sub(r"\d+", "0", text).strip() for n, text in enumerate(texts) if text.strip()
    }
    near = {
        n
        for mark in marks
        for n in range(mark - HEADER_LINES, mark + HEADER_LINES + 1)
        if n in shapes
    }
    words = Counter(cell for n in near for cell in re.split(r"\t+", shapes[n]) if cell)
    repeated = {
        cell for cell, n in words.items() if n >= MIN_REPEATS and len(cell) > HEADER_CELL_CHARS
    }
    return {
        n
        for n in near
        if not repeated.isdisjoint(re.split(r"\t+", shapes[n]))
        and len(texts[n]) < HEADER_CHARS
        and not _is_numbered_section(texts[n])
    }


def _tops(
    pages: Sequence[Sequence[int]], spaced: Sequence[int], headers: Container[int]
) -> frozenset[int]:
    if not pages:
        return frozenset(spaced)
    firsts = (next((n for n in page if n not in headers), None) for page in pages[1:])
    return frozenset(first for first in firsts if first is not None)
