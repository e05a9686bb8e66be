"""The cells of a table's row, and the words that make one cell read by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """line[start:end], and its words without marks."""

    start: int
    end: int
    text: str


def is_row(text: str) -> bool:
    """Whether a line whose kind is not known is a row: cells parted by tabs, or by a frame."""
    if text.lstrip().startswith("|"):
        return text.count("|") >= 3
    if "\t" not in text.strip():
        return False
    return sum(bool(cell.text) for cell in cells(text)) >= 2


def is_frame(text: str) -> bool:
    """Whether a line only draws the table."""
    return bool(text.strip()) and not re.search(r"[^\W_]", text)


def cells(text: str) -> list[Cell]:
    """The cells of a row, empty ones too."""
    separator = r"\t" if "\t" in text else r"(?<!\\)\|"
    found: list[Cell] = []
    position = 0
    for piece in re.split(f"({separator})", text):
        if not re.fullmatch(separator, piece):
            words = re.sub(r"<[^>]*>|[▪•*]", " ", piece)
            words = re.sub(r"\s+", " ", words).strip()
            found.append(Cell(position, position + len(piece), words))
        position += len(piece)
    if separator != r"\t":
        found = found[1:] if found and not found[0].text else found
        found = found[:-1] if found and not found[-1].text else found
    return found


def items(text: str, cell: Cell) -> list[tuple[int, int]]:
    """Spans of the items that a cell lists; the whole cell when it lists none."""
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[^▪•<>]+(?![^<]*>)", text[cell.start : cell.end]):
        words = match.group()
        if words.strip():
            left = len(words) - len(words.lstrip())
            start = cell.start + match.start()
            spans.append((start + left, start + len(words.rstrip())))
    return spans


def could_be_header(row: Sequence[Cell]) -> bool:
    """Whether a row may name the columns: short words in every cell but perhaps the first."""
    named = row[1:] if row and not row[0].text else row
    return len(row) >= 2 and all(
        0 < len(cell.text) <= 60 and re.search(r"[^\W\d_]|^(19|20)\d\d$", cell.text)
        for cell in named
    )


def labels(row: Sequence[Cell], header: Sequence[str]) -> list[tuple[Cell, str]]:
    """Each filled cell that says something with the words that go before it: "Samverkan – nytta: ".

    A first cell that only counts the rows names nothing; then the second names the row.
    """
    naming = 0
    if len(row) >= 3 and not re.search(r"[^\W\d_]", row[0].text):
        naming = 1
    name = row[naming].text
    done: list[tuple[Cell, str]] = []
    for column, cell in enumerate(row[naming + 1 :], naming + 1):
        if not cell.text:
            continue
        column_name = _lowered(header[column]) if column < len(header) else ""
        words = " – ".join(word for word in (name, column_name) if word)
        done.append((cell, f"{words}: " if words else ""))
    return done


def _lowered(name: str) -> str:
    """A column's name inside a sentence: "Svagheter" is lowered, "IT-stöd" and "SKR" are not."""
    return name if name[1:2].isupper() or not name[1:2].isalpha() else name[:1].lower() + name[1:]
