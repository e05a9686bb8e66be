"""Nobody sees of the page what is not theirs, and nobody is served who is not known."""

import asyncio
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.testclient import TestClient
from starlette.routing import Mount
from starlette.websockets import WebSocketDisconnect

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when the library is imported
import gradio

from advisor.channels.web import page_door
from advisor.channels.web.app import create_app
from advisor.channels.web.conversation_routes import file_lifetime
from advisor.channels.web.tabs import Tabs
from advisor.service.parts import Service
from advisor.types import Caller
from advisor.vocabulary import Right
from tests.channels.web.callers import ELSEWHERE, HERE, bearer, opened
from ui import accessibility, key, problem_pages
from ui.install import VIEWS, install

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
OWN = {"Origin": "http://127.0.0.1:8000"}
FOLLOWED = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
}
WHO = "/sv/kallor"  # a view that answers with the id of who asks
JOIN = "/sv/gradio_api/queue/join"
PROXY = "10.0.0.5"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path, trusted_proxies=[PROXY]) as service:
        yield service


@pytest.fixture
def app(service: Service) -> FastAPI:
    """The page as it is installed, with a view of the framework's own in place of ours."""
    return _application(service)


def _application(service: Service) -> FastAPI:
    app = create_app(service)
    app.include_router(key.router)
    app.include_router(accessibility.router)
    app.state.problem_page = problem_pages.problem_page
    app.add_api_route(WHO, _who, methods=["GET", "POST"])
    app.add_api_route("/sv/statistik", _who)
    page_door.install(app, service, VIEWS)
    asyncio.run(_mount(app))  # else the framework leaves event loops behind
    return app


async def _install(app: FastAPI, service: Service) -> None:
    install(app, service)


async def _mount(app: FastAPI) -> None:
    with gradio.Blocks(analytics_enabled=False) as blocks:
        asked, answered = gradio.Textbox(), gradio.HTML()
        asked.submit(lambda text: text, asked, answered)
    gradio.mount_gradio_app(app, blocks, "/sv", footer_links=[], ssr_mode=False)


def _who(request: Request) -> Response:
    return JSONResponse(request.state.caller.id)


def _browser(app: FastAPI, peer: str = HERE, host: str = "127.0.0.1:8000") -> TestClient:
    return TestClient(
        app,
        base_url=f"http://{host}",
        client=(peer, 50_000),
        headers=PAGE,
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def _session(service: Service, *rights: Right, hours: float = 1) -> tuple[str, str]:
    """The cookie of whoever typed in a new key, and the key's id."""
    made, _ = service.keys.create("Berit", rights or ["ask"])
    caller = Caller(f"key:{made.id}", made.name, made.rights)
    return service.sessions.open(caller, timedelta(hours=hours)), made.id


def _as(token: str) -> dict[str, str]:
    return {"Cookie": f"advisor-session={token}"}


# --- At this machine ------------------------------------------------------------------


def test_two_browsers_at_this_machine_are_two_callers(app: FastAPI) -> None:
    one, other = _browser(app), _browser(app)

    first, again, second = one.get(WHO).json(), one.get(WHO).json(), other.get(WHO).json()

    assert first == again != second
    assert re.fullmatch(r"local:[0-9a-f]{32}", first)


def test_visitors_cookie_is_out_of_reach_of_scripts_and_other_sites(app: FastAPI) -> None:
    given = _browser(app).get(WHO).headers["Set-Cookie"]

    assert re.match(r"advisor-visitor=[A-Za-z0-9_-]{43};", given)
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=31536000"} <= {*given.split("; ")}
    assert "Domain" not in given


def test_id_of_a_visitor_does_not_tell_the_cookie(app: FastAPI) -> None:
    browser = _browser(app)

    caller = browser.get(WHO).json().removeprefix("local:")

    assert caller not in browser.cookies["advisor-visitor"]
    assert _browser(app).get(WHO, headers={"Cookie": f"advisor-visitor={caller}"}).json() != caller


def test_visitor_is_the_same_to_the_interface_for_programs(app: FastAPI, service: Service) -> None:
    browser, other = _browser(app), _browser(app)
    browser.get(WHO)
    other.get(WHO)
    program = TestClient(app, "http://127.0.0.1:8000", client=(HERE, 1))
    kept = _keep_answer(service, browser.get(WHO).json())

    assert browser.get("/v1/conversations").json()["conversations"][0]["id"] == kept
    assert other.get("/v1/conversations").json()["conversations"] == []
    assert program.get("/v1/conversations").json()["conversations"] == []
    assert other.delete(f"/v1/conversations/{kept}", headers=OWN).status_code == 404
    assert browser.delete(f"/v1/conversations/{kept}", headers=OWN).status_code == 204


@pytest.mark.parametrize("value", ["", "x", "x" * 42, "x" * 44, "x" * 42 + "å", "x" * 42 + ";"])
def test_cookie_that_we_did_not_make_is_replaced(app: FastAPI, value: str) -> None:
    told = _browser(app).get(WHO, headers={b"Cookie": f"advisor-visitor={value}".encode()})

    assert "advisor-visitor=" in told.headers["Set-Cookie"]


def test_limits_are_those_of_the_machine_whatever_the_cookie(tmp_path: Path) -> None:
    with opened(tmp_path, requests_per_minute=3) as service:
        app = _application(service)

        statuses = [_browser(app).get(WHO).status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "192.168.1.5:8000"])
