"""Pages from templates, in which whatever is not ours is shown and never obeyed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from advisor.channels.kinds import KINDS
from advisor.checksums import sha256
from advisor.types import Caller
from advisor.vocabulary import Language, SourceKind
from ui.texts import PATHS, TEXTS, other

_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_FOLDER = Path(__file__).parent
STATIC = _FOLDER / "static"


def page(
    request: Request,
    template: str,
    language: Language,
    *,
    current: str,
    other_path: str | None = None,
    texts: Mapping[str, str] | None = None,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """A view as a whole page.

    `current` names it as PATHS do. `other_path` is where the same is in the other language, unless
    that is the view's own address. `texts` join those that every page has.
    """
    frame = frame_values(request, language, current, other_path)
    together = {**frame, **values, "t": {**TEXTS[language], **(texts or {})}}
    return HTMLResponse(render(template, **together), status)


def frame_values(
    request: Request, language: Language, current: str, other_path: str | None = None
) -> dict[str, Any]:
    """What header and footer need."""
    caller = caller_in(request)
    return {
        "language": language,
        "t": TEXTS[language],
        "paths": PATHS[language],
        "views": _views(caller),
        "current": current,
        "other_language": other(language),
        "other_path": other_path or PATHS[other(language)][current],
        "person": _person(caller),
    }


def render(template: str, **values: Any) -> str:
    """A template with its values, all of them escaped."""
    return _environment().get_template(template).render(values)


def unturned(text: str) -> str:
    """The text without the signs by which it could turn around the text beside it."""
    return text.translate(_TURNING)


def caller_in(request: Request) -> Caller | None:
    """Who asks for a page, as the door found; None on pages for everybody."""
    caller: Caller | None = getattr(request.state, "caller", None)
    return caller


def asset(name: str) -> str:
    """The address of a file of ours, which changes with the file, so that browsers may keep it."""
    return f"/assets/{name}?v={_version(name)}"


@cache
def _version(name: str) -> str:
    return sha256(STATIC / name)[:12]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        finalize=_finalized,
        undefined=StrictUndefined,
        auto_reload=False,  # a version that is installed beside a running one is not mixed with it
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    environment.filters["kind"] = _kind
    return environment


def _finalized(value: Any) -> Any:
    # What is markup already, as a macro's result, was made of text that went through here.
    return unturned(value) if type(value) is str else value


def _kind(kind: SourceKind, language: Language) -> str:
    return KINDS[language][kind]


def _views(caller: Caller | None) -> tuple[str, ...]:
    """Those that a caller may open."""
    may_watch = caller is not None and not caller.rights.isdisjoint({"audit", "operate"})
    return ("ask", "sources", "statistics") if may_watch else ("ask", "sources")


def _person(caller: Caller | None) -> str | None:
    """The name of whoever can log out; whoever sits at this machine cannot."""
    return None if caller is None or caller.id.startswith("local") else caller.name
