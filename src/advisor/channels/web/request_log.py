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
            quiet = exchange.route in _QUIET and exchange.status < 500
            level = logging.DEBUG if quiet else logging.INFO
            level = logging.ERROR if exchange.status >= 500 else level
            _log.log(level, "request", extra=_told(exchange, label, with_addresses))

    return follow


def _told(exchange: Exchange, label: CallerLabels, with_addresses: bool) -> dict[str, object]:
    return {
        "method": exchange.method,
        "route": exchange.route,
        "status": exchange.status,
        "ms": round(exchange.seconds * 1000, 1),
        "caller": label(exchange.caller) if exchange.caller else None,
        "address": exchange.peer if with_addresses else None,
    }