def test_name_that_was_changed_to_this_machine_is_not_this_machine(app: FastAPI, host: str) -> None:
    told = _browser(app, host=host).get(WHO)

    assert told.status_code == 303
    assert "Set-Cookie" not in told.headers


def test_link_of_another_site_may_be_followed_and_nothing_else_of_it(app: FastAPI) -> None:
    browser = _browser(app)

    assert browser.get(WHO, headers=FOLLOWED).status_code == 200
    for name, value in (("Mode", "no-cors"), ("Dest", "iframe"), ("Dest", "script")):
        told = browser.get(WHO, headers=FOLLOWED | {f"Sec-Fetch-{name}": value})
        assert told.status_code == 401
        assert "local:" not in told.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        FOLLOWED,
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9000"},
        {"Origin": "http://127.0.0.1:8000.evil.example"},
        {"Origin": "file://127.0.0.1:8000"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", **OWN},
    ],
)
@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("path", [WHO, JOIN, "/sv/gradio_api/cancel"])
def test_only_our_own_page_may_change_something(
    app: FastAPI, service: Service, path: str, headers: dict[str, str], is_known: bool
) -> None:
    browser = _browser(app)
    browser.get(WHO)
    session = {"Cookie": f"advisor-session={_session(service)[0]}"} if is_known else {}

    told = browser.post(path, json={}, headers=headers | session)

    assert told.status_code in (401, 403)


@pytest.mark.parametrize("headers", [OWN, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_page_may(app: FastAPI, headers: dict[str, str]) -> None:
    browser = _browser(app)
    browser.get(WHO)

    assert browser.post(WHO, headers=headers).status_code == 200


def test_browser_that_keeps_no_cookies_is_told_so(app: FastAPI) -> None:
    told = _browser(app).post(JOIN, json={"data": []}, headers=OWN | {"Accept": "*/*"})

    assert told.status_code == 401
    assert "Set-Cookie" not in told.headers
    assert told.json()["code"] == "access_denied"


# --- Elsewhere ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/sv/", "/sv/"),
        ("/sv/kallor?q=vad%20är", "/sv/kallor?q=vad%20%C3%A4r"),
        ("/sv/?a=1&b=2", "/sv/?a=1&b=2"),
    ],
)
def test_whoever_is_not_known_shows_a_key_and_comes_back(
    app: FastAPI, path: str, wanted: str
) -> None:
    told = _browser(app, ELSEWHERE).get(path)

    assert told.status_code == 303
    assert told.headers["Cache-Control"] == "no-store"
    way = urlsplit(told.headers["Location"])
    assert (way.netloc, way.path) == ("", "/sv/nyckel")
    assert parse_qs(way.query)["next"] == [wanted]


