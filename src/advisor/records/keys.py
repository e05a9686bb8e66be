"""Keys that programs call with: made, told apart, revoked."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import get_args

from advisor.errors import BadInputError, NotFoundError, RecordsUnusableError
from advisor.records.database import Database, now
from advisor.vocabulary import Right

MOST_NAME_CHARS = 80
USE_SECONDS = 60.0  # the last use of a key is written at most so often

# "advisor_" and the id may be shown and searched for; what follows is secret.
_TOKEN = re.compile(r"advisor_(?P<id>[0-9a-f]{8})_[A-Za-z0-9_-]{43}", re.ASCII)
_RIGHTS: tuple[Right, ...] = get_args(Right)


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; the key itself is not kept."""

    id: str
    name: str
    rights: frozenset[Right]
    created: str
    used: str | None = None  # to the minute; None: never
    revoked: str | None = None

    @property
    def prefix(self) -> str:
        """How the key begins, by which whoever finds one knows which it is."""
        return f"advisor_{self.id}"


class KeyRecords:
    """A key is kept as its hash alone: who reads the file cannot call with what stands there."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._noted: dict[str, float] = {}  # when the use of a key was written last
        self._lock = Lock()

    def create(self, name: str, rights: Iterable[Right]) -> tuple[Key, str]:
        """A new key, with the token to call with: it is told here and never again."""
        name = " ".join(name.split())
        if not 1 <= len(name) <= MOST_NAME_CHARS or not name.isprintable():
            raise BadInputError(
                f"The name of a key has 1 to {MOST_NAME_CHARS} characters. Say who will call with"
                " it."
            )
        wanted = frozenset(rights)
        if not wanted or not wanted <= set(_RIGHTS):
            raise BadInputError(f"A key has one or more of the rights {', '.join(_RIGHTS)}.")
        key = Key(secrets.token_hex(4), name, wanted, now())
        token = f"{key.prefix}_{secrets.token_urlsafe(32)}"
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO keys (id, name, hash, rights, created) VALUES (?, ?, ?, ?, ?)",
                (key.id, key.name, _hash(token), json.dumps(sorted(wanted)), key.created),
            )
        return key, token

    def revoke(self, id: str) -> Key:
        """The key opens nothing from now on. NotFoundError if there is none."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE keys SET revoked = ? WHERE id = ? AND revoked IS NULL", (now(), id)
            )
        found = [key for key in self.all() if key.id == id]
        if not found:
            raise NotFoundError(f"There is no key {id}. Run `advisor keys list` to see their ids.")
        return found[0]

    def all(self) -> list[Key]:
        """Every key that was made, also those revoked, oldest first."""
        return [_key(row) for row in self._database.rows("SELECT * FROM keys ORDER BY created, id")]

    def exist(self) -> bool:
        """Whether there is a key that opens something."""
        return bool(self._database.rows("SELECT 1 FROM keys WHERE revoked IS NULL LIMIT 1"))

    def holder(self, token: str) -> Key | None:
        """The key that a token is, unless there is none or it is revoked."""
        shape = _TOKEN.fullmatch(token)
        if shape is None:
            return None
        rows = self._database.rows(
            "SELECT * FROM keys WHERE id = ? AND revoked IS NULL", (shape["id"],)
        )
        if not rows or not hmac.compare_digest(rows[0]["hash"], _hash(token)):
            return None
        self._note_use(shape["id"])
        return _key(rows[0])

    def in_force(self, id: str) -> Key | None:
        """The key with an id as it is now, for whoever has shown it before; None once revoked."""
        rows = self._database.rows("SELECT * FROM keys WHERE id = ? AND revoked IS NULL", (id,))
        if not rows:
            return None
        self._note_use(id)
        return _key(rows[0])

    def _note_use(self, id: str) -> None:
        moment = self._clock()
        with self._lock:
            if moment - self._noted.get(id, -USE_SECONDS) < USE_SECONDS:
                return
            self._noted[id] = moment
        # When it was used is worth less than the call: a full disk must not stop reading.
        with suppress(RecordsUnusableError), self._database.writing() as connection:
            connection.execute("UPDATE keys SET used = ? WHERE id = ?", (now(), id))


def _key(row: sqlite3.Row) -> Key:
    return Key(
        id=row["id"],
        name=row["name"],
        rights=frozenset(json.loads(row["rights"])),
        created=row["created"],
        used=row["used"],
        revoked=row["revoked"],
    )


def _hash(token: str) -> str:
    # A token has 256 random bits, so that a plain hash of it cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()
