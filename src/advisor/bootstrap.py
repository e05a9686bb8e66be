"""Turns settings into ready objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from advisor.answers.citations import Citer, GetDocument
from advisor.answers.extractive import ExtractiveComposer
from advisor.answers.profiles import IdealType, ideal_types
from advisor.answers.reporting import Reporter
from advisor.documents.places import locate
from advisor.index.fingerprints import require_same_settings
from advisor.index.publishing import current_build
from advisor.index.store import Evidence, FormTable
from advisor.language.compounds import CompoundSplitter
from advisor.language.glossary import Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.pipeline import Advisor, Select, Understand
from advisor.questions.understanding import Understanding
from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.dense import DenseIndex
from advisor.retrieval.fitted_model import NgramEmbedder
from advisor.retrieval.fusion import FusedRetriever
from advisor.retrieval.lexical import NgramRanking, WordRanking, query_words
from advisor.retrieval.named_models import query_embedder
from advisor.retrieval.postings import Postings, Rows
from advisor.retrieval.relevance import default_model
from advisor.retrieval.selection import Selector
from advisor.settings import Settings
from advisor.types import Composer, Embed, Provenance, Retriever

# Best on the dev questions; on questions of other authorities no weights differ beyond noise.
RANKING_WEIGHTS = {"ngrams": 1.0, "words": 1.0, "dense": 1.0}


Rankings = Mapping[str, Retriever | DenseIndex]  # by the names of RANKING_WEIGHTS


@dataclass(frozen=True, slots=True)
class Parts:
    """What an advisor is made of; whoever measures may put another part in a place."""

    evidence: Evidence
    understanding: Understand
    rankings: Rankings
    retriever: Retriever
    selector: Select
    composer: Composer
    citer: Citer
    reporter: Reporter
    provenance: Provenance

    def advisor(self) -> Advisor:
        """The advisor that they make."""
        return Advisor(
            understanding=self.understanding,
            retriever=self.retriever,
            selector=self.selector,
            composer=self.composer,
            citer=self.citer,
            reporter=self.reporter,
            provenance=self.provenance,
        )


def open_advisor(settings: Settings, *, use_chroma: bool = True) -> Advisor:
    """An advisor on the index in use; IndexUnusableError says what to do when there is none."""
    return open_parts(settings, use_chroma=use_chroma).advisor()


def open_parts(
    settings: Settings,
    *,
    use_chroma: bool = True,
    open_evidence: Callable[[Path], Evidence] = Evidence,
) -> Parts:
    """The parts of an advisor on the index in use; `open_evidence` reads its folder."""
    build = current_build(settings.index_folder)
    require_same_settings(build.manifest, settings)
    folder = build.folder
    evidence = open_evidence(folder)
    words = Postings.load(folder, "words", evidence.n_chunks)
    ngrams = Postings.load(folder, "ngrams", evidence.n_chunks)
    rankings: Rankings = {
        "words": WordRanking(words),
        "ngrams": NgramRanking(ngrams),
        "dense": DenseIndex(folder, _embed(folder, settings), use_chroma=use_chroma),
    }
    get_document = lru_cache(maxsize=64)(evidence.document)
    types = lru_cache(maxsize=1)(lambda: _ideal_types(evidence))
    extra = [settings.glossary] if settings.glossary else []
    return Parts(
        evidence=evidence,
        understanding=understanding(evidence, Glossary.load(*extra)),
        rankings=rankings,
        retriever=fused(rankings),
        selector=Selector(
            evidence,
            sentence_ngrams=Rows.load(folder, "sentence_ngrams"),
            sentence_words=Rows.load(folder, "sentence_words"),
            context_words=Rows.load(folder, "context_words"),
            concepts=ConceptRows.load(folder),
            model=default_model(),
            ngrams=ngrams,
            words=words,
        ),
        composer=ExtractiveComposer(_Surroundings(evidence, get_document), types),
        citer=Citer(get_document, locate),
        reporter=Reporter(get_document, evidence.within, evidence.topics, types),
        provenance=Provenance(build.name, build.index_hash, ExtractiveComposer.name),
    )


def fused(rankings: Rankings) -> FusedRetriever:
    """The rankings as one; the dense one is shown what the others agree on."""
    dense = {name: it for name, it in rankings.items() if isinstance(it, DenseIndex)}
    first = {name: it for name, it in rankings.items() if name not in dense}
    return FusedRetriever(first, RANKING_WEIGHTS, followers=dense)


def understanding(evidence: Evidence, glossary: Glossary) -> Understanding:
    """What understands a question by the words of an index and of a glossary."""
    lemmatizer = Lemmatizer(FormTable(evidence))
    splitter = CompoundSplitter(evidence.lemma_counts())
    return Understanding(evidence, lemmatizer, splitter.split, glossary)


def _ideal_types(evidence: Evidence) -> list[IdealType]:
    """The kinds of municipalities that the sources tell apart."""
    found: list[IdealType] = []
    for source in evidence.sources():
        text = evidence.document(source.file).text
        found += ideal_types(source, evidence.within(source.file, 0, len(text)))
    return found


def _embed(folder: Path, settings: Settings) -> Embed:
    """The model that the settings name, or the one that was fitted on the corpus."""
    if settings.embedding_model is not None:
        return query_embedder(settings.embedding_model, settings.query_prompt)
    fitted = NgramEmbedder.load(folder / "embedder")
    return lambda query: fitted.embed_counts(query_words(query))


class _Surroundings:
    """The evidence, with documents kept once they were read."""

    def __init__(self, evidence: Evidence, get_document: GetDocument) -> None:
        self.before = evidence.before
        self.list_items = evidence.list_items
        self.list_after = evidence.list_after
        self.document = get_document
