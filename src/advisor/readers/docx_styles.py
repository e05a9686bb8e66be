"""The styles of a Word file: what a paragraph's style makes of it and of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advisor.readers.docx_xml import WORD, child_value, children, value
from advisor.vocabulary import LineKind

# By the names that Word gives them in English and in Swedish.
_HEADING = re.compile(r"(?:heading|rubrik) ?([1-9])")
_TITLES = ("title", "titel")
_LIST = re.compile(r"(?:list bullet|list number|punktlista|numrerad lista)(?: ([1-9]))?")
_CAPTIONS = ("caption", "beskrivning")


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is."""

    kind: LineKind = "text"
    level: int = 0  # of a heading or a list item, from 1


class Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, element: Any) -> None:
        self._styles = {value(style, "styleId"): style for style in children(element, "style")}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            None,
        )
        defaults = element.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr")
        self._defaults = [] if defaults is None else [defaults]
        self._roles: dict[str | None, Role] = {}
        self._chains: dict[str | None, list[Any]] = {}

    def role(self, properties: Any | None) -> Role:
        """What a paragraph of these properties is, by what they state and by its style."""
        by_style = self._role_of_style(child_value(properties, "pStyle"))
        stated = _stated_role(properties)
        if stated is None or (by_style.kind in ("heading", "caption") and stated.kind != "heading"):
            return by_style  # a numbered heading is no list item
        return stated

    def run_properties(self, *style_ids: str | None) -> Iterator[Any]:
        """The run properties that the styles set, the strongest first, then the defaults."""
        for style_id in style_ids:
            for style in self._chain(style_id):
                yield from children(style, "rPr")
        yield from self._defaults

    def paragraph_style(self, properties: Any | None) -> str | None:
        """The id of the style that a paragraph of these properties has."""
        style_id = child_value(properties, "pStyle")
        return style_id if style_id in self._styles else self._default

    def _role_of_style(self, style_id: str | None) -> Role:
        """What the style says, or the nearest style below it that says something."""
        if style_id not in self._roles:
            roles = map(_style_role, self._chain(style_id or self._default))
            self._roles[style_id] = next((role for role in roles if role is not None), Role())
        return self._roles[style_id]

    def _chain(self, style_id: str | None) -> list[Any]:
        if style_id not in self._chains:
            chain: list[Any] = []
            next_id = style_id
            while (style := self._styles.get(next_id)) is not None and style not in chain:
                chain.append(style)
                next_id = child_value(style, "basedOn")
            self._chains[style_id] = chain
        return self._chains[style_id]


def _style_role(style: Any) -> Role | None:
    name = (child_value(style, "name") or "").casefold().strip()
    if heading := _HEADING.fullmatch(name):
        return Role("heading", int(heading.group(1)))
    if name in _TITLES:
        return Role("heading", 1)
    if name in _CAPTIONS:
        return Role("caption")
    if listed := _LIST.fullmatch(name):
        return Role("list_item", int(listed.group(1) or 1))
    return _stated_role(style.find(f"{WORD}pPr"))


def _stated_role(properties: Any | None) -> Role | None:
    """What paragraph properties say by an outline level or a numbering; None: nothing."""
    if properties is None:
        return None
    outline = child_value(properties, "outlineLvl") or ""
    if re.fullmatch("[0-8]", outline):  # 9 is body text
        return Role("heading", int(outline) + 1)
    numbering = properties.find(f"{WORD}numPr")
    if numbering is None:
        return None
    if child_value(numbering, "numId") == "0":  # takes a style's numbering away
        return Role()
    level = child_value(numbering, "ilvl") or "0"
    return Role("list_item", int(level) + 1 if re.fullmatch("[0-8]", level) else 1)
