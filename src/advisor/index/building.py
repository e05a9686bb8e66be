"""How the corpus becomes an index."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from advisor import __version__
from advisor.documents.chunking import chunk
from advisor.documents.sources import SourceList, load_sources
from advisor.errors import IndexUnusableError
from advisor.index.corpus import DocumentReport, read_documents, reports_of
from advisor.index.embedding import embed_chunks, embedding_name, require_embedding
from advisor.index.fingerprints import (
    code_fingerprint,
    corpus_fingerprint,
    digest,
    is_made_by_this_code,
    settings_fingerprint,
)
from advisor.index.layout import (
    CONTEXT_WORDS,
    NGRAMS,
    SENTENCE_NGRAMS,
    SENTENCE_WORDS,
    WORDS,
)
from advisor.index.originals import keep_originals
from advisor.index.progress import Progress, Step
from advisor.index.publishing import Build, current_build, exclusive, new_build, publish
from advisor.index.store import write_evidence
from advisor.language.analysis import Analyzer
from advisor.language.compounds import CompoundSplitter
from advisor.language.concepts import Meaning, meaning_key, meanings, together
from advisor.language.folding import fold
from advisor.language.glossary import Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.language.words import content_words, rarity
from advisor.retrieval.concepts import write_concepts
from advisor.retrieval.fitted_model import word_counts
from advisor.retrieval.postings import Postings, Rows, ngram_keys, word_key
from advisor.retrieval.stores import IndexStore, write_vectors
from advisor.retrieval.weighting import bm25, count_keys, idf, tf_idf
from advisor.settings import Settings
from advisor.types import Chunk, Document, Sentence
from advisor.vocabulary import Language

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADING_WEIGHT = 0.7  # a chunk's headings count as words of it, a little less
TITLE_WEIGHT = 0.2

_LemmaRow = tuple[str, int, int, tuple[str, ...]]  # lemma, occurrences, chunks with it, its parts


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What `advisor index` did."""

    build: Build
    documents: tuple[DocumentReport, ...]
    warnings: tuple[str, ...]
    is_new: bool  # False: the index was up to date already


def build_index(
    settings: Settings, progress: Progress = lambda _step: None, *, force: bool = False
) -> IndexReport:
    """Read the corpus and publish its index; a document that fails is reported, the rest goes on.

    Raises CorpusError when no document can be read, IndexBusyError when another process indexes.
    """
    with exclusive(settings.index_folder):
        return _build(settings, progress, force=force)


def _build(settings: Settings, progress: Progress, *, force: bool) -> IndexReport:
    progress(Step("corpus", 0.0))
    require_embedding(settings)
    listed = load_sources(settings.corpus_folder)
    previous = None if force else _previous(settings)
    if previous is not None and previous.manifest["made_from"] == _made_from(settings, listed):
        same = tuple(reports_of(previous).values())
        return IndexReport(previous, same, listed.warnings, is_new=False)
    _glossary(settings)  # what is wrong with it is told by its own name, not by that of the copy
    with new_build(settings.index_folder) as folder:
        kept = keep_originals(folder, settings, listed.sources)
        made_from = _made_from(kept, listed)
        documents, reports = read_documents(
            kept.corpus_folder, listed.sources, made_from["documents"], previous, progress
        )
        _write(folder, kept, documents, progress)
        progress(Step("verify", 0.9))
        facts = {
            "advisor": __version__,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "made_from": made_from,
            "index_hash": "sha256:" + digest(json.dumps(made_from, sort_keys=True).encode()),
            "embedding": embedding_name(settings),
            "reports": [asdict(report) for report in reports],
        }
        build = publish(folder, facts, sealed_apart=(IndexStore.FOLDER,))
    progress(Step("done", 1.0))
    return IndexReport(build, tuple(reports), listed.warnings, is_new=True)


def _made_from(settings: Settings, listed: SourceList) -> dict[str, Any]:
    return {
        "code": code_fingerprint(),
        "documents": corpus_fingerprint(settings.corpus_folder, listed.sources),
        "settings": settings_fingerprint(settings),
    }


def _previous(settings: Settings) -> Build | None:
    """The index in use; None where nothing can be taken over from it."""
    try:
        build = current_build(settings.index_folder)
    except IndexUnusableError:
        return None
    return build if is_made_by_this_code(build.manifest) else None


def _write(
    folder: Path, settings: Settings, documents: Sequence[Document], progress: Progress
) -> None:
    progress(Step("words", 0.5))
    chunks, sentences = _units(documents)
    lemmatizer = Lemmatizer()
    forms, counts = _lemmas(sentences, lemmatizer)
    splitter = CompoundSplitter(counts, lambda word: lemmatizer.knows(word, "sv"))
    analyzer = Analyzer(lemmatizer, splitter.split)
    progress(Step("rankings", 0.6))
    contexts = _contexts(documents, sentences)
    chunk_frequency = _write_words(folder, chunks, sentences, contexts, analyzer)
    meant = _meanings(settings, analyzer)
    _write_concepts(folder, sentences, contexts, analyzer, meant, chunk_frequency, len(chunks))
    vectors = _write_ngrams(folder, settings, chunks, sentences, contexts)
    progress(Step("vectors", 0.75))
    write_vectors(folder, chunks, vectors)
    lemma_rows = (
        (fold(lemma), count, chunk_frequency.get(fold(lemma), 0), splitter.split(lemma))
        for lemma, count in sorted(counts.items())
    )
    forms = _known_forms(settings, lemmatizer, counts) | forms
    write_evidence(folder, documents, chunks, sentences, forms, _merged(lemma_rows), meant)


