"""What tests of more than one folder share: the command as a process, and one real index."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs this Python with arguments; settings of the developer's own do not reach it.

    `cwd` is a folder without a .env; keyword arguments beyond it become environment variables.
    """

    def _run(
        *arguments: str | Path, cwd: Path, **variables: str | Path
    ) -> subprocess.CompletedProcess[str]:
        ours = ("ADVISOR_", "PYTHON")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        environment |= {"PYTHONUTF8": "1"} | {k: str(v) for k, v in variables.items()}
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return _run


@pytest.fixture(scope="session")
def indexed_data(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A data folder that holds the index of the repository's corpus, built once a session."""
    cwd = tmp_path_factory.mktemp("indexing")
    data = tmp_path_factory.mktemp("data")
    built = run(
        "-m", "advisor", "index", cwd=cwd, ADVISOR_DATA=data, ADVISOR_CORPUS=ROOT / "corpus"
    )
    assert built.returncode == 0, built.stderr
    return data
