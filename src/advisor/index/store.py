"""The documents, chunks, sentences and words of an index, kept in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from advisor.errors import IndexUnusableError
from advisor.index.tables import (
    CHUNKS,
    DOCUMENTS,
    SCHEMA,
    SENTENCES,
    as_json,
    chunk_of,
    chunk_row,
    document_of,
    document_row,
    sentence_of,
    sentence_row,
    source_of,
)
from advisor.language.concepts import Meaning, meaning_key
from advisor.language.folding import fold
from advisor.types import Chunk, Document, Sentence, Source
from advisor.vocabulary import TELLING_ROLES, Language

FILE = "evidence.sqlite"
KEPT_SENTENCES = 10_000  # about 10 MB; reading them anew is a tenth of a question's time
KEPT_DOCUMENTS = 64


def write_evidence(
    folder: Path,
    documents: Sequence[Document],
    chunks: Sequence[Chunk],
    sentences: Sequence[Sentence],
    forms: Mapping[str, str],
    lemmas: Iterable[tuple[str, int, int, tuple[str, ...]]],
    meanings: Mapping[str, Meaning],
) -> None:
    """Create the file in `folder`, complete and closed, or raise."""
    connection = sqlite3.connect(folder / FILE)
    try:
        connection.executescript(SCHEMA)
        connection.executemany(
            DOCUMENTS.insert,
            (document_row(position, document) for position, document in enumerate(documents)),
        )
        bounds: dict[int, tuple[int, int]] = {}
        for s in sentences:
            first, _ = bounds.get(s.chunk, (s.id, s.id))
            bounds[s.chunk] = (first, s.id)
        connection.executemany(CHUNKS.insert, (chunk_row(c, bounds[c.id]) for c in chunks))
        connection.executemany(SENTENCES.insert, map(sentence_row, sentences))
        connection.executemany("INSERT INTO forms VALUES (?, ?)", sorted(forms.items()))
        connection.executemany(
            "INSERT INTO lemmas VALUES (?, ?, ?, ?)",
            ((lemma, count, n, as_json(parts)) for lemma, count, n, parts in lemmas),
        )
        connection.executemany(
            "INSERT INTO meanings VALUES (?, ?)",
            ((term, as_json(meaning)) for term, meaning in sorted(meanings.items())),
        )
        facts = {"chunks": len(chunks), "sentences": len(sentences)}
        connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
        connection.commit()
    finally:
        connection.close()


class Evidence:
    """Read-only access; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        if not self._path.is_file():
            raise IndexUnusableError(f"{self._path} is missing. Run `advisor index --force`.")
        # A build is never written after it was published, so SQLite need not lock or look again.
        uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        # Threads share one connection: a second one could not be opened once the build was
        # replaced and removed. Not every SQLite keeps threads apart by itself, so a lock does.
        self._lock = Lock()
        self._kept: dict[int, Sentence] = {}
        self._kept_document = lru_cache(maxsize=KEPT_DOCUMENTS)(self._read_document)
        try:
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            facts = dict(self._rows("SELECT name, value FROM facts"))
            self.n_chunks = int(facts["chunks"])
            self.n_sentences = int(facts["sentences"])
        except (sqlite3.Error, KeyError, ValueError) as error:
            raise self._unusable(error) from error

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._connection.close()

    def sources(self) -> tuple[Source, ...]:
        """What is known of each document, in the order of the corpus list."""
        rows = self._rows("SELECT source FROM documents ORDER BY position")
        return tuple(source_of(value) for (value,) in rows)

    def sizes(self) -> dict[str, tuple[int, int]]:
        """(passages, sentences) of each document that has any, by its file."""
        chunks = dict(self._rows("SELECT source, COUNT(*) FROM chunks GROUP BY source"))
        sentences = dict(self._rows("SELECT source, COUNT(*) FROM sentences GROUP BY source"))
        return {file: (count, sentences.get(file, 0)) for file, count in chunks.items()}

    def document(self, file: str) -> Document:
        """One document with both texts, their map and its blocks; KeyError if there is none."""
        return self._kept_document(file)

    def chunks(self, ids: Sequence[int]) -> list[tuple[Chunk, range]]:
        """Chunks in the order asked for, each with the ids of its sentences."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(f"{CHUNKS.select} WHERE id IN ({marks})", tuple(ids))
        found = {chunk.id: (chunk, span) for chunk, span in map(chunk_of, rows)}
        return [found[i] for i in ids if i in found]

    def sentences(self, ids: Sequence[int]) -> dict[int, Sentence]:
        """Sentences by id; ids that do not exist are left out."""
        kept = self._kept  # this one throughout: another thread may put a new one in its place
        missing = [i for i in ids if i not in kept]
        if missing:
            marks = ",".join("?" * len(missing))
            rows = self._rows(f"{SENTENCES.select} WHERE id IN ({marks})", tuple(missing))
            kept.update({sentence.id: sentence for sentence in map(sentence_of, rows)})
            if len(kept) > KEPT_SENTENCES:
                self._kept = {}
        return {i: kept[i] for i in sorted(set(ids)) if i in kept}

    def list_items(self, source: str, group: int) -> list[Sentence]:
        """The sentences of one list or table row, in order."""
        rows = self._rows(
            f'{SENTENCES.select} WHERE source = ? AND "group" = ? ORDER BY id', (source, group)
        )
        return [sentence_of(row) for row in rows]

    def list_after(self, sentence: Sentence) -> int | None:
        """The number of the list that begins within two sentences of the same section."""
        following = self.sentences([sentence.id + 1, sentence.id + 2])
        for i in sorted(following):
            near = following[i]
            if (near.source, near.section) != (sentence.source, sentence.section):
                return None
            if near.group and near.kind == "list_item":
                return near.group
        return None

    def within(self, source: str, start: int, end: int) -> list[Sentence]:
        """The sentences that begin within text[start:end] of a source, in order."""
        ids = self._rows(
            "SELECT id FROM sentences WHERE source = ? AND start >= ? AND start < ? ORDER BY start",
            (source, start, end),
        )
        found = self.sentences([i for (i,) in ids])
        return [found[i] for (i,) in ids]

    def topics(self, language: Language) -> list[str]:
        """Headings of what the sources recommend, conclude or sum up, most text first."""
        marks = ",".join("?" * len(TELLING_ROLES))
        rows = self._rows(
            "SELECT section, SUM(length(text)) AS size FROM chunks WHERE language = ? AND role IN"
            f" ({marks}) GROUP BY section ORDER BY size DESC",
            (language, *TELLING_ROLES),
        )
        return [section[-1] for section in (json.loads(row[0]) for row in rows) if section]

    def telling(self, source: str) -> list[int]:
        """The chunks in which a source recommends, concludes or sums up, in order."""
        marks = ",".join("?" * len(TELLING_ROLES))
        rows = self._rows(
            f"SELECT id FROM chunks WHERE source = ? AND role IN ({marks}) ORDER BY id",
            (source, *TELLING_ROLES),
        )
        return [number for (number,) in rows]

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same chunk."""
        found = self.sentences([sentence.id - 1]).get(sentence.id - 1)
        return found if found is not None and found.chunk == sentence.chunk else None

    def lemma_of(self, form: str) -> str | None:
        """The stored lemma of "sv:form" or "en:form"."""
        rows = self._rows("SELECT lemma FROM forms WHERE form = ?", (form,))
        return rows[0][0] if rows else None

    def lemma_facts(self, lemma: str) -> tuple[int, int, tuple[str, ...]]:
        """(occurrences, chunks that have it, parts of a compound) of a lemma; zeros if unknown."""
        rows = self._rows("SELECT count, chunks, parts FROM lemmas WHERE lemma = ?", (lemma,))
        return next(((row[0], row[1], tuple(json.loads(row[2]))) for row in rows), (0, 0, ()))

    def meaning(self, folded: str, language: Language) -> Meaning:
        """The concepts of a word, lemma or phrase; empty for one that is not known."""
        key = meaning_key(folded, language)
        rows = self._rows("SELECT concepts FROM meanings WHERE term = ?", (key,))
        return json.loads(rows[0][0]) if rows else {}

    def lemma_counts(self) -> dict[str, int]:
        """Every lemma of the corpus with its occurrences."""
        return dict(self._rows("SELECT lemma, count FROM lemmas"))

    def form_counts(self) -> dict[str, int]:
        """Every word form of the corpus (without its language) with its lemma's occurrences."""
        counts = self.lemma_counts()  # folded, as forms name their lemmas unfolded
        rows = self._rows("SELECT substr(form, 4), lemma FROM forms")
        found = ((form, counts.get(fold(lemma), 0)) for form, lemma in rows)
        return {form: count for form, count in found if count}

    def _read_document(self, file: str) -> Document:
        rows = self._rows(f"{DOCUMENTS.select} WHERE file = ?", (file,))
        if not rows:
            raise KeyError(file)
        return document_of(rows[0])

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> IndexUnusableError:
        return IndexUnusableError(
            f"{self._path} is damaged ({error}). Run `advisor index --force`."
        )


class FormTable(Mapping[str, str]):
    """The stored lemmas of word forms, as a mapping that asks the file."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._lookup = lru_cache(maxsize=50_000)(evidence.lemma_of)

    def __getitem__(self, form: str) -> str:
        lemma = self._lookup(form)
        if lemma is None:
            raise KeyError(form)
        return lemma

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the table is asked word by word")

    def __len__(self) -> int:
        raise TypeError("the table is asked word by word")
