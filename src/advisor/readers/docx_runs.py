"""The text of a Word paragraph, run by run, and which of it a person would not see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.readers.docx_styles import Styles
from advisor.readers.docx_xml import WORD, child_value, is_on, number, value
from advisor.readers.raw_text import Piece
from advisor.readers.visibility import MIN_VISIBLE_HALF_POINTS, Colour, is_alike, is_white

LEFT_OUT = frozenset(
    f"{WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_WRITTEN = {
    f"{WORD}tab": " ",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
}
_MIN_WIDTH = 10  # of 100
_MOST_CLEAR = 95_000  # of 100,000
_MIN_LINE = 40  # twentieths of a point, of a line whose height is set
_MOST_INDENT = 20_000  # twentieths of a point; a page is 11,906 wide
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_runs(paragraph: Any, styles: Styles, *, on_colour: bool) -> tuple[list[Piece], list[Any]]:
    """The paragraph's text, and the text boxes anchored in it.

    `on_colour` says that white text can be read where the paragraph stands.
    """
    properties = paragraph.find(f"{WORD}pPr")
    style = styles.paragraph_style(properties)
    on_colour = on_colour or is_shaded(properties)
    is_out_of_sight = _is_out_of_sight(properties)
    pieces: list[Piece] = []
    boxes = []
    waiting = [(child, False) for child in reversed(list(paragraph))]
    while waiting:
        element, is_hidden = waiting.pop()
        if element.tag == f"{WORD}t":
            pieces.append((element.text or "", is_hidden or is_out_of_sight))
        elif element.tag in _WRITTEN:
            pieces.append((_WRITTEN[element.tag], False))
        elif element.tag == f"{WORD}txbxContent":
            boxes.append(element)
        elif element.tag not in LEFT_OUT:
            if element.tag == f"{WORD}r":
                is_hidden = _is_hidden(element, style, styles, on_colour=on_colour)
            waiting += [(child, is_hidden) for child in reversed(list(element))]
    return pieces, boxes


def is_shaded(properties: Any | None) -> bool:
    """Whether the ground is set to a colour on which white can be read."""
    shading = None if properties is None else properties.find(f"{WORD}shd")
    fill = None if shading is None else value(shading, "fill")
    return fill is not None and fill != "auto" and not _names_white(fill)


def is_filled(box: Any) -> bool:
    """Whether the shape around a text box is filled with anything but white."""
    shape = box.getparent()
    while shape is not None and not shape.tag.endswith("}wsp"):
        shape = shape.getparent()
    if shape is None:
        return False
    for properties in shape.iterchildren("{*}spPr"):
        for fill in properties:
            if fill.tag in (f"{_DRAWING}gradFill", f"{_DRAWING}blipFill", f"{_DRAWING}pattFill"):
                return True
            if fill.tag == f"{_DRAWING}solidFill":
                colour = fill.find(f"{_DRAWING}srgbClr")
                return colour is None or not _names_white(colour.get("val"))
    return False


def _is_out_of_sight(properties: Any | None) -> bool:
    """Whether a paragraph has no height, or stands beside the page."""
    if properties is None:
        return False
    for spacing in properties.iterchildren(f"{WORD}spacing"):
        height = number(value(spacing, "line"), 240)
        if value(spacing, "lineRule") == "exact" and height < _MIN_LINE:
            return True
    for place in properties.iterchildren(f"{WORD}ind", f"{WORD}framePr"):
        for name in ("left", "start", "firstLine", "x", "y"):
            away = (value(place, name) or "").lstrip("-")
            if number(away, 0) > _MOST_INDENT:
                return True
    return False


def _is_hidden(run: Any, paragraph_style: str | None, styles: Styles, *, on_colour: bool) -> bool:
    own = run.find(f"{WORD}rPr")
    layers = [] if own is None else [own]
    layers += styles.run_properties(child_value(own, "rStyle"), paragraph_style)
    if is_on(next(_found(layers, "vanish"), None)) or is_on(
        next(_found(layers, "webHidden"), None)
    ):
        return True
    size = next(_found(layers, "sz"), None)
    if size is not None and number(value(size, "val"), 24) < MIN_VISIBLE_HALF_POINTS:
        return True
    width = next(_found(layers, "w"), None)  # of the letters, in hundredths of what they are
    if width is not None and number(value(width, "val"), 100) < _MIN_WIDTH:
        return True
    if any(map(_is_clear, layers[:1])):
        return True
    colour = next(_found(layers, "color"), None)
    ink = None if colour is None else _ink(colour)
    ground = next((fill for layer in layers if (fill := _fill(layer)) is not None), None)
    if ink is not None and ground is not None:
        return is_alike(ink, ground)
    has_white_ink = ink is not None and is_white(*ink)
    return has_white_ink and not on_colour and not any(map(is_shaded, layers))


def _is_clear(properties: Any) -> bool:
    """Whether the letters are filled with nothing, or with what lets all through."""
    for fill in properties.iterchildren(f"{_WORD_2010}textFill"):
        if fill.find(f"{_WORD_2010}noFill") is not None:
            return True
        for alpha in fill.iter(f"{_WORD_2010}alpha"):
            return number(alpha.get(f"{_WORD_2010}val"), 0) > _MOST_CLEAR
    return False


def _ink(colour: Any) -> Colour | None:
    theme = value(colour, "themeColor") or ""
    shade = value(colour, "themeShade")
    if theme in ("background1", "light1") and shade is None:
        return 255, 255, 255
    return _rgb(value(colour, "val"))


def _fill(properties: Any) -> Colour | None:
    shading = properties.find(f"{WORD}shd")
    return None if shading is None else _rgb(value(shading, "fill"))


def _found(layers: Iterable[Any], name: str) -> Iterator[Any]:
    return (found for layer in layers if (found := layer.find(f"{WORD}{name}")) is not None)


def _names_white(colour: str | None) -> bool:
    rgb = _rgb(colour)
    return rgb is not None and is_white(*rgb)


def _rgb(colour: str | None) -> Colour | None:
    if colour is None or not re.fullmatch("[0-9a-fA-F]{6}", colour):
        return None
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue
