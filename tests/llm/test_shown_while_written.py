"""Statements are shown while a model writes, and taken back where its reply does not hold."""

from __future__ import annotations

import json
import time
from pathlib import Path

import gradio as gr
import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from advisor.channels.rendering import to_json
from advisor.channels.starters import Starters
from advisor.channels.web.app import create_app
from advisor.types import Answer, Question, Stage, Statement
from tests.llm import misbehaving as server_that
from tests.llm import misbehaving_streams as stream_that
from tests.llm.asking import CALLER, GRACE, QUESTION, SECONDS, ask, opened_service, with_model
from tests.llm.misbehaving import Behaviour, ModelServer
from ui.conversation import ConversationView
from ui.threads import Threads

AS_EVENTS = {"Accept": "text/event-stream"}
LOOPBACK = ("127.0.0.1", 50000)

# In the midst of statements that are proven.
STREAMS: dict[str, Behaviour] = {
    "hangs": stream_that.hangs,
    "drips": stream_that.drips,
    "floods": stream_that.floods,
    "hangs up": server_that.hangs_up,
    "tells an error": stream_that.tells_an_error,
    "sends no UTF-8": stream_that.sends_raw(b"data: \xff\n\n"),
    "sends no JSON": stream_that.event_of('{"choices": ['),
    "sends another form": stream_that.event_of({"choices": [{"delta": {"content": 7}}]}),
    "says that it is over": stream_that.event_of("[DONE]"),
}


@pytest.mark.parametrize("way", STREAMS)
def test_what_was_shown_of_a_reply_that_breaks_off_is_not_in_the_answer(
    shared: ModelServer, plain: Answer, folder: Path, way: str
) -> None:
    shared.behave(stream_that.copying_until(STREAMS[way]))
    shown: list[Stage | Statement] = []
    with opened_service(folder, **with_model(shared.url)) as service:
        with service.live.lent():
            begun = time.monotonic()
        answer = service.desk.ask(Question(QUESTION), CALLER, "api", None, shown.append).answer
        took = time.monotonic() - begun

    statements = [one for one in shown if isinstance(one, Statement)]
    assert [one.role for one in statements[:2]] == ["step", "step"]
    assert answer.provenance.composer == "extractive_fallback"
    assert answer.statements == plain.statements == tuple(statements[2:])
    assert took < SECONDS + GRACE


def test_what_is_shown_of_a_reply_that_is_slow_comes_before_its_end(
    shared: ModelServer, folder: Path
) -> None:
    shared.behave(stream_that.copying(pause=0.02))
    times: list[float] = []

    def watch(seen: Stage | Statement) -> None:
        if isinstance(seen, Statement):
            times.append(time.monotonic())

    with opened_service(folder, **with_model(shared.url)) as service:
        answer = service.desk.ask(Question(QUESTION), CALLER, "api", None, watch).answer
        end = time.monotonic()

    assert answer.provenance.composer == "generative"
    assert end - times[0] > 0.3


def test_events_end_with_the_answer_without_what_was_withdrawn(
    shared: ModelServer, plain: Answer, folder: Path
) -> None:
    shared.behave(stream_that.copying_until(server_that.hangs_up))
    with (
        opened_service(folder, **with_model(shared.url)) as service,
        TestClient(create_app(service), base_url="http://127.0.0.1:8000", client=LOOPBACK) as api,
    ):
        told = api.post("/v1/ask", json={"question": QUESTION}, headers=AS_EVENTS).text

    names = [line.removeprefix("event: ") for line in told.splitlines() if line[:6] == "event:"]
    data = [json.loads(line[6:]) for line in told.splitlines() if line[:6] == "data: "]
    roles = [one["role"] for name, one in zip(names, data, strict=True) if name == "statement"]
    assert roles[:2] == ["step", "step"]
    assert names[-1] == "answer"
    assert data[-1]["statements"] == to_json(plain)["statements"]


def test_page_shows_proven_statements_while_the_model_writes_and_takes_back_what_is_withdrawn(
    shared: ModelServer, folder: Path
) -> None:
    shared.behave(stream_that.copying_until(server_that.hangs_up))
    with opened_service(folder, **with_model(shared.url)) as service:
        view = ConversationView(service, Threads(service, Starters(service.live), "sv"), "sv")
        asked = Request({"type": "http", "query_string": b"", "state": {"caller": CALLER}})
        shown = [one[2] for one in view.asked(QUESTION, "", gr.Request(request=asked))]

    pages = [one for one in shown if isinstance(one, str)]
    step = "Råd eller krav"
    writing = [page for page in pages if step in page and "pending" in page]
    assert writing
    assert "Språkmodellen openai:x skriver" in writing[0]
    assert step not in pages[-1]
    assert "pending" not in pages[-1]


def test_reply_of_no_use_is_asked_for_anew_the_next_time(shared: ModelServer, folder: Path) -> None:
    shared.behave(
        server_that.saying('{"statements": []}'), stream_that.copying(), server_that.failing(500)
    )
    with opened_service(folder, **with_model(shared.url)) as service:
        composers = [ask(service).provenance.composer for _ in range(3)]

    assert composers == ["extractive_fallback", "generative", "generative"]  # the last one is kept


def test_questions_to_begin_with_are_tried_without_the_model(
    shared: ModelServer, folder: Path
) -> None:
    shared.asked.clear()
    with opened_service(folder, **with_model(shared.url)) as service:
        found = Starters(service.live).of("sv")

    assert found
    assert shared.asked == []
