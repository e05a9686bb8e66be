"""An answer as data or as text: pure functions that every channel shares."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from advisor.channels.grouping import grouped
from advisor.types import Answer, Citation, Statement, Strength
from advisor.vocabulary import Language

if TYPE_CHECKING:
    from rich.text import Text

Kind = Literal["notice", "summary", "heading", "attribution", "quote", "source", "note"]

LEAST_WIDTH = 40  # columns; a narrower window is left to break the lines itself
MOST_WIDTH = 100  # longer lines are hard to read

# The order in which the answer is written out as data.
_ANSWER_FIELDS = (
    *("id", "created", "question", "standalone_question", "language", "form", "status"),
    *("summary", "statements", "strength", "caveats", "nearest", "next_questions", "choices"),
    *("profile_effect", "unsupported", "provenance"),
)
_STATEMENT_FIELDS = ("role", "bearing", "text", "attribution", "citations")

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "sv": {
        "notice": "Ett automatiskt system svarar, med citat ur namngivna källor.",
        "written": (
            "Skrivet av språkmodellen {model} och prövat mot citaten. Citaten är källornas egna"
            " ord."
        ),
        "not_written": (
            "Språkmodellen {model} gav inget svar som höll. Svaret är källornas egna meningar."
        ),
        "understood": "Tolkad som: {question}",
        "foreign": "(på engelska)",
        "disagree": "Källorna är oense om detta.",
        "sources": "Källor",
        "section_page": "s. {page}",
        "undated": "odaterad",
        "repaired": "rättad OCR-text",
        "caveats": "Att tänka på",
        "profile": "För er kommun",
        "nearest": "Närmast i underlaget",
        "next_questions": "Frågor som underlaget kan svara på",
        "choices": "Välj något av detta, eller fråga mer bestämt",
        "left_out_one": "Ett påstående är utelämnat, eftersom det inte kunde beläggas.",
        "left_out": "{n} påståenden är utelämnade, eftersom de inte kunde beläggas.",
    },
    "en": {
        "notice": "An automated system answers, with quotes from named sources.",
        "written": (
            "Written by the language model {model} and checked against the quotes. The quotes are"
            " the sources' own words."
        ),
        "not_written": (
            "The language model {model} gave no answer that held. The answer is the sources' own"
            " sentences."
        ),
        "understood": "Understood as: {question}",
        "foreign": "(in Swedish)",
        "disagree": "The sources disagree on this.",
        "sources": "Sources",
        "section_page": "p. {page}",
        "undated": "undated",
        "repaired": "corrected OCR text",
        "caveats": "To bear in mind",
        "profile": "For your municipality",
        "nearest": "Nearest in the sources",
        "next_questions": "Questions that the sources can answer",
        "choices": "Choose one of these, or ask more precisely",
        "left_out_one": "One statement is left out, because it could not be verified.",
        "left_out": "{n} statements are left out, because they could not be verified.",
    },
}
QUOTE_MARKS: Mapping[Language, tuple[str, str]] = {"sv": ("”", "”"), "en": ("“", "”")}
_SECONDS: Mapping[Language, tuple[str, str]] = {
    "sv": ("sekund", "sekunder"),
    "en": ("second", "seconds"),
}
_STYLES: Mapping[Kind, str] = {
    "notice": "italic",
    "summary": "bold",
    "heading": "bold cyan",
    "attribution": "",
    "quote": "",
    "source": "",
    "note": "italic",
}
# What a terminal obeys instead of showing: colours, titles, links, cursor movements.
_ESCAPE_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an answer as people read it; an empty text is a blank line."""

    text: str
    kind: Kind = "note"
    indent: int = 0  # columns
    hanging: int = 0  # more columns from the second line on


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer in its documented names and order: null where nothing is known, lists always."""
    data = _plain(answer)
    data["statements"] = [statement_to_json(statement) for statement in answer.statements]
    return {name: data[name] for name in _ANSWER_FIELDS}


def authorship(answer: Answer) -> str | None:
    """What tells which language model wrote an answer and where it runs; None: none was asked."""
    model = answer.provenance.model
    if model is None:
        return None
    texts = TEXTS[answer.language]
    said = texts["written" if answer.provenance.composer == "generative" else "not_written"]
    return said.format(model=model)


def statement_to_json(statement: Statement) -> dict[str, Any]:
    """One statement as it stands in the answer's data."""
    data = _plain(statement)
    return {name: data[name] for name in _STATEMENT_FIELDS}


