"""Slack's Web API: posts and windows, tried again where that may help."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from advisor.channels.slack.blocks import Message

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20
RETRIES = 3
# Slack will not show these blocks; the words alone it will.
_BLOCKS_REFUSED = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a post stands."""

    channel: str
    ts: str


class Workspace:
    """What is done in Slack. A failure is logged by its reason and told by what is returned."""

    def __init__(self, token: str, api_url: str) -> None:
        self.client = AsyncWebClient(
            token,
            base_url=api_url,
            timeout=TIMEOUT_SECONDS,
            logger=_quiet(),
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(RETRIES),
                AsyncRateLimitErrorRetryHandler(RETRIES),
                AsyncServerErrorRetryHandler(RETRIES),
            ],
        )
        if is_loopback(api_url):  # a proxy that the environment names cannot reach it
            self.client.proxy = None

    async def greet(self) -> None:
        """Learn whether the token is right, for the log."""
        if await self._done("auth.test", lambda: self.client.auth_test()):
            _log.info("slack token accepted")

    async def post(
        self, channel: str, messages: Sequence[Message], thread: str | None = None
    ) -> Posted | None:
        """Post in a channel or a thread; where the first post stands, None if one was refused.

        A person's id as the channel is the direct message with that person.
        """
        first: Posted | None = None
        for message in messages:
            posted = await self._post(channel, message, thread)
            if posted is None:
                return None
            first = first or posted
        return first

    async def whisper(
        self, channel: str, user: str, messages: Sequence[Message], thread: str | None = None
    ) -> bool:
        """Show something to one person in a channel or a thread."""
        return all([await self._whisper(channel, user, one, thread) for one in messages])

    async def open_window(self, trigger: str, view: Any) -> bool:
        """Open a window for whoever clicked."""
        return bool(
            await self._done(
                "views.open", lambda: self.client.views_open(trigger_id=trigger, view=view)
            )
        )

    async def _post(self, channel: str, message: Message, thread: str | None) -> Posted | None:
        async def post(shown: dict[str, Any]) -> Any:
            return await self.client.chat_postMessage(
                channel=channel,
                thread_ts=thread,
                unfurl_links=False,
                unfurl_media=False,
                link_names=False,
                mrkdwn=False,
                parse="none",
                **shown,
            )

        async def post_or_say() -> Any:
            try:
                return await post({"blocks": _sendable(message), "text": message.text})
            except SlackApiError as error:
                if _reason(error) not in _BLOCKS_REFUSED:
                    raise
                _log.error("slack refused blocks", extra={"reason": _reason(error)})
                return await post({"text": message.text})

        posted = await self._done("chat.postMessage", post_or_say)
        return None if posted is None else Posted(str(posted["channel"]), str(posted["ts"]))

    async def _whisper(self, channel: str, user: str, message: Message, thread: str | None) -> bool:
        done = await self._done(
            "chat.postEphemeral",
            lambda: self.client.chat_postEphemeral(
                channel=channel,
                user=user,
                thread_ts=thread,
                blocks=_sendable(message),
                text=message.text,
                link_names=False,
                parse="none",
            ),
        )
        return done is not None

    async def _done(self, method: str, call: Callable[[], Awaitable[Any]]) -> Any | None:
        """What Slack answers; None where it refuses or cannot be reached, which is logged."""
        try:
            return await call()
        except SlackApiError as error:
            reason = _reason(error)
        except (ClientError, OSError, TimeoutError) as error:
            reason = type(error).__name__
        _log.error("slack call failed", extra={"method": method, "reason": reason})
        return None


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _sendable(message: Message) -> list[dict[str, Any]]:
    return [dict(block) for block in message.blocks]


def _reason(error: SlackApiError) -> str:
    """Slack's own word for it, without what else the response holds."""
    response = error.response
    data = getattr(response, "data", response)
    if isinstance(data, dict) and isinstance(data.get("error"), str):
        return str(data["error"])
    return f"status {getattr(response, 'status_code', getattr(response, 'status', 'unknown'))}"


def _quiet() -> logging.Logger:
    """A logger that leaves out what was sent: the library tells that when it debugs."""
    logger = logging.getLogger(f"{__name__}.calls")
    logger.setLevel(logging.WARNING)
    return logger
