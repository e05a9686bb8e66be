"""Pieces of Slack's Block Kit in which no text is read as markup, within the limits of Slack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.channels.rendering import visible

Block = Mapping[str, Any]
Element = Mapping[str, Any]

# https://docs.slack.dev/reference/block-kit
MOST_BLOCKS = 50  # of a message; a view may hold 100
MOST_SECTION_CHARS = 2900  # of 3,000: it is not said how rare signs are counted
MOST_LABEL_CHARS = 72  # of 75, for the same reason: a button, an option, what is read aloud
MOST_VALUE_CHARS = 2000  # of a button
MOST_OPTIONS = 100
MOST_TITLE_CHARS = 24  # of a view
# Slack refuses messages that are too long (msg_blocks_too_long) and does not say where that begins.
MOST_MESSAGE_CHARS = 9000


@dataclass(frozen=True, slots=True)
class Message:
    """One post: blocks to see, and the same in words for notifications and screen readers."""

    blocks: tuple[Block, ...]
    text: str


def messages(blocks: Sequence[Block]) -> tuple[Message, ...]:
    """The blocks in as many posts as they need; a post begins where a block does."""
    return tuple(Message(tuple(packed), spoken(packed)) for packed in _packed(blocks))


def span(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Words in one style; nothing in them is read as markup."""
    style = {name: True for name, is_on in (("bold", bold), ("italic", italic)) if is_on}
    return {"type": "text", "text": visible(text) or " ", **({"style": style} if style else {})}


def person(user: str) -> Element:
    """The name of a person of the workspace, who is told that it stands here."""
    return {"type": "user", "user_id": user}


def row(*elements: Element) -> Element:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def bullets(items: Iterable[str], *, indent: int = 0) -> Iterator[Element]:
    """Items of a list; one that is too long goes on in the next."""
    for item in items:
        for piece in pieces(item, MOST_SECTION_CHARS):
            yield {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": indent,
                "elements": [row(span(piece))],
            }


def quotation(text: str) -> Iterator[Element]:
    """Words set apart as someone's."""
    for piece in pieces(text, MOST_SECTION_CHARS):
        yield {"type": "rich_text_quote", "elements": [span(piece)]}


def lines(text: str, *, bold: bool = False, italic: bool = False) -> Iterator[Element]:
    """A paragraph of any length."""
    for piece in pieces(text, MOST_SECTION_CHARS):
        yield row(span(piece, bold=bold, italic=italic))


def rich(parts: Iterable[Element]) -> Iterator[Block]:
    """Parts of rich text in as few blocks as will hold them."""
    held: list[Element] = []
    chars = 0
    for part in parts:
        size = sum(map(len, _said(part)))
        if held and chars + size > MOST_SECTION_CHARS:
            yield {"type": "rich_text", "elements": held}
            held, chars = [], 0
        held.append(part)
        chars += size
    if held:
        yield {"type": "rich_text", "elements": held}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def plain(text: str, most: int) -> Mapping[str, Any]:
    """Text that Slack shows as it stands."""
    return {"type": "plain_text", "text": shortened(visible(text), most) or " ", "emoji": False}


def section(text: str, accessory: Element | None = None) -> Block:
    """Plain words with a button or a menu beside them."""
    shown: dict[str, Any] = {"type": "section", "text": plain(text, MOST_SECTION_CHARS)}
    return shown | ({"accessory": accessory} if accessory else {})


def button(label: str, action: str, value: str, aloud: str | None = None) -> Element:
    """What is clicked; `aloud` is read instead of a label that says too little by itself."""
    if len(value) > MOST_VALUE_CHARS:
        raise ValueError(f"a button holds {MOST_VALUE_CHARS} characters, not {len(value)}")
    made: dict[str, Any] = {
        "type": "button",
        "text": plain(label, MOST_LABEL_CHARS),
        "action_id": action,
        "value": value,
    }
    if aloud:
        made["accessibility_label"] = shortened(visible(aloud), MOST_LABEL_CHARS)
    return made


def menu(label: str, action: str, options: Sequence[tuple[str, str]]) -> Element:
    """What is chosen from, as pairs of what is shown and what it stands for."""
    return {
        "type": "static_select",
        "placeholder": plain(label, MOST_LABEL_CHARS),
        "action_id": action,
        "options": [
            {"text": plain(shown, MOST_LABEL_CHARS), "value": value}
            for shown, value in options[:MOST_OPTIONS]
        ],
    }


def actions(*elements: Element) -> Block:
    """Buttons beside one another."""
    return {"type": "actions", "elements": list(elements)}


def shortened(text: str, most: int) -> str:
    """The text, or as many of its words as there is room for, and dots."""
    if len(text) <= most:
        return text
    return f"{next(pieces(text, most - 2)).rstrip()} …"


def pieces(text: str, most: int) -> Iterator[str]:
    """The text in pieces of at most so many characters, cut between words where there are any."""
    text = text.strip(" ")
    while len(text) > most:
        blank = text.rfind(" ", 0, most + 1)
        end = most if blank < 0 else blank
        yield text[:end]
        text = text[end:].lstrip(" ")
    yield text


def escaped(text: str) -> str:
    """Text for a field that Slack reads as markup: no mention, link or command is left in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spoken(blocks: Sequence[Block]) -> str:
    """All that the blocks say, line by line, escaped."""
    lines = (said.strip() for block in blocks for said in _said(block))
    return escaped("\n".join(filter(None, lines)))


def _said(part: Mapping[str, Any]) -> Iterator[str]:
    match part["type"]:
        case "rich_text_section" | "rich_text_quote":
            yield "".join(e["text"] for e in part["elements"] if e["type"] == "text")
        case "rich_text_list":
            for item in part["elements"]:
                yield from (f"- {said}" for said in _said(item))
        case "rich_text":
            for element in part["elements"]:
                yield from _said(element)
        case "section":
            yield re.sub(r"\s*\n\s*", " ", part["text"]["text"])
        case "actions":
            yield " | ".join(element["text"]["text"] for element in part["elements"])


def _packed(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    packed: list[Block] = []
    chars = 0
    for block in blocks:
        size = len(spoken([block]))
        if packed and (len(packed) == MOST_BLOCKS or chars + size > MOST_MESSAGE_CHARS):
            yield packed
            packed, chars = [], 0
        packed.append(block)
        chars += size
    if packed:
        yield packed
