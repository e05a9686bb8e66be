"""What is measured: whatever answers a question and tells what it found on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from advisor.bootstrap import Parts
from advisor.channels.rendering import to_json
from advisor.documents.offsets import to_raw
from advisor.types import Candidate, Chunk, Draft, Hit, Offer, Query, Question
from evals.spans import Passages, RawSpan


@dataclass(frozen=True, slots=True)
class Observation:
    """One question on its way through a subject."""

    answer: Mapping[str, Any]  # in the JSON form of the Answer
    retrieved: tuple[RawSpan, ...]  # passages, best first
    ranked: tuple[RawSpan, ...] = ()  # their sentences as the selector orders them, best first
    drafted: tuple[RawSpan, ...] = ()  # what the composer chose, before it was looked up again
    seconds: Mapping[str, float] = field(default_factory=dict)  # by stage


class Subject(Protocol):
    """A way to answer."""

    @property
    def name(self) -> str:
        """What tables call it."""
        ...

    @property
    def passages(self) -> Passages:
        """All that it can find."""
        ...

    @property
    def reading(self) -> Mapping[str, str]:
        """The text of each source that its quotes are offsets into."""
        ...

    def place(self, source: str, start: int, end: int) -> RawSpan:
        """Where words of its text of a source stand in the raw one."""
        ...

    def observe(self, question: Question) -> Observation:
        """Answer, and tell the way."""
        ...


class AdvisorSubject:
    """advisor itself, made of the parts given, each of which is listened to."""

    def __init__(self, name: str, parts: Parts) -> None:
        self.name = name
        self._evidence = parts.evidence
        self._documents = {
            source.file: parts.evidence.document(source.file) for source in parts.evidence.sources()
        }
        chunks = parts.evidence.chunks(range(parts.evidence.n_chunks))
        self._chunks = {chunk.id: self._chunk_span(chunk) for chunk, _ in chunks}
        self._heard = _Listener(parts)
        heard = self._heard
        self._advisor = replace(parts, retriever=heard, selector=heard, composer=heard).advisor()
        self.passages = Passages(tuple(self._chunks.values()))
        self.reading = {file: document.text for file, document in self._documents.items()}

    def observe(self, question: Question) -> Observation:
        """Answer, and tell what each stage gave."""
        answer = self._advisor.ask(question)
        heard = self._heard
        drafted = [span for made in heard.draft.statements for span in made.spans]
        return Observation(
            answer=to_json(answer),
            retrieved=tuple(self._chunks[hit.chunk] for hit in heard.hits),
            ranked=tuple(
                self.place(c.sentence.source, c.sentence.start, c.sentence.end)
                for c in heard.candidates
            ),
            drafted=tuple(self.place(span.source, span.start, span.end) for span in drafted),
            seconds=answer.provenance.seconds,
        )

    def _chunk_span(self, chunk: Chunk) -> RawSpan:
        return self.place(chunk.source, chunk.start, chunk.end)

    def place(self, source: str, start: int, end: int) -> RawSpan:
        """Where words of the reading text stand in the raw one."""
        return RawSpan(source, *to_raw(self._documents[source].segments, start, end))


class _Listener:
    """Stands in the place of three parts, hands on what they are asked and keeps what they say."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.hits: Sequence[Hit] = ()
        self.candidates: Sequence[Candidate] = ()
        self.draft = Draft("no_evidence", ())

    def retrieve(self, query: Query, k: int) -> Sequence[Hit]:
        self.hits = self._parts.retriever.retrieve(query, k)
        return self.hits

    def select(self, query: Query, hits: Sequence[Hit]) -> Sequence[Candidate]:
        self.candidates = self._parts.selector.select(query, hits)
        return self.candidates

    def compose(self, query: Query, candidates: Sequence[Candidate], offer: Offer) -> Draft:
        self.draft = self._parts.composer.compose(query, candidates, offer)
        return self.draft
