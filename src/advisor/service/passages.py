"""The passages that bear on a question, for programs that make something of their own of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.documents.places import locate
from advisor.service.library import FOUND
from advisor.service.live_index import OpenIndex
from advisor.service.seen_text import seen_text
from advisor.types import Candidate, Chunk, Place, Question, Sentence, Source

MOST_SENTENCES = 3  # told of a passage


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that was searched for, with what is known of its source."""

    chunk: Chunk
    rank: int  # from 1
    text: str  # text[start:end] of its document as a person sees it: hidden letters are blanks
    place: Place
    source: Source
    sentences: tuple[Sentence, ...]  # those that bear most on the question, best first
    index_build: str


def find_passages(index: OpenIndex, question: Question, k: int) -> list[FoundPassage]:
    """The k passages that bear most on a question, best first; nothing is concluded from them."""
    query = index.understanding.understand(question)
    # A sentence is weighed by what was found around it, so as much is found as for an answer.
    hits = index.retriever.retrieve(query, max(k, FOUND))
    bearing = _by_chunk(index.selector.select(query, hits))
    ranks = {hit.chunk: hit.rank for hit in hits[:k]}
    return [
        _passage(index, chunk, ranks[chunk.id], bearing.get(chunk.id, ()))
        for chunk, _ in index.evidence.chunks(list(ranks))
    ]


def _by_chunk(candidates: Sequence[Candidate]) -> dict[int, list[Sentence]]:
    found: dict[int, list[Sentence]] = {}
    for candidate in candidates:
        found.setdefault(candidate.sentence.chunk, []).append(candidate.sentence)
    return found


def _passage(
    index: OpenIndex, chunk: Chunk, rank: int, sentences: Sequence[Sentence]
) -> FoundPassage:
    document = index.evidence.document(chunk.source)
    return FoundPassage(
        chunk=chunk,
        rank=rank,
        text=seen_text(document)[chunk.start : chunk.end],
        place=locate(document, chunk.start, chunk.end),
        source=document.source,
        sentences=tuple(sentences[:MOST_SENTENCES]),
        index_build=index.provenance.index_build,
    )
