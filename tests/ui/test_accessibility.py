"""The accessibility statement is there for everybody and says what it must."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from advisor import __version__
from advisor.channels.web import page_door
from advisor.channels.web.app import create_app
from advisor.service.parts import Service
from tests.channels.web.callers import ELSEWHERE, opened
from ui import accessibility
from ui.install import VIEWS
from ui.texts import LANGUAGES, PATHS


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path) as service:
        yield service


def _shown(service: Service, path: str) -> str:
    app = create_app(service)
    app.include_router(accessibility.router)
    page_door.install(app, service, VIEWS)
    told = TestClient(app, "http://advisor.example", client=(ELSEWHERE, 1)).get(path)
    assert told.status_code == 200
    return told.text


@pytest.mark.parametrize(
    ("path", "compliance"),
    [
        (PATHS["sv"]["accessibility"], "delvis förenlig"),
        (PATHS["en"]["accessibility"], "partially compliant"),
    ],
)
def test_statement_says_what_it_must(service: Service, path: str, compliance: str) -> None:
    shown = _shown(service, path)

    for needed in (compliance, "2018:1937", __version__, accessibility.ASSESSED):
        assert needed in shown
    assert f'href="{accessibility.COMPLAINTS}"' in shown
    assert len(re.findall("<h1>", shown)) == 1
    assert len(re.findall("<li>", shown)) > 8
    assert "{" not in re.sub(r"<[^>]*>", "", shown)


def test_statement_is_as_long_in_both_languages() -> None:
    assert accessibility.TEXTS["sv"].keys() == accessibility.TEXTS["en"].keys()
    for lists in (accessibility.KNOWN, accessibility.UNKNOWN, accessibility.TESTED):
        assert len(lists["sv"]) == len(lists["en"])


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (
            "it-stod@kommun.example",
            '<a href="mailto:it-stod@kommun.example">it-stod@kommun.example</a>',
        ),
        ("Växeln, 0123-456 78", "Växeln, 0123-456 78"),
        ("a@b.se?cc=x@y.se", "<p>Kontakt: a@b.se?cc=x@y.se</p>"),
        ("a@b.se?subject=x", 'href="mailto:a@b.se%3Fsubject%3Dx"'),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("javascript:alert(1)", "<p>Kontakt: javascript:alert(1)</p>"),
    ],
)
def test_contact_stands_there_as_a_link_only_where_it_is_a_mail_address(
    tmp_path: Path, contact: str, expected: str
) -> None:
    with opened(tmp_path, contact=contact) as service:
        assert expected in _shown(service, PATHS["sv"]["accessibility"])


def test_statement_says_where_to_turn_without_a_contact(service: Service) -> None:
    for language in LANGUAGES:
        shown = _shown(service, PATHS[language]["accessibility"])
        assert accessibility.TEXTS[language]["no_contact"] in shown
