"""Conversations and the answers in them, each kept by its owner."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import uuid4

from advisor.errors import NotFoundError
from advisor.records.database import Database, now
from advisor.types import Answer, Question
from advisor.vocabulary import Channel

_RECORD = "SELECT id, conversation, owner, channel, created, asked, answer FROM answers"


@dataclass(frozen=True, slots=True)
class Record:
    """An answer as it was given, with what it was an answer to."""

    id: str
    conversation: str
    owner: str
    channel: Channel
    created: str
    asked: Mapping[str, Any]  # the question with its history, profile and wanted language
    answer: Mapping[str, Any]  # as `--json` gives it


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was asked and answered in one go, oldest first."""

    id: str
    owner: str
    channel: Channel
    created: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """One conversation in a list of them."""

    id: str
    channel: Channel
    created: str
    latest: str  # when it was last answered in
    title: str  # its first question
    answers: int

    @property
    def cursor(self) -> str:
        """Its place in the list: what `before` takes to go on after it."""
        return f"{self.created} {self.id}"


class AnswerRecords:
    """Whatever is kept here is on disk when a method returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open_conversation(self, owner: str, channel: Channel, id: str | None = None) -> str:
        """A new conversation's id; one that is chosen, by a chat for its thread, may exist."""
        chosen = id or f"c-{uuid4().hex}"
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (chosen, owner, channel, now()),
            )
        return chosen

    def keep(
        self,
        conversation: str,
        owner: str,
        channel: Channel,
        asked: Question,
        answer: Answer,
        data: Mapping[str, Any],
    ) -> None:
        """Keep an answer, whose form as data is given, as the latest of a conversation."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO answers SELECT ?, ?, COALESCE(MAX(position) + 1, 0),"
                " ?, ?, ?, ?, ?, ?, ? FROM answers WHERE conversation = ?",
                (
                    *(answer.id, conversation, owner, channel, now(), answer.status),
                    *(answer.provenance.index_hash, _json(asdict(asked)), _json(data)),
                    conversation,
                ),
            )

    def record(self, id: str, owner: str | None) -> Record:
        """One answer of the owner's, or of anyone's for None; NotFoundError if there is none."""
        rows = self._database.rows(f"{_RECORD} WHERE id = ?", (id,))
        found = [_record(row) for row in rows if owner in (None, row["owner"])]
        if not found:
            raise NotFoundError(f"There is no answer {id} of yours. Look at its id.")
        return found[0]

    def conversation(self, id: str, owner: str | None) -> Conversation:
        """One conversation of the owner's, or of anyone's for None; NotFoundError if none."""
        rows = self._database.rows("SELECT * FROM conversations WHERE id = ?", (id,))
        if not rows or owner not in (None, rows[0]["owner"]):
            raise NotFoundError(f"There is no conversation {id} of yours. Look at its id.")
        told = self._database.rows(f"{_RECORD} WHERE conversation = ? ORDER BY position", (id,))
        row = rows[0]
        return Conversation(
            row["id"], row["owner"], row["channel"], row["created"], tuple(map(_record, told))
        )

    def conversations(
        self, owner: str, limit: int = 20, before: str | None = None
    ) -> list[ConversationSummary]:
        """The owner's, newest first; `before` is the cursor of the last one that was listed.

        One in which nothing was answered is not listed.
        """
        created, _, id = (before or "~").partition(" ")  # no time is later than "~"
        rows = self._database.rows(
            "SELECT c.id, c.channel, c.created, MAX(a.created) AS latest, COUNT(*) AS answers,"
            " (SELECT asked FROM answers WHERE conversation = c.id ORDER BY position LIMIT 1)"
            " AS first FROM conversations c JOIN answers a ON a.conversation = c.id"
            " WHERE c.owner = ? AND (c.created, c.id) < (?, ?)"
            " GROUP BY c.id ORDER BY c.created DESC, c.id DESC LIMIT ?",
            (owner, created, id, limit),
        )
        return [
            ConversationSummary(
                row["id"],
                row["channel"],
                row["created"],
                row["latest"],
                title=json.loads(row["first"])["text"],
                answers=row["answers"],
            )
            for row in rows
        ]

    def delete_answer(self, id: str, owner: str) -> None:
        """Forget one answer of the owner's and what was said of it; NotFoundError if none."""
        self._delete("answers", id, owner)

    def delete_conversation(self, id: str, owner: str) -> None:
        """Forget a conversation of the owner's with all in it; NotFoundError if none."""
        self._delete("conversations", id, owner)

    def _delete(self, table: Literal["answers", "conversations"], id: str, owner: str) -> None:
        with self._database.writing() as connection:
            gone = connection.execute(
                f"DELETE FROM {table} WHERE id = ? AND owner = ?", (id, owner)
            )
            if not gone.rowcount:
                raise NotFoundError(f"There is nothing {id} of yours. Look at its id.")


def _record(row: sqlite3.Row) -> Record:
    return Record(
        id=row["id"],
        conversation=row["conversation"],
        owner=row["owner"],
        channel=row["channel"],
        created=row["created"],
        asked=json.loads(row["asked"]),
        answer=json.loads(row["answer"]),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
