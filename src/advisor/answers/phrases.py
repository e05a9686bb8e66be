"""The words that answers are made of, in each language: all that a translator changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
Relayed = Literal["respondent", "literature"]  # whose word it is, when not the author's own


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language; what stands in braces is filled in."""

    # The summary.
    opening: Mapping[Status, str]  # empty: begins with what was found
    nearest_below: str
    speaks_for: str
    speaks_for_on: Counted  # conditions
    no_advice: str
    nothing_against: str
    disagree: str
    disagree_on: str
    things: Mapping[Thing, str]  # that claims are about
    gives: str
    documents: Counted
    statements: Mapping[Role, Counted]
    risks: Counted  # what speaks against, in an answer on risks
    explanations: Counted  # any statement, in an answer on what something is
    numbers: tuple[str, ...]  # from none
    joint: str  # before the last of several

    caveats: Mapping[CaveatCode, str]
    ask: str

    # Who says it.
    kinds: Mapping[SourceKind, str]
    source: str
    source_from: str
    undated: str
    verbs: Mapping[SectionRole, str]
    relayed: str
    unnamed: Mapping[Relayed, str]
    leaning_on: str

    # What a profile changes.
    alike: str
    county: str
    fits: Mapping[Size, str]
    misfits: Mapping[Size, str]
    ideal_type: str


_SWEDISH = Phrases(
    opening={
        "answered": "",
        "partial": "Underlaget besvarar en del av frågan.",
        "no_evidence": "Underlaget besvarar inte frågan.",
        "clarification": "Frågan är för allmän för att slås upp. Vad gäller den?",
        "refused": "Det här är ingen fråga som kan besvaras ur underlaget: rapporter och uppsatser"
        " om kommuners utveckling. Ställ en fråga om ett beslut eller ett vägval.",
    },
    nearest_below="Närmast kommer det som visas nedan.",
    speaks_for="Underlaget talar för.",
    speaks_for_on=(
        "Underlaget talar för, på ett villkor.",
        "Underlaget talar för, på {n} villkor.",
    ),
    no_advice="Ingen källa ger en uttrycklig rekommendation om just detta.",
    nothing_against="I det som hittades talar inget uttryckligen emot.",
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
    documents=("ett dokument", "{n} dokument"),
    statements={
        "recommendation": ("en rekommendation", "{n} rekommendationer"),
        "step": ("ett steg", "{n} steg"),
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
    caveats={
        "old_source": "Källan är från {year}, mer än tio år gammal.",
        "undated": "Källan är odaterad.",
        "preliminary": "Rapporten är version {version} och ännu inte fastställd.",
        "few_cases": "Studien bygger på få fall ({setting}).",
        "record": "Bara sammanfattningen av arbetet finns i underlaget.",
        "few_respondents": "Siffran kommer ur en enkät med {n} svarande.",
        "figure_contradicted": "Andelen {values} kan inte uppstå ur {n} svar: källans siffra"
        " motsäger sig själv.",
        "figures_do_not_add_up": "Andelarna i samma stycke blir tillsammans {total} %, fast de ser"
        " ut att vara alla svar på en fråga.",
        "cut_off": "Källans egen text bryts av mitt i meningen.",
        "repaired": "Citatet kommer ur en skannad text vars bokstäver har rättats.",
    },
    ask="Vad säger underlaget om ”{topic}”?",
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
    unnamed={"respondent": "de tillfrågade", "literature": "en annan källa"},
    leaning_on="{said}, med hänvisning till {who}",
    alike="Närmast er i storlek bland de studerade: {setting} {numbers}.",
    county="Källan är om ert län: {setting} {numbers}.",
    fits={
        "small": "Sagt om små kommuner, som er: {numbers}.",
        "large": "Sagt om större kommuner, som er: {numbers}.",
    },
    misfits={
        "small": "Sagt om små kommuner, till skillnad från er: {numbers}.",
        "large": "Sagt om större kommuner än er: {numbers}.",
    },
    ideal_type="{source} beskriver {count} slag av kommuner; ert underlag pekar mot den {name}"
    " {numbers}.",
)
_ENGLISH = Phrases(
    opening={
        "answered": "",
        "partial": "The sources answer a part of the question.",
        "no_evidence": "The sources do not answer the question.",
        "clarification": "The question is too general to look up. What is it about?",
        "refused": "This is not a question that the sources can answer: they are reports and theses"
        " on how municipalities develop. Ask about a decision or a choice of direction.",
    },
    nearest_below="What comes nearest is shown below.",
    speaks_for="The sources speak for it.",
    speaks_for_on=(
        "The sources speak for it, on one condition.",
        "The sources speak for it, on {n} conditions.",
    ),
    no_advice="No source gives an express recommendation on just this.",
    nothing_against="Nothing that was found speaks expressly against.",
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
    documents=("one document", "{n} documents"),
    statements={
        "recommendation": ("one recommendation", "{n} recommendations"),
        "step": ("one step", "{n} steps"),
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
    caveats={
        "old_source": "The source is from {year}, more than ten years old.",
        "undated": "The source is undated.",
        "preliminary": "The report is version {version} and not yet adopted.",
        "few_cases": "The study rests on few cases ({setting}).",
        "record": "Only the abstract of the work is among the sources.",
        "few_respondents": "The figure comes from a survey with {n} respondents.",
        "figure_contradicted": "A share of {values} cannot arise from {n} answers: the source's"
        " figure contradicts itself.",
        "figures_do_not_add_up": "The shares in the same paragraph add up to {total} %, although"
        " they look like all the answers to one question.",
        "cut_off": "The source's own text breaks off in the middle of the sentence.",
        "repaired": "The quote comes from a scanned text whose letters have been corrected.",
    },
    ask="What do the sources say about “{topic}”?",
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
    unnamed={"respondent": "those who were asked", "literature": "another source"},
    leaning_on="{said}, with reference to {who}",
    alike="Nearest to you in size among those studied: {setting} {numbers}.",
    county="The source is about your county: {setting} {numbers}.",
    fits={
        "small": "Said of small municipalities, like yours: {numbers}.",
        "large": "Said of larger municipalities, like yours: {numbers}.",
    },
    misfits={
        "small": "Said of small municipalities, unlike yours: {numbers}.",
        "large": "Said of larger municipalities than yours: {numbers}.",
    },
    ideal_type="{source} describes {count} kinds of municipalities; your profile points to the one"
    " called “{name}” {numbers}.",
)
PHRASES: Mapping[Language, Phrases] = {"sv": _SWEDISH, "en": _ENGLISH}
