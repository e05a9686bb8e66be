"""The app package for Teams is whole."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from string import Template

import pytest

from tests.channels.teams.played import APP

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "deploy" / "teams"
MANIFEST = (PACKAGE / "manifest.json").read_text(encoding="utf-8")
FILLED = {
    "ADVISOR_TEAMS_APP_ID": APP,
    "ADVISOR_HOST": "advisor.kommunen.example",
    "MUNICIPALITY": "Kommunen",
    "PRIVACY_URL": "https://kommunen.example/integritet",
    "TERMS_URL": "https://kommunen.example/villkor",
}


def test_manifest_is_filled_in_as_the_page_says() -> None:
    page = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8")

    manifest = json.loads(Template(MANIFEST.replace("$schema", "$$schema")).substitute(FILLED))

    assert manifest["id"] == manifest["bots"][0]["botId"] == APP
    assert manifest["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    assert [name for name in FILLED if f"${name}" not in page] == []


def test_texts_are_as_short_as_teams_demands() -> None:
    manifest = json.loads(MANIFEST)

    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["name"]["full"]) <= 100
    assert len(manifest["description"]["short"]) <= 80
    assert len(manifest["description"]["full"]) <= 4000


@pytest.mark.parametrize(("icon", "side"), [("color", 192), ("outline", 32)])
def test_icons_have_the_size_that_teams_demands(icon: str, side: int) -> None:
    named = json.loads(MANIFEST)["icons"][icon]

    content = (PACKAGE / named).read_bytes()

    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (side, side)
