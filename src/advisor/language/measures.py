"""Kinds of figure: how a question asks for each, and how a sentence states it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.language.numerals import NUMBER
from advisor.vocabulary import Language, Measure

# The first row that matches decides: "hur många kronor" asks for money, "hur många" for a count.
_ASKED: Mapping[Language, tuple[tuple[Measure, str], ...]] = {
    "sv": (
        ("money", r"\bhur m[åa]nga (?:kronor|kr|tkr|miljon\w*|miljard\w*)\b"),
        ("share", r"\bandel\w*|\bprocent\w*|\bhur stora? del\w*|%"),
        ("duration", r"\bhur l[åa]ng tid\b|\bhur l[äa]nge\b"),
        ("count", r"\bhur m[åa]nga\b|\bantal\w*"),
        ("money", r"\bkost(?:a\w*|nad\w*)|\bkronor\b|\bpengar\b|\bbelopp\w*"),
        ("date", r"\bn[äa]r\b|\bvilke[tn] (?:[åa]r|datum|dag|m[åa]nad)\b"),
    ),
    "en": (
        ("money", r"\bhow many (?:kronor|sek|euros?|[mb]illions?)\b"),
        (
            "share",
            r"\b(?:what|which|an?|the|large|big|small) share\b|\bshare of\b|\bper ?cent\w*"
            r"|\bproportion\b|\bfraction\b|%",
        ),
        ("duration", r"\bhow long\b"),
        ("count", r"\bhow many\b|\bnumber of\b"),
        ("money", r"\bcosts?\b|\bhow much (?:money|does|did|do)\b|\bSEK\b|\bkronor\b"),
        ("date", r"\bwhen\b|\b(?:what|which) (?:year|date|day|month)\b"),
    ),
}
# Of both languages together: a question in the one may be answered by a sentence in the other.
_STATED: Mapping[Measure, str] = {
    "date": (
        r"\b(?:19|20)\d\d\b"
        r"|\b\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
    ),
    "money": (
        rf"{NUMBER}\s*(?:kr\b|kronor|tkr|mkr|sek\b|euro|€|miljon\w*|miljard\w*"
        r"|million\w*|billion\w*)"
        r"|per capita|per invånare"
    ),
    "share": (
        r"\d\s*%|procent|per ?cent|\b\d+/\d+|hälften|tredjedel|fjärdedel|majoritet"
        r"|ingen (?:av|kommun)"
        rf"|{NUMBER} av (?:de |sveriges )?{NUMBER}|\bhalf\b|\bthird\b|\bquarter\b"
    ),
    "duration": (
        rf"\b{NUMBER}\s*(?:-|–)?\s*(?:år\w*|månad\w*|veck\w*|dag\w*|dygn|timm\w*|minut\w*"
        r"|years?|months?|weeks?|days?|hours?|minutes?)\b"
    ),
    "count": rf"\b{NUMBER}",
}
_ASKING = {
    language: tuple((measure, re.compile(pattern, re.IGNORECASE)) for measure, pattern in rows)
    for language, rows in _ASKED.items()
}
_STATING = {measure: re.compile(pattern, re.IGNORECASE) for measure, pattern in _STATED.items()}


def asked_measure(text: str, language: Language) -> Measure | None:
    """The kind of figure that a text asks for; None when any number will do."""
    return next((measure for measure, asks in _ASKING[language] if asks.search(text)), None)


def states_measure(text: str, measure: Measure) -> bool:
    """Whether a text holds a figure of this kind, about whatever."""
    return bool(_STATING[measure].search(text))
