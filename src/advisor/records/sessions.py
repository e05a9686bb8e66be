"""Logins of people: what a browser's opaque token stands for, until it ends."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta

from advisor.records.database import Database, as_kept, now
from advisor.types import Caller


class SessionRecords:
    """A token is kept as its hash alone: what stands in the file is of no use to log in with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, caller: Caller, lasts: timedelta) -> str:
        """The token of a new session; sessions that have ended are forgotten."""
        token = secrets.token_urlsafe(32)
        ends = datetime.now(UTC) + lasts
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE expires <= ?", (now(),))
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(_hash(token), caller.id, caller.name, json.dumps(sorted(caller.rights))),
                    *(now(), as_kept(ends)),
                ),
            )
        return token

    def caller(self, token: str) -> Caller | None:
        """Whose session it is, while it lasts."""
        rows = self._database.rows(
            "SELECT caller, name, rights FROM sessions WHERE id = ? AND expires > ?",
            (_hash(token), now()),
        )
        if not rows:
            return None
        row = rows[0]
        return Caller(row["caller"], row["name"], frozenset(json.loads(row["rights"])))

    def close(self, token: str) -> None:
        """End a session at once; one that is not there is no error."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE id = ?", (_hash(token),))


def _hash(token: str) -> str:
    # A token has 256 random bits, so that a plain hash of it cannot be guessed back.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
