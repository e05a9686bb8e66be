"""What docs/integrations.md says to set up can be set up."""

import json
import re
from pathlib import Path

import pytest
import yaml

from advisor.channels.mcp.tools import TOOLS
from advisor.channels.web.chat_bodies import MODEL
from advisor.settings import Settings
from tests.conftest import Run

TEXT = (Path(__file__).parents[1] / "docs" / "integrations.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


def test_settings_that_are_named_exist() -> None:
    known = {f"ADVISOR_{name.upper()}" for name in Settings.model_fields}
    keys_of_other_programs = {"ADVISOR_KEY"}

    named = set(re.findall(r"ADVISOR_[A-Z_]+", TEXT)) - keys_of_other_programs

    assert named
    assert named <= known


def test_set_up_of_programs_is_well_formed_and_names_what_exists() -> None:
    stdio, vs_code, over_http = (json.loads(block) for block in _blocks("json"))
    [librechat] = (yaml.safe_load(block) for block in _blocks("yaml"))

    assert stdio["mcpServers"]["advisor"]["args"] == ["mcp"]
    assert vs_code["servers"]["advisor"]["args"] == ["mcp"]
    assert over_http["servers"]["advisor"]["url"].endswith("/mcp")
    [endpoint] = librechat["endpoints"]["custom"]
    assert endpoint["models"]["default"] == [MODEL]


def test_table_of_tools_names_every_tool_and_nothing_else() -> None:
    table = TEXT.partition("| tool |")[2].partition("\n\n")[0]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(TOOLS)


@pytest.mark.parametrize(
    "words", [("mcp",), ("keys", "create"), ("switch",), ("serve",)], ids=" ".join
)
def test_named_commands_exist(words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    assert f"advisor {' '.join(words)}" in TEXT

    assert run("-m", "advisor", *words, "--help", cwd=tmp_path).returncode == 0
