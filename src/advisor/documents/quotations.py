"""Quotations of several sentences, and those that a colon introduces: whoever began speaks on."""

from __future__ import annotations

from advisor.discourse.voices import OWN, Said

_MARKS = '”“„"'


class Quotation:
    """The quotation that is open in a paragraph, while its sentences are read in order."""

    def __init__(self, introduced: Said = OWN, *, is_told: bool = True) -> None:
        self._introduced = introduced  # by a sentence that ended in a colon
        self._is_told = is_told  # each quotation of the paragraph ends in it
        self._speaker: Said | None = None  # of the quotation that is open

    def into(self, paragraph: str) -> Quotation:
        """What the next paragraph begins with: whom the last words before it introduced."""
        return Quotation(self._introduced, is_told=_marks(paragraph) % 2 == 0)

    def speaker(self, sentence: str, said: Said) -> Said:
        """Whose word the next sentence is, which by itself would be `said`."""
        began = self._speaker
        if began is None and sentence[:1] in _MARKS:
            began = self._introduced
        is_theirs = began is not None and began.voice != "author" and not said.who
        told = began if is_theirs and began is not None else said
        if self._is_told and _marks(sentence) % 2:
            self._speaker = told if self._speaker is None else None
        self._introduced = told if sentence.rstrip().endswith(":") else OWN
        return told


def _marks(text: str) -> int:
    return sum(text.count(mark) for mark in _MARKS)
