"""A model's server on this machine that speaks three protocols, and misbehaves as it is told to."""

import json
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

from tests.llm.wire import Asked, anthropic_reply, frames, openai_reply, protocol, stream_type

GOOD = {"statements": [{"role": "finding", "text": "Kostnaden delas.", "evidence": [1]}]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "role": {"type": "string"},
                    "text": {"type": "string"},
                    "evidence": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["role", "text", "evidence"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}


Behaviour = Callable[["Line", Asked], None]


@dataclass(slots=True)
class Line:
    """The connection that a request came by."""

    socket: socket.socket
    closing: Event  # of the server

    def send(self, data: bytes) -> None:
        """Send all of it; a client that has gone does not matter."""
        with suppress(OSError):
            self.socket.sendall(data)

    def reply(self, body: bytes | str, status: int = 200, **headers: str) -> None:
        """A whole HTTP reply."""
        raw = body.encode() if isinstance(body, str) else body
        self.send(head(status, {"content-length": str(len(raw)), **headers}) + raw)

    def wait(self, seconds: float = 60) -> bool:
        """Do nothing, until the time is over or the server closes; whether it closes."""
        return self.closing.wait(seconds)


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """The beginning of a reply; names are written with _ for -."""
    told = {"content_type": "application/json", "connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status} X", *lines, "", ""]).encode()


@dataclass
class ModelServer:
    """Does with each request what the first of `behaviours` does; the last one stays."""

    port: int
    behaviours: list[Behaviour]
    asked: list[Asked] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def behave(self, *behaviours: Behaviour) -> None:
        """From now on."""
        with self.lock:
            self.behaviours[:] = behaviours

    def next(self, asked: Asked) -> Behaviour:
        with self.lock:
            self.asked.append(asked)
            return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


@contextmanager
def model_server(tls: ssl.SSLContext | None = None) -> Iterator[ModelServer]:
    """One on a free port, that answers well until it is told otherwise."""
    closing, threads = Event(), list[Thread]()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        server = ModelServer(listener.getsockname()[1], [good], scheme="https" if tls else "http")

        def accept() -> None:
            while not closing.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:  # nobody came
                    continue
                thread = Thread(target=_serve, args=(server, connection, closing, tls))
                thread.start()
                threads.append(thread)

        accepting = Thread(target=accept)
        accepting.start()
        try:
            yield server
        finally:
            closing.set()
            for thread in (accepting, *threads):
                thread.join(timeout=10)
            assert not any(thread.is_alive() for thread in threads)


def _serve(
    server: ModelServer, connection: socket.socket, closing: Event, tls: ssl.SSLContext | None
) -> None:
    connection.settimeout(10)
    with suppress(OSError, ValueError), connection:
        link = tls.wrap_socket(connection, server_side=True) if tls else connection
        with link:
            asked = _read(link)
            server.next(asked)(Line(link, closing), asked)


