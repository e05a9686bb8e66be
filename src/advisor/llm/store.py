"""The SQLite file that calls of a model leave behind: money spent and replies to use again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

FILE = "llm.sqlite"
BUSY_SECONDS = 2
_ONLY_OURS = 0o600

_TABLES = """
    CREATE TABLE IF NOT EXISTS spending (
        day TEXT PRIMARY KEY,
        millionths INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS replies (
        key TEXT PRIMARY KEY,
        index_hash TEXT NOT NULL,
        created REAL NOT NULL,
        used REAL NOT NULL,
        reply TEXT NOT NULL
    ) STRICT;
"""


class Store:
    """Threads and processes may share the file. It is made when it is first used."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._connection: sqlite3.Connection | None = None
        self._lock = Lock()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction of its own. Raises sqlite3.Error or OSError."""
        with self._lock:
            connection = self._connection = self._connection or self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Release the file; it is opened again when it is used again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, _ONLY_OURS))
        connection = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.executescript(_TABLES)
        except BaseException:
            connection.close()
            raise
        return connection
