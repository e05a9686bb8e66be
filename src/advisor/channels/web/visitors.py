"""Who asks from this machine: its programs all alike, each browser for itself."""

from __future__ import annotations

import hashlib
import re
import secrets

from fastapi import Response
from starlette.requests import HTTPConnection

from advisor.channels.web.sessions import cookie_of, require_own_page, set_cookie
from advisor.types import Caller

LOCAL = Caller("local", "this machine", frozenset({"ask", "audit", "operate"}))

_LASTS_SECONDS = 31_536_000  # a year
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def caller_of_visitor(connection: HTTPConnection) -> Caller | None:
    """Whoever sits at this machine with the browser that asks; None for one without our cookie.

    That a request is this machine's own is for the caller to see to. One that changes something
    must come from the service's own page, else NotAllowedError.
    """
    token = cookie_of(connection, "visitor")
    if token is None or not _TOKEN.fullmatch(token):
        return None
    require_own_page(connection)
    return _caller(token)


def begin_visit(connection: HTTPConnection) -> tuple[Caller, Response]:
    """A visitor who was not here before, and a response whose cookie tells the browser so."""
    token = secrets.token_urlsafe(32)
    response = Response()
    set_cookie(response, "visitor", token, _LASTS_SECONDS, connection)
    return _caller(token), response


def _caller(token: str) -> Caller:
    # What is kept of a visitor is of no use as a cookie. Limits are those of the machine: whoever
    # lets go of a cookie has not asked less.
    told_apart = hashlib.sha256(token.encode()).hexdigest()[:32]
    return Caller(f"{LOCAL.id}:{told_apart}", LOCAL.name, LOCAL.rights, person=LOCAL.id)
