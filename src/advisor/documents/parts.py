"""A block of a document before its reading text exists."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.types import BlockKind, SectionRole


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


def part_text(part: Part, raw: str) -> str:
    """The raw words of a part, its lines parted by spaces."""
    return " ".join(raw[start:end] for start, end in part.spans).strip()
