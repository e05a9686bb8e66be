"""The words that answers are made of, in each language: all that a translator changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.language.detection import detect_language
from advisor.vocabulary import (
    CaveatCode,
    Language,
    Role,
    SectionRole,
    Size,
    SourceKind,
    Status,
    Thing,
)

Counted = tuple[str, str]  # for one, for more
# Whose word it is, when not the author's own: of all who were asked or of one of them, of a work or
# of several ("research"), none of them named.
Relayed = Literal["respondents", "respondent", "literature", "research"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language; what stands in braces is filled in."""

    # The summary.
    opening: Mapping[Status, str]  # empty: begins with what was found
    nearest_below: str
    part_below: str  # of several questions in one, one is answered by itself
    part_refused: Counted  # of several questions in one, these are not answered by themselves
    speaks_for: str
    speaks_for_on: Counted  # conditions
    not_named: str
    not_in_sources: Counted  # words
    no_advice: str
    nothing_against: str
    nothing_for: str
    against_unsure: str  # where both sides were asked for, and one may be among the quotes
    for_unsure: str
    sides_unsure: str
    told_by_words: str  # for and against
    told_by_source: str
    disagree: str
    disagree_on: str
    things: Mapping[Thing, str]  # that claims are about
    gives: str
    gives_quoted: str  # where more is quoted than is counted
    quotes: Counted
    documents: Counted
    loose: Counted  # quotes beside those that answer
    statements: Mapping[Role, Counted]
    risks: Counted  # what speaks against, in an answer on risks
    explanations: Counted  # any statement, in an answer on what something is
    numbers: tuple[str, ...]  # from none
    joint: str  # before the last of several

    # What stands against a statement.
    differ: str
    differ_on: str
    both_sides: str
    both_sides_on: str

    caveats: Mapping[CaveatCode, str]
    every_size: Mapping[Size, str]  # whom figures of all do not tell apart
    ask: str

    # Words of a source within ours.
    quoted: str
    foreign: str  # behind those of the other language

    # Who says it.
    kinds: Mapping[SourceKind, str]
    source: str
    source_from: str
    undated: str
    verbs: Mapping[SectionRole, str]
    relayed: str
    unnamed: Mapping[Relayed, str]
    interviewed: str  # the source's own words, where what was heard in interviews is told
    leaning_on: str
    going_on: str
    of_itself: str  # what a title page tells
    of_type: str  # said of a kind of municipality that the source itself makes up
    in_section: str  # said in the section on a place or an organisation
    of_subject: str  # said of one, elsewhere

    # What a profile changes.
    alike: str
    county: str
    fits: Mapping[Size, str]
    misfits: Mapping[Size, str]
    ideal_type: str


