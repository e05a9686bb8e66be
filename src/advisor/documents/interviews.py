"""Sections that tell what was heard in interviews, as their heading or their first words say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.types import Block, Document
from advisor.vocabulary import Language, SectionRole

_OPENING = 400  # characters of a section within which it says what it tells
_ROLES: frozenset[SectionRole] = frozenset({"result", "other"})  # not how interviews were made
_PRESENTS: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"(?=.*\b(?:kapit(?:el|let)|avsnitt(?:et)?|nedan|här)\b)"
        r"(?=.*\b(?:presenter|redogör|redovis|sammanfatt|sammanställ|återge|återgiv)\w*)"
        r".*\bintervju(?!guide|fråg|mall|metod)\w*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?=.*\b(?:chapter|section|below|here)\b)"
        r"(?=.*\b(?:account|present|recount|report|summari[sz])\w*)"
        r".*\binterview(?!s? (?:guide|question|method))\w*",
        re.IGNORECASE,
    ),
}
# What is told from something else as well, or not at all, is not all from interviews.
_NOT_ALONE = re.compile(
    r"\b(?:dokument|enkät|inte\b|litteratur|observation|statistik|workshop"
    r"|document|literature|not\b|questionnaire|statistic|survey)|\bobserv",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s*)?(?:(?:Resultat|Svar) (?:av|från|i) (?:de )?)?"
    r"Intervju(?:er|erna|n|resultat(?:en?)?|svar(?:en)?)?(?: med .+)?"
    r"|(?:\d+(?:\.\d+)*\.?\s*)?(?:(?:Findings|Results) (?:from|of) (?:the )?)?"
    r"Interviews?(?: findings| results)?(?: with .+)?",
    re.IGNORECASE,
)


def interview_sections(document: Document) -> frozenset[tuple[str, ...]]:
    """The sections, each as its headings, whose text and subsections rest on interviews alone."""
    found: set[tuple[str, ...]] = set()
    told: dict[tuple[str, ...], int] = {}  # characters of each section so far
    for block in document.blocks:
        if block.kind != "paragraph" or block.role not in _ROLES:
            continue
        found.update(
            block.section[: level + 1]
            for level, heading in enumerate(block.section)
            if _HEADING.fullmatch(heading.strip())
        )
        opening = _opening(document, block, told.get(block.section, 0))
        if any(_presents(sentence, block.language) for sentence in opening):
            found.add(block.section)
        told[block.section] = told.get(block.section, 0) + block.end - block.start
    return frozenset(found)


def is_within(block: Block, sections: frozenset[tuple[str, ...]]) -> bool:
    """Whether a block stands in one of the sections, or below it."""
    if block.role not in _ROLES:
        return False
    return any(block.section[:depth] in sections for depth in range(1, len(block.section) + 1))


def _opening(document: Document, block: Block, told: int) -> list[str]:
    """The sentences of a block that still open its section."""
    end = min(block.end, block.start + max(_OPENING - told, 0))
    return re.split(r"(?<=[.!?])\s", document.text[block.start : end])


def _presents(sentence: str, language: Language) -> bool:
    return bool(_PRESENTS[language].match(sentence)) and not _NOT_ALONE.search(sentence)
