"""The act of a sentence, weighed from its signs, its words and its place: a small linear model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from advisor.discourse.traits import trait_names
from advisor.language.weights import read_weights
from advisor.vocabulary import Act, BlockKind, Language, SectionRole, Sign, Voice

ACTS: tuple[Act, ...] = get_args(Act)
TABLE = Path(__file__).with_name("acts.tsv")
_SHORT = 8  # words
_DECIMALS = 6  # the weights have two; the rest comes of adding them in one order or another
_IN_TEXT: Mapping[str, re.Pattern[str]] = {
    "percent": re.compile(r"\d ?%|\bprocent\b|\bper ?cent\b"),
    "past": re.compile(
        r"\b\w+(?:ade|ades|dde|ddes|tes|te|rde)\b"
        r"|\b(?:var|hade|fick|blev|kom|såg|gick|were|was|had)\b"
    ),
    "can": re.compile(r"\b(?:kan|skulle|can|could|may|might)\b"),
    "by_doing_can": re.compile(r"^(?:Genom|By)\b.*\b(?:kan|can)\b"),
    "has": re.compile(
        r"\b(?:har|finns|erbjuder|använder|arbetar|samarbetar|has|have|offers?|uses?)\b"
    ),
    "name_inside": re.compile(r"(?<=.)\b[A-ZÅÄÖ][\w-]+"),
    "of_the_study": re.compile(
        r"\b(?:jag|studien|studiens|uppsatsen|intervju\w*|respondent\w*"
        r"|this study|our|interview\w*)\b",
        re.IGNORECASE,
    ),
    "infers": re.compile(
        r"\b(?:innebär|leder till|medför|resulterar|indikerar|tyder|visar|framstår|begränsar"
        r"|hindrar|gör att|bidrar|skapar|påverkar|implies|leads? to|indicates?|shows?|affects?)\b"
    ),
    "describes": re.compile(
        r"\b(?:är ett?|syftar till|omfattar|beskrivs som|definieras|handlar om|består av"
        r"|används för|is an?|aims? to|consists? of)\b"
    ),
    "duty": re.compile(r"\b(?:bör|måste|behöver|ska|should|must|needs?)\b"),
}
_HEADING: Mapping[str, re.Pattern[str]] = {
    "opportunity": re.compile(
        r"möjlighet|rekommend|råd\b|lärdom|förslag|opportunit|lesson", re.IGNORECASE
    ),
    "challenge": re.compile(r"utmaning|hinder|problem|challenge|obstacle", re.IGNORECASE),
    "world": re.compile(
        r"omvärld|bakgrund|sverige|\beu\b|teori|referensram|background|theory", re.IGNORECASE
    ),
    "summary": re.compile(r"sammanfatt|slutsats|conclusion|summary", re.IGNORECASE),
}


def act_features(
    text: str,
    language: Language,
    *,
    signs: frozenset[Sign],
    role: SectionRole,
    kind: BlockKind,
    voice: Voice,
    section: tuple[str, ...],
    is_introduced: bool = False,
    is_emphasised: bool = False,
) -> frozenset[str]:
    """The names of what speaks for one act or another; `section` are the headings above."""
    headings = " ".join(section)
    found = set(trait_names("_", signs, role=role, voice=voice, kind=kind, language=language))
    found |= {f"text_{name}" for name, pattern in _IN_TEXT.items() if pattern.search(text)}
    found |= {f"heading_{name}" for name, pattern in _HEADING.items() if pattern.search(headings)}
    if is_introduced:
        found.add("introduced")
    if is_emphasised:
        found.add("emphasised")
    if len(text.split()) < _SHORT:
        found.add("short")
    return frozenset(found)


def act_of(features: frozenset[str]) -> Act:
    """The act that the features speak for most; of equals, the first of ACTS."""
    scores = act_scores(features)
    return max(ACTS, key=lambda act: scores[act])


def act_scores(features: frozenset[str]) -> Mapping[Act, float]:
    """The sum of the weights of these features for each act."""
    weights = _weights()
    totals = dict.fromkeys(ACTS, 0.0)
    for feature in ("always", *features):
        for act, weight in zip(ACTS, weights.get(feature, ()), strict=False):
            totals[act] += weight
    return {act: round(total, _DECIMALS) for act, total in totals.items()}


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    """By feature, in the order of ACTS; features that are not listed weigh nothing."""
    return read_weights(TABLE)
