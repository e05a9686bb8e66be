import os
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

_CONFINED = "from advisor.readers.reading_process import confine; confine(10, 512); "


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess, sys; subprocess.run([sys.executable, '-V'])",
        "import os; os.system('true')",
    ],
)
def test_reading_process_opens_no_connection_and_starts_no_program(
    run: Run, tmp_path: Path, attempt: str
) -> None:
    done = run("-c", _CONFINED + attempt, cwd=tmp_path, PYTHONPATH=ROOT / "src")

    assert "PermissionError: a reader may not do this" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="this system sets a process no such limit")
def test_reading_process_writes_no_file(run: Run, tmp_path: Path) -> None:
    attempt = "open('fil', 'w').write('x' * 100_000)"

    done = run("-c", _CONFINED + attempt, cwd=tmp_path, PYTHONPATH=ROOT / "src")

    assert done.returncode != 0
    assert (tmp_path / "fil").stat().st_size == 0


@pytest.mark.skipif(os.name == "nt", reason="this system sets a process no such limit")
def test_reading_process_has_little_memory(run: Run, tmp_path: Path) -> None:
    done = run("-c", _CONFINED + "bytes(600_000_000)", cwd=tmp_path, PYTHONPATH=ROOT / "src")

    assert "MemoryError" in done.stderr
