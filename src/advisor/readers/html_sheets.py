"""What the style sheets in a web page set for each of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from advisor.readers.html_visibility import Styles, styles_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_MOST_RULES = 300  # that could hide something; a page made by people has fewer
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}@;]{1,500})\{([^{}]{1,5000})\}")
# Rules for paper, narrow windows and the like say nothing of the page as it is opened.
_CONDITION = re.compile(
    r"@(?!media (?:all|screen) *\{)[^{};]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
)
_SHOWN_WHEN = re.compile(r":(?!root\b|not\(|first|last|nth|only)")  # :hover, ::before and such
_HIDES = re.compile(
    r"display|visibility|opacity|font-size|color|background|clip|transform|left|top|right|bottom"
    r"|text-indent|margin|overflow|height|width",
    re.I,
)


def styles_by_sheets(soup: BeautifulSoup) -> Mapping[int, Styles]:
    """By the id of an element, what `<style>` sets for it; of two rules the later one holds."""
    from soupsieve import SelectorSyntaxError

    found: dict[int, dict[str, str]] = {}
    for selector, declarations in _rules(soup):
        styles = styles_of(declarations)
        try:
            for tag in soup.select(selector):
                found.setdefault(id(tag), {}).update(styles)
        except (SelectorSyntaxError, NotImplementedError, ValueError):
            continue  # of a kind that is not known: what it is for stays as it is
    return found


def _rules(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    count = 0
    for sheet in soup.find_all("style"):
        text = _CONDITION.sub("", _COMMENT.sub("", sheet.get_text()))
        for rule in _RULE.finditer(text):
            selector, declarations = rule.group(1).strip(), rule.group(2)
            if not _HIDES.search(declarations) or _SHOWN_WHEN.search(selector):
                continue
            count += 1
            if count > _MOST_RULES:
                return
            yield selector, declarations
