"""Who calls: told by a key, or by asking from this machine itself."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

from fastapi import Depends, Request

from advisor.channels.web.sessions import caller_of_session
from advisor.errors import AccessDeniedError
from advisor.service.parts import Service
from advisor.types import Caller

LOCAL = Caller("local", "this machine", frozenset({"ask", "audit", "operate"}))


def service_of(request: Request) -> Service:
    """What the application was made with."""
    service: Service = request.app.state.service
    return service


def caller_of(request: Request) -> Caller:
    """Who sends a request; AccessDeniedError when it is nobody known."""
    request.state.caller = caller = _caller_of(request)
    return caller


def _caller_of(request: Request) -> Caller:
    if "Authorization" not in request.headers and (person := caller_of_session(request)):
        return person
    if request.client is not None and _is_loopback(request.client.host):
        return LOCAL
    raise AccessDeniedError("A key is needed. Send it as `Authorization: Bearer ...`.")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


ServiceOf = Annotated[Service, Depends(service_of)]
CallerOf = Annotated[Caller, Depends(caller_of)]
