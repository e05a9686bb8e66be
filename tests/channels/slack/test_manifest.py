"""The manifest that people paste at Slack fits what the code does."""

from pathlib import Path
from typing import Any

import yaml

from advisor.channels.slack.door import PATH

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")


def _manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(
        (ROOT / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8")
    )
    return read


def test_every_address_is_the_route_that_is_served() -> None:
    settings, (command,) = _manifest()["settings"], _manifest()["features"]["slash_commands"]

    addresses = [
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        command["url"],
    ]

    assert addresses == [f"https://advisor.example.se{PATH}"] * 3
    assert command["command"] == "/rad"


def test_guide_tells_why_each_scope_is_asked_for() -> None:
    scopes = _manifest()["oauth_config"]["scopes"]["bot"]

    assert [scope for scope in scopes if f"| `{scope}` |" not in GUIDE] == []
    assert sorted(scopes) == ["app_mentions:read", "chat:write", "commands", "im:history"]


def test_events_are_those_that_are_answered() -> None:
    assert _manifest()["settings"]["event_subscriptions"]["bot_events"] == [
        "app_mention",
        "message.im",
    ]


def test_people_may_write_to_the_app_directly() -> None:
    home = _manifest()["features"]["app_home"]

    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False


def test_manifest_keeps_within_the_lengths_that_slack_gives() -> None:
    shown = _manifest()["display_information"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
