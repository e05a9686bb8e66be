"""Turns settings into ready objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.answers.citations import Citer
from advisor.answers.extractive import ExtractiveComposer
from advisor.answers.profiles import IdealType, ideal_types
from advisor.answers.refusal import Ground
from advisor.answers.reporting import Reporter
from advisor.answers.title_pages import TitlePageComposer
from advisor.documents.places import locate
from advisor.index.embedding import question_embedder
from advisor.index.fingerprints import require_same_making, settings_fingerprint
from advisor.index.layout import open_contents
from advisor.index.originals import FOLDER as ORIGINALS
from advisor.index.publishing import current_build
from advisor.index.store import Evidence, FormTable
from advisor.language.compounds import CompoundSplitter
from advisor.language.glossary import Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.pipeline import Advisor, Select, Understand, status_by
from advisor.questions.understanding import Understanding
from advisor.records.answers import AnswerRecords
from advisor.records.archive import Archive
from advisor.records.database import Database
from advisor.records.events import SeenEvents
from advisor.records.feedback import FeedbackRecords
from advisor.records.keys import KeyRecords
from advisor.records.retention import Retention
from advisor.records.sessions import SessionRecords
from advisor.records.statistics import StatisticsRecords
from advisor.records.switches import SwitchRecords
from advisor.retrieval.array_store import ArrayStore
from advisor.retrieval.dense import DenseIndex
from advisor.retrieval.fusion import RANKING_WEIGHTS, FusedRetriever
from advisor.retrieval.lexical import NgramRanking, WordRanking
from advisor.retrieval.mentions import SourceMentions
from advisor.retrieval.relevance import RelevanceModel, default_model
from advisor.retrieval.selection import Selector
from advisor.retrieval.stores import open_store
from advisor.service.archiving import Archivist
from advisor.service.desk import AsData, Desk
from advisor.service.library import Library
from advisor.service.limits import Gate
from advisor.service.live_index import LiveIndex, OpenIndex
from advisor.service.observers import Observers
from advisor.service.parts import Service
from advisor.service.seal import Seal
from advisor.service.upkeep import Upkeep
from advisor.settings import Settings
from advisor.types import Composer, Provenance, Retriever, VectorStore

if TYPE_CHECKING:
    from advisor.answers.support_words import Lexicon
    from advisor.llm.guarded import GuardedModel
    from advisor.llm.model import Model

HELP_SHARE = 0.25  # of the seconds for an answer, in which a model may help to understand

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
    store: VectorStore
    helped: Understand | None = None  # with a language model; None: without its help
    unaided: Composer | None = None  # the composer without a language model; None: it has none

    def advisor(self) -> Advisor:
        """The advisor that they make."""
        return Advisor(
            understanding=self.helped or self.understanding,
            retriever=self.retriever,
            selector=self.selector,
            composer=self.composer,
            citer=self.citer,
            reporter=self.reporter,
            provenance=self.provenance,
        )

    def without_model(self) -> Parts:
        """The same, for what is not worth a language model's time and money."""
        return replace(self, composer=self.unaided or self.composer, helped=None)

    def close(self) -> None:
        """Release files and memory; nothing can be asked afterwards."""
        self.evidence.close()
        self.store.close()


def open_advisor(settings: Settings, *, use_chroma: bool = True) -> Advisor:
    """An advisor on the index in use; IndexUnusableError says what to do when there is none."""
    model = _open_model(settings)
    parts = open_parts(settings, use_chroma=use_chroma, model=model)
    if model is not None:
        model.cache.use_index(parts.provenance.index_hash)
    return parts.advisor()


def open_parts(
    settings: Settings,
    *,
    use_chroma: bool = True,
    open_evidence: Callable[[Path], Evidence] = Evidence,
    learned: Callable[[], RelevanceModel] = default_model,
    model: Model | None = None,
) -> Parts:
    """The parts of an advisor on the index in use.

    `open_evidence` reads its folder; `learned` gives what ranks sentences beside set weights;
    `model` writes the answers, as far as the evidence carries it.
    """
    build = current_build(settings.index_folder)
    require_same_making(build.manifest, settings)
    folder = build.folder
    contents = open_contents(folder, open_evidence)
    evidence = contents.evidence
    embed = question_embedder(folder, settings)
    array = ArrayStore(folder)
    store = open_store(folder) if use_chroma else array
    rankings: Rankings = {
        "words": WordRanking(contents.words),
        "ngrams": NgramRanking(contents.ngrams),
        "dense": DenseIndex(array.vectors, embed, store),
    }
    types = lru_cache(maxsize=1)(lambda: _ideal_types(evidence))
    glossary = Glossary.load(*([settings.glossary] if settings.glossary else []))
    ground = Ground.of(evidence.n_chunks, evidence.document)
    extractive = ExtractiveComposer(evidence, types, ground)
    asked_of = SourceMentions(evidence.sources()).asked_of

    def with_title_pages(other: Composer) -> Composer:
        return TitlePageComposer(other, asked_of, evidence.document)

    unaided = composer = with_title_pages(extractive)
    own, helped = understanding(evidence, glossary), None
    retriever = fused(rankings)
    selector = Selector(
        evidence,
        sentence_ngrams=contents.sentence_ngrams,
        sentence_words=contents.sentence_words,
        context_words=contents.context_words,
        concepts=contents.concepts,
        model=learned(),
        ngrams=contents.ngrams,
        words=contents.words,
        is_learned=ground.is_learned,
    )
    status_of = status_by(own, retriever, selector, unaided)
    if model is not None:
        lexicon = _lexicon(evidence, glossary)
        composer = with_title_pages(_with_model(extractive, model, evidence, lexicon, settings))
        if settings.llm_query_help:
            helped = _helped(own, model, lexicon, settings)
    return Parts(
        evidence=evidence,
        understanding=own,
        rankings=rankings,
        retriever=retriever,
        selector=selector,
        composer=composer,
        citer=Citer(evidence.document, locate),
        reporter=Reporter(evidence.document, evidence.within, evidence.topics, status_of, types),
        provenance=Provenance(build.name, build.index_hash, ExtractiveComposer.name),
        store=store,
        helped=helped,
        unaided=unaided,
    )


