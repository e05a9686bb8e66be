"""Conversations and the answers in them, each kept by its owner."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from advisor import __version__
from advisor.errors import NotFoundError, RecordsUnusableError
from advisor.records.database import Database, now
from advisor.types import Answer, Provenance, Question
from advisor.vocabulary import Channel

MOST_LISTED = 1000
_TRIES = 3  # a purge may let go of sources just before their first answer is kept
_BATCH = 100  # records that are read at a time
_RECORD = "SELECT id, conversation, owner, channel, created, made_with, asked, answer FROM answers"
_OPEN = "INSERT INTO conversations VALUES (?, ?, ?, ?)"
_SUMMARY = (
    "SELECT id, channel, created,"
    " (SELECT MAX(created) FROM answers WHERE conversation = c.id) AS latest,"
    " (SELECT COUNT(*) FROM answers WHERE conversation = c.id) AS answers,"
    " (SELECT asked FROM answers WHERE conversation = c.id ORDER BY position LIMIT 1) AS first"
    " FROM conversations AS c"
)

TakeOver = Callable[[Provenance], object]  # keeps the sources of the index that answered


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
    # The version of advisor, and the settings that weigh on an answer beside its index.
    made_with: Mapping[str, Any] = field(default_factory=dict)


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

    def __init__(
        self,
        database: Database,
        take_over: TakeOver | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """`take_over` is called for the first answer from an index; None: sources are not kept.

        `settings` are those that weigh on an answer beside its index.
        """
        self._database = database
        self._take_over = take_over
        self._made_with = _json({"advisor": __version__, **(settings or {})})

    def open_conversation(self, owner: str, channel: Channel, id: str | None = None) -> str:
        """A new conversation's id; one that is chosen, by a chat for its thread, may exist."""
        chosen = id or _new_id()
        with self._database.writing() as connection:
            connection.execute(f"{_OPEN} ON CONFLICT DO NOTHING", (chosen, owner, channel, now()))
        return chosen

    def keep(
        self,
        conversation: str | None,
        owner: str,
        channel: Channel,
        asked: Question,
        answer: Answer,
        data: Mapping[str, Any],
    ) -> str:
        """Keep an answer, whose form as data is given, as the latest of a conversation.

        None: the first of a new one, which is opened with it. Returns the conversation's id. The
        sources that the answer was made from are kept with it. NotFoundError where the
        conversation was deleted meanwhile.
        """
        id = conversation or _new_id()
        values = (
            *(answer.id, id, owner, channel, now(), answer.status),
            *(answer.provenance.index_hash, self._made_with, _json(asdict(asked)), _json(data)),
        )
        for _ in range(_TRIES):
            if self._insert(values, is_first=conversation is None):
                return id
            if self._take_over is not None:
                self._take_over(answer.provenance)
        raise RecordsUnusableError("The sources of the answer could not be kept. Ask again.")

    def record(self, id: str, owner: str | None) -> Record:
        """One answer of the owner's, or of anyone's for None; NotFoundError if there is none."""
        rows = self._database.rows(f"{_RECORD} WHERE id = ?", (id,))
        found = [_record(row) for row in rows if owner in (None, row["owner"])]
        if not found:
            raise _no_answer(id)
        return found[0]

    def conversation(self, id: str, owner: str | None) -> Conversation:
        """One conversation of the owner's, or of anyone's for None; NotFoundError if none."""
        rows = self._database.rows("SELECT * FROM conversations WHERE id = ?", (id,))
        if not rows or owner not in (None, rows[0]["owner"]):
            raise _no_conversation(id)
        told = self._database.rows(f"{_RECORD} WHERE conversation = ? ORDER BY position", (id,))
        row = rows[0]
        return Conversation(
            row["id"], row["owner"], row["channel"], row["created"], tuple(map(_record, told))
        )

    def questions(self, conversation: str, owner: str | None, most: int) -> tuple[str, ...]:
        """The latest that were asked in a conversation, oldest first; NotFoundError if none."""
        rows = self._database.rows("SELECT owner FROM conversations WHERE id = ?", (conversation,))
        if not rows or owner not in (None, rows[0]["owner"]):
            raise _no_conversation(conversation)
        latest = self._database.rows(
            "SELECT asked FROM answers WHERE conversation = ? ORDER BY position DESC LIMIT ?",
            (conversation, most),
        )
        return tuple(json.loads(row["asked"])["text"] for row in reversed(latest))

    def conversations(
        self, owner: str | None, limit: int = 20, before: str | None = None
    ) -> list[ConversationSummary]:
        """The owner's conversations, or anyone's for None, newest first, at most `limit` of them.

        `before` is the cursor of the last one that was listed, or a time as times are kept. One
        in which nothing was answered is not listed.
        """
        created, _, id = (before or "~").partition(" ")  # no time is later than "~"
        whose, owners = ("", ()) if owner is None else ("owner = ? AND", (owner,))
        rows = self._database.rows(
            f"{_SUMMARY} WHERE {whose} (created, id) < (?, ?)"
            " AND EXISTS (SELECT 1 FROM answers WHERE conversation = c.id)"
            " ORDER BY created DESC, id DESC LIMIT ?",
            (*owners, created, id, max(min(limit, MOST_LISTED), 0)),
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

    def latest(self, limit: int) -> list[Record]:
        """The newest answers of anyone, newest first."""
        sql = f"{_RECORD} ORDER BY created DESC, id DESC LIMIT ?"
        return [_record(row) for row in self._database.rows(sql, (max(limit, 0),))]

    def everything(self) -> Iterator[Record]:
        """Every answer of anyone, oldest first, a few at a time."""
        after = ("", "")
        while rows := self._database.rows(
            f"{_RECORD} WHERE (created, id) > (?, ?) ORDER BY created, id LIMIT ?",
            (*after, _BATCH),
        ):
            yield from map(_record, rows)
            after = (rows[-1]["created"], rows[-1]["id"])

    def delete_answer(self, id: str, owner: str | None) -> None:
        """Delete an answer of the owner's, or of anyone's for None, with what was said of it.

        Later answers of its conversation keep the question among those that they leaned on:
        delete the conversation to let go of it all. NotFoundError if there is no such answer.
        """
        with self._database.writing() as connection:
            deleted = connection.execute(
                "DELETE FROM answers WHERE id = ? AND (? IS NULL OR owner = ?)"
                " RETURNING conversation",
                (id, owner, owner),
            ).fetchone()
            if deleted is None:
                raise _no_answer(id)
            connection.execute(
                "DELETE FROM conversations WHERE id = ? AND NOT EXISTS"
                " (SELECT 1 FROM answers WHERE conversation = ?)",
                (deleted["conversation"], deleted["conversation"]),
            )
        self._database.tidy()

    def delete_conversation(self, id: str, owner: str | None) -> None:
        """Delete a conversation of the owner's, or of anyone's for None, with all that is in it.

        NotFoundError if there is no such conversation.
        """
        with self._database.writing() as connection:
            done = connection.execute(
                "DELETE FROM conversations WHERE id = ? AND (? IS NULL OR owner = ?)",
                (id, owner, owner),
            )
            if not done.rowcount:
                raise _no_conversation(id)
        self._database.tidy()

    def _insert(self, values: tuple[Any, ...], *, is_first: bool) -> bool:
        """Whether it was done: not where the sources must be kept first."""
        conversation, index_hash = values[1], values[6]
        with self._database.writing() as connection:
            found = connection.execute("SELECT 1 FROM conversations WHERE id = ?", (conversation,))
            if not is_first and found.fetchone() is None:
                raise _no_conversation(conversation)
            kept = connection.execute("SELECT 1 FROM indexes WHERE hash = ?", (index_hash,))
            if self._take_over is not None and kept.fetchone() is None:
                return False
            if is_first:
                connection.execute(_OPEN, values[1:5])
            connection.execute(
                "INSERT INTO answers SELECT ?, ?, COALESCE(MAX(position) + 1, 0),"
                " ?, ?, ?, ?, ?, ?, ?, ? FROM answers WHERE conversation = ?",
                (*values, conversation),
            )
        return True


def _record(row: sqlite3.Row) -> Record:
    return Record(
        id=row["id"],
        conversation=row["conversation"],
        owner=row["owner"],
        channel=row["channel"],
        created=row["created"],
        asked=json.loads(row["asked"]),
        answer=json.loads(row["answer"]),
        made_with=json.loads(row["made_with"]),
    )


def _new_id() -> str:
    return f"c-{uuid4().hex}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _no_answer(id: str) -> NotFoundError:
    return NotFoundError(f"There is no answer {id} of yours. Look at its id.")


def _no_conversation(id: str) -> NotFoundError:
    return NotFoundError(f"There is no conversation {id} of yours. Look at its id.")
