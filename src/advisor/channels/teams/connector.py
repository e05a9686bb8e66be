"""Sends messages into the conversations of Teams, as the bot."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import httpx
from microsoft_teams.api import ActivityParams, TypingActivityInput
from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.clients.conversation import ConversationClient
from microsoft_teams.api.models import Attachment, CitationAppearance
from microsoft_teams.common import Client, ClientOptions

from advisor.channels.teams.account import TeamsAccount
from advisor.channels.teams.messages import Message
from advisor.channels.teams.sending import NotSentError
from advisor.channels.teams.tokens import cloud_of

CALL_SECONDS = 10.0  # for one try
WAITS = (0.5, 2.0)  # seconds before a message is tried again, unless Teams asks for more
MOST_WAIT = 20.0
EARLY_SECONDS = 300  # a token is renewed so long before its end

_CARD = "application/vnd.microsoft.card.adaptive"
_log = logging.getLogger(__name__)


class Connector:
    """Used from one event loop."""

    def __init__(self, account: TeamsAccount) -> None:
        self._account = account
        scope = cloud_of(account).bot_scope
        # At a lower level it, and by its doing httpx, writes conversations into the log.
        logging.getLogger("microsoft_teams.common.http.client").setLevel(logging.WARNING)
        self._http = Client(ClientOptions(timeout=CALL_SECONDS))
        tokens = _BotTokens(account, self._http, scope)
        self._as_bot = self._http.clone(ClientOptions(token=tokens.current), share_http=True)

    async def send(self, message: Message, place: str, service_url: str) -> None:
        """Send into a conversation, with some patience; NotSentError when it is of no use.

        Only an address that the account may send to is called.
        """
        await self._deliver(_activity(message), place, service_url, WAITS)

    async def typing(self, place: str, service_url: str) -> None:
        """Show that an answer is being made; NotSentError as above, without patience."""
        await self._deliver(TypingActivityInput(), place, service_url, ())

    async def close(self) -> None:
        """Release the connections."""
        await self._http.http.aclose()

    async def _deliver(
        self, activity: ActivityParams, place: str, service_url: str, waits: tuple[float, ...]
    ) -> None:
        if not self._account.may_send_to(service_url):
            raise NotSentError("not an address of Teams")
        conversations = ConversationClient(service_url, self._as_bot)

        async def call() -> object:
            return await conversations.create_activity(place, activity)

        await _with_patience(call, waits)


class _BotTokens:
    """The bot's own tokens, each used until shortly before its end."""

    def __init__(self, account: TeamsAccount, http: Client, scope: str) -> None:
        self._url = f"{account.login_url}/{account.tenant_id}/oauth2/v2.0/token"
        self._form = {
            "grant_type": "client_credentials",
            "client_id": account.app_id,
            "scope": scope,
        }
        self._password = account.password
        self._http = http
        self._lock = asyncio.Lock()
        self._token = ""
        self._until = 0.0

    async def current(self) -> str:
        """A token that holds; NotSentError where none is given."""
        async with self._lock:
            if time.monotonic() >= self._until:
                await self._renew()
            return self._token

    async def _renew(self) -> None:
        form = {**self._form, "client_secret": self._password.get_secret_value()}
        given = (await self._http.post(self._url, data=form)).json()
        match given:
            case {"access_token": str(token), "expires_in": int(seconds)} if token:
                self._token = token
                self._until = time.monotonic() + max(seconds - EARLY_SECONDS, seconds / 2)
            case _:
                raise NotSentError("no token was given")


async def _with_patience(call: Callable[[], Awaitable[object]], waits: tuple[float, ...]) -> None:
    for wait in (*waits, None):
        try:
            await asyncio.wait_for(call(), CALL_SECONDS * 2)
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            if wait is None or not (status == 429 or status >= 500):
                raise NotSentError(f"status {status}") from error
            await asyncio.sleep(max(wait, _asked_wait(error.response)))
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            if wait is None:
                raise NotSentError(type(error).__name__) from error
            await asyncio.sleep(wait)
        else:
            return


def _asked_wait(response: httpx.Response) -> float:
    try:
        return min(float(response.headers.get("retry-after", "0")), MOST_WAIT)
    except ValueError:
        return 0.0


def _activity(message: Message) -> MessageActivityInput:
    # The SDK has no field for what notifications show, and passes it on all the same.
    named = {"text": message.text or None, "summary": message.summary}
    activity = MessageActivityInput.model_validate(named)
    if message.card is not None:
        activity.add_attachments(Attachment(content_type=_CARD, content=dict(message.card)))
    if message.is_answer:  # before the references: added after them, it would loosen their types
        activity.add_ai_generated()
    for reference in message.references:
        appearance = CitationAppearance(name=reference.name, abstract=reference.abstract)
        activity.add_citation(reference.position, appearance)
    return activity
