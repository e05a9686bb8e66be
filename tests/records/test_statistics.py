"""What is counted is what is kept, each question in its own day and each answer once."""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from advisor.records.archive import Archive
from advisor.records.database import FILE, Database, as_kept, problem_of
from advisor.records.feedback import Feedback, FeedbackRecords
from advisor.records.periods import Period, local, period
from advisor.records.retention import Retention
from advisor.records.schema import MIGRATIONS
from advisor.records.statistics import StatisticsRecords
from advisor.service.parts import Service
from tests.records.conftest import EVA, OLA

Ask = Callable[..., str]
Quoted = tuple[str, int, int, str]  # source, start, end, quote

NOW = datetime.now(UTC)
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
FIRST: Quoted = ("a.txt", 0, 8, "Det är A")
SECOND: Quoted = ("a.txt", 20, 28, "Det är B")
OTHER: Quoted = ("b.txt", 0, 8, "Det är A")
_NUMBERS = count()


def test_each_passage_that_real_answers_cite_is_counted_once_for_each(
    service: Service, ask: Ask
) -> None:
    ids = [ask(service), ask(service, "Vad kostar en gemensam plattform?"), ask(service)]
    records = [service.answers.record(id, None).answer for id in ids]
    expected = Counter(
        place
        for answer in records
        for place in {
            (c["source"], c["start"], c["end"], c["quote"], c["title"], *c["section"], c["page"])
            for statement in answer["statements"]
            for c in statement["citations"]
        }
    )

    cited = service.statistics.cited(_today(service), 1000)

    assert expected
    assert expected == {
        (p.source, p.start, p.end, p.quote, p.title, *p.section, p.page): p.answers
        for p in cited.passages
    }
    assert sum(source.citations for source in cited.sources) == expected.total()


def test_passage_in_two_statements_of_one_answer_counts_once(database: Database) -> None:
    _keep(database, cited=[FIRST, FIRST, SECOND])
    _keep(database, cited=[FIRST])

    found = StatisticsRecords(database).cited(_days(), 10)

    assert [(p.quote, p.answers) for p in found.passages] == [("Det är A", 2), ("Det är B", 1)]
    assert [(s.source, s.passages, s.citations) for s in found.sources] == [("a.txt", 2, 3)]


def test_same_words_elsewhere_are_another_passage(database: Database) -> None:
    _keep(database, cited=[FIRST, OTHER])

    found = StatisticsRecords(database).cited(_days(), 10)

    assert [p.source for p in found.passages] == ["a.txt", "b.txt"]


def test_only_what_was_cited_in_the_period_is_counted(database: Database) -> None:
    _keep(database, cited=[FIRST, SECOND], created=NOON - timedelta(days=30))
    _keep(database, cited=[SECOND])

    found = StatisticsRecords(database).cited(_days(), 10)

    assert [(p.quote, p.answers) for p in found.passages] == [("Det är B", 1)]


@pytest.mark.parametrize("how", ["answer", "conversation", "purge"])
def test_what_goes_is_in_no_count_and_leaves_no_passage(
    service: Service, ask: Ask, how: str
) -> None:
    id = ask(service)
    conversation = service.answers.record(id, None).conversation
    assert service.statistics.cited(_today(service), 10).passages
    days = _today(service)

    if how == "answer":
        service.answers.delete_answer(id, EVA.id)
    elif how == "conversation":
        service.answers.delete_conversation(conversation, EVA.id)
    else:
        later = NOW + timedelta(days=31)
        Retention(service.database, Archive(service.database)).purge(30, "Eva", later)

    assert service.statistics.cited(days, 10).passages == ()
    assert sum(tally.questions for tally in service.statistics.tallies(days)) == 0
    for table in ("citations", "citing", "passages"):
        assert service.database.rows(f"SELECT * FROM {table}") == []
    assert service.database.problem() is None


def test_passage_stays_while_another_answer_cites_it(database: Database) -> None:
    gone = _keep(database, cited=[FIRST, SECOND])
    _keep(database, cited=[FIRST])

    _delete(database, gone)

    found = StatisticsRecords(database).cited(_days(), 10)
    assert [(p.quote, p.answers) for p in found.passages] == [("Det är A", 1)]


def test_citations_in_a_source_stand_in_its_order_for_all_or_for_one(database: Database) -> None:
    _keep(database, cited=[SECOND, FIRST, OTHER], owner=EVA.id)
    _keep(database, cited=[SECOND], owner=OLA.id)
    records = StatisticsRecords(database)

    def cited(owner: str | None) -> list[tuple[int, int]]:
        return [(p.start, p.answers) for p in records.cited_in("a.txt", owner)]

    assert cited(None) == [(0, 1), (20, 2)]
    assert cited(EVA.id) == [(0, 1), (20, 1)]
    assert cited(OLA.id) == [(20, 1)]
    assert cited("person:nobody") == []
    assert records.cited_in("c.txt") == []


