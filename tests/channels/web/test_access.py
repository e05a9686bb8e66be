"""A caller is known by a key, or by sitting at this machine; nobody else is served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.channels.web.access import exposure_warning
from advisor.service.limits import WRONG_KEYS_PER_MINUTE
from advisor.service.parts import Service
from tests.channels.web.callers import ELSEWHERE, HERE, bearer, client_at, opened

READ = "/v1/conversations/none"  # 404 for whoever is let in
PROXY = "10.0.0.5"
FORWARDED = {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "https"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path) as service:
        yield service


@pytest.fixture
def behind_proxy(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path, trusted_proxies=[PROXY, HERE]) as service:
        yield service


@pytest.mark.parametrize("peer", [HERE, ELSEWHERE])
def test_key_is_served_from_anywhere(service: Service, peer: str) -> None:
    headers = bearer(service, "ask")

    assert client_at(service, peer, "advisor.example").get(READ, headers=headers).status_code == 404


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer ", "Bearer  "])
def test_scheme_is_read_in_any_case_and_with_any_spaces(service: Service, scheme: str) -> None:
    token = bearer(service, "ask")["Authorization"].removeprefix("Bearer ")

    told = client_at(service, ELSEWHERE).get(READ, headers={"Authorization": f"{scheme} {token}"})

    assert told.status_code == 404


def test_without_key_only_this_machine_is_served(service: Service) -> None:
    here, elsewhere = client_at(service, HERE).get(READ), client_at(service, ELSEWHERE).get(READ)

    assert here.status_code == 404
    assert elsewhere.status_code == 401
    assert "advisor keys create" in elsewhere.json()["detail"]
    assert elsewhere.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "192.168.1.5:8000"])
def test_name_that_was_changed_to_this_machine_is_not_served(service: Service, host: str) -> None:
    assert client_at(service, HERE, host).get(READ).status_code == 401


@pytest.mark.parametrize(
    "header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_page_of_another_site_is_not_served(service: Service, header: dict[str, str]) -> None:
    told = client_at(service, HERE).get(READ, headers=header)

    assert told.status_code == 401
    assert "another site" in told.json()["detail"]


def test_no_other_site_is_told_that_it_may_ask(service: Service) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}

    told = client_at(service, HERE).options("/v1/ask", headers=asked)

    assert told.status_code >= 400
    assert [name for name in told.headers if name.startswith("access-control")] == []


def _sent(token: str, other: str) -> dict[str, list[tuple[str, str | bytes]]]:
    """What is sent to look like a key, by what is wrong with it."""
    one = "Authorization"
    return {
        "nothing": [(one, "")],
        "scheme alone": [(one, "Bearer")],
        "scheme and spaces": [(one, "Bearer    ")],
        "no scheme": [(one, token)],
        "Basic": [(one, f"Basic {token}")],
        "Digest": [(one, f"Digest {token}")],
        "Token": [(one, f"Token {token}")],
        "colon": [(one, f"Bearer: {token}")],
        "tab": [(one, f"Bearer\t{token}")],
        "scheme twice": [(one, f"Bearer Bearer {token}")],
        "scheme cut": [(one, f"Beare {token}")],
        "full-width scheme": [(one, chr(0xFF22).encode() + f"earer {token}".encode())],
        "key cut": [(one, f"Bearer {token[:-1]}")],
        "key lengthened": [(one, f"Bearer {token}A")],
        "key of upper case": [(one, f"Bearer {token.upper()}")],
        "key in quotes": [(one, f'Bearer "{token}"')],
        "key and comma": [(one, f"Bearer {token},")],
        "two keys": [(one, f"Bearer {token}, Bearer {other}")],
        "two keys with a space": [(one, f"Bearer {token} {other}")],
        "parameters": [(one, f"Bearer {token}; realm=x")],
        "null behind": [(one, f"Bearer {token}\0".encode())],
        "no-break space": [(one, b"Bearer " + chr(0xA0).encode() + token.encode())],
        "Latin-1": [(one, b"Bearer \xe5\xe4\xf6")],
        "not UTF-8": [(one, b"Bearer \xff\xfe" + token.encode())],
        "emoji": [(one, "Bearer \U0001f511".encode())],
        "header twice": [(one, f"Bearer {token}"), (one, f"Bearer {token}")],
        "header twice, one wrong": [(one, f"Bearer {token}"), (one, "Bearer x")],
        "header twice, one empty": [(one, ""), (one, f"Bearer {token}")],
        "huge": [(one, "Bearer " + "A" * 30_000)],
        "X-API-Key": [("X-API-Key", token)],
        "Api-Key": [("Api-Key", token)],
        "X-API-Key beside": [(one, f"Bearer {token}"), ("X-API-Key", "x")],
        "None": [(one, "Bearer None")],
        "undefined": [(one, "Bearer undefined")],
        "local": [(one, "Bearer local")],
        "SQL": [(one, "Bearer ' OR 1=1 --")],
        "JWT of none": [(one, "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJsb2NhbCJ9.")],
    }


@pytest.mark.parametrize("peer", [HERE, ELSEWHERE])
@pytest.mark.parametrize("name", _sent("x", "y"))
def test_what_is_no_key_is_refused_also_at_this_machine(
    service: Service, name: str, peer: str
) -> None:
    good, other = (bearer(service, "ask")["Authorization"][7:] for _ in range(2))

    sent = [
        (header.encode(), value if isinstance(value, bytes) else value.encode())
        for header, value in _sent(good, other)[name]
    ]
    told = client_at(service, peer).get(READ, headers=sent)

    assert told.status_code == 401, name
    assert good not in told.text


def test_key_in_the_address_is_not_read(service: Service) -> None:
    token = bearer(service, "ask")["Authorization"][7:]
    client = client_at(service, ELSEWHERE)

    for name in ("key", "api_key", "access_token", "token", "authorization"):
        assert client.get(READ, params={name: token}).status_code == 401


def test_revoked_key_is_refused_at_once(service: Service) -> None:
    key, token = service.keys.create("a program", ["ask"])
    headers = {"Authorization": f"Bearer {token}"}
    client = client_at(service, HERE)
    assert client.get(READ, headers=headers).status_code == 404

    service.keys.revoke(key.id)

    told = client.get(READ, headers=headers)
    assert told.status_code == 401
    assert "revoked" in told.json()["detail"]


def test_guessing_is_slowed_without_locking_out_who_has_a_key(service: Service) -> None:
    right, wrong = bearer(service, "ask"), {"Authorization": "Bearer wrong"}
    client = client_at(service, ELSEWHERE)

    told = [client.get(READ, headers=wrong) for _ in range(WRONG_KEYS_PER_MINUTE + 2)]

    statuses = [one.status_code for one in told]
    assert statuses == [401] * WRONG_KEYS_PER_MINUTE + [429, 429]
    assert 1 <= int(told[-1].headers["Retry-After"]) <= 60
    assert client.get(READ, headers=right).status_code == 404
    assert client_at(service, "192.0.2.8").get(READ, headers=wrong).status_code == 401


def test_requests_are_limited_for_each_caller(tmp_path: Path) -> None:
    with opened(tmp_path, requests_per_minute=3) as service:
        one, other = bearer(service, "ask"), bearer(service, "ask")
        client = client_at(service, ELSEWHERE)

        statuses = [client.get(READ, headers=one).status_code for _ in range(4)]

        assert statuses == [404, 404, 404, 429]
        assert client.get(READ, headers=other).status_code == 404
        assert client.get("/healthz").status_code == 200


# --- Through proxies ------------------------------------------------------------------


@pytest.mark.parametrize("peer", [HERE, PROXY, ELSEWHERE])
@pytest.mark.parametrize("with_key", [True, False])
def test_proxy_that_nobody_named_is_refused(service: Service, peer: str, with_key: bool) -> None:
    headers = FORWARDED | (bearer(service, "ask") if with_key else {})

    told = client_at(service, peer).get(READ, headers=headers)

    assert told.status_code == 401
    assert "ADVISOR_TRUSTED_PROXIES" in told.json()["detail"]


def test_trusted_proxy_brings_callers_with_a_key(behind_proxy: Service) -> None:
    key = bearer(behind_proxy, "ask")
    client = client_at(behind_proxy, PROXY, "advisor.example")

    assert client.get(READ, headers=FORWARDED | key).status_code == 404
    assert client.get(READ, headers=FORWARDED).status_code == 401
    assert client_at(behind_proxy, ELSEWHERE).get(READ, headers=FORWARDED | key).status_code == 401


def test_trusted_proxy_on_this_machine_is_not_this_machine(behind_proxy: Service) -> None:
    """Also one that adds no header and asks under this machine's name."""
    assert client_at(behind_proxy, HERE).get(READ).status_code == 401
    assert client_at(behind_proxy, HERE).get(READ, headers=FORWARDED).status_code == 401


