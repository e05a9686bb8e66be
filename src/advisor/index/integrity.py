"""Opens a finished build and uses it; `python -m advisor.index.integrity` does so by itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.errors import AdvisorError, IndexUnusableError
from advisor.index.publishing import Build, open_build
from advisor.index.store import Evidence
from advisor.language.concepts import concept_names
from advisor.retrieval.array_store import ArrayStore
from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.fitted_model import NgramEmbedder
from advisor.retrieval.postings import Postings, Rows
from advisor.retrieval.stores import IndexStore
from advisor.types import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLES = 50  # sentences whose place is looked up, vectors that the store must find
COSINE_TOLERANCE = 1e-4


def verify(folder: Path) -> None:
    """Raise IndexUnusableError unless every part of the build opens and agrees with the others."""
    build = open_build(folder)
    _demand(bool(build.index_hash), "the manifest names no hash")
    evidence = Evidence(folder)
    try:
        _check_spans(evidence)
        _check_rankings(folder, evidence)
        _check_concepts(folder, evidence)
        _check_vectors(build, evidence)
    finally:
        evidence.close()


def _check_spans(evidence: Evidence) -> None:
    step = max(evidence.n_sentences // SAMPLES, 1)
    sampled = evidence.sentences(range(0, evidence.n_sentences, step))
    _demand(bool(sampled), "there is no sentence")
    by_source: dict[str, list[Sentence]] = {}
    for sentence in sampled.values():
        by_source.setdefault(sentence.source, []).append(sentence)
    for source, sentences in by_source.items():
        text = evidence.document(source).text
        stands = all(text[s.start : s.end] == s.text for s in sentences)
        _demand(stands, f"a sentence of {source} is not in its place")


def _check_rankings(folder: Path, evidence: Evidence) -> None:
    keys: dict[str, int] = {}
    for name in ("words", "ngrams"):
        postings = Postings.load(folder, name, evidence.n_chunks)
        keys[name] = len(postings.keys)
        fits = _fits(postings.starts, len(postings.keys), postings.rows, evidence.n_chunks)
        _demand(fits, f"{name} are incomplete")
    for name in ("sentence_words", "context_words", "sentence_ngrams"):
        rows = Rows.load(folder, name)
        of = keys["ngrams" if name.endswith("ngrams") else "words"]
        fits = _fits(rows.starts, evidence.n_sentences, rows.positions, of)
        _demand(fits, f"{name} are incomplete")


def _check_concepts(folder: Path, evidence: Evidence) -> None:
    rows = ConceptRows.load(folder)
    known = len(concept_names())
    _demand(len(rows.rarity) == known, "the concepts are not those of this version")
    for of in (rows.sentences, rows.contexts, rows.beside):
        fits = _fits(of.starts, evidence.n_sentences, of.positions, known)
        _demand(fits, "the concepts of the sentences are incomplete")


def _fits(starts: NDArray[np.int64], entries: int, values: NDArray[np.int32], bound: int) -> bool:
    """Whether `starts` cuts all of `values` into `entries` parts, each value below `bound`."""
    if len(starts) != entries + 1 or int(starts[-1]) != len(values):
        return False
    return not len(values) or (int(values.min()) >= 0 and int(values.max()) < bound)


def _check_vectors(build: Build, evidence: Evidence) -> None:
    import numpy as np

    vectors = ArrayStore(build.folder).vectors
    _demand(len(vectors) == evidence.n_chunks, "vectors do not match the chunks")
    if (build.folder / "embedder").is_dir():
        embedder = NgramEmbedder.load(build.folder / "embedder")
        _demand(embedder.dimensions == vectors.shape[1], "the model does not match the vectors")
    filled = np.flatnonzero(vectors.any(axis=1))
    store = IndexStore(build.folder)
    try:
        _demand(store.count() == len(filled), f"{store.NAME} does not hold every vector")
        sampled = filled[:: max(len(filled) // SAMPLES, 1)].tolist()
        found = [store.nearest(vectors[i], 1) for i in sampled]
        finds = _is_nearest(vectors, sampled, found)
        _demand(finds, f"{store.NAME} does not find its own vectors")
    finally:
        store.close()


def _is_nearest(
    vectors: NDArray[np.float32], asked: Sequence[int], found: Sequence[Sequence[int]]
) -> bool:
    """Whether each vector found is the one asked for, or one just like it."""
    return all(
        len(hits) == 1 and float(vectors[i] @ vectors[hits[0]]) > 1 - COSINE_TOLERANCE
        for i, hits in zip(asked, found, strict=True)
    )


def _demand(holds: bool, problem: str) -> None:
    if not holds:
        raise IndexUnusableError(f"{problem}. Run `advisor index --force`.")


if __name__ == "__main__":
    try:
        verify(Path(sys.argv[1]))
    except AdvisorError as error:
        sys.exit(str(error))
