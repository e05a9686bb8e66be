"""How a request came: directly from this machine, through a proxy, or at another site's wish."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# What proxies, balancers and content networks add. One of them is enough to know that the peer
# is not whoever asks.
_FORWARDING_PREFIXES = ("x-forwarded", "x-original-", "x-envoy-", "x-azure-", "x-amz", "cf-")
_FORWARDING = frozenset(
    """forwarded via x-real-ip x-client-ip x-cluster-client-ip x-remote-ip x-remote-addr x-host
    true-client-ip client-ip fastly-client-ip fly-client-ip proxy-client-ip wl-proxy-client-ip
    x-proxyuser-ip x-appengine-user-ip x-cloud-trace-context x-arr-log-id cdn-loop""".split()
)
_LOOPBACK_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.I | re.ASCII)
_IPV6_SITE_BITS = 64  # whoever has one address of them has all


def is_forwarded(headers: Headers) -> bool:
    """Whether something stands between us and whoever asks, as far as it says so."""
    return any(name in _FORWARDING or name.startswith(_FORWARDING_PREFIXES) for name in headers)


def is_from_trusted_proxy(connection: HTTPConnection, proxies: tuple[str, ...]) -> bool:
    """Whether the peer is a proxy that the settings name."""
    peer = _peer(connection)
    return peer is not None and _is_within(peer, _networks(proxies))


def is_direct_from_here(connection: HTTPConnection) -> bool:
    """Whether a program of this machine asks, by itself and under this machine's own name.

    A name of another machine in Host is a page elsewhere that had its name changed to this address.
    HTTP/1.0 is spoken by proxies that add no header unless they are told to.
    """
    peer = _peer(connection)
    hosts = connection.headers.getlist("host")
    return (
        peer is not None
        and peer.is_loopback
        and not is_forwarded(connection.headers)
        and connection.scope.get("http_version") != "1.0"
        and len(hosts) == 1
        and _LOOPBACK_HOST.fullmatch(hosts[0]) is not None
    )


def is_somebody_here(connection: HTTPConnection, proxies: tuple[str, ...]) -> bool:
    """The same, where a proxy that the settings name is somebody else's messenger."""
    return is_direct_from_here(connection) and not is_from_trusted_proxy(connection, proxies)


def is_from_another_site(connection: HTTPConnection) -> bool:
    """Whether a browser says that a page which is not ours made it ask."""
    headers = connection.headers
    if any(site not in ("same-origin", "none") for site in headers.getlist("sec-fetch-site")):
        return True
    host = headers.get("host", "").casefold()
    return any(_host_of(origin) != host for origin in headers.getlist("origin"))


def client_network(connection: HTTPConnection, proxies: tuple[str, ...]) -> str:
    """Where a request comes from, to count by: an address, of IPv6 its network.

    Behind trusted proxies it is the last address that none of them has.
    """
    found = _peer(connection)
    trusted = _networks(proxies)
    told = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
    while found is not None and told and _is_within(found, trusted):
        before = _address(told.pop().strip())
        if before is None:
            break
        found = before
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _IPV6_SITE_BITS), strict=False))
    return str(found)


def is_https(connection: HTTPConnection, proxies: tuple[str, ...]) -> bool:
    """Whether the way is encrypted, here or, as a trusted proxy says, before it."""
    if connection.scope.get("scheme") == "https":
        return True
    told = connection.headers.getlist("x-forwarded-proto")
    return told == ["https"] and is_from_trusted_proxy(connection, proxies)


def _peer(connection: HTTPConnection) -> Address | None:
    return _address(connection.client.host) if connection.client else None


def _address(host: str) -> Address | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@lru_cache(maxsize=8)
def _networks(named: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(name, strict=False) for name in named)


def _is_within(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
