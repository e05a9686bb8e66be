"""How JSON in requests is read: strictly, and refused in words when it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

MOST_DEPTH = 32  # of lists and objects in each other; a request needs three
MOST_DIGITS = 400  # of a number

_STRINGS_AND_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class JsonRoute(APIRoute):
    """A route whose body is JSON in UTF-8, with no key twice and no number that JSON has not."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler, given a request that reads strictly."""
        handle = super().get_route_handler()
        has_body = self.body_field is not None

        async def strictly(request: Request) -> Response:
            reading = _JsonRequest(request.scope, request.receive)
            if has_body and not _is_json(request) and await reading.body():
                raise HTTPException(415)
            return await handle(reading)

        return strictly


class _JsonRequest(Request):
    async def json(self) -> Any:
        """The body as values; json.JSONDecodeError says what is wrong, without quoting it."""
        if not hasattr(self, "_json"):
            self._json = parsed(await self.body())
            if isinstance(self._json, dict):
                self.state.body_language = self._json.get("language")
        return self._json


def parsed(content: bytes) -> Any:
    """The value that JSON text stands for; json.JSONDecodeError if it is not JSON.

    Where the standard parser would have taken it, the message is the code of what is wrong.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise json.JSONDecodeError("json_not_utf8", "", error.start) from error
    _check_depth(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=_without_repeats,
            parse_constant=_refused,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        raise json.JSONDecodeError(error.msg, "", error.pos) from error
    except ValueError as error:
        raise json.JSONDecodeError(str(error), "", 0) from error


def _is_json(request: Request) -> bool:
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    subtype = header.get_content_subtype()
    return header.get_content_maintype() == "application" and (
        subtype == "json" or subtype.endswith("+json")
    )


def _check_depth(text: str) -> None:
    """Refuse what would take the parser's stack; brackets within texts do not count."""
    depth = 0
    for found in _STRINGS_AND_BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                raise json.JSONDecodeError("json_too_deep", "", found.start())
        elif found[0] in "]}":
            depth -= 1


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("json_repeated_key")
    return found


def _refused(_constant: str) -> float:
    raise ValueError("json_constant")


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("json_long_number")
    return int(digits)


def _number(digits: str) -> float:
    """JSON knows one kind of number: 12.0 is the whole number 12."""
    value = float(digits)
    return int(value) if value.is_integer() else value