def _read(link: socket.socket) -> Asked:
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += _some(link)
    top, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (s.partition(":") for s in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += _some(link)
    return Asked(first.split()[1], headers, json.loads(body or b"{}"))


def _some(link: socket.socket) -> bytes:
    piece = link.recv(65_536)
    if not piece:
        raise ConnectionError("the client has gone")
    return piece


# --- What a good server says ------------------------------------------------------------


def good(line: Line, asked: Asked) -> None:
    """What was asked for, in the protocol that was spoken."""
    saying(json.dumps(GOOD, ensure_ascii=False))(line, asked)


def saying(text: str, *, end: str = "stop") -> Behaviour:
    """A server whose model says this, whatever the form that is asked for."""

    def behave(line: Line, asked: Asked) -> None:
        if not protocol(asked):
            line.reply("{}", status=404)
        elif _is_streamed(asked):
            line.reply(b"".join(frames(asked, text, end=end)), content_type=stream_type(asked))
        elif asked.path.endswith("/v1/messages"):
            line.reply(json.dumps(anthropic_reply([{"type": "text", "text": text}], end)))
        else:
            line.reply(json.dumps(openai_reply({"role": "assistant", "content": text}, end)))

    return behave


def calling(arguments: Mapping[str, Any] | str) -> Behaviour:
    """A server whose model calls the function that was offered, or one that was not."""

    def behave(line: Line, asked: Asked) -> None:
        written = arguments if isinstance(arguments, str) else json.dumps(arguments)
        if _is_streamed(asked):
            sent = frames(asked, written, is_call=True, end="tool_calls")
            line.reply(b"".join(sent), content_type=stream_type(asked))
            return
        if asked.path.endswith("/v1/messages"):
            content = [{"type": "tool_use", "id": "t1", "name": "reply", "input": arguments}]
            line.reply(json.dumps(anthropic_reply(content, "tool_use")))
            return
        call = {
            "id": "call_1",
            "type": "function",
            "function": {"name": "reply", "arguments": written},
        }
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
        line.reply(json.dumps(openai_reply(message, "tool_calls")))

    return behave


def _is_streamed(asked: Asked) -> bool:
    return bool(asked.body.get("stream"))


# --- What a bad one does ----------------------------------------------------------------


def says_nothing(line: Line, _: Asked) -> None:
    line.wait()


def hangs_in_the_body(line: Line, _: Asked) -> None:
    line.send(head(200, {"content-length": "1000"}) + b'{"id": "chat')
    line.wait()


def drips_its_body(line: Line, _: Asked) -> None:
    line.send(head(200, {"content-length": "100000"}))
    while not line.wait(0.1):
        line.send(b" ")


def drips_its_headers(line: Line, _: Asked) -> None:
    line.send(b"HTTP/1.1 200 OK\r\n")
    while not line.wait(0.1):
        line.send(b"x: y\r\n")


def hangs_up(_line: Line, _: Asked) -> None:
    pass


def speaks_another_protocol(line: Line, _: Asked) -> None:
    line.send(b"220 mail.example.se ESMTP\r\n")


def is_too_busy(line: Line, _: Asked) -> None:
    line.reply('{"error": {"message": "slow down"}}', status=429)


def busy_for(told: str) -> Behaviour:
    """Says when to come again."""
    return lambda line, _: line.reply("{}", status=429, retry_after=told)


def failing(status: int, said: str = '{"error": {"message": "it broke"}}') -> Behaviour:
    return lambda line, _: line.reply(said, status=status)


def shows_a_page(line: Line, _: Asked) -> None:
    page = "<html><body>Service Unavailable</body></html>"
    line.reply(page, status=503, content_type="text/html")


def shows_a_good_page(line: Line, _: Asked) -> None:
    line.reply("<html><body>Log in</body></html>", content_type="text/html")


def sends(body: str | bytes, **headers: str) -> Behaviour:
    """This body, as if it were a reply."""
    return lambda line, _: line.reply(body, 200, **headers)


def sends_much(line: Line, _: Asked) -> None:
    line.reply(b'{"id": "' + b"x" * 50_000_000 + b'"}')


def sends_much_untold(line: Line, _: Asked) -> None:
    line.send(head(200, {}) + b'{"id": "')
    _send_without_end(line)


def sends_an_endless_error(line: Line, _: Asked) -> None:
    line.send(head(400, {}))
    _send_without_end(line)


def _send_without_end(line: Line) -> None:
    with suppress(OSError):
        for _ in range(5_000):
            line.socket.sendall(b"x" * 10_000)


def is_cut(line: Line, _: Asked) -> None:
    whole = json.dumps(openai_reply({"role": "assistant", "content": json.dumps(GOOD)}))
    line.send(head(200, {"content-length": str(len(whole))}) + whole[:100].encode())


def slowly(line: Line, asked: Asked) -> None:
    """Good, but after a while."""
    line.wait(0.5)
    good(line, asked)


def redirecting(address: str, status: int = 307) -> Behaviour:
    return lambda line, _: line.reply("", status=status, location=address)
