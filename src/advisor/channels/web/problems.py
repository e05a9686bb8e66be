"""What went wrong, told to programs and people as RFC 9457 problem details."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.channels.rendering import visible
from advisor.channels.web.exchanges import request_id_of
from advisor.channels.web.page_requests import page_language, wants_page
from advisor.channels.web.problem_texts import TEXTS, field_text
from advisor.errors import (
    AccessDeniedError,
    AddressTooLongError,
    AdvisorError,
    BadInputError,
    BusyError,
    CorpusError,
    HeadersTooLargeError,
    IndexUnusableError,
    LimitReachedError,
    LoginUnavailableError,
    NotAllowedError,
    NotFoundError,
    RecordsUnusableError,
    SwitchedOffError,
    TooLargeError,
    TooSlowError,
    UnreadableFileError,
)
from advisor.vocabulary import Language

_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 20  # fields that are told of
MOST_NAME_CHARS = 80  # of a field's name that came in
MOST_REASON_CHARS = 300

# The first class that fits decides.
_STATUSES: Mapping[type[AdvisorError], int] = {
    AddressTooLongError: 414,
    HeadersTooLargeError: 431,
    TooLargeError: 413,
    TooSlowError: 408,
    CorpusError: 500,  # bad input to whoever runs the service, not to who asks
    UnreadableFileError: 500,
    BadInputError: 422,
    NotFoundError: 404,
    AccessDeniedError: 401,
    NotAllowedError: 403,
    LimitReachedError: 429,
    BusyError: 503,
    SwitchedOffError: 503,
    IndexUnusableError: 503,
    LoginUnavailableError: 503,
    RecordsUnusableError: 503,
    AdvisorError: 500,
}
# What the framework itself refuses, by status.
_CODES: Mapping[int, str] = {
    400: "malformed",
    401: AccessDeniedError.code,
    403: NotAllowedError.code,
    404: NotFoundError.code,
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    422: BadInputError.code,
    429: LimitReachedError.code,
    503: BusyError.code,
}
_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


# How a problem is shown to a person, in words of the page; `app.state.problem_page` where it is
# served. Seconds until trying again makes sense are told where they are known.
ShowProblem = Callable[[Request, "Problem", int | None], Response]


class FieldProblem(BaseModel):
    """What is wrong with one field of a request, or with one parameter of its address."""

    pointer: str | None = Field(
        default=None, description="JSON pointer to the field of the body, as `#/profile/goals/0`."
    )
    parameter: str | None = Field(
        default=None, description="Name of the parameter, where it is not in the body."
    )
    code: str = Field(description="What is wrong, for programs.")
    detail: str = Field(description="What is wrong and what to give instead, for people.")


class Problem(BaseModel):
    """Problem details by RFC 9457, in the language that `Accept-Language` asks for."""

    type: str = Field(description="`urn:advisor:` and the code.")
    title: str = Field(description="What kind of problem it is.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What to do about it.")
    instance: str = Field(description="Names this request, as it stands in the log.")
    code: str = Field(description="What kind of problem it is, for programs: it never changes.")
    errors: list[FieldProblem] | None = Field(
        default=None, description="The fields or parameters that are wrong; at most 20."
    )


def install(app: FastAPI) -> None:
    """Let the application tell every failure as a problem."""
    app.add_exception_handler(AdvisorError, _on_advisor_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_middleware(_Unexpected)


def status_of(error: AdvisorError) -> int:
    """The HTTP status that fits a failure."""
    return next(status for kind, status in _STATUSES.items() if isinstance(error, kind))


def language_of(request: Request) -> Language:
    """What problems are told in: as the page that is asked for, else as the header asks, else as
    the body does, else Swedish.
    """
    if of_page := page_language(request.scope["path"]):
        return of_page
    for tag in _by_preference(request.headers.get("accept-language", "")):
        primary = tag.partition("-")[0].casefold()
        if primary in ("sv", "en"):
            return "en" if primary == "en" else "sv"
    return "en" if getattr(request.state, "body_language", None) == "en" else "sv"


def problem(
    request: Request, status: int, code: str, errors: Iterable[FieldProblem] = ()
) -> Problem:
    """A problem by its code; one that has no words of its own is told as a failure."""
    words = TEXTS.get(code, TEXTS["failure"])[language_of(request)]
    return Problem(
        type=f"urn:advisor:{code}",
        title=words.title,
        status=status,
        detail=words.detail,
        instance=f"urn:advisor:request:{request_id_of(request)}",
        code=code,
        errors=list(errors) or None,
    )


def problem_of(request: Request, error: AdvisorError) -> Problem:
    """What a failure is told as. What it says of this machine stays in the log."""
    status = status_of(error)
    found = problem(request, status, error.code)
    if status >= 500 and not isinstance(error, BusyError | SwitchedOffError):
        _log.warning(
            "request failed",
            extra={"code": error.code, "reason": str(error), "request_id": request_id_of(request)},
        )
    elif language_of(request) == "en":  # the language of the message, which is the more exact
        reason = visible(str(error))[:MOST_REASON_CHARS]
        return found.model_copy(update={"detail": reason})
    return found


def unexpected(request: Request, error: Exception) -> Problem:
    """What an error that nobody foresaw is told as; its traceback is logged."""
    _log.error("unexpected error", extra={"request_id": request_id_of(request)}, exc_info=error)
    return problem(request, 500, AdvisorError.code)


def reply(request: Request, told: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as a response: a page for a person who is served the page, else details."""
    headers = {"Content-Language": language_of(request), **(headers or {})}
    show: ShowProblem | None = getattr(request.app.state, "problem_page", None)
    if show is not None and wants_page(request.scope):
        wait = headers.get("Retry-After")
        page = show(request, told, int(wait) if wait else None)
        page.headers.update(headers)
        return page
    return JSONResponse(
        told.model_dump(exclude_none=True), told.status, headers=headers, media_type=MEDIA_TYPE
    )


