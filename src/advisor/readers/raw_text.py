"""Puts the text that a reader takes out of a file into one `RawDocument`, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from advisor.types import Line, RawDocument
from advisor.vocabulary import LineKind

Piece = tuple[str, bool]  # some text, and whether it is hidden from a person
MAX_SPAN = 100  # columns or rows that one table cell may claim to cover

_CONTINUED = ("text", "list_item", "caption")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")  # not the no-break space: it is part of the text


class RawText:
    """Collects lines; `document` hands them over.

    A line of kind "text" that follows text, a list item or a caption directly continues it.
    Where a paragraph begins, an empty line stands between them.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._chars = 0
        self._lines: list[Line] = []
        self._hidden: list[tuple[int, int]] = []

    def add_paragraph(
        self, pieces: Iterable[Piece], kind: LineKind = "text", level: int = 0
    ) -> bool:
        """Add a paragraph of one line or, broken at each "\\n", of several; False: it was empty."""
        lines = [line for line in map(_tidy, _split(pieces)) if _has_words(line)]
        if not lines:
            return False
        if kind in ("heading", "caption"):  # these are one line, however they were set
            lines = [_tidy(piece for line in lines for piece in [*line, (" ", False)])]
        if kind == "text" and self._lines and self._lines[-1].kind in _CONTINUED:
            self.add_line([], "text")
        self.add_line(lines[0], kind, level=level)
        for line in lines[1:]:
            self.add_line(line, "text")
        return True

    def add_row(self, cells: Iterable[Iterable[Piece]], kind: LineKind) -> None:
        """Add a table row, its cells parted by tabs; a row without any words is left out."""
        row = [_tidy(cell) for cell in cells]
        if not any(map(_has_words, row)):
            return
        pieces = list(row[0])
        for cell in row[1:]:
            pieces += [("\t", False), *cell]
        self.add_line(pieces, kind)

    def add_line(
        self,
        pieces: Iterable[Piece],
        kind: LineKind = "unknown",
        *,
        level: int = 0,
        page: int | None = None,
    ) -> None:
        """Add one line as it is; the pieces hold no line break."""
        if self._lines:
            self._append("\n")
        start = self._chars
        for text, is_hidden in pieces:
            if is_hidden and text:
                self._hide(self._chars, self._chars + len(text))
            self._append(text)
        self._lines.append(Line(start, self._chars, page=page, kind=kind, level=level))

    def document(self, warnings: Sequence[str] = ()) -> RawDocument:
        """All that was added."""
        return RawDocument(
            raw="".join(self._parts),
            lines=tuple(self._lines),
            warnings=tuple(warnings),
            hidden=tuple(self._hidden),
        )

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._chars += len(text)

    def _hide(self, start: int, end: int) -> None:
        if self._hidden and self._hidden[-1][1] == start:
            start = self._hidden.pop()[0]
        self._hidden.append((start, end))


def _split(pieces: Iterable[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for text, is_hidden in pieces:
        first, *others = text.split("\n")
        lines[-1].append((first, is_hidden))
        lines += [[(other, is_hidden)] for other in others]
    return lines


def _tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with each run of white space as one space, none at either end."""
    tidy: list[Piece] = []
    after_space = True
    for text, is_hidden in pieces:
        spaced = _SPACE.sub(" ", text)
        if after_space:
            spaced = spaced.removeprefix(" ")
        if spaced:
            tidy.append((spaced, is_hidden))
            after_space = spaced.endswith(" ")
    if tidy and after_space:
        text, is_hidden = tidy.pop()
        if text != " ":
            tidy.append((text.removesuffix(" "), is_hidden))
    return tidy


def _has_words(pieces: Iterable[Piece]) -> bool:
    return any(text.strip() for text, _ in pieces)
