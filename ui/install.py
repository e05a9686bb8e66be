"""Puts the page into the application."""

from __future__ import annotations

import os
from collections.abc import Mapping

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from advisor.channels.web import page_door
from advisor.service.parts import Service
from advisor.vocabulary import Language
from ui import accessibility, key, problem_pages, sources, statistics
from ui.addresses import source_address
from ui.pages import STATIC
from ui.texts import LANGUAGES, PATHS

_KEPT = "public, max-age=31536000, immutable"  # an address changes with what it leads to

# Gradio reads them when it is imported, or when a view is made.
_GRADIO: Mapping[str, str] = {
    "GRADIO_ANALYTICS_ENABLED": "False",  # else every start calls its makers
    # Else it goes through the last 10,000 events after each one, for a view that is not served.
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(2**62),
}

VIEWS = page_door.PageViews(
    key={language: PATHS[language]["key"] for language in LANGUAGES},
    for_all=frozenset(PATHS[language]["accessibility"] for language in LANGUAGES),
    for_operators=frozenset(PATHS[language]["statistics"] for language in LANGUAGES),
)

router = APIRouter(include_in_schema=False)


def install(app: FastAPI, service: Service) -> None:
    """Serve the page in both languages, to those whom its door lets in."""
    install_views(app, service)
    page_door.install(app, service, VIEWS)
    os.environ.update(_GRADIO)
    from ui import conversation

    # Last, for it takes all addresses below its own that nothing else has.
    conversation.mount(app, service)


def install_views(app: FastAPI, service: Service) -> None:
    """All views but the one where one asks; whoever asks for them is found by the door."""
    app.mount("/assets", _Assets(directory=STATIC))
    app.state.problem_page = problem_pages.problem_page
    app.state.source_address = source_address  # channels lead to the page, too
    for view in (router, sources.router, key.router, accessibility.router):
        app.include_router(view)
    app.include_router(statistics.router_of(service))


@router.get("/")
def root(request: Request) -> Response:
    """The page in the reader's language."""
    language: Language = (
        "sv" if _prefers_swedish(request.headers.get("accept-language", "")) else "en"
    )
    return RedirectResponse(PATHS[language]["ask"], 303, {"Vary": "Accept-Language"})


@router.get("/sv")
@router.get("/en")
def without_slash(request: Request) -> Response:
    """The page's own address has a slash at its end, so that it finds what lies below it."""
    query = f"?{request.url.query}" if request.url.query else ""
    # Without the host: a proxy may have another name and scheme than are told here.
    return RedirectResponse(f"{request.url.path}/{query}", 308)


class _Assets(StaticFiles):
    def file_response(self, *args: object, **kwargs: object) -> Response:
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = _KEPT
        return response


def _prefers_swedish(accepted: str) -> bool:
    """Whether Swedish, or a language that its readers read, comes before English.

    A browser that names neither gets the language of the sources.
    """
    ranked: dict[str, float] = {}
    for item in accepted.split(","):
        tag, *parameters = (part.strip().casefold() for part in item.split(";"))
        quality = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        try:
            weight = float(quality)
        except ValueError:
            continue
        primary = tag.partition("-")[0]
        ranked[primary] = max(ranked.get(primary, 0.0), weight)
    swedish = max(ranked.get(tag, 0.0) for tag in ("sv", "nb", "nn", "no", "da"))
    return swedish >= ranked.get("en", 0.0)
