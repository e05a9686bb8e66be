"""What every answer tells a browser to refrain from."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.channels.web.arrival import is_https

HSTS_SECONDS = 31_536_000  # a year

_ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The page's framework writes its settings into scripts and styles within the page.
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self';"
    " base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_PAGES = ("/sv", "/en")


class SecurityHeaders:
    """Stands before all else, so that answers to failures of any kind have them too."""

    def __init__(self, app: ASGIApp, trusted_proxies: tuple[str, ...]) -> None:
        self._app = app
        self._trusted_proxies = trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, scope: Scope, status: int) -> None:
        is_page = _is_below(scope["path"], _PAGES)
        for name, value in _ALWAYS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = _PAGE_POLICY if is_page else _DATA_POLICY
        if _is_below(scope["path"], ("/v1",)):
            headers["Cache-Control"] = "no-store"
        elif not is_page:
            headers.setdefault("Cache-Control", "no-store")
        if status == 401:
            headers.setdefault("WWW-Authenticate", 'Bearer realm="advisor"')
        if is_https(HTTPConnection(scope), self._trusted_proxies):
            headers["Strict-Transport-Security"] = f"max-age={HSTS_SECONDS}"


def _is_below(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
