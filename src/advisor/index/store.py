"""The documents, chunks, sentences and words of an index, kept in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from advisor.errors import IndexUnusableError
from advisor.language.concepts import Meaning, meaning_key
from advisor.language.folding import fold
from advisor.types import Block, Chunk, Document, Language, SectionRole, Segment, Sentence, Source

FILE = "evidence.sqlite"
_TELLING: tuple[SectionRole, ...] = ("recommendation", "conclusion", "summary")
KEPT_SENTENCES = 10_000  # about 10 MB; reading them anew is a tenth of a question's time
_SCHEMA = """
CREATE TABLE documents (file TEXT PRIMARY KEY, position INTEGER, source TEXT, raw BLOB, text BLOB,
                        map BLOB);
CREATE TABLE chunks (id INTEGER PRIMARY KEY, source TEXT, title TEXT, section TEXT, role TEXT,
                     start INTEGER, "end" INTEGER, language TEXT, text TEXT, first INTEGER,
                     last INTEGER);
CREATE TABLE sentences (id INTEGER PRIMARY KEY, source TEXT, chunk INTEGER, start INTEGER,
                        "end" INTEGER, text TEXT, section TEXT, role TEXT, kind TEXT,
                        page INTEGER, language TEXT, leans INTEGER, lead_start INTEGER,
                        lead_end INTEGER, "group" INTEGER, emphasis REAL, signs TEXT,
                        act TEXT, voice TEXT, said_by TEXT);
CREATE INDEX lists ON sentences (source, "group");
CREATE INDEX places ON sentences (source, start);
CREATE TABLE forms (form TEXT PRIMARY KEY, lemma TEXT) WITHOUT ROWID;
CREATE TABLE lemmas (lemma TEXT PRIMARY KEY, count INTEGER, chunks INTEGER, parts TEXT)
    WITHOUT ROWID;
CREATE TABLE meanings (term TEXT PRIMARY KEY, concepts TEXT) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


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
        connection.executescript(_SCHEMA)
        connection.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)",
            (_document_row(position, document) for position, document in enumerate(documents)),
        )
        bounds: dict[int, tuple[int, int]] = {}
        for s in sentences:
            first, _ = bounds.get(s.chunk, (s.id, s.id))
            bounds[s.chunk] = (first, s.id)
        connection.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((*_chunk_row(c), *bounds[c.id]) for c in chunks),
        )
        connection.executemany(
            f"INSERT INTO sentences VALUES ({', '.join('?' * 20)})",
            map(_sentence_row, sentences),
        )
        connection.executemany("INSERT INTO forms VALUES (?, ?)", sorted(forms.items()))
        connection.executemany(
            "INSERT INTO lemmas VALUES (?, ?, ?, ?)",
            ((lemma, count, n, _json(parts)) for lemma, count, n, parts in lemmas),
        )
        connection.executemany(
            "INSERT INTO meanings VALUES (?, ?)",
            ((term, _json(meaning)) for term, meaning in sorted(meanings.items())),
        )
        facts = {"chunks": len(chunks), "sentences": len(sentences)}
        connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
        connection.commit()
    finally:
        connection.close()


