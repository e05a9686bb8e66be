"""The XML of Word files: its names, and values taken out of it one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")


def children(element: Any, name: str) -> Iterator[Any]:
    """The elements of this name right inside the element."""
    return iter(element.findall(f"{WORD}{name}"))


def value(element: Any, name: str) -> str | None:
    """What the attribute says; None where it is missing."""
    found = element.get(f"{WORD}{name}")
    return None if found is None else str(found)


def child_value(element: Any | None, name: str) -> str | None:
    """The `val` of the first child of this name; None where there is no such child or element."""
    child = None if element is None else element.find(f"{WORD}{name}")
    return None if child is None else value(child, "val")


def is_on(switch: Any | None) -> bool:
    """Whether a property such as bold is there and not switched off."""
    return switch is not None and value(switch, "val") not in _OFF


def number(text: str | None, default: int) -> int:
    """The number that the text is; `default` for anything else, and for absurdly long ones."""
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else default
