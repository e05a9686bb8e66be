"""Whether a statement has one of two opposites where its quotes have the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from advisor.answers.support_cues import Cue, clause_at
from advisor.answers.support_denials import Denials
from advisor.answers.support_words import ALIKE, Reading, Word, best_likeness
from advisor.language.tables import table_rows

SURELY = 0.7  # likeness of words that say what is told of
AROUND = 5  # words of a clause that are compared
SHARED = 2  # of them, for two clauses to tell of one thing
DENIED = 2  # words after a cue whose opposite says the same as their denial
BESIDE, NEAR = 2, 3  # words that a change is told of

_OPPOSITES = Path(__file__).with_name("support_opposites.tsv")


def is_opposite(said: Denials, stated: Sequence[Denials]) -> bool:
    """Whether a statement has one of two opposites where the quotes have the other alone."""
    pairs = [pair for row in opposites() for pair in (row, row[::-1])]
    if any(_is_new_in_clause(here, there, said, stated) for here, there in pairs):
        return True
    return any(
        any(_has_beside(there, about, (denied,), quote) for quote in stated)
        and not any(_has_near(here, about, quote.reading) for quote in stated)
        for here, there in pairs
        for told in here.finditer(said.reading.text)
        for about in [_beside(said.reading, told.start())]
        for denied in [said.is_denied_at(told.start())]
    )


def is_said_by_opposite(cue: Cue, text: Reading) -> bool:
    """Whether a text has the opposite of what a cue denies: `lika` for `inte skiljer sig`."""
    denied = " ".join(word.text for word in cue.focus[:DENIED])
    return any(
        here.search(denied) and there.search(text.text) and not here.search(text.text)
        for row in opposites()
        for here, there in (row, row[::-1])
    )


def _is_new_in_clause(
    here: re.Pattern[str], there: re.Pattern[str], said: Denials, stated: Sequence[Denials]
) -> bool:
    """Whether a clause has a word that no quote has, and the like clause its opposite."""
    if any(here.search(quote.reading.text) for quote in stated):
        return False
    return any(
        quote.is_denied_at(match.start()) == said.is_denied_at(told.start())
        and _shared(_around(said.reading, told), _around(quote.reading, match)) >= SHARED
        for told in here.finditer(said.reading.text)
        if not there.search(said.reading.text)
        for quote in stated
        for match in there.finditer(quote.reading.text)
    )


def _around(reading: Reading, match: re.Match[str]) -> list[Word]:
    """The other content words of a word's clause, those near it."""
    clause = clause_at(reading, match.start())
    own = [word for word in reading.content if word.clause == clause]
    own = [word for word in own if not match.start() <= word.start < match.end()]
    return sorted(own, key=lambda word: abs(word.start - match.start()))[:AROUND]


def _shared(words: Sequence[Word], others: Sequence[Word]) -> int:
    return sum(best_likeness(word, others) >= SURELY for word in words)


def _has_beside(
    pattern: re.Pattern[str], about: Sequence[Word], denied: Sequence[bool], quote: Denials
) -> bool:
    """Whether a quote has a word of a kind beside one of these, denied or not as is asked."""
    return any(
        any(best_likeness(word, _beside(quote.reading, match.start())) >= ALIKE for word in about)
        and quote.is_denied_at(match.start()) in denied
        for match in pattern.finditer(quote.reading.text)
    )


def _has_near(pattern: re.Pattern[str], about: Sequence[Word], quote: Reading) -> bool:
    """Whether a quote has a word of a kind not far from one of these."""
    return any(
        any(best_likeness(word, there) >= SURELY for word in about)
        for match in pattern.finditer(quote.text)
        for there in [_beside(quote, match.start(), NEAR)]
    )


def _beside(reading: Reading, at: int, reach: int = BESIDE) -> list[Word]:
    """The content words next to a place: what an adjective or a change is told of."""
    words = [word for word in reading.content if not word.start <= at < word.end]
    words.sort(key=lambda word: min(abs(word.start - at), abs(word.end - at)))
    return words[:reach]


@cache
def opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((_whole_words(one), _whole_words(other)) for one, other in table_rows(_OPPOSITES))


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
