"""The works that a text relays: by reference, by name and year, or by title."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.discourse.asked import ROLE
from advisor.discourse.naming import NAME, NAMES, YEAR
from advisor.vocabulary import Language

# "(Löfstedt, 2010)", "(SKL, 2011, E-delegationen, 2013)", but not "(2013-2015)".
REFERENCE = re.compile(
    rf"\(((?:[Jj]fr\.? |[Ss]e |e\.g\. )?(?:[A-ZÀ-ÖØ-Þ]\.? )?{NAME}[^()]{{0,120}}?\b{YEAR}"
    r"[^()]{0,30})\)"
)
NAMED_WITH_YEAR = re.compile(rf"({NAMES})[’']?s? ?\(({YEAR})(?! ?[-–] ?\d)[^()]{{0,20}}\)")
WORK: Mapping[Language, str] = {
    "sv": r"(?:rapport|utredning|strategi|artikel|vägledning|avhandling|bok|(?<!s)lag|förordning"
    r"|direktiv|förstudie|studie|forskning|undersökning|skrift|handbok|proposition|policy|program"
    r"|analys)",
    "en": r"(?:report|inquiry|strategy|article|guideline|dissertation|book|act|regulation"
    r"|directive|study|studies|research)",
}
# What a work does when it is relayed, and not only named.
_TELLS: Mapping[Language, str] = {
    "sv": r"\b(?:(?:anger|anges|angav|anser|anses|ansåg|menar|menas|menade|ser|framgår|framgick"
    r"|pekar|pekade|säger|sägs|slår fast|tar (?:även |också )?upp|tas upp|enligt)\b"
    r"|gör \w+ att\b|(?:argumentera|bedöm|belys|beskriv|beton|definiera|diskutera|föresl|förklara"
    r"|framhåll|framhäv|framhöll|framkom|hävda|identifiera|konstatera|lyft|nämn|påpeka|poängtera"
    r"|redogör|redovisa|rekommend|sammanfatta|skriv|slutsats|understr[yö]k|visa)\w*)",
    "en": r"\b(?:(?:notes?d?|reports|reported|saw|sees?|seen|states?d?)\b"
    r"|(?:according|argu|claim|conclu|defin|describ|discuss|emphasi|explain|find|found|highlight"
    r"|identif|point|propos|recommend|say|show|stress|suggest|warn|writ|wrote)\w*)",
}
TELLS: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(words, re.IGNORECASE) for language, words in _TELLS.items()
}
# A work by its kind and a name: "rapporten från Komet", "I Sjöfartsverkets utredning beskrivs".
TITLE: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"\b(?i:\w*{WORK['sv']}(?:en|et|n)) (?:från {NAME}|{NAME}|[”\"“])"
        rf"|^(?:{NAME}s )(?:\w+ )?\w*{WORK['sv']}\b(?=[^.]{{0,40}}?{_TELLS['sv']})"
    ),
    "en": re.compile(rf"\b[Tt]he {WORK['en']} (?:by|of|from) {NAME}"),
}
# A work by its kind alone: the one that was named before it, or the very text that says so.
BARE_TITLE: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"^(?:I |Enligt )?(?:(?:Denna|Den) )?(?:Författar(?:en|na) till )?"
        r"(?i:\w*)(?i:utredning|förstudie|strategi|artikel|rapport|proposition)(?:en|n)\b"
        r"(?= (?:\w+ )?(?:\w+(?:ar|er|ade|de|te|as|es)|gör|ser|har|är)\b)"
    ),
    "en": re.compile(
        rf"^(?:In |According to )?[Tt]h(?:e|is|at) (?:authors? of the )?{WORK['en']}\b,?"
        rf"(?= (?:\w+ )?{_TELLS['en']})"
    ),
}
# The work that was named last, in so many words.
SAME_WORK: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:samma|(?:tidigare |ovan|nyss)?nämnda)"
        r" (?:artikel|förstudie|rapport|studie|utredning)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\bthe same (?:article|inquiry|report|study)\b", re.IGNORECASE),
}
# What a report or a thesis calls itself as well.
MAY_BE_ITSELF = re.compile(
    r"(?:rapport|uppsats|utredning|undersökning|studie|analys)(?:en|n)\b"
    r"|\b(?:inquiry|report|study|thesis)\b",
    re.IGNORECASE,
)
EARLIER: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:tidigare (?:forskning|studier|undersökningar)"
        r"|(?:forskning(?:en)?|studier|litteraturen) (?:visar|har visat|pekar)"
        r"|(?:flera|olika|många|dessa) (?:studier|forskare|författare|rapporter))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:earlier|previous|prior) (?:research|stud(?:y|ies))"
        r"|(?:research|studies|the literature) (?:shows?|ha(?:s|ve) shown|suggests?))\b",
        re.IGNORECASE,
    ),
}


def cited_names(text: str) -> frozenset[str]:
    """The names that a text gives with a year: the authors of the works it builds on.

    A reporting verb with one of them relays a work; with any other name, somebody who was asked.
    """
    found: set[str] = set()
    for match in REFERENCE.finditer(text):
        if not re.search(ROLE, match[1]):  # the interview with a manager, dated
            found.update(re.findall(rf"{NAME}(?=[^()]{{0,40}}?{YEAR})", match[1]))
    for match in NAMED_WITH_YEAR.finditer(text):
        found.update(re.findall(NAME, match[1]))
    return frozenset(name for name in found if len(name) > 2)


def works_in(notes: tuple[str, ...]) -> str:
    """The works that footnotes name, as "Ekberg, 2009; Lind, 2012"; empty where none does."""
    named = [
        note.strip().strip("()").strip(" .")
        for note in notes
        if re.search(rf"\b{YEAR}\b|\bu\.?\s?d\b", note)
    ]
    return "; ".join(dict.fromkeys(named))
