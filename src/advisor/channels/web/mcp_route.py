"""The Model Context Protocol over HTTP, at /mcp: each request stands alone and brings its key."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecurityMiddleware, TransportSecuritySettings
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from advisor.channels.mcp.server import create_server
from advisor.channels.web.access import caller_of
from advisor.errors import NotAllowedError
from advisor.service.parts import Service
from advisor.types import Caller

PATH = "/mcp"

_CALLER = "advisor.caller"
# Who sends no key is served as this machine. A page elsewhere, shown in a browser here under a
# name that leads to this machine, must not be.
_THIS_MACHINE = TransportSecuritySettings(
    allowed_hosts=["127.0.0.1", "127.0.0.1:*", "localhost", "localhost:*", "[::1]", "[::1]:*"],
    allowed_origins=["http://127.0.0.1:*", "http://localhost:*", "http://[::1]:*"],
)
_ANYWHERE = TransportSecuritySettings(enable_dns_rebinding_protection=False)

Running = Callable[[], AbstractAsyncContextManager[None]]


def install(app: FastAPI, service: Service) -> Running:
    """Add the route; what is given back runs as long as the application does."""
    endpoint = _Endpoint(service)
    # No GET: nothing is ever sent to a client unasked. No DELETE: there are no sessions to end.
    app.router.routes.append(Route(PATH, endpoint, methods=["POST"], name="mcp"))
    return endpoint.running


class _Endpoint:
    """Lets callers in and hands their requests on."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._keyless = TransportSecurityMiddleware(_THIS_MACHINE)
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve meanwhile."""
        manager = StreamableHTTPSessionManager(
            create_server(self._service, _caller_in),
            json_response=True,
            stateless=True,
            security_settings=_ANYWHERE,
            max_request_body_size=self._service.settings.body_bytes,
        )
        async with manager.run():
            self._manager = manager
            try:
                yield
            finally:
                self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        caller = await run_in_threadpool(caller_of, request)
        if "ask" not in caller.rights:
            raise NotAllowedError(f"{caller.name} may not ask. Use a key with the right `ask`.")
        if "authorization" not in request.headers:
            refused = await self._keyless.validate_request(request)
            if refused is not None:
                await refused(scope, receive, send)
                return
        assert self._manager is not None, "the application's lifespan has not begun"
        await self._manager.handle_request({**scope, _CALLER: caller}, receive, send)


def _caller_in(request: Request) -> Caller:
    caller: Caller = request.scope[_CALLER]
    return caller
