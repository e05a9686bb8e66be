"""The OpenID Connect provider: sends people there, and proves what it says of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import OAuth2Client, OAuthError
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from advisor.errors import BadInputError, LoginFailedError, LoginUnavailableError

_log = logging.getLogger(__name__)

_T = TypeVar("_T")

# Signatures that only the provider can make: a secret that we share with it proves nothing.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_ANSWER_SECONDS = 5  # that each request to the provider may take
_KEPT_SECONDS = 3600  # what the provider tells of itself
_RENEWED_SECONDS = 60.0  # keys that lack one are asked for again, and not more often
_RESTS_SECONDS = 10  # a provider that failed is not asked anew
_LEEWAY_SECONDS = 60  # that clocks may differ
_MOST_SUBJECT_CHARS = 255  # OpenID Connect Core, 2


@dataclass(frozen=True, slots=True)
class Begun:
    """A login that was begun: where to send the browser, and what must come back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Person:
    """What is proven of someone who has logged in."""

    subject: str  # theirs, at this provider
    name: str  # for people to read; may be empty
    roles: frozenset[str]


class Provider:
    """One provider, as its discovery document describes it; threads may share it.

    LoginUnavailableError when it does not answer as it should, LoginFailedError when a login is
    not in order. The log tells which of its checks failed.
    """

    def __init__(
        self,
        *,
        issuer: str,
        client_id: str,
        client_secret: str | None,
        redirect_address: str,
        roles_claim: str,
        renewed_seconds: float = _RENEWED_SECONDS,
    ) -> None:
        _require_safe(issuer)
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_address = redirect_address
        self._roles_claim = roles_claim
        self._renewed_seconds = renewed_seconds
        self._lock = Lock()
        self._told: Mapping[str, Any] | None = None
        self._told_at = 0.0
        self._keys: KeySet | None = None
        self._keys_at = 0.0
        self._failed_at = float("-inf")

    def begin(self) -> Begun:
        """A new login: everything in it is random."""
        state, nonce, verifier = (generate_token(48) for _ in range(3))
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )
        return Begun(url, state, nonce, verifier)

    def finish(self, code: str, *, nonce: str, verifier: str) -> Person:
        """Who has logged in, by the code that the browser brought back."""
        token = self._exchange(code, verifier)
        claims = self._proven(token, nonce)
        subject = claims["sub"]
        if not _is_subject(subject):
            raise _failed("subject")
        name, roles = claims.get("name"), claims.get(self._roles_claim)
        listed = [roles] if isinstance(roles, str) else roles if isinstance(roles, list) else []
        return Person(
            subject=subject,
            name=name if isinstance(name, str) else "",
            roles=frozenset(role for role in listed if isinstance(role, str)),
        )

    def _exchange(self, code: str, verifier: str) -> Mapping[str, Any]:
        metadata = self._metadata()
        methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        try:
            with self._client(method if self._client_secret else "none") as client:
                token = client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                )
        except OAuthError as error:
            if error.error == "invalid_client":
                raise _unavailable("it does not accept the client id or secret") from error
            raise _failed("code") from error
        except (httpx2.HTTPError, ValueError) as error:
            raise _unavailable(type(error).__name__) from error
        if not isinstance(token, Mapping) or not isinstance(token.get("id_token"), str):
            raise _failed("id_token")
        return token

    def _proven(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token that is the provider's, for us, for this login and in time."""
        needed = {"essential": True}
        options = {
            "iss": {**needed, "value": self._issuer},
            "aud": {**needed, "value": self._client_id},
            "nonce": {**needed, "value": nonce},
            **dict.fromkeys(("sub", "exp", "iat"), needed),
        }
        about = {
            "nonce": nonce,
            "client_id": self._client_id,
            "access_token": token.get("access_token"),
        }
        try:
            decoded = self._decoded(token["id_token"])
            claims = CodeIDToken(decoded.claims, decoded.header, options, about)
            claims.validate(leeway=_LEEWAY_SECONDS)
        except JoseError as error:
            reason = error.claim if isinstance(error, ClaimError) else error.error
            raise _failed(f"id_token: {reason}") from error
        except (ValueError, TypeError) as error:
            raise _failed("id_token") from error
        return dict(claims)

    def _decoded(self, id_token: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
        try:
            return jwt.decode(id_token, self._key_set(), registry=registry)
        except InvalidKeyIdError:  # the provider may have a new key
            return jwt.decode(id_token, self._key_set(renew=True), registry=registry)

    def _metadata(self) -> Mapping[str, Any]:
        with self._lock:
            if self._told is None or time.monotonic() - self._told_at > _KEPT_SECONDS:
                self._told = self._asked(self._discover)
                self._told_at = time.monotonic()
            return self._told

    def _key_set(self, *, renew: bool = False) -> KeySet:
        address = self._metadata()["jwks_uri"]
        with self._lock:
            age = time.monotonic() - self._keys_at
            if self._keys is None or age > (self._renewed_seconds if renew else _KEPT_SECONDS):
                self._keys = self._asked(lambda: KeySet.import_key_set(self._got(address)))
                self._keys_at = time.monotonic()
            return self._keys

    def _asked(self, ask: Callable[[], _T]) -> _T:
        """What the provider answers; while one waits for it, all do, and none for long."""
        if time.monotonic() - self._failed_at < _RESTS_SECONDS:
            raise _unavailable("it failed a moment ago")
        try:
            return ask()
        except LoginUnavailableError:
            self._failed_at = time.monotonic()
            raise
        except (httpx2.HTTPError, JoseError, ValueError, KeyError) as error:
            self._failed_at = time.monotonic()
            raise _unavailable(type(error).__name__) from error

    def _discover(self) -> Mapping[str, Any]:
        told: dict[str, Any] = self._got(
            f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        )
        if told["issuer"] != self._issuer:
            # So one tenant's people cannot come in by the address of all tenants.
            raise _unavailable("it names another issuer than ADVISOR_OIDC_ISSUER")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not _is_safe(told[name]):
                raise _unavailable(f"its {name} is not https")
        return told

    def _got(self, address: str) -> Any:
        answered = httpx2.get(address, timeout=_ANSWER_SECONDS)
        answered.raise_for_status()
        told: Any = answered.json()
        if not isinstance(told, dict):
            raise _unavailable("it answers with something else than an object")
        return told

    def _client(self, method: str | None = None) -> OAuth2Client:
        return OAuth2Client(
            self._client_id,
            self._client_secret,
            scope="openid profile",
            redirect_uri=self._redirect_address,
            code_challenge_method="S256",
            token_endpoint_auth_method=method,
            timeout=_ANSWER_SECONDS,
        )


def _is_subject(value: object) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= _MOST_SUBJECT_CHARS
        and value.isascii()
        and value.isprintable()
    )


def _failed(check: str) -> LoginFailedError:
    _log.warning("login failed", extra={"check": check})
    return LoginFailedError("The login could not be completed. Log in again.")


def _unavailable(reason: str) -> LoginUnavailableError:
    _log.error("login provider unavailable", extra={"reason": reason})
    return LoginUnavailableError(
        "The login provider does not answer as it should. Try again in a minute; if it goes on, ask"
        " who looks after the service."
    )


def _require_safe(issuer: str) -> None:
    if not _is_safe(issuer):
        raise BadInputError(
            "ADVISOR_OIDC_ISSUER is not an https address. Write it as the provider does, such as"
            " https://login.microsoftonline.com/TENANT-ID/v2.0."
        )


def _is_safe(address: object) -> bool:
    """Whether what is sent there stays secret: https, or this machine."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https"
        or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1"))
    )
