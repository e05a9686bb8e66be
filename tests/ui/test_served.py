"""Gradio's document becomes ours before it is sent: language, frame, policy."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from advisor.vocabulary import Language
from ui.conversation_texts import TEXTS
from ui.served import ServedPage
from ui.texts import LANGUAGES


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """The document that Gradio fills in, served through ours in each language."""
    found = find_spec("gradio")
    assert found is not None
    assert found.origin is not None
    document = Path(found.origin).parent / "templates" / "frontend" / "index.html"
    app = FastAPI()

    @app.get("/{language}/")
    def page() -> HTMLResponse:
        served = HTMLResponse(document.read_text(encoding="utf-8"), headers={"X-Request-ID": "r-1"})
        served.set_cookie("one", "1")
        served.set_cookie("other", "2")
        return served

    @app.get("/{language}/config")
    def config() -> dict[str, str]:
        return {}

    app.add_middleware(ServedPage)
    with TestClient(app) as opened:
        yield opened


def _document(client: TestClient, language: Language) -> Any:
    answered = client.get(f"/{language}/")
    assert answered.status_code == 200
    return answered


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_says_its_language_before_any_script_runs(
    client: TestClient, language: Language
) -> None:
    html = _document(client, language).text

    assert re.findall(r"<html\s[^>]*?lang=\"(\w+)\"", html) == [language]
    assert html.index("Navigator.prototype") < html.index("gradio_config")


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_has_heading_and_frame_before_any_script_runs(
    client: TestClient, language: Language
) -> None:
    html = _document(client, language).text

    before, after = html.split("<gradio-app", 1)
    assert f"{TEXTS[language]['title']}</h1>" in before
    assert 'class="skip"' in before
    assert "<footer" in after


def test_every_script_within_the_document_has_the_number_of_its_policy(client: TestClient) -> None:
    answered = _document(client, "sv")

    policy = answered.headers["Content-Security-Policy"]
    (nonce,) = re.findall(r"'nonce-([\w-]+)'", policy)
    scripts = re.findall(r"<script\b[^>]*>", answered.text)
    assert len(scripts) > 3
    assert all(f'nonce="{nonce}"' in script for script in scripts)
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


def test_the_number_is_new_in_each_answer(client: TestClient) -> None:
    policies = {_document(client, "sv").headers["Content-Security-Policy"] for _ in range(3)}

    assert len(policies) == 3


def test_document_names_no_other_host(client: TestClient) -> None:
    html = _document(client, "en").text

    elsewhere = re.findall(r"(?:src|href|content)=\"(https?://[^\"]+)\"", html)
    assert elsewhere == []
    assert 'rel="manifest"' not in html


def test_what_is_below_the_document_is_left_as_it_is(client: TestClient) -> None:
    config = client.get("/sv/config")

    assert config.headers["Content-Type"].startswith("application/json")
    assert "Content-Security-Policy" not in config.headers


def test_cookies_and_the_name_of_the_request_are_kept(client: TestClient) -> None:
    headers = _document(client, "sv").headers

    assert [one.partition("=")[0] for one in headers.get_list("set-cookie")] == ["one", "other"]
    assert headers["X-Request-ID"] == "r-1"
