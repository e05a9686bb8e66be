"""The tables of the store: their columns, and how values become rows and are read back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from advisor.types import Block, Chunk, Document, Segment, Sentence, Source


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are told once, for making, filling and reading it."""

    name: str
    columns: Mapping[str, str]  # name -> type

    @property
    def create(self) -> str:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in self.columns.items())
        return f"CREATE TABLE {self.name} ({columns})"

    @property
    def insert(self) -> str:
        return f"INSERT INTO {self.name} VALUES ({', '.join('?' * len(self.columns))})"

    @property
    def select(self) -> str:
        names = ", ".join(f'"{name}"' for name in self.columns)
        return f"SELECT {names} FROM {self.name}"

    def row(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values in the order of the columns; what has no column is left out."""
        return tuple(values[name] for name in self.columns)

    def values(self, row: Sequence[Any]) -> dict[str, Any]:
        """What a selected row holds, by column."""
        return dict(zip(self.columns, row, strict=True))


DOCUMENTS = Table(
    "documents",
    {
        "file": "TEXT PRIMARY KEY",
        "position": "INTEGER",
        "source": "TEXT",
        "raw": "BLOB",
        "text": "BLOB",
        "map": "BLOB",
    },
)
# A column that bears the name of a field holds it.
CHUNKS = Table(
    "chunks",
    {
        "id": "INTEGER PRIMARY KEY",
        "source": "TEXT",
        "title": "TEXT",
        "section": "TEXT",
        "role": "TEXT",
        "start": "INTEGER",
        "end": "INTEGER",
        "language": "TEXT",
        "text": "TEXT",
        "first": "INTEGER",  # of its sentences
        "last": "INTEGER",
    },
)
SENTENCES = Table(
    "sentences",
    {
        "id": "INTEGER PRIMARY KEY",
        "source": "TEXT",
        "chunk": "INTEGER",
        "start": "INTEGER",
        "end": "INTEGER",
        "text": "TEXT",
        "section": "TEXT",
        "role": "TEXT",
        "kind": "TEXT",
        "page": "INTEGER",
        "language": "TEXT",
        "leans": "INTEGER",
        "lead_start": "INTEGER",
        "lead_end": "INTEGER",
        "group": "INTEGER",
        "emphasis": "REAL",
        "signs": "TEXT",
        "act": "TEXT",
        "voice": "TEXT",
        "said_by": "TEXT",
        "interviewed": "INTEGER",
        "subject": "TEXT",
    },
)
# Columns of which no field is made are filled and read where they are asked for.
WORDS = (
    "CREATE TABLE forms (form TEXT PRIMARY KEY, lemma TEXT) WITHOUT ROWID",
    "CREATE TABLE lemmas (lemma TEXT PRIMARY KEY, count INTEGER, chunks INTEGER, parts TEXT)"
    " WITHOUT ROWID",
    "CREATE TABLE meanings (term TEXT PRIMARY KEY, concepts TEXT) WITHOUT ROWID",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
)
INDEXES = (
    'CREATE INDEX lists ON sentences (source, "group")',
    "CREATE INDEX places ON sentences (source, start)",
)
SCHEMA = ";\n".join(
    (*(table.create for table in (DOCUMENTS, CHUNKS, SENTENCES)), *INDEXES, *WORDS, "")
)


def document_row(position: int, document: Document) -> tuple[Any, ...]:
    """A document as it is stored, in its place in the list."""
    segments = [(s.start, s.end, s.raw_start, s.raw_end, s.kind) for s in document.segments]
    packed = {
        "segments": segments,
        "pages": document.page_starts,
        "blocks": [asdict(block) for block in document.blocks],
        "warnings": document.warnings,
    }
    return DOCUMENTS.row(
        {
            "file": document.source.file,
            "position": position,
            "source": as_json(asdict(document.source)),
            "raw": zlib.compress(document.raw.encode()),
            "text": zlib.compress(document.text.encode()),
            "map": zlib.compress(as_json(packed).encode()),
        }
    )


def document_of(row: Sequence[Any]) -> Document:
    """The document that was stored."""
    values = DOCUMENTS.values(row)
    kept = json.loads(zlib.decompress(values["map"]))
    return Document(
        source=source_of(values["source"]),
        raw=zlib.decompress(values["raw"]).decode(),
        text=zlib.decompress(values["text"]).decode(),
        segments=tuple(Segment(*segment) for segment in kept["segments"]),
        blocks=tuple(_block(block) for block in kept["blocks"]),
        page_starts=tuple((offset, page) for offset, page in kept["pages"]),
        warnings=tuple(kept["warnings"]),
    )


def source_of(packed: str) -> Source:
    """What was known of a document."""
    values = json.loads(packed)
    lists = {name: tuple(values[name]) for name in ("authors", "languages")}
    return Source(**{**values, **lists})


def chunk_row(chunk: Chunk, sentences: tuple[int, int]) -> tuple[Any, ...]:
    """A chunk as it is stored, with the ids of its first and its last sentence."""
    first, last = sentences
    packed = {"section": as_json(chunk.section), "first": first, "last": last}
    return CHUNKS.row(_fields(chunk) | packed)


def chunk_of(row: Sequence[Any]) -> tuple[Chunk, range]:
    """The chunk that was stored, with the ids of its sentences."""
    values = CHUNKS.values(row)
    first, last = values.pop("first"), values.pop("last")
    values["section"] = _headings(values["section"])
    return Chunk(**values), range(first, last + 1)


def sentence_row(sentence: Sentence) -> tuple[Any, ...]:
    """A sentence as it is stored."""
    lead_start, lead_end = sentence.lead_in or (None, None)
    packed = {
        "section": as_json(sentence.section),
        "leans": int(sentence.leans),
        "interviewed": int(sentence.interviewed),
        "lead_start": lead_start,
        "lead_end": lead_end,
        "signs": " ".join(sorted(sentence.signs)),
        "subject": as_json(sentence.subject),
    }
    return SENTENCES.row(_fields(sentence) | packed)


def sentence_of(row: Sequence[Any]) -> Sentence:
    """The sentence that was stored."""
    values = SENTENCES.values(row)
    lead_start, lead_end = values.pop("lead_start"), values.pop("lead_end")
    values["section"] = _headings(values["section"])
    values["leans"] = bool(values["leans"])
    values["interviewed"] = bool(values["interviewed"])
    values["lead_in"] = None if lead_start is None else (lead_start, lead_end)
    values["signs"] = frozenset(values["signs"].split())
    values["subject"] = _headings(values["subject"])
    return Sentence(**values)


def as_json(values: object) -> str:
    """How lists and records stand in a column."""
    return json.dumps(values, ensure_ascii=False)


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


def _fields(value: Chunk | Sentence) -> dict[str, Any]:
    """The fields of a value by their names, as they are."""
    return {field: getattr(value, field) for field in type(value).__dataclass_fields__}


@lru_cache(maxsize=4096)  # many sentences stand below the same headings
def _headings(packed: str) -> tuple[str, ...]:
    return tuple(json.loads(packed))
