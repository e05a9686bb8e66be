"""The browser that the page is tried in is the one that is named, else one of the usual."""

from pathlib import Path

import pytest

from evals.browsers import NAMES, find_browser


def _program(folder: Path, name: str) -> Path:
    program = folder / name
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("name", NAMES)
def test_each_usual_name_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("ADVISOR_TEST_BROWSER", raising=False)
    program = _program(tmp_path, name)

    assert find_browser() == str(program)


def test_named_browser_comes_before_the_usual_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _program(tmp_path, NAMES[0])
    named = _program(tmp_path, "my-browser")
    monkeypatch.setenv("ADVISOR_TEST_BROWSER", str(named))

    assert find_browser() == str(named)


def test_named_browser_that_is_not_there_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _program(tmp_path, NAMES[0])
    monkeypatch.setenv("ADVISOR_TEST_BROWSER", str(tmp_path / "absent"))

    assert find_browser() is None