def notice(language: Language) -> str:
    """What tells a person, before or with the first answer, that no person answers."""
    return TEXTS[language]["notice"]


def to_text(answer: Answer, width: int = MOST_WIDTH) -> str:
    """The answer for a person, in plain lines no wider than `width` where words allow it."""
    return "\n".join(_wrapped(p, width) for p in paragraphs(answer)) + "\n"


def to_rich(answer: Answer, width: int = MOST_WIDTH) -> Text:
    """The same lines, styled for a terminal; nothing in them is read as markup."""
    from rich.text import Text  # a tenth of a second that a pipe or a service need not pay

    styled = Text()
    for paragraph in paragraphs(answer):
        styled.append(_wrapped(paragraph, width) + "\n", style=_STYLES[paragraph.kind])
    return styled


def paragraphs(answer: Answer) -> tuple[Paragraph, ...]:
    """All that a person is shown, in reading order, without control characters."""
    texts = TEXTS[answer.language]
    blocks = [
        [Paragraph(notice(answer.language), "notice")],
        [Paragraph(said, "note") for said in (authorship(answer),) if said],
        _understood(answer, texts),
        [Paragraph(answer.summary, "summary")],
        *_statements(answer),
        _listed(texts["profile"], [answer.profile_effect] if answer.profile_effect else ()),
        _sources(answer, texts),
        _caveats(answer, texts),
        _nearest(answer, texts),
        _listed(texts["next_questions"], answer.next_questions),
        _listed(texts["choices"], answer.choices),
        _left_out(answer, texts),
    ]
    blank = Paragraph("")
    shown = [p for block in blocks if block for p in (blank, *map(_safe, block))]
    return tuple(shown[1:])


def visible(text: str) -> str:
    """The text on one line, without what a terminal obeys or a reader cannot see."""
    return "".join(map(_shown, _ESCAPE_SEQUENCES.sub("", text)))


def with_colon(attribution: str) -> str:
    """What stands before quotes and says whose they are."""
    attribution = attribution.rstrip()
    return attribution if attribution.endswith(":") else f"{attribution}:"


def statement_lines(statement: Statement, language: Language) -> list[str]:
    """The quotes on one line, or prose and below it the quotes that carry it."""
    by_quote: dict[str, list[Citation]] = {}
    for citation in statement.citations:
        by_quote.setdefault(citation.quote, []).append(citation)
    quotes = [_quote(same, language) for same in by_quote.values()]
    if statement.text == " ".join(by_quote):
        return [" ".join(quotes)]
    return [f"{statement.text} {_numbers(c.number for c in statement.citations)}", *quotes]


def standing(strength: Strength | None, language: Language) -> str:
    """What stands against a statement, for people; empty where nothing does."""
    if strength is None:
        return ""
    if strength.agreement == "disagree":  # an answer that was kept long ago has no note
        return strength.note or TEXTS[language]["disagree"]
    return strength.note


def quoted(citation: Citation, language: Language) -> str:
    """A quote within marks; said where it is in another language than the answer."""
    before, after = QUOTE_MARKS[language]
    marked = f"{before}{citation.quote}{after}"
    return f"{marked} {TEXTS[language]['foreign']}" if is_foreign(citation, language) else marked


def is_foreign(citation: Citation, language: Language) -> bool:
    """Whether a quote is in another language than the answer; names and numbers are in none."""
    has_words = any(word[1:].islower() for word in citation.quote.split())
    return has_words and citation.language != language


def seconds_in_words(count: int, language: Language) -> str:
    """How long to wait."""
    one, more = _SECONDS[language]
    return f"{count} {one if count == 1 else more}"


def source_title(citation: Citation, texts: Mapping[str, str]) -> str:
    """The title and, unless it ends with it, the year."""
    year = str(citation.year or texts["undated"])
    return citation.title if citation.title.endswith(year) else f"{citation.title}, {year}"


def place_of(citation: Citation, texts: Mapping[str, str]) -> str:
    """Headings and page of a citation; said where its letters were mended."""
    parts = [" › ".join(citation.section)]
    if citation.page is not None:
        parts.append(texts["section_page"].format(page=citation.page))
    place = ", ".join(filter(None, parts))
    return f"{place} ({texts['repaired']})".lstrip() if citation.repaired else place


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value