_SWEDISH = Phrases(
    opening={
        "answered": "",
        "partial": "Underlaget besvarar troligen bara en del av frågan.",
        "no_evidence": "Underlaget besvarar inte frågan.",
        "clarification": "Frågan är för allmän för att slås upp. Vad gäller den?",
        "refused": "Det här är ingen fråga som underlaget kan besvara: det består av rapporter och"
        " uppsatser om kommuners utveckling. Ställ en fråga om ett beslut eller ett vägval.",
    },
    nearest_below="Det som ligger närmast visas nedan.",
    part_below="En del av den besvaras när den ställs för sig: se de föreslagna frågorna.",
    part_refused=(
        "Ställd för sig får {questions} inget svar i underlaget.",
        "Ställda var för sig får {questions} inget svar i underlaget.",
    ),
    speaks_for="Underlaget talar för det.",
    speaks_for_on=(
        "Underlaget talar för det, på ett villkor.",
        "Underlaget talar för det, på {n} villkor.",
    ),
    not_named="Inget av det som visas nämner {names}.",
    not_in_sources=(
        "Ordet {words} finns inte i underlaget.",
        "Orden {words} finns inte i underlaget.",
    ),
    no_advice="Ingen källa ger en uttrycklig rekommendation om just detta.",
    nothing_against="Bland det som visas talar inget uttryckligen emot.",
    nothing_for="Bland det som visas talar inget uttryckligen för.",
    against_unsure="Vad som talar emot går inte säkert att utläsa.",
    for_unsure="Vad som talar för går inte säkert att utläsa.",
    sides_unsure="Vad som talar för och emot går inte säkert att utläsa: läs citaten själv.",
    told_by_words="För och emot är utläst ur citatens ordalydelse: läs dem själv.",
    told_by_source="För och emot är källans egen indelning i styrkor och svagheter.",
    disagree="Källorna är oense.",
    disagree_on="Källorna är oense om {things}.",
    things={
        "benefit": "nyttan",
        "burden": "arbetsbördan",
        "competence": "kompetensen",
        "conflict": "motsättningarna",
        "cost": "kostnaderna",
        "efficiency": "effektiviteten",
        "influence": "inflytandet",
        "insight": "insynen och demokratin",
        "pace": "takten",
        "quality": "kvaliteten",
        "risk": "riskerna",
        "security": "säkerheten",
    },
    gives="Underlaget ger {statements}, från {documents}.",
    gives_quoted="Underlaget ger {statements}, i {quotes} från {documents}.",
    quotes=("ett citat", "{n} citat"),
    documents=("ett dokument", "{n} dokument"),
    loose=(
        "Sist visas ett citat som kanske bara rör något närliggande.",
        "Sist visas {n} citat som kanske bara rör något närliggande.",
    ),
    statements={
        "recommendation": ("en rekommendation", "{n} rekommendationer"),
        "step": ("ett råd eller krav", "{n} råd eller krav"),
        "argument_for": ("ett skäl som talar för", "{n} skäl som talar för"),
        "argument_against": (
            "ett skäl som talar emot eller manar till försiktighet",
            "{n} skäl som talar emot eller manar till försiktighet",
        ),
        "condition": ("ett villkor", "{n} villkor"),
        "finding": ("ett resultat", "{n} resultat"),
    },
    risks=("en risk eller svårighet", "{n} risker eller svårigheter"),
    explanations=("en förklaring", "{n} förklaringar"),
    numbers=(
        *("noll", "en", "två", "tre", "fyra", "fem", "sex"),
        *("sju", "åtta", "nio", "tio", "elva", "tolv"),
    ),
    joint=" och ",
    differ="Källorna är oense om detta.",
    differ_on="Källorna är oense om {things}: {numbers} säger emot.",
    both_sides="Samma källa tar upp båda sidor.",
    both_sides_on="Samma källa tar upp båda sidor i fråga om {things}: jämför {numbers}.",
    caveats={
        "old_source": "Källan är från {year}, mer än tio år gammal.",
        "undated": "Källan är odaterad.",
        "preliminary": "Rapporten är version {version} och ännu inte fastställd.",
        "few_cases": "Studien bygger på få fall: {setting}.",
        "record": "Bara sammanfattningen av arbetet finns i underlaget.",
        "few_respondents": "Siffran kommer från en enkät med {n} svarande, enligt källan.",
        "figure_contradicted": "{values} kan inte komma ur {n} svar: siffran är fel, eller så"
        " bygger den på ett annat antal svar än det som källan uppger.",
        "figures_do_not_add_up": "Andelarna i samma stycke blir tillsammans {total} %, fast de ser"
        " ut att vara samtliga svar på en fråga.",
        "shares_of_answers": "Andelarna i samma stycke blir tillsammans {total} % men kan"
        " inte vara andelar av {n} svarande: de bygger på ett annat antal svar än så.",
        "figure_of_all": "Siffran gäller alla som undersöktes, inte {whom} för sig: {setting}.",
        "cut_off": "Källans egen text bryts av mitt i meningen.",
        "repaired": "Citatet kommer från en skannad text där bokstäver har rättats.",
    },
    every_size={"small": "små kommuner", "large": "större kommuner"},
    ask="Vad säger underlaget om ”{topic}”?",
    quoted="”{words}”",
    foreign="{words} (på engelska)",
    kinds={
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
    source="{kind} ({year})",
    source_from="{kind} från {publisher} ({year})",
    undated="odaterad",
    verbs={
        "recommendation": "rekommenderar",
        "conclusion": "drar slutsatsen",
        "summary": "sammanfattar",
        "discussion": "bedömer i sin analys",
        "result": "redovisar",
        "theory": "återger tidigare forskning",
        "background": "beskriver bakgrunden",
        "method": "beskriver sin metod",
        "contents": "skriver",
        "references": "skriver",
        "appendix": "skriver",
        "other": "skriver",
    },
    relayed="Enligt {who}, återgivet i {source}",
    unnamed={
        "respondents": "de tillfrågade",
        "respondent": "en tillfrågad",
        "literature": "en annan källa",
        "research": "tidigare studier",
    },
    interviewed="{said} med stöd av intervjuer",
    leaning_on="{said}, med hänvisning till {who}",
    going_on="{said}, i anslutning till {who}",
    of_itself="{source} uppger om sig själv",
    of_type="{said}, om typen {name}",
    in_section="{said}, i avsnittet om {name}",
    of_subject="{said}, om {name}",
    alike="Närmast er i storlek bland de studerade: {setting} {numbers}.",
    county="Källan är om ert län: {setting} {numbers}.",
    fits={
        "small": "Gäller små kommuner, som er: {numbers}.",
        "large": "Gäller större kommuner, som er: {numbers}.",
    },
    misfits={
        "small": "Gäller små kommuner, till skillnad från er: {numbers}.",
        "large": "Gäller större kommuner än er: {numbers}.",
    },
    ideal_type="{source} beskriver {count} slags kommuner; era uppgifter pekar mot den {name}"
    " {numbers}.",
)
_ENGLISH = Phrases(
    opening={
        "answered": "",
        "partial": "The sources probably answer only a part of the question.",
        "no_evidence": "The sources do not answer the question.",
        "clarification": "The question is too general to look up. What is it about?",
        "refused": "This is not a question that the sources can answer: they are reports and theses"
        " on how municipalities develop. Ask about a decision or a choice of direction.",
    },
    nearest_below="What comes nearest is shown below.",
    part_below="Part of it is answered when asked by itself: see the questions that are proposed.",
    part_refused=(
        "Asked by itself, {questions} gets no answer from the sources.",
        "Asked by themselves, {questions} get no answer from the sources.",
    ),
    speaks_for="The sources speak for it.",
    speaks_for_on=(
        "The sources speak for it, on one condition.",
        "The sources speak for it, on {n} conditions.",
    ),
    not_named="Nothing of what is shown mentions {names}.",
    not_in_sources=(
        "The word {words} is not in the sources.",
        "The words {words} are not in the sources.",
    ),
    no_advice="No source gives an express recommendation on just this.",
    nothing_against="Nothing of what is shown speaks expressly against.",
    nothing_for="Nothing of what is shown speaks expressly in favour.",
    against_unsure="What speaks against cannot be told for certain.",
    for_unsure="What speaks in favour cannot be told for certain.",
    sides_unsure="What speaks for or against cannot be told for certain: read the quotes.",
    told_by_words="For and against are told by the wording of the quotes: read them yourself.",
    told_by_source="For and against are the source's own division into strengths and weaknesses.",
    disagree="The sources disagree.",
    disagree_on="The sources disagree on {things}.",
    things={
        "benefit": "the benefit",
        "burden": "the workload",
        "competence": "competence",
        "conflict": "conflicts",
        "cost": "costs",
        "efficiency": "efficiency",
        "influence": "influence",
        "insight": "transparency and democracy",
        "pace": "pace",
        "quality": "quality",
        "risk": "risks",
        "security": "security",
    },
    gives="The sources give {statements}, from {documents}.",
    gives_quoted="The sources give {statements}, in {quotes} from {documents}.",
    quotes=("one quote", "{n} quotes"),
    documents=("one document", "{n} documents"),
    loose=(
        "Last comes one quote that may only concern something related.",
        "Last come {n} quotes that may only concern something related.",
    ),
    statements={
        "recommendation": ("one recommendation", "{n} recommendations"),
        "step": (
            "one recommended or required step",
            "{n} recommended or required steps",
        ),
        "argument_for": ("one reason in favour", "{n} reasons in favour"),
        "argument_against": (
            "one reason against or for caution",
            "{n} reasons against or for caution",
        ),
        "condition": ("one condition", "{n} conditions"),
        "finding": ("one finding", "{n} findings"),
    },
    risks=("one risk or difficulty", "{n} risks or difficulties"),
    explanations=("one explanation", "{n} explanations"),
    numbers=(
        *("no", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
    joint=" and ",
    differ="The sources disagree on this.",
    differ_on="The sources disagree on {things}: {numbers} says the opposite.",
    both_sides="The same source tells both sides.",
    both_sides_on="The same source tells both sides as regards {things}: compare {numbers}.",
    caveats={
        "old_source": "The source is from {year}, more than ten years old.",
        "undated": "The source is undated.",
        "preliminary": "The report is version {version} and not yet adopted.",
        "few_cases": "The study rests on few cases: {setting}.",
        "record": "Only the abstract of the work is among the sources.",
        "few_respondents": "By the source's own account the survey behind the figure has {n}"
        " respondents.",
        "figure_contradicted": "{values} cannot come from {n} answers: the figure is wrong, or it"
        " rests on another number of answers than the source states.",
        "figures_do_not_add_up": "The shares in the same paragraph add up to {total} %, although"
        " they look like all the answers to one question.",
        "shares_of_answers": "The shares in the same paragraph add up to {total} % but cannot be"
        " of {n} respondents: they rest on another number of answers.",
        "figure_of_all": "The figure is of all who were studied, not of {whom} alone: {setting}.",
        "cut_off": "The source's own text breaks off in the middle of the sentence.",
        "repaired": "The quote comes from a scanned text whose letters have been corrected.",
    },
    every_size={"small": "small municipalities", "large": "larger municipalities"},
    ask="What do the sources say about “{topic}”?",
    quoted="“{words}”",
    foreign="{words} (in Swedish)",
    kinds={
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
    source="{kind} ({year})",
    source_from="{kind} from {publisher} ({year})",
    undated="undated",
    verbs={
        "recommendation": "recommends",
        "conclusion": "concludes",
        "summary": "sums up",
        "discussion": "judges in its analysis",
        "result": "reports",
        "theory": "relays earlier research",
        "background": "describes the background",
        "method": "describes its method",
        "contents": "writes",
        "references": "writes",
        "appendix": "writes",
        "other": "writes",
    },
    relayed="According to {who}, as relayed in {source}",
    unnamed={
        "respondents": "those who were asked",
        "respondent": "one of those who were asked",
        "literature": "another source",
        "research": "earlier studies",
    },
    interviewed="{said} on the basis of interviews",
    leaning_on="{said}, with reference to {who}",
    going_on="{said}, following {who}",
    of_itself="{source} states of itself",
    of_type="{said}, of the type {name}",
    in_section="{said}, in the section on {name}",
    of_subject="{said}, regarding {name}",
    alike="Nearest to you in size among those studied: {setting} {numbers}.",
    county="The source is about your county: {setting} {numbers}.",
    fits={
        "small": "About small municipalities, like yours: {numbers}.",
        "large": "About larger municipalities, like yours: {numbers}.",
    },
    misfits={
        "small": "About small municipalities, unlike yours: {numbers}.",
        "large": "About larger municipalities than yours: {numbers}.",
    },
    ideal_type="{source} describes {count} kinds of municipalities; your details point to the one"
    " called {name} {numbers}.",
)
PHRASES: Mapping[Language, Phrases] = {"sv": _SWEDISH, "en": _ENGLISH}


def joined(parts: Sequence[str], phrases: Phrases) -> str:
    """Several things in a row: "a, b och c"."""
    return phrases.joint.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def as_source_has_it(words: str, language: Language) -> str:
    """What is known of a source, within our words: quoted where it is in another language."""
    own = detect_language(words)
    return words if own == language else in_quotes(words, language, own=own)


def in_quotes(words: str, language: Language, *, own: Language) -> str:
    """Words of a source within ours; said where they are in another language (`own`)."""
    phrases = PHRASES[language]
    quoted = phrases.quoted.format(words=words)
    return quoted if own == language else phrases.foreign.format(words=quoted)
