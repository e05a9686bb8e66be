"""People log in with a provider, driven as a browser does it, against a served process."""

import base64
import hmac
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from tests.channels.web.oidc_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    NAME,
    SUBJECT,
    Claims,
    Provider,
    provider_running,
    signed,
    unsigned,
)
from tests.conftest import Serve, Server

PUBLIC = "http://advisor.example.se"  # as people see it: a proxy stands before the server
OWN_PAGE = {"Origin": PUBLIC}
QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"

Issue = Callable[[Provider, Claims], str]


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider_running() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Iterator[Provider]:
    """One that does everything right, until a test says otherwise."""
    yield running
    running.issue, running.more_claims, running.is_down = Provider.issue, {}, False


@pytest.fixture(scope="module")
def server(running: Provider, serve: Serve) -> Iterator[Server]:
    with serve(
        ADVISOR_PUBLIC_URL=PUBLIC,
        ADVISOR_OIDC_ISSUER=running.address,
        ADVISOR_OIDC_CLIENT_ID=CLIENT_ID,
        ADVISOR_OIDC_CLIENT_SECRET=CLIENT_SECRET,
        ADVISOR_OIDC_AUDIT_ROLES='["Advisor.Audit"]',
        ADVISOR_OIDC_OPERATE_ROLES='["Advisor.Operate"]',
    ) as server:
        yield server


@pytest.fixture
def browser(server: Server, provider: Provider) -> Iterator[httpx.Client]:
    """One that knows the server, and a provider that does everything right."""
    assert not provider.is_down
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def test_person_who_logs_in_asks_as_themselves(
    provider: Provider, server: Server, browser: httpx.Client
) -> None:
    provider.more_claims = {"email": "anna.berg@kommun.se"}

    came_back = _log_in(browser, next="/sv?fraga=1")
    answered = browser.post("/v1/ask", json={"question": QUESTION}, headers=OWN_PAGE)

    assert came_back.status_code == 303
    assert came_back.headers["Location"] == f"{PUBLIC}/sv?fraga=1"
    assert came_back.headers["Cache-Control"] == "no-store"
    assert answered.status_code == 200, answered.text
    (owner,) = _rows(server, "SELECT owner FROM answers WHERE id = ?", answered.json()["id"])
    assert owner[0].startswith("person:")
    assert owner[0].endswith(f":{SUBJECT}")


def test_session_is_kept_as_a_hash_with_name_and_rights_alone(
    provider: Provider, server: Server, browser: httpx.Client
) -> None:
    provider.more_claims = {"email": "anna.berg@kommun.se", "roles": ["Advisor.Audit", "Other"]}

    _log_in(browser)

    token = browser.cookies["advisor-session"]
    rows = _rows(server, "SELECT * FROM sessions ORDER BY created DESC LIMIT 1")
    assert (rows[0][2], json.loads(rows[0][3])) == (NAME, ["ask", "audit"])
    assert token not in str(rows)
    assert "kommun.se" not in str(rows)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(browser: httpx.Client) -> None:
    came_back = _log_in(browser)

    session, login = sorted(came_back.headers.get_list("set-cookie"), reverse=True)
    assert session.startswith("advisor-session=")
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=28800"} <= {*session.split("; ")}
    assert "Domain" not in session
    assert login.startswith("advisor-login=")
    assert "Max-Age=0" in login


def test_login_gives_a_new_session_and_ends_the_one_before(browser: httpx.Client) -> None:
    browser.cookies.set("advisor-session", "chosen-by-someone-else", domain="127.0.0.1")
    _log_in(browser)
    first = browser.cookies["advisor-session"]

    _log_in(browser)

    assert "chosen-by-someone-else" != first != browser.cookies["advisor-session"]
    assert _is_person(browser)
    assert not _is_person(browser, first)


@pytest.mark.parametrize(
    ("roles", "status"), [(["Advisor.Operate"], 200), (["Advisor.Audit"], 403), ("Advisor", 403)]
)
def test_role_gives_its_right_and_no_other(
    provider: Provider, browser: httpx.Client, roles: object, status: int
) -> None:
    provider.more_claims = {"roles": roles}

    _log_in(browser)

    assert browser.get("/metrics").status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "sv",
        "",
        "/login",
        "/login?next=/login",
        "/" + "x" * 2000,
    ],
)
def test_login_leads_to_no_other_place(browser: httpx.Client, path: str) -> None:
    assert _log_in(browser, next=path).headers["Location"] == f"{PUBLIC}/"


def _expired(provider: Provider, claims: Claims) -> str:
    return signed(claims | {"exp": int(time.time()) - 120}, provider.key)


def _claiming(**other: object) -> Issue:
    return lambda provider, claims: signed(claims | other, provider.key)


