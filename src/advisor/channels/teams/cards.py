"""Adaptive Cards out of text that nobody vouches for: pure functions, and no markup read in it.

Teams reads Markdown in a TextBlock, so that holds words of our own alone. The runs of a
RichTextBlock are shown letter for letter: whatever comes from sources and questions stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from advisor.channels.rendering import Paragraph, visible
from advisor.channels.teams.incoming import PRESSED

Element = Mapping[str, Any]
Unit = tuple[Element, ...]  # elements that stay together
Look = Literal["plain", "strong", "quiet", "marked"]

MOST_RUN_CHARS = 2_000  # in one element; what is longer goes on in the next one
MOST_BUTTONS = 6  # in a row; Teams hides those beyond

_LOOKS: Mapping[Look, Mapping[str, Any]] = {
    "plain": {},
    "strong": {"weight": "Bolder"},
    "quiet": {"isSubtle": True},
    "marked": {"weight": "Bolder", "highlight": True},
}
_BY_KIND: Mapping[str, Look] = {
    "notice": "quiet",
    "summary": "strong",
    "attribution": "plain",
    "quote": "plain",
    "source": "plain",
    "note": "quiet",
}


def card(elements: Iterable[Element], fallback: str) -> dict[str, Any]:
    """A card of these elements; `fallback` is for a Teams that is too old, in our own words."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "fallbackText": fallback,
        "body": list(elements),
    }


def units(paragraphs: Sequence[Paragraph]) -> Iterator[Unit]:
    """The paragraphs as elements: a heading stays with what follows it."""
    waiting: list[Element] = []
    is_first = True
    for paragraph in paragraphs:
        if not paragraph.text:
            is_first = True
            continue
        spacing = "Medium" if is_first else "Small"
        is_first = False
        if paragraph.kind == "heading":
            waiting.append(heading(paragraph.text))
            continue
        first, *rest = texts(paragraph.text, _BY_KIND[paragraph.kind], spacing)
        yield (*waiting, first)
        waiting = []
        yield from ((element,) for element in rest)
    if waiting:
        yield tuple(waiting)


def heading(words: str) -> Element:
    """A heading, in words of our own."""
    return {
        "type": "TextBlock",
        "text": words,
        "style": "heading",
        "weight": "Bolder",
        "wrap": True,
        "spacing": "Medium",
    }


def texts(text: str, look: Look = "plain", spacing: str = "Small") -> list[Element]:
    """Text of any origin, shown as it stands; in several elements where it is long."""
    return [rich((piece, look), spacing=spacing) for piece in _pieces(visible(text))]


def rich(*runs: tuple[str, Look], spacing: str = "Small") -> Element:
    """One paragraph of text of any origin, in which each run has its look."""
    inlines = [{"type": "TextRun", "text": visible(text), **_LOOKS[look]} for text, look in runs]
    return {"type": "RichTextBlock", "spacing": spacing, "inlines": inlines}


def button(title: str, pressed: Mapping[str, Any]) -> Element:
    """A button in words of our own, and what it sends when it is pressed."""
    return {"type": "Action.Submit", "title": title, "data": {PRESSED: dict(pressed)}}


def buttons(actions: Sequence[Element]) -> list[Element]:
    """The buttons in rows."""
    return [
        {"type": "ActionSet", "spacing": "Small", "actions": list(actions[i : i + MOST_BUTTONS])}
        for i in range(0, len(actions), MOST_BUTTONS)
    ]


def beside(text: str, action: Element) -> Element:
    """Text of any origin with a button beside it."""
    columns = [
        {"type": "Column", "width": "stretch", "items": texts(text)},
        {"type": "Column", "width": "auto", "items": buttons([action])},
    ]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def size(value: Any) -> int:
    """Bytes that a value takes on its way to Teams."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _pieces(text: str) -> list[str]:
    """The text in pieces that are not too long, cut at spaces where there are any."""
    pieces = []
    while len(text) > MOST_RUN_CHARS:
        cut = text.rfind(" ", 1, MOST_RUN_CHARS)
        cut = cut if cut > 0 else MOST_RUN_CHARS
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    return [*pieces, text] if text or not pieces else pieces