def _known_forms(
    settings: Settings, lemmatizer: Lemmatizer, counts: Mapping[str, int]
) -> dict[str, str]:
    """Forms that questions may have, of every word that the corpus or the glossary knows.

    The glossary's own words are among them as they stand, phrases by their words: a question then
    needs no dictionary to know under which lemma the corpus counts what may stand for its words.
    """
    entries = _glossary(settings).entries
    swedish = {word.casefold() for entry in entries for word in (*entry.sv, *entry.related)}
    english = {word.casefold() for entry in entries for word in entry.en}
    return (
        lemmatizer.table(_single(swedish), "sv")
        | lemmatizer.table(_single(english), "en")
        | lemmatizer.family(counts.keys() | swedish, "sv")
        | lemmatizer.family(counts.keys() | english, "en")
    )


def _glossary(settings: Settings) -> Glossary:
    return Glossary.load(*([settings.glossary] if settings.glossary else []))


def _single(terms: Iterable[str]) -> set[str]:
    return {word for term in terms for word in term.split()}


def _units(documents: Sequence[Document]) -> tuple[list[Chunk], list[Sentence]]:
    chunks: list[Chunk] = []
    sentences: list[Sentence] = []
    for document in documents:
        more_chunks, more_sentences = chunk(document, len(chunks), len(sentences))
        chunks += more_chunks
        sentences += more_sentences
    return chunks, sentences


def _lemmas(
    sentences: Sequence[Sentence], lemmatizer: Lemmatizer
) -> tuple[dict[str, str], Counter[str]]:
    """Every form with its lemma, and how often each lemma occurs."""
    forms: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for sentence in sentences:
        headings = " ".join(sentence.section)
        for token in content_words(f"{sentence.text} {headings}", sentence.language):
            form = f"{sentence.language}:{token.text.casefold()}"
            if form not in forms:
                forms[form] = lemmatizer.lemma(token.text, sentence.language)
        for token in content_words(sentence.text, sentence.language):
            counts[forms[f"{sentence.language}:{token.text.casefold()}"]] += 1
    return forms, counts


def _merged(rows: Iterable[_LemmaRow]) -> list[_LemmaRow]:
    """Lemmas that fold to the same word are one."""
    merged: dict[str, _LemmaRow] = {}
    for lemma, count, chunks, parts in rows:
        before = merged.get(lemma)
        folded = tuple(fold(part) for part in parts)
        merged[lemma] = (
            (lemma, before[1] + count, chunks, before[3] or folded)
            if before
            else (lemma, count, chunks, folded)
        )
    return list(merged.values())


def _write_words(
    folder: Path,
    chunks: Sequence[Chunk],
    sentences: Sequence[Sentence],
    contexts: Sequence[str],
    analyzer: Analyzer,
) -> dict[str, int]:
    """Postings of lemmas and parts by chunk, rows by sentence and its context; chunks per lemma."""
    own = [analyzer.weights(s.text, s.language) for s in sentences]
    analyzed: dict[tuple[str, str], Counter[str]] = {}
    around: list[Counter[str]] = []
    for sentence, context in zip(sentences, contexts, strict=True):
        key = (context, sentence.language)
        if key not in analyzed:
            analyzed[key] = analyzer.weights(context, sentence.language)
        around.append(analyzed[key])
    texts: list[Counter[str]] = [Counter() for _ in chunks]
    for sentence, weights in zip(sentences, own, strict=True):
        texts[sentence.chunk].update(weights)
    frequency = Counter(word for text in texts for word in text)
    with_context = [
        _plus(text, _strongest(around, sentences_of), HEADING_WEIGHT)
        for text, sentences_of in zip(texts, _by_chunk(chunks, sentences), strict=True)
    ]
    counts = count_keys([*with_context, *own, *around], lambda word: (word_key(word),))
    of_chunks, of_sentences, of_contexts = _ranges(len(with_context), len(own), len(around))
    by_chunk = bm25(counts.matrix(_slice(of_chunks)), idf(counts.frequency(of_chunks), len(chunks)))
    Postings.from_matrix(by_chunk, counts.keys).save(folder, WORDS)
    Rows.from_matrix(counts.matrix(_slice(of_sentences))).save(folder, SENTENCE_WORDS)
    Rows.from_matrix(counts.matrix(_slice(of_contexts))).save(folder, CONTEXT_WORDS)
    return dict(frequency)


def _meanings(settings: Settings, analyzer: Analyzer) -> dict[str, Meaning]:
    """What the terms of the glossary mean, by language and folded lemmas."""
    return meanings(_glossary(settings).entries, analyzer.lemmas)