def _lacking(name: str) -> Issue:
    return lambda provider, claims: signed(
        {key: value for key, value in claims.items() if key != name}, provider.key
    )


def _by_another_key(provider: Provider, claims: Claims) -> str:
    return signed(claims, RSAKey.generate_key(2048, {"kid": provider.key.kid or ""}))


def _by_public_key_as_secret(provider: Provider, claims: Claims) -> str:
    _, body, _ = signed(claims, provider.key).split(".")
    header = base64.urlsafe_b64encode(
        json.dumps({"alg": "HS256", "kid": provider.key.kid, "typ": "JWT"}).encode()
    )
    told = f"{header.rstrip(b'=').decode()}.{body}"
    made = hmac.digest(provider.key.as_pem(private=False), told.encode(), "sha256")
    return f"{told}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def _altered(provider: Provider, claims: Claims) -> str:
    header, _, signature = signed(claims, provider.key).split(".")
    _, body, _ = signed(claims | {"sub": "someone-else"}, provider.key).split(".")
    return ".".join((header, body, signature))


REFUSED: dict[str, Issue] = {
    "expired": _expired,
    "no end": _lacking("exp"),
    "not yet issued": _claiming(iat=int(time.time()) + 3600),
    "other nonce": _claiming(nonce="another"),
    "no nonce": _lacking("nonce"),
    "other audience": _claiming(aud="another-program"),
    "other audience, for us": _claiming(aud=["another-program"], azp=CLIENT_ID),
    "for another party": _claiming(aud=[CLIENT_ID, "another"], azp="another"),
    "no audience": _lacking("aud"),
    "other issuer": _claiming(iss="https://login.example.com/other-tenant/v2.0"),
    "no issuer": _lacking("iss"),
    "no subject": _lacking("sub"),
    "odd subject": _claiming(sub="å\n"),
    "long subject": _claiming(sub="x" * 256),
    "unsigned": lambda _provider, claims: unsigned(claims),
    "other key": _by_another_key,
    "public key as a secret": _by_public_key_as_secret,
    "altered": _altered,
    "not a token": lambda _provider, _claims: "abc",
}


@pytest.mark.parametrize("issue", REFUSED.values(), ids=REFUSED.keys())
def test_id_token_that_proves_nothing_opens_no_session(
    provider: Provider, browser: httpx.Client, issue: Issue
) -> None:
    provider.issue = issue

    came_back = _log_in(browser)

    assert came_back.status_code == 401, came_back.text
    assert came_back.json()["type"] == "urn:advisor:login_failed"
    assert "advisor-session" not in browser.cookies
    assert not _is_person(browser)


def test_state_of_another_login_is_refused(browser: httpx.Client) -> None:
    """Otherwise someone could log another person in as themselves, and read what they ask."""
    callback = _begin(browser)
    other = httpx.URL(callback).copy_set_param("state", "another")

    assert browser.get(str(other)).status_code == 401


def test_answer_for_another_browser_is_refused(server: Server, browser: httpx.Client) -> None:
    callback = _begin(browser)

    with httpx.Client(base_url=server.url) as other:
        assert other.get(callback).status_code == 401


@pytest.mark.parametrize("change", ["", "x", "\u00e5".encode().decode("latin-1"), "a.b.c"])
def test_altered_cookie_of_a_login_is_refused(
    server: Server, browser: httpx.Client, change: str
) -> None:
    callback = _begin(browser)
    cookie = f"advisor-login={browser.cookies['advisor-login'][:-3]}{change}".encode("latin-1")

    refused = httpx.get(f"{server.url}{callback}", headers={b"Cookie": cookie})

    assert refused.status_code == 401


def test_code_is_of_use_once(browser: httpx.Client) -> None:
    callback = _begin(browser)
    login = browser.cookies["advisor-login"]
    assert browser.get(callback).status_code == 303

    browser.cookies.set("advisor-login", login, domain="127.0.0.1")

    assert browser.get(callback).status_code == 401


def test_code_without_the_verifier_of_the_login_is_refused(
    server: Server, browser: httpx.Client
) -> None:
    """A code that was caught on its way is of no use in a login of one's own."""
    caught = httpx.URL(_begin(browser)).params["code"]

    with httpx.Client(base_url=server.url) as thief:
        own = httpx.URL(_begin(thief)).copy_set_param("code", caught)
        assert thief.get(str(own)).status_code == 401


@pytest.mark.parametrize(
    "query",
    ["", "code=&state=", "error=access_denied&state=x", "code=a&state=%ED%A0%80", "code=%00"],
)
def test_callback_out_of_the_blue_is_refused(browser: httpx.Client, query: str) -> None:
    assert browser.get(f"/login/callback?{query}").status_code == 401


