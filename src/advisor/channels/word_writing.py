"""Writes paragraphs and tables into a Word document; no text that is given comes alive in it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from advisor.channels.rendering import visible

_NO_XML = re.compile("[\ufffe\uffff]")  # what XML cannot hold of the characters that are visible


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand; `tag` names their language where it is not the document's."""

    text: str
    tag: str | None = None
    style: str | None = None  # a character style


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a citation, leading to its place in the list of sources."""

    number: int


@dataclass(frozen=True, slots=True)
class Target:
    """The same number in the list of sources, with the gap that follows it."""

    number: int


@dataclass(frozen=True, slots=True)
class Address:
    """A link out of the document, to an address of ours."""

    text: str
    address: str


Piece = Text | Mark | Target | Address
Cell = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is called and divided."""

    caption: str  # read aloud, not shown
    headings: Sequence[str]
    widths: Sequence[int]  # twentieths of a point


class Writer:
    """Writes at the end of a document."""

    def __init__(self, document: Document, targets: Set[int]) -> None:
        """`targets` are the numbers that the list of sources will have."""
        self._document = document
        self._targets = targets

    def paragraph(self, style: str, *pieces: Piece) -> None:
        """One paragraph in a style of the document's."""
        self._write(self._document.add_paragraph(style=style), pieces)

    def table(self, columns: Columns, rows: Sequence[Sequence[Cell]]) -> None:
        """A table whose first row is its header, on every page that it reaches."""
        table = self._document.add_table(0, len(columns.headings), "Table Grid")
        _set_up(table, columns)
        heading = table.add_row()
        _mark_row(heading, "w:cantSplit", "w:tblHeader")
        headings = [(Text(heading),) for heading in columns.headings]
        self._fill(heading.cells, headings, "Table Heading")
        for cells in rows:
            row = table.add_row()
            _mark_row(row, "w:cantSplit")
            self._fill(row.cells, cells, "Table Text")
        for row in table.rows:
            for cell, width in zip(row.cells, columns.widths, strict=True):
                cell.width = Twips(width)

    def _fill(self, cells: Sequence[_Cell], contents: Sequence[Cell], style: str) -> None:
        for cell, pieces in zip(cells, contents, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = style
            self._write(paragraph, pieces)

    def _write(self, paragraph: Paragraph, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            match piece:
                case Text():
                    run = paragraph.add_run(safe(piece.text), piece.style)
                    _say_language(run, piece.tag)
                case Mark(number) if number in self._targets:
                    _link(paragraph, f"[{number}]", "w:anchor", _bookmark(number))
                case Mark(number):
                    paragraph.add_run(f"[{number}]")
                case Target(number):
                    _write_target(paragraph, number)
                case Address(text, address):
                    id = paragraph.part.relate_to(
                        address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                    )
                    _link(paragraph, text, "r:id", id)


def safe(text: str) -> str:
    """The text on one line, without what cannot be seen or what XML cannot hold."""
    return _NO_XML.sub("", visible(text))


def _say_language(run: Run, tag: str | None) -> None:
    if tag is not None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), tag)
        run._r.get_or_add_rPr().append(language)


def _link(paragraph: Paragraph, text: str, kind: str, target: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn(kind), target)
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(text, "Hyperlink")._r)
    paragraph._p.append(link)


def _write_target(paragraph: Paragraph, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark(number))
    end.set(qn("w:id"), str(number))
    paragraph._p.append(start)
    paragraph.add_run(f"[{number}]")
    paragraph._p.append(end)
    paragraph.add_run("\t")


def _bookmark(number: int) -> str:
    return f"source_{number}"


def _set_up(table: Table, columns: Columns) -> None:
    table.autofit = False
    for column, width in zip(table.columns, columns.widths, strict=True):
        column.width = Twips(width)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    for name, value in (("firstColumn", "0"), ("firstRow", "1"), ("val", "0420")):
        look.set(qn(f"w:{name}"), value)
    caption = OxmlElement("w:tblCaption")  # last but one, after tblLook
    caption.set(qn("w:val"), safe(columns.caption))
    properties.append(caption)


def _mark_row(row: _Row, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))
