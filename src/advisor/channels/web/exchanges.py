"""Follows each request from its first byte to its last, for whoever watches the service."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from uuid import uuid4

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.errors import BadInputError
from advisor.service import logs
from advisor.types import Caller

REQUEST_ID = "X-Request-ID"
UNMATCHED = "unmatched"  # stands for every address that no route has

_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_CLIENT_WENT = 499  # as proxies log it: nothing was answered, and nobody was left to answer


@dataclass(slots=True)
class Exchange:
    """One request with its answer; what is not yet known while it lasts is filled in at its end."""

    request_id: str
    method: str
    headers: Headers
    peer: str | None
    route: str = UNMATCHED  # as a template, so that there are only as many as routes
    status: int = 0
    seconds: float = 0.0  # until the last byte was sent
    caller: Caller | None = None
    started: float = field(default_factory=time.perf_counter)


# Entered when a request comes in, left when the last byte of its answer is sent.
Follow = Callable[[Exchange], AbstractContextManager[None]]


class Exchanges:
    """Gives every request its id, and tells of it; plain ASGI, so that streams flow through."""

    def __init__(
        self, app: ASGIApp, follow: Sequence[Follow], trusted_proxies: Sequence[str] = ()
    ) -> None:
        self._app = app
        self._follow = follow
        self._trusted = [_network(name) for name in trusted_proxies]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = self._begun(scope)
        scope.setdefault("state", {})["request_id"] = exchange.request_id
        # Stays set: what is written of a failure after this, by the server, has it as well.
        logs.request_id.set(exchange.request_id)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = exchange.request_id
            await send(message)

        with ExitStack() as stack:
            for follow in self._follow:
                stack.enter_context(follow(exchange))
            with _finished(exchange, scope):
                await self._app(scope, receive, send_with_id)

    def _begun(self, scope: Scope) -> Exchange:
        peer = scope["client"][0] if scope.get("client") else None
        headers = Headers(scope=scope)
        given = headers.get(REQUEST_ID, "")
        keep = _WELL_FORMED.fullmatch(given) and self._is_trusted(peer)
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        return Exchange(given if keep else f"r-{uuid4().hex}", method, headers, peer)

    def _is_trusted(self, peer: str | None) -> bool:
        try:
            address = ip_address(peer or "")
        except ValueError:
            return False
        return address.is_loopback or any(address in network for network in self._trusted)


def request_id_of(request: Request) -> str:
    """The id that a request's answer and its lines in the log have; empty where none was given."""
    given: str = getattr(request.state, "request_id", "")
    return given


@contextmanager
def _finished(exchange: Exchange, scope: Scope) -> Iterator[None]:
    """Fill in what is known when all is done."""
    try:
        yield
    except BaseException as error:
        went = not isinstance(error, Exception)  # it was cancelled
        exchange.status = _CLIENT_WENT if went else exchange.status or 500
        raise
    finally:
        exchange.seconds = time.perf_counter() - exchange.started
        exchange.status = exchange.status or _CLIENT_WENT
        exchange.route = _route(scope)
        exchange.caller = scope["state"].get("caller")


def _route(scope: Scope) -> str:
    """The template of the route that was met, with the mount that it stands under."""
    path = getattr(scope.get("route"), "path", None)
    if not isinstance(path, str):
        return UNMATCHED
    mount = scope.get("root_path", "").removeprefix(scope.get("app_root_path", ""))
    return f"{mount}{path}"


def _network(name: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(name, strict=False)
    except ValueError as error:
        raise BadInputError(
            f"ADVISOR_TRUSTED_PROXIES: {name} is not an address or a network. Write"
            ' ["10.0.0.5"] or ["10.0.0.0/24"].'
        ) from error
