"""What is let in at the address that Slack calls: what Slack signed, and nothing else."""

import json
import logging
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.slack.door import slack_router
from advisor.channels.web.app import create_app
from advisor.errors import BadInputError
from advisor.settings import Settings
from tests.channels.slack.fake_slack import (
    SECRET,
    TOKEN,
    FakeSlack,
    click,
    command,
    direct,
    fake_slack,
    mention,
    send_form,
    send_json,
    signed,
)

Headers = list[tuple[bytes, bytes]]

BODY = json.dumps(direct("Ska vi samverka?")).encode()
JSON = (b"content-type", b"application/json")
TIMESTAMP = b"x-slack-request-timestamp"
SIGNATURE = b"x-slack-signature"


class Door:
    """The route in this process, with the events that it took in."""

    def __init__(self, client: TestClient, data: Path, slack: FakeSlack) -> None:
        self._client = client
        self._data = data
        self.slack = slack

    def post(self, body: bytes, headers: Mapping[str, str] | Headers) -> Any:
        return self._client.post("/slack/events", content=body, headers=headers)

    def taken(self) -> int:
        """How many events were noted."""
        with closing(sqlite3.connect(self._data / "advisor.sqlite")) as database:
            (count,) = database.execute("SELECT COUNT(*) FROM events").fetchone()
        return int(count)

    def wait_until_taken(self, number: int) -> None:
        deadline = time.monotonic() + 10
        while self.taken() < number:
            assert time.monotonic() < deadline, f"{self.taken()} were taken, not {number}"
            time.sleep(0.01)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Slack switched on, without an index."""
    with fake_slack() as slack:
        settings = Settings(
            data=tmp_path,
            slack_bot_token=SecretStr(TOKEN),
            slack_signing_secret=SecretStr(SECRET),
            slack_api_url=slack.url,
        )
        service = open_service(settings, to_json)
        with TestClient(create_app(service), raise_server_exceptions=False) as client:
            yield Door(client, tmp_path, slack)
        service.database.close()


def _signed(body: bytes = BODY, **kwargs: Any) -> tuple[bytes, bytes]:
    headers = signed(body, **kwargs)
    return (
        headers["X-Slack-Request-Timestamp"].encode(),
        headers["X-Slack-Signature"].encode(),
    )


def _forgeries() -> Iterator[tuple[str, bytes, Headers]]:
    """Each with what is wrong with it."""
    stamp, signature = _signed()
    right = [(TIMESTAMP, stamp), (SIGNATURE, signature)]
    yield "no headers", BODY, []
    yield "no signature", BODY, [(TIMESTAMP, stamp)]
    yield "no timestamp", BODY, [(SIGNATURE, signature)]
    for name, other in {
        "empty": b"",
        "blank": b" ",
        "zeros": b"v0=" + b"0" * 64,
        "without version": signature[3:],
        "another version": b"v1=" + signature[3:],
        "capital": signature.upper(),
        "cut": signature[:-1],
        "longer": signature + b"0",
        "twice": signature + b"," + signature,
        "version alone": b"v0=",
        "unicode": "v0=åäö".encode(),
        "latin": b"v0=\xe5\xe4\xf6",
        "huge": b"v0=" + b"a" * 8000,
        "tab": b"v0=\t" + signature[3:],
        "a null": b"v0=\x00" + signature[4:],
    }.items():
        yield f"signature {name}", BODY, [(TIMESTAMP, stamp), (SIGNATURE, other)]
    for name, stamped in {
        "empty": b"",
        "words": b"now",
        "a fraction": stamp + b".0",
        "a sign": b"+" + stamp,
        "negative": b"-" + stamp,
        "underscores": stamp[:3] + b"_" + stamp[3:],
        "exponent": b"1e9",
        "hexadecimal": hex(int(stamp)).encode(),
        "other digits": "١٧٠٠٠٠٠٠٠٠".encode(),
        "superscript": b"\xb2",
        "huge": b"9" * 5000,
        "infinite": b"inf",
        "not a number": b"nan",
        "another second": str(int(stamp) + 1).encode(),
        "two": stamp + b", " + stamp,
    }.items():
        yield f"timestamp {name}", BODY, [(TIMESTAMP, stamped), (SIGNATURE, signature)]
    for name, seconds in {
        "old": -301,
        "older": -86400,
        "to come": 400,
        "of 1970": -time.time(),
    }.items():
        at, of_then = _signed(at=time.time() + seconds)
        yield f"{name}", BODY, [(TIMESTAMP, at), (SIGNATURE, of_then)]
    at, of_other = _signed(secret="another secret")
    yield "another secret", BODY, [(TIMESTAMP, at), (SIGNATURE, of_other)]
    yield "another body", BODY.replace(b"samverka", b"avveckla"), right
    yield "a longer body", BODY + b" ", right
    yield "a shorter body", BODY[:-1], right
    yield "no body", b"", right
    yield "a body of bytes", b"\xff\xfe" + BODY, right
    yield "two signatures", BODY, [*right, (SIGNATURE, b"v0=" + b"0" * 64)]
    yield "two timestamps", BODY, [*right, (TIMESTAMP, b"1")]
    yield "an ssl check", b"ssl_check=1&token=x", []
    yield "an unsigned confirmation", b'{"type": "url_verification", "challenge": "x"}', []


def test_no_forgery_is_let_in(door: Door) -> None:
    tried = list(_forgeries())

    answered = {
        name: door.post(body, [JSON, *headers]).status_code for name, body, headers in tried
    }

    assert len(tried) >= 45
    assert answered == dict.fromkeys(answered, 401)
    assert door.taken() == 0


def test_what_slack_signed_is_let_in(door: Door) -> None:
    """Without this, the test of forgeries could pass with a door that is shut."""
    stamp, signature = _signed()

    answered = door.post(BODY, [JSON, (TIMESTAMP, stamp), (SIGNATURE, signature)])

    assert answered.status_code == 200
    door.wait_until_taken(1)


@pytest.mark.parametrize("age", [-290, 290])
def test_five_minutes_are_given(age: int, door: Door) -> None:
    stamp, signature = _signed(at=time.time() + age)

    answered = door.post(BODY, [JSON, (TIMESTAMP, stamp), (SIGNATURE, signature)])

    assert answered.status_code == 200


@pytest.mark.parametrize(
    "send",
    [
        lambda post, sent: send_json(post, sent["mention"]),
        lambda post, sent: send_form(post, sent["command"]),
        lambda post, sent: send_form(post, sent["click"]),
    ],
    ids=["mention", "command", "click"],
)
def test_replay_within_five_minutes_is_acknowledged_and_left_alone(
    send: Callable[..., Any], door: Door
) -> None:
    button = {"type": "button", "action_id": "advisor_ask", "value": "Ska vi samverka?"}
    sent = {
        "mention": mention("Ska vi samverka?"),
        "command": command("Ska vi samverka?"),
        "click": click(button, "1700000000.000001"),
    }

    answered = [send(door.post, sent).status_code for _ in range(3)]
    door.wait_until_taken(1)
    send_json(door.post, mention("hjälp", channel="C0LAST"))

    door.wait_until_taken(2)
    assert answered == [200, 200, 200]
    assert door.taken() == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b'"text"',
        b"{}",
        b'{"type": "event_callback"}',
        b'{"type": "event_callback", "event": null}',
        b'{"type": "event_callback", "event": []}',
        b'{"type": "event_callback", "event": {"type": null}}',
        b'{"type": "event_callback", "event": {"type": "message", "text": 1}}',
        b'{"type": "event_callback", "authorizations": [1], "event": {"type": "message"}}',
        b'{"type": "block_actions", "actions": []}',
        b'{"type": "block_actions", "actions": [null]}',
        b'{"type": "view_submission", "view": {}}',
        b'{"type": "unknown"}',
        b"payload=",
        b"payload={",
        b"payload=[]",
        b"payload=null",
        b"command=%2Frad",
        b"command=/rad&text=%ff%fe",
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b"\xff\xfe",
        b"\x00",
        '{"type": "event_callback", "team": "å"}'.encode("utf-16"),
    ],
    ids=lambda body: body[:40].decode("latin-1").encode("unicode_escape").decode(),
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", ""])
def test_signed_body_that_is_no_event_does_no_harm(body: bytes, kind: str, door: Door) -> None:
    try:
        headers = signed(body)
    except UnicodeDecodeError:
        headers = signed(b"")

    answered = door.post(body, {"Content-Type": kind, **headers})

    assert answered.status_code in {200, 400, 401, 404}
    assert door.taken() == 0


def test_mutations_of_what_slack_sends_never_fail(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(7)
    answered: dict[int, int] = {}

    for number in range(600):
        body, kind = _mutated(chance, number)
        status = door.post(body, {"Content-Type": kind, **signed(body)}).status_code
        answered[status] = answered.get(status, 0) + 1

    assert set(answered) <= {200, 400, 401, 404}, answered
    assert "slack task failed" not in caplog.text
    assert "slack question failed" not in caplog.text


_ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**400, 1.5, "", " ", "x" * 3000, [], {}, [None], {"id": None}, [[]]),
    *("\x00", "\ud800", "‮", "<!channel>", "../..", "T0TEAM", {"type": {}}, [{"id": []}], "im"),
)


def _mutated(chance: random.Random, number: int) -> tuple[bytes, str]:
    """One of Slack's bodies with one to three things in it changed."""
    button = {"type": "button", "action_id": "advisor_show", "value": "a-1 1"}
    made: list[Any] = [
        mention("Ska vi?"),
        direct("hjälp"),
        json.loads(click(button, "1.1")["payload"]),
    ]
    content = chance.choice([*made, command("Ska vi samverka?")])
    for _ in range(chance.randint(1, 3)):
        _change(chance, content)
    is_form = "command" in content or content.get("type") == "block_actions"
    if is_form and "command" in content:
        body = urlencode(
            {k: str(v).encode("utf-8", "replace") for k, v in content.items()}
        ).encode()
    elif is_form:
        body = urlencode({"payload": json.dumps(content)}).encode()
    else:
        body = json.dumps(content).encode()
    if number % 5 == 0:
        at = chance.randrange(len(body))
        body = body[:at] + chance.randbytes(2) + body[at + chance.randint(0, 3) :]
    return body, "application/x-www-form-urlencoded" if is_form else "application/json"


