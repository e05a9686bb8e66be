"""Which requests are for the page, and in which language it answers them."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import Scope

from advisor.vocabulary import Language

_PAGES: Mapping[str, Language] = {"/sv": "sv", "/en": "en"}
_ON_THE_WAY = ("/", "/login", "/login/callback", "/logout")
_MOST_PATH_CHARS = 1000


def page_language(path: str) -> Language | None:
    """The language of the part of the page that an address belongs to; None for any other."""
    return next((_PAGES[place] for place in _PAGES if is_below(path, place)), None)


def is_shown_to_people(path: str) -> bool:
    """Whether a browser shows what comes from an address."""
    return page_language(path) is not None or path in _ON_THE_WAY


def wants_page(scope: Scope) -> bool:
    """Whether a person is to read what is answered, rather than a program or a script."""
    accepted = Headers(scope=scope).get("accept", "")
    return is_shown_to_people(scope["path"]) and "text/html" in accepted.casefold()


def is_below(path: str, place: str) -> bool:
    """Whether an address is a place or within it."""
    return path == place or path.startswith(f"{place}/")


def local_path(path: str, otherwise: str = "/") -> str:
    """The path if it leads to a page of this service and nowhere else; otherwise the other one."""
    leads_away = path.startswith("//") or "\\" in path or not path.isprintable() or " " in path
    leads_round = is_below(path.partition("?")[0], "/login")
    if not path.startswith("/") or leads_away or leads_round or len(path) > _MOST_PATH_CHARS:
        return otherwise
    return path
