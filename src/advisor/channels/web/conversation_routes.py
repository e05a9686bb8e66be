"""What of the framework that makes the conversation view is served: what its page needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.types import Scope

_YEAR_SECONDS = 31_536_000
_DAY_SECONDS = 86_400
# The names of the first kind change with what the files hold.
_FILES: Mapping[str, int] = {
    r"/assets/[\w./@-]+": _YEAR_SECONDS,
    r"/static/[\w./@-]+": _DAY_SECONDS,
    r"/theme\.css": _DAY_SECONDS,
}
# All else that it answers to (uploads, files of this machine, other sites' pages, calls past its
# queue, connections without an end, descriptions of itself, ways to change it) is not there.
_SERVED: Mapping[str, tuple[str, ...]] = {
    r"/?": ("GET", "HEAD"),
    r"/config/?": ("GET",),
    r"/gradio_api/queue/join": ("POST",),
    r"/gradio_api/queue/data": ("GET",),
    r"/gradio_api/cancel": ("POST",),
    r"/gradio_api/reset/?": ("POST",),
    r"/gradio_api/startup-events": ("GET",),
}
_TAB = "session_hash"
# They would let the framework show a state that was saved by somebody, or a page that is not there.
_UNUSED_PARAMETERS = frozenset({"deep_link", "page"})


def file_lifetime(scope: Scope) -> int | None:
    """For how many seconds browsers may keep the file that is asked for; None if it is none."""
    path = _within(scope)
    if scope["method"] not in ("GET", "HEAD") or ".." in path:
        return None
    return next((kept for file, kept in _FILES.items() if re.fullmatch(file, path)), None)


def is_served(scope: Scope) -> bool:
    """Whether the page needs what is asked for."""
    path = _within(scope)
    return any(
        scope["method"] in methods and re.fullmatch(route, path, re.ASCII)
        for route, methods in _SERVED.items()
    )


def query_served(scope: Scope) -> bytes:
    """The parameters, without those that are of no use here."""
    used = [one for one in _parameters(scope) if one[0] not in _UNUSED_PARAMETERS]
    return urlencode(used).encode()


def tabs_named(scope: Scope, body: bytes) -> Iterator[str]:
    """The open pages that a request is for, wherever it names one."""
    yield from (value for name, value in _parameters(scope) if name == _TAB)
    told = _json(body)
    if isinstance(told, dict) and isinstance(told.get(_TAB), str):
        yield told[_TAB]


def _parameters(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # for the framework to tell
        return None


def _within(scope: Scope) -> str:
    """The address without the part that tells the language."""
    path: str = scope["path"]
    return path[3:]
