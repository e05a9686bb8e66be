"""What is older than the period goes, nothing else does, and that it went is noted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from advisor.errors import NotFoundError
from advisor.records.archive import Archive
from advisor.records.database import FILE, Database, as_kept
from advisor.records.events import SeenEvents
from advisor.records.feedback import Feedback
from advisor.records.retention import Purge, Retention
from advisor.records.sessions import SessionRecords
from advisor.service.parts import Service
from tests.records.conftest import EVA, OLA

Ask = Callable[..., str]
NOW = datetime.now(UTC)


def test_what_is_older_goes_with_its_feedback_and_the_rest_stays(
    service: Service, ask: Ask
) -> None:
    old, new = ask(service, "Vad kostar Vidunderby?"), ask(service, caller=OLA)
    service.feedback.keep(Feedback(old, True, "Tack"), EVA.id)
    service.feedback.keep(Feedback(new, True, "Tack"), OLA.id)
    _age(service.database, old, 31)
    _age(service.database, new, 29)

    done = _retention(service.database).purge(30, "Eva")

    assert (done.answers, done.conversations, done.feedback, done.indexes) == (1, 1, 1, 0)
    with pytest.raises(NotFoundError):
        service.answers.record(old, None)
    assert service.feedback.of(new, None)
    left = b"".join(path.read_bytes() for path in service.settings.data.glob(f"{FILE}*"))
    assert b"Vidunderby" not in left


def test_conversation_that_goes_on_keeps_its_later_answers(service: Service, ask: Ask) -> None:
    first = ask(service)
    conversation = service.answers.record(first, None).conversation
    second = ask(service, "Och budgeten?", conversation=conversation)
    _age(service.database, first, 31)

    done = _retention(service.database).purge(30, "Eva")

    assert (done.answers, done.conversations) == (1, 0)
    [left] = service.answers.conversation(conversation, EVA.id).records
    assert left.id == second
    third = ask(service, "Och sedan?", conversation=conversation)
    assert service.answers.record(third, EVA.id)


def test_conversation_without_answers_goes_when_it_is_old(database: Database) -> None:
    with database.writing() as connection:
        for days in (1, 31):
            values = (f"c-{days}", as_kept(NOW - timedelta(days=days)))
            connection.execute("INSERT INTO conversations VALUES (?, 'o', 'api', ?)", values)

    _retention(database).purge(30, "Eva")

    assert [row["id"] for row in database.rows("SELECT id FROM conversations")] == ["c-1"]


def test_logins_that_have_ended_go_and_others_go_on(database: Database) -> None:
    sessions = SessionRecords(database)
    lasting = sessions.open(EVA, timedelta(hours=1))
    sessions.open(OLA, timedelta(0))

    _retention(database).purge(30, "Eva")

    assert [row["caller"] for row in database.rows("SELECT caller FROM sessions")] == [EVA.id]
    assert sessions.caller(lasting) == EVA


def test_events_are_kept_no_longer_than_a_chat_sends_them_again(database: Database) -> None:
    with database.writing() as connection:
        for days in (6, 8):
            values = (f"e-{days}", as_kept(NOW - timedelta(days=days)))
            connection.execute("INSERT INTO events VALUES (?, ?)", values)

    done = _retention(database).purge(730, "Eva")

    assert done.events == 1
    assert SeenEvents(database).is_new("e-8")
    assert not SeenEvents(database).is_new("e-6")


def test_every_purge_is_noted_and_stays_noted(database: Database) -> None:
    retention = _retention(database)

    done = [retention.purge(30, "Eva", NOW - timedelta(days=400)), retention.purge(0, "Ola", NOW)]

    assert retention.purges() == done
    assert done[1] == Purge(as_kept(NOW), as_kept(NOW), "Ola", 0, 0, 0, 0, 0)
    assert done[0].before == as_kept(NOW - timedelta(days=430))


def test_purge_that_fails_deletes_nothing(service: Service, ask: Ask) -> None:
    id = ask(service)
    _age(service.database, id, 31)
    with service.database.writing() as connection:
        connection.execute(
            "CREATE TRIGGER refused BEFORE INSERT ON purges"
            " BEGIN SELECT RAISE(ABORT, 'not noted'); END"
        )

    with pytest.raises(Exception, match="not noted"):
        _retention(service.database).purge(30, "Eva")

    assert service.answers.record(id, None)
    assert any((service.settings.data / "archive").glob("??/*"))


def _retention(database: Database) -> Retention:
    return Retention(database, Archive(database))


def _age(database: Database, answer: str, days: int) -> None:
    time = as_kept(NOW - timedelta(days=days))
    with database.writing() as connection:
        connection.execute(
            "UPDATE conversations SET created = ? WHERE id ="
            " (SELECT conversation FROM answers WHERE id = ?)",
            (time, answer),
        )
        connection.execute("UPDATE answers SET created = ? WHERE id = ?", (time, answer))
