"""`advisor serve` as a process: it starts or says why not, goes on, and ends well."""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from advisor.index.building import build_index
from advisor.index.publishing import current_build
from advisor.readers.reading import read_file
from advisor.settings import Settings
from tests.conftest import ROOT, Run, Serve, Server
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

QUESTION = "Ska kommunerna ha en gemensam e-tjänsteplattform?"
NO_INDEX = "urn:advisor:no_usable_index"
MANY = {"ADVISOR_QUESTIONS_PER_MINUTE": "1000000"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small corpus with its index, not to be changed."""
    folder = tmp_path_factory.mktemp("made")
    write_corpus(folder / "corpus", {"plattform.txt": PLATFORM, "budget.txt": BUDGET})
    settings = settings_in(folder)
    build_index(settings)
    return settings


@pytest.fixture
def settings(made: Settings, tmp_path: Path) -> Settings:
    """A copy of corpus and index, to be changed."""
    shutil.copytree(made.data, tmp_path / "data")
    shutil.copytree(made.corpus_folder, tmp_path / "corpus")
    return settings_in(tmp_path)


@pytest.fixture(scope="module")
def server(made: Settings, serve: Serve) -> Iterator[Server]:
    """One that every test of this module may ask, and none may harm."""
    with serve(data=made.data, ADVISOR_CORPUS=made.corpus_folder, **MANY) as started:
        yield started


# --- Starting -------------------------------------------------------------------------


def _refused(run: Run, folder: Path, *options: str, **variables: str | Path) -> tuple[int, str]:
    done = run("-m", "advisor", "serve", "--port", "0", *options, cwd=folder, **variables)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.returncode, done.stderr


def test_port_in_use_is_told(run: Run, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])
        code, said = _refused(run, tmp_path, "--port", port)

    assert code == 1
    assert re.search(rf"port {port}: another program listens there.*--port", said)


def test_host_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    code, said = _refused(run, tmp_path, "--host", "no such host")

    assert code == 2
    assert "--host" in said


def test_address_of_another_machine_is_told(run: Run, tmp_path: Path) -> None:
    code, said = _refused(run, tmp_path, "--host", "192.0.2.1")

    assert code == 1
    assert "this machine has no such address" in said


def test_data_folder_that_cannot_be_used_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    code, said = _refused(run, tmp_path, ADVISOR_DATA=tmp_path / "file")

    assert code == 1
    assert "set ADVISOR_DATA" in said


def test_library_that_was_told_to_trust_anyone_keeps_the_server_from_starting(
    run: Run, tmp_path: Path
) -> None:
    code, said = _refused(run, tmp_path, DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS="true")

    assert code == 2
    assert "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS" in said


def test_second_server_of_a_data_folder_is_refused(
    server: Server, run: Run, tmp_path: Path
) -> None:
    code, said = _refused(run, tmp_path, ADVISOR_DATA=server.data)

    assert code == 1
    assert "Another `advisor serve`" in said


def test_without_an_index_the_server_lives_and_says_what_is_missing(
    serve: Serve, tmp_path: Path
) -> None:
    with serve(data=tmp_path / "empty") as server:
        alive = httpx.get(f"{server.url}/healthz")
        ready = httpx.get(f"{server.url}/readyz")
        asked = httpx.post(f"{server.url}/v1/ask", json={"question": QUESTION}, timeout=30)

    assert alive.status_code == 200
    assert (ready.status_code, asked.status_code) == (503, 503)
    assert asked.json()["type"] == NO_INDEX
    assert "Run `advisor index`" in server.log.read_text(encoding="utf-8")


# --- Going on -------------------------------------------------------------------------


class Askers:
    """Threads that ask without a pause, and keep what came back."""

    def __init__(self, url: str, count: int) -> None:
        self.builds: Counter[str] = Counter()
        self.failures: list[str] = []
        self._url = url
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(count)]

    def __enter__(self) -> "Askers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, build: str) -> None:
        """Until an answer came from a build."""
        deadline = time.monotonic() + 30
        while not self.builds[build]:
            assert time.monotonic() < deadline, f"no answer from {build}: {self.failures[:3]}"
            time.sleep(0.05)

    def _ask(self) -> None:
        with httpx.Client(timeout=60) as client:
            while not self._stopped.is_set():
                try:
                    got = client.post(f"{self._url}/v1/ask", json={"question": QUESTION})
                    got.raise_for_status()
                    assert got.json()["statements"], "nothing was said"
                    self.builds[got.json()["provenance"]["index_build"]] += 1
                except (httpx.HTTPError, AssertionError) as error:
                    self.failures.append(repr(error))


def test_indexes_are_published_under_load_and_every_question_is_answered(
    settings: Settings, serve: Serve
) -> None:
    file = settings.corpus_folder / "plattform.txt"
    with (
        serve(data=settings.data, ADVISOR_CORPUS=settings.corpus_folder, **MANY) as server,
        Askers(server.url, 4) as askers,
    ):
        published = [current_build(settings.index_folder).name]
        for number in range(4):
            askers.wait_for(published[-1])
            file.write_text(f"{PLATFORM}\nTillägg {number}.\n", encoding="utf-8")
            published.append(build_index(settings).build.name)
        askers.wait_for(published[-1])
        time.sleep(1.5)  # for the memory of the one before
        mapped = _mapped_builds(server)

    assert askers.failures == []
    assert set(askers.builds) == set(published)
    assert mapped <= {published[-1]}


def _mapped_builds(server: Server) -> set[str]:
    """The builds of whose files the server holds something."""
    try:
        maps = Path(f"/proc/{server.process.pid}/maps").read_text(encoding="utf-8")
    except OSError:
        pytest.skip("this system does not tell what a process has mapped")
    return set(re.findall(r"index/(\d{8}T\d{12})/", maps))


def test_rollback_takes_effect_in_a_running_server(
    settings: Settings, serve: Serve, run: Run, tmp_path: Path
) -> None:
    first = current_build(settings.index_folder).name
    second = build_index(settings, force=True).build.name
    variables = {"ADVISOR_DATA": settings.data, "ADVISOR_CORPUS": settings.corpus_folder}
    with serve(**variables, data=settings.data) as server, Askers(server.url, 1) as askers:
        askers.wait_for(second)
        run("-m", "advisor", "index", "--rollback", cwd=tmp_path, **variables)
        askers.wait_for(first)

    assert askers.failures == []


def test_damaged_new_index_leaves_the_one_before_answering_and_is_told(
    settings: Settings, serve: Serve
) -> None:
    first = current_build(settings.index_folder).name
    with serve(data=settings.data, ADVISOR_CORPUS=settings.corpus_folder) as server:
        _until_ready(server)
        _publish_damaged(settings)
        told = _until_ready(server, with_problem=True)
        asked = httpx.post(f"{server.url}/v1/ask", json={"question": QUESTION}, timeout=30)

    assert told == {"status": "ok", "index_build": first, "index_problem": "no_usable_index"}
    assert asked.json()["provenance"]["index_build"] == first
    assert server.log.read_text(encoding="utf-8").count("index not opened") == 1


def _publish_damaged(settings: Settings) -> None:
    """As when the disk fails after an index was put in use."""
    index = settings.index_folder
    new = index / "29990101T000000000000"
    shutil.copytree(current_build(index).folder, new)
    (new / "vectors.npy").write_bytes(b"")
    digest = hashlib.sha256((new / "manifest.json").read_bytes()).hexdigest()
    (index / "pointer").write_text(f"{new.name} {digest}\n", encoding="utf-8")
    (index / "pointer").replace(index / "current")


def _until_ready(server: Server, *, with_problem: bool = False) -> dict[str, Any]:
    for _ in range(300):
        said = httpx.get(f"{server.url}/readyz", timeout=5)
        body: dict[str, Any] = said.json()
        if said.status_code == 200 and (not with_problem or "index_problem" in body):
            return body
        time.sleep(0.1)
    raise AssertionError(f"not ready: {said.text}")


@pytest.mark.parametrize("harm", ["zeros", "other bytes"])
def test_index_damaged_while_it_is_read_never_gives_a_wrong_quote(
    settings: Settings, serve: Serve, harm: str
) -> None:
    folder = current_build(settings.index_folder).folder
    files = [path for path in sorted(folder.glob("*")) if path.is_file()]
    with serve(data=settings.data, ADVISOR_CORPUS=settings.corpus_folder, **MANY) as server:
        _until_ready(server)
        answers = []
        for path in files:
            _write_over(path, b"\0" if harm == "zeros" else b"\x7f")
            answers.append(
                httpx.post(f"{server.url}/v1/ask", json={"question": QUESTION}, timeout=60)
            )
        mended = build_index(settings, force=True).build.name
        ready = _until_ready(server)

    assert {answer.status_code for answer in answers} <= {200, 503}
    assert answers[-1].status_code == 503
    assert answers[-1].json()["type"] == NO_INDEX
    assert "Run `advisor index --force`" in server.log.read_text(encoding="utf-8")
    for answer in answers:
        _assert_quotes_stand(answer, settings.corpus_folder)
    assert ready["index_build"] == mended


def _write_over(path: Path, byte: bytes) -> None:
    """In its place and at its size, as a failing disk does it: a file that is cut is unmapped."""
    with path.open("r+b") as file:
        file.write(byte * path.stat().st_size)


def _assert_quotes_stand(answer: httpx.Response, corpus: Path) -> None:
    for statement in answer.json().get("statements", ()):
        for quote in statement["citations"]:
            raw = read_file(corpus / quote["source"]).raw
            assert raw[quote["raw_start"] : quote["raw_end"]] == quote["raw_quote"]


def test_server_does_not_tell_what_it_is_made_with(server: Server) -> None:
    headers = httpx.get(f"{server.url}/healthz").headers

    assert "server" not in headers
    assert "date" in headers


def test_head_without_end_is_refused(server: Server) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 40_000)
        said = connection.recv(65536)

    assert said.startswith(b"HTTP/1.1 400")


# --- Ending ---------------------------------------------------------------------------


def test_request_that_is_under_way_is_answered_before_the_server_ends(
    settings: Settings, serve: Serve
) -> None:
    body = json.dumps({"question": QUESTION}).encode()
    head = (
        "POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    with serve(data=settings.data, ADVISOR_CORPUS=settings.corpus_folder) as server:
        _until_ready(server)
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(head + body[:5])
            time.sleep(0.3)  # so that the request is seen to have begun
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            connection.sendall(body[5:])
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        ended = server.process.wait(timeout=30)

    assert answer.startswith(b"HTTP/1.1 200")
    assert ended == 0


def test_request_that_does_not_come_in_is_not_waited_for(tmp_path: Path) -> None:
    program = tmp_path / "serve.py"
    program.write_text(_SERVE_BRIEFLY, encoding="utf-8")
    with ExitStack() as stack:
        process = subprocess.Popen(
            [sys.executable, str(program)],
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
        )
        stack.callback(process.communicate)
        stack.callback(process.kill)
        assert process.stdout is not None
        port = int(process.stdout.readline())
        for sent in (
            b"",
            b"GET / HT",
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        ):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), 10))
            connection.sendall(sent)
            if sent.endswith(b"\r\n\r\n"):  # one that is whole, and then the half of another
                assert connection.recv(65536).startswith(b"HTTP/1.1 200")
                connection.sendall(b"GET / HT")
            begun = time.monotonic()
            while connection.recv(65536):
                pass
            assert time.monotonic() - begun < 5, sent


_SERVE_BRIEFLY = """
from advisor.channels.cli_listening import listen, run

async def app(scope, receive, send):
    if scope["type"] == "http":
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

listener = listen("127.0.0.1", 0)
print(listener.getsockname()[1], flush=True)
run(app, listener, request_seconds=0.5)
"""
