"""Logins that are kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from advisor.records.database import FILE, Database
from advisor.records.sessions import SessionRecords
from advisor.types import Caller

ANNA = Caller("person:1a2b3c4d:anna", "Anna Berg", frozenset({"ask", "audit"}))
HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def sessions(database: Database) -> SessionRecords:
    return SessionRecords(database)


def test_token_stands_for_whom_it_was_made(sessions: SessionRecords) -> None:
    token = sessions.open(ANNA, HOUR)

    assert sessions.caller(token) == ANNA


def test_each_session_has_a_token_of_its_own(sessions: SessionRecords) -> None:
    tokens = {sessions.open(ANNA, HOUR) for _ in range(20)}

    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43  # 256 bits


@pytest.mark.parametrize("token", ["", "x", "å", "\ud800", "%", "' OR 1=1 --"])
def test_made_up_token_stands_for_nobody(sessions: SessionRecords, token: str) -> None:
    sessions.open(ANNA, HOUR)

    assert sessions.caller(token) is None
    sessions.close(token)


def test_session_that_is_closed_is_over_and_others_go_on(sessions: SessionRecords) -> None:
    first, second = sessions.open(ANNA, HOUR), sessions.open(ANNA, HOUR)

    sessions.close(first)

    assert sessions.caller(first) is None
    assert sessions.caller(second) == ANNA


def test_session_that_has_ended_stands_for_nobody_and_is_forgotten(
    database: Database, sessions: SessionRecords
) -> None:
    ended = sessions.open(ANNA, timedelta(0))
    assert sessions.caller(ended) is None

    sessions.open(ANNA, HOUR)

    assert database.rows("SELECT COUNT(*) FROM sessions")[0][0] == 1


def test_file_does_not_hold_the_token(
    database: Database, sessions: SessionRecords, tmp_path: Path
) -> None:
    token = sessions.open(ANNA, HOUR)
    database.close()

    assert token.encode() not in (tmp_path / FILE).read_bytes()
