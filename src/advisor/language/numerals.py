"""Numbers that a text says in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.language.folding import fold
from advisor.vocabulary import Language

# From two: "en" and "one" are more often an article and a pronoun.
NUMBER_WORDS: Mapping[Language, tuple[str, ...]] = {
    "sv": tuple("två tre fyra fem sex sju åtta nio tio elva tolv".split()),
    "en": tuple("two three four five six seven eight nine ten".split()),
}
_WORDS = (*NUMBER_WORDS["sv"], *NUMBER_WORDS["en"])

NUMBER = rf"(?:\d[\d\s.,]*|{'|'.join(_WORDS)})"  # a pattern: in digits or in words
_ONE_NUMERAL = re.compile(
    rf"\d+|{'|'.join(dict.fromkeys((*_WORDS, *map(fold, _WORDS))))}|\w+ton|\w+teen", re.IGNORECASE
)


def is_numeral(word: str) -> bool:
    """Whether one word is a whole number, also as typed without Swedish letters."""
    return _ONE_NUMERAL.fullmatch(word) is not None
