"""People log in with their municipality's provider."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from advisor.channels.web.page_requests import local_path, wants_page
from advisor.channels.web.problems import reply_to
from advisor.channels.web.sessions import cookie_of, forget_cookie, open_session, set_cookie
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
    login, _ = _of(request)
    try:
        begun = login.provider.begin()
    except AdvisorError as error:
        return _told(request, error)
    response = RedirectResponse(begun.url, 303, _HEADERS)
    kept = [begun.state, begun.nonce, begun.verifier, local_path(next)]
    signed = login.under_way.dumps(kept)
    set_cookie(response, "login", signed, _UNDER_WAY_SECONDS, request)
    return response


@router.get("/login/callback")
def come_back(request: Request, code: str = "", state: str = "", iss: str = "") -> Response:
    """Open a session for whom the provider sent back."""
    login, settings = _of(request)
    try:
        nonce, verifier, path = _begun(request, login, state)
        if not code or iss not in ("", settings.oidc_issuer):
            raise _refused("answer of the provider")
        person = login.provider.finish(code, nonce=nonce, verifier=verifier)
        caller = _caller(person, settings)
    except AdvisorError as error:
        return _told(request, error)
    response = RedirectResponse(_address(path, settings), 303, _HEADERS)
    open_session(response, caller, request)
    forget_cookie(response, "login", request)
    request.state.caller = caller
    _log.info("logged in", extra={"rights": " ".join(sorted(caller.rights))})
    return response


def _of(request: Request) -> tuple[Login, Settings]:
    login: Login = request.app.state.login
    service: Service = request.app.state.service
    return login, service.settings


def _begun(request: Request, login: Login, state: str) -> tuple[str, str, str]:
    """Nonce, verifier and path of the login that this browser began with this state."""
    from itsdangerous import BadData

    signed = cookie_of(request, "login") or ""
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
    """What went wrong; where a person reads of it, the login that was under way is over."""
    response = reply_to(request, error)
    if wants_page(request.scope):
        forget_cookie(response, "login", request)
    return response
