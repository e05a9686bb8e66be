"""Takes requests in: whole, of bounded size and within bounded time."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.channels.web.refusing import refuse
from advisor.errors import (
    AddressTooLongError,
    HeadersTooLargeError,
    TooLargeError,
    TooSlowError,
)

MOST_ADDRESS_BYTES = 8_192
MOST_HEADERS = 100
MOST_HEADER_BYTES = 32_768
BODY_SECONDS = 20.0  # for all of a body: one that drips would hold a connection for ever


class Intake:
    """Reads a body before the application sees the request, so that no route can forget the limit.

    Bodies are small here; none is worth reading by the piece.
    """

    def __init__(self, app: ASGIApp, body_bytes: int, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._body_bytes = body_bytes
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _check_head(scope)
            body = await self._body(scope, receive)
        except (TooLargeError, TooSlowError) as error:
            await refuse(error, scope, receive, send, close=True)
            return
        if body is not None:
            await self._app(scope, given(body, receive), send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """What is sent; None where whoever sends it has gone."""
        if _declared_bytes(scope) > self._body_bytes:
            raise self._too_large()
        body = bytearray()
        try:
            async with asyncio.timeout(self._seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    body += message.get("body", b"")
                    if len(body) > self._body_bytes:
                        raise self._too_large()
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError as error:
            raise TooSlowError(
                f"The request did not arrive within {self._seconds:g} seconds. Send it again."
            ) from error

    def _too_large(self) -> TooLargeError:
        return TooLargeError(
            f"The request is larger than {self._body_bytes:,} bytes. Send less at a time."
        )


def given(body: bytes, receive: Receive) -> Receive:
    """Hands over what was read, then what the server tells of the connection."""
    is_given = False

    async def give() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give


def _check_head(scope: Scope) -> None:
    address = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    if address > MOST_ADDRESS_BYTES:
        raise AddressTooLongError(
            f"The address has {address:,} bytes; at most {MOST_ADDRESS_BYTES:,} are read. Send a"
            " question as a body."
        )
    headers = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    if size > MOST_HEADER_BYTES or len(headers) > MOST_HEADERS:
        raise HeadersTooLargeError(
            f"At most {MOST_HEADERS} headers and {MOST_HEADER_BYTES:,} bytes of them are read."
            " Send fewer."
        )


def _declared_bytes(scope: Scope) -> int:
    """What Content-Length says; 0 where it says nothing that is a number."""
    said = [value for name, value in scope["headers"] if name == b"content-length"]
    return max((int(value) for value in said if value.isdigit() and len(value) < 20), default=0)
