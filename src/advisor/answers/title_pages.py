"""What a source tells of itself, quoted from its title page: who wrote it, when, which version."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from advisor.answers.attribution import source_name
from advisor.answers.phrases import PHRASES
from advisor.language.folding import fold
from advisor.types import (
    Block,
    Candidate,
    Composer,
    Document,
    Draft,
    DraftStatement,
    Offer,
    Query,
    Source,
    Span,
)
from advisor.vocabulary import Language, WorkFact

MOST_WORDS = 25  # of a line that tells such a thing; a longer one is running text
_DATE = re.compile(r"\b(?:\w*datum|\w*date[dn]?|utgiven|published)\b")
# How a title page calls what it tells. Folded.
_LABELS: Mapping[WorkFact, re.Pattern[str]] = {
    "author": re.compile(r"\b(?:forfattare|skriven av|authors?|written by)\b"),
    "publisher": re.compile(r"\b(?:utgivare|utgiven av|publisher|published by)\b"),
    "date": _DATE,
    "newest": _DATE,
    "oldest": _DATE,
    "version": re.compile(r"\bversion(?:en|snummer)?\b"),
    "supervisor": re.compile(r"\b(?:handledare|supervisors?|tutors?|advisors?)\b"),
}
# The name of a field that a catalogue has run together with its value: "dc.contributor.author".
_FIELD = re.compile(r"dc(?:\.[a-z]+)+(?=[^a-z.\s])")
_OF_FIRST: frozenset[WorkFact] = frozenset({"newest", "oldest"})
_Told = Sequence[Sequence[Span]]  # of one document, for each fact that is asked of it
_SHORT = 2  # letters of a name that is an initial


class TitlePageComposer:
    """Answers what is asked of the sources themselves, and leaves all else to another composer.

    `asked_of` tells the files of the sources that a query asks it of, none where it asks for more.
    """

    def __init__(
        self,
        other: Composer,
        asked_of: Callable[[Query], Sequence[str]],
        document_of: Callable[[str], Document],
    ) -> None:
        self._other = other
        self._asked_of = asked_of
        self._document_of = document_of

    def compose(
        self, query: Query, candidates: Sequence[Candidate], offer: Offer = lambda _said: None
    ) -> Draft:
        """The lines of the title pages that tell it; partial where a source does not tell all."""
        if not query.of_work or query.status in ("refused", "clarification"):
            return self._other.compose(query, candidates, offer)
        asked_of = [self._document_of(file) for file in self._asked_of(query)]
        if not asked_of:
            return self._other.compose(query, candidates, offer)
        documents, asked = _by_date(asked_of, query.of_work)
        told = [[told_by(document, fact) for fact in asked] for document in documents]
        statements = [
            _statement(document.source, lines, query.answer_language)
            for document, facts in zip(documents, told, strict=True)
            if (lines := _once(facts))
        ]
        # The first of all that cannot be quoted leaves nothing to say of who is first.
        if not statements or (_is_of_first(asked) and not any(told[0])):
            return self._other.compose(replace(query, status="no_evidence"), candidates, offer)
        is_whole = all(all(facts) for facts in told)
        return Draft("answered" if is_whole else "partial", tuple(statements))


def told_by(document: Document, fact: WorkFact) -> list[Span]:
    """The lines of a document's title page that tell a fact of it; [] where none does.

    What the corpus list knows of the source is looked for; what it has no field for, by the word
    that a title page calls it by. A line that only names what the next one tells is quoted with it.
    """
    page = _title_page(document)
    known = _known(document.source, fact)
    label = _LABELS[fact]
    found: list[Span] = []
    for before, block in pairwise([*page[:1], *page]):
        text = _folded(document, block)
        tells = any(_has(text, name) for name in known) if known else bool(label.search(text))
        if not tells or any(_tells_no_more(text, span.quote, known) for span in found):
            continue
        is_named = label.search(_folded(document, before))
        found.append(_span(document, before if is_named else block, block))
    return found


def _title_page(document: Document) -> list[Block]:
    """The short lines that stand outside of the text, in order."""
    return [
        block
        for block in document.blocks
        if block.kind == "notice"
        and not block.hidden
        and len(document.text[block.start : block.end].split()) <= MOST_WORDS
    ]


def _known(source: Source, fact: WorkFact) -> tuple[str, ...]:
    """What the corpus list has of a source, to be found on its title page."""
    if fact == "author":
        return source.authors
    if fact == "publisher":
        return (source.publisher,) if source.publisher else ()
    if fact == "version":
        return (source.version,) if source.version else ()
    return (source.date,) if source.date and fact in ("date", "newest", "oldest") else ()


def _has(folded: str, name: str) -> bool:
    """Whether a line has a name or a number, its words in any order."""
    said = set(re.findall(r"[\w.-]*\w", folded))
    words = [word for word in re.findall(r"[\w.-]*\w", fold(name)) if len(word) >= _SHORT]
    return bool(words) and said.issuperset(words)


def _tells_no_more(text: str, quoted: str, known: Sequence[str]) -> bool:
    return all(_has(fold(quoted), name) for name in known if _has(text, name))


def _folded(document: Document, block: Block) -> str:
    return fold(_FIELD.sub("", document.text[block.start : block.end]))


def _span(document: Document, first: Block, last: Block) -> Span:
    """From one line to another, without the name of a field."""
    field = _FIELD.match(document.text, first.start, last.end)
    start = field.end() if field else first.start
    return Span(document.source.file, start, last.end, document.text[start : last.end])


def _by_date(
    documents: Sequence[Document], asked: Sequence[WorkFact]
) -> tuple[Sequence[Document], Sequence[WorkFact]]:
    """The newest or the oldest first, where that is asked for, those without a date last; it alone
    where something else is asked of it.
    """
    if not _is_of_first(asked):
        return documents, asked
    dated = sorted(
        (document for document in documents if document.source.date),
        key=lambda document: document.source.date or "",
        reverse="newest" in asked,
    )
    else_asked = [fact for fact in asked if fact not in _OF_FIRST]
    if dated and else_asked:
        return dated[:1], else_asked
    return [*dated, *(d for d in documents if not d.source.date)], asked


def _is_of_first(asked: Sequence[WorkFact]) -> bool:
    return not _OF_FIRST.isdisjoint(asked)


def _once(facts: _Told) -> list[Span]:
    """The lines that tell several facts, each once, in the order of the page."""
    spans = {span.end: span for spans in facts for span in spans}
    return [spans[end] for end in sorted(spans)]


def _statement(source: Source, spans: Sequence[Span], language: Language) -> DraftStatement:
    name = source_name(source, language)
    return DraftStatement("finding", tuple(spans), PHRASES[language].of_itself.format(source=name))
