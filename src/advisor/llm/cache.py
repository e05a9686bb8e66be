"""Keeps replies of a model, so that the same question over the same evidence is asked once."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import asdict

from advisor.llm.model import ModelReply, ModelRequest
from advisor.llm.store import Store

MOST_REPLIES = 2_000
MOST_LETTERS = 100_000  # of one reply
DAY_SECONDS = 86_400.0

_log = logging.getLogger(__name__)


class ReplyCache:
    """A reply is kept under a hash: the question itself does not stand in the file.

    It is let go of with the index that it was made from, and after some days at the latest. A file
    that cannot be used keeps nothing, and asks for nothing.
    """

    def __init__(
        self,
        store: Store,
        days: float,
        most: int = MOST_REPLIES,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._seconds = days * DAY_SECONDS
        self._most = most
        self._now = now
        self._index_hash = ""

    def use_index(self, index_hash: str) -> None:
        """From now on replies are those of this index; all others are let go of."""
        self._index_hash = index_hash
        try:
            with self._store.writing() as connection:
                connection.execute("DELETE FROM replies WHERE index_hash <> ?", (index_hash,))
        except (sqlite3.Error, OSError) as error:
            _cannot(error)

    def get(self, request: ModelRequest, model: str) -> ModelReply | None:
        """The reply that is kept for such a request; None where there is none."""
        if not request.key:
            return None
        key, now = _hash(request, model), self._now()
        try:
            with self._store.writing() as connection:
                self._forget(connection, now)
                row = connection.execute(
                    "UPDATE replies SET used = ? WHERE key = ? AND index_hash = ? RETURNING reply",
                    (now, key, self._index_hash),
                ).fetchone()
        except (sqlite3.Error, OSError) as error:
            _cannot(error)
            return None
        return ModelReply(**json.loads(row[0])) if row else None

    def put(self, request: ModelRequest, model: str, reply: ModelReply) -> None:
        """Keep a reply. The least used go when there are too many."""
        if not request.key or len(reply.text) > MOST_LETTERS:
            return
        kept, now = json.dumps(asdict(reply), ensure_ascii=False), self._now()
        try:
            with self._store.writing() as connection:
                self._forget(connection, now)
                connection.execute(
                    "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?)",
                    (_hash(request, model), self._index_hash, now, now, kept),
                )
                connection.execute(
                    "DELETE FROM replies WHERE key IN"
                    " (SELECT key FROM replies ORDER BY used DESC LIMIT -1 OFFSET ?)",
                    (self._most,),
                )
        except (sqlite3.Error, OSError) as error:
            _cannot(error)

    def drop(self, request: ModelRequest, model: str) -> None:
        """Let go of the reply to such a request."""
        if not request.key:
            return
        try:
            with self._store.writing() as connection:
                connection.execute("DELETE FROM replies WHERE key = ?", (_hash(request, model),))
        except (sqlite3.Error, OSError) as error:
            _cannot(error)

    def clear(self) -> None:
        """Let go of all."""
        try:
            with self._store.writing() as connection:
                connection.execute("DELETE FROM replies")
        except (sqlite3.Error, OSError) as error:
            _cannot(error)

    def _forget(self, connection: sqlite3.Connection, now: float) -> None:
        connection.execute("DELETE FROM replies WHERE created < ?", (now - self._seconds,))


def _hash(request: ModelRequest, model: str) -> str:
    schema = json.dumps(request.schema, sort_keys=True, default=str)
    parts = (model, schema, str(request.most_tokens), request.key)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _cannot(error: Exception) -> None:
    _log.warning("replies cannot be kept", extra={"reason": type(error).__name__})
