"""Passages of the sources as LangChain's documents, found by LangChain's interface."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from advisor.channels.asked import question_from
from advisor.channels.langchain.shared_index import SharedIndex
from advisor.channels.langchain.showing import Showing, showing_by
from advisor.service.passages import FoundPassage, find_passages
from advisor.types import Sentence

USUAL_K = 8
MOST_K = 80


class AdvisorRetriever(BaseRetriever):
    """Finds the passages that bear on a question, each with its place in its source.

    It finds and does not judge: there are passages also for what the sources do not answer. A
    question that is empty or too long is a BadInputError, a missing index an IndexUnusableError.
    Threads may share it; it can be copied and pickled (SharedIndex).
    """

    index: SharedIndex = Field(default_factory=SharedIndex, exclude=True)
    k: int = Field(default=USUAL_K, ge=1, le=MOST_K, description="Passages that are given.")
    shown_by: Showing | None = Field(
        default=None,
        description="The service that shows the sources; unset: documents have no url.",
    )

    @classmethod
    def open(cls, data: Path | str | None = None, k: int = USUAL_K) -> AdvisorRetriever:
        """A retriever on the index of a data folder, which is opened now; to be closed after use.

        The folder is that of ADVISOR_DATA where none is named; who shows the sources is told by
        ADVISOR_PUBLIC_URL.
        """
        index = SharedIndex.open(data)
        return cls(index=index, k=k, shown_by=showing_by(index.settings))

    def close(self) -> None:
        """Release the index; a later question opens it again."""
        self.index.close()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain hands it over
    ) -> list[Document]:
        question = question_from(query)
        with self.index.lent() as index:
            found = find_passages(index, question, self.k)
        return [_document(passage, self.shown_by) for passage in found]


def _document(passage: FoundPassage, shown_by: Showing | None) -> Document:
    """The passage; its metadata are numbers, texts and lists, so that they can be stored."""
    chunk, place = passage.chunk, passage.place
    told: dict[str, Any] = {
        "source": chunk.source,
        "title": chunk.title,
        "kind": passage.source.kind,
        "year": passage.source.year,
        "section": list(chunk.section),
        "page": place.page,
        "language": chunk.language,
        "start": chunk.start,
        "end": chunk.end,
        "raw_start": place.raw_start,
        "raw_end": place.raw_end,
        "repaired": place.repaired,
        "rank": passage.rank,
        "sentences": [_sentence(sentence) for sentence in passage.sentences],
        "index_build": passage.index_build,
    }
    if shown_by is not None:
        told["url"] = shown_by.of_passage(chunk.language, chunk.source, chunk.start, chunk.end)
    name = f"{chunk.source}#{chunk.start}-{chunk.end}"
    return Document(page_content=passage.text, id=name, metadata=told)


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "page": sentence.page,
        "voice": sentence.voice,
        "said_by": sentence.said_by,
    }
