"""People log in with their municipality's provider, and out again."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from advisor.channels.web.problems import status_of
from advisor.channels.web.sessions import (
    caller_of_session,
    cookie_name,
    forget_cookie,
    session_token,
    set_cookie,
)
from advisor.errors import AdvisorError, BadInputError, LoginFailedError, NotAllowedError
from advisor.service.parts import Service
from advisor.settings import Settings
from advisor.types import Caller
from advisor.vocabulary import Right

if TYPE_CHECKING:
    from itsdangerous import URLSafeTimedSerializer

    from advisor.channels.web.oidc import Person, Provider

_log = logging.getLogger(__name__)

_UNDER_WAY_SECONDS = 600  # between leaving for the provider and coming back
_MOST_NAME_CHARS = 200
_MOST_PATH_CHARS = 1000
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

router = APIRouter(tags=["login"], include_in_schema=False)


class Login:
    """What logging in needs, made once for an application."""

    def __init__(self, settings: Settings, provider: Provider) -> None:
        from itsdangerous import URLSafeTimedSerializer

        given = settings.session_secret
        secret = given.get_secret_value() if given else secrets.token_urlsafe(32)
        self.provider = provider
        self.under_way: URLSafeTimedSerializer = URLSafeTimedSerializer(secret, "advisor login")


def install(app: FastAPI, service: Service) -> None:
    """Let people log in where the settings name a provider; BadInputError if they lack a part."""
    settings = service.settings
    if settings.oidc_issuer is None:
        return
    if settings.oidc_client_id is None or settings.public_url is None:
        raise BadInputError(
            "ADVISOR_OIDC_ISSUER is set; login needs ADVISOR_OIDC_CLIENT_ID and ADVISOR_PUBLIC_URL"
            " as well. Set them, or unset it."
        )
    _require_origin(settings.public_url)
    try:
        import itsdangerous  # noqa: F401 - signs a login that is under way

        from advisor.channels.web.oidc import Provider
    except ImportError as error:
        raise BadInputError(
            "ADVISOR_OIDC_ISSUER is set, and what login needs is not installed. Install"
            " advisor[oidc], or unset it."
        ) from error
    secret = settings.oidc_client_secret
    provider = Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        redirect_address=_address("/login/callback", settings),
        roles_claim=settings.oidc_roles_claim,
    )
    app.state.login = Login(settings, provider)
    app.include_router(router)


@router.get("/login")
def log_in(request: Request, next: str = "/") -> Response:
    """Send the browser to the provider."""
    login, settings = _of(request)
    try:
        begun = login.provider.begin()
    except AdvisorError as error:
        return _told(request, error)
    response = RedirectResponse(begun.url, 303, _HEADERS)
    kept = [begun.state, begun.nonce, begun.verifier, _local(next)]
    signed = login.under_way.dumps(kept)
    set_cookie(response, "login", signed, _UNDER_WAY_SECONDS, settings)
    return response


@router.get("/login/callback")
def come_back(request: Request, code: str = "", state: str = "", iss: str = "") -> Response:
    """Open a session for whom the provider sent back."""
    login, settings = _of(request)
    service: Service = request.app.state.service
    try:
        nonce, verifier, path = _begun(request, login, settings, state)
        if not code or iss not in ("", settings.oidc_issuer):
            raise _refused("answer of the provider")
        person = login.provider.finish(code, nonce=nonce, verifier=verifier)
        caller = _caller(person, settings)
    except AdvisorError as error:
        return _told(request, error)
    before = session_token(request, settings)
    if before:
        service.sessions.close(before)
    lasts = timedelta(hours=settings.session_hours)
    response = RedirectResponse(_address(path, settings), 303, _HEADERS)
    token = service.sessions.open(caller, lasts)
    set_cookie(response, "session", token, int(lasts.total_seconds()), settings)
    forget_cookie(response, "login", settings)
    request.state.caller = caller
    _log.info("logged in", extra={"rights": " ".join(sorted(caller.rights))})
    return response


@router.post("/logout")
def log_out(request: Request, next: str = "/") -> Response:
    """End the session, here and at once; the provider's own goes on."""
    _, settings = _of(request)
    service: Service = request.app.state.service
    caller_of_session(request)  # another site's page cannot log a person out
    token = session_token(request, settings)
    if token:
        service.sessions.close(token)
    response = RedirectResponse(_address(_local(next), settings), 303, _HEADERS)
    forget_cookie(response, "session", settings)
    return response


