"""What open pages send to the view where one asks, looked over before its framework sees it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.channels.web.intake import given
from advisor.channels.web.refusing import refuse
from advisor.errors import BadInputError

_log = logging.getLogger(__name__)

_JOIN = "gradio_api/queue/join"
_DATA = "gradio_api/queue/data"


def install(app: FastAPI, values: Mapping[str, Mapping[int, int]]) -> None:
    """Look over what those send who have passed all other middleware, the page's door too.

    `values` tells of each view, by its address, how many values each of its events takes.
    """
    app.user_middleware.append(Middleware(TabEvents, values=values))


class TabEvents:
    """Lets pass what a view's own page sends; anything else would be a failure of the framework."""

    def __init__(self, app: ASGIApp, values: Mapping[str, Mapping[int, int]]) -> None:
        self._app = app
        self._joins = {f"{view}{_JOIN}": counts for view, counts in values.items()}
        self._told = frozenset(f"{view}{_DATA}" for view in values)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path in self._joins:
            await self._join(self._joins[path], scope, receive, send)
        elif path in self._told:
            await self._tell(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _join(
        self, counts: Mapping[int, int], scope: Scope, receive: Receive, send: Send
    ) -> None:
        body = await Request(scope, receive).body()
        if not _is_event(body, counts):
            error = BadInputError("The page sends no such thing. Load it again.")
            await refuse(error, scope, receive, send)
            return
        await self._app(scope, given(body, receive), send)

    async def _tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What comes of events; it ends well where the framework has forgotten the open page."""
        is_begun = False

        async def sending(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except (RuntimeError, KeyError) as error:  # its words for that, once it has begun to tell
            if not is_begun:
                raise
            _log.info("an open page was told of no more", extra={"reason": type(error).__name__})
            await send({"type": "http.response.body", "body": b""})


class _Event(BaseModel):
    """As much of an event as must be right; the framework reads the rest."""

    model_config = ConfigDict(strict=True)

    session_hash: str
    fn_index: int
    data: list[Any]


def _is_event(body: bytes, counts: Mapping[int, int]) -> bool:
    try:
        event = _Event.model_validate(json.loads(body))
        json.dumps(event.data, ensure_ascii=False).encode()  # half a character cannot be sent back
    except (ValidationError, ValueError, RecursionError):
        return False
    return counts.get(event.fn_index) == len(event.data)
