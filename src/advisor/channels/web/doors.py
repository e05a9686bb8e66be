"""Which addresses belong to which channel; a channel that is switched off has its doors closed."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from advisor.channels.web.refusing import refuse
from advisor.errors import RecordsUnusableError, SwitchedOffError
from advisor.records.switches import SwitchRecords
from advisor.vocabulary import Channel

# The first that fits decides. What belongs to none, /healthz say, cannot be switched off here:
# Slack and Teams are told in their own words, for they take a closed door for a broken server.
_DOORS: tuple[tuple[str, Channel], ...] = (
    ("/v1/chat", "chat"),
    ("/v1/models", "chat"),
    ("/v1", "api"),
    ("/mcp", "mcp"),
    ("/sv", "web"),
    ("/en", "web"),
)


class Doors:
    """Asks the switches at each request, so that they act without a restart."""

    def __init__(self, app: ASGIApp, switches: SwitchRecords) -> None:
        self._app = app
        self._switches = switches

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        channel = channel_of(scope["path"]) if scope["type"] == "http" else None
        if channel is not None:
            try:
                await run_in_threadpool(self._switches.require_on, channel)
            except (SwitchedOffError, RecordsUnusableError) as error:
                await refuse(error, scope, receive, send)
                return
        await self._app(scope, receive, send)


def channel_of(path: str) -> Channel | None:
    """The channel whose door an address is."""
    fitting = (channel for door, channel in _DOORS if path == door or path.startswith(f"{door}/"))
    return next(fitting, None)
