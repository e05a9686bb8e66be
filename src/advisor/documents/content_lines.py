"""The lines of a document's own text, and what each looks like by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.documents import captions
from advisor.documents.furniture import Furniture
from advisor.documents.parts import Ending
from advisor.language.folding import letters_only
from advisor.types import Line

PAGE_FOOT_NOTE = re.compile(r"^(?:\d{1,3}|[^\w\s]{1,2}|[^\W\d_])\s+(?=[A-ZÅÄÖ(”\"])")  # any sign
LETTER_BULLET = re.compile(r"^\s*[eo®©]\s+(?=[A-ZÅÄÖ(])")  # what OCR makes of a round bullet
NUMBERED = re.compile(r"^\s*(?:\(?(\d{1,2})[.)]|\(?(?:[a-h]|i{1,3}|iv|vi{0,3})\))\s+(?=\S)")
ENDS = ".?!:;…"  # a line that ends so may end its paragraph
SOFT_ENDS = "”\")»’'"  # so may one that ends so, unless the next line goes on in lower case
DANGLING = re.compile(
    r"(?:[,–&/-]|\b(?:och|eller|samt|i|på|av|för|med|till|att|som|om|från|en|ett|den|det|de|sin|sina"
    r"|sitt|deras|and|or|of|the|a|an|in|to|for|with|by|from|their|its|that))$",
    re.IGNORECASE,
)
_HAS_WORDS = re.compile(r"[^\W_]|[-`~]{3}")  # or begins and ends Markdown's settings and code
HEADING_CHARS = 80  # a longer unnumbered line is a sentence
HEADING_WORDS = 11
PROSE_CHARS = 160  # a longer line is running text


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A line of the document's own text, and what stands around it."""

    number: int
    text: str
    line: Line
    above: str  # the content line before; empty where there is none
    gap: bool  # nothing, or something that is no content, stands before it
    last: bool  # an empty line, or nothing, stands after it
    broken: bool  # a page begins with it, or furniture stands before it


def content_lines(raw: str, lines: Sequence[Line], furniture: Furniture) -> list[ContentLine]:
    """The lines with words in them, less what a page carries besides its text."""
    texts = [raw[line.start : line.end] for line in lines]
    aside = furniture.headers | furniture.contents
    kept = [n for n, text in enumerate(texts) if n not in aside and _HAS_WORDS.search(text)]
    done: list[ContentLine] = []
    for before, number, after in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        over = range(0 if before is None else before + 1, number)
        under = range(number + 1, len(lines) if after is None else after)
        done.append(
            ContentLine(
                number=number,
                text=texts[number],
                line=lines[number],
                above="" if before is None else texts[before],
                gap=before is None or len(over) > 0,
                last=after is None or not aside.issuperset(under),
                broken=number in furniture.tops or not aside.isdisjoint(over),
            )
        )
    return done


def bare(text: str) -> str:
    """The line without Markdown's marks of a heading and of bold letters."""
    return re.sub(r"^#{1,6}\s+|\s+#{1,6}$", "", text.strip()).strip().strip("*").strip()


def ending(text: str) -> Ending:
    """How a line ends, footnote marks aside."""
    stripped = re.sub(r"[\u00b9\u00b2\u00b3\u2070-\u2079*\s]+$", "", text)
    if not stripped:
        return "open"
    if stripped[-1] in SOFT_ENDS:
        return "" if stripped[-2:-1] in tuple(ENDS) else "soft"
    if stripped[-1] in ENDS:
        return ""
    return "dangling" if DANGLING.search(stripped) else "open"


def looks_like_title(text: str) -> bool:
    """Whether a line has the length, the beginning and the end that a heading has."""
    text = bare(text)
    if text.count("(") != text.count(")") or not re.search(r"[^\W\d_]{2}", text):
        return False
    if len(text) > HEADING_CHARS or len(text.split()) > HEADING_WORDS:
        return False
    if DANGLING.search(text) or captions.is_debris(text):
        return False
    return text[-1] not in ".,;:!" and (text[0].isupper() or text[0].isdigit()) and "\t" not in text


def repeats_title(text: str, title: str) -> bool:
    """Whether a line holds the document's title, given as its letters alone, or much of it."""
    letters = letters_only(text)
    return len(letters) >= 8 and (letters == title or (len(letters) >= 12 and letters in title))
