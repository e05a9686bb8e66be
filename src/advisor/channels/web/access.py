"""Who calls: told by a key, or by asking from this machine itself."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from advisor.channels.web.arrival import (
    client_network,
    is_forwarded,
    is_from_another_site,
    is_from_trusted_proxy,
    is_somebody_here,
)
from advisor.channels.web.sessions import caller_of_session
from advisor.channels.web.visitors import LOCAL as LOCAL
from advisor.channels.web.visitors import caller_of_visitor
from advisor.errors import AccessDeniedError, NotAllowedError, UntrustedWayError
from advisor.service.parts import Service
from advisor.types import Caller
from advisor.vocabulary import Right

_OTHER_KEY_HEADERS = ("x-api-key", "api-key")
_MAKE_A_KEY = "Make one with `advisor keys create NAME`."
_SEND_A_KEY = "Send it as `Authorization: Bearer KEY`."


def service_of(connection: HTTPConnection) -> Service:
    """What the application was made with."""
    service: Service = connection.app.state.service
    return service


def caller_of(connection: HTTPConnection) -> Caller:
    """Who sends a request, with whatever rights; AccessDeniedError when it is nobody known.

    LimitReachedError when they call, or show wrong keys, too often.
    """
    service = service_of(connection)
    require_trusted_way(connection, service)
    token = _token(connection.headers)
    if token:
        caller = _holder(token, connection, service)
    else:
        caller = caller_of_session(connection) or _keyless(connection, service)
    connection.state.caller = caller
    service.gate.note_call(caller)
    return caller


def require_somebody_here(connection: HTTPConnection, service: Service) -> None:
    """AccessDeniedError where the request is not this machine's own."""
    if not is_somebody_here(connection, service.settings.trusted_proxies):
        making = "" if service.keys.exist() else f" There is none yet. {_MAKE_A_KEY}"
        raise AccessDeniedError(f"A key is needed. {_SEND_A_KEY}{making}")


def require_own_site(connection: HTTPConnection) -> None:
    """UntrustedWayError where a page that is not ours made a browser here ask."""
    if is_from_another_site(connection):
        raise UntrustedWayError(
            "A page of another site made this browser ask. Open the service by its own address."
        )


def exposure_warning(service: Service, host: str) -> str | None:
    """What whoever starts the service on an address must know; None where all is well."""
    if _is_loopback(host) or service.keys.exist():
        return None
    return (
        f"WARNING: {host} is not this machine alone, but there is no key: nobody is served except"
        f" programs of this machine. {_MAKE_A_KEY}"
    )


def require_trusted_way(connection: HTTPConnection, service: Service) -> None:
    """What a proxy tells of a request counts only if an operator named the proxy.

    UntrustedWayError where it is another.
    """
    if not is_forwarded(connection.headers):
        return
    proxies = service.settings.trusted_proxies
    if not is_from_trusted_proxy(connection, proxies):
        named = "the proxy is not among" if proxies else "no proxy is named in"
        raise UntrustedWayError(
            f"This request came through a proxy, and {named} ADVISOR_TRUSTED_PROXIES. Put the"
            " proxy's address there, or ask without a proxy."
        )


def _token(headers: Headers) -> str | None:
    """What is sent as a key, unread; None where nothing is."""
    if any(name in headers for name in _OTHER_KEY_HEADERS):
        raise AccessDeniedError(f"A key is not read from this header. {_SEND_A_KEY}")
    sent = headers.getlist("authorization")
    if not sent:
        return None
    scheme, _, token = sent[0].partition(" ")
    if len(sent) > 1 or scheme.casefold() != "bearer" or not token.strip():
        raise AccessDeniedError(f"What is sent in Authorization is no key. {_SEND_A_KEY}")
    return token.strip(" ")


def _holder(token: str, connection: HTTPConnection, service: Service) -> Caller:
    key = service.keys.holder(token)
    if key is None:
        proxies = service.settings.trusted_proxies
        service.gate.note_wrong_key(client_network(connection, proxies))
        raise AccessDeniedError(
            "This key opens nothing: it is wrong or was revoked. Ask those who run the service for"
            " another one."
        )
    return Caller(f"key:{key.id}", key.name, key.rights)


def _keyless(connection: HTTPConnection, service: Service) -> Caller:
    """Whoever sits at this machine: a program, or a visitor's browser that tells itself apart."""
    require_somebody_here(connection, service)
    require_own_site(connection)
    return caller_of_visitor(connection) or LOCAL


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


ServiceOf = Annotated[Service, Depends(service_of)]
AnyCallerOf = Annotated[Caller, Depends(caller_of)]  # whose rights the route looks at itself


def _reader(caller: AnyCallerOf) -> Caller:
    return _with_right(caller, "ask", "audit")


def _operator(caller: AnyCallerOf) -> Caller:
    return _with_right(caller, "operate")


def _with_right(caller: Caller, *rights: Right) -> Caller:
    if caller.rights.isdisjoint(rights):
        named = " or ".join(f"`{right}`" for right in rights)
        raise NotAllowedError(f"{caller.name} may not do this. Use a key with the right {named}.")
    return caller


# Whoever may read sources and what is their own; whether they may ask is for the gate to say.
CallerOf = Annotated[Caller, Depends(_reader)]
OperatorOf = Annotated[Caller, Depends(_operator)]
