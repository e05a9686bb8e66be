"""Whether answers were useful, in the words of those who asked."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.errors import NotFoundError
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
        """On disk when it returns. Whether the answer is the caller's is seen to before.

        NotFoundError where there is no such answer.
        """
        with self._database.writing() as connection:
            found = connection.execute("SELECT 1 FROM answers WHERE id = ?", (feedback.answer,))
            if found.fetchone() is None:
                raise NotFoundError(f"There is no answer {feedback.answer}. Look at its id.")
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
                (feedback.answer, owner, now(), feedback.useful, feedback.comment),
            )

    def of(self, answer: str, owner: str | None) -> list[Feedback]:
        """What the owner said of an answer, or anyone for None, oldest first."""
        rows = self._database.rows(
            "SELECT answer, useful, comment FROM feedback"
            " WHERE answer = ? AND (? IS NULL OR owner = ?) ORDER BY created",
            (answer, owner, owner),
        )
        return [Feedback(row["answer"], bool(row["useful"]), row["comment"]) for row in rows]

    def counts(self) -> tuple[int, int]:
        """How many answers were found useful, and how many not."""
        (row,) = self._database.rows(
            "SELECT COUNT(*) FILTER (WHERE useful), COUNT(*) FILTER (WHERE NOT useful)"
            " FROM feedback"
        )
        return row[0], row[1]
