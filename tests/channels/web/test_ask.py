"""Questions over HTTP, answered whole or as events."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from advisor.channels.web.app import create_app
from advisor.service.desk import Desk
from advisor.service.parts import Service
from advisor.types import Answer
from tests.channels.web.callers import ANNA, calling_as
from tests.conftest import Serve, Server

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
ENGLISH_QUESTION = "What do small municipalities need for e-services?"
AS_EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    """One server process for this module."""
    with serve() as running:
        yield running


def _events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, by the rules of the format."""
    found = []
    for block in text.split("\n\n"):
        fields = [line.split(": ", 1) for line in block.split("\n") if line and line[0] != ":"]
        if fields:
            (_, name), (_, data) = fields
            found.append((name, json.loads(data)))
    return found


def test_question_is_answered_and_kept(api: TestClient) -> None:
    answer = api.post("/v1/ask", json={"question": QUESTION}).json()

    record = api.get(f"/v1/answers/{answer['id']}").json()

    assert answer["status"] == "answered"
    assert record["answer"]["statements"] == answer["statements"]
    assert record["conversation"] == answer["conversation"]


def test_follow_up_is_answered_in_its_conversation(api: TestClient) -> None:
    first = api.post("/v1/ask", json={"question": QUESTION}).json()

    second = api.post(
        "/v1/ask", json={"question": "Vad kostar det?", "conversation": first["conversation"]}
    ).json()

    assert second["standalone_question"].startswith(QUESTION.rstrip("?"))


@pytest.mark.parametrize(
    ("body", "language", "told"),
    [
        ({"question": QUESTION}, "sv", "Ett automatiskt system svarar"),
        ({"question": ENGLISH_QUESTION}, "en", "An automated system answers"),
        ({"question": QUESTION, "language": "en"}, "en", "An automated system answers"),
    ],
)
def test_notice_is_in_the_language_of_the_answer(
    body: dict[str, str], language: str, told: str, api: TestClient
) -> None:
    answer = api.post("/v1/ask", json=body).json()
    name, data = _events(api.post("/v1/ask", json=body, headers=AS_EVENTS).text)[0]

    assert answer["language"] == language
    assert answer["notice"].startswith(told)
    assert name == "notice"
    assert data == {"text": answer["notice"], "language": language}


def test_events_tell_the_stages_then_each_statement_then_the_whole_answer(api: TestClient) -> None:
    streamed = api.post("/v1/ask", json={"question": QUESTION}, headers=AS_EVENTS)
    events = _events(streamed.text)
    answer = events[-1][1]
    names = [name for name, _ in events]

    assert streamed.headers["content-type"].startswith("text/event-stream")
    assert list(dict.fromkeys(names)) == ["notice", "stage", "statement", "answer"]
    assert [data["name"] for name, data in events if name == "stage"] == [
        *answer["provenance"]["seconds"]
    ]
    assert [data for name, data in events if name == "statement"] == answer["statements"]


def test_streamed_answer_is_the_same_as_the_whole_one(api: TestClient) -> None:
    whole = api.post("/v1/ask", json={"question": QUESTION}).json()
    _, streamed = _events(api.post("/v1/ask", json={"question": QUESTION}, headers=AS_EVENTS).text)[
        -1
    ]

    changing = {"id", "created", "conversation", "provenance"}
    assert {k: v for k, v in whole.items() if k not in changing} == {
        k: v for k, v in streamed.items() if k not in changing
    }
    assert list(whole) == list(streamed)


def test_streamed_answer_is_on_disk_before_it_is_sent(server: Server) -> None:
    """Read by the server's own route while the stream is still open."""
    with httpx.stream(
        "POST", f"{server.url}/v1/ask", json={"question": QUESTION}, headers=AS_EVENTS, timeout=30
    ) as streamed:
        lines = streamed.iter_lines()
        assert next(line for line in lines if line == "event: answer")
        answer = json.loads(next(lines).removeprefix("data: "))
        kept = httpx.get(f"{server.url}/v1/answers/{answer['id']}")

    assert kept.json()["answer"]["summary"] == answer["summary"]


