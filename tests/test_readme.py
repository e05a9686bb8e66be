"""What our texts say can be run and set, can be."""

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from advisor.channels.cli import app
from advisor.errors import AdvisorError
from advisor.index.publishing import current_build
from advisor.index.store import Evidence
from advisor.settings import Settings
from advisor.vocabulary import CaveatCode
from evals.metrics import Group
from evals.results import load_summary
from tests.conftest import Run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
TEXTS = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def _commands(program: str) -> list[str]:
    """Every command line of the program that our texts name, in blocks and within sentences."""
    blocks = re.findall(r"^```sh\n(.*?)^```", TEXTS, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    spans = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", TEXTS)
    return sorted({text for text in lines + spans if text.split()[:1] == [program]})


def _table(after: str) -> dict[str, list[str]]:
    """The first table after the words given: its rows' other cells, by their first."""
    lines = README[README.index(after) :].splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("|---"))
    rows: dict[str, list[str]] = {}
    for line in lines[first + 1 :]:
        if not line.startswith("|"):
            break
        name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        assert name not in rows, f"{name} stands twice"
        rows[name] = cells
    return rows


@pytest.mark.parametrize("command", [line for line in _commands("advisor") if " " in line])
def test_named_command_and_its_options_exist(command: str, tmp_path: Path, run: Run) -> None:
    _, *words = shlex.split(command)
    depth = 2 if words[0] in {group.name for group in app.registered_groups} else 1
    subcommand, arguments = words[:depth], words[depth:]
    options = [word.partition("=")[0] for word in arguments if word.startswith("--")]

    helped = run("-m", "advisor", *subcommand, "--help", cwd=tmp_path)

    assert helped.returncode == 0, helped.stderr
    assert [option for option in options if option not in helped.stdout] == []


def test_every_caveat_is_told_of_by_its_code() -> None:
    assert {name.strip("`") for name in _table("| code | why to be careful |")} == {
        *get_args(CaveatCode)
    }


@pytest.mark.parametrize("command", _commands("make"))
def test_named_make_target_exists(command: str) -> None:
    """A make that runs this test must not lend its own variables to the one tried here."""
    outer = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"}
    environment = {name: value for name, value in os.environ.items() if name not in outer}

    tried = subprocess.run(
        ["make", "-n", *shlex.split(command)[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert tried.returncode == 0, tried.stderr


def test_settings_tables_name_every_setting_once_and_nothing_else() -> None:
    settings = {f"`ADVISOR_{name.upper()}`" for name in Settings.model_fields}

    of_service = re.findall(r"^\| (`ADVISOR_\w+`)", SETTINGS, re.MULTILINE)
    named = [*_table("<!-- settings:begin -->"), *of_service]
    assert sorted(named) == sorted(settings)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_settings_table_tells_the_default(name: str) -> None:
    field = Settings.model_fields[name]

    [row] = re.findall(rf"^\| `ADVISOR_{name.upper()}` .*", README + SETTINGS, re.MULTILINE)
    default, meaning = (cell.strip() for cell in row.strip("|").split("|")[1:])

    assert meaning
    if field.default_factory is None:
        assert default == _shown(field.default)
    else:  # it depends on where advisor runs, so the table tells it in words
        assert default


def test_exit_codes_table_tells_every_code_that_ask_may_end_with() -> None:
    errors: list[type[AdvisorError]] = [AdvisorError, *AdvisorError.__subclasses__()]
    of_errors = {error.exit_code for error in errors}

    told = {int(code) for code in _table("## Exit codes")}

    assert told == of_errors | {0, 3}


def test_every_quote_of_the_answer_in_readme_stands_in_its_source(indexed_data: Path) -> None:
    shown = README.partition("<!-- answer:begin -->")[2].partition("<!-- answer:end -->")[0]
    quotes = re.findall(r"”([^”]+)”(?: \[\d+\]|:)", " ".join(shown.split()))

    assert len(quotes) >= 3
    texts = [" ".join(text.split()) for text in _reading_texts(indexed_data)]
    for quote in quotes:
        assert any(quote in text for text in texts), quote


def _reading_texts(data: Path) -> list[str]:
    evidence = Evidence(current_build(data / "index").folder)
    texts = [evidence.document(source.file).text for source in evidence.sources()]
    evidence.close()
    return texts


def _shown(default: object) -> str:
    """A default as the table writes it."""
    if default is None:
        return "not set"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, Path):
        return f"`{default.as_posix()}`"
    if isinstance(default, tuple | list | frozenset | set):
        return f"`{','.join(map(str, default))}`" if default else "none"
    return f"`{default}`"


_FIGURES = {
    "vital points that the answer quotes (`strict_vital_score`)": ("all", "strict_vital_score"),
    "questions refused that the sources answer (`deflection_fpr`)": ("all", "deflection_fpr"),
    "refused, of questions far from the sources (`deflection_tpr`)": (
        "refuse: far",
        "deflection_tpr",
    ),
    "refused, of near misses (`deflection_tpr`)": ("refuse: near", "deflection_tpr"),
}


def test_figures_are_those_of_the_baseline() -> None:
    """After `advisor eval --accept` the table is to be renewed: the failure shows how."""
    kept = load_summary(ROOT / "evals" / "baseline.json").figures

    expected = {
        what: [
            f"{figure.value:.2f} ({figure.low:.2f}-{figure.high:.2f}), n {figure.n}"
            for language in ("sv", "en")
            for figure in [kept[Group("test", language, trait)][name]]
        ]
        for what, (trait, name) in _FIGURES.items()
    }

    wanted = "\n".join(f"| {what} | {' | '.join(row)} |" for what, row in expected.items())
    assert _table("<!-- figures:begin -->") == expected, f"README.md should have\n{wanted}"
