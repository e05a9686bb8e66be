"""Whether a statement tells as done, as sure or as free to choose what its quotes do not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from advisor.answers.support_hedges import Hedged
from advisor.answers.support_words import Reading, Word, carried_share

DONE_TOLD = 0.5  # share of a clause on what was done that a sentence on what may be has
FEWEST = 2  # content words of a clause that can be met again
BEFORE, AFTER = 25, 25  # characters about a clause's content words that its verb may stand in
# What leaves open whether something is so, and what asks for it: neither says that it was done.
_BINDING = frozenset({"oblige", "shall", "advise", "duty", "demand", "weighty"})
_OPEN = _BINDING | {"able", "would", "chance", "future", "plan", "wish"}
_DONE = re.compile(
    r"\b(?:har|hade)\s+(?:\w+\s){0,2}?\w+(?:at|tt|it|gt|nt|rt|ts)\b|\b\w+ades?\b"
    r"|\b(?:has|have|had)\s+(?:\w+\s){0,2}?(?:\w+ed|made|given|put|become|built|led|brought|taken"
    r"|shown|grown)\b|\b(?:fått|blivit|gjort|nu|now|redan|already|numera|idag|i dag|today)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:visade|ansåg\w*|menade|svarade|uppgav|angav|identifierade\w*|rapporterade|showed)\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?<!inte )(?<!nästan )(?<!ej )\balltid\b|(?<!not )(?<!almost )(?<!nearly )\balways\b"
    r"|\b(?:garanter\w*|guarantee\w*|undantagslöst|without exception|utan tvekan|undoubtedly"
    r"|definite\w*|inevitabl\w*|oundviklig\w*)\b",
    re.IGNORECASE,
)
# What says as much: `hela tiden` may be told as `alltid`.
_AS_SURE = re.compile(
    r"\b(?:alltid|always|garanti\w*|varje gång|every time|hela tiden|ständig\w*|constant\w*"
    r"|aldrig|never|oavsett|regardless|oundviklig\w*|inevitabl\w*|säkerställ\w*|ensur\w*)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:om (?:de|den|hon|han|man) vill|(?:kan|får) (?:välja|avvakta)|frivillig\w*"
    r"|if (?:they|it) (?:wish|want|like)(?:es|s)?|(?:may|can) choose|free to|optional"
    r"|voluntar\w*)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"\b(?:själv\w*|välj\w*|val(?:et|fri\w*)?|fri\w*|choose|choice|optional|voluntar\w*|decide)\b",
    re.IGNORECASE,
)


def is_told_otherwise(said: Hedged, stated: Sequence[Hedged]) -> bool:
    """Whether what was not done is told as done, or what is not sure or free as if it were."""
    return (
        _is_told_as_done(said, stated)
        or _is_told_as_sure(said, stated)
        or _is_told_as_free(said, stated)
    )


def _is_told_as_done(said: Hedged, stated: Sequence[Hedged]) -> bool:
    """Whether a clause on what was done tells a sentence on what may be or is due."""
    if _is_open(said, 0, len(said.reading.text)):
        return False
    sentences = [(quote, start, end) for quote in stated for start, end in _sentences(quote)]
    for words in _clauses_on_what_was_done(said.reading):
        share, (quote, start, end) = max(
            ((_carried(words, *one), one) for one in sentences), key=lambda both: both[0]
        )
        was_done = _DONE.search(quote.reading.text, start, end)
        if share >= DONE_TOLD and _is_open(quote, start, end) and not was_done:
            return True
    return False


def _is_open(text: Hedged, start: int, end: int) -> bool:
    return any(cue.kind in _OPEN for cue in text.cues if start <= cue.start < end)


def _sentences(quote: Hedged) -> Iterator[tuple[int, int]]:
    text = quote.reading.text
    ends = [match.end() for match in re.finditer(r"[.!?;]\s", text)]
    return itertools.pairwise([0, *ends, len(text)])


def _clauses_on_what_was_done(reading: Reading) -> Iterator[list[Word]]:
    for _, group in itertools.groupby(reading.content, key=lambda word: word.clause):
        words = list(group)
        start, end = max(words[0].start - BEFORE, 0), words[-1].end + AFTER
        text = _REPORTED.sub(" ", reading.text[start:end])
        if len(words) >= FEWEST and _DONE.search(text):
            yield words


def _carried(words: Sequence[Word], quote: Hedged, start: int, end: int) -> float:
    """How much of a clause a sentence of a quote says."""
    return carried_share(words, [w for w in quote.reading.content if start <= w.start < end])


def _is_told_as_sure(said: Hedged, stated: Sequence[Hedged]) -> bool:
    text = said.reading.text
    return bool(_SURE.search(text)) and not _any_has(stated, _SURE, _AS_SURE)


def _is_told_as_free(said: Hedged, stated: Sequence[Hedged]) -> bool:
    is_bound = any(cue.kind in _BINDING for quote in stated for cue in quote.cues)
    return is_bound and bool(_FREE.search(said.reading.text)) and not _any_has(stated, _CHOICE)


def _any_has(quotes: Sequence[Hedged], *patterns: re.Pattern[str]) -> bool:
    return any(pattern.search(quote.reading.text) for quote in quotes for pattern in patterns)
