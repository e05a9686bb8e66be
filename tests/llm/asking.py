"""A service with a model, and what it answers without one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.llm.store import FILE
from advisor.service.parts import Service
from advisor.types import Answer, Caller, Question
from tests.fakes import settings_in

CALLER = Caller("local", "här", frozenset({"ask"}))
QUESTION = "Bör kommunerna ha en gemensam e-tjänsteplattform?"
SECONDS = 2.0
GRACE = 1.0


@contextmanager
def opened_service(folder: Path, **more: object) -> Iterator[Service]:
    """A service on the index of a folder, which keeps no reply of a model from before."""
    for kept in (folder / "data").glob(f"{FILE}*"):
        kept.unlink()
    service = open_service(settings_in(folder, **more), to_json)
    try:
        yield service
    finally:
        service.database.close()


def with_model(address: str) -> dict[str, object]:
    """The settings for a model that a server at this address plays."""
    return {"llm": "openai:x", "llm_base_url": f"{address}/v1", "llm_seconds": SECONDS}


def ask(service: Service, asked: str = QUESTION) -> Answer:
    """What the service's desk answers."""
    return service.desk.ask(Question(asked), CALLER, "api").answer
