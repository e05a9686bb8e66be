"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Request

from advisor.channels.web.access import service_of
from advisor.errors import IndexUnusableError

router = APIRouter(tags=["health"])

# Both run in the event loop, not in a thread: they answer at once also when every thread is busy.


@router.get("/healthz", operation_id="is_alive")
async def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz", operation_id="is_ready")
async def readyz(request: Request) -> dict[str, str]:
    """The index is open and verified.

    `index_problem` is there when another index is published, or was, that cannot be used: the one
    before goes on answering, and the log says what to do.
    """
    live = service_of(request).live
    provenance, problem = live.provenance(), live.problem()
    if provenance is None:
        raise problem or IndexUnusableError("The index is being opened. Ask again in a moment.")
    ready = {"status": "ok", "index_build": provenance.index_build}
    return ready | ({"index_problem": problem.code} if problem else {})
