"""What went wrong, told in the form that programs made for OpenAI's interface understand."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping, MutableMapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.channels.rendering import visible

MOST_PLACE_CHARS = 100  # a key may be anything that was sent
PATHS = ("/v1/chat/", "/v1/models")

_TYPES: Mapping[int, str] = {
    401: "authentication_error",
    403: "permission_error",
    429: "rate_limit_error",
    503: "service_unavailable_error",
}


class ChatError(Exception):
    """A request that these routes do not serve; `param` names what is at fault in it."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        code: str = "bad_input",
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.param = param


class ChatRoute(APIRoute):
    """Tells what is wrong with a body; all else that fails is a problem, as on other routes."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler, with its failures in OpenAI's form."""
        usual = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await usual(request)
            except ChatError as error:
                body = _body(error.status, str(error), error.code, error.param)
                return JSONResponse(body, error.status)
            except RequestValidationError as error:
                return JSONResponse(_wrong_body(error), 400)

        return handle


class ChatErrors:
    """Puts problems that arise on the way to these routes into OpenAI's form as well."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all but the errors of these paths, which are small and told anew."""
        if scope["type"] == "http" and scope["path"].startswith(PATHS):
            send = _Retelling(send)
        await self._app(scope, receive, send)


class _Retelling:
    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None  # of an error, held back until its body is known
        self._told = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 400:
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._told += message.get("body", b"")
            if not message.get("more_body", False):
                await self._retell(self._start)

    async def _retell(self, start: MutableMapping[str, Any]) -> None:
        status = 400 if start["status"] == 422 else start["status"]
        body = json.dumps(_retold(status, self._told), ensure_ascii=False).encode()
        about_body = (b"content-type", b"content-length")
        headers = [(k, v) for k, v in start["headers"] if k.lower() not in about_body]
        headers += [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
        ]
        await self._send({**start, "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _retold(status: int, told: bytes) -> dict[str, Any]:
    try:
        problem = json.loads(told)
    except ValueError:
        problem = {}
    if not isinstance(problem, dict):
        problem = {}
    if "error" in problem:  # in OpenAI's form as it came
        return problem
    said = (problem.get("detail"), problem.get("title"))
    message = next((text for text in said if isinstance(text, str)), "The request failed.")
    code = str(problem.get("code") or problem.get("type", "")).rpartition(":")[2]
    return _body(status, message, code or None, None)


def _wrong_body(error: RequestValidationError) -> dict[str, Any]:
    first = error.errors()[0]
    place = visible(".".join(str(part) for part in first["loc"][1:]))[:MOST_PLACE_CHARS]
    if first["type"] == "json_invalid":
        return _body(400, "The body is not JSON. Mend it.", "bad_input", None)
    said = f"{place}: {first['msg']}." if place else f"The body: {first['msg']}."
    return _body(400, said, "bad_input", place or None)


def _body(status: int, message: str, code: str | None, param: str | None) -> dict[str, Any]:
    usual = "invalid_request_error" if status < 500 else "server_error"
    kind = _TYPES.get(status, usual)
    return {"error": {"message": message, "type": kind, "code": code, "param": param}}