def reply_to(request: Request, error: AdvisorError) -> Response:
    """The response that a failure gets."""
    headers = {}
    if isinstance(error, BusyError):
        headers["Retry-After"] = str(error.retry_after_seconds)
    return reply(request, problem_of(request, error), headers)


async def _on_advisor_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AdvisorError)
    return reply_to(request, error)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    language = language_of(request)
    found = error.errors()
    errors = [_field_problem(one, language) for one in found[:MOST_ERRORS]]
    malformed = any(one["type"] == "json_invalid" for one in found)
    status = 400 if malformed else 422
    return reply(request, problem(request, status, _CODES[status], errors))


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    code = _CODES.get(status, BadInputError.code if status < 500 else AdvisorError.code)
    headers = dict(error.headers or {})
    if status == 405:
        headers["Allow"] = ", ".join(_methods_at(request))
    return reply(request, problem(request, status, code), headers)


def _field_problem(error: Mapping[str, Any], language: Language) -> FieldProblem:
    """One error of pydantic's, without the value that was sent."""
    place, *path = error["loc"]
    kind = error["type"]
    context = dict(error.get("ctx", {}))
    pointer = parameter = None
    if kind == "json_invalid":
        context["position"], path = path[0], []
        kind = context["error"] if context["error"].startswith("json_") else kind
    if place == "body":
        pointer = "#" + "".join(f"/{_name(step)}" for step in path)
    else:
        parameter = _name(path[0] if path else place)
    detail = field_text(kind, context, language)
    return FieldProblem(pointer=pointer, parameter=parameter, code=kind, detail=detail)


def _name(step: object) -> str:
    """A step of a JSON pointer, of a readable length."""
    name = visible(str(step))[:MOST_NAME_CHARS]
    return name.replace("~", "~0").replace("/", "~1")


def _methods_at(request: Request) -> list[str]:
    """The methods that the address has: one path may have several routes."""
    routes = request.app.router.routes
    scopes = ({**request.scope, "method": method} for method in _METHODS)
    return [
        scope["method"]
        for scope in scopes
        if any(route.matches(scope)[0] is Match.FULL for route in routes)
    ]


def _by_preference(header: str) -> Iterator[str]:
    """The languages of an Accept-Language header, most wanted first."""
    wanted = []
    for position, item in enumerate(header.split(",")[:MOST_ERRORS]):
        tag, _, weight = item.partition(";")
        wanted.append((-_quality(weight), position, tag.strip()))
    return (tag for quality, _, tag in sorted(wanted) if quality < 0)


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


class _Unexpected:
    """Tells errors that nobody foresaw, within the middleware that every answer passes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        application = scope["app"]  # one that is mounted writes itself there

        async def sending(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            request = Request({**scope, "app": application})
            told = unexpected(request, error)
            if started:  # the answer cannot be taken back: let the server end the connection
                raise
            await reply(request, told)(scope, receive, send)
