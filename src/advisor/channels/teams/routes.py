"""Where Teams hands in what happens there."""

from __future__ import annotations

import os
import warnings
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response

from advisor.channels.teams.account import TeamsAccount, teams_account
from advisor.channels.teams.incoming import read_activity
from advisor.errors import BadInputError, NotAllowedError
from advisor.service.parts import Service

if TYPE_CHECKING:
    from advisor.channels.teams.bot import Bot
    from advisor.channels.teams.tokens import TokenCheck

PATH = "/teams/messages"
CHANNEL = "msteams"  # the same bot may be reached in other ways, which are not ours


def install(app: FastAPI, service: Service, stack: AsyncExitStack) -> None:
    """Let the application answer in Teams, where the settings say so.

    The stack ends it. BadInputError where the settings cannot be followed.
    """
    account = teams_account(service.settings)
    if account is None:
        return
    _load_library()
    from advisor.channels.teams.bot import Bot
    from advisor.channels.teams.connector import Connector
    from advisor.channels.teams.tokens import TokenCheck

    bot = Bot(service, Connector(account))
    stack.push_async_callback(bot.close)
    door = _Door(account, TokenCheck(account), bot)
    app.add_api_route(PATH, door.messages, methods=["POST"], include_in_schema=False)


class _Door:
    def __init__(self, account: TeamsAccount, check: TokenCheck, bot: Bot) -> None:
        self._account = account
        self._check = check
        self._bot = bot

    async def messages(self, request: Request) -> Response:
        """Take note of an activity at once; what is said to it is sent later."""
        authorization = request.headers.get("authorization", "")
        try:
            activity = read_activity(await request.body())
        except BadInputError:
            await self._require_token(authorization, None)  # who is unknown is told no more
            raise
        await self._require_token(authorization, activity.service_url)
        if not self._account.may_send_to(activity.service_url):
            raise NotAllowedError("Answers are sent to Teams alone. Send an address of Teams.")
        if activity.channel_id != CHANNEL or activity.tenant != self._account.tenant_id:
            raise NotAllowedError("This is not for other tenants. See ADVISOR_TEAMS_TENANT_ID.")
        await self._bot.take_note(activity)
        return Response(status_code=501 if activity.type == "invoke" else 200)

    async def _require_token(self, authorization: str, service_url: str | None) -> None:
        self._check.refuse_what_cannot_hold(authorization)
        await self._bot.in_thread(lambda: self._check.require(authorization, service_url))


def _load_library() -> None:
    """Import the SDK now: BadInputError where it is not there."""
    # Without this it puts all of .env into the environment, for every child process to see.
    os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of a preview that is not used here
            import microsoft_teams.apps  # noqa: F401
    except ModuleNotFoundError as error:
        raise BadInputError(
            "The settings put advisor in Teams, and its library is not here. Run"
            " `pip install 'advisor[teams]'`, or unset ADVISOR_TEAMS_APP_ID."
        ) from error