class Evidence:
    """Read-only access; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        if not path.is_file():
            raise IndexUnusableError(f"{path} is missing. Run `advisor index --force`.")
        # A build is never written after it was published, so SQLite need not lock or look again.
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        # Threads share one connection: a second one could not be opened once the build was
        # replaced and removed. Not every SQLite keeps threads apart by itself, so a lock does.
        self._lock = Lock()
        self._kept: dict[int, Sentence] = {}
        try:
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            facts = dict(self._rows("SELECT name, value FROM facts"))
            self.n_chunks = int(facts["chunks"])
            self.n_sentences = int(facts["sentences"])
        except (sqlite3.Error, KeyError, ValueError) as error:
            raise IndexUnusableError(
                f"{path} is damaged ({error}). Run `advisor index --force`."
            ) from error

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._connection.close()

    def sources(self) -> tuple[Source, ...]:
        """What is known of each document, in the order of the corpus list."""
        rows = self._rows("SELECT source FROM documents ORDER BY position")
        return tuple(_source(json.loads(value)) for (value,) in rows)

    def document(self, file: str) -> Document:
        """One document with both texts, their map and its blocks."""
        rows = self._rows("SELECT source, raw, text, map FROM documents WHERE file = ?", (file,))
        if not rows:
            raise KeyError(file)
        return _read_document(*rows[0])

    def chunks(self, ids: Sequence[int]) -> list[tuple[Chunk, range]]:
        """Chunks in the order asked for, each with the ids of its sentences."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(f"SELECT * FROM chunks WHERE id IN ({marks})", tuple(ids))
        found = {row[0]: (_chunk(row), range(row[9], row[10] + 1)) for row in rows}
        return [found[i] for i in ids if i in found]

    def sentences(self, ids: Sequence[int]) -> dict[int, Sentence]:
        """Sentences by id; ids that do not exist are left out."""
        kept = self._kept  # this one throughout: another thread may put a new one in its place
        missing = [i for i in ids if i not in kept]
        if missing:
            marks = ",".join("?" * len(missing))
            rows = self._rows(f"SELECT * FROM sentences WHERE id IN ({marks})", tuple(missing))
            kept.update({row[0]: _sentence(row) for row in rows})
            if len(kept) > KEPT_SENTENCES:
                self._kept = {}
        return {i: kept[i] for i in sorted(set(ids)) if i in kept}

    def list_items(self, source: str, group: int) -> list[Sentence]:
        """The sentences of one list or table row, in order."""
        rows = self._rows(
            'SELECT * FROM sentences WHERE source = ? AND "group" = ? ORDER BY id', (source, group)
        )
        return [_sentence(row) for row in rows]

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
        marks = ",".join("?" * len(_TELLING))
        rows = self._rows(
            "SELECT section, SUM(length(text)) AS size FROM chunks WHERE language = ? AND role IN"
            f" ({marks}) GROUP BY section ORDER BY size DESC",
            (language, *_TELLING),
        )
        return [section[-1] for section in (json.loads(row[0]) for row in rows) if section]

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

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


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


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def _document_row(position: int, document: Document) -> tuple[Any, ...]:
    rows = [(s.start, s.end, s.raw_start, s.raw_end, s.kind) for s in document.segments]
    blocks = [asdict(block) for block in document.blocks]
    packed = {"segments": rows, "pages": document.page_starts, "blocks": blocks}
    return (
        document.source.file,
        position,
        _json(asdict(document.source)),
        zlib.compress(document.raw.encode()),
        zlib.compress(document.text.encode()),
        zlib.compress(_json(packed).encode()),
    )


def _chunk_row(c: Chunk) -> tuple[Any, ...]:
    place = (c.start, c.end, c.language)
    return (c.id, c.source, c.title, _json(c.section), c.role, *place, c.text)


def _sentence_row(s: Sentence) -> tuple[Any, ...]:
    place = (s.id, s.source, s.chunk, s.start, s.end, s.text, _json(s.section), s.role, s.kind)
    lead_in = s.lead_in or (None, None)
    signs = " ".join(sorted(s.signs))
    argument = (signs, s.act, s.voice, s.said_by)
    return (*place, s.page, s.language, int(s.leans), *lead_in, s.group, s.emphasis, *argument)


def _read_document(source: str, raw: bytes, text: bytes, packed: bytes) -> Document:
    kept = json.loads(zlib.decompress(packed))
    return Document(
        source=_source(json.loads(source)),
        raw=zlib.decompress(raw).decode(),
        text=zlib.decompress(text).decode(),
        segments=tuple(Segment(*row) for row in kept["segments"]),
        blocks=tuple(_block(row) for row in kept["blocks"]),
        page_starts=tuple((offset, page) for offset, page in kept["pages"]),
    )


def _block(values: dict[str, Any]) -> Block:
    lead_in = values["lead_in"]
    return Block(
        **{
            **values,
            "section": tuple(values["section"]),
            "lead_in": tuple(lead_in) if lead_in else None,
            "emphasis": tuple((start, end) for start, end in values["emphasis"]),
        }
    )


def _source(values: dict[str, Any]) -> Source:
    lists = {name: tuple(values[name]) for name in ("authors", "languages")}
    return Source(**{**values, **lists})


@lru_cache(maxsize=4096)  # many sentences stand below the same headings
def _headings(packed: str) -> tuple[str, ...]:
    return tuple(json.loads(packed))


def _chunk(row: Sequence[Any]) -> Chunk:
    return Chunk(
        id=row[0],
        source=row[1],
        title=row[2],
        section=_headings(row[3]),
        role=row[4],
        start=row[5],
        end=row[6],
        language=row[7],
        text=row[8],
    )


def _sentence(row: Sequence[Any]) -> Sentence:
    return Sentence(
        id=row[0],
        source=row[1],
        chunk=row[2],
        start=row[3],
        end=row[4],
        text=row[5],
        section=_headings(row[6]),
        role=row[7],
        kind=row[8],
        page=row[9],
        language=row[10],
        leans=bool(row[11]),
        lead_in=(row[12], row[13]) if row[12] is not None else None,
        group=row[14],
        emphasis=row[15],
        signs=frozenset(row[16].split()),
        act=row[17],
        voice=row[18],
        said_by=row[19],
    )
