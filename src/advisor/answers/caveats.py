"""What a reader must know before leaning on a citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from advisor.answers.percentages import impossible_percentages, odd_sum, percentages, respondents
from advisor.answers.phrases import PHRASES
from advisor.discourse.signs import signs
from advisor.types import Caveat, Citation, Document, Source
from advisor.vocabulary import CaveatCode, Language

OLD_YEARS = 10
FEW_RESPONDENTS = 30
_Weakness = tuple[CaveatCode, dict[str, object]]  # and what the text of the caveat tells
_FEW_CASES = re.compile(
    r"\b(?:tv[åa]|two|en enda|a single)\s+(?:\w+\s+)?(?:kommun\w*|municipalit\w*|case\w*|fall\w*)",
    re.IGNORECASE,
)


def caveats(
    citations: Sequence[Citation],
    language: Language,
    get_document: Callable[[str], Document],
    today: date,
) -> tuple[Caveat, ...]:
    """The weaknesses of what is cited, each said once for all citations that it concerns."""
    texts = PHRASES[language].caveats
    found: dict[tuple[CaveatCode, str], list[int]] = {}
    for citation in citations:
        for code, told in _weaknesses(citation, get_document(citation.source), today):
            found.setdefault((code, texts[code].format(**told)), []).append(citation.number)
    return tuple(Caveat(code, text, tuple(ns)) for (code, text), ns in found.items())


def _weaknesses(citation: Citation, document: Document, today: date) -> Iterator[_Weakness]:
    yield from _weaknesses_of_source(document.source, today)
    if percentages(citation.quote):
        yield from _weaknesses_of_figures(citation, document)
    if "cut" in signs(citation.quote, citation.language):
        yield "cut_off", {}
    if citation.repaired:
        yield "repaired", {}


def _weaknesses_of_source(source: Source, today: date) -> Iterator[_Weakness]:
    if source.year is None:
        yield "undated", {}
    elif today.year - source.year > OLD_YEARS:
        yield "old_source", {"year": source.year}
    if source.version and source.version.startswith("0"):
        yield "preliminary", {"version": source.version}
    if source.setting and _FEW_CASES.search(source.setting):
        yield "few_cases", {"setting": source.setting}
    if source.kind == "thesis_record":
        yield "record", {}


def _weaknesses_of_figures(citation: Citation, document: Document) -> Iterator[_Weakness]:
    counts = respondents(document, citation.start)
    if counts and max(counts) < FEW_RESPONDENTS:
        n = f"{min(counts)}–{max(counts)}" if len(counts) > 1 else str(counts[0])
        yield "few_respondents", {"n": n}
        # Where only a range is known, another number may have answered this one question.
        values = impossible_percentages(citation.quote, counts) if len(counts) == 1 else ()
        if values:
            listed = ", ".join(f"{value} %" for value in values)
            yield "figure_contradicted", {"values": listed, "n": n}
    total = odd_sum(document, citation.start)
    if total:
        yield "figures_do_not_add_up", {"total": total}
