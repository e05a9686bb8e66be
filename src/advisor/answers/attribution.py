"""Who says it, in words before the quote: the source by kind and year, and in what capacity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol

from advisor.answers.phrases import PHRASES, in_quotes
from advisor.language.named import TYPE_OF_MUNICIPALITY, names, type_word
from advisor.types import Document, Sentence, Source
from advisor.vocabulary import Language, SectionRole

_OWN_ANALYSIS: frozenset[SectionRole] = frozenset(
    {"recommendation", "conclusion", "summary", "discussion"}
)
_ADDS = re.compile(
    r"(?:Dessutom|Därtill|Därutöver|Vidare|Likaså|Utöver detta|Även(?! om\b)"
    r"|Furthermore|Moreover|In addition|Additionally|Also)\b"
)
_SUMS_UP = re.compile(
    r"(?:Sammantaget|Sammanfattningsvis|Sammanfattat|Samlat|Totalt sett|Överlag"
    r"|Overall|Altogether|Taken together|In sum(?:mary)?|To sum up)\b"
)
_RESEARCH = re.compile(
    r"\b(?:studier(?:na)?|forskning(?:en)?|forskare|litteraturen|undersökningar"
    r"|studies|research(?:ers)?|the literature)\b",
    re.IGNORECASE,
)
# Those who were asked, all of them: "Respondenterna anser", but not "Två av respondenterna anser".
_ALL_ASKED = re.compile(
    r"(?:(?P<part>\w+) )?(?:the )?\b(?:(?:respondent|informant|intervjuperson|deltagar)(?:erna|na)"
    r"|de (?:intervjuade|svarande|tillfrågade)|respondents|informants|interviewees|participants"
    r"|those (?:who were )?(?:asked|interviewed))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:av|bland|hos|few|many|most|none|of|several|some|among|two|three|four|five|\d+)\b",
    re.IGNORECASE,
)
# One of them: the one whose interview is told, or whoever says "vi" or "jag" in quotation marks.
_ONE_ASKED = re.compile(
    r"\b(?:(?:respondent|informant|intervjuperson)en|den (?:intervjuade|tillfrågade)"
    r"|en (?:respondent|informant|intervjuperson|tillfrågad|intervjuad)"
    r"|en av (?:de )?(?:respondenterna|informanterna|intervjupersonerna|intervjuade|tillfrågade)"
    r"|(?:a|one|the) (?:respondent|informant|interviewee)"
    r"|one of (?:the )?(?:respondents|informants|interviewees|those (?:asked|interviewed)))\b"
    r"|[”“\"][^”“\"]*\b(?:jag|vi|oss|vår[at]?|(?-i:I)|we|us|our|my)\b",
    re.IGNORECASE,
)
# What the author concludes from opinions, and what is said of them before the matter itself.
_CONCLUDES = re.compile(
    r"\b(?:indikerar|visar|tyder|understryker|innebär|indicates?|shows?|suggests?)\b"
)
_IN_PASSING = re.compile(r"(?:I takt med|När|Då|Om|Eftersom|As|When|Since|If)\b")
_ENDS_IN_QUOTATION = re.compile(r"[^”“\"]{12,}[”“\"][^”“\"]+[”“\"]\s*\([^()]+\)\W*$")
# "SKL, 2012", "SKL 2012, s. 11": one work, with the page or without it.
_NAME_AND_YEAR = re.compile(
    r"^([^,()]+(?:,? et al\.?)?),? ((?:19|20)\d\d[a-z]?)(?:, ?(?:s|p|pp|sid)\.? ?\d+[-–\d]*)?$"
)


class Before(Protocol):
    """What stands before a sentence in its document."""

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same passage."""
        ...

    def document(self, file: str) -> Document:
        """The whole document."""
        ...


def attribution(
    source: Source,
    sentence: Sentence,
    language: Language,
    lead_in: str | None = None,
    goes_on: str = "",
    unnamed: str | None = None,
) -> str:
    """Words that introduce a quote: "Rapporten från Fyrbodals kommunalförbund (2024) sammanfattar".

    What a source relays is told as the word of those who said it: "Enligt Löfstedt (2010),
    återgivet i kandidatuppsatsen (2014)". A list item is introduced by the source's own words over
    its list as well, and what is said of a type that the source made up by the name of that type.
    `goes_on` is the work that the sentence adds to; `unnamed` what the quote is on without naming
    it.
    """
    said = _with_subject(_said(source, sentence, language, goes_on), sentence, language, unnamed)
    if not lead_in:
        return said
    return f"{said}: {in_quotes(lead_in.rstrip(':. '), language, own=sentence.language)}"


def teller(sentence: Sentence) -> tuple[object, ...]:
    """Whose word a sentence is told as: two with the same may stand under one attribution."""
    who = (sentence.voice, named_work(sentence.said_by), unnamed_asked(sentence))
    return (*who, _is_own_on_a_work(sentence), _is_own_with_a_quotation(sentence))


