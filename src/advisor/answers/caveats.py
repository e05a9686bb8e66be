"""What a reader must know before leaning on a citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from advisor.answers.percentages import (
    impossible_percentages,
    odd_sum,
    percentages,
    respondents,
    whole_sum,
)
from advisor.answers.phrases import PHRASES, Phrases, as_source_has_it, joined
from advisor.answers.profiles import sizes_meant, sizes_studied
from advisor.discourse.signs import signs
from advisor.types import Caveat, Citation, Document, Source
from advisor.vocabulary import CaveatCode, Language, Size

OLD_YEARS = 10
FEW_RESPONDENTS = 30
_Weakness = tuple[CaveatCode, dict[str, object]]  # and what the text of the caveat tells
_WORDS = frozenset({"setting"})  # facts that are words of a source's description
_FEW_CASES = re.compile(
    r"\b(?:tv[åa]|two|en enda|a single)\s+(?:\w+\s+)?(?:kommun\w*|municipalit\w*|case\w*|fall\w*)",
    re.IGNORECASE,
)


def caveats(
    citations: Sequence[Citation],
    language: Language,
    get_document: Callable[[str], Document],
    today: date,
    asked: Size | None = None,
    is_relayed: Callable[[Citation], bool] = lambda _citation: False,
) -> tuple[Caveat, ...]:
    """The weaknesses of what is cited, each said once for all citations that it concerns.

    `asked` are the municipalities that the question is about, where it is about some by size.
    What is relayed from another work rests on that one's cases and answers, not on the source's.
    """
    phrases = PHRASES[language]
    texts = phrases.caveats
    found: dict[tuple[CaveatCode, str], list[int]] = {}
    for citation in citations:
        document = get_document(citation.source)
        weaknesses = [
            *_weaknesses_of_source(document.source, today),
            *([] if is_relayed(citation) else _weaknesses_of_study(citation, document, phrases)),
            *_weaknesses_of_quote(citation, document),
            *_too_wide(citation, document.source, asked, phrases),
        ]
        for code, facts in weaknesses:
            told = facts | {
                name: as_source_has_it(str(facts[name]), language) for name in facts.keys() & _WORDS
            }
            found.setdefault((code, texts[code].format(**told)), []).append(citation.number)
    return tuple(Caveat(code, text, tuple(ns)) for (code, text), ns in found.items())


def _weaknesses_of_source(source: Source, today: date) -> Iterator[_Weakness]:
    if source.year is None:
        yield "undated", {}
    elif today.year - source.year > OLD_YEARS:
        yield "old_source", {"year": source.year}
    if source.version and source.version.startswith("0"):
        yield "preliminary", {"version": source.version}
    if source.kind == "thesis_record":
        yield "record", {}


def _weaknesses_of_quote(citation: Citation, document: Document) -> Iterator[_Weakness]:
    total = odd_sum(document, citation.start) if percentages(citation.quote) else None
    if total:
        yield "figures_do_not_add_up", {"total": total}
    if "cut" in signs(citation.quote, citation.language):
        yield "cut_off", {}
    if citation.repaired:
        yield "repaired", {}


def _weaknesses_of_study(
    citation: Citation, document: Document, phrases: Phrases
) -> Iterator[_Weakness]:
    """Those of what the source itself has studied."""
    setting = document.source.setting
    if setting and _FEW_CASES.search(setting):
        yield "few_cases", {"setting": setting}
    if not percentages(citation.quote):
        return
    counts = respondents(document, citation.start)
    if counts and max(counts) < FEW_RESPONDENTS:
        n = f"{min(counts)}–{max(counts)}" if len(counts) > 1 else str(counts[0])
        yield "few_respondents", {"n": n}
        values = impossible_percentages(citation.quote, counts)
        whole = whole_sum(document, citation.start)
        if values and whole:
            yield "shares_of_answers", {"n": n, "total": whole}
        elif values:
            yield (
                "figure_contradicted",
                {"values": joined([f"{v} %" for v in values], phrases), "n": n},
            )


def _too_wide(
    citation: Citation, source: Source, asked: Size | None, phrases: Phrases
) -> Iterator[_Weakness]:
    """A figure of all who were studied, in an answer on those of one size."""
    if asked is None or source.setting is None or not percentages(citation.quote):
        return
    if not (sizes_meant(" ".join((*citation.section, citation.quote))) or sizes_studied(source)):
        yield "figure_of_all", {"whom": phrases.every_size[asked], "setting": source.setting}
