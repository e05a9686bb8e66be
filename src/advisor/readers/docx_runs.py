"""The text of a Word paragraph, run by run, and which of it a person would not see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.readers.docx_styles import Styles
from advisor.readers.docx_xml import WORD, child_value, is_on, number, value
from advisor.readers.raw_text import Piece
from advisor.readers.visibility import MIN_VISIBLE_HALF_POINTS, is_white

LEFT_OUT = frozenset(
    f"{WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_WRITTEN = {
    f"{WORD}tab": " ",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_runs(paragraph: Any, styles: Styles, *, on_colour: bool) -> tuple[list[Piece], list[Any]]:
    """The paragraph's text, and the text boxes anchored in it.

    `on_colour` says that white text can be read where the paragraph stands.
    """
    properties = paragraph.find(f"{WORD}pPr")
    style = styles.paragraph_style(properties)
    on_colour = on_colour or is_shaded(properties)
    pieces: list[Piece] = []
    boxes = []
    waiting = [(child, False) for child in reversed(list(paragraph))]
    while waiting:
        element, is_hidden = waiting.pop()
        if element.tag == f"{WORD}t":
            pieces.append((element.text or "", is_hidden))
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


def _is_hidden(run: Any, paragraph_style: str | None, styles: Styles, *, on_colour: bool) -> bool:
    own = run.find(f"{WORD}rPr")
    layers = [] if own is None else [own]
    layers += styles.run_properties(child_value(own, "rStyle"), paragraph_style)
    if is_on(next(_found(layers, "vanish"), None)):
        return True
    size = next(_found(layers, "sz"), None)
    if size is not None and number(value(size, "val"), 24) < MIN_VISIBLE_HALF_POINTS:
        return True
    colour = next(_found(layers, "color"), None)
    has_white_ink = colour is not None and _names_white(value(colour, "val"))
    return has_white_ink and not on_colour and not any(map(is_shaded, layers))


def _found(layers: Iterable[Any], name: str) -> Iterator[Any]:
    return (found for layer in layers if (found := layer.find(f"{WORD}{name}")) is not None)


def _names_white(colour: str | None) -> bool:
    if colour is None or not re.fullmatch("[0-9a-fA-F]{6}", colour):
        return False
    red, green, blue = bytes.fromhex(colour)
    return is_white(red, green, blue)
