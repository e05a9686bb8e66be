"""Counts of what was asked, refused, found useful and cited, of what is kept at the time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from advisor.records.database import Database
from advisor.records.periods import Period, Step, day_of, local, period
from advisor.vocabulary import Channel, Language, Status

# Those that leave whoever asked without an answer.
UNANSWERED: tuple[Status, ...] = ("no_evidence", "clarification", "refused")

# The steps come first, in a list, so that each is one stretch of the index.
_COUNTS = """
    SELECT step.key AS step, status, channel, COUNT(*) AS questions
    FROM json_each(?) AS step CROSS JOIN answers INDEXED BY answers_by_outcome
    WHERE created >= json_extract(step.value, '$[0]')
        AND created < json_extract(step.value, '$[1]')
    GROUP BY step.key, status, channel
"""
_UNANSWERED = """
    SELECT id, created, channel, status, asked, json_extract(answer, '$.language') AS language
    FROM answers WHERE id IN (
        SELECT id FROM answers
        WHERE created >= ? AND created < ? AND status IN (?, ?, ?)
        ORDER BY created DESC LIMIT ?
    ) ORDER BY created DESC, id DESC
"""
_JUDGED = """
    SELECT COUNT(*) FILTER (WHERE useful) AS useful,
        COUNT(*) FILTER (WHERE NOT useful) AS not_useful
    FROM feedback WHERE created >= ? AND created < ?
"""
# The answers are looked up last: they are large.
_LEAST_USEFUL = """
    SELECT a.id, a.created, a.channel, a.status, a.asked, f.not_useful, f.useful,
        json_extract(a.answer, '$.language') AS language
    FROM (
        SELECT answer, MAX(created) AS latest,
            COUNT(*) FILTER (WHERE NOT useful) AS not_useful,
            COUNT(*) FILTER (WHERE useful) AS useful
        FROM feedback WHERE created >= ? AND created < ?
        GROUP BY answer HAVING not_useful > 0
        ORDER BY not_useful DESC, useful, latest DESC, answer LIMIT ?
    ) AS f JOIN answers AS a ON a.id = f.answer
    ORDER BY f.not_useful DESC, f.useful, f.latest DESC, a.id
"""
_REASONS = """
    SELECT comment FROM feedback
    WHERE answer = ? AND created >= ? AND created < ? AND NOT useful AND TRIM(comment) <> ''
    ORDER BY created, owner
"""
# For each passage its own stretch of the citations is counted.
_CITED = """
    SELECT * FROM (
        SELECT *, (
            SELECT COUNT(*) FROM citations
            WHERE passage = passages.id
                AND second >= CAST(strftime('%s', ?) AS INTEGER)
                AND second < CAST(strftime('%s', ?) AS INTEGER)
        ) AS answers
        FROM passages
    ) WHERE answers > 0 ORDER BY answers DESC, source, begins, ends, quote
"""
_CITED_IN = """
    SELECT p.*, COUNT(*) AS answers FROM passages AS p JOIN citations AS c ON c.passage = p.id
    WHERE p.source = ? GROUP BY p.id ORDER BY begins, ends, quote
