"""A way in that is switched off is closed at its door; what watches the service stays open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.channels.web.doors import channel_of
from advisor.service.parts import Service
from advisor.vocabulary import Channel
from tests.channels.web.callers import HERE, bearer, client_at, opened

DOORS: dict[Channel, tuple[str, ...]] = {
    "api": ("/v1/ask", "/v1/sources", "/v1/sources/x/text", "/v1"),
    "chat": ("/v1/chat/completions", "/v1/models", "/v1/models/advisor"),
    "mcp": ("/mcp", "/mcp/"),
    "web": ("/sv", "/sv/", "/en/gradio_api/queue/join"),
}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path) as service:
        yield service


@pytest.mark.parametrize("channel", DOORS)
def test_every_channel_has_doors_of_its_own(channel: Channel) -> None:
    assert {channel_of(path) for path in DOORS[channel]} == {channel}


@pytest.mark.parametrize(
    "path",
    [
        *("/healthz", "/readyz", "/metrics", "/", "/v2/ask", "/v1beta", "/svenska", "/mcpx"),
        *("/slack/events", "/teams/messages"),  # they tell people that they are switched off
    ],
)
def test_what_is_no_door_belongs_to_no_channel(path: str) -> None:
    assert channel_of(path) is None


@pytest.mark.parametrize("channel", DOORS)
def test_closed_door_says_so_to_whoever_knocks(service: Service, channel: Channel) -> None:
    client = client_at(service, HERE)
    before = {path: client.post(path).status_code for path in DOORS[channel]}

    service.switches.set(channel, is_on=False, by="eva")

    for path in DOORS[channel]:
        told = client.post(path, headers=bearer(service, "ask"))
        assert before[path] != 503
        assert told.status_code == 503
        said = told.json()
        assert said.get("error", said)["code"] == "switched_off"  # chats are told in their own form
    service.switches.set(channel, is_on=True, by="eva")
    assert {path: client.post(path).status_code for path in DOORS[channel]} == before


def test_other_doors_stay_open(service: Service) -> None:
    client = client_at(service, HERE)
    service.switches.set("api", is_on=False, by="eva")

    assert client.get("/healthz").status_code == 200
    assert client.post("/v1/chat/completions", json={}).status_code != 503
    assert client.get("/v1/conversations/none").status_code == 503