def test_answer_that_names_another_issuer_is_refused(browser: httpx.Client) -> None:
    callback = httpx.URL(_begin(browser)).copy_set_param("iss", "https://evil.example")

    assert browser.get(str(callback)).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "å", "x" * 4000, "' OR 1=1 --"])
def test_made_up_session_is_none(server: Server, token: str) -> None:
    cookie = f"advisor-session={token}".encode()

    answered = httpx.get(f"{server.url}/metrics", headers={b"Cookie": cookie})

    assert answered.status_code == 200  # as this machine, without a login


def test_logout_ends_the_session_at_once(browser: httpx.Client) -> None:
    _log_in(browser)
    token = browser.cookies["advisor-session"]

    left = browser.post("/logout", headers=OWN_PAGE)

    assert (left.status_code, left.headers["Location"]) == (303, "/")
    assert "advisor-session" not in browser.cookies
    assert not _is_person(browser, token)


def test_session_ends_by_itself(server: Server, browser: httpx.Client) -> None:
    _log_in(browser)
    assert _is_person(browser)

    with closing(sqlite3.connect(server.data / "advisor.sqlite")) as database, database:
        database.execute("UPDATE sessions SET expires = '2020-01-01T00:00:00.000Z'")

    assert not _is_person(browser)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{PUBLIC}.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", **OWN_PAGE},
    ],
)
@pytest.mark.parametrize("path", ["/v1/ask", "/logout"])
def test_another_page_cannot_act_with_a_login(
    browser: httpx.Client, path: str, headers: dict[str, str]
) -> None:
    _log_in(browser)

    refused = browser.post(path, json={"question": QUESTION}, headers=headers)

    assert refused.status_code == 403
    assert _is_person(browser)


def test_own_page_can_act_with_a_login(browser: httpx.Client) -> None:
    _log_in(browser)

    answered = browser.post(
        "/v1/ask", json={"question": QUESTION}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert answered.status_code == 200


def test_provider_that_is_down_is_told_with_what_to_do(provider: Provider, serve: Serve) -> None:
    provider.is_down = True
    with serve(**_settings(provider)) as server, httpx.Client(base_url=server.url) as browser:
        told = browser.get("/login")
        page = browser.get("/login", headers={"Accept": "text/html,*/*"})
        answered = browser.get("/healthz")

        assert (told.status_code, page.status_code, answered.status_code) == (503, 503, 200)
        assert told.headers["Content-Type"] == "application/problem+json"
        assert told.json()["type"] == "urn:advisor:login_unavailable"
        assert "Försök igen" in page.text
        assert '"event": "login provider unavailable"' in server.log.read_text(encoding="utf-8")


def test_log_tells_which_check_failed_and_no_secret(
    provider: Provider, server: Server, browser: httpx.Client
) -> None:
    provider.issue = _claiming(nonce="another")
    callback = _begin(browser)

    browser.get(callback)

    log = server.log.read_text(encoding="utf-8")
    code = parse_qs(urlsplit(callback).query)["code"][0]
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert "id_token: nonce" in [line.get("check") for line in lines]
    for hidden in (code, CLIENT_SECRET, SUBJECT, NAME, browser.cookies["advisor-login"]):
        assert hidden not in log


def _settings(provider: Provider) -> dict[str, str]:
    return {
        "ADVISOR_PUBLIC_URL": PUBLIC,
        "ADVISOR_OIDC_ISSUER": provider.address,
        "ADVISOR_OIDC_CLIENT_ID": CLIENT_ID,
        "ADVISOR_OIDC_CLIENT_SECRET": CLIENT_SECRET,
    }


def _log_in(browser: httpx.Client, next: str = "/") -> httpx.Response:
    """The last step of a login: back from the provider."""
    return browser.get(_begin(browser, next))


def _begin(browser: httpx.Client, next: str = "/") -> str:
    """Path and query with which the provider sends the browser back."""
    sent = browser.get("/login", params={"next": next})
    assert sent.status_code == 303, sent.text
    back = httpx.get(sent.headers["Location"]).headers["Location"]
    assert back.startswith(f"{PUBLIC}/login/callback?")
    return back.removeprefix(PUBLIC)


def _is_person(browser: httpx.Client, token: str | None = None) -> bool:
    """A person lacks the right to look at the metrics, which this machine has."""
    token = token or browser.cookies.get("advisor-session")
    cookies = {"Cookie": f"advisor-session={token}"} if token else {}
    return httpx.get(f"{browser.base_url}/metrics", headers=cookies).status_code == 403


def _rows(server: Server, sql: str, *values: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(server.data / "advisor.sqlite")) as database:
        return database.execute(sql, values).fetchall()
