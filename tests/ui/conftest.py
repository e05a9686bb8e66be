"""A real browser on a real server, for tests of the page as people meet it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page

from advisor.vocabulary import Language
from evals.browsers import HOW_TO_INSTALL, find_browser, launched
from tests.conftest import Serve, Server
from tests.ui.watching import Watch

LOCALES: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}
WAIT_MS = 15_000  # before what is waited for counts as missing
HEIGHT = 900


class OpenPage(Protocol):
    """Opens an address of the server in a browser that nobody used before.

    `width` is what a window has at 100 %; at `zoom` 2 everything is twice as large in it. `status`
    is what the server is to answer with.
    """

    def __call__(
        self,
        language: Language,
        path: str,
        *,
        dark: bool = False,
        width: int = 1280,
        zoom: int = 1,
        reduced_motion: bool = False,
        scripts: bool = True,
        status: int = 200,
    ) -> Page: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as it is on this machine.

    One a module, which costs a second: as long as it lives no other event loop can run in this
    thread, and tests of other modules need theirs.
    """
    program = find_browser()
    if program is None and os.environ.get("ADVISOR_REQUIRE_BROWSER"):
        pytest.fail(HOW_TO_INSTALL)
    if program is None:
        pytest.skip(HOW_TO_INSTALL)
    with launched(program) as started:
        yield started


@pytest.fixture(scope="session")
def served(serve: Serve) -> Iterator[Server]:
    """A server on the corpus that all tests of the page share."""
    with serve() as server:
        yield server


@pytest.fixture
def site(served: Server) -> str:
    """Where pages are opened; a module with a server of its own names that one."""
    return served.url


@pytest.fixture
def watch(site: str) -> Iterator[Watch]:
    """Fails a test in which the page did what it never may, in any of its browsers."""
    watching = Watch(site)
    yield watching
    assert watching.troubles() == []


@pytest.fixture
def open_page(browser: Browser, site: str, watch: Watch) -> Iterator[OpenPage]:
    """Each call is another person at another machine: nothing is shared between two pages."""
    with ExitStack() as stack:

        def _open(
            language: Language,
            path: str,
            *,
            dark: bool = False,
            width: int = 1280,
            zoom: int = 1,
            reduced_motion: bool = False,
            scripts: bool = True,
            status: int = 200,
        ) -> Page:
            context = browser.new_context(
                base_url=site,
                locale=LOCALES[language],
                timezone_id="Europe/Stockholm",
                viewport={"width": width // zoom, "height": HEIGHT // zoom},
                device_scale_factor=zoom,
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce" if reduced_motion else "no-preference",
                java_script_enabled=scripts,
            )
            stack.callback(context.close)
            stack.callback(watch.leave, context)
            context.set_default_timeout(WAIT_MS)
            watch.follow(context)
            if status >= 400:
                watch.excuse(rf"status (of )?{status}\b")
            page = context.new_page()
            answered = page.goto(path)
            assert answered is not None
            assert answered.status == status, f"{path} answered {answered.status}"
            return page

        yield _open
