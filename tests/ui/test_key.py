"""A key that is typed in opens the page, for as long as the key and the session last."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.testclient import TestClient

from advisor.channels.web import page_door
from advisor.channels.web.app import create_app
from advisor.service.limits import WRONG_KEYS_PER_MINUTE
from advisor.service.parts import Service
from tests.channels.web.callers import ELSEWHERE, HERE, opened
from ui import accessibility, key, problem_pages
from ui.install import VIEWS
from ui.texts import LANGUAGES, PATHS

HOST = "advisor.example"
OWN = {"Origin": f"http://{HOST}"}
VIEW = "/sv/nyckel"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path, trusted_proxies=["10.0.0.5"]) as service:
        yield service


@pytest.fixture
def token(service: Service) -> str:
    return service.keys.create("Berit på Bygg", ["ask"])[1]


def _app(service: Service) -> FastAPI:
    app = create_app(service)
    app.include_router(key.router)
    app.include_router(accessibility.router)
    app.state.problem_page = problem_pages.problem_page
    app.add_api_route("/sv/kallor", _who, methods=["GET", "POST"])
    page_door.install(app, service, VIEWS)
    return app


def _who(request: Request) -> Response:
    return JSONResponse(request.state.caller.name)


def _browser(service: Service, peer: str = ELSEWHERE, scheme: str = "http") -> TestClient:
    return TestClient(
        _app(service),
        base_url=f"{scheme}://{HOST if peer != HERE else '127.0.0.1:8000'}",
        client=(peer, 50_000),
        headers={"Accept": "text/html"},
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def test_right_key_opens_a_session_and_leads_on(service: Service, token: str) -> None:
    browser = _browser(service)

    told = browser.post(VIEW, data={"key": f" {token} ", "next": "/sv/kallor?q=1"}, headers=OWN)

    assert (told.status_code, told.headers["Location"]) == (303, "/sv/kallor?q=1")
    assert browser.get("/sv/kallor").json() == "Berit på Bygg"
    cookie = told.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=28800"} <= {*cookie.split("; ")}
    assert "Secure" not in cookie
    assert token not in cookie
    assert token not in str([dict(row) for row in service.database.rows("SELECT * FROM sessions")])


def test_cookie_is_held_to_https_and_this_host_where_that_is_the_way(
    service: Service, token: str
) -> None:
    browser = _browser(service, scheme="https")

    told = browser.post(VIEW, data={"key": token}, headers={"Origin": f"https://{HOST}"})

    assert told.headers["Set-Cookie"].startswith("__Host-advisor-session=")
    assert "Secure" in told.headers["Set-Cookie"]
    assert browser.get("/sv/kallor").status_code == 200


def test_wrong_key_is_told_in_the_form(service: Service) -> None:
    told = _browser(service).post(VIEW, data={"key": "fel", "next": "/sv/kallor"}, headers=OWN)

    assert told.status_code == 403
    assert "Set-Cookie" not in told.headers
    assert re.search(r'<p [^>]*id="key-problem" role="alert">[^<]*öppnar inte', told.text)
    field = re.search(r'<input type="password"[^>]*>', told.text)
    assert field is not None
    assert 'aria-describedby="key-hint key-problem"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert "autofocus" in field[0]
    assert 'value="/sv/kallor"' in told.text  # where to go on is not lost
    assert "fel<" not in told.text


@pytest.mark.parametrize("data", [{}, {"key": ""}, {"key": "  "}])
def test_form_without_a_key_asks_for_one(service: Service, data: dict[str, str]) -> None:
    told = _browser(service).post(VIEW, data=data, headers=OWN)

    assert told.status_code == 422
    assert "Skriv in nyckeln." in told.text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe=\x00", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(50)), "application/x-www-form-urlencoded"),
        (b"key=%ff%00%ed%a0%80", "application/x-www-form-urlencoded"),
        (b'{"key": "x"}', "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"key=" + b"x" * 100_000, "application/x-www-form-urlencoded"),
    ],
)
def test_whatever_is_sent_is_answered_with_the_form(
    service: Service, content: bytes, kind: str
) -> None:
    told = _browser(service).post(VIEW, content=content, headers=OWN | {"Content-Type": kind})

    assert told.status_code in (403, 422)
    assert 'type="password"' in told.text


def test_guessing_is_slowed_and_told_in_words_and_the_right_key_is_not(
    service: Service, token: str
) -> None:
    browser = _browser(service)

    told = [
        browser.post(VIEW, data={"key": "fel"}, headers=OWN)
        for _ in range(WRONG_KEYS_PER_MINUTE + 1)
    ]

    assert [one.status_code for one in told] == [403] * WRONG_KEYS_PER_MINUTE + [429]
    assert 1 <= int(told[-1].headers["Retry-After"]) <= 60
    assert f"Försök igen om {told[-1].headers['Retry-After']} sekunder" in told[-1].text
    assert browser.post(VIEW, data={"key": token}, headers=OWN).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", **OWN},
    ],
)
def test_another_site_cannot_show_a_key_of_its_own(
    service: Service, token: str, headers: dict[str, str]
) -> None:
    """Otherwise it could have people ask under its key, and read what they asked."""
    browser = _browser(service)

    told = browser.post(VIEW, data={"key": token}, headers=headers)

    assert told.status_code == 403
    assert "Set-Cookie" not in told.headers
    assert "<h1>" in told.text


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/sv",
        "//evil.example/sv",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/sv\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "data:text/html,x",
        "/v1/conversations",
        "/login",
        "/logout",
        "/sverige",
        "/sv@evil.example:80/\\",
        "http:sv",
        "sv",
        "",
        " /sv",
        "/sv/" + "x" * 2000,
    ],
)
def test_key_leads_to_no_other_place(service: Service, token: str, next: str) -> None:
    browser = _browser(service)

    form = browser.get(VIEW, params={"next": next})
    told = browser.post(VIEW, data={"key": token, "next": next}, headers=OWN)

    first = PATHS["sv"]["ask"]
    assert told.headers["Location"] == first
    assert f'name="next" value="{first}"' in form.text


def test_where_to_go_on_is_shown_as_text(service: Service) -> None:
    told = _browser(service).get(VIEW, params={"next": '/sv/"><script>alert(1)</script>'})

    assert "<script>alert" not in told.text


def test_key_that_is_revoked_is_asked_for_again(service: Service, token: str) -> None:
    browser = _browser(service)
    browser.post(VIEW, data={"key": token}, headers=OWN)
    assert browser.get("/sv/kallor").status_code == 200

    service.keys.revoke(token.split("_")[1])

    assert browser.get("/sv/kallor").headers["Location"].startswith("/sv/nyckel?next=")
    assert browser.post(VIEW, data={"key": token}, headers=OWN).status_code == 403


def test_log_out_ends_the_session_and_says_so(service: Service, token: str) -> None:
    browser = _browser(service)
    browser.post(VIEW, data={"key": token}, headers=OWN)
    kept = browser.cookies["advisor-session"]
    form = re.search(r'action="(/logout[^"]*)"', browser.get(VIEW).text)
    assert form is not None

    left = browser.post(form[1], headers=OWN)

    assert left.status_code == 303
    assert "Du är utloggad." in browser.get(left.headers["Location"]).text
    told = browser.get("/sv/kallor", headers={"Cookie": f"advisor-session={kept}"})
    assert told.status_code == 303


def test_another_site_cannot_log_anybody_out(service: Service, token: str) -> None:
    browser = _browser(service)
    browser.post(VIEW, data={"key": token}, headers=OWN)

    refused = browser.post("/logout", headers={"Origin": "http://evil.example"})

    assert refused.status_code == 403
    assert browser.get("/sv/kallor").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_log_out_leads_to_no_other_place(service: Service, path: str) -> None:
    told = _browser(service).post("/logout", params={"next": path}, headers=OWN)

    assert told.headers["Location"] == "/"


def test_new_key_takes_the_place_of_the_one_before(service: Service, token: str) -> None:
    browser = _browser(service)
    browser.post(VIEW, data={"key": token}, headers=OWN)
    before = browser.cookies["advisor-session"]
    _, other = service.keys.create("Cilla", ["ask"])

    browser.post(VIEW, data={"key": other}, headers=OWN)

    assert browser.get("/sv/kallor").json() == "Cilla"
    assert service.sessions.caller(before) is None


def test_name_of_a_key_is_shown_as_text(service: Service) -> None:
    _, token = service.keys.create("<img src=x onerror=alert(1)>", ["ask"])
    browser = _browser(service)
    browser.post(VIEW, data={"key": token}, headers=OWN)

    shown = browser.get(VIEW).text

    assert "&lt;img src=x" in shown
    assert "<img" not in shown


def test_proxy_that_nobody_named_brings_no_key(service: Service, token: str) -> None:
    told = _browser(service).post(
        VIEW, data={"key": token}, headers=OWN | {"X-Forwarded-For": "198.51.100.9"}
    )

    assert told.status_code == 401
    assert "proxy" in told.text


def test_at_this_machine_no_key_is_needed(service: Service) -> None:
    assert "behövs ingen nyckel" in _browser(service, HERE).get(VIEW).text
    assert "behövs ingen nyckel" not in _browser(service).get(VIEW).text


def test_login_is_offered_where_there_is_one(tmp_path: Path) -> None:
    login = {"oidc_issuer": "https://login.example.se", "oidc_client_id": "advisor"}
    with opened(tmp_path, public_url=f"https://{HOST}", **login) as service:
        shown = _browser(service).get(VIEW, params={"next": "/sv/kallor"}).text

    assert 'href="/login?next=/sv/kallor"' in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_view_speaks_its_language(service: Service, language: str) -> None:
    shown = _browser(service).get(PATHS["sv" if language == "sv" else "en"]["key"]).text

    assert f'<html lang="{language}">' in shown
    assert ("Öppna" in shown) is (language == "sv")
    assert ("Open" in shown) is (language == "en")
    assert key.TEXTS["sv"].keys() == key.TEXTS["en"].keys()
