"""Cues of negation and modality: which words say them, and which words they are about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from advisor.answers.support_words import ALIKE, Reading, Word, likeness
from advisor.language.tables import table_rows
from advisor.vocabulary import Language

REACH = 5  # content words after a cue that it is about
# Words before a cue that it is about, where enough follow.
BEFORE: Mapping[Language, int] = {"sv": 2, "en": 0}
FEWEST = 2  # where fewer follow, it is about what stands before it too
FADING = 0.8  # each word further from the cue matters so much less

CueTable = Literal["negation", "modality"]

_TABLE = Path(__file__).with_name("support_cues.tsv")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that turn or weaken what a clause says, with what they are about, nearest first."""

    kind: str
    text: str
    start: int
    end: int
    clause: int
    focus: tuple[Word, ...]


About = Callable[[Reading, str, int, int], tuple[Word, ...]]


def cues(reading: Reading, table: CueTable, about: About) -> list[Cue]:
    """The cues of a text in order; where two overlap, the row that stands first in the table."""
    found: list[Cue] = []
    for kind, pattern in _table()[table, reading.language]:
        for match in pattern.finditer(reading.text):
            start, end = match.span()
            if any(start < cue.end and cue.start < end for cue in found):
                continue
            words = about(reading, kind, start, end)
            found.append(Cue(kind, match[0], start, end, clause_at(reading, start), words))
    return sorted((cue for cue in found if cue.kind != "none"), key=lambda cue: cue.start)


def beside(reading: Reading, _: str, start: int, end: int) -> tuple[Word, ...]:
    """What words at this place are about: those beside them in the clause, nearest first."""
    clause = clause_at(reading, start)
    own = [word for word in reading.content if word.clause == clause]
    after = [word for word in own if word.start >= end][:REACH]
    before = [word for word in reversed(own) if word.end <= start]
    most = BEFORE[reading.language] if len(after) >= FEWEST else REACH
    both = itertools.zip_longest(after, before[:most])
    return tuple(word for pair in both for word in pair if word is not None)[:REACH]


def presence(words: Sequence[Word], text: Sequence[Word]) -> float:
    """How much of a focus a text says, the nearest words most; 0 to 1."""
    weights = [FADING**i for i in range(len(words))]
    met = sum(
        weight
        for word, weight in zip(words, weights, strict=True)
        if any(likeness(word, other) >= ALIKE for other in text)
    )
    return met / sum(weights) if weights else 0.0


def clause_at(reading: Reading, at: int) -> int:
    """The clause that a place stands in."""
    before = [word.clause for word in reading.words if word.start <= at]
    return before[-1] if before else 0


@cache
def _table() -> Mapping[tuple[str, Language], Sequence[tuple[str, re.Pattern[str]]]]:
    """Kind and pattern of each row, by table and language; what wins over others first."""
    rows: dict[tuple[str, Language], list[tuple[str, re.Pattern[str]]]] = {}
    for name, kind, language, words in table_rows(_TABLE):
        pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        rows.setdefault((name, cast("Language", language)), []).append((kind, pattern))
    return rows
