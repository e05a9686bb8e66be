"""What holds for a whole document: how its lines are set, and where its title page ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from advisor.documents import captions
from advisor.documents.catalogue import is_abstract
from advisor.documents.content_lines import (
    LETTER_BULLET,
    PAGE_FOOT_NOTE,
    PROSE_CHARS,
    ContentLine,
    bare,
    ending,
    looks_like_title,
    repeats_title,
)
from advisor.documents.contents import split_number
from advisor.documents.furniture import Furniture
from advisor.documents.parts import UNENDED
from advisor.documents.sections import section_role
from advisor.language.folding import fold, letters_only

FRONT_LINES = 60  # the title page and what it says of the document itself
METADATA = re.compile(
    r"^(\d{4}-\d{2}(-\d{2})?|((huvud)?f[öo]rfattare|handledare|examinator|authors?|supervisors?"
    r"|version(shistorik)?|revisionshistorik|[äa]ndringshistorik|dokument(styrning|information)"
    r"|informationsklassning|efterlevnad|diarienummer|titel|datum|publicerings?datum|isbn|issn"
    r"|version history|revision history|document control)\b.{0,80})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for the whole document."""

    furniture: Furniture
    title: str  # its letters alone
    wrap_width: int  # characters of a full line; 0: lines are whole paragraphs
    has_gaps: bool  # empty lines stand between paragraphs
    loose_gaps: bool  # empty lines stand in the midst of sentences, too
    letter_bullets: bool
    title_line: int | None  # number of the one heading above all others, where the format tells
    front: int  # lines of the title page
    aside: frozenset[int]  # numbers of lines that are settings or code
    notes: frozenset[int]  # numbers of lines that are footnotes at the foot of a page
    repeated: frozenset[str]  # headings that occur again and again: one level deeper
    chapters: frozenset[str]  # numbers that have sections: "4" where "4.1" stands somewhere
    quoted: frozenset[str]  # what captions quote: questions that a survey put to people

    @classmethod
    def of(cls, kept: Sequence[ContentLine], furniture: Furniture, title: str | None) -> Style:
        lone = Counter(
            fold(line.text.strip()) for line in kept if line.gap and looks_like_title(line.text)
        )
        wrap_width, loose_gaps = _wrapping(kept)
        letters = letters_only(title or "")
        return cls(
            furniture=furniture,
            title=letters,
            wrap_width=wrap_width,
            has_gaps=sum(line.gap for line in kept[1:]) > 0.02 * len(kept),
            loose_gaps=loose_gaps,
            letter_bullets=sum(bool(LETTER_BULLET.match(line.text)) for line in kept) >= 3,
            title_line=_title_line(kept),
            front=_front(kept, furniture, letters),
            aside=frozenset(_aside(kept)),
            notes=frozenset(_page_foot_notes(kept, furniture)),
            repeated=frozenset(words for words, count in lone.items() if count >= 2),
            chapters=frozenset(
                match[1] for line in kept if (match := re.match(r"\s*(\d{1,2})\.\d", line.text))
            ),
            quoted=frozenset(
                letters_only(quote)
                for line in kept
                if captions.is_caption(line.text)
                for quote in captions.caption_quotes(line.text)
            ),
        )


def _wrapping(kept: Sequence[ContentLine]) -> tuple[int, bool]:
    """The width of full lines (0 where a line is a whole paragraph); whether gaps mean nothing."""
    lengths = sorted(len(line.text) for line in kept) or [0]
    wide = lengths[int(0.9 * (len(lengths) - 1))]
    pairs = list(pairwise(kept))
    gaps = [(a, b) for a, b in pairs if b.gap]
    broken = sum(ending(a.text) in UNENDED and b.text.strip()[:1].islower() for a, b in gaps)
    loose = broken >= 0.15 * max(len(gaps), 1)
    is_wrapped = wide <= PROSE_CHARS and (len(gaps) <= 0.8 * len(pairs) or loose)
    return (wide if is_wrapped else 0), loose


def _title_line(kept: Sequence[ContentLine]) -> int | None:
    headings = [line for line in kept if line.line.kind == "heading"]
    top = [line for line in headings if line.line.level == 1]
    if len(top) == 1 and len(headings) > 1 and top[0] is headings[0]:
        return top[0].number if kept.index(top[0]) < 5 else None
    return None


def _aside(kept: Sequence[ContentLine]) -> list[int]:
    """Markdown's settings at the top and its code, which are no text of the document."""
    found: list[int] = []
    opened = ""
    for position, line in enumerate(kept):
        if line.line.kind != "text":
            continue
        text = line.text.strip()
        is_fence = text.startswith(("```", "~~~"))
        if opened or is_fence or (text == "---" and position == 0):
            found.append(line.number)
        if opened:
            opened = "" if text.startswith(opened) or (opened, text) == ("---", "...") else opened
        elif is_fence or (text == "---" and position == 0):
            opened = text[:3]
    return found if not opened else []


def _page_foot_notes(kept: Sequence[ContentLine], furniture: Furniture) -> list[int]:
    """Lines at the foot of a page that part a sentence from its end on the next page."""
    found: list[int] = []
    for position, line in enumerate(kept):
        if line.number not in furniture.tops or not line.text.strip()[:1].islower():
            continue
        for first in range(max(position - 5, 1), position):
            starts = kept[first].gap or _looks_numbered(kept[first].text)
            is_note = starts and PAGE_FOOT_NOTE.match(kept[first].text.strip())
            ended = ending(kept[position - 1].text) not in UNENDED
            if is_note and ended and ending(kept[first - 1].text) in UNENDED:
                found += [note.number for note in kept[first:position]]
                break
    return found


def _looks_numbered(text: str) -> bool:
    return bool(re.match(r"\s*\d{1,3}\s+\S", text))


def _front(kept: Sequence[ContentLine], furniture: Furniture, title: str) -> int:
    """How many lines stand before the document itself begins: its title, who made it, when."""
    first_contents = min(furniture.contents, default=None)
    tells = False
    for position, line in enumerate(kept[:FRONT_LINES]):
        text = bare(line.text)
        is_title = repeats_title(text, title)
        tells = tells or is_title or bool(METADATA.match(text))
        if first_contents is not None and line.number > first_contents:
            return position if tells else 0
        if is_title or METADATA.match(text):
            continue
        if is_abstract(line.text):
            return position if tells else 0
        is_prose = len(text) > PROSE_CHARS or (line.line.kind == "text" and text[-1:] in ".?!")
        if is_prose or line.line.kind in ("heading", "list_item") or _opens_document(line, text):
            above = position
            while above and is_prose and _heads(kept[above - 1], title):
                above -= 1
            return above if tells else 0
    return 0


def _opens_document(line: ContentLine, text: str) -> bool:
    number, words = split_number(text)
    is_chapter = bool(number) and words[:1].isupper()
    return line.gap and (is_chapter or (looks_like_title(text) and section_role(text) != "other"))


def _heads(line: ContentLine, title: str) -> bool:
    """Whether this line is the heading of the prose below it rather than a word of the title."""
    text = bare(line.text)
    return looks_like_title(text) and not METADATA.match(text) and not repeats_title(text, title)