def test_whoever_is_not_known_logs_in_where_there_is_a_login(tmp_path: Path) -> None:
    login = {"oidc_issuer": "https://login.example.se", "oidc_client_id": "advisor"}
    with opened(tmp_path, public_url="https://advisor.example.se", **login) as service:
        told = _browser(_application(service), ELSEWHERE).get(WHO)

    assert told.headers["Location"] == f"/login?next={WHO}"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_script_or_program_that_is_not_known_is_told_so(app: FastAPI, method: str) -> None:
    browser = _browser(app, ELSEWHERE)

    told = browser.request(method, WHO, headers={"Accept": "application/json"} | OWN)

    assert told.status_code == 401
    assert told.headers["Content-Type"] == "application/problem+json"


def test_key_in_a_header_opens_no_page(app: FastAPI, service: Service) -> None:
    """Programs have an interface of their own."""
    told = _browser(app, ELSEWHERE).get(WHO, headers=bearer(service, "ask"))

    assert told.status_code == 303


@pytest.mark.parametrize("peer", [HERE, PROXY, ELSEWHERE])
def test_proxy_that_nobody_named_is_told_of_in_words(
    app: FastAPI, service: Service, peer: str
) -> None:
    token, _ = _session(service)
    far = {"X-Forwarded-For": "198.51.100.9"}
    told = _browser(app, peer).get(WHO, headers=_as(token) | far)

    if peer == PROXY:  # the one that is named
        assert told.status_code == 200
    else:
        assert told.status_code == 401
        assert "proxy" in told.text
        assert "<h1>" in told.text


@pytest.mark.parametrize("rights", [["ask"], ["audit"], ["ask", "operate"]])
def test_session_of_a_key_is_served_from_anywhere(
    app: FastAPI, service: Service, rights: list[Right]
) -> None:
    token, id = _session(service, *rights)

    assert _browser(app, ELSEWHERE, "advisor.example").get(WHO, headers=_as(token)).json() == (
        f"key:{id}"
    )


def test_right_to_operate_opens_the_statistics_and_nothing_else(
    app: FastAPI, service: Service
) -> None:
    headers = _as(_session(service, "operate")[0])
    browser = _browser(app, ELSEWHERE)

    assert browser.get("/sv/statistik", headers=headers).status_code == 200
    for path in (WHO, "/sv/", "/sv/config"):
        assert browser.get(path, headers=headers).status_code == 403


def test_key_that_is_revoked_ends_its_sessions_at_once(app: FastAPI, service: Service) -> None:
    token, id = _session(service)
    browser = _browser(app, ELSEWHERE)
    assert browser.get(WHO, headers=_as(token)).status_code == 200

    service.keys.revoke(id)

    assert browser.get(WHO, headers=_as(token)).status_code == 303
    assert browser.get("/v1/conversations", headers=_as(token)).status_code == 401


def test_rights_of_a_session_are_those_that_the_key_has_now(app: FastAPI, service: Service) -> None:
    token, id = _session(service, "ask")
    with service.database.writing() as connection:
        connection.execute("""UPDATE keys SET rights = '["operate"]' WHERE id = ?""", (id,))

    assert _browser(app, ELSEWHERE).get(WHO, headers=_as(token)).status_code == 403


def _forged(service: Service) -> Mapping[str, str]:
    """Cookie headers that prove nothing."""
    right, id = _session(service)
    ended, _ = _session(service, hours=-1)
    closed, _ = _session(service)
    service.sessions.close(closed)
    revoked, gone = _session(service)
    service.keys.revoke(gone)
    person = service.sessions.open(
        Caller("person:1:anna", "Anna", frozenset({"ask"})), timedelta(hours=1)
    )
    [kept] = service.database.rows("SELECT id FROM sessions WHERE caller = ?", (f"key:{id}",))
    _, key = service.keys.create("a program", ["ask"])
    values = {
        "empty": "",
        "short": "x",
        "random": "A" * 43,
        "ended": ended,
        "closed": closed,
        "of a revoked key": revoked,
        "of a person, without login": person,
        "hash that is kept": kept["id"],
        "key itself": key,
        "id of a key": f"key:{id}",
        "this machine": "local",
        "other case": right.swapcase(),
        "cut": right[:-1],
        "longer": right + "A",
        "in front": "A" + right,
        "escaped": "".join(f"%{ord(c):02X}" for c in right),
        "SQL": "' OR '1'='1",
        "SQL comment": f"{right}'--",
        "pattern": "%",
        "JSON": '{"caller":"key:1"}',
        "list": "[]",
        "base64": "eyJjYWxsZXIiOiJsb2NhbCJ9",
        "no byte": "\x00",
        "foreign letters": "åäö",
        "long": "x" * 8000,
    }
    headers = {name: f"advisor-session={value}" for name, value in values.items()}
    return headers | {
        "other name": f"session={right}",
        "name of https": f"__Host-advisor-session={right}",
        "of a visitor": f"advisor-visitor={right}",
        "name in capitals": f"ADVISOR-SESSION={right}",
        "later one": f"advisor-session={right}; advisor-session=x",
    }


