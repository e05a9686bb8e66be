"""What callers asked before, for those whose it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from advisor.channels.web.access import CallerOf, ServiceOf

router = APIRouter(prefix="/v1", tags=["records"])


@router.get("/answers/{id}")
def answer(id: str, caller: CallerOf, service: ServiceOf) -> dict[str, Any]:
    """The record of an answer."""
    return asdict(service.answers.record(id, caller.id))


@router.get("/conversations/{id}")
def conversation(id: str, caller: CallerOf, service: ServiceOf) -> dict[str, Any]:
    """A conversation with its answers."""
    return asdict(service.answers.conversation(id, caller.id))
