"""An answer as LangChain's message, its citations as annotations of the text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage
from langchain_core.messages.content import Annotation, create_citation, create_text_block

from advisor.channels.markdown import Link, citations_of, first_marks, to_markdown
from advisor.channels.rendering import (
    QUOTE_MARKS,
    Paragraph,
    paragraphs,
    quoted,
    statement_lines,
    to_json,
    visible,
)
from advisor.types import Answer, Citation, Statement
from advisor.vocabulary import Bearing, Language

_NEAREST = "nearest"  # stands for the role of what is shown where the sources do not answer


@dataclass(frozen=True, slots=True)
class _Cited:
    """text[start:end] of an answer's text, and the citation that carries it."""

    start: int
    end: int
    citation: Citation
    role: str
    bearing: Bearing = "close"


def answer_message(answer: Answer, link: Link | None = None) -> AIMessage:
    """The answer as plain text: to be shown as it stands, not as Markdown or HTML.

    Of each quote the annotation covers just its letters in the text; where a statement is prose,
    each citation's annotation covers the prose that it carries. `cited_text` is the quote as it
    stands in the source. `link` gives the address of the page that shows a citation.
    """
    shown = paragraphs(answer)
    return _message(answer, _text(shown), _cited_in(answer, shown), link)


def markdown_message(answer: Answer, link: Link | None = None) -> AIMessage:
    """The answer as Markdown in which nothing of a source or a question is markup or a link.

    The annotation of each citation covers its first number in the text, "[1]".
    """
    text = to_markdown(answer, link)
    citations = citations_of(answer)
    of = {c.number: s for s in reversed(answer.statements) for c in s.citations}
    cited = [
        _Cited(mark.start, mark.end, citations[mark.number], said.role, said.bearing)
        for mark in first_marks(text)
        for said in [of[mark.number]]
    ]
    return _message(answer, text, cited, link)


def _message(answer: Answer, text: str, cited: Iterable[_Cited], link: Link | None) -> AIMessage:
    annotations: list[Annotation] = [
        _annotation(one, f"{answer.id}-{number}", link) for number, one in enumerate(cited, 1)
    ]
    block = create_text_block(text, id=answer.id, annotations=annotations)
    return AIMessage(
        content_blocks=[block],
        id=answer.id,
        # "v1" tells that the content is made of LangChain's own blocks.
        response_metadata={"output_version": "v1", "advisor": to_json(answer)},
    )


def _annotation(cited: _Cited, name: str, link: Link | None) -> Annotation:
    citation = cited.citation
    extras: dict[str, Any] = {
        "number": citation.number,
        "role": cited.role,
        "bearing": cited.bearing,
        "source": citation.source,
        "kind": citation.kind,
        "year": citation.year,
        "section": list(citation.section),
        "page": citation.page,
        "language": citation.language,
        "start": citation.start,
        "end": citation.end,
        "raw_start": citation.raw_start,
        "raw_end": citation.raw_end,
        "repaired": citation.repaired,
    }
    return create_citation(
        url=None if link is None else link(citation),
        title=citation.title,
        start_index=cited.start,
        end_index=cited.end,
        cited_text=citation.quote,
        id=name,
        **extras,
    )


# --- Where the text says what a citation carries ----------------------------------------


def _cited_in(answer: Answer, shown: Sequence[Paragraph]) -> list[_Cited]:
    """What each citation carries, in the order of the text that these paragraphs make."""
    places = _places(shown)
    cited: list[_Cited] = []
    for statement in answer.statements:
        line = visible(statement_lines(statement, answer.language)[0])
        at = places[line].popleft()
        for start, end, citation in _carried(statement, line, answer.language):
            begins, ends = at + start, at + end
            cited.append(_Cited(begins, ends, citation, statement.role, statement.bearing))
    for citation in answer.nearest:
        line = visible(quoted(citation, answer.language))
        at = places[line].popleft()
        start, end = _quote_in(line, citation, answer.language)
        cited.append(_Cited(at + start, at + end, citation, _NEAREST))
    return sorted(cited, key=lambda one: (one.start, one.citation.number))


def _text(shown: Iterable[Paragraph]) -> str:
    return "\n".join(" " * paragraph.indent + paragraph.text for paragraph in shown)


def _places(shown: Sequence[Paragraph]) -> dict[str, deque[int]]:
    """Where in the text each line with a quote begins."""
    places: dict[str, deque[int]] = {}
    at = 0
    for paragraph in shown:
        if paragraph.kind == "quote":
            places.setdefault(paragraph.text, deque()).append(at + paragraph.indent)
        at += paragraph.indent + len(paragraph.text) + 1
    return places


def _carried(
    statement: Statement, line: str, language: Language
) -> Iterator[tuple[int, int, Citation]]:
    """What each citation carries in a statement's line: its quote, or the prose."""
    quotes = dict.fromkeys(citation.quote for citation in statement.citations)
    if statement.text != " ".join(quotes):
        for citation in statement.citations:
            yield 0, len(visible(statement.text)), citation
        return
    at = 0
    for quote in quotes:
        same = [citation for citation in statement.citations if citation.quote == quote]
        start, end = _quote_in(line, same[0], language, at)
        for citation in same:
            yield start, end, citation
        at = end


def _quote_in(line: str, citation: Citation, language: Language, at: int = 0) -> tuple[int, int]:
    """Where the quote's letters stand; all of the line where what they hold swallowed the marks."""
    marked = visible(quoted(citation, language))
    found = line.find(marked, at)
    if found < 0:
        return 0, len(line)
    start = found + len(QUOTE_MARKS[language][0])
    return start, start + len(visible(citation.quote))
