"""Whether a statement says of all what its quotes say of some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from advisor.answers.support_words import Reading, Word, likeness

SURELY = 0.7  # likeness from which two words are one
SAME = 1.0
REACH = 3  # words after a quantifier among which it has its noun

_SOME = re.compile(
    r"\b(?:vissa|somliga|några(?: få)?|en del|ett fåtal|få|enstaka|ett par|flera|åtskilliga|många"
    r"|somlig|två|tre|ibland|some|a few|few|several|certain|many|a number of|ett antal|two|three"
    r"|a couple of|a handful of|most|de flesta|flertalet|majoriteten|en majoritet|a majority)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:alla|samtliga|varje|all|every|each|without exception|undantagslöst)\b", re.IGNORECASE
)
_MEASURED = re.compile(r"\d|%|procent|per ?cent|hälften|half|tredjedel|third|fjärdedel|quarter")
_PLURAL = re.compile(r"\w{3,}(?:[aeo]rna|ena)s?", re.IGNORECASE)


def scope_is_widened(statement: Reading, quotes: Sequence[Reading]) -> bool:
    """Whether `some` became `all`, or `the` with nothing that says how many."""
    told = list(_of_all(statement))
    if not _MEASURED.search(statement.text):
        told += [noun for noun in _the(statement) if not _is_of_some(noun, [statement])]
    return any(_is_of_some(noun, quotes) and not _is_plain_in(noun, quotes) for noun in told)


def _of_all(reading: Reading) -> Iterator[Word]:
    for match in _ALL.finditer(reading.text):
        yield from [word for word in reading.content if word.start >= match.end()][:1]


def _the(reading: Reading) -> Iterator[Word]:
    """What the text speaks of as a whole: `kommunerna`, `the municipalities`."""
    for word in reading.content:
        before = reading.text[: word.start].casefold().split()[-1:]
        if reading.language == "sv":
            is_whole = bool(_PLURAL.fullmatch(word.text)) and before != ["de"]
        else:
            is_whole = before == ["the"] and word.text.endswith("s")
        if is_whole:
            yield word


def _is_of_some(noun: Word, quotes: Sequence[Reading]) -> bool:
    return any(
        _counts(match, noun, quote) for quote in quotes for match in _SOME.finditer(quote.text)
    )


def _counts(match: re.Match[str], noun: Word, quote: Reading) -> bool:
    after = [word for word in quote.words if word.start >= match.end()][:REACH]
    return any(likeness(word, noun) >= SURELY for word in after)


def _is_plain_in(noun: Word, quotes: Sequence[Reading]) -> bool:
    """Whether some quote speaks of it without telling how many."""
    for quote in quotes:
        counted = [match.end() for match in _SOME.finditer(quote.text)]
        for word in quote.content:
            if likeness(word, noun) < SAME:
                continue
            words = [other for other in quote.words if other.start < word.start][-REACH:]
            first = words[0].start if words else 0
            if not any(first <= end <= word.start for end in counted):
                return True
    return False
