"""What docs/language-model.md says to set can be set, and what it tells of is so."""

import re
import tomllib
from pathlib import Path

import pytest

from advisor.answers.evidence import MOST_EVIDENCE
from advisor.bootstrap import HELP_SHARE
from advisor.channels.cli import app
from advisor.llm.addresses import checked
from advisor.llm.opening import CACHE_DAYS
from advisor.llm.store import FILE
from advisor.questions.helped import MOST_CHARS, TURNS
from advisor.settings import Settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "language-model.md").read_text(encoding="utf-8")
SETUPS = re.findall(r"^```ini\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
CODE = "\n".join(re.findall(r"^```sh\n.*?^```|`advisor [^`]+`", TEXT, re.DOTALL | re.MULTILINE))


def test_settings_that_are_named_exist() -> None:
    known = {f"ADVISOR_{name.upper()}" for name in Settings.model_fields}

    assert set(re.findall(r"ADVISOR_[A-Z_]+", TEXT)) <= known


@pytest.mark.parametrize("setup", SETUPS, ids=lambda setup: setup.split()[0])
def test_set_up_can_be_read(setup: str, tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text(setup, encoding="utf-8")

    settings = Settings(_env_file=env)  # type: ignore[call-arg]  # pydantic takes it

    assert settings.llm
    assert settings.llm_base_url is None or checked(settings.llm_base_url)


def test_every_provider_is_set_up_and_its_extra_named() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for provider in ("openai", "ollama", "anthropic"):
        assert any(f"ADVISOR_LLM={provider}:" in setup for setup in SETUPS)
        assert f'pip install "advisor[{provider}]"' in TEXT
        assert provider in extras["project"]["optional-dependencies"]


def test_named_commands_exist() -> None:
    known = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}

    named = set(re.findall(r"(?:^|`)advisor ([a-z]+)[ `\n]", CODE, re.MULTILINE))

    assert {"doctor", "eval"} <= named <= known


@pytest.mark.parametrize(
    "said",
    [
        f"at most {MOST_EVIDENCE} sentences",
        f"at most {MOST_CHARS} characters",
        f"at most {CACHE_DAYS} days",
        f"`{FILE}`",
    ],
)
def test_bound_that_is_told_is_the_one_that_holds(said: str) -> None:
    assert said in " ".join(TEXT.split())


def test_bounds_in_words_are_those_that_hold() -> None:
    assert "up to three earlier questions" in TEXT
    assert TURNS == 3
    assert "a quarter of `ADVISOR_LLM_SECONDS`" in TEXT
    assert HELP_SHARE == 0.25


def test_it_is_said_plainly_that_no_real_model_was_tried() -> None:
    assert "No real model has been tried" in TEXT
