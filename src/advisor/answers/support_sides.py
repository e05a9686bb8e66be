"""Whether the two sides of a contrast stand as they do in the quotes: `X snarare än Y`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.answers.support_words import ALIKE, Reading, Word, best_likeness, likeness

REACH = 4  # content words of each side, those nearest to what joins them
FADING = 0.6  # each word further from the joint matters so much less
SWAPPED_BY = 0.5  # by how much the sides must fit better the other way about

# What stands before is so, or so more; what follows is not, or less.
_KEPT_FIRST = re.compile(
    r"\b(?:snarare än|hellre än|i ?stället för|före|framför|och inte|men inte|inte minst än"
    r"|rather than|instead of|as opposed to|in place of|ahead of|over|and not|but not|before)\b"
    r"|(?<=, )(?:inte|not|never|ej)(?= )|\bprioriter\w+ (?:\w+ )?(?P<over>över)\b",
    re.IGNORECASE,
)
_KEPT_LAST = re.compile(
    r"\b(?:inte|ej|not)\b(?P<denied>[^.;]{3,120}?)(?:,\s*|\s+)"
    r"(?:utan(?: snarare| istället| i stället| främst)?|but(?: rather| instead)?)\s(?!att\b|även\b"
    r"|också\b|also\b|even\b)",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"\b(?:inte (?:bara|enbart|endast)|not (?:only|just|merely|solely))\b", re.IGNORECASE
)
_ALONE = re.compile(
    r"\b(?:bara|endast|enbart|snarare än|only|merely|just|solely|rather than)\b", re.IGNORECASE
)
_NOT_ONLY = re.compile(r"^\s*(?:bara|enbart|endast|only|just|merely|simply)\b", re.IGNORECASE)
# `X är vanligare än Y`, and what turns it about.
_COMPARED = re.compile(
    r"\b(?P<how>mer|mindre|färre|fler|more|less|fewer|(?!under|efter|eller|over|after|other|rather)"
    r"\w{3,}(?:are|er|ier)|större|högre|lägre|sämre|bättre|worse)\b(?P<between>[^.;,]{0,30}?)"
    r"\b(?:än|than)\b",
    re.IGNORECASE,
)
_LESS = frozenset("mindre färre lägre sämre less fewer lower worse smaller".split())
# Why something is so, and in spite of what.
_BECAUSE = re.compile(
    r"\b(?:tack vare|på grund av|till följd av|eftersom|därför att|genom att|med anledning av"
    r"|beror på|because(?: of)?|due to|owing to|thanks to|as a result of|since|on account of)\b",
    re.IGNORECASE,
)
_DESPITE = re.compile(
    r"\b(?:trots(?: att)?|även om|fastän|fast|oaktat|oavsett|despite|in spite of|although|though"
    r"|even though|even if|regardless of|notwithstanding)\b",
    re.IGNORECASE,
)
AFTER = 4  # content words that a connective is about
TURNED = 0.5  # share of them that stands after its contrary


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two sides of a contrast: what is so, and what is not."""

    kept: tuple[Word, ...]
    denied: tuple[Word, ...]


def sides_swapped(statement: Reading, quotes: Sequence[Reading]) -> bool:
    """Whether a statement keeps what a quote denies, and denies what it keeps."""
    stated = [sides for quote in quotes for sides in _sides(quote)]
    return any(_are_crossed(one, other) for one in _sides(statement) for other in stated)


def connective_turned(statement: Reading, quotes: Sequence[Reading]) -> bool:
    """Whether what is so because of something is told to be so in spite of it, or the reverse."""
    return any(
        _stands_after(there, about, quotes) and not _stands_after(here, about, quotes)
        for here, there in ((_BECAUSE, _DESPITE), (_DESPITE, _BECAUSE))
        for match in here.finditer(statement.text)
        for about in [_after(statement, match.end())]
    )


def only_for_not_only(statement: Reading, quotes: Sequence[Reading]) -> bool:
    """`inte bara X` is not `bara X`, nor `Y snarare än X`."""
    is_alone = bool(_ALONE.search(statement.text)) and not _NOT_ALONE.search(statement.text)
    return is_alone and any(_NOT_ALONE.search(quote.text) for quote in quotes)


def _sides(reading: Reading) -> Iterator[_Sides]:
    for match in _KEPT_FIRST.finditer(reading.text):
        yield _beside(reading, match.start(), match.end())
    for match in _COMPARED.finditer(reading.text):
        sides = _beside(reading, match.end(), match.end())
        first = _named_within(reading, *match.span("between")) or (
            _beside(reading, match.start(), match.end()).kept
        )
        is_less = match["how"].casefold() in _LESS
        yield _Sides(sides.denied, first) if is_less else _Sides(first, sides.denied)
    for match in _KEPT_LAST.finditer(reading.text):
        if not _NOT_ONLY.match(match["denied"]):
            sides = _beside(reading, match.end("denied"), match.end())
            denied = [word for word in sides.kept if word.start >= match.start("denied")]
            yield _Sides(sides.denied, tuple(denied))


def _named_within(reading: Reading, start: int, end: int) -> tuple[Word, ...]:
    """The names in a stretch, the last first: `i större grad hos Åtvidaberg än`."""
    words = [word for word in reading.content if start <= word.start and word.end <= end]
    return tuple(word for word in reversed(words) if word.text[0].isupper())


def _beside(reading: Reading, start: int, end: int) -> _Sides:
    first = max((m.end() for m in re.finditer(r"[.;:]\s", reading.text[:start])), default=0)
    stop = re.search(r"[.;:](?:\s|$)", reading.text[end:])
    last = end + stop.start() if stop else len(reading.text)
    before = [word for word in reading.content if first <= word.start and word.end <= start]
    after = [word for word in reading.content if end <= word.start < last]
    return _Sides(tuple(before[: -REACH - 1 : -1]), tuple(after[:REACH]))


def _are_crossed(one: _Sides, other: _Sides) -> bool:
    kept, denied = _apart(one)
    there, not_there = _apart(other)
    as_told = _fit(kept, there) + _fit(denied, not_there)
    crossed = _fit(kept, not_there), _fit(denied, there)
    return min(crossed) > 0 and sum(crossed) > as_told + SWAPPED_BY


def _apart(sides: _Sides) -> tuple[list[Word], list[Word]]:
    """The words of each side that the other does not have too."""
    both = {
        id(word)
        for one, other in itertools.product(sides.kept, sides.denied)
        if likeness(one, other) >= ALIKE
        for word in (one, other)
    }
    kept = [word for word in sides.kept if id(word) not in both]
    return kept, [word for word in sides.denied if id(word) not in both]


def _fit(words: Sequence[Word], others: Sequence[Word]) -> float:
    """How much two sides share, the words nearest to what joins them most."""
    return sum(
        max(
            (FADING ** (i + j) for j, other in enumerate(others) if likeness(word, other) >= ALIKE),
            default=0.0,
        )
        for i, word in enumerate(words)
    )


def _stands_after(
    pattern: re.Pattern[str], about: Sequence[Word], quotes: Sequence[Reading]
) -> bool:
    return any(
        sum(best_likeness(word, after) >= ALIKE for word in about) > TURNED * len(about)
        for quote in quotes
        for match in pattern.finditer(quote.text)
        for after in [_after(quote, match.end())]
    )


def _after(reading: Reading, end: int) -> list[Word]:
    stop = re.search(r"[.;:,](?:\s|$)", reading.text[end:])
    last = end + stop.start() if stop else len(reading.text)
    return [word for word in reading.content if end <= word.start < last][:AFTER]