"""
# What somebody asked leads to the citations, for it is little beside what all have asked.
_CITED_IN_FOR = """
    SELECT p.*, COUNT(*) AS answers
    FROM citing AS n CROSS JOIN citations AS c ON c.number = n.number
    CROSS JOIN passages AS p ON p.id = c.passage
    WHERE p.source = ? AND n.owner = ? GROUP BY p.id ORDER BY begins, ends, quote
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions were asked in one step of a period."""

    step: Step
    by_status: Mapping[str, int]  # what is not there is none
    by_channel: Mapping[str, int]

    @property
    def questions(self) -> int:
        return sum(self.by_status.values())

    @property
    def unanswered(self) -> int:
        return sum(self.by_status.get(status, 0) for status in UNANSWERED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked, with how it was answered."""

    answer: str  # its id
    created: datetime  # by the clocks of Sweden
    channel: Channel
    status: Status
    question: str
    language: Language  # of the answer


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of answers: whoever asked has one word on each."""

    useful: int
    not_useful: int


@dataclass(frozen=True, slots=True)
class LeastUseful:
    """An answer that somebody found not useful."""

    asked: Asked
    not_useful: int  # by so many
    useful: int
    reasons: tuple[str, ...]  # of those who found it not useful, oldest first


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """text[start:end] of a source as it was read when answers quoted it."""

    source: str
    title: str
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str
    language: Language
    answers: int  # that cite it, each counted once


@dataclass(frozen=True, slots=True)
class CitedSource:
    """How much of a source answers cite."""

    source: str
    title: str
    passages: int
    citations: int  # each answer counts once for each passage


@dataclass(frozen=True, slots=True)
class Cited:
    """What answers cite, the most cited first."""

    passages: tuple[CitedPassage, ...]
    sources: tuple[CitedSource, ...]


class StatisticsRecords:
    """What was deleted or purged is in no count."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest_days(self, days: int | None, at: datetime | None = None) -> Period | None:
        """Today and the days before it, so many in all; for None since the first answer kept.

        None where nothing is kept to begin with.
        """
        today = day_of(at or datetime.now(UTC))
        if days is not None:
            return period(today - timedelta(days=days - 1), today)
        (row,) = self._database.rows("SELECT MIN(created) AS first FROM answers")
        if row["first"] is None:
            return None
        return period(min(local(row["first"]).date(), today), today)

    def tallies(self, period: Period) -> tuple[Tally, ...]:
        """The questions of each step of a period, also of those without any."""
        spans = json.dumps([(step.since, step.until) for step in period.steps])
        by_status: list[dict[str, int]] = [{} for _ in period.steps]
        by_channel: list[dict[str, int]] = [{} for _ in period.steps]
        for row in self._database.rows(_COUNTS, (spans,)):
            for counts, name in ((by_status, row["status"]), (by_channel, row["channel"])):
                of_step = counts[row["step"]]
                of_step[name] = of_step.get(name, 0) + row["questions"]
        return tuple(map(Tally, period.steps, by_status, by_channel))

    def unanswered(self, period: Period, limit: int) -> list[Asked]:
        """The latest questions that were left without an answer, newest first."""
        values = (period.since, period.until, *UNANSWERED, limit)
        return [_asked(row) for row in self._database.rows(_UNANSWERED, values)]

    def judged(self, period: Period) -> Judged:
        """What was said in a period, of whichever answers."""
        (row,) = self._database.rows(_JUDGED, (period.since, period.until))
        return Judged(row["useful"], row["not_useful"])

    def least_useful(self, period: Period, limit: int) -> list[LeastUseful]:
        """The answers that most found not useful in a period, with the reasons they gave."""
        span = (period.since, period.until)
        return [
            LeastUseful(
                _asked(row),
                row["not_useful"],
                row["useful"],
                tuple(r["comment"] for r in self._database.rows(_REASONS, (row["id"], *span))),
            )
            for row in self._database.rows(_LEAST_USEFUL, (*span, limit))
        ]

    def cited(self, period: Period, limit: int) -> Cited:
        """What answers of a period cite: all sources, and so many of the passages."""
        rows = self._database.rows(_CITED, (period.since, period.until))
        of_source: dict[str, list[sqlite3.Row]] = {}
        for row in rows:
            of_source.setdefault(row["source"], []).append(row)
        sources = [
            CitedSource(name, found[0]["title"], len(found), sum(row["answers"] for row in found))
            for name, found in of_source.items()
        ]
        sources.sort(key=lambda source: (-source.citations, source.source))
        return Cited(tuple(map(_passage, rows[:limit])), tuple(sources))

    def cited_in(self, source: str, owner: str | None = None) -> list[CitedPassage]:
        """The passages of a source that answers cite, in their order in it.

        Of the owner's answers, or of anyone's for None. A passage has the offsets and the words
        that it had when it was cited: another index may read the source in another way.
        """
        rows = (
            self._database.rows(_CITED_IN, (source,))
            if owner is None
            else self._database.rows(_CITED_IN_FOR, (source, owner))
        )
        return [_passage(row) for row in rows]


def _asked(row: sqlite3.Row) -> Asked:
    question = json.loads(row["asked"])["text"]
    created = local(row["created"])
    return Asked(row["id"], created, row["channel"], row["status"], question, row["language"])


def _passage(row: sqlite3.Row) -> CitedPassage:
    return CitedPassage(
        source=row["source"],
        title=row["title"],
        section=tuple(json.loads(row["section"])),
        page=row["page"],
        start=row["begins"],
        end=row["ends"],
        quote=row["quote"],
        language=row["language"],
        answers=row["answers"],
    )
