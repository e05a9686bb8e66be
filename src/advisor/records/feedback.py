"""Whether answers were useful, in the words of those who asked."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.records.database import Database, now


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one caller says of one answer."""

    answer: str
    useful: bool
    comment: str | None = None


class FeedbackRecords:
    """What a caller says of an answer replaces what the same caller said of it before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, feedback: Feedback, owner: str) -> None:
        """On disk when it returns. The answer must exist: see to that first."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
                (feedback.answer, owner, now(), feedback.useful, feedback.comment),
            )

    def of(self, answer: str) -> list[Feedback]:
        """All that was said of an answer, oldest first."""
        rows = self._database.rows(
            "SELECT answer, useful, comment FROM feedback WHERE answer = ? ORDER BY created",
            (answer,),
        )
        return [Feedback(row["answer"], bool(row["useful"]), row["comment"]) for row in rows]

    def counts(self) -> tuple[int, int]:
        """How many answers were found useful, and how many not."""
        (row,) = self._database.rows(
            "SELECT COUNT(*) FILTER (WHERE useful), COUNT(*) FILTER (WHERE NOT useful)"
            " FROM feedback"
        )
        return row[0], row[1]
