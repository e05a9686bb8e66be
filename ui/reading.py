"""A document as it is read on a page: its paragraphs, cut where the text changes its nature."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from advisor.types import Block, Document, Segment
from advisor.vocabulary import BlockKind, Language

_DEEPEST = 6  # heading that HTML has
_LISTED: tuple[BlockKind, ...] = ("list_item", "table_row", "contents", "reference")


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that answers have cited: text[start:end], with how many of them."""

    start: int
    end: int
    answers: int


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] of the document, alike from end to end."""

    start: int
    end: int
    text: str
    raw: str | None = None  # as it stands in the file, where letters were mended
    is_label: bool = False  # added, so that a table's cell reads by itself
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that stand within the same marks, or within none."""

    pieces: tuple[Piece, ...]
    pages: tuple[int | None, ...] = ()  # that begin before it; None: from here on it is not known
    is_quote: bool = False  # of the place that is looked at
    is_first: bool = False  # of its runs
    is_cited: bool = False
    answers: int = 0  # that cited the passage which ends with it; 0: none ends here


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the document: its runs joined are text[start:end]."""

    kind: BlockKind
    start: int
    end: int
    language: Language
    level: int  # of a heading, from 2; 0: it is none
    is_hidden: bool
    runs: tuple[Run, ...]

    @property
    def has_quote(self) -> bool:
        return any(run.is_quote for run in self.runs)


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs that are shown as one: a list, the cells of a row, a hidden stretch."""

    paragraphs: tuple[Paragraph, ...]
    is_hidden: bool
    is_list: bool

    @property
    def kind(self) -> BlockKind:
        return self.paragraphs[0].kind

    @property
    def has_quote(self) -> bool:
        return any(paragraph.has_quote for paragraph in self.paragraphs)


def reading(
    document: Document, place: tuple[int, int] | None = None, cited: Iterable[Cited] = ()
) -> tuple[Group, ...]:
    """The whole document in reading order, with a place of it and what was cited marked."""
    cutter = _Cutter(document, place, tuple(cited))
    levels = _levels(document.blocks)
    done: list[Group] = []
    is_marked = False
    for _, together in groupby(zip(document.blocks, levels, strict=True), _belongs):
        paragraphs = [_paragraph(block, level, cutter) for block, level in together]
        for at, paragraph in enumerate(paragraphs):
            if paragraph.has_quote and not is_marked:
                paragraphs[at] = _with_first(paragraph)
                is_marked = True
        done += _groups(paragraphs)
    return tuple(done)


def mended_words(document: Document) -> int:
    """How many words of a document have other letters than the file."""
    return sum(segment.kind == "repair" for segment in document.segments)


def _levels(blocks: Sequence[Block]) -> list[int]:
    """The level of each block's heading: as deep as its section, and never skipping one."""
    levels: list[int] = []
    last = 1  # that of the page's own heading
    for block in blocks:
        is_heading = block.kind == "heading" and not block.hidden
        levels.append(min(len(block.section) + 2, last + 1, _DEEPEST) if is_heading else 0)
        last = levels[-1] or last
    return levels


def _belongs(numbered: tuple[Block, int]) -> tuple[bool, str, int]:
    """What neighbours share that are shown as one."""
    block, _ = numbered
    if block.hidden:
        return True, "", 0
    return False, block.kind, block.group


def _paragraph(block: Block, level: int, cutter: _Cutter) -> Paragraph:
    return Paragraph(
        kind=block.kind,
        start=block.start,
        end=block.end,
        language=block.language,
        level=level,
        is_hidden=block.hidden,
        runs=cutter.runs(block),
    )


def _with_first(paragraph: Paragraph) -> Paragraph:
    at = next(i for i, run in enumerate(paragraph.runs) if run.is_quote)
    first = replace(paragraph.runs[at], is_first=True)
    return replace(paragraph, runs=(*paragraph.runs[:at], first, *paragraph.runs[at + 1 :]))


