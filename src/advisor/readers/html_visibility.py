"""Which elements of a web page a person would not see, by how they look."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor.readers.visibility import MIN_VISIBLE_PIXELS, is_white

if TYPE_CHECKING:
    from bs4 import Tag

_HIDDEN_STYLES = {"display": "none", "visibility": "hidden", "opacity": "0"}
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16}
_SIZE = re.compile(r"(\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|%)?")
_UNSET = ("", "inherit", "unset", "initial", "none", "currentcolor")
_WHITE_NAMES = ("white", "snow", "ivory", "ghostwhite")
_DIGITS = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Look:
    """How an element appears, as far as it passes on to what stands inside it."""

    is_hidden: bool = False
    white_ink: bool = False
    white_paper: bool = True


def look_of(tag: Tag, outer: Look) -> Look:
    """How the element appears inside one that looks like `outer`."""
    styles = _styles(str(tag.get("style", "")))
    ink = styles.get("color", str(tag.get("color", "")))
    paper = styles.get("background-color", styles.get("background", str(tag.get("bgcolor", ""))))
    paper = "" if paper == "transparent" else paper
    look = outer
    if ink not in _UNSET:
        look = replace(look, white_ink=_names_white(ink) or ink == "transparent")
    if paper not in _UNSET:
        look = replace(look, white_paper=_names_white(paper))
    is_hidden = (
        outer.is_hidden
        or tag.has_attr("hidden")
        or str(tag.get("aria-hidden", "")).lower() == "true"
        or any(styles.get(name) == value for name, value in _HIDDEN_STYLES.items())
        or _is_tiny(styles.get("font-size", ""))
        or (look.white_ink and look.white_paper)
    )
    return replace(look, is_hidden=is_hidden)


def _styles(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value
    }


def _is_tiny(size: str) -> bool:
    parts = _SIZE.fullmatch(size)
    if parts is None or parts.group(1) in ("", "."):
        return False
    return float(parts.group(1)) * _PIXELS[parts.group(2) or "px"] < MIN_VISIBLE_PIXELS


def _names_white(colour: str) -> bool:
    colour = colour.strip().lower()
    if colour in _WHITE_NAMES:
        return True
    parts = _parts(colour)
    return len(parts) == 3 and is_white(*parts)


def _parts(colour: str) -> list[int]:
    """Red, green and blue, 0 to 255, of a colour written `#fff`, `#ffffff` or `rgb(...)`."""
    if colour.startswith("#"):
        letters = colour[1:]
        pairs = [c + c for c in letters] if len(letters) in (3, 4) else re.findall("..", letters)
        return [int(pair, 16) for pair in pairs[:3] if re.fullmatch("[0-9a-f]{2}", pair)]
    return [int(part) for part in _DIGITS.findall(colour)[:3]] if colour.startswith("rgb") else []
