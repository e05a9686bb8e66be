"""Opens a finished build and uses it, in a process of its own: `python -m advisor.verification`."""

from __future__ import annotations

import sys
from pathlib import Path

from advisor.errors import AdvisorError, IndexUnusableError
from advisor.evidence import Evidence
from advisor.publishing import open_build
from advisor.retrieval.dense import VECTORS, count_stored
from advisor.retrieval.postings import Postings, Rows

SAMPLED_DOCUMENT_SPANS = 50


def verify(folder: Path) -> None:
    """Raise IndexUnusableError unless every part of the build opens and agrees with the others."""
    import numpy as np

    build = open_build(folder)
    evidence = Evidence(folder)
    vectors = np.load(folder / VECTORS, mmap_mode="r")
    stored = count_stored(folder)
    filled = int((np.abs(vectors).sum(axis=1) > 0).sum())
    _demand(len(vectors) == evidence.n_chunks, "vectors do not match the chunks")
    _demand(stored == filled, "Chroma does not hold every vector")
    for name in ("words", "ngrams"):
        postings = Postings.load(folder, name, evidence.n_chunks)
        _demand(len(postings.starts) == len(postings.keys) + 1, f"{name} are incomplete")
    for name in ("sentence_words", "sentence_ngrams"):
        rows = Rows.load(folder, name)
        _demand(len(rows.starts) == evidence.n_sentences + 1, f"{name} are incomplete")
    _check_spans(evidence)
    evidence.close()
    _demand(bool(build.index_hash), "the manifest names no hash")


def _check_spans(evidence: Evidence) -> None:
    step = max(evidence.n_sentences // SAMPLED_DOCUMENT_SPANS, 1)
    sentences = evidence.sentences(range(0, evidence.n_sentences, step))
    texts = {source.file: "" for source in evidence.sources()}
    for sentence in sentences.values():
        if not texts[sentence.source]:
            texts[sentence.source] = evidence.document(sentence.source).text
        found = texts[sentence.source][sentence.start : sentence.end]
        _demand(found == sentence.text, f"a sentence of {sentence.source} is not in its place")


def _demand(holds: bool, problem: str) -> None:
    if not holds:
        raise IndexUnusableError(f"{problem}. Run `advisor index --force`.")


if __name__ == "__main__":
    try:
        verify(Path(sys.argv[1]))
    except AdvisorError as error:
        sys.exit(str(error))