def _change(chance: random.Random, content: Any) -> None:
    places = list(_places(content))
    if not places:
        return
    holder, key = chance.choice(places)
    if chance.random() < 0.2:
        del holder[key]
    else:
        holder[key] = chance.choice(_ODD)


def _places(content: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(content, dict):
        keys: list[Any] = list(content)
    elif isinstance(content, list):
        keys = list(range(len(content)))
    else:
        return
    for key in keys:
        yield content, key
        yield from _places(content[key])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(method: str, door: Door) -> None:
    assert door._client.request(method, "/slack/events").status_code == 405


def test_questions_stay_out_of_the_log(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    send_json(door.post, mention("Hur gick det för Hjalmar?"))
    send_form(door.post, command("Hur gick det för Hjalmar?"))
    send_json(door.post, {**direct("Hjalmar"), "type": "unheard_of"})
    door.post(
        BODY.replace(b"samverka", b"Hjalmar"),
        [JSON, *zip((TIMESTAMP, SIGNATURE), _signed(), strict=True)],
    )
    posts = door.slack.wait_for("chat.postMessage", 3)

    ours = [r for r in caplog.records if r.name.startswith(("advisor", "slack"))]
    assert ours
    assert any("Hjalmar" in call.shown for call in posts)
    assert [r for r in ours if "Hjalmar" in r.getMessage() or TOKEN in r.getMessage()] == []


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"slack_bot_token": SecretStr("t")}, "ADVISOR_SLACK_SIGNING_SECRET is not set"),
        ({"slack_signing_secret": SecretStr("s")}, "ADVISOR_SLACK_BOT_TOKEN is not set"),
        (
            {"slack_bot_token": SecretStr(" "), "slack_signing_secret": SecretStr("s")},
            "ADVISOR_SLACK_BOT_TOKEN is not set",
        ),
        (
            {
                "slack_bot_token": SecretStr("t"),
                "slack_signing_secret": SecretStr("s"),
                "slack_api_url": "http://slack.example/api/",
            },
            "ADVISOR_SLACK_API_URL",
        ),
    ],
)
def test_settings_that_do_not_fit_are_named_at_the_start(
    settings: dict[str, Any], named: str, tmp_path: Path
) -> None:
    service = open_service(Settings(data=tmp_path, **settings), to_json)

    with pytest.raises(BadInputError, match=named):
        slack_router(service)

    service.database.close()


def test_slack_is_off_when_nothing_is_set(tmp_path: Path) -> None:
    service = open_service(Settings(data=tmp_path), to_json)

    with TestClient(create_app(service)) as client:
        answered = client.post("/slack/events", content=BODY, headers=signed(BODY))

    assert answered.status_code == 404
    service.database.close()
