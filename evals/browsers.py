"""A real browser on this machine: found, started so that it asks nobody outside, and ended."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_INSTALL = (
    "no browser to drive: `apt-get install chromium`, or name one with ADVISOR_TEST_BROWSER"
)

_SWITCHES = (
    "--no-sandbox",  # it only ever meets our own pages, and in containers there is no sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for elsewhere is not found, and is seen as a request that failed.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    # Letters are drawn alike on every machine with the same fonts.
    "--font-render-hinting=none",
)


def find_browser() -> str | None:
    """The program that ADVISOR_TEST_BROWSER names, else the first of the usual ones; or None."""
    named = os.environ.get("ADVISOR_TEST_BROWSER")
    found = (shutil.which(name) for name in ([named] if named else NAMES))
    return next((program for program in found if program), None)


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    """The browser, without a window, until the block ends.

    Playwright keeps an event loop running in the thread meanwhile: what starts a loop of its own
    there has to come before or after.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_SWITCHES])
        try:
            yield browser
        finally:
            browser.close()
