"""Folding: one spelling to search and compare by, whatever the case and the diacritics."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE_LETTERS = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "đ": "d", "ł": "l"})


def fold(text: str) -> str:
    """The text in lower case without diacritics: å ä -> a, ö -> o, é -> e, ü -> u, æ -> a.

    For comparing only: the length may change, so offsets do not carry over. Folding a folded
    text changes nothing.
    """
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return bare.translate(_WHOLE_LETTERS)


def letters_only(text: str) -> str:
    """The folded letters a-z and digits alone, to compare lines that differ in marks and spaces."""
    return re.sub(r"[^a-z0-9]", "", fold(text))