def test_forged_cookies_open_nothing(app: FastAPI, service: Service) -> None:
    browser = _browser(app, ELSEWHERE)
    forged = _forged(service)
    assert len(forged) >= 20

    for path in (WHO, "/sv/", "/v1/conversations"):
        for name, cookie in forged.items():
            told = browser.get(path, headers={b"Cookie": cookie.encode()})
            assert told.status_code in (303, 401), f"{name} at {path}: {told.status_code}"
            assert "key:" not in told.text


def test_session_is_read_as_it_is(app: FastAPI, service: Service) -> None:
    """Otherwise the test above could not fail."""
    token, _ = _session(service)

    assert _browser(app, ELSEWHERE).get(WHO, headers=_as(token)).status_code == 200


# --- What is served -------------------------------------------------------------------

NEEDED = {
    *(("GET", "/"), ("HEAD", "/"), ("GET", "/config"), ("GET", "/config/")),
    *(("GET", "/theme.css"), ("GET", "/assets/{path:path}"), ("GET", "/static/{path:path}")),
    *(("POST", "/gradio_api/queue/join"), ("GET", "/gradio_api/queue/data")),
    ("POST", "/gradio_api/cancel"),
    *(("POST", "/gradio_api/reset"), ("POST", "/gradio_api/reset/")),
    ("GET", "/gradio_api/startup-events"),
}


def test_of_the_framework_only_what_the_page_needs_is_there(app: FastAPI) -> None:
    [mounted] = [one for one in app.routes if isinstance(one, Mount) and one.path == "/sv"]
    routes = set(_routes(mounted.routes))
    assert len(routes) > 60
    assert routes >= NEEDED
    browser = _browser(app)
    browser.get(WHO)

    for method, path in sorted(routes - NEEDED):
        filled = re.sub(r"\{[^}]*\}", "x", path)
        told = browser.request(method, f"/sv{filled}", headers=OWN | {"Accept": "*/*"})
        assert told.status_code == 404, f"{method} {path}"
        if method != "HEAD":
            assert told.json()["code"] == "not_found"


@pytest.mark.parametrize("path", ["/", "/config", "/theme.css", "/gradio_api/startup-events"])
def test_what_the_page_needs_is_there(app: FastAPI, path: str) -> None:
    assert _browser(app).get(f"/sv{path}").status_code == 200


def test_every_file_of_the_framework_may_be_loaded_and_kept(app: FastAPI) -> None:
    folder = Path(gradio.__file__).parent / "templates" / "frontend"
    names = [
        f"/sv/{file.relative_to(folder).as_posix()}"
        for part in ("assets", "static")
        for file in (folder / part).rglob("*")
        if file.is_file()
    ]
    assert len(names) > 100

    assert [n for n in names if not file_lifetime({"path": n, "method": "GET"})] == []
    told = _browser(app, ELSEWHERE).get(next(n for n in names if n.endswith(".js")))
    assert told.status_code == 200
    assert "max-age" in told.headers["Cache-Control"]
    assert "Set-Cookie" not in told.headers


@pytest.mark.parametrize(
    "path",
    [
        "/sv/assets/../config",
        "/sv/assets/%2e%2e/config",
        "/sv/static/..%2f..%2fconfig",
        "/sv/assets/",
        "/sv//config",
        "/sv/./config",
        "/sv/assets\\..\\config",
        "/sv/gradio_api/file=/etc/passwd",
        "/sv/gradio_api/queue/join/../../upload",
        "/sv/theme.css/..",
    ],
)
def test_way_round_the_list_leads_nowhere(app: FastAPI, path: str) -> None:
    told = _browser(app, ELSEWHERE).get(path)

    assert told.status_code in (303, 404)
    assert "root:" not in told.text


