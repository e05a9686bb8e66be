"""Who is logged in: told by a cookie that only this service's own pages may act with."""

from __future__ import annotations

from fastapi import Response
from starlette.requests import HTTPConnection

from advisor.errors import NotAllowedError
from advisor.service.parts import Service
from advisor.settings import Settings
from advisor.types import Caller

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def caller_of_session(connection: HTTPConnection) -> Caller | None:
    """The person whose session a request belongs to; None for none, or one that has ended.

    A request that changes something must come from the service's own page, else NotAllowedError:
    a browser sends the cookie along with what other pages make it send.
    """
    service: Service = connection.app.state.service
    token = session_token(connection, service.settings)
    person = service.sessions.caller(token) if token else None
    if person is None:
        return None
    is_safe = connection.scope.get("method") in _SAFE_METHODS  # a web socket has none
    if not is_safe and not _is_of_own_page(connection, service.settings):
        raise NotAllowedError(
            "A request with a login must come from the service's own page. Send it from there, or"
            " use a key."
        )
    return person


def session_token(connection: HTTPConnection, settings: Settings) -> str | None:
    """What the browser's cookie of a session holds; None where there is no login."""
    if settings.oidc_issuer is None:
        return None
    return connection.cookies.get(cookie_name("session", settings))


def set_cookie(
    response: Response, purpose: str, value: str, seconds: int, settings: Settings
) -> None:
    """Give the browser a cookie that no script can read and no other site gets."""
    response.set_cookie(
        cookie_name(purpose, settings),
        value,
        max_age=seconds,
        path="/",
        secure=_is_https(settings),
        httponly=True,
        samesite="lax",  # the provider sends the browser back from its own site
    )


def forget_cookie(response: Response, purpose: str, settings: Settings) -> None:
    """Let the browser drop a cookie."""
    set_cookie(response, purpose, "", 0, settings)


def cookie_name(purpose: str, settings: Settings) -> str:
    """With https the name itself holds browsers to it: no other host may set or read it."""
    return f"{'__Host-' if _is_https(settings) else ''}advisor-{purpose}"


def _is_https(settings: Settings) -> bool:
    return (settings.public_url or "").startswith("https://")


def _is_of_own_page(connection: HTTPConnection, settings: Settings) -> bool:
    site = connection.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return connection.headers.get("Origin") == (settings.public_url or "").rstrip("/")
