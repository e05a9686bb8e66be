"""The documents of a corpus, read or taken over from the index before, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.documents.chunking import cut
from advisor.documents.offsets import is_repaired
from advisor.documents.parsing import parse, plain_text
from advisor.errors import CorpusError, UnreadableFileError
from advisor.index.progress import Progress, Step
from advisor.index.publishing import Build
from advisor.index.store import Evidence
from advisor.language.words import tokens
from advisor.ocr.repair import Repairer, looks_damaged
from advisor.ocr.vocabulary import Vocabulary
from advisor.readers.reading import read_file
from advisor.types import Document, RawDocument, Source

_NOTHING_TO_QUOTE = (
    "holds no sentence that can be quoted. Check what is in it, or take it off the list in"
    " sources.yaml."
)


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


def read_documents(
    corpus: Path,
    sources: Sequence[Source],
    fingerprints: Mapping[str, str],
    previous: Build | None,
    progress: Progress,
) -> tuple[list[Document], list[DocumentReport]]:
    """The documents in the order of the list, and what became of each that was listed.

    What did not change since `previous`, an index made by the same code, is taken over from there:
    `fingerprints` holds a hash of each document. Raises CorpusError when none can be read.
    """
    kept = _unchanged(sources, fingerprints, previous) if previous else {}
    raws: dict[str, RawDocument] = {}
    errors: dict[str, str] = {}
    for number, source in enumerate(sources):
        progress(Step("documents", 0.3 * number / len(sources), source.file))
        if source.file in kept:
            continue
        try:
            raws[source.file] = read_file(corpus / source.file)
        except UnreadableFileError as error:
            errors[source.file] = str(error)
    documents = _parse_all(sources, raws, kept, progress)
    old_reports = reports_of(previous) if previous else {}
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
            f"No document of the corpus can be read ({reasons})."
            " Mend the files or sources.yaml, then run `advisor index` again."
        )
    in_order = [source.file for source in sources]
    return [documents[f] for f in in_order if f in documents], [reports[f] for f in in_order]


def reports_of(build: Build) -> dict[str, DocumentReport]:
    """What became of each document when the build was made, as taken over from there."""
    rows = build.manifest["reports"]
    return {
        row["file"]: DocumentReport(**{**row, "warnings": tuple(row["warnings"]), "reused": True})
        for row in rows
    }


def _unchanged(
    sources: Sequence[Source], fingerprints: Mapping[str, str], previous: Build
) -> dict[str, Document]:
    """Documents of the index before that need not be read again."""
    before = previous.manifest["made_from"]["documents"]
    same = [s for s in sources if before.get(s.file) == fingerprints[s.file]]
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
            progress(Step("documents", 0.3, source.file))
            document = None if source.text_quality == "ocr" else parse(source, raws[source.file])
            if document is None or _is_damaged(source, document.text):
                damaged.append(source)
            else:
                documents[source.file] = document
    clean_texts = [documents[s.file].text for s in sources if s.file in documents]
    for number, source in enumerate(damaged):
        progress(Step("documents", 0.35 + 0.15 * number / len(damaged), source.file))
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
    sizes = [len(pieces) for pieces in cut(document)]  # sentences of each chunk
    words = tokens(document.text)
    repaired = sum(is_repaired(document.segments, word.start, word.end) for word in words)
    return DocumentReport(
        file=source.file,
        title=source.display_title,
        language="+".join(source.languages),
        sections=len({block.section for block in document.blocks}),
        chunks=len(sizes),
        sentences=sum(sizes),
        repaired=repaired / max(len(words), 1),
        warnings=document.warnings,
        error=None if sizes else f"{source.file} {_NOTHING_TO_QUOTE}",
    )
