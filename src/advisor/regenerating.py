"""Asks a question of a record again, from the sources that it was answered from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor import __version__
from advisor.bootstrap import Parts, open_parts, question_settings
from advisor.errors import IndexUnusableError
from advisor.index.building import build_index
from advisor.index.originals import settings_to_remake
from advisor.index.publishing import current_build
from advisor.records.answers import Record
from advisor.records.archive import Archive
from advisor.records.comparing import Part, compared, places
from advisor.records.reading_back import answer_of, question_of
from advisor.settings import Settings
from advisor.types import Answer


@dataclass(frozen=True, slots=True)
class Regenerated:
    """An answer beside the one of the record."""

    before: Answer
    after: Answer
    versions: tuple[str, str]  # of advisor, that answered then and now
    is_same_index: bool  # made from the same sources by the same code
    is_rebuilt: bool  # from the archive, for the index in use is another one
    lost_quotes: tuple[str, ...]  # of the record, that do not stand in its sources
    other_settings: tuple[str, ...]  # names of those that were set otherwise
    parts: tuple[Part, ...]

    @property
    def is_same(self) -> bool:
        return all(part.is_same for part in self.parts)


def regenerate(record: Record, archive: Archive, settings: Settings) -> Regenerated:
    """Ask again: the index in use if it is that of the record, else one made from the archive.

    Raises NotFoundError where the sources are not kept, RecordsUnusableError where they are
    damaged.
    """
    before = answer_of(record)
    hash_then = before.provenance.index_hash
    with _parts(hash_then, record, archive, settings) as (parts, is_rebuilt):
        after = parts.advisor().ask(question_of(record))
        lost = tuple(
            f"{source} {start}-{end}: {quote}"
            for source, start, end, quote in places(before)
            if not _stands(parts, source, start, end, quote)
        )
    return Regenerated(
        before=before,
        after=after,
        versions=(str(record.made_with.get("advisor", "?")), __version__),
        is_same_index=after.provenance.index_hash == hash_then,
        is_rebuilt=is_rebuilt,
        lost_quotes=lost,
        other_settings=_other_settings(record, settings),
        parts=compared(before, after),
    )


@contextmanager
def _parts(
    index_hash: str, record: Record, archive: Archive, settings: Settings
) -> Iterator[tuple[Parts, bool]]:
    """What answers from the sources of a record, and whether it was made for that."""
    prompt = record.made_with.get("query_prompt", settings.query_prompt)
    as_then = settings.model_copy(update={"query_prompt": prompt})
    if _is_in_use(index_hash, settings):
        with closing(open_parts(as_then)) as parts:
            yield parts, False
        return
    index = archive.index(index_hash)
    with tempfile.TemporaryDirectory(prefix="advisor-records-") as name:
        folder = Path(name)
        archive.lay_out(index, folder)
        remade = settings_to_remake(folder, index.manifest, as_then, folder / "data")
        build_index(remade)
        with closing(open_parts(remade)) as parts:
            yield parts, True


def _is_in_use(index_hash: str, settings: Settings) -> bool:
    try:
        return current_build(settings.index_folder).index_hash == index_hash
    except IndexUnusableError:
        return False


def _stands(parts: Parts, source: str, start: int, end: int, quote: str) -> bool:
    try:
        return parts.evidence.document(source).raw[start:end] == quote
    except KeyError:
        return False


def _other_settings(record: Record, settings: Settings) -> tuple[str, ...]:
    """A prompt is taken from the record, an own glossary from its index."""
    now: dict[str, Any] = question_settings(settings)
    return tuple(
        name
        for name, value in now.items()
        if name != "query_prompt" and record.made_with.get(name, value) != value
    )
