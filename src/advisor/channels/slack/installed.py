"""Slack as far as its library is installed: it comes with an extra."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from advisor.errors import BadInputError
from advisor.service.parts import Service

if TYPE_CHECKING:
    from fastapi import APIRouter


def slack_router(service: Service) -> APIRouter:
    """The route that Slack calls; BadInputError says what is missing."""
    if not (find_spec("slack_bolt") and find_spec("aiohttp")):
        raise BadInputError(
            "ADVISOR_SLACK_BOT_TOKEN or ADVISOR_SLACK_SIGNING_SECRET is set, but what talks to"
            ' Slack is not installed. Run `pip install "advisor[slack]"`, or unset them.'
        )
    from advisor.channels.slack.door import slack_router as opened

    return opened(service)
