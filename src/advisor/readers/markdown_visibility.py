"""Which parts of a Markdown file a person would not see once it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.readers.html_visibility import Look, look_of

# HTML in Markdown, within a line or around whole paragraphs.
_OPENING = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,19})(\s[^<>]{0,1000})?>")
_NEVER_SHOWN = ("script", "style", "template", "title", "noscript", "datalist")
_VOID = ("br", "hr", "img", "input", "link", "meta", "wbr", "col")
# A link's address, or a remark written as one; a footnote is shown, and so is what goes on with a
# paragraph.
_DEFINITIONS = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\n\r\n))(?: {0,3}\[(?!\^)[^\]\n]{1,200}\]:[^\n]*\n?)+"
)
_MOST_ELEMENTS = 5_000


def unseen_spans(raw: str) -> tuple[tuple[int, int], ...]:
    """The spans of comments, link definitions and hidden elements, in order, none in another."""
    spans: list[tuple[int, int]] = []
    found = (*_comments(raw), *(m.span() for m in _DEFINITIONS.finditer(raw)), *_elements(raw))
    for start, end in sorted(found):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
        elif end > spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
    return tuple(spans)


def _comments(raw: str) -> Iterator[tuple[int, int]]:
    start = raw.find("<!--")
    while start >= 0:
        end = raw.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = raw.find("<!--", end + 3)


def _elements(raw: str) -> Iterator[tuple[int, int]]:
    reached = 0
    for count, opening in enumerate(_OPENING.finditer(raw)):
        if count == _MOST_ELEMENTS:
            return
        if opening.start() >= reached and _is_hidden(opening):
            reached = _end(raw, opening)
            yield opening.start(), reached


def _is_hidden(opening: re.Match[str]) -> bool:
    name = opening.group(1).lower()
    if name in _NEVER_SHOWN:
        return True
    if not opening.group(2) or name in _VOID:
        return False
    # bs4 is imported where it is used: most Markdown has no HTML.
    from bs4 import BeautifulSoup

    tag = BeautifulSoup(opening.group(), "html.parser").find(True)
    return tag is not None and look_of(tag, Look()).is_hidden


def _end(raw: str, opening: re.Match[str]) -> int:
    """Where the element ends; the end of the text where it never does."""
    depth = 1
    for tag in re.finditer(
        rf"<(/?){opening.group(1)}\b[^<>]{{0,1000}}>", raw[opening.end() :], re.I
    ):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            return opening.end() + tag.end()
    return len(raw)