def work_gone_on_from(sentence: Sentence, around: Before) -> str:
    """The work that the author's sentence adds to, or leans on; empty where there is none.

    It is named earlier in the paragraph: what leans is quoted together with what it leans on.
    """
    adds = _ADDS.match(sentence.text) is not None
    if sentence.voice != "author" or not (adds or sentence.leans):
        return ""
    text = around.document(sentence.source).text
    current: Sentence | None = sentence
    while current is not None:
        before = around.before(current)
        if before is None or "\n" in text[before.end : current.start]:
            return ""
        if before.voice != "author":
            return before.said_by if before.voice == "literature" else ""
        current = before if adds or before.leans else None
    return ""


def type_in(section: Sequence[str]) -> str | None:
    """The type of municipality under whose heading a sentence stands; None under no such."""
    headings = (TYPE_OF_MUNICIPALITY.match(heading.strip()) for heading in section)
    return next((found["title"] for found in headings if found), None)


def _said(source: Source, sentence: Sentence, language: Language, goes_on: str) -> str:
    phrases = PHRASES[language]
    name = source_name(source, language)
    own = f"{name} {phrases.verbs[sentence.role]}"
    if sentence.interviewed:
        own = phrases.interviewed.format(said=own)
    if goes_on:
        return phrases.going_on.format(said=own, who=named_work(goes_on))
    is_somebody = sentence.said_by or unnamed_asked(sentence) is not None
    if sentence.voice == "author" or (sentence.voice == "respondent" and not is_somebody):
        return own
    if sentence.voice == "literature" and not sentence.said_by and _SUMS_UP.match(sentence.text):
        return f"{name} {phrases.verbs['summary']}"
    who = _who(sentence, language)
    leans = sentence.voice == "literature" and _is_own_on_a_work(sentence)
    if leans and not sentence.said_by:
        return own
    if leans or _is_own_with_a_quotation(sentence):
        return phrases.leaning_on.format(said=own, who=who)
    return phrases.relayed.format(who=who, source=name[0].lower() + name[1:])


def unnamed_asked(sentence: Sentence) -> Literal["respondents", "respondent"] | None:
    """Whether an opinion without a name is that of all who were asked, or of one of them.

    None where it is neither for sure: then the quote itself says whose opinion it is, or nobody's.
    """
    if sentence.voice != "respondent" or sentence.said_by or _IN_PASSING.match(sentence.text):
        return None
    if _ONE_ASKED.search(sentence.text):
        return "respondent"
    asked = _ALL_ASKED.search(sentence.text)
    if asked is None or (asked["part"] and _PART.fullmatch(asked["part"])):
        return None
    return None if _CONCLUDES.search(sentence.text[: asked.start()]) else "respondents"


def _is_own_on_a_work(sentence: Sentence) -> bool:
    """Whether a sentence with a work is the author's analysis, or method with a reference to it."""
    is_reference = bool(sentence.said_by) and "(" not in sentence.said_by
    return sentence.role in _OWN_ANALYSIS or (sentence.role == "method" and is_reference)


def _with_subject(said: str, sentence: Sentence, language: Language, unnamed: str | None) -> str:
    """Who says it, and of whom, where neither the quote nor this tells."""
    phrases = PHRASES[language]
    of_type = type_in(sentence.section) or (unnamed if unnamed and type_word(unnamed) else None)
    if of_type:
        name = in_quotes(of_type, language, own=sentence.language)
        return phrases.of_type.format(said=said, name=name)
    if unnamed is None or names(unnamed, said):
        return said
    phrase = phrases.in_section if is_headed(unnamed, sentence) else phrases.of_subject
    return phrase.format(said=said, name=unnamed)


def unnamed_subject(sentence: Sentence, text: str) -> str | None:
    """What a sentence is on, where that is known and a text names nothing of it."""
    if not sentence.subject or any(names(name, text) for name in sentence.subject):
        return None
    return sentence.subject[-1]


def is_headed(name: str, sentence: Sentence) -> bool:
    """Whether one of the headings above a sentence has a name."""
    return any(names(name, heading) for heading in sentence.section)


def _is_own_with_a_quotation(sentence: Sentence) -> bool:
    """Whether the author's sentence ends in words of somebody, named in parentheses behind them."""
    return sentence.voice == "respondent" and bool(_ENDS_IN_QUOTATION.match(sentence.text))


def _who(sentence: Sentence, language: Language) -> str:
    unnamed = PHRASES[language].unnamed
    who = named_work(sentence.said_by)
    if sentence.voice == "literature":
        is_research = _RESEARCH.search(sentence.text)
        return who or unnamed["research" if is_research else "literature"]
    is_described = (bool(who) and who.split()[-1].islower()) or " för " in who
    if is_described and sentence.language != language:  # a post, not a name
        return in_quotes(who, language, own=sentence.language)
    return who or unnamed[unnamed_asked(sentence) or "respondents"]


def named_work(who: str) -> str:
    """ "Löfstedt, 2010, s. 4" as a sentence has it: "Löfstedt (2010)"; several stay as they are."""
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
