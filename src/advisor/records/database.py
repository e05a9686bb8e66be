"""The SQLite file that holds what is kept: opened, brought up to date, read and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from advisor.errors import RecordsUnusableError
from advisor.records.schema import MIGRATIONS

FILE = "advisor.sqlite"
BUSY_SECONDS = 10  # that one process waits for another one to finish writing


class Database:
    """Safe to share between threads; several processes may have it open.

    What a `writing` block wrote is on disk when the block ends, or none of it is.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._write_lock = Lock()
        self._read_lock = Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._writer = self._connect()
            self._migrate()
            self._reader = self._connect()
            self._reader.execute("PRAGMA query_only = ON")
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error

    def close(self) -> None:
        """Release the file."""
        with self._write_lock, self._read_lock:
            self._reader.close()
            self._writer.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction of its own: all of it is kept, durably, or nothing."""
        with self._write_lock:
            try:
                self._writer.execute("BEGIN IMMEDIATE")
                try:
                    yield self._writer
                except BaseException:
                    self._writer.execute("ROLLBACK")
                    raise
                self._writer.execute("COMMIT")
            except sqlite3.Error as error:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise self._unusable(error) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """What a query finds, of all that was written before."""
        try:
            with self._read_lock:
                return self._reader.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _migrate(self) -> None:
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(MIGRATIONS):
                raise RecordsUnusableError(
                    f"{self._path} was written by a later version of advisor. Run that version, or"
                    " set ADVISOR_DATA to another folder."
                )
            for step in MIGRATIONS[version:]:
                for statement in filter(str.strip, step.split(";")):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _unusable(self, error: Exception) -> RecordsUnusableError:
        return RecordsUnusableError(
            f"{self._path} cannot be used ({error}). See to space and rights there; a damaged file"
            " is replaced from a backup with `advisor restore`."
        )


def now() -> str:
    """The time, as it is kept: ISO 8601 in UTC, which sorts by time."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
