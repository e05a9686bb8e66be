"""Whether a request comes from Teams: the SDK's check of its token, away from the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from threading import BoundedSemaphore
from typing import Any

import jwt
from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment
from microsoft_teams.apps.auth import TokenValidator

from advisor.channels.teams.account import TeamsAccount
from advisor.errors import AccessDeniedError, BusyError

MOST_CHECKS = 4  # at a time: each may wait for keys over the network, and holds a thread meanwhile
RETRY_SECONDS = 5
MOST_TOKEN_CHARS = 16_000

_DENIED = "The request does not prove that it comes from Teams. Send its token as Bearer."


def cloud_of(account: TeamsAccount) -> CloudEnvironment:
    """Where the SDK looks for keys and tokens."""
    return replace(
        PUBLIC,
        openid_metadata_url=account.metadata_url,
        login_endpoint=account.login_url,
        login_tenant=account.tenant_id,
    )


class TokenCheck:
    """Threads share it. The keys are kept for minutes and fetched anew when they are old."""

    def __init__(self, account: TeamsAccount) -> None:
        cloud = cloud_of(account)
        self._issuer = cloud.token_issuer
        self._validator = TokenValidator.for_service(account.app_id, cloud=cloud)
        self._places = BoundedSemaphore(MOST_CHECKS)

    def refuse_what_cannot_hold(self, authorization: str) -> None:
        """Look at what a token claims, and at what the SDK leaves open, before a key is fetched.

        AccessDeniedError for what no proof could mend. It waits for nothing.
        """
        token = _bearer(authorization)
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(token, options={"verify_signature": False})
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise AccessDeniedError(_DENIED) from error
        if not _can_hold(header, claims, self._issuer):
            raise AccessDeniedError(_DENIED)

    def require(self, authorization: str, service_url: str | None) -> None:
        """AccessDeniedError unless a token of Teams came along, which holds for the address.

        BusyError when the keys cannot be had at this time. It may wait for the network.
        """
        self.refuse_what_cannot_hold(authorization)
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            asyncio.run(self._validator.validate_token(_bearer(authorization), service_url))
        except jwt.PyJWKClientConnectionError as error:
            raise _busy() from error
        except (jwt.PyJWTError, ValueError) as error:
            raise AccessDeniedError(_DENIED) from error
        finally:
            self._places.release()


def _can_hold(header: Mapping[str, Any], claims: Mapping[str, Any], issuer: str) -> bool:
    return (
        header.get("alg") == "RS256"
        and isinstance(header.get("kid"), str)
        and claims.get("iss") == issuer
        and isinstance(claims.get("exp"), int)  # the SDK lets one without an end pass
        and isinstance(claims.get("serviceurl"), str)
    )


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme != "Bearer" or not token or len(token) > MOST_TOKEN_CHARS or not token.isascii():
        raise AccessDeniedError(_DENIED)
    return token


def _busy() -> BusyError:
    return BusyError("Who sends cannot be checked at this time. Send again.", RETRY_SECONDS)
