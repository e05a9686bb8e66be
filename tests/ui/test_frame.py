"""What every view shares: where the root leads, the frame around a view, its language."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from advisor.channels.web.headers import SecurityHeaders
from advisor.vocabulary import Language
from tests.conftest import Server
from tests.ui.accessible import assert_accessible, assert_well_ordered
from tests.ui.conftest import OpenPage
from tests.ui.keyboard import assert_keyboard_leads_through
from tests.ui.layout import assert_fits, assert_large_enough_to_hit
from tests.ui.wording import assert_written_in
from ui.pages import STATIC, frame_values, render
from ui.texts import LANGUAGES, PATHS, TEXTS

LOOKS = [(False, 1280, 1), (True, 1280, 1), (False, 320, 1), (True, 320, 1), (False, 1280, 2)]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A server of views that have nothing of their own but a heading."""
    app = FastAPI()
    app.mount("/assets", StaticFiles(directory=STATIC))

    def view(request: Request) -> HTMLResponse:
        language: Language = "sv" if request.url.path.startswith("/sv") else "en"
        title = TEXTS[language]["sources"]
        frame = render("base.html", title=title, **frame_values(request, language, "sources"))
        return HTMLResponse(frame.replace("</main>", f"<h1>{title}</h1></main>"))

    for language in LANGUAGES:
        app.add_api_route(PATHS[language]["sources"], view)
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(SecurityHeaders(app, ()), log_config=None, ws="none", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("en-GB,en;q=0.9", "en"),
        ("en;q=0.5,sv;q=0.9", "sv"),
        ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.7,en;q=0.6", "sv"),
        ("no", "sv"),
        ("da,en;q=0.7", "sv"),
        ("fi", "sv"),
        ("", "sv"),
        ("de-DE,de;q=0.9,en;q=0.8", "en"),
        ("sv;q=0,en", "en"),
        ("sv;q=broken,en;q=;;,", "sv"),
    ],
)
def test_root_leads_to_the_language_of_the_reader(
    accepted: str, language: Language, served: Server
) -> None:
    answered = httpx.get(served.url, headers={"Accept-Language": accepted})

    assert (answered.status_code, answered.headers["location"]) == (
        303,
        PATHS[language]["ask"],
    )
    assert answered.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("dark", "width", "zoom"), LOOKS)
def test_frame_suits_everybody(
    language: Language, dark: bool, width: int, zoom: int, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["sources"], dark=dark, width=width, zoom=zoom)

    assert_accessible(page)
    assert_well_ordered(page)
    assert_fits(page)
    assert_large_enough_to_hit(page)
    assert_written_in(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_keyboard_comes_first_to_the_way_past_the_header(
    language: Language, open_page: OpenPage
) -> None:
    page = open_page(language, PATHS[language]["sources"], reduced_motion=True)

    stops = assert_keyboard_leads_through(page)
    page.keyboard.press("Shift+Tab")
    page.get_by_role("link", name=TEXTS[language]["skip"]).press("Enter")

    texts = TEXTS[language]
    assert [stop.name for stop in stops] == [
        *(texts["skip"], texts["product"], texts["ask"], texts["sources"]),
        *(texts["other_language"], texts["accessibility"]),
    ]
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_told_without_scripts(language: Language, open_page: OpenPage) -> None:
    page = open_page(language, PATHS[language]["sources"], scripts=False)

    assert page.locator("html").get_attribute("lang") == language


def test_other_language_is_one_click_away(open_page: OpenPage) -> None:
    page = open_page("sv", PATHS["sv"]["sources"])

    page.get_by_role("link", name="English").click()

    page.wait_for_url(f"**{PATHS['en']['sources']}")
    assert page.get_by_role("heading", level=1).inner_text() == "Sources"
    assert page.get_by_role("link", name="Sources").get_attribute("aria-current") == "page"


def test_reader_who_wants_stillness_sees_nothing_glide(open_page: OpenPage) -> None:
    page = open_page("sv", PATHS["sv"]["sources"], reduced_motion=True)

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
