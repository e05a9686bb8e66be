"""Lines of the log."""

import io
import json
import logging
import sqlite3
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.service.logs import CallerLabels, Lines, configure, request_id
from advisor.types import Caller

LOG = logging.getLogger("advisor.test")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The log of this process, as it would stand on standard error; put back afterwards."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers), threading.excepthook)
    stream = io.StringIO()
    configure(level="info", form="json", stream=stream)
    yield stream
    logging.captureWarnings(False)
    root.setLevel(before[0])
    root.handlers = before[1]
    threading.excepthook = before[2]


def test_event_is_one_line_of_json_with_its_fields(written: io.StringIO) -> None:
    LOG.info("index opened", extra={"index": "b-1", "seconds": 0.5, "nothing": None})

    (line,) = _lines(written)

    assert line.keys() == {"time", "level", "event", "index", "seconds"}
    assert (line["level"], line["event"], line["index"]) == ("info", "index opened", "b-1")
    assert line["time"].endswith("Z")


@pytest.mark.parametrize(
    "sign", ["\n", "\r", "\x1b[31m", "\x00", "\u2028", "\u202e", "\ud800", "\x85"]
)
def test_line_holds_no_control_characters(written: io.StringIO, sign: str) -> None:
    LOG.warning("a%sb", sign, extra={"told": f"c{sign}d"})

    assert written.getvalue().count("\n") == 1
    (line,) = _lines(written)
    assert sign[0] not in line["event"] + line["told"]
    written.getvalue().encode()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Authorization: Bearer adv_abc123.def", "adv_abc123"),
        ("token xoxb-12-34-abcDEF", "xoxb"),
        ("id eyJhbGciOi.eyJzdWIi.c2ln", "eyJzdWIi"),
        ("GET https://x.se/login/callback?code=hemlig&state=2 HTTP/1.1", "hemlig"),
        ("GET /v1/ask?q=fråga HTTP/1.1", "fråga"),
        ("asked by anna.berg@kommun.se", "anna"),
        ("asked by 19811218-9876", "9876"),
        ("call 070-174 06 58", "174"),
    ],
)
def test_secrets_and_personal_data_are_masked(written: io.StringIO, text: str, hidden: str) -> None:
    LOG.info("%s", text)
    LOG.info("event", extra={"told": text, "nested": {"deep": text}})

    assert hidden not in written.getvalue()


def test_id_is_not_mistaken_for_a_number_of_a_person(written: io.StringIO) -> None:
    LOG.info("answer", extra={"answer": "a-8112189876"})

    assert _lines(written)[0]["answer"] == "a-8112189876"


def test_exception_is_told_without_its_words(written: io.StringIO) -> None:
    try:
        int("hemlig fråga")
    except ValueError:
        LOG.exception("it failed")

    (line,) = _lines(written)
    assert (line["error"], "test_logs.py" in line["trace"][0]) == ("ValueError", True)
    assert "hemlig" not in written.getvalue()


def test_words_of_the_system_are_told(written: io.StringIO) -> None:
    try:
        raise sqlite3.OperationalError("disk I/O error")
    except sqlite3.Error:
        LOG.exception("it failed")

    assert _lines(written)[0]["said"] == "disk I/O error"


def test_words_of_an_exception_stand_there_when_all_is_to_be_told() -> None:
    try:
        int("varför")
    except ValueError:
        record = LOG.makeRecord("advisor", 40, "", 0, "failed", (), sys.exc_info())

    assert "varför" in Lines("json", with_words_of_errors=True).format(record)


def test_libraries_are_heard_from_warning_on_and_named(written: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://x.se")
    logging.getLogger("chromadb").warning("slow")

    (line,) = _lines(written)
    assert (line["logger"], line["event"]) == ("chromadb", "slow")


def test_every_request_of_the_web_server_is_left_to_our_own_line(written: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").warning("GET /v1/ask?q=x")
    logging.getLogger("uvicorn.error").info("Started server process")

    assert [line["event"] for line in _lines(written)] == ["Started server process"]


def test_words_that_asyncio_adds_below_its_message_are_left_out(written: io.StringIO) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved\nValueError('fråga')")

    assert "fråga" not in written.getvalue()


def test_line_of_a_library_that_formats_wrongly_is_not_lost() -> None:
    record = LOG.makeRecord("some.library", 30, "", 0, "%d of %d", ("one",), None)

    assert json.loads(Lines("json").format(record))["event"] == "%d of %d"


def test_request_id_stands_on_every_line_of_a_request(written: io.StringIO) -> None:
    token = request_id.set("r-1")
    LOG.info("event")
    request_id.reset(token)
    LOG.info("event")

    first, second = _lines(written)
    assert first["request_id"] == "r-1"
    assert "request_id" not in second


def test_warning_of_python_is_a_line(written: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    assert _lines(written)[0]["logger"] == "py.warnings"


def test_thread_that_fails_is_a_line(written: io.StringIO) -> None:
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()

    assert _lines(written)[0]["error"] == "ZeroDivisionError"


def test_configuring_twice_writes_each_line_once(written: io.StringIO) -> None:
    configure(level="info", form="json", stream=written)
    LOG.info("event")

    assert len(_lines(written)) == 1


def test_text_is_for_a_person(written: io.StringIO) -> None:
    configure(level="info", form="text", stream=written)
    LOG.info("answer", extra={"status": "partial", "why": "two words"})

    assert 'info    answer status=partial why="two words"' in written.getvalue()


def test_person_is_told_apart_by_a_hash_that_ends_with_the_process() -> None:
    person = Caller("person:1a2b:anna", "Anna", frozenset())
    label = CallerLabels()

    assert label(person) == label(person)
    assert label(person) != CallerLabels()(person)
    assert label(person).startswith("person:")
    assert "anna" not in label(person)


def test_members_of_one_thread_are_told_apart() -> None:
    label = CallerLabels()
    one, two = (Caller("slack:T1:thread", "", frozenset(), person) for person in ("U1", "U2"))

    assert label(one) != label(two)


@pytest.mark.parametrize("id", ["local", "key:k7"])
def test_key_and_machine_are_told_as_they_are(id: str) -> None:
    assert CallerLabels()(Caller(id, "", frozenset())) == id


def _lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]
