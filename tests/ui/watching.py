"""What a page must never do while it is used, noted as it happens."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

_WITHIN = ("data", "blob", "about")  # addresses that lead to nobody

# Says in the console what a script or a style did against the policy, also where the browser itself
# is silent about it.
_TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event => console.error(
    `policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""

# Gradio says so when somebody leaves or reloads the page while it listens to the server.
_LEFT = re.compile(r"^console: (?:Abort|.*\bwas aborted\b)")
# Another form of it, which on a page that stays would tell of a lost connection.
_LEAVING = re.compile(r"\bConnection errored out\b")
# The page hears that it is left before the browser tells that it asks for another document.
_JUST_BEFORE_S = 1.0


@dataclass(frozen=True, slots=True)
class _Noted:
    text: str
    page: Page | None = None
    at: float = 0.0  # seconds of a clock that never goes back


class Watch:
    """Follows browser contexts of one server, and keeps what went wrong in them."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._noted: list[_Noted] = []
        self._excused: list[re.Pattern[str]] = [_LEFT]
        self._leaving: set[Page] = set()
        self.requests: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Note from now on what happens in a context."""
        context.add_init_script(_TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("page", self._follow_page)

    def leave(self, context: BrowserContext) -> None:
        """Somebody is about to close all pages of a context."""
        self._leaving.update(context.pages)

    def excuse(self, pattern: str) -> None:
        """What a test brings about on purpose is no trouble, before or after."""
        self._excused.append(re.compile(pattern))

    def troubles(self) -> list[str]:
        """All that was noted and is not excused."""
        told = [it.text for it in self._noted]
        return [it for it in told if not any(one.search(it) for one in self._excused)]

    def _follow_page(self, page: Page) -> None:
        page.on("websocket", self._websocket)
        page.on("request", lambda request: self._navigates(page, request))
        # Another document stands there, or none came and the one before stays.
        page.on("domcontentloaded", lambda _: self._leaving.discard(page))
        page.on("requestfailed", lambda request: self._stays(page, request))
        page.on("download", lambda _: self._leaving.discard(page))

    def _navigates(self, page: Page, request: Request) -> None:
        if request.is_navigation_request():
            self._leaving.add(page)
            self._noted = [it for it in self._noted if not _was_leaving(it, page)]

    def _stays(self, page: Page, request: Request) -> None:
        if request.is_navigation_request():
            self._leaving.discard(page)

    def _console(self, message: ConsoleMessage) -> None:
        is_leaving = message.page in self._leaving and _LEAVING.search(message.text)
        if message.type == "error" and not is_leaving:
            told = f"console: {message.text} ({message.location.get('url', '')})"
            self._noted.append(_Noted(told, message.page, time.monotonic()))

    def _error(self, error: WebError) -> None:
        self._noted.append(_Noted(f"error in the page: {error.error}"))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        self._note_if_outside(request.url)

    def _websocket(self, socket: Any) -> None:
        self._note_if_outside(socket.url)

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self._noted.append(_Noted(f"status {response.status}: {response.url}"))

    def _note_if_outside(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme not in _WITHIN and asked.netloc != urlsplit(self._url).netloc:
            self._noted.append(_Noted(f"request to another host: {url}"))


def _was_leaving(noted: _Noted, page: Page) -> bool:
    """Whether it came from a page that asks for another document now, as it was left."""
    is_recent = time.monotonic() - noted.at < _JUST_BEFORE_S
    return noted.page == page and is_recent and bool(_LEAVING.search(noted.text))
