"""What a text names, in any form: a place or an organisation, or a type of municipality."""

from __future__ import annotations

import re
from functools import lru_cache

from advisor.language.folding import fold

LONG_NAME = (
    5  # letters of its last word from which a name may begin a longer word: "Lindbykommunerna"
)
TYPE_OF_MUNICIPALITY = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s*)?"
    r"(?P<title>Den (?P<sv>\w+) kommunen|The (?P<en>\w+) municipality)$"
)
# A type is called by its own word and one of these: "det pragmatiska mönstret", in folded letters.
_CALLED_TYPE = r"(?:kommun|ideal|typ|monst|kategori|grupp|municipal|pattern|categor|group|council)"
_AND_ANOTHER = r"(?: (?:och|eller|samt|respektive|and|or)(?: (?:den|det|en|ett|the|an?))? \w+)?"
_INFLECTED = 2  # letters at the end of a Swedish adjective, which may be others: "strategisk"


def names(name: str, text: str) -> bool:
    """Whether a text has a name, or a type by its title, in any form of theirs."""
    return bool(_pattern(name).search(fold(text)))


def type_word(name: str) -> str | None:
    """ "pragmatiska" of "Den pragmatiska kommunen"; None of what is the title of no type."""
    called = TYPE_OF_MUNICIPALITY.match(name)
    return None if called is None else called["sv"] or called["en"]


def has_stem(word: str, text: str) -> bool:
    """Whether a text has an adjective in any form: "strategiskt", of "strategiska"."""
    return bool(re.search(_stem(word), fold(text)))


def _stem(word: str) -> str:
    return rf"\b{re.escape(fold(word)[:-_INFLECTED])}\w{{0,4}}"


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str]:
    word = type_word(name)
    if word is not None:
        return re.compile(rf"{_stem(word)}{_AND_ANOTHER} {_CALLED_TYPE}")
    ending = r"\w*" if len(name.split()[-1]) >= LONG_NAME else r"s?\b"
    return re.compile(rf"\b{re.escape(fold(name))}{ending}")
