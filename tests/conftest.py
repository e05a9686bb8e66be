"""What tests of more than one folder share: the command as a process, and one real index."""

import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

# A rule holds however long a loaded machine takes to show it.
settings.register_profile("advisor", deadline=None)
settings.load_profile("advisor")

ROOT = Path(__file__).parents[1]

START_SECONDS = 60

Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True, slots=True)
class Server:
    """`advisor serve`, running as its users run it."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]


Serve = Callable[..., AbstractContextManager[Server]]


@pytest.fixture(autouse=True, scope="module")
def _logging_as_it_was() -> Iterator[None]:
    """A module that sets up the log, as the service does, leaves it to the next as it found it."""
    before = logging.root.level, logging.root.manager.disable
    known = {name: (it.level, it.disabled, it.propagate) for name, it in _loggers()}
    yield
    logging.root.level, logging.root.manager.disable = before
    for name, logger in _loggers():
        level, disabled, propagate = known.get(name, (logging.NOTSET, False, True))
        logger.setLevel(level)
        logger.disabled, logger.propagate = disabled, propagate


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs this Python with arguments; settings of the developer's own do not reach it.

    `cwd` is a folder without a .env; keyword arguments beyond it become environment variables.
    """

    def _run(
        *arguments: str | Path, cwd: Path, **variables: str | Path
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=cwd,
            env=_environment(variables),
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


@pytest.fixture(scope="session")
def serve(
    indexed_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., AbstractContextManager[Server]]:
    """Starts a server on a free port of this machine, and ends it.

    It has a data folder of its own with the index of the corpus, unless `data` names another one,
    and a port that is free, unless `port` names the one of a server that has ended; keyword
    arguments beyond them become environment variables.
    """

    @contextmanager
    def _serve(
        *, data: Path | None = None, port: int | None = None, **variables: str | Path
    ) -> Iterator[Server]:
        cwd = tmp_path_factory.mktemp("serving")
        if data is None:
            data = cwd / "data"
            shutil.copytree(indexed_data, data)
        port = port or _free_port()
        log = cwd / "log"
        given = {
            "ADVISOR_DATA": data,
            "ADVISOR_CORPUS": ROOT / "corpus",
            # Tests ask more than people do; those of the limits set their own.
            "ADVISOR_QUESTIONS_PER_MINUTE": "100000",
            "ADVISOR_REQUESTS_PER_MINUTE": "100000",
            **variables,
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "advisor", "serve", "--port", str(port)],
                cwd=cwd,
                env=_environment(given),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                server = Server(f"http://127.0.0.1:{port}", data, log, process)
                _wait_until_up(server)
                yield server
            finally:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    return _serve


def _loggers() -> list[tuple[str, logging.Logger]]:
    named = logging.root.manager.loggerDict
    return [(name, it) for name, it in named.items() if isinstance(it, logging.Logger)]


def _environment(variables: Mapping[str, str | Path]) -> dict[str, str]:
    """That of a user: this checkout's code, and none of the developer's own settings."""
    ours = ("ADVISOR_", "PYTHON")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    code = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return (
        kept | {"PYTHONUTF8": "1", "PYTHONPATH": code} | {k: str(v) for k, v in variables.items()}
    )


def _free_port() -> int:
    with closing(socket.socket()) as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _wait_until_up(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        said = server.log.read_text(encoding="utf-8", errors="replace")
        assert server.process.poll() is None, f"the server ended: {said}"
        try:
            httpx.get(f"{server.url}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not come up: {server.log.read_text(encoding='utf-8')}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a test printed and logged can be sent between processes: half a sign cannot."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections
    ]
    return report
