"""Tells the log of each request: what it met and how it ended, never what it held."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from advisor.channels.web.exchanges import Exchange, Follow
from advisor.service.logs import CallerLabels

_log = logging.getLogger(__name__)

# Asked every few seconds by those who look after the service: told only when they fail.
_QUIET = ("/healthz", "/readyz", "/metrics")


def request_log(label: CallerLabels, *, with_addresses: bool) -> Follow:
    """What logs each request when it has ended."""

    @contextmanager
    def follow(exchange: Exchange) -> Iterator[None]:
        try:
            yield
        finally:
            told = _told(exchange, label, with_addresses)
            _log.log(_level(exchange), "request", extra=told)

    return follow


def _level(exchange: Exchange) -> int:
    if exchange.status >= 500:
        return logging.ERROR if exchange.status == 500 else logging.WARNING
    return logging.DEBUG if exchange.route in _QUIET else logging.INFO


def _told(exchange: Exchange, label: CallerLabels, with_addresses: bool) -> dict[str, object]:
    return {
        "method": exchange.method,
        "route": exchange.route,
        "status": exchange.status,
        "ms": round(exchange.seconds * 1000, 1),
        "caller": label(exchange.caller) if exchange.caller else None,
        "address": exchange.peer if with_addresses else None,
    }
