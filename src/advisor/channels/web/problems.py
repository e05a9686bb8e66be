"""What went wrong, told to programs and people as RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from advisor.errors import (
    AccessDeniedError,
    AddressTooLongError,
    AdvisorError,
    BadInputError,
    BusyError,
    HeadersTooLargeError,
    IndexUnusableError,
    LimitReachedError,
    NotAllowedError,
    NotFoundError,
    RecordsUnusableError,
    SwitchedOffError,
    TooLargeError,
    TooSlowError,
)

# The first class that fits decides.
_STATUSES: Mapping[type[AdvisorError], int] = {
    AddressTooLongError: 414,
    HeadersTooLargeError: 431,
    TooLargeError: 413,
    TooSlowError: 408,
    BadInputError: 422,
    NotFoundError: 404,
    AccessDeniedError: 401,
    NotAllowedError: 403,
    LimitReachedError: 429,
    BusyError: 503,
    SwitchedOffError: 503,
    IndexUnusableError: 503,
    RecordsUnusableError: 503,
    AdvisorError: 500,
}


def install(app: FastAPI) -> None:
    """Let the application tell every failure as a problem."""
    app.add_exception_handler(AdvisorError, _told)


def status_of(error: AdvisorError) -> int:
    """The HTTP status that fits a failure."""
    return next(status for kind, status in _STATUSES.items() if isinstance(error, kind))


async def _told(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AdvisorError)
    status = status_of(error)
    body = {"type": f"urn:advisor:{error.code}", "status": status, "detail": str(error)}
    wait = {"Retry-After": str(error.retry_after_seconds)} if isinstance(error, BusyError) else {}
    return JSONResponse(body, status, wait, media_type="application/problem+json")
