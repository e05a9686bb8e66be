"""What lies in the folder of a build beside Chroma and the manifest, and under which names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from advisor.index.store import Evidence
from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.postings import Postings, Rows

WORDS = "words"
NGRAMS = "ngrams"
SENTENCE_WORDS = "sentence_words"
CONTEXT_WORDS = "context_words"
SENTENCE_NGRAMS = "sentence_ngrams"
EMBEDDER = "embedder"  # a folder; there is none where a model was named


@dataclass(frozen=True, slots=True)
class Contents:
    """What is stored of the documents, opened."""

    evidence: Evidence
    words: Postings  # lemmas and parts of compounds, by chunk
    ngrams: Postings
    sentence_words: Rows  # positions of words
    context_words: Rows  # of what stands above each sentence
    sentence_ngrams: Rows  # positions of n-grams
    concepts: ConceptRows


def open_contents(folder: Path, open_evidence: Callable[[Path], Evidence] = Evidence) -> Contents:
    """The contents of a build; nothing but the sizes is read before it is needed."""
    evidence = open_evidence(folder)
    return Contents(
        evidence=evidence,
        words=Postings.load(folder, WORDS, evidence.n_chunks),
        ngrams=Postings.load(folder, NGRAMS, evidence.n_chunks),
        sentence_words=Rows.load(folder, SENTENCE_WORDS),
        context_words=Rows.load(folder, CONTEXT_WORDS),
        sentence_ngrams=Rows.load(folder, SENTENCE_NGRAMS),
        concepts=ConceptRows.load(folder),
    )
