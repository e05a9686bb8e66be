"""The commands for keys and switches say what they did, and what to do instead."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from threading import Timer
from typing import get_args

import pytest

from advisor.channels.cli import KeyRight
from advisor.vocabulary import Right
from tests.conftest import ROOT, START_SECONDS, Run

Advisor = Callable[..., CompletedProcess[str]]


@pytest.fixture
def advisor(run: Run, tmp_path: Path) -> Advisor:
    """The command in a folder where nothing is kept yet."""
    return lambda *arguments: run("-m", "advisor", *arguments, cwd=tmp_path)


def test_rights_of_the_command_are_those_of_the_service() -> None:
    assert {right.value for right in KeyRight} == set(get_args(Right))


def test_key_is_printed_alone_and_only_once(advisor: Advisor) -> None:
    made = advisor("keys", "create", "Open WebUI", "--right", "ask", "--right", "audit")
    listed = advisor("keys", "list")
    (told,) = json.loads(advisor("keys", "list", "--json").stdout)

    token = made.stdout.strip()
    assert made.returncode == 0
    assert token.startswith(told["prefix"])
    assert told["rights"] == ["ask", "audit"]
    assert "Open WebUI" in listed.stdout
    assert token not in made.stderr + listed.stdout + listed.stderr


def test_lack_of_keys_is_told_with_its_mend(advisor: Advisor) -> None:
    assert "advisor keys create" in advisor("keys", "list").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("keys", "revoke", "nothing"), 1, "advisor keys list"),
        (("keys", "create", ""), 2, "name of a key"),
        (("keys", "create", "x", "--right", "everything"), 2, "everything"),
        (("switch", "slack"), 2, "advisor switch slack off"),
        (("switch", "fax", "off"), 2, "slack"),
        (("switch", "slack", "maybe"), 2, "maybe"),
    ],
)
def test_mistake_is_told_with_what_is_right(
    advisor: Advisor, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = advisor(*arguments)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_switch_is_listed_with_who_switched(advisor: Advisor) -> None:
    advisor("switch", "slack", "off")

    (row,) = [line for line in advisor("switch").stdout.splitlines() if "slack" in line]

    assert "OFF" in row
    assert "UTC" in row


def test_start_at_an_open_address_says_that_nobody_is_served(tmp_path: Path) -> None:
    ours = ("ADVISOR_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [sys.executable, "-m", "advisor", "serve", "--host", "0.0.0.0", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=kept | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stderr is not None
        given_up = Timer(START_SECONDS, started.kill)
        given_up.start()
        said = any("nobody is served except programs of this" in line for line in started.stderr)
        given_up.cancel()
        started.kill()

    assert said
