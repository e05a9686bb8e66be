"""How the corpus becomes an index."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from advisor import __version__
from advisor.documents.chunking import chunk
from advisor.documents.offsets import is_repaired
from advisor.documents.parsing import parse, plain_text
from advisor.documents.reading import read_file
from advisor.documents.repair import Repairer, looks_damaged
from advisor.documents.sources import load_sources
from advisor.documents.spelling_model import Vocabulary
from advisor.errors import CorpusError, IndexUnusableError, UnreadableFileError
from advisor.evidence import Evidence, write_evidence
from advisor.fingerprints import corpus_fingerprint, digest, settings_fingerprint
from advisor.language.analysis import Analyzer
from advisor.language.compounds import CompoundSplitter
from advisor.language.folding import fold
from advisor.language.glossary import Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.language.words import content_words, tokens
from advisor.publishing import Build, current_build, exclusive, new_build, publish
from advisor.retrieval.dense import write_vectors
from advisor.retrieval.embedding import fit, sample, word_counts
from advisor.retrieval.embedding_models import embed_passages, require_model
from advisor.retrieval.postings import Postings, Rows, ngram_keys, word_key
from advisor.retrieval.weighting import bm25, count_keys, idf, tf_idf
from advisor.settings import Settings
from advisor.types import Chunk, Document, RawDocument, Sentence, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADING_WEIGHT = 0.7  # a chunk's headings count as words of it, a little less
TITLE_WEIGHT = 0.2
_NOTHING_TO_QUOTE = (
    "holds no sentence that can be quoted. Check what is in it, or take it off the list in"
    " sources.yaml."
)

Progress = Callable[[str, float], None]  # what is being done, share done 0 to 1


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one document."""

    file: str
    title: str
    language: str = ""
    sections: int = 0
    chunks: int = 0
    sentences: int = 0
    repaired: float = 0.0  # share of words whose letters were repaired, 0 to 1
    warnings: tuple[str, ...] = ()
    error: str | None = None
    reused: bool = False  # taken from the index before, because nothing changed


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What `advisor index` did."""

    build: Build
    documents: tuple[DocumentReport, ...]
    warnings: tuple[str, ...]
    is_new: bool  # False: the index was up to date already


def build_index(
    settings: Settings, progress: Progress = lambda _what, _share: None, *, force: bool = False
) -> IndexReport:
    """Read the corpus and publish its index; a document that fails is reported, the rest goes on.

    Raises CorpusError when no document can be read, IndexBusyError when another process indexes.
    """
    with exclusive(settings.index_folder):
        return _build(settings, progress, force=force)


def _build(settings: Settings, progress: Progress, *, force: bool) -> IndexReport:
    progress("corpus", 0.0)
    if settings.embedding_model is not None:
        require_model(settings.embedding_model)
    listed = load_sources(settings.corpus_folder)
    made_from = {
        "advisor": __version__,
        "documents": corpus_fingerprint(settings.corpus_folder, listed.sources),
        "settings": settings_fingerprint(settings),
    }
    previous = None if force else _previous(settings)
    if previous is not None and previous.manifest.get("made_from") == made_from:
        same = tuple(_reports_of(previous).values())
        return IndexReport(previous, same, listed.warnings, is_new=False)
    documents, reports = _read_documents(settings, listed.sources, made_from, previous, progress)
    with new_build(settings.index_folder) as folder:
        _write(folder, settings, documents, progress)
        progress("verify", 0.9)
        facts = {
            "advisor": __version__,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "made_from": made_from,
            "index_hash": "sha256:" + digest(json.dumps(made_from, sort_keys=True).encode()),
            "embedding": settings.embedding_model or "fitted",
            "reports": [asdict(report) for report in reports],
        }
        build = publish(folder, facts)
    progress("done", 1.0)
    return IndexReport(build, tuple(reports), listed.warnings, is_new=True)


def _previous(settings: Settings) -> Build | None:
    try:
        return current_build(settings.index_folder)
    except IndexUnusableError:
        return None


# --- Documents --------------------------------------------------------------------


def _read_documents(
    settings: Settings,
    sources: Sequence[Source],
    made_from: Mapping[str, Any],
    previous: Build | None,
    progress: Progress,
) -> tuple[list[Document], list[DocumentReport]]:
    """The documents in the order of the list, and what became of each that was listed."""
    kept = _unchanged(sources, made_from, previous) if previous else {}
    raws: dict[str, RawDocument] = {}
    errors: dict[str, str] = {}
    for number, source in enumerate(sources):
        progress(source.file, 0.3 * number / len(sources))
        if source.file in kept:
            continue
        try:
            raws[source.file] = read_file(settings.corpus_folder / source.file)
        except UnreadableFileError as error:
            errors[source.file] = str(error)
    documents = _parse_all(sources, raws, kept, progress)
    old_reports = _reports_of(previous) if previous else {}
    reports = {file: old_reports[file] for file in kept}
    for source in sources:
        if source.file not in kept:
            report = _report(source, documents.get(source.file), errors.get(source.file))
            reports[source.file] = report
            if report.error:
                documents.pop(source.file, None)
    if not documents:
        reasons = "; ".join(f"{r.file}: {r.error}" for r in reports.values())
        raise CorpusError(
            f"No document in {settings.corpus_folder} can be read ({reasons})."
            " Mend the files or sources.yaml, then run `advisor index` again."
        )
    in_order = [source.file for source in sources]
    return [documents[f] for f in in_order if f in documents], [reports[f] for f in in_order]


def _unchanged(
    sources: Sequence[Source], made_from: Mapping[str, Any], previous: Build
) -> dict[str, Document]:
    """Documents of the index before that need not be read again."""
    before = previous.manifest["made_from"]
    if before.get("advisor") != made_from["advisor"]:
        return {}
    same = [s for s in sources if before["documents"].get(s.file) == made_from["documents"][s.file]]
    evidence = Evidence(previous.folder)
    try:
        stored = {source.file for source in evidence.sources()}
        kept = {s.file: evidence.document(s.file) for s in same if s.file in stored}
    finally:
        evidence.close()
    if kept.keys() == stored == {source.file for source in sources}:
        return kept
    # A repair leans on the words of the other documents: it is done again when any of them changed.
    return {s.file: kept[s.file] for s in same if s.file in kept and not _was_damaged(kept[s.file])}


def _was_damaged(document: Document) -> bool:
    repaired = any(segment.kind == "repair" for segment in document.segments)
    return repaired or _is_damaged(document.source, document.text)


def _parse_all(
    sources: Sequence[Source],
    raws: Mapping[str, RawDocument],
    kept: Mapping[str, Document],
    progress: Progress,
) -> dict[str, Document]:
    """Documents by file; damaged ones are read last, with the words of all the others."""
    documents = dict(kept)
    damaged: list[Source] = []
    for source in sources:
        if source.file in raws:
            progress(source.file, 0.3)
            document = None if source.text_quality == "ocr" else parse(source, raws[source.file])
            if document is None or _is_damaged(source, document.text):
                damaged.append(source)
            else:
                documents[source.file] = document
    clean_texts = [documents[s.file].text for s in sources if s.file in documents]
    for number, source in enumerate(damaged):
        progress(source.file, 0.35 + 0.15 * number / len(damaged))
        raw = raws[source.file]
        repair = Repairer(Vocabulary.build(clean_texts, plain_text(raw))).repair
        documents[source.file] = parse(source, raw, repair)
    return documents


def _is_damaged(source: Source, text: str) -> bool:
    """What the list says decides; where it says nothing, the text itself."""
    if source.text_quality is not None:
        return source.text_quality == "ocr"
    return "sv" in source.languages and looks_damaged(text, Vocabulary.build([], text))


def _report(source: Source, document: Document | None, error: str | None) -> DocumentReport:
    if document is None:
        return DocumentReport(source.file, source.display_title, error=error)
    chunks, sentences = chunk(document)
    words = tokens(document.text)
    repaired = sum(is_repaired(document.segments, word.start, word.end) for word in words)
    return DocumentReport(
        file=source.file,
        title=source.display_title,
        language="+".join(source.languages),
        sections=len({block.section for block in document.blocks}),
        chunks=len(chunks),
        sentences=len(sentences),
        repaired=repaired / max(len(words), 1),
        warnings=document.warnings,
        error=None if sentences else f"{source.file} {_NOTHING_TO_QUOTE}",
    )


def _reports_of(build: Build) -> dict[str, DocumentReport]:
    """What became of each document when the build was made, as taken over from there."""
    rows = build.manifest["reports"]
    return {
        row["file"]: DocumentReport(**{**row, "warnings": tuple(row["warnings"]), "reused": True})
        for row in rows
    }


# --- The index itself ---------------------------------------------------------------


def _write(
    folder: Path, settings: Settings, documents: Sequence[Document], progress: Progress
) -> None:
    progress("words", 0.5)
    chunks, sentences = _units(documents)
    lemmatizer = Lemmatizer()
    forms, counts = _lemmas(sentences, lemmatizer)
    splitter = CompoundSplitter(counts, lambda word: lemmatizer.knows(word, "sv"))
    analyzer = Analyzer(lemmatizer, splitter.split)
    progress("rankings", 0.6)
    contexts = _contexts(documents, sentences)
    chunk_frequency = _write_words(folder, chunks, sentences, contexts, analyzer)
    vectors = _write_ngrams(folder, settings, chunks, sentences, contexts)
    progress("vectors", 0.75)
    write_vectors(folder, chunks, vectors)
    lemma_rows = (
        (fold(lemma), count, chunk_frequency.get(fold(lemma), 0), splitter.split(lemma))
        for lemma, count in sorted(counts.items())
    )
    forms = _known_forms(settings, lemmatizer, counts) | forms
    write_evidence(folder, documents, chunks, sentences, forms, _merged(lemma_rows))


def _known_forms(
    settings: Settings, lemmatizer: Lemmatizer, counts: Mapping[str, int]
) -> dict[str, str]:
    """Forms that questions may have, of every word that the corpus or the glossary knows."""
    entries = Glossary.load(*([settings.glossary] if settings.glossary else [])).entries
    swedish = {word.casefold() for entry in entries for word in (*entry.sv, *entry.related)}
    english = {word.casefold() for entry in entries for word in entry.en}
    return lemmatizer.family(counts.keys() | swedish, "sv") | lemmatizer.family(
        counts.keys() | english, "en"
    )


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


def _merged(
    rows: Any,
) -> list[tuple[str, int, int, tuple[str, ...]]]:
    """Lemmas that fold to the same word are one."""
    merged: dict[str, tuple[str, int, int, tuple[str, ...]]] = {}
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
    n = len(chunks)
    weights_of_words = idf(counts.frequency(range(n)), n)
    matrix = counts.matrix()
    by_chunk = bm25(matrix[:n].tocsr(), weights_of_words)
    Postings.from_matrix(by_chunk, counts.keys).save(folder, "words")
    Rows.from_matrix(matrix[n : n + len(own)].tocsr()).save(folder, "sentence_words")
    Rows.from_matrix(matrix[n + len(own) :].tocsr()).save(folder, "context_words")
    return dict(frequency)


def _write_ngrams(
    folder: Path,
    settings: Settings,
    chunks: Sequence[Chunk],
    sentences: Sequence[Sentence],
    contexts: Sequence[str],
) -> NDArray[np.float32]:
    """N-gram postings by chunk, rows by sentence, and the chunks' vectors."""
    counts = count_keys(_ngram_texts(chunks, sentences, contexts), ngram_keys).pruned()
    of_chunks, of_sentences = range(len(chunks)), range(len(chunks), counts.n_texts)
    frequency = counts.frequency(of_chunks)
    weights = idf(frequency, len(chunks))
    by_chunk = (tf_idf(batch, weights) for batch in counts.batches(of_chunks))
    Postings.write(folder, "ngrams", counts.keys, frequency, by_chunk)
    sizes = np.concatenate([np.diff(batch.indptr) for batch in counts.batches(of_sentences)])
    by_sentence = (tf_idf(batch, weights) for batch in counts.batches(of_sentences))
    Rows.write(folder, "sentence_ngrams", sizes, by_sentence)
    if settings.embedding_model is not None:
        return embed_passages(settings.embedding_model, settings.passage_prompt, chunks)
    embedder = fit(tf_idf(counts.matrix(sample(len(chunks))), weights), counts.keys, weights)
    embedder.save(folder / "embedder")
    vectors = [embedder.embed_rows(batch, counts.keys) for batch in counts.batches(of_chunks)]
    return np.concatenate(vectors)


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
