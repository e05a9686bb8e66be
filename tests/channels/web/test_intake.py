"""A request is read whole, or refused before any route sees it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from advisor.channels.web import problems
from advisor.channels.web.intake import (
    MOST_ADDRESS_BYTES,
    MOST_HEADER_BYTES,
    MOST_HEADERS,
    Intake,
)
from advisor.service.parts import Service
from tests.channels.web.callers import HERE, client_at, opened

LIMIT = 1024


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path, body_bytes=LIMIT) as service:
        yield service


@pytest.fixture
def echo() -> FastAPI:
    """Gives back what was sent, as it reads it."""
    app = FastAPI()
    problems.install(app)
    app.add_middleware(Intake, body_bytes=LIMIT, seconds=0.2)

    @app.post("/echo")
    async def _echo(request: Request) -> dict[str, Any]:
        pieces = [piece async for piece in request.stream()]
        return {"body": b"".join(pieces).decode(), "gone": await request.is_disconnected()}

    return app


def _pieces(total: int) -> Iterator[bytes]:
    yield from (b"a" for _ in range(total))


def test_body_of_the_largest_size_is_handed_on_as_it_came(echo: FastAPI) -> None:
    client = TestClient(echo)

    told = client.post("/echo", content="å" * (LIMIT // 2))

    assert told.json() == {"body": "å" * (LIMIT // 2), "gone": False}
    assert client.post("/echo", content=_pieces(LIMIT)).json()["body"] == "a" * LIMIT
    assert client.post("/echo").json()["body"] == ""


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/feedback", "/healthz", "/nowhere"])
@pytest.mark.parametrize("is_chunked", [True, False])
def test_larger_body_is_refused_on_every_route(
    service: Service, path: str, is_chunked: bool
) -> None:
    content = _pieces(LIMIT + 1) if is_chunked else b"a" * (LIMIT + 1)

    told = client_at(service, HERE).post(path, content=content)

    assert told.status_code == 413
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["connection"] == "close"
    assert "1,024 bytes" in told.json()["detail"]


@pytest.mark.parametrize("said", ["9" * 12, "99999999999999999999999", "-1", "1e9", "x", ""])
def test_length_that_is_told_wrongly_is_no_failure(service: Service, said: str) -> None:
    told = client_at(service, HERE).post(
        "/v1/feedback",
        content=b"{}",
        headers={"Content-Length": said, "Content-Type": "application/json"},
    )

    assert told.status_code in (413, 422)


def test_long_address_is_refused(service: Service) -> None:
    client = client_at(service, HERE)

    assert client.get("/v1/sources/" + "a" * MOST_ADDRESS_BYTES).status_code == 414
    assert client.get("/healthz", params={"q": "a" * MOST_ADDRESS_BYTES}).status_code == 414
    assert client.get("/healthz", params={"q": "a" * 2_000}).status_code == 200


def test_many_or_large_headers_are_refused(service: Service) -> None:
    client = client_at(service, HERE)

    many = client.get("/healthz", headers={f"x-{n}": "1" for n in range(MOST_HEADERS + 1)})
    large = client.get("/healthz", headers={"x-large": "a" * (MOST_HEADER_BYTES + 1)})

    assert (many.status_code, large.status_code) == (431, 431)


def _asked(app: FastAPI, messages: AsyncIterator[Message]) -> list[Message]:
    """What an application sends to a request whose body comes as told."""
    sent: list[Message] = []
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/echo",
        "raw_path": b"/echo",
        "query_string": b"",
        "headers": [],
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }

    async def receive() -> Message:
        return await anext(messages)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


async def _dripping() -> AsyncIterator[Message]:
    while True:
        yield {"type": "http.request", "body": b"a", "more_body": True}
        await asyncio.sleep(0.01)


async def _stalled() -> AsyncIterator[Message]:
    yield {"type": "http.request", "body": b"a", "more_body": True}
    await asyncio.sleep(60)


async def _gone() -> AsyncIterator[Message]:
    yield {"type": "http.request", "body": b"a", "more_body": True}
    yield {"type": "http.disconnect"}


@pytest.mark.parametrize("messages", [_dripping, _stalled])
def test_body_that_does_not_arrive_in_time_is_given_up(echo: FastAPI, messages: Any) -> None:
    sent = _asked(echo, messages())

    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["type"] == "urn:advisor:too_slow"


def test_nobody_is_answered_who_has_gone(echo: FastAPI) -> None:
    assert _asked(echo, _gone()) == []
