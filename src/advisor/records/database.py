"""The SQLite file that holds what is kept: opened, brought up to date, read and written."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from advisor.errors import RecordsUnusableError
from advisor.records.folder_lock import FolderLock
from advisor.records.schema import APPLICATION, MIGRATIONS

FILE = "advisor.sqlite"
BUSY_SECONDS = 10  # that one process waits for another one to finish writing
_ONLY_OURS = 0o600  # questions are in it: nobody else on the machine reads them


class Database:
    """Safe to share between threads; several processes may have it open.

    What a `writing` block wrote is on disk when the block ends, or none of it is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / FILE
        self._write_lock = Lock()
        self._read_lock = Lock()
        with self._told():
            folder.mkdir(parents=True, exist_ok=True)
            self._folder_lock = FolderLock(folder)
            try:
                self._open()
            except BaseException:
                self._folder_lock.release()
                raise

    def close(self) -> None:
        """Release the file; it is not asked afterwards."""
        with self._write_lock, self._read_lock:
            self._reader.close()
            self._writer.close()
            self._folder_lock.release()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction of its own: all of it is kept, durably, or nothing."""
        with self._write_lock, self._told():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite itself has rolled back when a disk is full
                    self._writer.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """What a query finds, of all that was written before."""
        with self._read_lock, self._told():
            return self._reader.execute(sql, values).fetchall()

    def copy_to(self, path: Path) -> None:
        """Write all that is kept at one moment into a new file, while others go on writing."""
        with self._told():
            _touch(path)
            source, copy = self._connect(), sqlite3.connect(path, isolation_level=None)
            try:
                source.backup(copy)  # in one step: writes of others would begin it anew
                copy.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
            finally:
                copy.close()
                source.close()

    def tidy(self) -> None:
        """Let no trace of what was deleted stay in the file, and give its space back."""
        with self._write_lock, self._told():
            # A page a step, and no rows: only a script is stepped through to its end.
            self._writer.executescript("PRAGMA incremental_vacuum")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def problem(self) -> str | None:
        """What a thorough look finds wrong with the file; None when it is whole."""
        return problem_of(self._path)

    def _open(self) -> None:
        _touch(self._path)
        self._writer = self._connect()
        try:
            self._set_up()
            self._reader = self._connect()
            self._reader.execute("PRAGMA query_only = ON")
        except BaseException:
            self._writer.close()
            raise

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _set_up(self) -> None:
        """Make the file ours, or see that it is, and bring it up to date."""
        self._refuse_what_is_not_ours()
        self._writer.execute("PRAGMA auto_vacuum = INCREMENTAL")  # has to come before any table
        _use_write_ahead_log(self._writer)
        if self._version() == len(MIGRATIONS):
            return
        with self.writing() as connection:
            for step in MIGRATIONS[self._version() :]:
                for statement in _statements(step):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _refuse_what_is_not_ours(self) -> None:
        (application,) = self._writer.execute("PRAGMA application_id").fetchone()
        (tables,) = self._writer.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
        if tables and application != APPLICATION:
            raise RecordsUnusableError(
                f"{self._path} was not written by advisor. Move it away, or set ADVISOR_DATA to"
                " another folder."
            )
        if self._version() > len(MIGRATIONS):
            raise RecordsUnusableError(
                f"{self._path} was written by a later version of advisor. Run that version, or set"
                " ADVISOR_DATA to another folder."
            )

    def _version(self) -> int:
        (version,) = self._writer.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what SQLite and the system raise into an error that says what to do."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise RecordsUnusableError(
                f"{self._path} cannot be used ({error}). See to space and rights there; a damaged"
                " file is replaced from a backup with `advisor restore`."
            ) from error


def _statements(step: str) -> Iterator[str]:
    """Those of a script, each with its semicolon; a trigger has some within."""
    statement = ""
    for part in step.split(";")[:-1]:
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def problem_of(path: Path) -> str | None:
    """What a thorough look finds wrong with a file of ours; None when it is whole."""
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (application,) = connection.execute("PRAGMA application_id").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        return str(error)
    if said != ["ok"]:
        return said[0]
    if application != APPLICATION:
        return "it was not written by advisor"
    if version > len(MIGRATIONS):
        return "it was written by a later version of advisor"
    return "rows refer to rows that are not there" if loose else None


def now() -> str:
    """The time, as it is kept: ISO 8601 in UTC, which sorts by time."""
    return as_kept(datetime.now(UTC))


def as_kept(moment: datetime) -> str:
    """A time in the form in which all times are kept."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _touch(path: Path) -> None:
    """An empty file where there is none; SQLite gives those that go with it the same rights."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, _ONLY_OURS)
    try:
        if os.fstat(file).st_mode & 0o077:
            path.chmod(_ONLY_OURS)
    finally:
        os.close(file)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """SQLite does not wait for others by itself while it changes to its write-ahead log."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
