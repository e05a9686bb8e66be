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
        numbers: dict[tuple[str, int, int], int] = {}
        statements: list[Statement] = []
        unsupported: list[Unsupported] = []
        for statement in draft.statements:
            problem = self._problem(statement)
            if problem:
                unsupported.append(Unsupported(_joined(statement.spans), problem))
                continue
            citations = tuple(self._citation(span, numbers) for span in statement.spans)
            proven = Statement(
                role=statement.role,
                text=_joined(statement.spans),
                citations=citations,
                attribution=statement.attribution,
            )
            statements.append(proven)
            watch(proven)
        nearest = tuple(
            self._citation(span, numbers) for span in draft.nearest if self._stands(span)
        )
        return Cited(tuple(statements), nearest, tuple(unsupported))

    def _problem(self, statement: DraftStatement) -> str | None:
        if not statement.spans:
            return "no_quote"
        return None if all(map(self._stands, statement.spans)) else "quote_not_in_source"

    def _stands(self, span: Span) -> bool:
        try:
            document = self._get_document(span.source)
        except KeyError:
            return False
        if not 0 <= span.start < span.end <= len(document.text):
            return False
        return document.text[span.start : span.end] == span.quote

    def _citation(self, span: Span, numbers: dict[tuple[str, int, int], int]) -> Citation:
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


def _joined(spans: Sequence[Span]) -> str:
    """The quotes as one text; the same words from two sources are said once."""
    said: list[str] = []
    for span in spans:
        if span.quote not in said:
            said.append(span.quote)
    return " ".join(said)
