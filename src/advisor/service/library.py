"""The sources of the index in use, to be looked up and read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.documents.places import locate
from advisor.errors import BadInputError, NotFoundError
from advisor.index.store import Evidence
from advisor.service.live_index import LiveIndex
from advisor.service.outline import Section, outline
from advisor.service.paragraphs import Paragraph, paragraphs_around
from advisor.types import Citation, Document, Place, Question, Sentence, Source

CONTEXT_CHARS = 600  # shown on either side of a passage
MOST_CHARS = 20_000  # of a passage
FOUND = 80  # passages whose sentences are looked at, as for an answer


@dataclass(frozen=True, slots=True)
class Listed:
    """A source with how much of it can be found and quoted."""

    source: Source
    passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A source with what is in it."""

    listed: Listed
    characters: int
    sections: tuple[Section, ...]
    warnings: tuple[str, ...]  # of whoever read the file


@dataclass(frozen=True, slots=True)
class Repair:
    """Letters of a source that were mended: text[start:end] stood as `raw` in the file."""

    start: int
    end: int
    raw: str


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
    repaired: tuple[Repair, ...]  # the mended spans of the passage, in order
    hidden: tuple[tuple[int, int], ...]  # spans that a person reading the file would not see


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that was searched for, with what is known of its source."""

    sentence: Sentence
    source: Source


class Library:
    """Reads the index that is in use at the time."""

    def __init__(self, live: LiveIndex) -> None:
        self._live = live
        self._warnings: tuple[str, dict[str, tuple[str, ...]]] | None = None  # with their index

    def sources(self) -> tuple[Source, ...]:
        """All that are indexed, in the order of the corpus list."""
        with self._live.lent() as index:
            return index.evidence.sources()

    def listed(self) -> tuple[Listed, ...]:
        """All that are indexed, in the order of the corpus list, with their sizes."""
        with self._live.lent() as index:
            sizes = index.evidence.sizes()
            sources = index.evidence.sources()
        return tuple(Listed(source, *sizes.get(source.file, (0, 0))) for source in sources)

    def warnings(self) -> dict[str, tuple[str, ...]]:
        """What reading the files met with, by file, of those that it met with anything."""
        with self._live.lent() as index:
            build = index.provenance.index_build
            known = self._warnings
            if known is None or known[0] != build:  # each document must be read for it
                known = build, _warnings(index.evidence)
                self._warnings = known
        return known[1]

    def document(self, file: str) -> Document:
        """One source with its texts; NotFoundError if there is none."""
        with self._live.lent() as index:
            return _document(index.evidence, file)

    def contents(self, file: str) -> Contents:
        """What is in a source; NotFoundError if there is none."""
        with self._live.lent() as index:
            document = _document(index.evidence, file)
            size = index.evidence.sizes().get(file, (0, 0))
        return Contents(
            listed=Listed(document.source, *size),
            characters=len(document.text),
            sections=outline(document),
            warnings=document.warnings,
        )

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
            repaired=_repairs(document, start, end),
            hidden=_hidden(document, start, end),
        )

    def paragraphs(self, citations: Iterable[Citation]) -> tuple[Paragraph, ...]:
        """The paragraphs that quotes stand in, each once, in the order of the citations' numbers.

        Where the index in use no longer has a quote at its place, there is none for it.
        """
        of_source: dict[str, list[Citation]] = {}
        for citation in citations:
            of_source.setdefault(citation.source, []).append(citation)
        found: list[Paragraph] = []
        with self._live.lent() as index:
            for source, cited in of_source.items():
                try:
                    document = index.evidence.document(source)
                except KeyError:
                    continue
                standing = [c for c in cited if document.text[c.start : c.end] == c.quote]
                found += paragraphs_around(document, standing)
        return tuple(sorted(found, key=lambda paragraph: paragraph.numbers))

    def search(self, question: Question, k: int) -> list[Found]:
        """The k sentences that bear most on a question, best first, without composing an answer."""
        with self._live.lent() as index:
            query = index.understanding.understand(question)
            hits = index.retriever.retrieve(query, FOUND)
            found = [candidate.sentence for candidate in index.selector.select(query, hits)[:k]]
            # Of the same index: another one, put in use meanwhile, may lack them.
            sources = {source.file: source for source in index.evidence.sources()}
        return [Found(sentence, sources[sentence.source]) for sentence in found]


def _document(evidence: Evidence, file: str) -> Document:
    try:
        return evidence.document(file)
    except KeyError as error:
        raise NotFoundError(f"There is no source {file}. Look at the list of sources.") from error


def _warnings(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    documents = (evidence.document(source.file) for source in evidence.sources())
    return {document.source.file: document.warnings for document in documents if document.warnings}


def _repairs(document: Document, start: int, end: int) -> tuple[Repair, ...]:
    """Of a mended word that the passage cuts the part within it is told, with all its raw word."""
    return tuple(
        Repair(
            max(segment.start, start),
            min(segment.end, end),
            document.raw[segment.raw_start : segment.raw_end],
        )
        for segment in document.segments
        if segment.kind == "repair" and segment.start < end and segment.end > start
    )


def _hidden(document: Document, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple(
        (max(block.start, start), min(block.end, end))
        for block in document.blocks
        if block.hidden and block.start < end and block.end > start
    )
