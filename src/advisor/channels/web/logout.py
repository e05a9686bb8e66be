"""Ends the session of whoever leaves."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from advisor.channels.web.page_requests import local_path
from advisor.channels.web.sessions import caller_of_session, end_session, forget_cookie

router = APIRouter(include_in_schema=False)


@router.post("/logout")
def log_out(request: Request, next: str = "/") -> Response:
    """End the session, here and at once; a login with the provider goes on."""
    caller_of_session(request)  # another site's page cannot log a person out
    end_session(request)
    response = RedirectResponse(local_path(next), 303, {"Cache-Control": "no-store"})
    forget_cookie(response, "session", request)
    return response
