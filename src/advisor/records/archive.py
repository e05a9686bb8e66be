"""The sources that answers were made from, kept by the hash of what they hold."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Any

from advisor.errors import NotFoundError, RecordsUnusableError
from advisor.records.database import Database, now

FOLDER = "archive"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """What an index was made from, and what its manifest said."""

    hash: str
    manifest: Mapping[str, Any]
    files: Mapping[str, str]  # hashes of contents by their paths in the index's folder


class Archive:
    """A file is kept once, whichever indexes it is in, until no answer leads to it any more."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = database.folder / FOLDER

    def keep(self, index: KeptIndex, folder: Path) -> None:
        """Take over the files of an index from its folder; they are on disk when it returns.

        Nothing is done where it is kept already. RecordsUnusableError for a file that is not what
        the manifest says, or cannot be written.
        """
        # Within the transaction, so that no `release` takes a file for one that nobody needs.
        with self._database.writing() as connection:
            known = connection.execute("SELECT 1 FROM indexes WHERE hash = ?", (index.hash,))
            if known.fetchone() is not None:
                return
            with _told(self._folder):
                self._take(index.files, folder)
            row = (index.hash, now(), _json(index.manifest), _json(index.files))
            connection.execute("INSERT INTO indexes VALUES (?, ?, ?, ?)", row)

    def index(self, hash: str) -> KeptIndex:
        """What is kept of an index; NotFoundError if it is not."""
        rows = self._database.rows("SELECT * FROM indexes WHERE hash = ?", (hash,))
        if not rows:
            raise NotFoundError(
                f"The sources of the index {hash} are not kept. Answers from before sources were"
                " kept can be shown, but not made again."
            )
        row = rows[0]
        return KeptIndex(row["hash"], json.loads(row["manifest"]), json.loads(row["files"]))

    def lay_out(self, index: KeptIndex, folder: Path) -> None:
        """Write the files of an index below a folder, under the paths that they had there.

        RecordsUnusableError for one that is missing or damaged.
        """
        for name, digest in index.files.items():
            target = folder / _plain(name)
            with _told(self._folder):
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(self.path(digest), target, digest)

    def path(self, digest: str) -> Path:
        """Where the content with this hash is kept."""
        return self._folder / place_of(digest)

    def release(self) -> int:
        """Remove the files that no kept index has; how many."""
        if not self._folder.is_dir():
            return 0
        with self._database.writing() as connection, _told(self._folder):
            rows = connection.execute("SELECT files FROM indexes")
            needed = {digest for row in rows for digest in json.loads(row["files"]).values()}
            left = [path for path in self._folder.glob("??/*") if path.name not in needed]
            for path in left:
                path.unlink()
        return len(left)

    def _take(self, files: Mapping[str, str], folder: Path) -> None:
        for name, digest in files.items():
            target = self.path(digest)
            if not is_whole(target, digest):
                target.parent.mkdir(parents=True, exist_ok=True)
                part = target.with_name(target.name + _PART)
                _copy(folder / name, part, digest)
                part.replace(target)
        sync_folders({*self._folder.glob("??"), self._folder, self._folder.parent})


def place_of(digest: str) -> PurePosixPath:
    """The path of a content within the archive."""
    if not _DIGEST.fullmatch(digest):
        raise RecordsUnusableError(f"{digest!r} is not a hash. Restore the records from a backup.")
    return PurePosixPath(digest[:2], digest)


def is_whole(path: Path, digest: str) -> bool:
    """Whether there is a file that holds what its hash says."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def needed_by(records: Path) -> set[str]:
    """The hashes of all contents that a file of records leads to."""
    with closing(sqlite3.connect(records)) as connection:
        rows = connection.execute("SELECT files FROM indexes").fetchall()
    return {digest for (files,) in rows for digest in json.loads(files).values()}


def sync_folders(folders: Iterable[Path]) -> None:
    """See that the names in the folders are on disk."""
    for folder in folders:
        if folder.is_dir():
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _copy(source: Path, target: Path, digest: str) -> None:
    """A copy on disk with content of its own: a link would be damaged along with its original."""
    with source.open("rb") as read, target.open("w+b") as written:
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())
        written.seek(0)
        if file_digest(written, "sha256").hexdigest() != digest:
            raise RecordsUnusableError(
                f"{source} is not what it was when it was indexed. Run `advisor index --force`; a"
                " file of the archive comes back with `advisor restore`."
            )


def _plain(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise RecordsUnusableError(f"{name!r} leaves its folder. Restore the records.")
    return name


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordsUnusableError(
            f"Sources cannot be kept in or read from {folder} ({error}). See to space and rights"
            " there; a file that is missing comes back with `advisor restore`."
        ) from error


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
