"""A block of a document before its reading text exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor.vocabulary import BlockKind, SectionRole

# How a line ends: "" where a sentence does, "soft" where one may, "open" where none does,
# "dangling" where the line cannot be the last of its sentence.
Ending = Literal["", "soft", "open", "dangling"]

UNENDED: tuple[Ending, ...] = ("open", "dangling")  # no end of a paragraph


@dataclass(frozen=True, slots=True)
class Part:
    """Raw spans of the lines that make up one block, and what was found out about it."""

    kind: BlockKind
    spans: tuple[tuple[int, int], ...]
    section: tuple[str, ...] = ()
    role: SectionRole = "other"
    group: int = 0
    leads: int | None = None  # index of the part that introduces this list item
    label: str = ""  # words put before a table's cell so that it reads by itself
    level: int = 0  # of a heading or a list item, from 1
    ending: Ending = ""  # of its last line
    is_lone: bool = False  # a heading told by nothing but standing on a line of its own


def part_text(part: Part, raw: str) -> str:
    """The raw words of a part, its lines parted by spaces."""
    return " ".join(raw[start:end] for start, end in part.spans).strip()
