"""Slack's cloud on this machine: its Web API as a server of its own, and what it sends, signed."""

import hashlib
import hmac
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx

from tests.channels.slack.limits import faults

TOKEN = "xoxb-for-tests"
SECRET = "a secret for tests"
TEAM = "T0TEAM"
CHANNEL = "C0CHANNEL"
DIRECT = "D0DIRECT"
USER = "U0PERSON"
BOT = "U0ADVISOR"

_serial = count(1)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API, with the words that it held."""

    method: str
    given: Mapping[str, Any]

    @property
    def shown(self) -> str:
        """All letters that the blocks hold."""
        return json.dumps(self.given.get("blocks", self.given.get("view")), ensure_ascii=False)


@dataclass(slots=True)
class Refusal:
    """What is answered instead of doing what is asked."""

    error: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0  # that it takes


class FakeSlack:
    """Checks token and blocks as Slack does, keeps each call, refuses what it is told to."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._calls: list[Call] = []
        self._refusals: defaultdict[str, deque[Refusal]] = defaultdict(deque)
        self._changed = Condition()

    def refuse(self, method: str, *refusals: Refusal) -> None:
        """Answer the next calls of a method so."""
        self._refusals[method].extend(refusals)

    def calls(self, method: str) -> list[Call]:
        """All that were made, also those refused."""
        with self._changed:
            return [call for call in self._calls if call.method == method]

    def wait_for(self, method: str, number: int = 1, seconds: float = 20) -> list[Call]:
        """The calls of a method, once there are so many."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while len(found := [c for c in self._calls if c.method == method]) < number:
                assert self._changed.wait(deadline - time.monotonic()), (
                    f"{method} was called {len(found)} times, not {number}"
                )
            return found

    def forget(self) -> None:
        """Begin a test with no calls."""
        with self._changed:
            self._calls.clear()
            self._refusals.clear()

    def take(self, method: str, given: Mapping[str, Any], token: str) -> tuple[Refusal, Any]:
        """Keep a call and answer it."""
        with self._changed:
            self._calls.append(Call(method, given))
            self._changed.notify_all()
        if token != f"Bearer {TOKEN}":
            return Refusal("invalid_auth"), None
        if self._refusals[method]:
            return self._refusals[method].popleft(), None
        if wrong := faults(given.get("blocks") or given.get("view", {}).get("blocks") or []):
            return Refusal(f"invalid_blocks: {wrong}"), None
        match method:
            case "auth.test":
                return Refusal(), {"team_id": TEAM, "user_id": BOT, "bot_id": "B0ADVISOR"}
            case "chat.postMessage":
                channel = given["channel"]
                posted = DIRECT if channel.startswith("U") else channel
                return Refusal(), {"channel": posted, "ts": f"1800000000.{next(_serial):06}"}
            case "chat.postEphemeral" | "views.open":
                return Refusal(), {}
        return Refusal("unknown_method"), None


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """The Web API on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    slack = FakeSlack(f"http://127.0.0.1:{server.server_port}/api/")
    _Handler.slack_of[server.server_port] = slack
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    slack_of: dict[int, FakeSlack] = {}  # noqa: RUF012 - one for each port

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.headers.get("Content-Type", "").startswith("application/json"):
            given = json.loads(body)
        else:
            given = {name: _value(values[0]) for name, values in parse_qs(body).items()}
        slack = self.slack_of[self.server.server_address[1]]  # type: ignore[index]
        method = self.path.rpartition("/")[2]
        refusal, answer = slack.take(method, given, self.headers.get("Authorization", ""))
        time.sleep(refusal.seconds)
        self._send(refusal, answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _send(self, refusal: Refusal, answer: Any) -> None:
        if refusal.status >= 500:
            content, kind = b"down", "text/plain"
        else:
            ok = not refusal.error and refusal.status == 200
            said = {"ok": True, **(answer or {})} if ok else {"ok": False, "error": refusal.error}
            content, kind = json.dumps(said).encode(), "application/json"
        self.send_response(refusal.status)
        for name, value in {**refusal.headers, "Content-Type": kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _value(text: str) -> Any:
    try:
        return json.loads(text) if text[:1] in "[{" else text
    except ValueError:
        return text


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers that Slack sends with a body."""
    timestamp = str(int(time.time() if at is None else at))
    base = b"v0:" + timestamp.encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}


Post = Callable[[bytes, Mapping[str, str]], httpx.Response]


def send_json(post: Post, content: Any, **headers: str) -> httpx.Response:
    """An event, as Slack sends it."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return post(body, {"Content-Type": "application/json", **signed(body), **headers})


def send_form(post: Post, fields: Mapping[str, str]) -> httpx.Response:
    """A command or, as `payload`, a click."""
    body = urlencode(fields).encode()
    kind = "application/x-www-form-urlencoded"
    return post(body, {"Content-Type": kind, **signed(body)})


def new_ts() -> str:
    """The time of another message."""
    return f"1700000000.{next(_serial):06}"


def event(**fields: Any) -> dict[str, Any]:
    """An event of the Events API; fields of the message in place of the usual ones."""
    return {
        "type": "event_callback",
        "token": "unused",
        "team_id": TEAM,
        "api_app_id": "A0APP",
        "event_id": f"Ev{next(_serial)}",
        "event_time": 1700000000,
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT}],
        "event": {"user": USER, "ts": new_ts(), "channel": CHANNEL, **fields},
    }


def mention(text: str, **fields: Any) -> dict[str, Any]:
    """A message in a channel that names the app."""
    return event(type="app_mention", text=f"<@{BOT}> {text}", **fields)


def direct(text: str, **fields: Any) -> dict[str, Any]:
    """A message to the app alone."""
    given = {"channel": DIRECT, "channel_type": "im", **fields}
    return event(type="message", text=text, **given)


def command(text: str, **fields: str) -> dict[str, str]:
    """`/rad` with what follows it."""
    return {
        "command": "/rad",
        "text": text,
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": USER,
        "user_name": "nn",
        "trigger_id": f"{next(_serial)}.1.abc",
        "response_url": "https://hooks.slack.com/commands/T0TEAM/1/abc",
        **fields,
    }


def click(
    action: Mapping[str, Any], thread: str, channel: str = CHANNEL, **fields: Any
) -> dict[str, str]:
    """A click on a button, or a choice of a menu's first option, in a thread."""
    clicked: dict[str, Any] = {"type": action["type"], "action_id": action["action_id"]}
    if action["type"] == "button":
        clicked["value"] = action["value"]
    else:
        clicked["selected_option"] = action["options"][0]
    ts = new_ts()
    payload = {
        "type": "block_actions",
        "user": {"id": USER, "username": "nn", "team_id": TEAM},
        "team": {"id": TEAM, "domain": "example"},
        "api_app_id": "A0APP",
        "trigger_id": f"{next(_serial)}.2.abc",
        "container": {
            "type": "message",
            "message_ts": ts,
            "channel_id": channel,
            "is_ephemeral": False,
            "thread_ts": thread,
        },
        "channel": {"id": channel, "name": "kanal"},
        "message": {"type": "message", "ts": ts, "thread_ts": thread},
        "actions": [clicked],
        **fields,
    }
    return {"payload": json.dumps(payload)}


def clickable(call: Call, action: str) -> list[dict[str, Any]]:
    """The buttons and menus of a post that do a thing."""
    found = []
    for block in call.given["blocks"]:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("action_id") == action:
                found.append(element)
    return found
