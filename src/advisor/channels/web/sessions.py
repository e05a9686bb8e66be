"""Who is logged in: told by a cookie that only this service's own pages may act with."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from fastapi import Response
from starlette.requests import HTTPConnection

from advisor.channels.web.arrival import is_https, is_somebody_here
from advisor.errors import NotAllowedError
from advisor.service.parts import Service
from advisor.settings import Settings
from advisor.types import Caller

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_OF_A_KEY = "key:"


def caller_of_session(connection: HTTPConnection) -> Caller | None:
    """The person whose session a request belongs to; None for none, or one that has ended.

    A request that changes something must come from the service's own page, else NotAllowedError:
    a browser sends the cookie along with what other pages make it send.
    """
    service = _service_of(connection)
    token = cookie_of(connection, "session")
    opened = service.sessions.caller(token) if token else None
    caller = _as_of_now(opened, service) if opened else None
    if caller is not None:
        require_own_page(connection)
    return caller


def open_session(response: Response, caller: Caller, connection: HTTPConnection) -> None:
    """Let the browser act as the caller, as long as the settings say; what it was before ends."""
    service = _service_of(connection)
    end_session(connection)
    lasts = timedelta(hours=service.settings.session_hours)
    token = service.sessions.open(caller, lasts)
    set_cookie(response, "session", token, int(lasts.total_seconds()), connection)


def end_session(connection: HTTPConnection) -> None:
    """End the session that a request belongs to, at once; no session is no error."""
    token = cookie_of(connection, "session")
    if token:
        _service_of(connection).sessions.close(token)


def require_own_page(connection: HTTPConnection) -> None:
    """NotAllowedError for a request that changes something and was not made by our own page."""
    is_safe = connection.scope.get("method") in _SAFE_METHODS  # a web socket has none
    if not is_safe and not _is_of_own_page(connection):
        raise NotAllowedError(
            "A request with a login must come from the service's own page. Send it from there, or"
            " use a key."
        )


def cookie_of(connection: HTTPConnection, purpose: str) -> str | None:
    """What the browser sends of a cookie of ours."""
    return connection.cookies.get(cookie_name(purpose, connection))


def set_cookie(
    response: Response, purpose: str, value: str, seconds: int, connection: HTTPConnection
) -> None:
    """Give the browser a cookie that no script can read and no other site gets."""
    response.set_cookie(
        cookie_name(purpose, connection),
        value,
        max_age=seconds,
        path="/",
        secure=_is_https(connection),
        httponly=True,
        samesite="lax",  # the provider sends the browser back from its own site
    )


def forget_cookie(response: Response, purpose: str, connection: HTTPConnection) -> None:
    """Let the browser drop a cookie."""
    set_cookie(response, purpose, "", 0, connection)


def cookie_name(purpose: str, connection: HTTPConnection) -> str:
    """With https the name itself holds browsers to it: no other host may set or read it."""
    return f"{'__Host-' if _is_https(connection) else ''}advisor-{purpose}"


def _as_of_now(opened: Caller, service: Service) -> Caller | None:
    """Whoever opened a session, with what is theirs today: a key may have been revoked since."""
    if not opened.id.startswith(_OF_A_KEY):
        return opened if service.settings.oidc_issuer is not None else None
    key = service.keys.in_force(opened.id.removeprefix(_OF_A_KEY))
    return Caller(opened.id, key.name, key.rights) if key else None


def _service_of(connection: HTTPConnection) -> Service:
    service: Service = connection.app.state.service
    return service


def _is_https(connection: HTTPConnection) -> bool:
    """Whether browsers reach us so: as the operator says, except where one asks at this machine."""
    settings = _service_of(connection).settings
    proxies = settings.trusted_proxies
    is_public = (settings.public_url or "").startswith("https://")
    return is_https(connection, proxies) or (
        is_public and not is_somebody_here(connection, proxies)
    )


def _is_of_own_page(connection: HTTPConnection) -> bool:
    site = connection.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = connection.headers.get("Origin", "")
    settings = _service_of(connection).settings
    if settings.public_url and origin == settings.public_url.rstrip("/"):
        return True
    return _is_asked_at_own_name(connection, settings) and _host_of(origin) == (
        connection.headers.get("Host", "").casefold()
    )


def _is_asked_at_own_name(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether the name in Host is the one in the browser's address bar, as far as is known."""
    return settings.public_url is None or is_somebody_here(connection, settings.trusted_proxies)


def _host_of(origin: str) -> str | None:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.netloc.casefold() if parts.scheme in ("http", "https") else None
