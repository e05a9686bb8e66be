"""Copies all that a service keeps into one file, while the service goes on working."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from advisor import __version__
from advisor.errors import BadInputError, IndexUnusableError, RecordsUnusableError
from advisor.index.publishing import CURRENT, current_build
from advisor.records import archive, database
from advisor.records.database import Database
from advisor.service import backup_file
from advisor.service.backup_file import FORMAT, INDEX, MANIFEST
from advisor.settings import Settings

_TRIES = 3  # a purge or a new index may take away what is about to be copied


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and read back."""

    path: Path
    sha256: str
    answers: int
    index_build: str | None  # None: there is no index that can be used
    missing: tuple[str, ...]  # sources that the archive should have and has not


def back_up(settings: Settings, out: Path, question_settings: Mapping[str, Any]) -> Backup:
    """Write a backup to a .gz file, or into a folder under a name that tells the time.

    In it are the records, the sources that they were answered from, and the index in use. It is
    read back before it gets its name. Raises BadInputError where the file exists already or there
    is nothing to keep, RecordsUnusableError where the records are damaged or the disk is full.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    # A folder that is not there yet is made: a file of its name would be in the way of the next.
    is_folder = out.is_dir() or not (out.exists() or out.suffix)
    path = out / f"advisor-{stamp}.tar.gz" if is_folder else out
    if path.exists():
        raise BadInputError(f"{path} exists already. Name another file, or a folder.")
    if not (settings.data / database.FILE).exists() and not settings.index_folder.exists():
        raise BadInputError(f"There is nothing in {settings.data}. Set ADVISOR_DATA.")
    records = Database(settings.data)
    try:
        if is_folder:
            out.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as name:
            part = Path(name) / "backup"
            manifest = _write_with_patience(settings, records, part, question_settings)
            backup_file.read(part)
            with part.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
            part.replace(path)
            archive.sync_folders([path.parent])
    except OSError as error:
        raise RecordsUnusableError(
            f"The backup could not be written to {path} ({error.strerror or error})."
            " See to space and rights there."
        ) from error
    finally:
        records.close()
    index = manifest["index"]
    return Backup(
        path,
        digest,
        manifest["records"]["answers"],
        index["build"] if index else None,
        tuple(manifest["missing"]),
    )


class _ChangedError(Exception):
    """What was to be copied has gone meanwhile."""


def _write_with_patience(
    settings: Settings, records: Database, part: Path, question_settings: Mapping[str, Any]
) -> Mapping[str, Any]:
    for attempt in range(_TRIES):
        copy = part.with_name("records")
        records.copy_to(copy)
        if problem := database.problem_of(copy):
            raise RecordsUnusableError(
                f"The records in {settings.data} are damaged ({problem}), so no backup was made."
                " Restore an earlier backup with `advisor restore`."
            )
        try:
            with _Writer(part) as writer:
                return _write(writer, settings, copy, question_settings, last=attempt == _TRIES - 1)
        except _ChangedError:
            continue
        finally:
            copy.unlink()
    raise RecordsUnusableError("The index was replaced all the while. Run `advisor backup` again.")


def _write(
    writer: _Writer,
    settings: Settings,
    copy: Path,
    question_settings: Mapping[str, Any],
    *,
    last: bool,
) -> Mapping[str, Any]:
    counts = _counts(copy)
    writer.add(database.FILE, copy)
    missing = []
    for digest in sorted(archive.needed_by(copy)):
        place = archive.place_of(digest)
        name = f"{archive.FOLDER}/{place}"
        if not archive.is_whole(settings.data / name, digest):
            if not last:
                raise _ChangedError
            missing.append(digest)
        else:
            writer.add(name, settings.data / name)
    manifest = {
        "format": FORMAT,
        "advisor": __version__,
        "created": database.now(),
        "records": counts,
        "index": _write_index(writer, settings.index_folder),
        "settings": {
            "embedding_model": settings.embedding_model,
            "passage_prompt": settings.passage_prompt,
            **question_settings,
        },
        "missing": missing,
        "files": dict(writer.files),
    }
    writer.add_text(MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False))
    return manifest


def _counts(copy: Path) -> dict[str, int]:
    with closing(sqlite3.connect(copy)) as connection:
        return {
            table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in ("answers", "conversations", "feedback")
        }


def _write_index(writer: _Writer, index_folder: Path) -> dict[str, str] | None:
    """The index in use, with what points to it; None where none can be used."""
    try:
        pointer = (index_folder / CURRENT).read_bytes()
        build = current_build(index_folder)
    except (OSError, IndexUnusableError):
        return None
    if not pointer.startswith(build.name.encode()):
        raise _ChangedError
    try:
        for path in sorted(build.folder.rglob("*")):
            if path.is_file():
                writer.add(f"{INDEX}/{path.relative_to(index_folder).as_posix()}", path)
    except FileNotFoundError as error:
        raise _ChangedError from error
    writer.add_text(f"{INDEX}/{CURRENT}", pointer.decode())
    return {"build": build.name, "hash": build.index_hash}


class _Writer:
    """A compressed file of files, which knows the hashes of what it was given."""

    def __init__(self, path: Path) -> None:
        self.files: dict[str, dict[str, Any]] = {}
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._packed = gzip.GzipFile("", "wb", compresslevel=6, fileobj=self._file, mtime=0)
        self._tar = tarfile.TarFile(fileobj=self._packed, mode="w", format=tarfile.PAX_FORMAT)

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, failure: object, *_more: object) -> None:
        if failure is None:
            self._tar.close()
            self._packed.close()
        self._file.close()

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self._add(name, file, os.fstat(file.fileno()).st_size)

    def add_text(self, name: str, text: str) -> None:
        content = text.encode()
        self._add(name, io.BytesIO(content), len(content))

    def _add(self, name: str, file: BinaryIO, size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size = size
        entry.mode = 0o600
        hashed = _Hashed(file)
        self._tar.addfile(entry, hashed)
        self.files[name] = {"bytes": size, "sha256": hashed.hash.hexdigest()}


class _Hashed(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hash = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(size)
        self.hash.update(content)
        return content
