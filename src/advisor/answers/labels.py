"""What a source itself calls good or bad: by a column, a row, a heading or in so many words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from advisor.language.folding import fold
from advisor.types import Candidate, Document, Label, Sentence

BETWEEN = " – "  # the names of a cell's row and column, as a table is read
_NAMES: Mapping[Literal["for", "against"], str] = {
    "for": (
        r"fordel(?:ar(?:na)?)?|styrk(?:or(?:na)?|a)|mojligheter(?:na)?|vinster(?:na)?|nyttor(?:na)?"
        r"|plus|(?:argument|skal) for|talar for|pros|advantages?|benefits?|strengths?"
        r"|opportunities|gains|upsides?|merits|arguments for"
    ),
    "against": (
        r"nackdel(?:ar(?:na)?)?|svaghet(?:er(?:na)?)?|risker(?:na)?|hot|utmaningar(?:na)?|hinder"
        r"|hindren|svarigheter(?:na)?|minus|(?:argument|skal) e?mot|talar e?mot|cons"
        r"|disadvantages?|drawbacks?|weakness(?:es)?|threats|challenges|risks|obstacles|barriers"
        r"|downsides?|arguments against"
    ),
}
# What these words are said of is lacking, or grows less.
_NOT = (
    r"(?:inga|utan|och|fa|farre|mindre|lag\w*|minska\w*|no|and|few(?:er)?|less|lower|reduced"
    r"|reducing) "
)
# "Upplevda fördelar med samverkan": what the side is of, if it is named, follows.
_LABELS = {
    side: re.compile(
        rf"(?:[\d.]+ )?(?:(?!{_NOT})\w+ )?(?:{names})"
        r"(?: (?:som|that)\b.*| (?:med|for|av|hos|i|inom|kring|with|of|in|from|to)\b(?P<of>.*))?"
    )
    for side, names in _NAMES.items()
}

_IS = (
    r"(?:ar|var|is|was|are)\b"
    # That there are few, or how they are thought of, is no side.
    r"(?! (?:inte|ej|not|fa|sma|stora?|tydliga?|begransa\w*|overskatta\w*|underskatta\w*|few|small"
    r"|large|clear|limited|over(?:stated|rated|estimated))\b)"
)
# "En nackdel med samverkan är ...": the sentence says itself which side it tells, and of what.
_SAID = {
    side: re.compile(
        rf"(?:dock |men |however,? |but )?(?:en|ett|den|det|de|the|an?|one|ytterligare|another)?"
        rf"(?: (?!ingen|inga|no\b)\w+){{0,2}}? ?\b(?:{names})"
        r"(?: som (?:[^,.;:]* )?(?:ar|upplevs|namns)(?: hos [^,.;:]*?)?)?"
        rf" (?:med|for|av|hos|with|of|in|for) (?P<of>[^,.;:]*?) {_IS}"
        rf"|det (?:som [^,.;:]*?)?(?:mest )?{feeling} med (?P<of_it>[^,.;:]*?) {_IS}"
    )
    for side, names, feeling in (
        (
            "for",
            r"fordel(?:en|arna|ar)?|styrkan?|(?:advantage|benefit|strength)s?",
            "positiv[at]?",
        ),
        (
            "against",
            r"nackdel(?:en|arna|ar)?|svaghet(?:en|erna|er)?"
            r"|(?:disadvantage|drawback|downside|weakness)(?:e?s)?",
            "negativ[at]?",
        ),
    )
}


def labelled(candidate: Candidate, document: Callable[[str], Document]) -> Candidate:
    """The candidate with the side that its source tells it under."""
    sentence = candidate.sentence
    led_in = sentence.lead_in
    lead_in = document(sentence.source).text[slice(*led_in)] if led_in else None
    return replace(candidate, label=label_of(sentence, lead_in))


@lru_cache(maxsize=512)
def label_of(sentence: Sentence, lead_in: str | None = None) -> Label | None:
    """The side that a cell or a list item is told under; None where it is no such thing.

    `lead_in`: the words that introduce its list. The nearest label counts; one that names both
    sides, or neither, counts for none.
    """
    if sentence.kind == "table_row":
        return label_said(sentence.text)
    if sentence.kind != "list_item":
        return _of_sentence(sentence.text)
    above = " ".join(sentence.section[-2:-1])
    if lead_in is not None:
        return _of_words(lead_in, " ".join(sentence.section[-1:]))
    return _of_words(sentence.section[-1], above) if sentence.section else None


def cell_label(text: str) -> str:
    """The names that a cell is read with, "Samverkan – svagheter"; empty where it has none."""
    label, colon, _ = text.partition(": ")
    return label if colon else ""


def label_said(text: str) -> Label | None:
    """The side that a text itself begins with, as a cell does: "Samverkan – svagheter: ..."."""
    parts = cell_label(text).split(BETWEEN)
    for part in parts:
        found = _of_words(part, BETWEEN.join(other for other in parts if other is not part))
        if found is not None:
            return found
    return None


def _of_sentence(text: str) -> Label | None:
    """The side that a sentence says that it tells, as the first thing."""
    said = fold(text)
    sides: tuple[Literal["for"], Literal["against"]] = ("for", "against")
    for side in sides:
        found = _SAID[side].match(said)
        if found:
            return Label(side, (found["of"] or found["of_it"] or "").strip())
    return None


def _of_words(words: str, beside: str) -> Label | None:
    """The side that some words name, of what they say or of what stands beside them."""
    said = fold(words).strip(" :.*_")
    found = [(side, match) for side, form in _LABELS.items() if (match := form.fullmatch(said))]
    if len(found) != 1:
        return None
    side, match = found[0]
    return Label(side, (match["of"] or "").strip() or fold(beside))
