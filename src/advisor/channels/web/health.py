"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter

from advisor.channels.web.access import ServiceOf

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(service: ServiceOf) -> dict[str, str]:
    """The index is open and verified."""
    provenance = service.live.current().provenance
    return {"status": "ok", "index_build": provenance.index_build}
