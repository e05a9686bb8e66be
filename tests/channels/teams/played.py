"""A Teams that is played over loopback: keys, tokens for the bot, and the conversations."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

APP = "11111111-2222-4333-8444-555555555555"
TENANT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
PASSWORD = "a-client-secret"
ISSUER = "https://api.botframework.com"
KID = "played"
BOT = f"28:{APP}"

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the bot sent into a conversation."""

    conversation: str
    activity: Mapping[str, Any]

    @property
    def card(self) -> Mapping[str, Any]:
        """The card in it."""
        card: Mapping[str, Any] = self.activity["attachments"][0]["content"]
        return card

    @property
    def shown(self) -> str:
        """All that a person reads of it, buttons last."""
        cards = [a["content"] for a in self.activity.get("attachments", [])]
        return "\n".join([self.activity.get("text", ""), *(t for c in cards for t in texts(c))])


@dataclass(slots=True)
class PlayedTeams:
    """The parts of Microsoft that the bot meets, on one port of this machine."""

    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    refuses_with: int = 0  # status with which conversations refuse; 0: they take what is sent
    key_seconds: float = 0.0  # that the keys let wait
    problems: list[str] = field(default_factory=list)  # requests that were not as they must be
    tokens_given: int = 0
    keys_given: int = 0
    _sent: list[Sent] = field(default_factory=list)
    _change: Condition = field(default_factory=Condition)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it is."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def service_url(self) -> str:
        """Where its conversations are."""
        return f"{self.url}/emea/"

    @property
    def settings(self) -> dict[str, str]:
        """What puts advisor in it, as environment variables."""
        return {
            "ADVISOR_TEAMS_APP_ID": APP,
            "ADVISOR_TEAMS_TENANT_ID": TENANT,
            "ADVISOR_TEAMS_APP_PASSWORD": PASSWORD,
            "ADVISOR_TEAMS_OPENID_METADATA_URL": f"{self.url}/v1/.well-known/openidconfiguration",
            "ADVISOR_TEAMS_LOGIN_URL": self.url,
        }

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Those of a token that holds, with changes; None leaves one out."""
        now = int(time.time())
        usual = {
            "iss": ISSUER,
            "aud": APP,
            "iat": now,
            "nbf": now - 10,
            "exp": now + 3600,
            "serviceurl": self.service_url,
        }
        return {name: value for name, value in (usual | changes).items() if value is not None}

    def token(self, headers: Mapping[str, Any] | None = None, **changes: Any) -> str:
        """A token that holds, but for the changes."""
        given = {"kid": KID} if headers is None else headers
        return jwt.encode(self.claims(**changes), self.key, "RS256", headers=dict(given))

    @property
    def authorization(self) -> dict[str, str]:
        """The header with a token that holds."""
        return {"Authorization": f"Bearer {self.token()}"}

    def activity(self, text: str | None = None, **changes: Any) -> dict[str, Any]:
        """A message in a chat of one person with the bot, with changes."""
        return activity(text, **{"serviceUrl": self.service_url} | changes)

    def keep(self, sent: Sent) -> None:
        """Keep what was sent."""
        with self._change:
            self._sent.append(sent)
            self._change.notify_all()

    def messages(self, conversation: str, least: int = 1, seconds: float = 20) -> list[Sent]:
        """What was sent into a conversation, typing aside; waits until it is enough."""

        def found() -> list[Sent]:
            return [
                sent
                for sent in self._sent
                if sent.conversation == conversation and sent.activity["type"] == "message"
            ]

        with self._change:
            self._change.wait_for(lambda: len(found()) >= least, seconds)
            assert len(found()) >= least, f"{len(found())} of {least} came to {conversation}"
            return found()

    def types(self, conversation: str) -> list[str]:
        """The types of all that was sent into a conversation."""
        return [s.activity["type"] for s in self._sent if s.conversation == conversation]


def activity(text: str | None = None, **changes: Any) -> dict[str, Any]:
    """A message as Teams sends it, each with an id of its own, with changes."""
    usual = {
        "type": "message",
        "id": str(1_700_000_000_000 + next(_numbers)),
        "timestamp": "2026-01-01T12:00:00Z",
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "channelId": "msteams",
        "from": {"id": "29:someone", "name": "Någon", "aadObjectId": "person-1"},
        "recipient": {"id": BOT, "name": "advisor"},
        "conversation": {"id": "a:1chat", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "sv-SE",
        "textFormat": "plain",
    }
    told = {} if text is None else {"text": text}
    return usual | told | changes


def texts(value: Any) -> list[str]:
    """Every text in a card that is shown, in its order."""
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "RichTextBlock":
        return ["".join(run["text"] for run in value["inlines"])]
    own = [value[name] for name in ("text", "title") if isinstance(value.get(name), str)]
    return own + [text for name in _HOLDING for text in texts(value.get(name))]


def pressed(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What each button of a card sends."""
    return [action["data"] for action in actions(card)]


def actions(value: Any) -> list[dict[str, Any]]:
    """Every button of a card."""
    if isinstance(value, list):
        return [action for item in value for action in actions(item)]
    if not isinstance(value, dict):
        return []
    if str(value.get("type", "")).startswith("Action."):
        return [value]
    return [action for name in _HOLDING for action in actions(value.get(name))]


_HOLDING = ("body", "items", "columns", "actions")


def _handler(teams: PlayedTeams) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path != "/v1/.well-known/keys":
                self._answer(404, {})
                return
            teams.keys_given += 1
            time.sleep(teams.key_seconds)
            public = jwt.algorithms.RSAAlgorithm.to_jwk(teams.key.public_key(), as_dict=True)
            self._answer(200, {"keys": [public | {"kid": KID, "use": "sig"}]})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            path = unquote(urlsplit(self.path).path)
            if path == f"/{TENANT}/oauth2/v2.0/token":
                self._give_token(body)
            elif path.startswith("/emea/v3/conversations/") and path.endswith("/activities"):
                self._take(path.split("/")[4], body)
            else:
                teams.problems.append(f"asked for {path}")
                self._answer(404, {})

        def _give_token(self, body: bytes) -> None:
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            expected = {
                "grant_type": "client_credentials",
                "client_id": APP,
                "client_secret": PASSWORD,
                "scope": "https://api.botframework.com/.default",
            }
            if form != expected:
                teams.problems.append("asked for a token with another form")
                self._answer(400, {"error": "invalid_client"})
                return
            teams.tokens_given += 1
            self._answer(200, {"access_token": _BOT_TOKEN, "expires_in": 3600})

        def _take(self, conversation: str, body: bytes) -> None:
            if self.headers.get("authorization") != f"Bearer {_BOT_TOKEN}":
                teams.problems.append("sent without the bot's token")
                self._answer(401, {})
            elif teams.refuses_with:
                self._answer(teams.refuses_with, {})
            else:
                teams.keep(Sent(conversation, json.loads(body)))
                self._answer(201, {"id": str(next(_numbers))})

        def _answer(self, status: int, body: Mapping[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            pass

    return Handler


_BOT_TOKEN = ".".join(
    base64.urlsafe_b64encode(part).rstrip(b"=").decode()
    for part in (b'{"alg":"none"}', b'{"appid":"played"}', b"x")
)
