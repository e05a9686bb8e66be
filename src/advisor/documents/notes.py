"""Footnotes, found by the marks that refer to them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.documents.offsets import to_raw
from advisor.types import Document

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(f"(?<!\\bm)(?<!\\b[kcdm]m)[{_RAISED}]+")  # but not square metres
_BEFORE_NOTE = re.compile(f"([{_RAISED}]+)\\s*$")
_DIGITS = str.maketrans(_RAISED, "0123456789")
MARK_CHARS = 6  # a mark stands at most so far before its note, or behind its sentence


def footnotes(document: Document) -> Mapping[str, str]:
    """The reading text of each footnote by its number; empty where the file marks none.

    Numbers are those of raised figures. One that is used twice keeps its first note.
    """
    notes: dict[str, str] = {}
    for block in document.blocks:
        if block.kind != "footnote":
            continue
        start, _ = to_raw(document.segments, block.start, block.end)
        mark = _BEFORE_NOTE.search(document.raw[max(start - MARK_CHARS, 0) : start])
        if mark:
            notes.setdefault(mark[1].translate(_DIGITS), document.text[block.start : block.end])
    return notes


def notes_of(document: Document, notes: Mapping[str, str], start: int, end: int) -> tuple[str, ...]:
    """The footnotes that text[start:end] of a document refers to, in order."""
    if not notes:
        return ()
    raw_start, raw_end = to_raw(document.segments, start, end)
    following = document.raw[raw_end : raw_end + MARK_CHARS]
    behind = re.match(f"[. ]?[{_RAISED}]+", following)
    raw = document.raw[raw_start:raw_end] + (behind[0] if behind else "")
    marks = (mark.translate(_DIGITS) for mark in _MARK.findall(raw))
    return tuple(notes[mark] for mark in marks if mark in notes)
