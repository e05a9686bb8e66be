"""The web application, put together from its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from advisor import __version__
from advisor.channels.slack import installed as slack
from advisor.channels.teams import routes as teams
from advisor.channels.web import (
    ask,
    chat_completions,
    conversations,
    documents,
    health,
    login,
    logout,
    mcp_route,
    openapi,
    problems,
    sources,
    watching,
)
from advisor.channels.web.chat_errors import ChatErrors
from advisor.channels.web.doors import Doors
from advisor.channels.web.headers import SecurityHeaders
from advisor.channels.web.intake import Intake
from advisor.service.parts import Service


def create_app(service: Service) -> FastAPI:
    """All routes of the service. What runs beside them starts and ends with the application."""
    stack = AsyncExitStack()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with stack, run_mcp():
            stack.enter_context(service.upkeep.running())
            yield

    app = _Application(
        title="advisor",
        version=__version__,
        summary="Cited recommendations for public decisions, from a municipality's own reports.",
        lifespan=lifespan,
        docs_url=None,  # the pages that come with the framework load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # an address that is wrong is told as such
    )
    app.state.service = service
    problems.install(app)
    openapi.install(app)
    # The one that is added last sees a request first.
    app.add_middleware(Doors, switches=service.switches)
    app.add_middleware(Intake, body_bytes=service.settings.body_bytes)
    app.add_middleware(ChatErrors)  # what those refuse is retold too
    for part in (health, ask, conversations, documents, sources, chat_completions, logout):
        app.include_router(part.router)
    run_mcp = mcp_route.install(app, service)
    login.install(app, service)
    teams.install(app, service, stack)
    slack.install(app, service)
    # Outside all others: it sees what they refuse as well.
    watching.install(app, service, stack)
    return app


class _Application(FastAPI):
    """Its headers stand before its own answer to an unexpected failure as well."""

    def build_middleware_stack(self) -> ASGIApp:
        proxies = self.state.service.settings.trusted_proxies
        return SecurityHeaders(super().build_middleware_stack(), proxies)
