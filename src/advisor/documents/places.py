"""Where words of the reading text stand: section, page, and the raw text they were read from."""

from __future__ import annotations

from advisor.documents.offsets import is_repaired, to_raw
from advisor.documents.pages import page_of
from advisor.types import Document, Place


def locate(document: Document, start: int, end: int) -> Place:
    """Where text[start:end] of the document stands."""
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    raw_start, raw_end = to_raw(document.segments, start, end)
    return Place(
        section=block.section if block else (),
        page=page_at(document, start),
        language=block.language if block else document.source.languages[0],
        raw_start=raw_start,
        raw_end=raw_end,
        repaired=is_repaired(document.segments, start, end),
    )


def page_at(document: Document, offset: int) -> int | None:
    """The page on which a character of the reading text stands; None when it cannot be proven."""
    return page_of(document.page_starts, offset)
