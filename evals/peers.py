"""How others do it: the best passages, shown whole as the answer."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from advisor.documents.chunking import CHUNK_CHARS
from advisor.types import Question
from evals.spans import Passages, RawSpan
from evals.subjects import Observation, Subject

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from advisor.retrieval.fitted_model import NgramEmbedder

OVERLAP_CHARS = 150
SHOWN_PASSAGES = 8
RETRIEVED_PASSAGES = 60


class Search(Protocol):
    """Finds passages."""

    def search(self, text: str, k: int) -> list[int]:
        """The places of the k best passages in the list that was given, best first."""
        ...


class PassagesSubject:
    """Shows the best passages whole as its answer, and never refuses: the usual tutorial."""

    def __init__(
        self, name: str, spans: Sequence[RawSpan], raws: Mapping[str, str], search: Search
    ) -> None:
        self.name = name
        self.passages = Passages(spans)
        self.reading = raws
        self._search = search

    def place(self, source: str, start: int, end: int) -> RawSpan:
        """The same: the raw text is what it shows."""
        return RawSpan(source, start, end)

    def observe(self, question: Question) -> Observation:
        """Search with the earlier questions and this one, as a chat does that keeps history."""
        asked = " ".join([*question.history, question.text])
        found = self._search.search(asked, RETRIEVED_PASSAGES)
        spans = tuple(self.passages.spans[place] for place in found)
        return Observation(passages_shown(spans[:SHOWN_PASSAGES], self.reading), spans)


def passages_shown(spans: Sequence[RawSpan], raws: Mapping[str, str]) -> dict[str, Any]:
    """An answer that is nothing but passages, in the JSON form of the Answer."""
    return {
        "status": "answered" if spans else "no_evidence",
        "statements": [_passage_shown(span, raws[span.source]) for span in spans],
        "nearest": [],
    }


def _passage_shown(span: RawSpan, raw: str) -> dict[str, Any]:
    quote = raw[span.start : span.end]
    place = {"start": span.start, "end": span.end, "raw_start": span.start, "raw_end": span.end}
    citation = {"source": span.source, "quote": quote, "raw_quote": quote, **place}
    return {"text": quote, "citations": [citation]}


def split_passages(raws: Mapping[str, str]) -> list[RawSpan]:
    """The sources as LangChain's splitter cuts them."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS, add_start_index=True
    )
    return [
        RawSpan(source, start, start + len(made.page_content))
        for source, raw in raws.items()
        for made in splitter.create_documents([raw])
        for start in [made.metadata["start_index"]]
    ]


def tutorial(raws: Mapping[str, str], embedder: NgramEmbedder) -> Subject:
    """LangChain with Chroma, our fitted embedding, and the top passages as the answer."""
    spans = split_passages(raws)
    return PassagesSubject("LangChain + Chroma", spans, raws, _Chroma(raws, spans, embedder))


def bm25(raws: Mapping[str, str]) -> Subject:
    """Plain words ranked by BM25, and the top passages as the answer."""
    spans = split_passages(raws)
    return PassagesSubject("BM25", spans, raws, _FullText(raws, spans))


class _Chroma:
    """LangChain's Chroma as its documentation has it, in memory."""

    def __init__(
        self, raws: Mapping[str, str], spans: Sequence[RawSpan], embedder: NgramEmbedder
    ) -> None:
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        from langchain_chroma import Chroma

        # What is kept in memory is shared within a process, hence a name of its own.
        self._store = Chroma(
            f"passages-{uuid4().hex}",
            fitted_embeddings(embedder),
            collection_metadata={"hnsw:space": "cosine"},
        )
        texts = [raws[span.source][span.start : span.end] for span in spans]
        self._store.add_texts(texts, metadatas=[{"place": place} for place in range(len(spans))])

    def search(self, text: str, k: int) -> list[int]:
        """The passages whose vectors are nearest."""
        found = self._store.similarity_search(text, k=k)
        return [int(one.metadata["place"]) for one in found]


def fitted_embeddings(embedder: NgramEmbedder) -> Embeddings:
    """The model fitted on the corpus, as LangChain wants it."""
    from langchain_core.embeddings import Embeddings

    class Fitted(Embeddings):
        """Vectors as lists of numbers."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """One vector per text."""
            return [[float(x) for x in row] for row in embedder.embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            """The vector of a question."""
            return self.embed_documents([text])[0]

    return Fitted()


class _FullText:
    """BM25 as SQLite has it: words as written, case and diacritics folded."""

    def __init__(self, raws: Mapping[str, str], spans: Sequence[RawSpan]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text)")
        self._connection.executemany(
            "INSERT INTO passages (rowid, text) VALUES (?, ?)",
            ((i, raws[span.source][span.start : span.end]) for i, span in enumerate(spans)),
        )

    def search(self, text: str, k: int) -> list[int]:
        """The passages that have any of the words, best first."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        if not words:
            return []
        rows = self._connection.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (words, k)
        )
        return [place for (place,) in rows]
