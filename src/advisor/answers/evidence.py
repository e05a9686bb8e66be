"""The numbered evidence that a language model writes from."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from advisor.answers.addressed import stands_by_an_order
from advisor.types import Candidate, Document, Draft, Query, Sentence, Source, Span
from advisor.vocabulary import Language, Role

MOST_EVIDENCE = 24
MOST_WORDS = 90  # of one piece; a longer sentence is more than a statement can stand on
_ENDS_A_LINE = re.compile("[\x85\u2028\u2029]")  # to some readers; JSON leaves them as they are


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or list item, with what a writer must know of it."""

    number: int  # from 1
    span: Span
    lead_in: Span | None  # the words that introduce a list item
    source: Source
    section: tuple[str, ...]
    language: Language
    role: Role | None  # in the extractive draft; None: it is not in it

    @property
    def spans(self) -> tuple[Span, ...]:
        """All that a statement which stands on it quotes."""
        return (self.span,) if self.lead_in is None else (self.lead_in, self.span)


def gather(
    draft: Draft, candidates: Sequence[Candidate], document_of: Callable[[str], Document]
) -> tuple[Evidence, ...]:
    """What the draft quotes, then the best other candidates; best first, none twice.

    A paragraph that tells whoever writes the answer what to say is no evidence for a model, nor is
    the next one.
    """
    by_start = {(c.sentence.source, c.sentence.start): c.sentence for c in candidates}
    found: list[Evidence] = []

    def add(span: Span, role: Role | None) -> None:
        sentence = by_start.get((span.source, span.start))
        is_new = not any(_overlap(span, one.span) for one in found)
        if is_new and len(found) < MOST_EVIDENCE and len(span.quote.split()) <= MOST_WORDS:
            document = document_of(span.source)
            if stands_by_an_order(document, span.start, span.end):
                return
            lead_in = _lead_in(document, sentence) if sentence else None
            section = sentence.section if sentence else ()
            language: Language = sentence.language if sentence else "sv"
            found.append(
                Evidence(len(found) + 1, span, lead_in, document.source, section, language, role)
            )

    for statement in draft.statements:
        for span in statement.spans:
            add(span, statement.role)
    for candidate in candidates:
        sentence = candidate.sentence
        if not sentence.leans:  # alone it would say something else, or nothing
            add(Span(sentence.source, sentence.start, sentence.end, sentence.text), None)
    return tuple(found)


def told(evidence: Iterable[Evidence], boundary: str) -> str:
    """The evidence as text in which nothing can end it but the boundary, which nobody can know."""
    lines = [f"<<<{boundary}"]
    for one in evidence:
        about = {
            "number": one.number,
            "source": one.source.display_title,
            "year": one.source.year,
            "section": list(one.section),
            "language": one.language,
            "text": " ".join(span.quote for span in one.spans),
        }
        lines.append(_ENDS_A_LINE.sub(_escaped, json.dumps(about, ensure_ascii=False)))
    return "\n".join((*lines, f"{boundary}>>>"))


def boundary_for(query: Query, evidence: Sequence[Evidence], secret: bytes) -> str:
    """A mark that is alike for the same question and evidence, and that no document can foresee."""
    parts = [query.standalone, *(one.span.quote for one in evidence)]
    return hmac.new(secret, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:24]


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _lead_in(document: Document, sentence: Sentence) -> Span | None:
    if sentence.lead_in is None:
        return None
    start, end = sentence.lead_in
    words = document.text[start:end]
    if not words.strip() or words in sentence.section:  # a heading, which is told anyhow
        return None
    return Span(sentence.source, start, end, words)


def _overlap(one: Span, other: Span) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end
