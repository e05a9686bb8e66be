"""Lets go of what was kept for long enough, and notes that it was done."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from advisor.records.archive import Archive
from advisor.records.database import Database, as_kept, now

EVENT_DAYS = 7  # a chat sends an event again within hours, not weeks

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Purge:
    """What was let go of at one time. This is kept itself, with no one's words in it."""

    done: str
    before: str  # what was older went
    by: str
    answers: int
    conversations: int
    feedback: int
    events: int
    indexes: int  # whose sources no answer leads to any more


class Retention:
    """Purges, and tells of the purges that were."""

    def __init__(self, database: Database, archive: Archive) -> None:
        self._database = database
        self._archive = archive

    def purge(self, days: int, by: str, at: datetime | None = None) -> Purge:
        """Delete what is older than some days, with the sources that only it led to.

        One transaction: all that is told as deleted is, or nothing. `by` says who asked for it.
        """
        at = at or datetime.now(UTC)
        before = as_kept(at - timedelta(days=days))
        seen_before = max(before, as_kept(at - timedelta(days=EVENT_DAYS)))
        with self._database.writing() as connection:
            done = Purge(
                as_kept(at), before, by, **_deleted(connection, before, seen_before=seen_before)
            )
            connection.execute(
                "INSERT INTO purges VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(done.done, done.before, done.by, done.answers, done.conversations),
                    *(done.feedback, done.events, done.indexes),
                ),
            )
        # Afterwards: were it before, a stop in between would leave answers without their sources.
        files = self._archive.release()
        self._database.tidy()
        _log.info("records purged", extra={"answers": done.answers, "files": files})
        return done

    def purges(self) -> list[Purge]:
        """All that were done, oldest first."""
        rows = self._database.rows("SELECT * FROM purges ORDER BY done")
        return [Purge(**dict(row)) for row in rows]


def _deleted(connection: sqlite3.Connection, before: str, *, seen_before: str) -> dict[str, Any]:
    """Delete, and count. Feedback goes with its answer."""
    feedback = connection.execute(
        "SELECT COUNT(*) FROM feedback AS f JOIN answers AS a ON a.id = f.answer"
        " WHERE a.created < ?",
        (before,),
    ).fetchone()[0]
    answers = connection.execute("DELETE FROM answers WHERE created < ?", (before,)).rowcount
    conversations = connection.execute(
        "DELETE FROM conversations WHERE created < ?"
        " AND NOT EXISTS (SELECT 1 FROM answers WHERE conversation = conversations.id)",
        (before,),
    ).rowcount
    events = connection.execute("DELETE FROM events WHERE seen < ?", (seen_before,)).rowcount
    connection.execute("DELETE FROM sessions WHERE expires <= ?", (now(),))
    indexes = connection.execute(
        "DELETE FROM indexes WHERE NOT EXISTS"
        " (SELECT 1 FROM answers WHERE index_hash = indexes.hash)"
    ).rowcount
    return {
        "answers": answers,
        "conversations": conversations,
        "feedback": feedback,
        "events": events,
        "indexes": indexes,
    }
