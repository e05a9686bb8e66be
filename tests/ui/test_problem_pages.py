"""What goes wrong is told to people as a page in their language, to programs as before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from advisor.channels.web import page_door
from advisor.channels.web.app import create_app
from advisor.channels.web.problem_texts import TEXTS as PROGRAM_TEXTS
from advisor.errors import BusyError, IndexUnusableError
from advisor.service.parts import Service
from tests.channels.web.callers import HERE, opened
from ui import accessibility, key, problem_pages
from ui.install import VIEWS

PAGE = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path, contact="it@kommun.example", requests_per_minute=5) as service:
        yield service


@pytest.fixture
def app(service: Service) -> FastAPI:
    app = create_app(service)
    app.include_router(key.router)
    app.include_router(accessibility.router)
    app.state.problem_page = problem_pages.problem_page
    for language in ("sv", "en"):
        app.add_api_route(f"/{language}/busy", _busy)
        app.add_api_route(f"/{language}/index", _no_index)
        app.add_api_route(f"/{language}/broken", _broken)
        app.add_api_route(f"/{language}/asked", _asked)
    page_door.install(app, service, VIEWS)
    return app


def _busy() -> None:
    raise BusyError("Many ask at this moment.", 7)


def _no_index() -> None:
    raise IndexUnusableError("No index at /srv/secret/path. Run `advisor index`.")


def _broken() -> None:
    raise ZeroDivisionError("a question of somebody's")


def _asked(n: int) -> int:
    return n


def _client(app: FastAPI) -> TestClient:
    return TestClient(
        app, "http://127.0.0.1:8000", client=(HERE, 1), raise_server_exceptions=False, headers=PAGE
    )


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/sv/busy", 503, "Försök igen om 7 sekunder."),
        ("/en/busy", 503, "Try again in 7 seconds."),
        ("/sv/index", 503, "Källorna kan inte läsas just nu"),
        ("/en/index", 503, "The sources cannot be read at this time"),
        ("/sv/broken", 500, "Något gick fel i tjänsten"),
        ("/en/broken", 500, "Something went wrong in the service"),
        ("/sv/nowhere", 404, "Sidan finns inte"),
        ("/en/nowhere", 404, "There is no such page"),
        ("/sv/asked?n=x", 422, "Ska vara ett heltal."),
        ("/en/asked?n=x", 422, "It must be a whole number."),
    ],
)
def test_problem_of_the_page_is_a_page(app: FastAPI, path: str, status: int, said: str) -> None:
    told = _client(app).get(path, headers={"Accept-Language": "de"})

    language = path[1:3]
    assert told.status_code == status
    assert told.headers["Content-Type"].startswith("text/html")
    assert told.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in told.text
    assert said in told.text
    assert told.text.count("<h1>") == 1
    assert 'href="mailto:it@kommun.example"' in told.text
    for hidden in ("/srv/secret", "Traceback", "question of somebody"):
        assert hidden not in told.text
    if status >= 500:
        assert told.headers["X-Request-ID"] in told.text


def test_try_again_leads_to_what_was_asked_for(app: FastAPI) -> None:
    shown = _client(app).get("/sv/busy?q=%22%3E%3Cscript%3E").text

    assert 'href="/sv/busy?q=%22%3E%3Cscript%3E"' in shown


@pytest.mark.parametrize("path", ["/sv/busy", "/sv/nowhere", "/sv/broken"])
@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/event-stream"])
def test_script_of_the_page_is_told_in_problem_details(
    app: FastAPI, path: str, accept: str
) -> None:
    client = _client(app)
    client.get("/sv/nowhere")

    told = client.get(path, headers={"Accept": accept})

    assert told.headers["Content-Type"] == "application/problem+json"


def test_interface_for_programs_is_as_it_was(app: FastAPI) -> None:
    told = _client(app).get("/v1/sources")

    assert told.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/sv/busy", "Sidan är avstängd för tillfället"),
        ("/en/nowhere", "The page is switched off for now"),
        ("/sv/nyckel", "Sidan är avstängd för tillfället"),
    ],
)
def test_page_that_is_switched_off_says_so(
    app: FastAPI, service: Service, path: str, said: str
) -> None:
    service.switches.set("web", is_on=False, by="eva")

    told = _client(app).get(path)

    assert told.status_code == 503
    assert said in told.text


def test_limit_is_told_in_words(app: FastAPI) -> None:
    client = _client(app)

    told = [client.get("/sv/nowhere") for _ in range(6)][-1]

    assert told.status_code == 429
    assert f"Försök igen om {told.headers['Retry-After']} sekunder." in told.text


def test_every_problem_has_words_in_both_languages() -> None:
    for words in (*problem_pages._WORDS.values(), *PROGRAM_TEXTS.values()):
        assert words.keys() == {"sv", "en"}
    assert problem_pages.TEXTS["sv"].keys() == problem_pages.TEXTS["en"].keys()
