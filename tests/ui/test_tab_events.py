"""Whatever is sent to the view where one asks, nothing fails, and the log tells nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from typing import Any

import httpx
import pytest

from tests.conftest import Server
from ui.profile import FIELDS

SECRET = "hemligheten"
QUESTION = "Vad är digital transformation?"
NO_FACTS: Sequence[Any] = ("", None, None, "", "", "", "")
JOIN = "/sv/gradio_api/queue/join"
DATA = "/sv/gradio_api/queue/data"
_numbers = count(1)


@pytest.fixture(scope="module")
def tab(served: Server) -> Iterator[httpx.Client]:
    """Sends what it likes, with the cookie of a browser that has opened the page."""
    headers = {"Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=served.url, headers=headers, timeout=30) as client:
        client.get("/sv/", headers={"Accept": "text/html"}).raise_for_status()
        yield client


@pytest.fixture(autouse=True)
def _nothing_fails(served: Server) -> Iterator[None]:
    before = served.log.stat().st_size
    yield
    told = served.log.read_bytes()[before:].decode()
    assert "Traceback" not in told
    assert '"level": "error"' not in told
    assert SECRET not in told


def _events(tab: httpx.Client) -> dict[str, int]:
    """The events of the view by what sets them off: the first that asks, and the others."""
    found: dict[str, int] = {}
    for event in tab.get("/sv/config").json()["dependencies"]:
        if event["backend_fn"]:
            name = f"{event['targets'][0][1]} {len(event['inputs'])}"
            found.setdefault(name, event["id"])
    return found


def _send(
    tab: httpx.Client, event: int, data: str | list[Any], name: str | None = None
) -> httpx.Response:
    """Hands in an event as an open page does, values as they are or as JSON."""
    values = data if isinstance(data, str) else json.dumps(data)
    name = f"tab{next(_numbers)}" if name is None else name
    body = f'{{"data": {values}, "fn_index": {event}, "session_hash": "{name}"}}'
    sent = tab.post(JOIN, content=body, headers={"Content-Type": "application/json"})
    return sent if sent.is_error else tab.get(DATA, params={"session_hash": name})


def _ended(told: httpx.Response) -> bool:
    """Whether an event came to an end of its own."""
    messages = [json.loads(line[5:]) for line in told.text.splitlines() if line]
    done = [message["success"] for message in messages if message["msg"] == "process_completed"]
    return done == [True]


_WRONG_FACTS: dict[str, list[Any]] = {
    "name": [SECRET * 100, {"a": SECRET}, ["x"]],
    "population": [-5, "många", 1e308, [1], {}, True],
    "employees": [0.5, -0.0, 10**12],
    "county": ["Atlantis", ["Kalmar län"], 7],
    "it_organisation": [SECRET, ["own"], 1],
    "digital_lead": [SECRET, {}, 2],
    "goals": [[1], {"a": 1}, "x;" * 1000],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, many in _WRONG_FACTS.items() for value in many]
)
def test_facts_that_no_form_sends_get_an_answer_or_words(
    tab: httpx.Client, field: str, value: Any
) -> None:
    facts = [value if one == field else empty for one, empty in zip(FIELDS, NO_FACTS, strict=True)]
    events = _events(tab)

    assert _ended(_send(tab, events["click 9"], [QUESTION, "", *facts]))
    assert _ended(_send(tab, events["input 7"], facts))
    assert _ended(_send(tab, events["load 1"], [{field: value}]))


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
def test_numbers_that_are_none_get_words(tab: httpx.Client, number: str) -> None:
    events = _events(tab)

    asked = _send(tab, events["click 9"], f'["{QUESTION}", "", "", {number}, null, "", "", "", ""]')

    assert _ended(asked)
    assert _ended(_send(tab, events["load 1"], f'[{{"population": {number}}}]'))


@pytest.mark.parametrize(
    ("text", "conversation"),
    [
        (None, None),
        ({"a": SECRET}, [SECRET]),
        (f"\0 {SECRET} \u202e?", "\0"),
        (SECRET * 5000, ""),
        (QUESTION, SECRET * 1000),
        (QUESTION, "c-" + "0" * 32),
    ],
)
def test_boxes_may_hold_anything(tab: httpx.Client, text: Any, conversation: Any) -> None:
    asked = _send(tab, _events(tab)["click 9"], [text, conversation, *NO_FACTS])

    assert _ended(asked)


@pytest.mark.parametrize(
    "data", ["[]", "[1]", "[null, null]", json.dumps([SECRET] * 50), f'["{SECRET} \\ud800"]', "{}"]
)
def test_event_with_values_that_it_does_not_take_is_refused(tab: httpx.Client, data: str) -> None:
    told = _send(tab, _events(tab)["click 9"], data)

    assert told.status_code == 422
    assert told.json()["code"] == "bad_input"


@pytest.mark.parametrize("event", [-1, 99, 10**30])
def test_event_that_the_view_does_not_have_is_refused(tab: httpx.Client, event: int) -> None:
    assert _send(tab, event, []).status_code == 422


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "[" * 100_000])
def test_what_is_no_event_is_refused(tab: httpx.Client, body: str) -> None:
    assert tab.post(JOIN, content=body).status_code == 422


@pytest.mark.parametrize("name", ["", "a<gradio-sep>b", "a b", "å", "x" * 65, "a_1"])
def test_open_page_with_a_name_that_browsers_do_not_make_is_not_there(
    tab: httpx.Client, name: str
) -> None:
    """The framework parts the names of its tasks where such a name would have them parted."""
    assert _send(tab, _events(tab)["click 9"], [QUESTION, "", *NO_FACTS], name).status_code == 404


def test_open_page_that_is_forgotten_is_told_so(tab: httpx.Client) -> None:
    told = tab.get(DATA, params={"session_hash": f"tab{next(_numbers)}"})

    assert told.status_code == 200
    assert '"session_not_found":true' in told.text


def test_open_page_may_listen_twice_and_go(tab: httpx.Client) -> None:
    name, events = f"tab{next(_numbers)}", _events(tab)
    for _ in range(3):
        _hand_in(tab, events["click 9"], [QUESTION, "", *NO_FACTS], name)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda seconds: _listen(tab, name, seconds), (0.1, 0.2, 0.3, 2, 3, 3)))

    assert _ended(_send(tab, events["click 9"], [QUESTION, "", *NO_FACTS]))


def _hand_in(tab: httpx.Client, event: int, data: list[Any], name: str) -> None:
    body = {"data": data, "fn_index": event, "session_hash": name}
    tab.post(JOIN, json=body).raise_for_status()


def _listen(tab: httpx.Client, name: str, seconds: float) -> None:
    with suppress(httpx.TimeoutException):
        tab.get(DATA, params={"session_hash": name}, timeout=seconds)
