"""What Slack refuses in blocks, and what it would make more of than words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_TYPES = {"rich_text", "section", "divider", "actions", "modal"}
_RICH = {"rich_text_section", "rich_text_list", "rich_text_quote"}
_MARKUP = re.compile(r"<|>|&(?!amp;|lt;|gt;)")


def faults(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every limit of https://docs.slack.dev/reference/block-kit that the blocks break."""
    found = ["too many blocks"] if len(blocks) > 50 else []
    for block in blocks:
        if block["type"] not in _TYPES:
            found.append(f"a block of type {block['type']}")
        for part in _parts(block):
            found += _part_faults(part)
        if block["type"] == "actions" and len(block["elements"]) > 25:
            found.append("too many buttons")
        ids = [element.get("action_id") for element in block.get("elements", [])]
        named = [one for one in ids if one]
        if len(set(named)) != len(named):
            found.append("one action twice in a block")
    return found


def active(blocks: Sequence[Mapping[str, Any]], text: str) -> list[str]:
    """What is not just words: mentions, links, formatting, pictures, control characters."""
    found = [f"{match} in the text" for match in _MARKUP.findall(text)]
    for block in blocks:
        for part in _parts(block):
            if part.get("type") in {"mrkdwn", "link", "user", "usergroup", "channel", "broadcast"}:
                found.append(f"an element of type {part['type']}")
            if part.get("type") in {"image", "emoji", "color", "date", "team", "video"}:
                found.append(f"an element of type {part['type']}")
            if "url" in part or "image_url" in part:
                found.append("an address")
            if part.get("emoji"):
                found.append("emoji are read")
    shown = [*strings(blocks), text.replace("\n", " ")]
    found += [
        f"the character {ord(letter):#x}"
        for said in shown
        for letter in said
        if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]
    return found


def strings(value: Any) -> Iterator[str]:
    """All that people are shown: what a button stands for is not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name != "value":
                yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for item in value.values():
            yield from _parts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _parts(item)


def _part_faults(part: Mapping[str, Any]) -> Iterator[str]:
    kind = part.get("type")
    text: Any = part.get("text")
    if kind == "section" and not 1 <= len(text["text"]) <= 3000:
        yield "the text of a section"
    if kind == "rich_text":
        size = sum(len(p["text"]) for p in _parts(part) if p.get("type") == "text")
        if size > 3000 or not part["elements"]:
            yield "the text of rich text"
        if {element["type"] for element in part["elements"]} - _RICH:
            yield "an element of rich text"
    if kind in {"text", "plain_text"} and not part["text"]:
        yield "an empty text"
    if kind == "button":
        if len(text["text"]) > 75 or len(part.get("accessibility_label", "")) > 75:
            yield "the label of a button"
        if len(part["value"]) > 2000:
            yield "the value of a button"
    if kind == "static_select":
        if not 1 <= len(part["options"]) <= 100 or len(part["placeholder"]["text"]) > 150:
            yield "a menu"
        for option in part["options"]:
            if len(option["text"]["text"]) > 75 or len(option["value"]) > 75:
                yield "an option"
    if kind == "modal" and max(len(part[name]["text"]) for name in ("title", "close")) > 24:
        yield "the title of a window"