def _of(request: Request) -> tuple[Login, Settings]:
    login: Login = request.app.state.login
    service: Service = request.app.state.service
    return login, service.settings


def _begun(request: Request, login: Login, settings: Settings, state: str) -> tuple[str, str, str]:
    """Nonce, verifier and path of the login that this browser began with this state."""
    from itsdangerous import BadData

    signed = request.cookies.get(cookie_name("login", settings), "")
    try:
        begun, nonce, verifier, path = login.under_way.loads(signed, max_age=_UNDER_WAY_SECONDS)
    except BadData as error:
        raise _refused("cookie") from error
    if not hmac.compare_digest(begun.encode(), state.encode("utf-8", "surrogatepass")):
        raise _refused("state")
    return nonce, verifier, path


def _refused(check: str) -> LoginFailedError:
    _log.warning("login failed", extra={"check": check})
    return LoginFailedError("The login could not be completed. Log in again.")


def _caller(person: Person, settings: Settings) -> Caller:
    rights = _rights(person.roles, settings)
    if not rights:
        raise NotAllowedError(
            "You are logged in with the provider, but have no role here. Ask who looks after the"
            " service for one."
        )
    provider = hashlib.sha256((settings.oidc_issuer or "").encode()).hexdigest()[:8]
    name = " ".join("".join(c if c.isprintable() else " " for c in person.name).split())
    return Caller(f"person:{provider}:{person.subject}", name[:_MOST_NAME_CHARS], rights)


def _rights(roles: frozenset[str], settings: Settings) -> frozenset[Right]:
    of_roles: Mapping[Right, tuple[str, ...]] = {
        "ask": settings.oidc_ask_roles,
        "audit": settings.oidc_audit_roles,
        "operate": settings.oidc_operate_roles,
    }
    found = {right for right, wanted in of_roles.items() if roles.intersection(wanted)}
    return frozenset(found if settings.oidc_ask_roles else found | {"ask"})


def _local(path: str) -> str:
    """The path if it leads to a page of this service and nowhere else; otherwise the first one."""
    leads_away = path.startswith("//") or "\\" in path or not path.isprintable() or " " in path
    if not path.startswith("/") or leads_away or len(path) > _MOST_PATH_CHARS:
        return "/"
    return path


def _address(path: str, settings: Settings) -> str:
    return f"{(settings.public_url or '').rstrip('/')}{path}"


def _require_origin(public_url: str) -> None:
    parts = urlsplit(public_url)
    plain = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise BadInputError(
            "ADVISOR_PUBLIC_URL is not an address without a path. Write it as"
            " https://advisor.example.se."
        )


def _told(request: Request, error: AdvisorError) -> Response:
    """What went wrong: a page for a person's browser, a problem for all else."""
    settings = request.app.state.service.settings
    if "text/html" not in request.headers.get("Accept", "") or error.code not in _WORDS:
        raise error
    sv, en = _WORDS[error.code]
    page = _PAGE.format(sv=sv, en=en)
    response = HTMLResponse(page, status_of(error), _HEADERS)
    forget_cookie(response, "login", settings)
    return response


# By the code of the error. Nothing that came with a request stands on the page.
_WORDS = {
    "login_failed": (
        "Inloggningen kunde inte slutföras. Logga in igen.",
        "The login could not be completed. Log in again.",
    ),
    "login_unavailable": (
        "Inloggningstjänsten svarar inte som den ska. Försök igen om en minut. Hjälper inte det,"
        " vänd dig till den som sköter tjänsten.",
        "The login provider does not answer as it should. Try again in a minute. If it goes on,"
        " ask whoever looks after the service.",
    ),
    "not_allowed": (
        "Du är inloggad men saknar roll i tjänsten. Be den som sköter tjänsten om en.",
        "You are logged in, but have no role here. Ask whoever looks after the service for one.",
    ),
}
_PAGE = """<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Inloggning – Login</title></head>
<body>
<main>
<h1>Inloggning</h1>
<p>{sv}</p>
<div lang="en"><h2>Login</h2><p>{en}</p></div>
<p><a href="/login">Logga in – <span lang="en">Log in</span></a></p>
</main>
</body>
</html>
"""
