"""Stand-ins and small corpora, short enough to trust by reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from advisor.discourse.dependence import leans_on_previous
from advisor.discourse.signs import signs
from advisor.settings import Settings
from advisor.types import (
    Block,
    Candidate,
    Chunk,
    Citation,
    Document,
    Draft,
    Hit,
    Offer,
    Query,
    Question,
    Segment,
    Sentence,
    Source,
    Span,
    Term,
)


class FakeRetriever:
    """A ranking that is given, whatever is asked."""

    def __init__(self, chunks: Sequence[int]) -> None:
        self._chunks = chunks

    def retrieve(self, _query: Query, k: int) -> list[Hit]:
        """The first k of the chunks it was made with."""
        return [Hit(chunk, rank) for rank, chunk in enumerate(self._chunks[:k], 1)]


class QueueComposer:
    """Hands out the drafts that it was made with, one a question."""

    def __init__(self, *drafts: Draft) -> None:
        self._drafts = list(drafts)
        self.seen: list[Sequence[Candidate]] = []

    def compose(self, _query: Query, candidates: Sequence[Candidate], _offer: Offer) -> Draft:
        """The next draft; what it was to be made of is kept in `seen`."""
        self.seen.append(candidates)
        return self._drafts.pop(0)


class Shelf:
    """Documents of a few sentences, with what stands around each sentence."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._sentences: list[Sentence] = []

    def add(self, file: str, *texts: str, **said: object) -> list[Candidate]:
        """Write a document whose sentences are the texts, in one passage; candidates, best first.

        `said` holds more of each Sentence; its signs and whether it leans are read from the text.
        """
        first, position = len(self._sentences), 0
        joint = "\n" if said.get("kind") == "list_item" else " "
        for text in texts:
            known = {"signs": signs(text, "sv"), "leans": leans_on_previous(text, "sv"), **said}
            place = (first, position, position + len(text))
            self._sentences.append(sentence_of(len(self._sentences), file, place, text, **known))
            position += len(text) + 1
        self._documents[file] = document_of(joint.join(texts), file)
        return [
            candidate_of(sentence, score=1 - 0.01 * rank)
            for rank, sentence in enumerate(self._sentences[first:])
        ]

    def describe(self, file: str, **said: object) -> None:
        """Tell more of a document's source."""
        document = self._documents[file]
        source = replace(document.source, **said)  # type: ignore[arg-type]
        self._documents[file] = replace(document, source=source)

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same passage."""
        before = self._sentences[sentence.id - 1] if sentence.id else None
        return before if before is not None and before.chunk == sentence.chunk else None

    def list_items(self, source: str, group: int) -> list[Sentence]:
        """The sentences of one list, in order."""
        return [s for s in self._sentences if (s.source, s.group) == (source, group)]

    def list_after(self, sentence: Sentence) -> int | None:
        """The number of the list that begins with the next sentence; None where none does."""
        following = self._sentences[sentence.id + 1 : sentence.id + 2]
        near = next((s for s in following if s.source == sentence.source), None)
        return near.group if near is not None and near.group else None

    def within(self, source: str, start: int, end: int) -> list[Sentence]:
        """The sentences that begin within text[start:end] of a source, in order."""
        return [s for s in self._sentences if s.source == source and start <= s.start < end]

    def document(self, file: str) -> Document:
        """The whole document."""
        return self._documents[file]


def sentence_of(
    id: int, source: str, place: tuple[int, int, int], text: str, **more: object
) -> Sentence:
    """A sentence of a paragraph; `place` is its chunk, its start and its end."""
    chunk, start, end = place
    place_in_text: dict[str, object] = {"section": ("2. Resultat",), "role": "result"}
    known = {**place_in_text, "kind": "paragraph", "page": None, "language": "sv", **more}
    return Sentence(id, source, chunk, start, end, text, **known)  # type: ignore[arg-type]


def candidate_of(sentence: Sentence, score: float = 1.0, **more: object) -> Candidate:
    """A candidate whose own words carry the question's first term, and so the question."""
    first = frozenset({0})
    carried = {"similarity": 0.5, "coverage": 1.0}
    known = {**carried, "found": first, "within": first, "near": first, **more}
    return Candidate(sentence, score, **known)  # type: ignore[arg-type]


def document_of(text: str, file: str = "a.txt", **said: object) -> Document:
    """A document whose reading text is its raw text, in one paragraph; `said` of its source."""
    known = {"display_title": f"Om {file}", "kind": "other", "date": "2024", **said}
    return Document(
        source=Source(file, **known),  # type: ignore[arg-type]
        raw=text,
        text=text,
        segments=(Segment(0, len(text), 0, len(text)),),
        blocks=(Block("paragraph", 0, len(text), ("2. Resultat",), "result"),),
    )


def span_of(document: Document, quote: str) -> Span:
    """Where a quote stands in its document."""
    start = document.text.index(quote)
    return Span(document.source.file, start, start + len(quote), quote)


def citation_of(document: Document, quote: str, number: int = 1, **said: object) -> Citation:
    """A citation of a quote; one that is not in the document is said to stand at its beginning."""
    start = max(document.text.find(quote), 0)
    place: dict[str, object] = {"section": ("2. Kostnader",), "page": None}
    known = {**place, "language": "sv", "repaired": False, **said}
    return Citation(
        number=number,
        source=document.source.file,
        title=document.source.display_title,
        kind=document.source.kind,
        year=document.source.year,
        quote=quote,
        start=start,
        end=start + len(quote),
        raw_quote=quote,
        raw_start=start,
        raw_end=start + len(quote),
        **known,  # type: ignore[arg-type]
    )


def query_for(*words: str) -> Query:
    """A query whose terms are the words as they stand."""
    text = " ".join(words)
    terms = tuple(Term(word, word) for word in words)
    return Query(Question(text or "?"), text, "sv", "open", terms)


def chunks_of(texts: Sequence[str]) -> list[Chunk]:
    """One chunk for each text."""
    return [
        Chunk(i, "a.txt", "Rapport", (), "other", text, 0, len(text), "sv")
        for i, text in enumerate(texts)
    ]


def write_corpus(
    folder: Path, texts: Mapping[str, str | bytes], **said: Mapping[str, object]
) -> Path:
    """Write documents and their list; `said` holds more of an entry under the file's stem."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    entries = [
        {"file": name, "display_title": f"Om {name}", "kind": "other", "text_quality": "clean"}
        | dict(said.get(Path(name).stem, {}))
        for name in texts
    ]
    listed = yaml.safe_dump(entries, allow_unicode=True)
    (folder / "sources.yaml").write_text(listed, encoding="utf-8")
    return folder


def settings_in(folder: Path, **more: object) -> Settings:
    """Settings with corpus and data under `folder`, and no .env read."""
    values = {"corpus": folder / "corpus", "data": folder / "data", **more}
    return Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]  # pydantic checks


PLATFORM = """Samverkan om e-tjänster

1. Bakgrund

Två kommuner har byggt var sin e-tjänst för ansökan om bygglov. Kostnaden blev hög för båda.
De saknade en gemensam plattform när arbetet började.

2. Slutsats

Kommunerna bör ansluta sig till en gemensam e-tjänsteplattform för att dela kostnaden.
"""
BUDGET = """Budget för digitalisering

1. Resultat

Kommunerna behöver skilja budgeten för drift från budgeten för innovation.
När driften växer tränger den undan utvecklingen, säger sju av elva svarande.
"""