def _write_concepts(
    folder: Path,
    sentences: Sequence[Sentence],
    contexts: Sequence[str],
    analyzer: Analyzer,
    meant: Mapping[str, Meaning],
    chunk_frequency: Mapping[str, int],
    n_chunks: int,
) -> None:
    """What each sentence means, and what stands above it: rare words mean more."""
    kept: dict[tuple[str, Language], dict[str, float]] = {}

    def concepts(text: str, language: Language) -> dict[str, float]:
        if (text, language) not in kept:
            words = analyzer.weights(text, language).items()
            kept[text, language] = together(
                (meant[key], min(weight, 1.0) * rarity(chunk_frequency.get(word, 0), n_chunks))
                for word, weight in words
                if (key := meaning_key(word, language)) in meant
            )
        return kept[text, language]

    own = [concepts(s.text, s.language) for s in sentences]
    above = [concepts(context, s.language) for s, context in zip(sentences, contexts, strict=True)]
    write_concepts(folder, own, above, [_beside(s, sentences, own) for s in sentences])


def _beside(
    sentence: Sentence, sentences: Sequence[Sentence], concepts: Sequence[Mapping[str, float]]
) -> dict[str, float]:
    """What the sentences before and after mean, added up, where they share its section."""
    total: dict[str, float] = {}
    for i in (sentence.id - 1, sentence.id + 1):
        if not 0 <= i < len(sentences):
            continue
        other = sentences[i]
        if (other.source, other.section) == (sentence.source, sentence.section):
            for name, weight in concepts[i].items():
                total[name] = total.get(name, 0.0) + weight
    return total


def _write_ngrams(
    folder: Path,
    settings: Settings,
    chunks: Sequence[Chunk],
    sentences: Sequence[Sentence],
    contexts: Sequence[str],
) -> NDArray[np.float32]:
    """N-gram postings by chunk, rows by sentence, and the chunks' vectors."""
    counts = count_keys(_ngram_texts(chunks, sentences, contexts), ngram_keys).pruned()
    of_chunks, of_sentences = _ranges(len(chunks), len(sentences))
    frequency = counts.frequency(of_chunks)
    weights = idf(frequency, len(chunks))
    by_chunk = (tf_idf(batch, weights) for batch in counts.batches(of_chunks))
    Postings.write(folder, NGRAMS, counts.keys, frequency, by_chunk)
    sizes = np.concatenate([np.diff(batch.indptr) for batch in counts.batches(of_sentences)])
    by_sentence = (tf_idf(batch, weights) for batch in counts.batches(of_sentences))
    Rows.write(folder, SENTENCE_NGRAMS, sizes, by_sentence)
    return embed_chunks(folder, settings, chunks, counts, weights)


def _ngram_texts(
    chunks: Sequence[Chunk], sentences: Sequence[Sentence], contexts: Sequence[str]
) -> Iterator[Counter[str]]:
    """Words of each chunk with what stands over it, then those of each sentence."""
    counted = {context: word_counts(context) for context in set(contexts)}
    around = [counted[context] for context in contexts]
    titles = {c.source: word_counts(c.title) for c in chunks}
    for c, sentences_of in zip(chunks, _by_chunk(chunks, sentences), strict=True):
        above = _strongest(around, sentences_of)
        with_headings = _plus(word_counts(c.text), above, HEADING_WEIGHT)
        yield _plus(with_headings, titles[c.source], TITLE_WEIGHT)
    for sentence in sentences:
        yield word_counts(sentence.text)


def _ranges(*sizes: int) -> list[range]:
    """Where lists of these sizes stand when one follows the other."""
    ends = list(accumulate(sizes))
    return [range(end - size, end) for size, end in zip(sizes, ends, strict=True)]


def _slice(texts: range) -> slice:
    return slice(texts.start, texts.stop)


def _contexts(documents: Sequence[Document], sentences: Sequence[Sentence]) -> list[str]:
    """What stands over each sentence: its headings, and the words that introduce its list."""
    texts = {document.source.file: document.text for document in documents}
    contexts: list[str] = []
    for sentence in sentences:
        lead = texts[sentence.source][slice(*sentence.lead_in)] if sentence.lead_in else ""
        contexts.append(". ".join([*sentence.section, lead] if lead else sentence.section))
    return contexts


def _by_chunk(chunks: Sequence[Chunk], sentences: Sequence[Sentence]) -> list[list[int]]:
    ids: list[list[int]] = [[] for _ in chunks]
    for sentence in sentences:
        ids[sentence.chunk].append(sentence.id)
    return ids


def _strongest(counts: Sequence[Counter[str]], ids: Sequence[int]) -> Counter[str]:
    """Each word as often as in the text that has it most: a shared heading counts once."""
    total: Counter[str] = Counter()
    for i in ids:
        total |= counts[i]
    return total


def _plus(text: Counter[str], more: Counter[str], weight: float) -> Counter[str]:
    total = Counter(text)
    for word, count in more.items():
        total[word] += count * weight  # type: ignore[assignment]
    return total
