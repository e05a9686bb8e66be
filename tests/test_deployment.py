"""What the page on operation and the files for it name exists, and agrees."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pytest
import yaml
from typer.main import get_command

from advisor.channels import cli, cli_listening
from advisor.errors import AdvisorError
from advisor.settings import Settings
from advisor.vocabulary import Channel

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
FILES = [
    *("Dockerfile", "compose.yaml", "advisor.service", "advisor-index.service"),
    *("advisor-index.timer", "nginx.conf", "Caddyfile"),
]
UNITS = [name for name in FILES if name.endswith((".service", ".timer"))]
TEXTS = {"operations.md": PAGE} | {
    name: (DEPLOY / name).read_text(encoding="utf-8") for name in FILES
}


def _commands(text: str) -> set[str]:
    """Command lines of advisor, in blocks, within sentences and in units."""
    joined = text.replace("\\\n", " ")
    blocks = re.findall(r"^```sh\n(.*?)^```", joined, re.DOTALL | re.MULTILINE)
    spans = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", joined)
    units = re.findall(r"^ExecStart=(.*)$", joined, re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()] + spans + units
    found = (re.search(r"(?:^|/bin/|advisor )(advisor(?: [a-z\-].*)?)$", line) for line in lines)
    return {match[1] for match in found if match and " " in match[1]}


COMMANDS = sorted({command for text in TEXTS.values() for command in _commands(text)})


@pytest.mark.parametrize("command", COMMANDS)
def test_named_command_and_its_options_exist(command: str) -> None:
    _, *words = shlex.split(command)
    found = get_command(cli.app)
    while words and words[0] in getattr(found, "commands", {}):
        found = found.commands[words.pop(0)]  # type: ignore[attr-defined]

    assert not hasattr(found, "commands"), f"{command} is a group of commands"
    options = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_commands_are_found_at_all() -> None:
    assert {
        *("advisor index --rollback", "advisor switch slack off", "advisor doctor"),
        "advisor serve --host 127.0.0.1 --port 8000",
    } <= set(COMMANDS)


@pytest.mark.parametrize("name", TEXTS)
def test_named_settings_exist(name: str) -> None:
    known = {f"ADVISOR_{field.upper()}" for field in Settings.model_fields}

    assert set(re.findall(r"\bADVISOR_[A-Z_]+\b", TEXTS[name])) <= known


@pytest.mark.parametrize("name", TEXTS)
def test_named_files_of_the_project_exist(name: str) -> None:
    folders = "deploy|docs|src|retrieval|records|evals"
    paths = set(re.findall(rf"(?<![\w/.])(?:{folders})/[\w./-]*[\w/]", TEXTS[name]))
    given = {path for path in paths if path != "deploy/advisor.env"}  # the operator's own

    missing = [
        path
        for path in given
        if not (ROOT / path).exists() and not (ROOT / "src" / "advisor" / path).exists()
    ]

    assert missing == []


def test_every_file_for_operation_is_told_of() -> None:
    untold = [
        name for name in FILES if f"deploy/{name}" not in PAGE and name != "Dockerfile"
    ]  # the compose file builds it

    assert untold == []


def test_ways_in_are_those_that_can_be_switched() -> None:
    told = re.search(r"The ways are (.*?)\.", PAGE, re.DOTALL)

    assert told is not None
    assert set(re.findall(r"`(\w+)`", told[1])) == set(get_args(Channel))


def test_named_codes_of_failures_exist() -> None:
    codes = {error.code for error in _kinds(AdvisorError)}

    assert set(re.findall(r"^\| 503 `(\w+)`", PAGE, re.MULTILINE)) <= codes


def _kinds(kind: type[AdvisorError]) -> list[type[AdvisorError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _kinds(child))]


def test_bounds_of_the_server_are_told_as_they_are() -> None:
    text = " ".join(PAGE.split())

    assert f"a request has {cli_listening.REQUEST_SECONDS:.0f} seconds to come in whole" in text
    assert f"{cli_listening.CONNECTIONS} connections are open at a time" in text
    assert f"for at most {cli_listening.GRACE_SECONDS} seconds" in text


def test_whoever_stops_the_server_waits_longer_than_it_takes() -> None:
    unit = re.search(r"^TimeoutStopSec=(\d+)$", TEXTS["advisor.service"], re.MULTILINE)
    grace = yaml.safe_load(TEXTS["compose.yaml"])["services"]["advisor"]["stop_grace_period"]

    assert unit is not None
    assert int(unit[1]) > cli_listening.GRACE_SECONDS
    assert int(grace.removesuffix("s")) > cli_listening.GRACE_SECONDS


def test_proxies_pass_on_bodies_that_are_allowed_and_no_larger() -> None:
    default = Settings.model_fields["body_bytes"].default

    assert "client_max_body_size 256k;" in TEXTS["nginx.conf"]
    assert "max_size 256KiB" in TEXTS["Caddyfile"]
    assert default == 256 * 1024


def test_proxies_keep_an_idle_connection_shorter_than_the_server() -> None:
    kept = re.search(r"keepalive (\d+)s", TEXTS["Caddyfile"])

    assert kept is not None
    assert int(kept[1]) < cli_listening.KEEP_ALIVE_SECONDS  # nginx's own time is 60 seconds
    assert cli_listening.KEEP_ALIVE_SECONDS > 60


def test_containers_trust_the_gateway_of_their_own_network() -> None:
    composed = yaml.safe_load(TEXTS["compose.yaml"])
    [network] = composed["networks"]["advisor"]["ipam"]["config"]

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        trusted_proxies=yaml.safe_load(
            composed["services"]["advisor"]["environment"]["ADVISOR_TRUSTED_PROXIES"]
        ),
    )

    assert settings.trusted_proxies == (network["gateway"],)


def test_container_can_write_nowhere_but_to_its_data() -> None:
    service = yaml.safe_load(TEXTS["compose.yaml"])["services"]["advisor"]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert [mount for mount in service["volumes"] if not mount.endswith(":ro")] == ["data:/data"]
    assert re.search(r"^USER (?!0|root)", TEXTS["Dockerfile"], re.MULTILINE)


def test_what_the_image_is_built_from_is_there_and_let_through() -> None:
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", TEXTS["Dockerfile"], re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_through = set(
        re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    )

    assert names == let_through
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_extras_of_the_image_exist() -> None:
    extras = re.search(r"^ARG EXTRAS=(.*)$", TEXTS["Dockerfile"], re.MULTILINE)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert extras is not None
    for name in extras[1].split(","):
        assert re.search(rf"^{name} = \[", project, re.MULTILINE)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_units_are_right(tmp_path: Path) -> None:
    for name in UNITS:  # the program itself is not installed where this runs
        text = TEXTS[name].replace("/opt/advisor/bin/advisor", "/bin/true")
        (tmp_path / name).write_text(text, encoding="utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
