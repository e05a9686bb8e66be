"""Names and years as texts write them, and how those who say something are named."""

from __future__ import annotations

import re

from advisor.language.words import FUNCTION_WORDS

OPENING = 40  # characters within which an attribution stands at the beginning
MOST_WHO = 70  # characters; a longer name says less than none
YEAR = r"(?:19|20)\d\d[a-z]?"
NAME = r"[A-ZÀ-ÖØ-Þ][\w:’'-]+"
NAMES = rf"{NAME}(?:(?:,| och| and| &|,? et al\.?)? {NAME}| et al\.?){{0,4}}"
# Words that may open a sentence with a capital before a name, and are none.
_OPENERS = frozenset(
    """
    annars dessutom dock däremot emellertid enligt fler flera flertalet följaktligen hälften ingen
    inga många majoriteten medan några när nästan samtidigt sedan sett slutligen slås tidigare
    vidare vissa ytterligare även överlag
    according although besides finally however moreover most several
    """.split()
)


def names_in(text: str) -> list[str]:
    """The capitalised words of a text that name something."""
    return [
        name
        for name in re.findall(NAME, text)
        if name.casefold() not in _OPENERS
        and name.casefold() not in FUNCTION_WORDS["sv"]
        and name.casefold() not in FUNCTION_WORDS["en"]
    ]


def all_authors(text: str, name: str, cited: frozenset[str]) -> str:
    """The cited authors that a text names together with this one: "Brink och Malm"."""
    known = "|".join(sorted(map(re.escape, cited), key=len, reverse=True))
    runs = re.finditer(rf"\b(?:{known})\b(?:(?:, | och | and | & )(?:{known})\b)*", text)
    return next((run[0] for run in runs if name in run[0]), name)


def without_opener(who: str) -> str:
    """A name without the word before it that only opens its sentence."""
    first, _, rest = who.partition(" ")
    return rest if rest and not names_in(first) else who


def short(who: str) -> str:
    """A name as it is told; empty where it is too long to be."""
    told = re.sub(r"^(?:[Jj]fr\.?|[Ss]e|e\.g\.) ", "", " ".join(who.split())).strip(" ,;.:")
    return told if len(told) <= MOST_WHO else ""
