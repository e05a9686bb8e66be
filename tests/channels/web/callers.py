"""Clients that ask from where, and as whom, a test says; and an application without an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.web.access import caller_of
from advisor.channels.web.app import create_app
from advisor.service.parts import Service
from advisor.settings import Settings
from advisor.types import Caller
from advisor.vocabulary import Right

HERE = "127.0.0.1"
ELSEWHERE = "192.0.2.7"

ANNA = Caller("key:anna", "Anna", frozenset({"ask"}))
BERIT = Caller("key:berit", "Berit", frozenset({"ask"}))
AUDITOR = Caller("key:auditor", "Auditor", frozenset({"ask", "audit"}))


@contextmanager
def opened(data: Path, **settings: object) -> Iterator[Service]:
    """A service with nothing kept yet; keyword arguments are settings."""
    service = open_service(Settings.model_validate({"data": data, **settings}), to_json)
    yield service
    service.database.close()


def client_at(service: Service, peer: str, host: str = "127.0.0.1:8000") -> TestClient:
    """Asks from an address; a failure of the application is an answer."""
    return TestClient(
        create_app(service),
        base_url=f"http://{host}",
        client=(peer, 50_000),
        headers={"Accept-Language": "en"},  # problems are told with what is particular to them
        raise_server_exceptions=False,
    )


def bearer(service: Service, *rights: Right) -> dict[str, str]:
    """The header of a new key."""
    _, token = service.keys.create("a program", rights)
    return {"Authorization": f"Bearer {token}"}


@contextmanager
def calling_as(caller: Caller, client: TestClient) -> Iterator[TestClient]:
    """The client, whose requests are this caller's."""
    app = client.app
    assert isinstance(app, FastAPI)
    app.dependency_overrides[caller_of] = lambda: caller
    try:
        yield client
    finally:
        del app.dependency_overrides[caller_of]
