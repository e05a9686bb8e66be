"""The description of the interface, with what may go wrong in each operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from advisor.channels.web.examples import REPLIES
from advisor.channels.web.problem_texts import TEXTS
from advisor.channels.web.problems import MEDIA_TYPE, Problem

DESCRIPTION = """\
advisor answers questions of Swedish municipal officers, in Swedish or English, from the reports \
that its operator gave it. Every statement is carried by quotes, letter for letter, from named \
sources; what cannot be proven is not said.

All texts in replies are plain text: nothing in them is markup, a link or a command. Offsets count \
Unicode characters. What goes wrong is told as problem details (RFC 9457), in the language that \
`Accept-Language` asks for, else in that of the request's `language`, else in Swedish.

A key is sent as `Authorization: Bearer ...`; without one the service answers only programs on its \
own machine.

Chat programs ask at `/v1/chat/completions`, by the interface of OpenAI, and assistants with a \
language model at `/mcp`, by the Model Context Protocol: these are described elsewhere."""
_TAGS = (
    {"name": "ask", "description": "Questions, and what was thought of the answers."},
    {"name": "sources", "description": "What answers are made from, to be read in context."},
    {"name": "records", "description": "Answers and conversations that were kept."},
    {"name": "health", "description": "Whether the service lives and can answer."},
)
_PREFIX = "/v1/"
# The codes of the problems that an operation may end with, by status.
_ALWAYS: Mapping[int, tuple[str, ...]] = {
    401: ("access_denied", "untrusted_way"),
    403: ("not_allowed",),
    429: ("limit_reached",),
    500: ("failure",),
    503: ("busy", "switched_off", "no_usable_index", "records_unusable"),
}
_WITH_BODY: Mapping[int, tuple[str, ...]] = {
    400: ("malformed",),
    413: ("too_large",),
    415: ("unsupported_media_type",),
}
_HEADERS: Mapping[int, dict[str, Any]] = {
    429: {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}},
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "description": "`Bearer`."}},
}


def install(app: FastAPI) -> None:
    """Let the application describe itself so, at `/openapi.json`."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # its way to be extended


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=DESCRIPTION,
        routes=app.routes,
        tags=list(_TAGS),
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):  # never sent: Problem is
        schemas.pop(name, None)
    _, found = models_json_schema(
        [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schemas.update(found["$defs"])
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    for path, operation in _operations(document):
        _describe(path, operation)
    return document


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for operation in item.values():
            yield path, operation


def _describe(path: str, operation: dict[str, Any]) -> None:
    """Add the problems that the operation may end with, where it does not tell of its own."""
    responses = operation["responses"]
    told = responses.get("422", {}).get("content", {}).get("application/json", {})
    if told.get("schema", {}).get("$ref", "").endswith("/HTTPValidationError"):
        del responses["422"]
    if path.startswith(_PREFIX):
        operation["security"] = [{"key": []}, {}]
    if (
        operation["operationId"] in REPLIES
    ):  # put in here, for what FastAPI is given loses its nulls
        content = responses["200"]["content"]["application/json"]
        content["examples"] = REPLIES[operation["operationId"]]
    for status, codes in sorted(_problems(path, operation).items()):
        responses.setdefault(str(status), _response(status, codes))


def _problems(path: str, operation: Mapping[str, Any]) -> dict[int, tuple[str, ...]]:
    if not path.startswith(_PREFIX):
        return {status: _ALWAYS[status] for status in (500, 503)}
    found = dict(_ALWAYS)
    if "requestBody" in operation:
        found |= _WITH_BODY
    if "requestBody" in operation or operation.get("parameters"):
        found[422] = ("bad_input",)
    if "{" in path or "requestBody" in operation:
        found[404] = ("not_found",)
    if operation["operationId"] == "ask":
        found[406] = ("not_acceptable",)
    return found


def _response(status: int, codes: tuple[str, ...]) -> dict[str, Any]:
    examples = {
        f"{code}, {language}": {"value": _example(status, code, title, detail)}
        for code in codes
        for language, (title, detail) in TEXTS[code].items()
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    response: dict[str, Any] = {
        "description": " / ".join(TEXTS[code]["en"].title for code in codes),
        "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}},
    }
    if status in _HEADERS:
        response["headers"] = _HEADERS[status]
    return response


def _example(status: int, code: str, title: str, detail: str) -> dict[str, Any]:
    return {
        "type": f"urn:advisor:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": "urn:advisor:request:3f1d8a52c6b94f0e9d7c5a1b2e8f4c60",
        "code": code,
    }
