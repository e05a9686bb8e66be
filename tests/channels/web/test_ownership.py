"""No route of the running application serves what is not the caller's.

A route that is new fails here until it stands in the one table that fits it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from advisor.channels.web.app import create_app
from advisor.service.parts import Service
from tests.channels.web.callers import ELSEWHERE, bearer, client_at, opened

Route = tuple[str, str]  # method and path, as the application has them

# Anybody may ask for these: they tell nothing of anybody.
PUBLIC: frozenset[Route] = frozenset(
    {
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/openapi.json"),
        ("GET", "/login"),
        ("GET", "/login/callback"),
        ("POST", "/logout"),
    }
)
# These check who sends a request by a signature of their own, which the tests of each one try.
SIGNED: frozenset[Route] = frozenset({("POST", "/slack/events"), ("POST", "/teams/messages")})
# For callers with the right "operate".
OPERATED: frozenset[Route] = frozenset({("GET", "/metrics")})
# For callers with the right "ask" or "audit"; what they give is the same for all, or new.
SHARED: frozenset[Route] = frozenset(
    {
        ("POST", "/v1/ask"),
        ("GET", "/v1/conversations"),  # each caller's own: a test of its own, below
        ("GET", "/v1/sources"),
        ("POST", "/v1/chat/completions"),
        ("GET", "/v1/models"),
        ("GET", "/v1/models/{id}"),
        ("POST", "/mcp"),
        ("GET", "/v1/sources/{id:path}"),
        ("GET", "/v1/sources/{id:path}/text"),
    }
)
# The same, but what they give or change is somebody's.
OWNED: frozenset[Route] = frozenset(
    {
        ("POST", "/v1/feedback"),
        ("GET", "/v1/answers/{id}"),
        ("DELETE", "/v1/answers/{id}"),
        ("GET", "/v1/answers/{id}/document"),
        ("GET", "/v1/conversations/{id}"),
        ("DELETE", "/v1/conversations/{id}"),
    }
)
# Routes that are there only where somebody wants them.
EVERY_WAY_IN: Mapping[str, object] = {
    "slack_bot_token": "xoxb-1",
    "slack_signing_secret": "secret",
    "teams_app_id": "00000000-0000-0000-0000-000000000001",
    "teams_tenant_id": "00000000-0000-0000-0000-000000000002",
    "teams_app_password": "secret",
    "public_url": "https://advisor.example.se",
    "oidc_issuer": "https://login.example.se",
    "oidc_client_id": "advisor",
    "oidc_client_secret": "secret",
}
TABLES = (PUBLIC, SIGNED, OPERATED, SHARED, OWNED)


class Told(NamedTuple):
    """What came back."""

    status_code: int
    text: str


@dataclass(frozen=True, slots=True)
class Owned:
    """An answer that somebody was given, with the application that gave it."""

    service: Service
    client: TestClient
    owner: Mapping[str, str]
    answer: str
    conversation: str

    def ask_for(self, route: Route, headers: Mapping[str, str]) -> Told:
        """Ask for what the owner was given."""
        method, path = route
        id = self.conversation if "conversation" in path else self.answer
        body = _body(method, {"answer": self.answer, "useful": True})
        told = self.client.request(method, re.sub(r"\{[^}]*\}", id, path), headers=headers, **body)
        return Told(told.status_code, told.text)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with opened(tmp_path) as service:
        yield service


@pytest.fixture(scope="module")
def owned(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owned]:
    data = tmp_path_factory.mktemp("owned") / "data"
    shutil.copytree(indexed_data, data)
    with opened(data) as service:
        client, owner = client_at(service, ELSEWHERE), bearer(service, "ask")
        asked = {"question": "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"}
        given = client.post("/v1/ask", json=asked, headers=owner).json()
        yield Owned(service, client, owner, given["id"], given["conversation"])


def test_every_route_stands_in_one_table(tmp_path: Path) -> None:
    with opened(tmp_path, **EVERY_WAY_IN) as service:
        routes = set(_routes(create_app(service).routes))

    assert len(routes) > 20
    unlisted = sorted(route for route in routes if _tables_with(route) != 1)
    assert unlisted == [], "list each as PUBLIC, SIGNED, OPERATED, SHARED or OWNED"
    assert sorted(frozenset().union(*TABLES) - routes) == [], "these are no routes any more"


def test_route_with_an_id_of_an_object_is_owned_or_of_a_source(service: Service) -> None:
    named = {route for route in _routes(create_app(service).routes) if "{" in route[1]}

    assert named
    assert {path for _, path in named - OWNED - SIGNED} <= {
        "/v1/sources/{id:path}",
        "/v1/sources/{id:path}/text",
        "/v1/models/{id}",
    }


@pytest.mark.parametrize("route", sorted(OPERATED | SHARED | OWNED), ids="{0[0]} {0[1]}".format)
def test_nobody_is_served_who_is_not_known(service: Service, route: Route) -> None:
    revoked, token = service.keys.create("revoked", ["ask", "audit", "operate"])
    service.keys.revoke(revoked.id)
    client = client_at(service, ELSEWHERE)
    shown: dict[str, dict[str, str]] = {
        "no key": {},
        "wrong key": {"Authorization": "Bearer advisor_00000000_" + "A" * 43},
        "revoked key": {"Authorization": f"Bearer {token}"},
        "through a proxy": bearer(service, "ask", "operate") | {"X-Forwarded-For": "127.0.0.1"},
        "said to be local": {"X-Real-IP": "127.0.0.1", "Host": "localhost"},
    }

    told = {name: _asked(client, route, headers) for name, headers in shown.items()}

    assert {name: one.status_code for name, one in told.items()} == dict.fromkeys(shown, 401)


@pytest.mark.parametrize("route", sorted(OPERATED | SHARED | OWNED), ids="{0[0]} {0[1]}".format)
def test_known_caller_without_the_right_is_not_served(service: Service, route: Route) -> None:
    lacking = bearer(service, "ask", "audit") if route in OPERATED else bearer(service, "operate")

    told = _asked(client_at(service, ELSEWHERE), route, lacking)

    assert told.status_code == 403


@pytest.mark.parametrize("route", sorted(OWNED), ids="{0[0]} {0[1]}".format)
def test_what_is_another_callers_is_not_there(owned: Owned, route: Route) -> None:
    other = bearer(owned.service, "ask")

    told = owned.ask_for(route, other)

    assert told.status_code == 404
    missing = _asked(owned.client, route, other)
    assert missing.status_code in (404, 422)
    assert "e-tjänsteplattform" not in told.text


def test_conversations_that_are_listed_are_the_callers_own(owned: Owned) -> None:
    route = ("GET", "/v1/conversations")

    assert owned.conversation in _asked(owned.client, route, owned.owner).text
    assert owned.conversation not in _asked(owned.client, route, bearer(owned.service, "ask")).text


@pytest.mark.parametrize("route", sorted(r for r in OWNED if r[0] != "DELETE"), ids=str)
def test_owner_is_served(owned: Owned, route: Route) -> None:
    """Otherwise the test above could not fail."""
    assert owned.ask_for(route, owned.owner).status_code in (200, 204)


def test_nobody_asks_on_in_a_conversation_of_another(owned: Owned) -> None:
    asked = {"question": "Vad kostar det?", "conversation": owned.conversation}

    told = owned.client.post("/v1/ask", json=asked, headers=bearer(owned.service, "ask"))

    assert told.status_code == 404


def test_what_the_owner_said_of_an_answer_is_not_changed_by_another(owned: Owned) -> None:
    said = {"answer": owned.answer, "useful": True}
    owned.client.post("/v1/feedback", json=said, headers=owned.owner)

    owned.client.post(
        "/v1/feedback", json=said | {"useful": False}, headers=bearer(owned.service, "ask")
    )

    assert [one.useful for one in owned.service.feedback.of(owned.answer, None)] == [True]


def _routes(routes: Iterable[Any]) -> Iterator[Route]:
    """All that an application answers to, also what its document does not tell of."""
    for route in routes:
        if hasattr(route, "effective_candidates"):  # a router that was included
            yield from _routes(route.effective_candidates())
        elif getattr(route, "methods", None):
            yield from ((method, route.path) for method in route.methods - {"HEAD", "OPTIONS"})
        else:  # an application that was mounted
            yield ("*", route.path)


def _tables_with(route: Route) -> int:
    return sum(route in table for table in TABLES)


def _asked(client: TestClient, route: Route, headers: Mapping[str, str]) -> Told:
    method, path = route
    method = "POST" if method == "*" else method
    told = client.request(
        method, re.sub(r"\{[^}]*\}", "x", path), headers=headers, **_body(method, {})
    )
    return Told(told.status_code, told.text)


def _body(method: str, content: Mapping[str, Any]) -> dict[str, Any]:
    return {"json": content} if method in ("POST", "PUT", "PATCH") else {}
