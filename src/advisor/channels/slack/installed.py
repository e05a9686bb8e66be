"""Slack as far as its library is installed: it comes with an extra."""

from __future__ import annotations

from importlib.util import find_spec

from fastapi import FastAPI

from advisor.errors import BadInputError
from advisor.service.parts import Service


def install(app: FastAPI, service: Service) -> None:
    """Let the application answer in Slack, where the settings say so.

    BadInputError says what is missing.
    """
    settings = service.settings
    if not (settings.slack_bot_token or settings.slack_signing_secret):
        return
    if not (find_spec("slack_bolt") and find_spec("aiohttp")):
        raise BadInputError(
            "ADVISOR_SLACK_BOT_TOKEN or ADVISOR_SLACK_SIGNING_SECRET is set, but what talks to"
            ' Slack is not installed. Run `pip install "advisor[slack]"`, or unset them.'
        )
    from advisor.channels.slack.door import slack_router

    app.include_router(slack_router(service))
