"""Who says it, in words before the quote: the source by kind and year, and in what capacity."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.types import Language, SectionRole, Sentence, Source, SourceKind, Voice

_NOUNS: Mapping[Language, Mapping[SourceKind, str]] = {
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


# Whose word it is that the source relays.
_RELAYED: Mapping[Language, Mapping[Voice, str]] = {
    "sv": {
        "respondent": "Enligt {who}, återgivet i {source}",
        "literature": "Enligt {who}, återgivet i {source}",
    },
    "en": {
        "respondent": "According to {who}, as relayed in {source}",
        "literature": "According to {who}, as relayed in {source}",
    },
}
_UNNAMED: Mapping[Language, Mapping[Voice, str]] = {
    "sv": {"respondent": "de tillfrågade", "literature": "en annan källa"},
    "en": {"respondent": "those who were asked", "literature": "another source"},
}
_LEANING_ON: Mapping[Language, str] = {
    "sv": "{said}, med hänvisning till {who}",
    "en": "{said}, with reference to {who}",
}
_OWN_ANALYSIS: frozenset[SectionRole] = frozenset(
    {"recommendation", "conclusion", "summary", "discussion"}
)
_NAME_AND_YEAR = re.compile(r"^([^,()]+(?:,? et al\.?)?),? ((?:19|20)\d\d[a-z]?)$")


def attribution(
    source: Source, sentence: Sentence, language: Language, lead_in: str | None = None
) -> str:
    """Words that introduce a quote: "Rapporten från Fyrbodals kommunalförbund (2024) sammanfattar".

    What a source relays is told as the word of those who said it: "Enligt Löfstedt (2010),
    återgivet i kandidatuppsatsen (2014)". A list item is introduced by the source's own words over
    its list as well.
    """
    said = _said(source, sentence, language)
    return f"{said}: ”{lead_in.rstrip(':. ')}”" if lead_in else said


def _said(source: Source, sentence: Sentence, language: Language) -> str:
    name = source_name(source, language)
    verb = _VERBS[language].get(sentence.role, _OTHERWISE[language])
    own = f"{name} {verb}"
    if sentence.voice == "author":
        return own
    who = _named(sentence.said_by) or _UNNAMED[language][sentence.voice]
    if sentence.voice == "literature" and sentence.role in _OWN_ANALYSIS:
        return _LEANING_ON[language].format(said=own, who=who) if sentence.said_by else own
    within = name[0].lower() + name[1:]
    return _RELAYED[language][sentence.voice].format(who=who, source=within)


def _named(who: str) -> str:
    """ "Löfstedt, 2010" as a sentence has it: "Löfstedt (2010)"; several works stay as they are."""
    match = _NAME_AND_YEAR.match(who)
    return f"{match[1]} ({match[2]})" if match else who


def source_name(source: Source, language: Language) -> str:
    """The source by kind, publisher and year."""
    noun = _NOUNS[language][source.kind]
    publisher = f" {_FROM[language]} {source.publisher}" if source.publisher else ""
    return f"{noun}{publisher} ({source.year or _UNDATED[language]})"
