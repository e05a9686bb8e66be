"""The sources of the index in use, to be looked up and read."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.documents.places import locate
from advisor.errors import BadInputError, NotFoundError
from advisor.service.live_index import LiveIndex
from advisor.types import Candidate, Document, Place, Question, Source

CONTEXT_CHARS = 600  # shown on either side of a passage
MOST_CHARS = 20_000  # of a passage
FOUND = 80  # passages whose sentences are looked at, as for an answer


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a source, with those below it; text[start:end] is what it holds."""

    heading: str
    start: int
    end: int
    page: int | None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end] of a source with what stands around it, as it is read and as it came."""

    source: Source
    start: int
    end: int
    text: str
    before: str
    after: str
    raw: str
    place: Place


class Library:
    """Reads the index that is in use at the time."""

    def __init__(self, live: LiveIndex) -> None:
        self._live = live

    def sources(self) -> tuple[Source, ...]:
        """All that are indexed, in the order of the corpus list."""
        with self._live.lent() as index:
            return index.evidence.sources()

    def document(self, file: str) -> Document:
        """One source with its texts; NotFoundError if there is none."""
        with self._live.lent() as index:
            try:
                return index.evidence.document(file)
            except KeyError as error:
                raise NotFoundError(
                    f"There is no source {file}. Look at the list of sources."
                ) from error

    def passage(self, file: str, start: int, end: int) -> Passage:
        """text[start:end] of a source in its context; BadInputError where it has no such place."""
        document = self.document(file)
        size = len(document.text)
        if not 0 <= start < end <= size:
            raise BadInputError(
                f"{file} has {size} characters; start and end must lie within them, start first."
            )
        if end - start > MOST_CHARS:
            raise BadInputError(f"At most {MOST_CHARS} characters are given. Ask for fewer.")
        place = locate(document, start, end)
        return Passage(
            source=document.source,
            start=start,
            end=end,
            text=document.text[start:end],
            before=document.text[max(start - CONTEXT_CHARS, 0) : start],
            after=document.text[end : end + CONTEXT_CHARS],
            raw=document.raw[place.raw_start : place.raw_end],
            place=place,
        )

    def search(self, question: Question, k: int) -> list[Candidate]:
        """The k sentences that bear most on a question, best first, without composing an answer."""
        with self._live.lent() as index:
            query = index.understanding.understand(question)
            hits = index.retriever.retrieve(query, FOUND)
            return list(index.selector.select(query, hits)[:k])
