"""The words that an answer as a document needs besides those of `rendering`, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.vocabulary import Agreement, ItOrganisation, Language, Status


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in braces is filled in."""

    tag: str  # of the language, as Word knows it
    comma: str  # what a decimal sign and a list separator are
    separator: str

    # Around the answer.
    author: str
    memo: str  # what an answer to a decision is called
    titles: Mapping[Status, str]  # what the other answers are called
    running: str  # at the head of each page
    page: tuple[str, str, str]  # around the two numbers
    given: str
    unchecked: str
    months: tuple[str, ...]
    moment: str

    # Headings.
    question: str
    summary: str
    statements: str
    support: str
    about: str

    # The table of what stands behind the statements.
    counted: str
    support_columns: tuple[str, ...]
    agreement: Mapping[Agreement, str]
    against: Mapping[Agreement, str]  # the same, before the numbers of what stands against it
    unknown: str

    # The list of sources.
    file: str
    no_place: str
    show: str

    # The table of what the answer was made with.
    about_columns: tuple[str, str]
    id: str
    created: str
    profile: str
    index: str
    checksum: str
    composer: str
    composers: Mapping[str, str]
    model: str
    prompt: str
    why_checksum: str
    facts: Mapping[str, str]  # of a profile
    it_organisations: Mapping[ItOrganisation, str]
    digital_lead: Mapping[bool, str]


WORDS: Mapping[Language, Words] = {
    "sv": Words(
        tag="sv-SE",
        comma=",",
        separator=";",
        author="advisor (automatiskt system)",
        memo="Underlag för beslut",
        titles={
            "answered": "Svar ur källorna",
            "partial": "Svar ur källorna",
            "no_evidence": "Fråga som källorna inte besvarar",
            "clarification": "Fråga som behöver preciseras",
            "refused": "Fråga som inte kan besvaras ur källorna",
        },
        running="Sammanställt av ett automatiskt system",
        page=("Sida ", " av ", ""),
        given="Svaret gavs den {when}.",
        unchecked="Ingen människa har granskat det: läs citaten i källorna innan ni förlitar er på"
        " dem.",
        months=(
            *("januari", "februari", "mars", "april", "maj", "juni"),
            *("juli", "augusti", "september", "oktober", "november", "december"),
        ),
        moment="{day}\u00a0{month} {year} kl.\u00a0{hour:02}.{minute:02}",
        question="Fråga",
        summary="Sammanfattning",
        statements="Vad källorna säger",
        support="Vad påståendena vilar på",
        about="Uppgifter om svaret",
        counted="För varje påstående räknas dokument. De som återger samma arbete räknas som en"
        " källa, och allt som ett dokument återger räknas till det dokumentet.",
        support_columns=(
            "Citat",
            "Oberoende källor per påstående",
            "Typ",
            "År",
            "Undersökningen gäller",
            "Samstämmighet",
        ),
        agreement={
            "agree": "flera källor säger detsamma",
            "disagree": "källor säger emot varandra",
            "both_sides": "samma källa tar upp båda sidor",
            "single": "ingen annan källa i svaret bekräftar det",
        },
        against={
            "agree": "",
            "disagree": "sägs emot av",
            "both_sides": "samma källa tar upp den andra sidan i",
            "single": "",
        },
        unknown="okänt",
        file="Fil: ",
        no_place="rubrik och sida är okända",
        show="Visa i källan",
        about_columns=("Uppgift", "Värde"),
        id="Svarets id",
        created="Tidpunkt (UTC)",
        profile="Uppgifter om kommunen som vägdes in",
        index="Register över källorna",
        checksum="Registrets kontrollsumma",
        composer="Sammanställt genom",
        composers={"extractive": "ordagranna citat, utan språkmodell"},
        model="Språkmodell",
        prompt="Språkmodellens instruktion",
        why_checksum="Kontrollsumman visar vilken utgåva av källorna som svaret gjordes ur.",
        facts={
            "population": "{n} invånare",
            "employees": "{n} anställda",
            "goals": "mål: {goals}",
        },
        it_organisations={
            "own": "egen it-organisation",
            "shared": "delad it-organisation",
            "none": "ingen it-organisation",
        },
        digital_lead={
            True: "har en digitaliseringsansvarig",
            False: "har ingen digitaliseringsansvarig",
        },
    ),
    "en": Words(
        tag="en-GB",
        comma=".",
        separator=",",
        author="advisor (automated system)",
        memo="Basis for a decision",
        titles={
            "answered": "Answer from the sources",
            "partial": "Answer from the sources",
            "no_evidence": "Question that the sources do not answer",
            "clarification": "Question to be made more precise",
            "refused": "Question that cannot be answered from the sources",
        },
        running="Compiled by an automated system",
        page=("Page ", " of ", ""),
        given="The answer was given on {when}.",
        unchecked="No person has reviewed it: read the quotes in their sources before you rely on"
        " them.",
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        moment="{day}\u00a0{month} {year} at\u00a0{hour:02}:{minute:02}",
        question="Question",
        summary="Summary",
        statements="What the sources say",
        support="What the statements rest on",
        about="About this answer",
        counted="For each statement, documents are counted. Those that relay the same work count as"
        " one source, and all that a document relays counts to that document.",
        support_columns=(
            *(
                "Quotes",
                "Independent sources per statement",
                "Kind",
                "Year",
                "What was studied",
                "Agreement",
            ),
        ),
        agreement={
            "agree": "several sources say the same",
            "disagree": "sources contradict each other",
            "both_sides": "the same source tells both sides",
            "single": "no other source in the answer confirms it",
        },
        against={
            "agree": "",
            "disagree": "contradicted by",
            "both_sides": "the same source tells the other side in",
            "single": "",
        },
        unknown="unknown",
        file="File: ",
        no_place="heading and page are unknown",
        show="Show in the source",
        about_columns=("Detail", "Value"),
        id="Answer id",
        created="Time (UTC)",
        profile="Details of the municipality",
        index="Index of the sources",
        checksum="Checksum of the index",
        composer="Compiled by",
        composers={"extractive": "quoting word for word, without a language model"},
        model="Language model",
        prompt="Instruction to the language model",
        why_checksum="The checksum tells which version of the sources the answer was made from.",
        facts={
            "population": "{n} inhabitants",
            "employees": "{n} employees",
            "goals": "goals: {goals}",
        },
        it_organisations={
            "own": "an IT organisation of its own",
            "shared": "a shared IT organisation",
            "none": "no IT organisation",
        },
        digital_lead={
            True: "someone is in charge of digitalisation",
            False: "nobody is in charge of digitalisation",
        },
    ),
}
