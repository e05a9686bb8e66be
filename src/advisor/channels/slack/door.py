"""The address that Slack calls: what is genuine is acknowledged at once and then worked on."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI, Request, Response
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from advisor.channels.slack import incoming
from advisor.channels.slack.background import Background
from advisor.channels.slack.replies import Replies, asks_for_help
from advisor.channels.slack.words import WORDS
from advisor.channels.slack.workspace import Workspace, is_loopback
from advisor.errors import BadInputError
from advisor.language.detection import detect_language
from advisor.service.parts import Service
from advisor.settings import Settings

_log = logging.getLogger(__name__)

PATH = "/slack/events"

_TIMESTAMP = "x-slack-request-timestamp"
_SIGNATURE = "x-slack-signature"
# What the library raises on bodies that are no event of Slack's: it looks at no type before.
_UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError)


def slack_router(service: Service) -> APIRouter:
    """The route for everything that Slack sends; BadInputError where the settings do not fit."""
    token, secret, api_url = _credentials(service.settings)
    workspace = Workspace(token, api_url)
    background = Background()
    bolt = _bolt(Replies(service, workspace, background), background, secret)
    verifier = SignatureVerifier(secret)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        background.start(workspace.greet())
        yield
        await background.finish()

    router = APIRouter(lifespan=lifespan)

    @router.post(PATH, include_in_schema=False)
    async def events(request: Request) -> Response:
        body = await request.body()
        if not _is_genuine(verifier, request, body):
            return Response("The signature does not fit.", 401)
        if background.is_full:
            return Response("Too much is under way. Send again.", 503, {"Retry-After": "30"})
        return await _dispatched(bolt, request, body)

    return router


def _credentials(settings: Settings) -> tuple[str, str, str]:
    token, secret = settings.slack_bot_token, settings.slack_signing_secret
    for name, value in (("BOT_TOKEN", token), ("SIGNING_SECRET", secret)):
        if value is None or not value.get_secret_value().strip():
            raise BadInputError(
                f"ADVISOR_SLACK_{name} is not set. For Slack both ADVISOR_SLACK_BOT_TOKEN and"
                " ADVISOR_SLACK_SIGNING_SECRET are needed: set both, or neither."
            )
    assert token is not None
    assert secret is not None
    url = settings.slack_api_url
    if urlsplit(url).scheme != "https" and not is_loopback(url):
        raise BadInputError(
            "ADVISOR_SLACK_API_URL would send the token unprotected. Give an https address, or one"
            " of this machine."
        )
    return token.get_secret_value().strip(), secret.get_secret_value().strip(), url


def _is_genuine(verifier: SignatureVerifier, request: Request, body: bytes) -> bool:
    """Whether Slack signed just this body within five minutes."""
    timestamps = request.headers.getlist(_TIMESTAMP)
    signatures = request.headers.getlist(_SIGNATURE)
    if len(timestamps) != 1 or len(signatures) != 1:
        return False
    timestamp, signature = timestamps[0], signatures[0]
    if not re.fullmatch(r"[0-9]{1,12}", timestamp) or not signature.isascii():
        return False  # the library raises on them
    try:
        return verifier.is_valid(body, timestamp, signature)
    except UnicodeDecodeError:  # a body that is no text
        return False


async def _dispatched(bolt: AsyncApp, request: Request, body: bytes) -> Response:
    try:
        response = await bolt.async_dispatch(to_async_bolt_request(request, body))
    except _UNREADABLE:
        return Response("This is no event of Slack's.", 400)
    if response.status >= 500:  # what the library met while it looked for a listener
        return Response("This is no event of Slack's.", 400)
    return to_starlette_response(response)


def _bolt(replies: Replies, background: Background, secret: str) -> AsyncApp:
    """What tells events, commands and clicks apart, and acknowledges them."""
    bolt = AsyncApp(
        name="advisor",
        signing_secret=secret,
        authorize=_authorize,
        # Neither makes calls of its own here: messages of programs are left out by `incoming`.
        ignoring_self_events_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        logger=_quiet(),
    )

    @bolt.event("app_mention")
    async def mentioned(body: dict[str, Any]) -> None:
        _start_answer(incoming.read_mention(body))

    @bolt.event("message")
    async def written(body: dict[str, Any]) -> None:
        _start_answer(incoming.read_direct(body))

    @bolt.event(re.compile(".*"))
    async def other() -> None:
        """Acknowledged and left alone."""

    @bolt.command(re.compile("^/"))
    async def commanded(ack: Any, body: dict[str, Any]) -> None:
        command = incoming.read_command(body)
        if command is None:
            await ack()
            return
        helps = asks_for_help(command.text)
        await ack("" if helps else WORDS[detect_language(command.text)].taken)
        background.start(replies.answer_command(command))

    @bolt.action(re.compile(".*"))
    async def clicked(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        click = incoming.read_click(body)
        if click is not None:
            background.start(replies.click(click))

    def _start_answer(asked: incoming.Asked | None) -> None:
        if asked is not None:
            background.start(replies.answer(asked))

    return bolt


async def _authorize(context: Mapping[str, Any]) -> AuthorizeResult:
    """Without a call to Slack, which would hold the acknowledgement."""
    return AuthorizeResult(
        enterprise_id=context.get("enterprise_id"), team_id=context.get("team_id")
    )


def _quiet() -> logging.Logger:
    """A logger for errors alone: beside them the library tells what bodies hold."""
    logger = logging.getLogger(f"{__name__}.bolt")
    logger.setLevel(logging.ERROR)
    return logger
