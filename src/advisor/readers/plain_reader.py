"""Reads plain text, with or without Markdown's marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.readers.decoding import decode
from advisor.readers.markdown_visibility import unseen_spans
from advisor.types import Line, RawDocument
from advisor.vocabulary import LineKind

_BREAK = re.compile(r"(\r\n|\n|\r)?\f|\r\n|\n|\r")  # a page's end takes its line's end along

_Kind = tuple[LineKind, int]

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•]|(\d{1,9})[.)])(?:[ \t]|$)")
_CELL_MARKS = re.compile(r":?-+:?")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_TEXT: _Kind = ("text", 0)


def read_txt(content: bytes) -> RawDocument:
    """The text as it came, less a byte order mark; every line is of kind "unknown".

    Lines carry a page, from 1, only where form feeds part the pages.
    Raises UnreadableFileError for content that is no text.
    """
    raw, warnings = decode(content)
    paged = "\f" in raw
    lines = []
    page = 1
    for start, end, broken_by in _lines(raw):
        lines.append(Line(start, end, page=page if paged else None))
        page += "\f" in broken_by
    return RawDocument(raw, tuple(lines), warnings)


def read_md(content: bytes) -> RawDocument:
    """The text as it came, with what Markdown says of each line.

    A line that goes on with a paragraph or a list item is "text" right below it. Lines of marks
    alone (under a heading, around code, between parts) are "text"; the one under a table's
    header is "table_header". Comments, link definitions and what HTML hides are listed in `hidden`.
    Raises UnreadableFileError for content that is no text.
    """
    raw, warnings = decode(content)
    spans = [(start, end) for start, end, _ in _lines(raw)]
    texts = [raw[start:end] for start, end in spans]
    kinds = _MarkdownKinds(texts).all()
    lines = tuple(
        Line(start, end, kind=kind, level=level)
        for (start, end), (kind, level) in zip(spans, kinds, strict=True)
    )
    return RawDocument(raw, lines, warnings, hidden=unseen_spans(raw))


def _lines(raw: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and line break of each line; a break at the very end begins no new line."""
    start = 0
    for broken in _BREAK.finditer(raw):
        yield start, broken.start(), broken.group()
        start = broken.end()
    if start < len(raw):
        yield start, len(raw), ""


class _MarkdownKinds:
    """Walks down the lines of a Markdown file once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._kinds: list[_Kind] = []
        self._indents: list[int] = []  # of the open list items, outermost first
        self._paragraph = 0  # lines of the paragraph that the line above belongs to

    def all(self) -> list[_Kind]:
        """The kind and level of each line."""
        self._add_front_matter()
        while len(self._kinds) < len(self._texts):
            text = self._texts[len(self._kinds)]
            if fence := _FENCE.match(text):
                self._add_code(fence.group(1))
            elif self._opens_table():
                self._add_table()
            else:
                self._add_line(text)
        return self._kinds

    def _add_front_matter(self) -> None:
        if not self._texts or self._texts[0].rstrip() != "---":
            return
        for place, text in enumerate(self._texts[1:], start=2):
            if text.rstrip() in ("---", "..."):
                self._kinds += [_TEXT] * place
                return
            if not text.strip():  # a line across the page, not settings
                return

    def _add_code(self, fence: str) -> None:
        self._add(_TEXT)
        while len(self._kinds) < len(self._texts):
            text = self._texts[len(self._kinds)].strip()
            self._add(_TEXT)
            if text.startswith(fence) and not text.strip(fence[0]):
                return

    def _opens_table(self) -> bool:
        here = len(self._kinds)
        if here + 1 >= len(self._texts) or "|" not in self._texts[here]:
            return False
        marks = _cells(self._texts[here + 1])
        return (
            "|" in self._texts[here + 1]
            and all(_CELL_MARKS.fullmatch(cell) for cell in marks)
            and len(marks) == len(_cells(self._texts[here]))
        )

    def _add_table(self) -> None:
        self._indents.clear()
        self._add(("table_header", 0))
        self._add(("table_header", 0))
        while len(self._kinds) < len(self._texts):
            if "|" not in self._texts[len(self._kinds)]:
                return
            self._add(("table_row", 0))

    def _add_line(self, text: str) -> None:
        if not text.strip():
            self._add(_TEXT)
        elif heading := _ATX.match(text):
            self._indents.clear()
            self._add(("heading", len(heading.group(1))))
        elif self._underlines_heading(text):
            self._kinds[-1] = ("heading", 1 if "=" in text else 2)
            self._add(_TEXT)
        elif _is_rule(text):
            self._indents.clear()
            self._add(_TEXT)
        elif (item := _ITEM.match(text)) and self._may_open(item):
            self._add(("list_item", self._list_level(_width(item.group(1)))))
        else:
            self._add_text(text)

    def _add_text(self, text: str) -> None:
        after_blank = not self._kinds or not self._texts[len(self._kinds) - 1].strip()
        if after_blank and _width(text[: len(text) - len(text.lstrip())]) < 2:
            self._indents.clear()
        paragraph = self._paragraph + 1
        self._add(_TEXT)
        self._paragraph = paragraph

    def _add(self, kind: _Kind) -> None:
        self._kinds.append(kind)
        self._paragraph = 0

    def _underlines_heading(self, text: str) -> bool:
        # A rule drawn under a paragraph of several lines would make all of it a heading: that is
        # what the standard says, and hardly ever what the writer meant.
        return self._paragraph == 1 and not self._indents and _SETEXT.match(text) is not None

    def _may_open(self, item: re.Match[str]) -> bool:
        """Whether the line is an item and not a paragraph's next line that begins like one."""
        if self._indents:
            return True
        if _width(item.group(1)) > 3:  # indented code
            return False
        return not self._paragraph or item.group(2) in (None, "1")

    def _list_level(self, indent: int) -> int:
        while self._indents and indent < self._indents[-1] + 2:
            self._indents.pop()
        self._indents.append(indent)
        return len(self._indents)


def _cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _CELL_BORDER.split(inner)]


def _is_rule(text: str) -> bool:
    marks = "".join(text.split())
    return len(marks) >= 3 and marks in (len(marks) * "-", len(marks) * "*", len(marks) * "_")


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))
