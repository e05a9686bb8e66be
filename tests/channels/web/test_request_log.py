"""What the log tells of requests and answers, as an operator reads it from a served process."""

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient

from advisor.channels.web.exchanges import Exchanges, request_id_of
from advisor.errors import BadInputError
from tests.conftest import Serve, Server

T = TypeVar("T")

QUESTION = "Min e-post är anna.berg@kommun.se, ska vi ansluta oss till plattformen?"


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve() as server:
        yield server


def test_every_line_of_the_log_is_one_event(server: Server) -> None:
    httpx.get(f"{server.url}/v1/sources")

    for line in _lines(server):
        assert {"time", "level", "event"} <= line.keys()


def test_request_is_told_by_what_it_met_and_how_it_ended(server: Server) -> None:
    answered = httpx.get(f"{server.url}/v1/answers/a-17?hemlig=hemlig", timeout=30)

    line = _line(server, "request", answered.headers["X-Request-ID"])

    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/answers/{id}", 404)
    assert (line["caller"], line["level"]) == ("local", "info")
    assert line["ms"] > 0
    assert "hemlig" not in _text(server)
    assert "127.0.0.1" not in json.dumps(line)


def test_answer_is_told_by_how_it_fared_and_never_by_its_words(server: Server) -> None:
    answered = httpx.post(f"{server.url}/v1/ask", json={"question": QUESTION}, timeout=30)

    line = _line(server, "answer", answered.headers["X-Request-ID"])

    answer = answered.json()
    assert (line["channel"], line["caller"]) == ("api", "local")
    assert [line[name] for name in ("status", "form", "language")] == [
        answer[name] for name in ("status", "form", "language")
    ]
    assert line["answer"] == answer["id"]
    for hidden in ("anna", "ansluta", "plattformen"):
        assert hidden not in _text(server)


def test_question_that_failed_is_told_by_the_code_of_its_error(server: Server) -> None:
    failed = httpx.post(
        f"{server.url}/v1/ask", json={"question": "Vad?", "conversation": "c-hemlig"}, timeout=30
    )

    line = _line(server, "no answer", failed.headers["X-Request-ID"])

    assert (line["code"], line["level"]) == ("not_found", "warning")
    assert "c-hemlig" not in _text(server)


def test_looking_whether_it_lives_does_not_fill_the_log(server: Server) -> None:
    answered = httpx.get(f"{server.url}/healthz")

    assert answered.headers["X-Request-ID"] not in _text(server)


def test_request_id_of_a_program_on_this_machine_is_kept(server: Server) -> None:
    answered = httpx.get(f"{server.url}/v1/sources", headers={"X-Request-ID": "trace-2026.11_a"})

    assert answered.headers["X-Request-ID"] == "trace-2026.11_a"
    assert _line(server, "request", "trace-2026.11_a")


@pytest.mark.parametrize(
    "given",
    ["", "short", "a" * 65, "with space 1", "åäö-åäö-åäö", '"},{"a":1', "../../etc", "-12345678"],
)
def test_request_id_that_is_not_well_formed_is_made_anew(server: Server, given: str) -> None:
    answered = httpx.get(f"{server.url}/healthz", headers={b"X-Request-ID": given.encode("utf-8")})

    assert re.fullmatch(r"r-[0-9a-f]{32}", answered.headers["X-Request-ID"])


def test_problem_names_its_request(server: Server) -> None:
    failed = httpx.get(f"{server.url}/v1/answers/a-17", timeout=30)

    assert failed.headers["X-Request-ID"] in failed.text


def test_log_is_text_where_that_is_asked_for(serve: Serve) -> None:
    with serve(ADVISOR_LOG_FORMAT="text", ADVISOR_LOG_ADDRESSES="true") as server:
        httpx.get(f"{server.url}/v1/sources", timeout=30)

        told = re.compile(r"info +request .*route=/v1/sources .*address=127\.0\.0\.1")
        assert _soon(lambda: told.search(_text(server)))


@pytest.mark.parametrize(
    ("peer", "kept"), [("127.0.0.1", True), ("::1", True), ("10.0.0.7", True), ("10.0.1.7", False)]
)
def test_request_id_is_believed_of_trusted_peers_alone(peer: str, kept: bool) -> None:
    app = _small_app(["10.0.0.0/24"])

    with TestClient(app, client=(peer, 1)) as client:
        answered = client.get("/id", headers={"X-Request-ID": "chosen-id"})

    assert (answered.json() == "chosen-id") is kept
    assert answered.headers["X-Request-ID"] == answered.json()


def test_failure_that_nobody_foresaw_keeps_its_request_id(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = _small_app([])

    with TestClient(app, client=("127.0.0.1", 1), raise_server_exceptions=False) as client:
        answered = client.get("/fails", headers={"X-Request-ID": "chosen-id"})

    assert (answered.status_code, answered.text) == (500, "chosen-id")
    assert "hemlig" not in caplog.text


def test_proxy_that_is_no_address_is_named() -> None:
    with pytest.raises(BadInputError, match="the proxy"):
        Exchanges(_small_app([]), (), ["the proxy"])


def test_application_of_the_service_gives_every_answer_an_id(client: TestClient) -> None:
    for path in ("/healthz", "/nowhere", "/metrics", "/openapi.json", "/v1/sources"):
        assert client.get(path).headers["X-Request-ID"].startswith("r-")


def _small_app(trusted: list[str]) -> FastAPI:
    app = FastAPI()

    @app.get("/id")
    def id(request: Request) -> str:
        return request_id_of(request)

    @app.get("/fails")
    def fails() -> None:
        raise ValueError("hemlig")

    @app.exception_handler(Exception)
    async def told(request: Request, _error: Exception) -> PlainTextResponse:
        return PlainTextResponse(request_id_of(request), 500)

    app.add_middleware(Exchanges, follow=(), trusted_proxies=trusted)
    return app


def _lines(server: Server) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _text(server).splitlines() if line.startswith("{")]


def _line(server: Server, event: str, request_id: str) -> dict[str, Any]:
    wanted = (event, request_id)
    found = _soon(
        lambda: [
            line for line in _lines(server) if (line["event"], line.get("request_id")) == wanted
        ]
    )
    (line,) = found
    return line


def _soon(look: Callable[[], T]) -> T:
    """What is found: a line is written when the last byte of an answer has left."""
    deadline = time.monotonic() + 5
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def _text(server: Server) -> str:
    return server.log.read_text(encoding="utf-8")
