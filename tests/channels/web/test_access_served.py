"""Keys, switches and limits act on a server that runs, over real connections."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest

from tests.conftest import Run, Serve, Server

READ = "/v1/conversations/none"  # 404 for whoever is let in
QUESTION = {"question": "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"}
Advisor = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve(ADVISOR_QUESTIONS_PER_MINUTE="2", ADVISOR_BODY_BYTES="4096") as server:
        yield server


@pytest.fixture
def advisor(run: Run, server: Server, tmp_path: Path) -> Advisor:
    """Runs a command beside the server, on the same data folder."""

    def _advisor(*arguments: str) -> CompletedProcess[str]:
        done = run("-m", "advisor", *arguments, cwd=tmp_path, ADVISOR_DATA=server.data)
        assert done.returncode == 0, done.stderr
        return done

    return _advisor


def _raw(server: Server, sent: bytes) -> bytes:
    """What comes back on a connection until the server closes it."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_key_opens_a_running_server_until_it_is_revoked(server: Server, advisor: Advisor) -> None:
    token = advisor("keys", "create", "e-tjänst").stdout.strip()
    headers = {"Authorization": f"Bearer {token}", "Host": "advisor.example"}

    before = httpx.get(server.url + READ, headers=headers)
    (key,) = json.loads(advisor("keys", "list", "--json").stdout)
    advisor("keys", "revoke", key["id"])
    after = httpx.get(server.url + READ, headers=headers)

    assert (before.status_code, after.status_code) == (404, 401)
    assert (key["name"], key["rights"]) == ("e-tjänst", ["ask"])
    assert key["used"] is not None
    assert token not in server.log.read_text(encoding="utf-8")


def test_switch_closes_and_opens_a_running_server(server: Server, advisor: Advisor) -> None:
    advisor("switch", "api", "off")
    closed = httpx.get(server.url + READ)
    health = httpx.get(f"{server.url}/healthz")
    listed = advisor("switch").stdout
    advisor("switch", "api", "on")

    assert closed.status_code == 503
    assert closed.json()["code"] == "switched_off"
    assert health.status_code == 200
    assert listed.count("OFF") == 1
    assert httpx.get(server.url + READ).status_code == 404


def test_one_question_too_many_is_told_when_to_come_back(server: Server) -> None:
    told = [httpx.post(f"{server.url}/v1/ask", json=QUESTION, timeout=60) for _ in range(3)]

    assert [one.status_code for one in told] == [200, 200, 429]
    assert 1 <= int(told[-1].headers["Retry-After"]) <= 60
    assert httpx.get(server.url + READ).status_code == 404


@pytest.mark.parametrize(
    "header", [{"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}]
)
def test_server_itself_believes_no_proxy(server: Server, header: dict[str, str]) -> None:
    assert httpx.get(server.url + READ, headers=header).status_code == 401


def test_old_protocol_of_a_silent_proxy_is_not_this_machine(server: Server) -> None:
    answered = _raw(server, f"GET {READ} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())

    assert b" 401 " in answered.splitlines()[0]


def test_body_without_end_is_cut_off(server: Server) -> None:
    head = "POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"400\r\n" + b"a" * 0x400 + b"\r\n"

    answered = _raw(server, head.encode() + chunk * 5)

    assert b" 413 " in answered.splitlines()[0]
    assert b"x-content-type-options: nosniff" in answered.lower()


def test_length_that_promises_too_much_is_refused_unread(server: Server) -> None:
    head = "POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999999999\r\n\r\n"

    answered = _raw(server, head.encode())

    assert b" 413 " in answered.splitlines()[0]
