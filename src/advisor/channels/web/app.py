"""The web application, put together from its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from advisor import __version__
from advisor.channels.web import (
    ask,
    chat_completions,
    conversations,
    health,
    problems,
    sources,
)
from advisor.channels.web.chat_errors import ChatErrors
from advisor.service.parts import Service


def create_app(service: Service) -> FastAPI:
    """All routes of the service. What runs beside them starts and ends with the application."""
    stack = AsyncExitStack()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with stack:
            yield

    app = FastAPI(
        title="advisor",
        version=__version__,
        summary="Cited recommendations for public decisions, from a municipality's own reports.",
        lifespan=lifespan,
    )
    app.state.service = service
    problems.install(app)
    for part in (health, ask, conversations, sources, chat_completions):
        app.include_router(part.router)
    app.add_middleware(ChatErrors)  # outermost, so that it retells what the others refuse
    return app
