"""The sources, to be looked up and read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from advisor.channels.web.access import CallerOf, ServiceOf

router = APIRouter(prefix="/v1/sources", tags=["sources"])


@router.get("")
def sources(_caller: CallerOf, service: ServiceOf) -> list[dict[str, Any]]:
    """All sources of the index in use."""
    return [asdict(source) for source in service.library.sources()]


@router.get("/{id}")
def source(id: str, _caller: CallerOf, service: ServiceOf) -> dict[str, Any]:
    """One source."""
    return asdict(service.library.document(id).source)


@router.get("/{id}/text")
def text(id: str, start: int, end: int, _caller: CallerOf, service: ServiceOf) -> dict[str, Any]:
    """A passage in its context."""
    return asdict(service.library.passage(id, start, end))
