"""Which elements of a web page a person would not see, by how they look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor.readers.visibility import MIN_VISIBLE_PIXELS, Colour, is_alike

if TYPE_CHECKING:
    from bs4 import Tag

Styles = Mapping[str, str]  # what declarations set, by name; all in small letters

_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)
_MIN_OPACITY = 0.05
_FAR_AWAY = 500.0  # pixels to the left of, or above, what can be scrolled to
_HIDDEN_STYLES = {"display": ("none",), "visibility": ("hidden", "collapse")}
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16}
_SIZE = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|%)?")
_NUMBER = re.compile(r"(\d{0,3}(?:\.\d{1,6})?)(%)?")
_UNSET = ("", "inherit", "unset", "initial", "none", "currentcolor")
_NAMED: Mapping[str, Colour] = {
    "white": _WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "mintcream": (245, 255, 250),
    "azure": (240, 255, 255),
    "black": _BLACK,
}
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?[ ,]*){4}\)|inset\((?:50|100)%.*\)|circle\(0.*\)")
_SHRUNK = re.compile(r".*\bscale[xy]?\(0(?:\.0\d*)?[,)].*|.*\btranslate[xy]?\(-\d{4,}.*")
_LIGHTNESS = re.compile(r"hsla?\([^()]{1,30}[ ,](\d{1,3})%[^()%]{0,20}\)")
_FUNCTION = re.compile(r"rgba?\(([^()]{3,40})\)")


@dataclass(frozen=True, slots=True)
class Look:
    """How an element appears, as far as it passes on to what stands inside it."""

    is_hidden: bool = False
    ink: Colour | None = _BLACK  # None: one that is not known, and taken to be seen
    paper: Colour | None = _WHITE


def look_of(tag: Tag, outer: Look, by_sheet: Styles | None = None) -> Look:
    """How the element appears inside one that looks like `outer`."""
    styles = {**(by_sheet or {}), **styles_of(str(tag.get("style", "")))}
    ink = styles.get("color", str(tag.get("color", "")).lower())
    given = str(tag.get("bgcolor", "")).lower()
    paper = styles.get("background-color", styles.get("background", given))
    look = outer
    if ink not in _UNSET:
        look = replace(look, ink=_colour(ink))
    if paper not in (*_UNSET, "transparent"):
        look = replace(look, paper=_colour(paper))
    is_clear = _is_clear(ink)
    is_hidden = (
        outer.is_hidden
        or tag.has_attr("hidden")
        or (tag.name == "dialog" and not tag.has_attr("open"))
        or str(tag.get("aria-hidden", "")).lower() == "true"
        or is_clear
        or _is_out_of_sight(styles)
        or (look.ink is not None and look.paper is not None and is_alike(look.ink, look.paper))
    )
    return replace(look, is_hidden=is_hidden)


def styles_of(declarations: str) -> dict[str, str]:
    """What a `style` attribute or the body of a rule declares."""
    pairs = (declaration.partition(":") for declaration in declarations.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value
    }


def _is_out_of_sight(styles: Styles) -> bool:
    if any(styles.get(name) in values for name, values in _HIDDEN_STYLES.items()):
        return True
    if _share(styles.get("opacity", "1")) < _MIN_OPACITY:
        return True
    sizes_of_type = (styles.get("font-size", ""), *styles.get("font", "").split("/")[0].split())
    if any(0 <= _pixels(size, 16.0) < MIN_VISIBLE_PIXELS for size in sizes_of_type):
        return True
    if _CLIPPED.fullmatch(styles.get("clip", "")) or _CLIPPED.fullmatch(
        styles.get("clip-path", "")
    ):
        return True
    if _SHRUNK.fullmatch(styles.get("transform", "")):
        return True
    is_placed = styles.get("position") in ("absolute", "fixed", "relative")
    moved = ("left", "top", "right", "bottom") if is_placed else ()
    away = (*moved, "text-indent", "margin-left", "margin-top")
    if any(_pixels(styles.get(name, ""), 0.0) <= -_FAR_AWAY for name in away):
        return True
    overflow = (styles.get("overflow", ""), styles.get("overflow-y", ""))
    sizes = ("height", "width", "max-height", "max-width")
    return bool({"hidden", "clip"} & set(overflow)) and any(
        0 <= _pixels(styles.get(name, ""), 16.0) < MIN_VISIBLE_PIXELS for name in sizes
    )


def _is_clear(colour: str) -> bool:
    """Whether the colour lets all through."""
    if colour == "transparent":
        return True
    found = _FUNCTION.fullmatch(colour)
    parts = re.split(r"[ ,/]+", found.group(1).strip()) if found else []
    if len(parts) == 4:
        return _share(parts[3]) < _MIN_OPACITY
    return bool(re.fullmatch("#[0-9a-f]{3}0|#[0-9a-f]{6}0[0-9a-f]", colour))


def _pixels(size: str, default: float) -> float:
    parts = _SIZE.fullmatch(size)
    if parts is None or parts.group(1) in ("", ".", "-"):
        return default
    return float(parts.group(1)) * _PIXELS[parts.group(2) or "px"]


def _share(text: str) -> float:
    """A number of 0 to 1, or so many hundredths; 1 for anything else."""
    parts = _NUMBER.fullmatch(text.strip())
    if parts is None or parts.group(1) in ("", "."):
        return 1.0
    return float(parts.group(1)) / (100 if parts.group(2) else 1)


def _colour(colour: str) -> Colour | None:
    """Red, green and blue of a colour by name or written `#fff`, `#ffffff` or `rgb(...)`."""
    colour = colour.strip()
    if colour in _NAMED:
        return _NAMED[colour]
    if (found := _LIGHTNESS.fullmatch(colour)) and int(found.group(1)) in (0, *range(95, 101)):
        return _WHITE if int(found.group(1)) else _BLACK
    if colour.startswith("#"):
        letters = colour[1:]
        pairs = [c + c for c in letters] if len(letters) in (3, 4) else re.findall("..", letters)
        parts = [int(pair, 16) for pair in pairs[:3] if re.fullmatch("[0-9a-f]{2}", pair)]
    else:
        found = _FUNCTION.fullmatch(colour)
        parts = [int(part) for part in re.findall(r"\d{1,3}", found.group(1))[:3]] if found else []
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
