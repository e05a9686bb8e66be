"""How a request came is told by the connection, and by proxies that an operator named."""

import pytest
from starlette.requests import HTTPConnection

from advisor.channels.web.arrival import (
    client_network,
    is_direct_from_here,
    is_forwarded,
    is_from_another_site,
    is_https,
)

# What proxies, balancers and content networks are known to send.
FORWARDING = """Forwarded Via X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port
    X-Forwarded-Server X-Forwarded X-Forwarded-Prefix X-Real-IP X-Client-IP X-Cluster-Client-IP
    True-Client-IP CF-Connecting-IP CF-Ray CF-IPCountry Fastly-Client-IP Fly-Client-IP
    X-Original-Forwarded-For X-Original-Host X-Azure-ClientIP X-Azure-SocketIP X-ARR-LOG-ID
    X-Envoy-External-Address X-Amzn-Trace-Id X-Appengine-User-IP WL-Proxy-Client-IP
    CDN-Loop""".split()


def _connection(
    peer: str | None = "127.0.0.1",
    *headers: tuple[str, str],
    host: str = "127.0.0.1:8000",
    http_version: str = "1.1",
    scheme: str = "http",
) -> HTTPConnection:
    sent = (("Host", host), *headers) if host else headers
    return HTTPConnection(
        {
            "type": "http",
            "client": (peer, 50_000) if peer else None,
            "http_version": http_version,
            "scheme": scheme,
            "headers": [(name.lower().encode(), value.encode()) for name, value in sent],
        }
    )


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_program_of_this_machine_asks_directly(peer: str, host: str) -> None:
    assert is_direct_from_here(_connection(peer, host=host))


@pytest.mark.parametrize(
    "peer", ["192.0.2.1", "10.0.0.1", "0.0.0.0", "2001:db8::1", "::ffff:10.0.0.1", "nonsense", None]
)
def test_peer_elsewhere_does_not(peer: str | None) -> None:
    assert not is_direct_from_here(_connection(peer))


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "evil.example:127.0.0.1", "localhost.evil.se"),
        *("127.0.0.1:8000@evil.example", "127.0.0.2", "2130706433", "0x7f.1", "[::1].evil.se"),
        *("localhost:", "localhost:8000:1", "localhost\n", " localhost", "", "[::ffff:127.0.0.1]"),
    ],
)
def test_name_of_another_machine_in_host_is_not_ours(host: str) -> None:
    assert not is_direct_from_here(_connection(host=host))


def test_two_hosts_are_not_ours() -> None:
    assert not is_direct_from_here(_connection("127.0.0.1", ("Host", "127.0.0.1:8000")))


def test_proxy_that_adds_no_header_is_known_by_its_old_protocol() -> None:
    assert not is_direct_from_here(_connection(http_version="1.0"))


@pytest.mark.parametrize("name", FORWARDING)
@pytest.mark.parametrize("value", ["", "127.0.0.1"])
def test_header_of_a_proxy_shows_that_the_peer_is_not_who_asks(name: str, value: str) -> None:
    connection = _connection("127.0.0.1", (name, value))

    assert is_forwarded(connection.headers)
    assert not is_direct_from_here(connection)


def test_headers_of_programs_and_browsers_are_no_forwarding() -> None:
    names = "Accept Accept-Language Authorization Content-Type Cookie DNT Origin Referer User-Agent"
    connection = _connection("127.0.0.1", *((name, "x") for name in names.split()))

    assert not is_forwarded(connection.headers)


@pytest.mark.parametrize(
    "headers",
    [
        [("Sec-Fetch-Site", "cross-site")],
        [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "CROSS-SITE")],
        [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "http://evil.example")],
        [("Origin", "http://127.0.0.1:3000")],
        [("Origin", "http://localhost:8000")],
        [("Origin", "null")],
        [("Origin", "")],
        [("Origin", "http://[")],
        [("Origin", "http://127.0.0.1:8000@evil.example")],
        [("Origin", "http://127.0.0.1:8000"), ("Origin", "http://evil.example")],
    ],
)
def test_page_of_another_site_is_known(headers: list[tuple[str, str]]) -> None:
    assert is_from_another_site(_connection("127.0.0.1", *headers))


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Sec-Fetch-Site", "same-origin"), ("Origin", "http://127.0.0.1:8000")],
        [("Sec-Fetch-Site", "none")],
    ],
)
def test_our_own_page_is_not_another_site(headers: list[tuple[str, str]]) -> None:
    assert not is_from_another_site(_connection("127.0.0.1", *headers))


@pytest.mark.parametrize(
    ("peer", "told", "expected"),
    [
        ("192.0.2.1", None, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),  # no proxy of ours says so
        ("10.0.0.5", "198.51.100.9", "198.51.100.9"),
        ("10.0.0.5", "203.0.113.1, 198.51.100.9", "198.51.100.9"),  # whoever asked made the first
        ("10.0.0.5", "198.51.100.9, 10.0.0.6", "198.51.100.9"),
        ("10.0.0.5", "nonsense", "10.0.0.5"),
        ("10.0.0.5", "198.51.100.9, nonsense", "10.0.0.5"),
        ("10.0.0.5", None, "10.0.0.5"),
        ("2001:db8:1:2:3::4", None, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", None, "192.0.2.1"),
    ],
)
def test_callers_are_counted_by_where_they_are(peer: str, told: str | None, expected: str) -> None:
    headers = [("X-Forwarded-For", told)] if told else []

    assert client_network(_connection(peer, *headers), ("10.0.0.0/24",)) == expected


def test_encryption_is_believed_of_a_trusted_proxy_only() -> None:
    said = ("X-Forwarded-Proto", "https")
    trusted = ("10.0.0.5",)

    assert is_https(_connection("10.0.0.5", said), trusted)
    assert not is_https(_connection("10.0.0.5"), trusted)
    assert not is_https(_connection("10.0.0.6", said), trusted)
    assert not is_https(_connection("10.0.0.5", said, ("X-Forwarded-Proto", "http")), trusted)
    assert is_https(_connection("10.0.0.6", scheme="https"), trusted)
