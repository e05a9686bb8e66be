"""Quotes looked up again in the stored documents: what is not there is not shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.types import (
    Citation,
    Document,
    Draft,
    DraftStatement,
    Place,
    Span,
    Statement,
    Unsupported,
    Watch,
)

GetDocument = Callable[[str], Document]
Locate = Callable[[Document, int, int], Place]


@dataclass(frozen=True, slots=True)
class Cited:
    """A draft after its quotes were looked up."""

    statements: tuple[Statement, ...]
    nearest: tuple[Citation, ...]
    unsupported: tuple[Unsupported, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the statements, each once, in the order of first use."""
        return tuple({c.number: c for s in self.statements for c in s.citations}.values())


class Citer:
    """Turns claimed spans into citations, numbered in the order of first use."""

    def __init__(self, get_document: GetDocument, locate: Locate) -> None:
        self._get_document = get_document
        self._locate = locate

    def cite(self, draft: Draft, watch: Watch = lambda _proven: None) -> Cited:
        """Statements whose every quote stands where it is said to stand; the others reported.

        `watch` is told of each statement as soon as it is proven.
        """
        return self.begin(watch).finish(draft)

    def begin(self, watch: Watch) -> Citing:
        """Look up what is offered before the draft is whole."""
        return Citing(self, watch)

    def proven(
        self, statement: DraftStatement, numbers: dict[tuple[str, int, int], int]
    ) -> Statement | Unsupported:
        """The statement with its citations, or why it is not shown; new quotes are numbered."""
        text = joined(statement.spans) if statement.text is None else statement.text
        problem = self._problem(statement)
        if problem:
            return Unsupported(text, problem)
        return Statement(
            role=statement.role,
            text=text,
            citations=tuple(self.citation(span, numbers) for span in statement.spans),
            attribution=statement.attribution,
            bearing=statement.bearing,
        )

    def stands(self, span: Span) -> bool:
        """Whether the quote stands where it is said to stand."""
        try:
            document = self._get_document(span.source)
        except KeyError:
            return False
        if not 0 <= span.start < span.end <= len(document.text):
            return False
        return document.text[span.start : span.end] == span.quote

    def _problem(self, statement: DraftStatement) -> str | None:
        if not statement.spans:
            return "no_quote"
        return None if all(map(self.stands, statement.spans)) else "quote_not_in_source"

    def citation(self, span: Span, numbers: dict[tuple[str, int, int], int]) -> Citation:
        document = self._get_document(span.source)
        place = self._locate(document, span.start, span.end)
        source = document.source
        key = (span.source, span.start, span.end)
        return Citation(
            number=numbers.setdefault(key, len(numbers) + 1),
            source=source.file,
            title=source.display_title,
            kind=source.kind,
            year=source.year,
            section=place.section,
            page=place.page,
            language=place.language,
            quote=span.quote,
            start=span.start,
            end=span.end,
            raw_quote=document.raw[place.raw_start : place.raw_end],
            raw_start=place.raw_start,
            raw_end=place.raw_end,
            repaired=place.repaired,
        )


class Citing:
    """The statements of one answer, each looked up once."""

    def __init__(self, citer: Citer, watch: Watch) -> None:
        self._citer = citer
        self._watch = watch
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._offered: list[tuple[DraftStatement, Statement]] = []

    def offer(self, statement: DraftStatement) -> None:
        """Look a statement up and tell of it, before it is known whether it stays."""
        found = self._citer.proven(statement, self._numbers)
        if isinstance(found, Statement):
            self._offered.append((statement, found))
            self._watch(found)

    def finish(self, draft: Draft) -> Cited:
        """The whole draft looked up; what was told already is not told again."""
        count = len(self._offered)
        if tuple(statement for statement, _ in self._offered) != draft.statements[:count]:
            # Other statements than were offered: all is numbered and told anew.
            self._numbers, count = {}, 0
        told = [found for _, found in self._offered[:count]]
        unsupported = list(draft.unsupported)
        for statement in draft.statements[count:]:
            found = self._citer.proven(statement, self._numbers)
            if isinstance(found, Unsupported):
                unsupported.append(found)
                continue
            told.append(found)
            self._watch(found)
        nearest = tuple(
            self._citer.citation(span, self._numbers)
            for span in draft.nearest
            if self._citer.stands(span)
        )
        return Cited(tuple(told), nearest, tuple(unsupported))


def joined(spans: Sequence[Span]) -> str:
    """The quotes as one text; the same words from two sources are said once."""
    said: list[str] = []
    for span in spans:
        if span.quote not in said:
            said.append(span.quote)
    return " ".join(said)
