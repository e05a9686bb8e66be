"""Every answer tells a browser what to refrain from, whatever kind of answer it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from advisor.channels.web.app import create_app
from advisor.service.parts import Service
from tests.channels.web.callers import ELSEWHERE, HERE, client_at, opened


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path, body_bytes=1024, trusted_proxies=["10.0.0.5"]) as service:
        yield service


@pytest.fixture
def broken(service: Service) -> FastAPI:
    """One whose route fails in a way that nobody thought of."""
    app = create_app(service)

    @app.get("/v1/broken")
    def _broken() -> None:
        raise ZeroDivisionError

    return app


@pytest.mark.parametrize(
    ("method", "path", "peer", "status"),
    [
        ("GET", "/healthz", HERE, 200),
        ("GET", "/nowhere", HERE, 404),
        ("PUT", "/v1/ask", HERE, 405),
        ("POST", "/v1/ask", HERE, 422),
        ("GET", "/v1/sources", ELSEWHERE, 401),
        ("GET", "/v1/sources", HERE, 503),  # no index
        ("GET", "/healthz?" + "a" * 9000, HERE, 414),
        ("GET", "/v1/broken", HERE, 500),
    ],
)
def test_answers_of_every_kind_have_them(
    broken: FastAPI, method: str, path: str, peer: str, status: int
) -> None:
    client = TestClient(
        broken, "http://127.0.0.1:8000", client=(peer, 1), raise_server_exceptions=False
    )

    told = client.request(method, path)

    assert told.status_code == status
    policy = told.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["X-Frame-Options"] == "DENY"
    assert told.headers["Referrer-Policy"] == "no-referrer"
    assert told.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert told.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in told.headers
    assert "access-control-allow-origin" not in told.headers


def test_request_that_is_too_large_is_answered_with_them(service: Service) -> None:
    told = client_at(service, HERE).post("/v1/ask", content=b"a" * 2000)

    assert told.status_code == 413
    assert told.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/sv", "/sv/", "/en/assets/index.js", "/login"])
def test_page_may_run_its_own_scripts_and_nobody_elses(service: Service, path: str) -> None:
    policy = client_at(service, HERE).get(path).headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    for loose in ("unsafe", "http", "*"):
        assert loose not in policy


def test_forms_of_the_page_may_tell_where_they_came_from_and_other_sites_learn_nothing(
    service: Service,
) -> None:
    client = client_at(service, HERE)

    assert client.get("/sv/").headers["Referrer-Policy"] == "same-origin"
    assert client.get("/login/callback?code=x").headers["Referrer-Policy"] == "no-referrer"


def test_view_with_a_policy_of_its_own_keeps_it_and_data_does_not(service: Service) -> None:
    app = create_app(service)
    own = "default-src 'none'; script-src 'nonce-1'"
    for path in ("/sv/own", "/v1/own"):
        app.add_api_route(path, lambda: Response("x", headers={"Content-Security-Policy": own}))

    client = TestClient(app, "http://127.0.0.1:8000", client=(HERE, 1))

    assert client.get("/sv/own").headers["Content-Security-Policy"] == own
    assert (
        "default-src 'none'; base-uri" in client.get("/v1/own").headers["Content-Security-Policy"]
    )


def test_what_is_somebodys_own_is_kept_by_no_browser_and_files_are(service: Service) -> None:
    app = create_app(service)
    app.add_api_route("/sv/view", lambda: Response("x"))
    kept = {"Cache-Control": "public, max-age=60"}
    app.add_api_route("/assets/file", lambda: Response("x", headers=kept))

    client = TestClient(app, "http://127.0.0.1:8000", client=(HERE, 1))

    assert client.get("/sv/view").headers["Cache-Control"] == "no-store"
    assert client.get("/assets/file").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("peer", "header", "is_told"),
    [
        ("10.0.0.5", {"X-Forwarded-Proto": "https"}, True),
        ("10.0.0.5", {"X-Forwarded-Proto": "http"}, False),
        ("10.0.0.5", {}, False),
        ("10.0.0.6", {"X-Forwarded-Proto": "https"}, False),
        (HERE, {"X-Forwarded-Proto": "https"}, False),
    ],
)
def test_encryption_is_asked_for_only_where_it_is(
    service: Service, peer: str, header: dict[str, str], is_told: bool
) -> None:
    told = client_at(service, peer).get("/healthz", headers=header)

    assert ("Strict-Transport-Security" in told.headers) is is_told


def test_way_of_showing_a_key_is_told_where_one_is_lacking(service: Service) -> None:
    client = client_at(service, ELSEWHERE)

    assert client.get("/v1/sources").headers["WWW-Authenticate"] == 'Bearer realm="advisor"'
    assert "WWW-Authenticate" not in client.get("/healthz").headers
