"""Reads web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from advisor.readers.decoding import decode
from advisor.readers.html_sheets import styles_by_sheets
from advisor.readers.html_visibility import Look, look_of
from advisor.readers.raw_text import MAX_SPAN, Piece, RawText
from advisor.types import RawDocument
from advisor.vocabulary import LineKind

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# `title` stands for `head`: a page may leave out the end of its head, which then holds its body.
_LEFT_OUT = re.compile(
    "script|style|nav|template|title|noscript|iframe|object|select|textarea|datalist|audio|video"
    "|canvas"
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figure|"
    "footer|form|header|hr|html|legend|main|ol|p|pre|section|summary|ul"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CAPTIONS = frozenset(("caption", "figcaption"))


def read_html(content: bytes) -> RawDocument:
    """The text of the page's body: one line per paragraph, heading, list item or table row.

    Menus, scripts and styles are left out. What a browser would not show is kept and listed in
    `hidden`. Raises UnreadableFileError for content that is no text.
    """
    # bs4 is imported where it is used: reading a txt file needs none of it.
    from bs4 import BeautifulSoup
    from bs4.dammit import EncodingDetector

    declared = EncodingDetector.find_declared_encoding(content, is_html=True)
    markup, warnings = decode(content, declared)
    soup = BeautifulSoup(_without_doctype(markup), "html.parser")
    return _Page(soup).read().document(warnings)


def _without_doctype(markup: str) -> str:
    """The page without a document type; html.parser ends it at the first ">" of its entities."""
    start = markup[:1000].lower().find("<!doctype")
    if start < 0:
        return markup
    end = markup.find(">", start)
    subset = markup.find("[", start)
    if 0 <= subset < end:
        end = markup.find(">", markup.find("]", subset))
    return markup if end < 0 else markup[:start] + markup[end + 1 :]


class _Page:
    """Walks through the elements of a page once, in the order in which they are read."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._soup = soup
        self._text = RawText()
        self._pieces: list[Piece] = []
        self._kind: LineKind = "text"  # of the paragraph being collected
        self._level = 0
        self._list_depth = 0
        self._pre_depth = 0
        self._layout_tables = _layout_tables(soup)
        self._row: _Row | None = None
        self._spans: dict[int, int] = {}  # of the table being read

    def read(self) -> RawText:
        looks = [Look()]
        sheets = styles_by_sheets(self._soup)
        for event, tag, words in _events(self._soup):
            if event == "text":
                self._add_words(words, is_hidden=looks[-1].is_hidden)
            elif event == "enter":
                looks.append(look_of(tag, looks[-1], sheets.get(id(tag))))
                self._enter(tag)
            else:
                looks.pop()
                self._leave(tag)
        self._end_row()
        self._end_paragraph()
        return self._text

    def _enter(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self._collect(("\n", False))
        elif name in ("table", "tr", "td", "th", "thead", "tbody", "tfoot"):
            self._enter_table_part(tag)
        elif name in _HEADINGS:
            self._begin("heading", _HEADINGS[name])
        elif name in _CAPTIONS:
            self._begin("caption")
        elif name == "li":
            self._begin("list_item", max(1, self._list_depth))
        elif _BLOCK.fullmatch(name):
            self._end_paragraph()
        self._list_depth += name in ("ul", "ol")
        self._pre_depth += name == "pre"

    def _leave(self, tag: Tag) -> None:
        name = tag.name
        if name == "tr" and self._row is not None and self._row.tag is tag:
            self._end_row()
        elif name == "table":
            self._end_row()
            self._begin("text")
        elif name in _HEADINGS or name in _CAPTIONS or name == "li":
            self._begin("text")
        elif _BLOCK.fullmatch(name):
            self._end_paragraph()
        self._list_depth -= name in ("ul", "ol")
        self._pre_depth -= name == "pre"

    def _enter_table_part(self, tag: Tag) -> None:
        if _outer_table(tag) in self._layout_tables:
            self._end_paragraph()
        elif tag.name == "table":
            self._end_paragraph()
            self._spans = {}
        elif tag.name == "tr":
            self._end_row()
            self._end_paragraph()
            self._row = _Row(tag, self._spans)
        elif tag.name in ("td", "th") and self._row is not None:
            self._row.begin_cell(tag)

    def _add_words(self, words: str, *, is_hidden: bool) -> None:
        if not self._pre_depth:
            words = words.replace("\n", " ")
        self._collect((words, is_hidden))

    def _collect(self, piece: Piece) -> None:
        if self._row is not None and self._row.cells:
            self._row.cells[-1].append(piece)
        else:
            self._pieces.append(piece)

    def _begin(self, kind: LineKind, level: int = 0) -> None:
        self._end_paragraph()
        self._kind, self._level = kind, level

    def _end_paragraph(self) -> None:
        if self._row is not None and self._row.cells:  # within a cell all is one line
            self._row.cells[-1].append((" ", False))
            return
        if self._text.add_paragraph(self._pieces, self._kind, self._level):
            self._kind, self._level = "text", 0
        self._pieces = []

    def _end_row(self) -> None:
        if self._row is not None:
            kind: LineKind = "table_header" if self._row.is_header else "table_row"
            self._text.add_row(self._row.finished(), kind)
            self._row = None


class _Row:
    """The cells of a table row, in the columns where a browser would show them."""

    def __init__(self, tag: Tag, spans: dict[int, int]) -> None:
        self.tag = tag
        self.cells: list[list[Piece]] = []
        self._spans = spans  # column -> further rows that a cell above reaches into
        self._names: list[str] = []
        self._more_columns = 0  # that the last cell covers besides its own

    @property
    def is_header(self) -> bool:
        in_head = self.tag.parent is not None and self.tag.parent.name == "thead"
        return in_head or (bool(self._names) and set(self._names) == {"th"})

    def begin_cell(self, tag: Tag) -> None:
        self._fill()
        columns, rows = _span(tag, "colspan"), _span(tag, "rowspan")
        for column in range(len(self.cells), len(self.cells) + columns):
            if rows > 1:
                self._spans[column] = rows - 1
        self.cells.append([])
        self._names.append(tag.name)
        self._more_columns = columns - 1

    def finished(self) -> list[list[Piece]]:
        self._fill()
        return self.cells

    def _fill(self) -> None:
        self.cells += [[] for _ in range(self._more_columns)]
        self._more_columns = 0
        while self._spans.get(len(self.cells), 0):
            self._spans[len(self.cells)] -= 1
            self.cells.append([])


def _events(
    root: Tag,
) -> Iterator[tuple[Literal["enter", "leave", "text"], Tag, str]]:
    """Every element and text below root, without recursion: pages may be nested very deep."""
    from bs4.element import NavigableString, Tag

    open_tags = [(root, iter(root.contents))]
    while open_tags:
        tag, children = open_tags[-1]
        child = next(children, None)
        if child is None:
            open_tags.pop()
            if open_tags:
                yield "leave", tag, ""
        elif isinstance(child, Tag):
            if not _LEFT_OUT.fullmatch(child.name):
                yield "enter", child, ""
                open_tags.append((child, iter(child.contents)))
        elif type(child) is NavigableString:  # its subclasses are comments and the like
            yield "text", tag, str(child)


def _layout_tables(soup: BeautifulSoup) -> set[int]:
    """Tables that only place things on the page: those that hold tables, or say so."""
    tables = soup.find_all("table")
    said = {id(table) for table in tables if table.get("role") in ("presentation", "none")}
    return said | {_outer_table(table.parent) for table in tables if table.parent is not None}


def _outer_table(tag: Tag) -> int:
    """The id of the table that the element stands in or is; 0: none."""
    while tag.name != "table":
        if tag.parent is None:
            return 0
        tag = tag.parent
    return id(tag)


def _span(tag: Tag, name: str) -> int:
    value = str(tag.get(name, "1"))
    return min(max(int(value), 1), MAX_SPAN) if re.fullmatch(r"[0-9]{1,5}", value) else 1
