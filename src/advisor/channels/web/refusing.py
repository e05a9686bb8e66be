"""Tells a failure that is met before the routes, in the way that the routes tell theirs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from advisor.errors import AdvisorError


async def refuse(
    error: AdvisorError, scope: Scope, receive: Receive, send: Send, *, close: bool = False
) -> None:
    """Answer a request with a problem; `close` ends a connection whose request is not read."""
    handler = scope["app"].exception_handlers[AdvisorError]
    response: Response = await handler(Request(scope, receive), error)
    if close:
        response.headers["Connection"] = "close"
    await response(scope, receive, send)