def _groups(paragraphs: Sequence[Paragraph]) -> Iterator[Group]:
    """Neighbours that belong together as one, all others each by itself."""
    first = paragraphs[0]
    if first.is_hidden or first.kind in _LISTED:
        yield Group(tuple(paragraphs), first.is_hidden, is_list=not first.is_hidden)
        return
    for paragraph in paragraphs:
        yield Group((paragraph,), is_hidden=False, is_list=False)


class _Cutter:
    """Cuts blocks into runs and pieces; what it looks things up by is made once a document."""

    def __init__(
        self, document: Document, place: tuple[int, int] | None, cited: tuple[Cited, ...]
    ) -> None:
        self._document = document
        self._place = place or (0, 0)
        trimmed = (_trimmed(passage, document.text) for passage in cited)
        self._cited = [passage for passage in trimmed if passage.start < passage.end]
        self._changed = [s for s in document.segments if s.kind in ("repair", "label")]
        self._changed_starts = [segment.start for segment in self._changed]
        self._pages = _pages_by_block(document)
        self._marks = sorted(
            {*self._place, *(offset for c in self._cited for offset in (c.start, c.end))}
        )

    def runs(self, block: Block) -> tuple[Run, ...]:
        """The text of a block: nothing is added and nothing left out."""
        pages = self._pages.get(block.start, {})
        within = self._marks[
            bisect_right(self._marks, block.start) : bisect_left(self._marks, block.end)
        ]
        bounds = sorted({block.start, block.end, *within, *pages})
        segments = self._segments(block)
        emphasis = [span for span in block.emphasis if span[0] < span[1]]
        return tuple(
            Run(
                pieces=self._pieces(start, end, segments, emphasis),
                pages=pages.get(start, ()),
                is_quote=self._place[0] <= start < self._place[1],
                is_cited=any(c.start <= start < c.end for c in self._cited),
                answers=max((c.answers for c in self._cited if c.end == end), default=0),
            )
            for start, end in pairwise(bounds)
        )

    def _segments(self, block: Block) -> list[Segment]:
        """The mended and added stretches that reach into a block."""
        first = max(bisect_right(self._changed_starts, block.start) - 1, 0)
        last = bisect_left(self._changed_starts, block.end)
        return [segment for segment in self._changed[first:last] if segment.end > block.start]

    def _pieces(
        self, start: int, end: int, segments: list[Segment], emphasis: list[tuple[int, int]]
    ) -> tuple[Piece, ...]:
        edges = [offset for s in segments for offset in (s.start, s.end)]
        edges += [offset for span in emphasis for offset in span]
        bounds = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        return tuple(self._piece(a, b, segments, emphasis) for a, b in pairwise(bounds))

    def _piece(
        self, start: int, end: int, segments: list[Segment], emphasis: list[tuple[int, int]]
    ) -> Piece:
        at = bisect_right(segments, start, key=lambda segment: segment.start) - 1
        segment = segments[at] if at >= 0 and segments[at].end > start else None
        raw = self._document.raw
        return Piece(
            start=start,
            end=end,
            text=self._document.text[start:end],
            raw=raw[segment.raw_start : segment.raw_end]
            if segment is not None and segment.kind == "repair"
            else None,
            is_label=segment is not None and segment.kind == "label",
            is_strong=any(a <= start < b for a, b in emphasis),
        )


def _trimmed(cited: Cited, text: str) -> Cited:
    """Without white space at its end, so that it ends where a block's text does."""
    return replace(cited, end=cited.start + len(text[cited.start : cited.end].rstrip()))


def _pages_by_block(document: Document) -> dict[int, dict[int, tuple[int | None, ...]]]:
    """For each block, by its start: where pages begin in it, or in the space before it."""
    found: dict[int, dict[int, tuple[int | None, ...]]] = {}
    ends = [block.end for block in document.blocks]
    for offset, page in document.page_starts:
        at = bisect_right(ends, offset)
        if at == len(ends):
            continue
        block = document.blocks[at]
        pages = found.setdefault(block.start, {})
        where = max(offset, block.start)
        pages[where] = (*pages.get(where, ()), page)
    return found
