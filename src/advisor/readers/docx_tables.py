"""The tables of a Word file: their rows and cells, and what these say of themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from advisor.readers.docx_xml import WORD, is_on, number, value
from advisor.readers.raw_text import MAX_SPAN

_WRAPPERS = (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}customXml")


def table_rows(table: Any) -> list[Any]:
    """The rows, those in content controls and tracked insertions too, of this table alone."""
    return _below(table, f"{WORD}tr")


def row_cells(row: Any) -> list[Any]:
    """The cells of this row, those in content controls too."""
    return _below(row, f"{WORD}tc")


def cell_properties(cell: Any) -> Any | None:
    """What the cell says of its ground and its width."""
    return cell.find(f"{WORD}tcPr")


def columns_before(row: Any) -> int:
    """How many columns the row leaves out at its beginning."""
    return _columns(row.find(f"{WORD}trPr/{WORD}gridBefore"), 0)


def columns_covered(properties: Any | None) -> int:
    """How many columns a cell of these properties reaches over, from 1."""
    return _columns(None if properties is None else properties.find(f"{WORD}gridSpan"), 1)


def is_marked_header(row: Any) -> bool:
    """Whether the row is set to be repeated on each page."""
    return is_on(row.find(f"{WORD}trPr/{WORD}tblHeader"))


def has_style(table: Any) -> bool:
    """Whether a table style is named, which may colour the ground of the first row."""
    return table.find(f"{WORD}tblPr/{WORD}tblStyle") is not None


def is_bold(cells: Iterable[Any]) -> bool:
    """Whether all text in the cells, and at least some, is set in bold."""
    runs = [run for cell in cells for run in cell.iter(f"{WORD}r") if "".join(run.itertext())]
    return bool(runs) and all(is_on(run.find(f"{WORD}rPr/{WORD}b")) for run in runs)


def _below(container: Any, tag: str) -> list[Any]:
    found = []
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            found.append(element)
        elif element.tag in _WRAPPERS:
            waiting += reversed(list(element))
    return found


def _columns(element: Any | None, default: int) -> int:
    if element is None:
        return default
    return min(max(number(value(element, "val"), default), default), MAX_SPAN)
