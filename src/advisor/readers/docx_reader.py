"""Reads Word files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from advisor.errors import UnreadableFileError
from advisor.readers.docx_runs import LEFT_OUT, is_filled, is_shaded, read_runs
from advisor.readers.docx_styles import Styles
from advisor.readers.docx_tables import (
    cell_properties,
    columns_before,
    columns_covered,
    has_style,
    is_bold,
    is_marked_header,
    row_cells,
    table_rows,
)
from advisor.readers.docx_xml import WORD
from advisor.readers.raw_text import Piece, RawText
from advisor.readers.zip_package import PackageFormat, check_package
from advisor.types import RawDocument

_DOCX = PackageFormat("DOCX", program="Word")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # how .doc files begin, and all that have a password


def read_docx(content: bytes) -> RawDocument:
    """The body's text: one line per paragraph, heading, list item, caption or table row.

    Pages are not stated in a Word file, so every `page` is None. Deleted text is left out.
    Hidden, white and tiny text is listed in `hidden`. Footnotes, headers and footers are not read.
    Raises UnreadableFileError for a file that is damaged, locked, or built to do harm.
    """
    if content.startswith(_OLD_OR_LOCKED):
        raise UnreadableFileError(
            "it is protected by a password, or an old .doc file. Save it as DOCX without password."
        )
    check_package(content, _DOCX)
    document = _opened(content)
    return _Body(Styles(document.styles.element)).read(document.element.body).document()


def _opened(content: bytes) -> Any:
    # docx is imported where it is used: reading a txt file needs none of it.
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, XMLSyntaxError, AttributeError, LookupError, ValueError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise UnreadableFileError(f"it is damaged ({reason}). {_DOCX.save_again}") from error
    if document.element.body is None:
        raise UnreadableFileError(f"it has no body. {_DOCX.save_again}")
    return document


class _Body:
    """Writes down what stands in a document's body, in order.

    `on_colour` says that the ground is coloured, so that white text on it can be read.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._text = RawText()

    def read(self, body: Any) -> RawText:
        self._add_blocks(body, on_colour=False)
        return self._text

    def _add_blocks(self, container: Any, *, on_colour: bool) -> None:
        waiting = [container]
        while waiting:
            element = waiting.pop()
            if element.tag == f"{WORD}p":
                self._add_paragraph(element, on_colour=on_colour)
            elif element.tag == f"{WORD}tbl":
                self._add_table(element, on_colour=on_colour)
            elif element.tag not in LEFT_OUT:  # content controls, tracked insertions
                waiting += reversed(list(element))

    def _add_paragraph(self, paragraph: Any, *, on_colour: bool) -> None:
        pieces, boxes = read_runs(paragraph, self._styles, on_colour=on_colour)
        role = self._styles.role(paragraph.find(f"{WORD}pPr"))
        self._text.add_paragraph(pieces, role.kind, role.level)
        for box in boxes:
            self._add_blocks(box, on_colour=is_filled(box))

    def _add_table(self, table: Any, *, on_colour: bool) -> None:
        rows = [(row, row_cells(row)) for row in table_rows(table)]
        if len(rows) == 1 and len(rows[0][1]) == 1:  # a frame around text
            cell = rows[0][1][0]
            self._add_blocks(cell, on_colour=on_colour or is_shaded(cell_properties(cell)))
            return
        several = len(rows) > 1
        for place, (row, cells) in enumerate(rows):
            is_header = is_marked_header(row) or (
                place == 0 and several and (len(cells) > 1 or is_bold(cells))
            )
            # Table styles colour the first row's ground, which is not followed up here.
            may_be_coloured = on_colour or (place == 0 and has_style(table))
            texts = self._row_texts(row, cells, on_colour=may_be_coloured)
            self._text.add_row(texts, "table_header" if is_header else "table_row")

    def _row_texts(self, row: Any, cells: Sequence[Any], *, on_colour: bool) -> list[list[Piece]]:
        texts: list[list[Piece]] = [[] for _ in range(columns_before(row))]
        for cell in cells:
            properties = cell_properties(cell)
            texts.append(self._cell_text(cell, on_colour=on_colour or is_shaded(properties)))
            texts += [[] for _ in range(columns_covered(properties) - 1)]
        return texts

    def _cell_text(self, cell: Any, *, on_colour: bool) -> list[Piece]:
        """All paragraphs of the cell on one line, those of tables within it as well."""
        pieces: list[Piece] = []
        for paragraph in cell.iter(f"{WORD}p"):
            pieces += read_runs(paragraph, self._styles, on_colour=on_colour)[0]
            pieces.append((" ", False))
        return pieces
