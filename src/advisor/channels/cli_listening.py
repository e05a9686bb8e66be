"""The HTTP server under the application: its socket, its bounds, and how it ends."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
from typing import TYPE_CHECKING

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from advisor.errors import AdvisorError, BadInputError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

REQUEST_SECONDS = 30.0  # in which a request must have come in whole, its body too
KEEP_ALIVE_SECONDS = 75  # longer than nginx and Caddy keep a connection that nobody uses
GRACE_SECONDS = 20  # for what is under way when the server is told to end
HEAD_BYTES = 32_768  # of a request's first line and headers
CONNECTIONS = 500  # open at the same time; more are told to come back

_REASONS = {
    errno.EADDRINUSE: "another program listens there. Stop it, or choose another --port",
    errno.EACCES: "this user may not. Choose a --port of 1024 or more",
    errno.EADDRNOTAVAIL: "this machine has no such address. Choose another --host",
}


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections, for port 0 on one that is free; the error says why not."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = found[0]
        return socket.create_server(address[:2], family=family)
    except (socket.gaierror, UnicodeError) as error:
        raise BadInputError(
            f"{host!r} is no address of a machine. Choose another --host, 127.0.0.1 say."
        ) from error
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}")
        raise AdvisorError(f"advisor cannot listen on {host}, port {port}: {reason}.") from error


def url_of(listener: socket.socket) -> str:
    """Where to reach what the socket serves."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def end_well_when_told() -> None:
    """Let SIGTERM end the process with status 0, from here on."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))


def run(app: ASGIApp, listener: socket.socket, *, request_seconds: float = REQUEST_SECONDS) -> None:
    """Serve until told to end; what is under way then may still end, within GRACE_SECONDS.

    A connection on which no whole request comes in `request_seconds` is closed.
    """
    config = uvicorn.Config(
        app,
        http=type("Protocol", (_Protocol,), {"request_seconds": request_seconds}),
        ws="none",
        # Who calls is told by the connection itself; what a proxy says is weighed by `web.access`.
        proxy_headers=False,
        server_header=False,
        log_config=None,  # all of the process is written in one form
        access_log=False,  # it would hold what is asked; `web.request_log` tells of each request
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=HEAD_BYTES,
    )
    uvicorn.Server(config).run(sockets=[listener])


class _Protocol(H11Protocol):
    """Closes a connection on which no whole request comes in time.

    The server itself bounds only the time between two requests.
    """

    request_seconds = REQUEST_SECONDS
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._stop_waiting()
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.request_seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