def test_questions_are_counted_by_the_days_of_sweden(database: Database) -> None:
    """Also on the days that have 23 and 25 hours."""
    moments = {
        "2026-03-28T22:59:59.999Z": date(2026, 3, 28),
        "2026-03-28T23:00:00.000Z": date(2026, 3, 29),
        "2026-03-29T21:59:59.999Z": date(2026, 3, 29),
        "2026-03-29T22:00:00.000Z": date(2026, 3, 30),
        "2026-10-24T22:00:00.000Z": date(2026, 10, 25),
        "2026-10-25T22:59:59.999Z": date(2026, 10, 25),
        "2026-10-25T23:00:00.000Z": date(2026, 10, 26),
    }
    for moment in moments:
        _keep(database, created=datetime.fromisoformat(moment), cited=[FIRST])
    records = StatisticsRecords(database)

    for first in (date(2026, 3, 28), date(2026, 10, 24)):
        days = period(first, first + timedelta(days=2))
        tallies = {tally.step.first: tally.questions for tally in records.tallies(days)}
        assert tallies == {step.first: [*moments.values()].count(step.first) for step in days.steps}
        (cited,) = records.cited(days, 10).passages
        assert cited.answers == sum(tallies.values())


def test_many_questions_are_counted_as_one_by_one(database: Database) -> None:
    chance = random.Random(4)
    statuses = ("answered", "partial", "no_evidence", "clarification", "refused")
    kept: Counter[tuple[date, str, str]] = Counter()
    for _ in range(1500):
        created = NOON - timedelta(minutes=chance.randrange(400 * 24 * 60))
        status, channel = chance.choice(statuses), chance.choice(("web", "slack", "api"))
        _keep(database, created=created, status=status, channel=channel)
        kept[local(as_kept(created)).date(), status, channel] += 1
    records = StatisticsRecords(database)

    for days in (7, 30, 90, 365, None):
        found = records.latest_days(days, NOON)
        assert found is not None
        for tally in records.tallies(found):
            inside = {k: n for k, n in kept.items() if tally.step.first <= k[0] <= tally.step.last}
            assert tally.by_status == _summed(inside, 1)
            assert tally.by_channel == _summed(inside, 2)
            assert tally.unanswered == sum(n for k, n in inside.items() if k[1] in statuses[2:])


def test_all_that_is_kept_begins_with_the_first_answer(database: Database) -> None:
    records = StatisticsRecords(database)
    assert records.latest_days(None, NOON) is None
    _keep(database, created=NOON - timedelta(days=400))

    found = records.latest_days(None, NOON)

    assert found is not None
    assert (found.days, found.last) == (401, NOON.date())


def test_latest_questions_without_an_answer_come_first(database: Database) -> None:
    ids = {
        status: _keep(database, status=status, created=NOON - timedelta(hours=hours))
        for hours, status in enumerate(("answered", "refused", "partial", "clarification"))
    }
    _keep(database, status="no_evidence", created=NOON - timedelta(days=20))
    records = StatisticsRecords(database)

    found = records.unanswered(_days(), 10)

    assert [asked.answer for asked in found] == [ids["refused"], ids["clarification"]]
    assert found[0].created.isoformat() == "2026-11-18T12:00:00+01:00"
    assert records.unanswered(_days(), 1) == found[:1]


def test_least_useful_answers_lead_with_the_reasons_of_the_period(database: Database) -> None:
    mixed, bad, good = (_keep(database) for _ in range(3))
    _judge(database, mixed, (False, "Fel källa"), (True, "Bra"), (False, None))
    _judge(database, bad, (False, "  "), (False, "För gammalt"), (False, "Fel kommun"))
    _judge(database, good, (True, None))
    late = _keep(database)
    _judge(database, late, (False, "Sent"), created=NOON + timedelta(days=5))
    records = StatisticsRecords(database)

    found = records.least_useful(_days(), 10)

    assert [(f.asked.answer, f.not_useful, f.useful) for f in found] == [(bad, 3, 0), (mixed, 2, 1)]
    assert [f.reasons for f in found] == [("För gammalt", "Fel kommun"), ("Fel källa",)]
    assert records.least_useful(_days(), 1) == found[:1]
    judged = records.judged(_days())
    assert (judged.useful, judged.not_useful) == (2, 5)