def _safe(paragraph: Paragraph) -> Paragraph:
    return Paragraph(visible(paragraph.text), paragraph.kind, paragraph.indent, paragraph.hanging)


def _shown(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":  # control characters, line and paragraph separators
            return " "
        case "Cf" | "Cs":  # direction marks and other unseen signs, halves of a character
            return ""
        case _:
            return character


def _wrapped(paragraph: Paragraph, width: int) -> str:
    """Lines to copy from: no word and no quote is cut."""
    return textwrap.fill(
        paragraph.text,
        max(min(width, MOST_WIDTH), LEAST_WIDTH),
        initial_indent=" " * paragraph.indent,
        subsequent_indent=" " * (paragraph.indent + paragraph.hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


# --- The parts of an answer -----------------------------------------------------------


def _understood(answer: Answer, texts: Mapping[str, str]) -> list[Paragraph]:
    if " ".join(answer.standalone_question.split()) == " ".join(answer.question.split()):
        return []
    said = texts["understood"].format(question=answer.standalone_question)
    return [Paragraph(said, "note")]


def _statements(answer: Answer) -> Iterator[list[Paragraph]]:
    """One block for each group."""
    strength = {s.statement: s for s in answer.strength}
    for group in grouped(answer):
        block = [Paragraph(group.heading, "heading")]
        for attribution, said in groupby(group.statements, key=lambda pair: pair[1].attribution):
            if attribution:
                block.append(Paragraph(with_colon(attribution), "attribution", 2))
            for index, statement in said:
                block += _statement(statement, answer.language, 4 if attribution else 2)
                if note := standing(strength.get(index), answer.language):
                    block.append(Paragraph(note, "note", 4))
        yield block


def _statement(statement: Statement, language: Language, indent: int) -> list[Paragraph]:
    first, *below = statement_lines(statement, language)
    return [
        Paragraph(first, "quote", indent),
        *(Paragraph(quote, "quote", indent + 2) for quote in below),
    ]


def _quote(citations: Sequence[Citation], language: Language) -> str:
    """The words that these citations share, with their numbers."""
    return f"{quoted(citations[0], language)} {_numbers(c.number for c in citations)}"


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(f"[{number}]" for number in dict.fromkeys(numbers))


def _sources(answer: Answer, texts: Mapping[str, str]) -> list[Paragraph]:
    """Each document once, and below it the places that are cited."""
    citations = {c.number: c for s in answer.statements for c in s.citations}
    block: list[Paragraph] = []
    for source in dict.fromkeys(c.source for c in citations.values()):
        cited = [c for c in citations.values() if c.source == source]
        block.append(Paragraph(source_title(cited[0], texts), "source", 2, hanging=2))
        places: dict[str, list[int]] = {}
        for citation in cited:
            places.setdefault(place_of(citation, texts), []).append(citation.number)
        for place, numbers in places.items():
            line = f"{_numbers(sorted(numbers))} {place}"
            block.append(Paragraph(line.rstrip(), "source", 4, hanging=4))
    return [Paragraph(texts["sources"], "heading"), *block] if block else []


def _caveats(answer: Answer, texts: Mapping[str, str]) -> list[Paragraph]:
    said = [f"{c.text} {_numbers(c.citations)}".rstrip() for c in answer.caveats]
    return _listed(texts["caveats"], said)


def _nearest(answer: Answer, texts: Mapping[str, str]) -> list[Paragraph]:
    if not answer.nearest:
        return []
    block = [Paragraph(texts["nearest"], "heading")]
    for citation in answer.nearest:
        where = ", ".join(filter(None, [source_title(citation, texts), place_of(citation, texts)]))
        block.append(Paragraph(quoted(citation, answer.language), "quote", 2))
        block.append(Paragraph(where, "source", 4, hanging=2))
    return block


def _listed(heading: str, items: Sequence[str]) -> list[Paragraph]:
    if not items:
        return []
    listed = (Paragraph(f"- {item}", "source", 2, hanging=2) for item in items)
    return [Paragraph(heading, "heading"), *listed]


def _left_out(answer: Answer, texts: Mapping[str, str]) -> list[Paragraph]:
    count = len(answer.unsupported)
    if not count:
        return []
    said = texts["left_out_one"] if count == 1 else texts["left_out"].format(n=count)
    return [Paragraph(said, "note")]
