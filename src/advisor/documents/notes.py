"""Footnotes, found by the marks that refer to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from advisor.documents.offsets import to_raw
from advisor.types import Document

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(f"(?<!\\bm)(?<!\\b[kcdm]m)[{_RAISED}]+")  # but not square metres
_BEFORE_NOTE = re.compile(f"([{_RAISED}]+)\\s*$")
_BEHIND = re.compile(f"[. ]?[{_RAISED}]+")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = str.maketrans(_RAISED, "0123456789")
MARK_CHARS = 6  # a mark stands at most so far before its note, or behind its sentence


class Note(NamedTuple):
    """A footnote: the number of its mark, where that mark stands in the raw text, and its words."""

    number: str
    at: int
    text: str


class Referred(NamedTuple):
    """The notes that a sentence refers to, in order.

    A mark `behind` it is on all that it says; one `within` it only on what comes before.
    """

    within: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def footnotes(document: Document) -> tuple[Note, ...]:
    """The footnotes of a document in order, in its reading text; none where the file marks none.

    Numbers are those of raised figures, as "12".
    """
    notes: list[Note] = []
    for block in document.blocks:
        if block.kind != "footnote":
            continue
        start, _ = to_raw(document.segments, block.start, block.end)
        before = max(start - MARK_CHARS, 0)
        mark = _BEFORE_NOTE.search(document.raw[before:start])
        if mark:
            number = mark[1].translate(_DIGITS)
            notes.append(
                Note(number, before + mark.start(), document.text[block.start : block.end])
            )
    return tuple(notes)


def notes_of(document: Document, notes: Sequence[Note], start: int, end: int) -> Referred:
    """The footnotes that text[start:end] of a document refers to.

    A page may end within a sentence: the footnotes printed there are none of its marks.
    """
    if not notes:
        return Referred()
    raw_start, raw_end = to_raw(document.segments, start, end)
    following = _BEHIND.match(document.raw[raw_end : raw_end + MARK_CHARS])
    shown = document.raw[raw_start : raw_end + (following.end() if following else 0)]
    opening = {note.at for note in notes}
    last_word = _last_word(document, start, end)
    within: list[str] = []
    behind: list[str] = []
    for mark in _MARK.finditer(shown):
        at = raw_start + mark.start()
        note = None if at in opening else _note(notes, mark[0].translate(_DIGITS), at)
        if note is not None:
            (within if at < last_word else behind).append(note.text)
    return Referred(tuple(within), tuple(behind))


def _note(notes: Sequence[Note], number: str, at: int) -> Note | None:
    """The note that a mark means: the next of its number, since a count may begin anew."""
    same = [note for note in notes if note.number == number]
    return next((note for note in same if note.at > at), same[-1] if same else None)


def _last_word(document: Document, start: int, end: int) -> int:
    """Where the last word of text[start:end] begins in the raw text."""
    words = list(_WORD.finditer(document.text, start, end))
    return to_raw(document.segments, words[-1].start() if words else start, end)[0]
