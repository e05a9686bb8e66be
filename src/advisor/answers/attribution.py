"""Who says it, in words before the quote: the source by kind and year, and in what capacity."""

from __future__ import annotations

import re

from advisor.answers.phrases import PHRASES
from advisor.types import Sentence, Source
from advisor.vocabulary import Language, SectionRole

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
    phrases = PHRASES[language]
    name = source_name(source, language)
    own = f"{name} {phrases.verbs[sentence.role]}"
    if sentence.voice == "author":
        return own
    who = _named(sentence.said_by) or phrases.unnamed[sentence.voice]
    if sentence.voice == "literature" and sentence.role in _OWN_ANALYSIS:
        return phrases.leaning_on.format(said=own, who=who) if sentence.said_by else own
    return phrases.relayed.format(who=who, source=name[0].lower() + name[1:])


def _named(who: str) -> str:
    """ "Löfstedt, 2010" as a sentence has it: "Löfstedt (2010)"; several works stay as they are."""
    match = _NAME_AND_YEAR.match(who)
    return f"{match[1]} ({match[2]})" if match else who


def source_name(source: Source, language: Language) -> str:
    """The source by kind, publisher and year."""
    phrases = PHRASES[language]
    kind = phrases.kinds[source.kind]
    year = source.year or phrases.undated
    if not source.publisher:
        return phrases.source.format(kind=kind, year=year)
    return phrases.source_from.format(kind=kind, publisher=source.publisher, year=year)
