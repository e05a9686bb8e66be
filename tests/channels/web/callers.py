"""Lets a test call as somebody else than this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from fastapi.testclient import TestClient

from advisor.channels.web.access import caller_of
from advisor.types import Caller

ANNA = Caller("key:anna", "Anna", frozenset({"ask"}))
BERIT = Caller("key:berit", "Berit", frozenset({"ask"}))
AUDITOR = Caller("key:auditor", "Auditor", frozenset({"ask", "audit"}))


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
