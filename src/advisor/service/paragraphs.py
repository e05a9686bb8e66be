"""The paragraphs that quotes stand in: each once, with all that is quoted of it told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from advisor.types import Citation, Document

AROUND_CHARS = 600  # shown on either side of a quote


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph, with the numbers of the citations that quote them."""

    text: str
    numbers: tuple[int, ...] = ()  # empty: nothing quotes them
    begins: tuple[int, ...] = ()  # those of the numbers whose quote begins here


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands around quotes; where it is long, "…" stands for what is left out."""

    lead_in: str  # of a list item; empty: none
    pieces: tuple[Piece, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Those of the citations that quote it, from the lowest."""
        return tuple(sorted({number for piece in self.pieces for number in piece.numbers}))


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    lead_in: str
    citations: tuple[Citation, ...]


def paragraphs_around(document: Document, citations: Sequence[Citation]) -> list[Paragraph]:
    """The paragraphs of a document that these citations quote, in its order.

    A quote that reaches over several blocks makes them one paragraph. Every citation must quote
    the document as it is.
    """
    spans: list[_Span] = []
    for span in sorted((_span(document, c) for c in citations), key=lambda it: it.start):
        if spans and span.start < spans[-1].end:
            spans[-1] = _joined(spans[-1], span)
        else:
            spans.append(span)
    return [Paragraph(it.lead_in, tuple(_pieces(document.text, it))) for it in spans]


def _span(document: Document, citation: Citation) -> _Span:
    """Of the blocks that the quote stands in; what nobody would see in the file is left out."""
    start, end = citation.start, citation.end
    blocks = [b for b in document.blocks if b.start < end and b.end > start and not b.hidden]
    if not blocks:
        return _Span(start, end, "", (citation,))
    first, lead_in = blocks[0], blocks[0].lead_in
    introduced = lead_in is not None and not first.start <= lead_in[0] < first.end
    return _Span(
        start=min(first.start, start),
        end=max(blocks[-1].end, end),
        lead_in=document.text[slice(*lead_in)] if lead_in and introduced else "",
        citations=(citation,),
    )


def _joined(one: _Span, other: _Span) -> _Span:
    citations = (*one.citations, *other.citations)
    return _Span(one.start, max(one.end, other.end), one.lead_in, citations)


def _pieces(text: str, span: _Span) -> Iterator[Piece]:
    """The paragraph, cut wherever a quote begins or ends."""
    quoted = [place for c in span.citations for place in (c.start, c.end)]
    cuts = sorted({span.start, span.end, *quoted})
    for start, end in pairwise(cuts):
        numbers = sorted(c.number for c in span.citations if c.start <= start < c.end)
        begins = sorted(c.number for c in span.citations if c.start == start)
        words = text[start:end]
        if not numbers:
            words = _shortened(words, is_first=start == span.start, is_last=end == span.end)
        yield Piece(words, tuple(numbers), tuple(begins))


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """At most so much as is shown beside a quote, in whole words."""
    if is_first:
        return _last_words(text)
    if is_last:
        return _first_words(text)
    if len(text) <= 2 * AROUND_CHARS:
        return text
    return f"{_first_words(text)} {_last_words(text).removeprefix('… ')}"


def _last_words(text: str) -> str:
    if len(text) <= AROUND_CHARS:
        return text
    return f"… {text[-AROUND_CHARS:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    if len(text) <= AROUND_CHARS:
        return text
    return f"{text[:AROUND_CHARS].rpartition(' ')[0]} …"
