"""Who says it, in words before the quote: the source by kind and year, and in what capacity."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.types import Language, SectionRole, Sentence, Source

_NOUNS: Mapping[Language, Mapping[str, str]] = {
    "sv": {
        "bachelor_thesis": "Kandidatuppsatsen",
        "master_thesis": "Masteruppsatsen",
        "thesis_record": "Uppsatsen",
        "research_report": "Forskningsrapporten",
        "regional_report": "Rapporten",
        "government_report": "Utredningen",
        "evaluation": "Utvärderingen",
        "guideline": "Vägledningen",
        "other": "Dokumentet",
    },
    "en": {
        "bachelor_thesis": "The bachelor's thesis",
        "master_thesis": "The master's thesis",
        "thesis_record": "The thesis",
        "research_report": "The research report",
        "regional_report": "The report",
        "government_report": "The government report",
        "evaluation": "The evaluation",
        "guideline": "The guideline",
        "other": "The document",
    },
}
_VERBS: Mapping[Language, Mapping[SectionRole, str]] = {
    "sv": {
        "recommendation": "rekommenderar",
        "conclusion": "drar slutsatsen",
        "summary": "sammanfattar",
        "discussion": "bedömer i sin analys",
        "result": "redovisar",
        "theory": "återger tidigare forskning",
        "background": "beskriver bakgrunden",
        "method": "beskriver sin metod",
    },
    "en": {
        "recommendation": "recommends",
        "conclusion": "concludes",
        "summary": "sums up",
        "discussion": "judges in its analysis",
        "result": "reports",
        "theory": "relays earlier research",
        "background": "describes the background",
        "method": "describes its method",
    },
}
_OTHERWISE: Mapping[Language, str] = {"sv": "skriver", "en": "writes"}
_UNDATED: Mapping[Language, str] = {"sv": "odaterad", "en": "undated"}
_FROM: Mapping[Language, str] = {"sv": "från", "en": "from"}


def attribution(
    source: Source, sentence: Sentence, language: Language, lead_in: str | None = None
) -> str:
    """Words that introduce a quote: "Rapporten från Fyrbodals kommunalförbund (2024) sammanfattar".

    A list item is introduced by the source's own words over its list as well.
    """
    verb = _VERBS[language].get(sentence.role, _OTHERWISE[language])
    said = f"{source_name(source, language)} {verb}"
    return f"{said}: ”{lead_in.rstrip(':. ')}”" if lead_in else said


def source_name(source: Source, language: Language) -> str:
    """The source by kind, publisher and year."""
    noun = _NOUNS[language].get(source.kind, _NOUNS[language]["other"])
    publisher = f" {_FROM[language]} {source.publisher}" if source.publisher else ""
    return f"{noun}{publisher} ({source.year or _UNDATED[language]})"