def test_judgement_that_is_replaced_counts_as_it_stands_now(service: Service, ask: Ask) -> None:
    id = ask(service)
    feedback = FeedbackRecords(service.database)
    feedback.keep(Feedback(id, False, "Fel"), EVA.id)
    feedback.keep(Feedback(id, True), EVA.id)

    judged = service.statistics.judged(_today(service))

    assert (judged.useful, judged.not_useful) == (1, 0)
    assert service.statistics.least_useful(_today(service), 10) == []


def test_file_from_before_citations_were_kept_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("advisor.records.database.MIGRATIONS", MIGRATIONS[:1])
        old = Database(tmp_path)
        gone = _keep(old, cited=[FIRST, FIRST, OTHER], owner=EVA.id)
        _keep(old, cited=[FIRST], owner=OLA.id)
        _keep(old, status="refused")
        old.close()

    new = Database(tmp_path)
    records = StatisticsRecords(new)

    assert [(p.source, p.answers) for p in records.cited(_days(), 10).passages] == [
        ("a.txt", 2),
        ("b.txt", 1),
    ]
    assert [p.answers for p in records.cited_in("a.txt", EVA.id)] == [1]
    _delete(new, gone)
    assert [(p.source, p.answers) for p in records.cited(_days(), 10).passages] == [("a.txt", 1)]
    new.close()


def test_copy_of_the_records_counts_the_same(database: Database, tmp_path: Path) -> None:
    _keep(database, cited=[FIRST, SECOND, OTHER])
    copy = tmp_path / "copy" / FILE
    copy.parent.mkdir()

    database.copy_to(copy)

    assert problem_of(copy) is None
    restored = Database(copy.parent)
    assert StatisticsRecords(restored).cited(_days(), 10) == StatisticsRecords(database).cited(
        _days(), 10
    )
    restored.close()


def test_answer_that_cannot_be_kept_leaves_no_citation(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(
            "CREATE TRIGGER zz_refused AFTER INSERT ON citations"
            " BEGIN SELECT RAISE(ABORT, 'not kept'); END"
        )

    with pytest.raises(Exception, match="not kept"):
        _keep(database, cited=[FIRST])

    with closing(sqlite3.connect(database.folder / FILE)) as connection:
        for table in ("answers", "citing", "citations", "passages"):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


def _today(service: Service) -> Period:
    found = service.statistics.latest_days(7)
    assert found is not None
    return found


def _days() -> Period:
    """The seven days to that of NOON."""
    return period(NOON.date() - timedelta(days=6), NOON.date())


def _keep(
    database: Database,
    *,
    cited: Sequence[Quoted] = (),
    created: datetime = NOON,
    status: str = "answered",
    channel: str = "web",
    owner: str = "person:eva",
) -> str:
    """An answer in the form in which answers are kept, with a statement for each quote."""
    number = next(_NUMBERS)
    id, time = f"a-{number}", as_kept(created)
    statements = [{"citations": [_citation(*quoted)]} for quoted in cited]
    answer = json.dumps({"language": "sv", "statements": statements}, ensure_ascii=False)
    asked = json.dumps({"text": f"Fråga {number}?"})
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO conversations VALUES (?, ?, ?, ?)", (f"c-{number}", owner, channel, time)
        )
        connection.execute(
            "INSERT INTO answers VALUES (?, ?, 0, ?, ?, ?, ?, 'h', '{}', ?, ?)",
            (id, f"c-{number}", owner, channel, time, status, asked, answer),
        )
    return id


def _citation(source: str, start: int, end: int, quote: str) -> dict[str, Any]:
    place = {"source": source, "start": start, "end": end, "quote": quote}
    return place | {
        "title": f"Titel {source}",
        "section": ["1", "1.1"],
        "page": 3,
        "language": "sv",
    }


def _delete(database: Database, answer: str) -> None:
    with database.writing() as connection:
        connection.execute("DELETE FROM answers WHERE id = ?", (answer,))


def _judge(
    database: Database, answer: str, *said: tuple[bool, str | None], created: datetime = NOON
) -> None:
    with database.writing() as connection:
        for number, (useful, comment) in enumerate(said):
            time = as_kept(created + timedelta(seconds=number))
            values = (answer, f"person:{number}", time, useful, comment)
            connection.execute("INSERT INTO feedback VALUES (?, ?, ?, ?, ?)", values)


def _summed(counts: dict[tuple[date, str, str], int], part: int) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for key, number in counts.items():
        found[key[part]] += number
    return dict(found)