def open_service(settings: Settings, as_data: AsData) -> Service:
    """What channels that run for long share; the index is opened when it is first asked.

    `as_data` gives the form in which an answer is kept. RecordsUnusableError says what to do when
    the data folder cannot be used.
    """
    database = Database(settings.data)
    live = open_live(settings)
    switches = SwitchRecords(database)
    gate = Gate(switches, settings)
    archive = Archive(database)
    archivist = Archivist(settings.index_folder, archive)
    answers = AnswerRecords(database, archivist.take_over, question_settings(settings))
    retention = Retention(database, archive)
    observers = Observers()
    return Service(
        settings=settings,
        live=live,
        desk=Desk(live, answers, gate, as_data, observers),
        library=Library(live),
        database=database,
        answers=answers,
        feedback=FeedbackRecords(database),
        events=SeenEvents(database),
        keys=KeyRecords(database),
        switches=switches,
        gate=gate,
        upkeep=Upkeep(lambda: retention.purge(settings.retention_days, "advisor serve")),
        sessions=SessionRecords(database),
        statistics=StatisticsRecords(database),
        observers=observers,
    )


def open_live(settings: Settings) -> LiveIndex:
    """The index in use, opened when it is first asked, and anew when another one is published."""
    model = _open_model(settings)  # one for all indexes: it counts calls, money and failures
    return LiveIndex(settings.index_folder, lambda: _open_index(settings, model))


def question_settings(settings: Settings) -> dict[str, str | None]:
    """Those that weigh on an answer beside its index."""
    own_glossary = settings_fingerprint(settings)["glossary"]
    return {"query_prompt": settings.query_prompt, "glossary": own_glossary}


def _open_model(settings: Settings) -> GuardedModel | None:
    if settings.llm is None:
        return None
    from advisor.llm.opening import open_model  # with it come libraries that nothing else needs

    return open_model(settings)


def _with_model(
    extractive: Composer, model: Model, evidence: Evidence, lexicon: Lexicon, settings: Settings
) -> Composer:
    """The composer with a model that writes from the same evidence."""
    from advisor.answers.checking import check_with
    from advisor.answers.generative import FallbackComposer, GenerativeComposer

    generative = GenerativeComposer(
        model,
        check_with(lexicon),
        evidence.document,
        seconds=settings.llm_seconds,
        most_tokens=settings.llm_tokens,
    )
    return FallbackComposer(extractive, generative)


def _helped(own: Understanding, model: Model, lexicon: Lexicon, settings: Settings) -> Understand:
    """What understands questions with a model's help; a reader waits for that but a while."""
    from advisor.answers.support_text import unfit_text
    from advisor.questions.helped import HelpedUnderstanding

    return HelpedUnderstanding(
        own,
        model,
        lambda text, language, texts: unfit_text(text, language, texts, lexicon) is not None,
        seconds=settings.llm_seconds * HELP_SHARE,
    )


def _lexicon(evidence: Evidence, glossary: Glossary) -> Lexicon:
    """What is known of words, to check a model's by."""
    from advisor.answers.support_words import Lexicon

    lemmatizer = Lemmatizer(FormTable(evidence))
    return Lexicon(lemmatizer, glossary, CompoundSplitter(evidence.lemma_counts()).split)


def _open_index(settings: Settings, model: GuardedModel | None) -> OpenIndex:
    build = current_build(settings.index_folder, check=False)
    read = (name for name in build.manifest["files"] if not name.startswith(f"{ORIGINALS}/"))
    files = [build.folder / name for name in read]
    seal = Seal(files)  # before they are checked: whatever is written from here on is noticed
    parts = open_parts(settings, model=model)
    if parts.provenance.index_build != build.name:  # another one was published in between
        parts.close()
        return _open_index(settings, model)
    if model is not None:
        model.cache.use_index(parts.provenance.index_hash)
    return OpenIndex(
        advisor=parts.advisor(),
        plain=parts.without_model().advisor(),
        evidence=parts.evidence,
        understanding=parts.understanding,
        retriever=parts.retriever,
        selector=parts.selector,
        provenance=parts.provenance,
        seal=seal,
        close=parts.close,
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