def test_files_do_not_count_as_requests_and_questions_do(tmp_path: Path) -> None:
    with opened(tmp_path, requests_per_minute=2) as service:
        browser = _browser(_application(service))

        files = [browser.get("/sv/theme.css").status_code for _ in range(5)]
        browser.get("/sv/")
        joined = [browser.post(JOIN, json={}, headers=OWN).status_code for _ in range(2)]

    assert files == [200] * 5
    assert joined == [422, 429]


@pytest.mark.parametrize("query", ["page=nowhere", "deep_link=x", "deep_link=../x&page=é", "__x=1"])
def test_parameters_that_nobody_uses_change_nothing(app: FastAPI, query: str) -> None:
    assert _browser(app).get(f"/sv/?{query}").status_code == 200


def test_open_page_is_its_openers_alone(app: FastAPI) -> None:
    owner, other = _browser(app), _browser(app)
    owner.get(WHO)
    other.get(WHO)
    body = {"data": ["x"], "fn_index": 0, "session_hash": "abc123"}
    assert owner.post(JOIN, json=body, headers=OWN).status_code == 200

    told = {
        "join": other.post(JOIN, json=body, headers=OWN),
        "join, named otherwise in the address": other.post(
            f"{JOIN}?session_hash=mine", json=body, headers=OWN
        ),
        "data": other.get("/sv/gradio_api/queue/data?session_hash=abc123"),
        "data, named twice": other.get(
            "/sv/gradio_api/queue/data?session_hash=mine&session_hash=abc123"
        ),
        "cancel": other.post("/sv/gradio_api/cancel", json={**body, "event_id": "x"}, headers=OWN),
    }

    assert {name: one.status_code for name, one in told.items()} == dict.fromkeys(told, 404)


def test_names_of_open_pages_are_bounded() -> None:
    tabs = Tabs(most=2)

    assert tabs.is_of("a", "anna")
    assert not tabs.is_of("a", "berit")
    assert tabs.is_of("b", "anna")
    assert tabs.is_of("a", "anna")
    assert tabs.is_of("c", "anna")
    assert tabs.is_of("b", "berit")  # the longest idle was forgotten


def test_web_socket_is_closed(app: FastAPI) -> None:
    with pytest.raises(WebSocketDisconnect), _browser(app).websocket_connect("/sv/queue"):
        pass


def test_views_for_everybody_are_open(app: FastAPI) -> None:
    browser = _browser(app, ELSEWHERE)

    for path in ("/sv/nyckel", "/en/key", "/sv/tillganglighet", "/en/accessibility"):
        assert browser.get(path).status_code == 200


def test_every_route_of_the_page_is_guarded(service: Service) -> None:
    """Whatever part of the page it belongs to."""
    app = create_app(service)
    asyncio.run(_install(app, service))
    open_to_all = VIEWS.for_all | set(VIEWS.key.values())
    routes = {
        route
        for route in _routes(app.routes)
        if route[1].startswith(("/sv", "/en")) and route[1] not in open_to_all
    }
    browser = _browser(app, ELSEWHERE)
    assert routes

    for method, path in routes:
        filled = re.sub(r"\{[^}]*\}", "x", path)
        told = browser.request(method, filled, headers={"Accept": "*/*"})
        assert told.status_code in (401, 404), f"{method} {path}"


def _routes(routes: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if hasattr(route, "effective_candidates"):  # a router that was included
            yield from _routes(route.effective_candidates())
        elif getattr(route, "methods", None):
            yield from ((method, route.path) for method in route.methods)


def _keep_answer(service: Service, owner: str) -> str:
    with service.database.writing() as connection:
        connection.execute(
            "INSERT INTO conversations VALUES ('c-1', ?, 'web', '2026-01-01T00:00:00.000Z')",
            (owner,),
        )
        connection.execute(
            "INSERT INTO answers VALUES ('a-1', 'c-1', 0, ?, 'web', '2026-01-01T00:00:00.000Z',"
            " 'answered', 'x', '{}', '{\"text\": \"Vad?\"}', '{}')",
            (owner,),
        )
    return "c-1"
