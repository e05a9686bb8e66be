"""What every answer tells a browser to refrain from."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.channels.web.arrival import is_https
from advisor.channels.web.page_requests import is_below, is_shown_to_people, page_language

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
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'self';"
    " form-action 'self'; frame-ancestors 'none'"
)


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
        for name, value in _ALWAYS.items():
            headers[name] = value
        if page_language(scope["path"]) is not None:
            # Without any of its own, a browser tells not even our own forms where they came from.
            headers["Referrer-Policy"] = "same-origin"
        if is_shown_to_people(scope["path"]):
            # A view whose framework writes scripts into it brings a policy that names them.
            headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
        else:
            headers["Content-Security-Policy"] = _DATA_POLICY
        if is_below(scope["path"], "/v1"):
            headers["Cache-Control"] = "no-store"
        else:
            headers.setdefault("Cache-Control", "no-store")
        if status == 401:
            headers.setdefault("WWW-Authenticate", 'Bearer realm="advisor"')
        if is_https(HTTPConnection(scope), self._trusted_proxies):
            headers["Strict-Transport-Security"] = f"max-age={HSTS_SECONDS}"