def test_wrong_keys_behind_a_proxy_are_counted_by_who_sends_them(behind_proxy: Service) -> None:
    client = client_at(behind_proxy, PROXY)
    wrong = {"Authorization": "Bearer wrong"}
    for _ in range(WRONG_KEYS_PER_MINUTE + 1):
        last = client.get(READ, headers=FORWARDED | wrong)

    other = client.get(READ, headers={"X-Forwarded-For": "198.51.100.10"} | wrong)

    assert last.status_code == 429
    assert other.status_code == 401


# --- Rights ---------------------------------------------------------------------------


def test_key_without_a_reading_right_reads_nothing(service: Service) -> None:
    told = client_at(service, ELSEWHERE).get(READ, headers=bearer(service, "operate"))

    assert told.status_code == 403
    assert "`ask` or `audit`" in told.json()["detail"]


def test_key_without_the_right_to_ask_may_read_but_not_ask(service: Service) -> None:
    auditor, client = bearer(service, "audit"), client_at(service, ELSEWHERE)

    asked = client.post("/v1/ask", json={"question": "Varför?"}, headers=auditor)

    assert asked.status_code == 403
    assert client.get(READ, headers=auditor).status_code == 404


# --- At start -------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_start_at_this_machine_needs_no_warning(service: Service, host: str) -> None:
    assert exposure_warning(service, host) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "advisor.example"])
def test_start_at_an_open_address_without_a_key_is_warned_of(service: Service, host: str) -> None:
    warning = exposure_warning(service, host)

    assert warning is not None
    assert "nobody is served" in warning
    bearer(service, "ask")
    assert exposure_warning(service, host) is None