def test_answer_is_kept_for_a_client_that_leaves(server: Server) -> None:
    first = httpx.post(f"{server.url}/v1/ask", json={"question": QUESTION}, timeout=30).json()
    body = {"question": "Vad talar emot det?", "conversation": first["conversation"]}
    with httpx.stream(
        "POST", f"{server.url}/v1/ask", json=body, headers=AS_EVENTS, timeout=30
    ) as streamed:
        next(streamed.iter_lines())

    def kept() -> int:
        found = httpx.get(f"{server.url}/v1/conversations/{first['conversation']}").json()
        return len(found["records"])

    deadline = time.monotonic() + 20
    while kept() < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert kept() == 2
    assert httpx.get(f"{server.url}/healthz").status_code == 200
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json, text/event-stream", "application/json"),
        ("text/event-stream", "text/event-stream"),
        ("TEXT/Event-Stream; charset=utf-8", "text/event-stream"),
        ("text/event-stream, */*", "text/event-stream"),
        ("application/json;q=0.5, text/event-stream", "text/event-stream"),
        ("text/event-stream;q=0, */*", "application/json"),
        ("text/html", "application/problem+json"),
        ("text/event-stream;q=x", "application/problem+json"),
    ],
)
def test_format_is_the_one_that_is_accepted(
    accept: str, content_type: str, api: TestClient
) -> None:
    answered = api.post("/v1/ask", json={"question": "Vad?"}, headers={"Accept": accept})

    assert answered.headers["content-type"].partition(";")[0] == content_type
    assert answered.status_code == (406 if "problem" in content_type else 200)


def test_failure_before_the_first_event_has_a_status_of_its_own(api: TestClient) -> None:
    body = {"question": QUESTION, "conversation": "c-none"}

    refused = api.post("/v1/ask", json=body, headers=AS_EVENTS)

    assert refused.status_code == 404
    assert refused.headers["content-type"] == "application/problem+json"


def test_failure_on_the_way_is_told_as_the_last_event(service: Service) -> None:
    """Here what keeps the answer fails, after the statements were told."""

    def failing(_answer: Answer) -> dict[str, Any]:
        raise RuntimeError("secret path /etc/passwd")

    broken = _with_desk(service, failing)
    with TestClient(create_app(broken), client=("127.0.0.1", 50000)) as client:
        streamed = client.post(
            "http://127.0.0.1/v1/ask", json={"question": QUESTION}, headers=AS_EVENTS
        )
        whole = client.post("http://127.0.0.1/v1/ask", json={"question": QUESTION})

    name, told = _events(streamed.text)[-1]
    assert (name, told["code"], told["status"]) == ("error", "failure", 500)
    assert whole.status_code == 500
    assert whole.json()["code"] == "failure"
    assert "secret" not in streamed.text + whole.text


def test_feedback_is_kept_and_replaces_what_the_caller_said_before(
    client: TestClient, service: Service
) -> None:
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()["id"]

    for useful in (True, False):
        said = client.post(
            "/v1/feedback", json={"answer": answer, "useful": useful, "comment": "Kostnaden?"}
        )
        assert (said.status_code, said.content) == (204, b"")

    assert [(f.useful, f.comment) for f in service.feedback.of(answer, None)] == [
        (False, "Kostnaden?")
    ]


def test_feedback_to_an_answer_of_somebody_else_is_refused(api: TestClient) -> None:
    answer = api.post("/v1/ask", json={"question": QUESTION}).json()["id"]

    with calling_as(ANNA, api):
        refused = api.post("/v1/feedback", json={"answer": answer, "useful": True})

    assert refused.status_code == 404


def _with_desk(service: Service, as_data: Any) -> Service:
    return replace(service, desk=Desk(service.live, service.answers, service.gate, as_data))
