"""Which lines are headings, and how deep: told by numbers, capitals, gaps and the contents page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.documents import captions
from advisor.documents.content_lines import (
    HEADING_CHARS,
    NUMBERED,
    PROSE_CHARS,
    ContentLine,
    bare,
    looks_like_title,
)
from advisor.documents.contents import matching_entry, split_number
from advisor.documents.layout import Style
from advisor.documents.parts_builder import PartsBuilder
from advisor.documents.sections import section_role
from advisor.language.folding import fold, letters_only

NUMBERED_HEADING_CHARS = 150  # a longer line is an item of a numbered list


def level_of_heading(
    builder: PartsBuilder, line: ContentLine, following: Sequence[ContentLine], style: Style
) -> int | None:
    """The level of this line as a heading, 1 outermost; None when it is not one."""
    if line.line.kind != "unknown":
        return None
    text = bare(line.text)
    number, words = split_number(text)
    if number and words[:1].islower() and re.match(r"\d+\s", text):
        number = ""  # "20 kommuner" counts, it does not number
    if number and _numbered_heading(number, words, line, following, style):
        if _is_listed(number, words, text, style):
            return number.count(".") + 1
        return builder.numbered_level + 1
    if number or not looks_like_title(text) or (style.wrap_width and builder.is_mid_sentence):
        return None
    if section_role(text) in ("references", "appendix"):
        return 1
    if builder.headings and section_role(builder.headings[0][1]) == "references":
        return None
    if letters_only(text) in style.quoted or captions.is_debris(line.above):
        return None
    if style.furniture.entries and matching_entry(text, style.furniture.entries):
        return 1
    if text.isupper() and sum(c.isalpha() for c in text) >= 4:
        return builder.numbered_level + 1
    if not _stands_alone(builder, line, following, style) or text.endswith("?"):
        if text.endswith("?") and _asks_as_heading(line, following, style):
            return builder.numbered_level + 1
        # A damaged chapter title may touch its text, but only where chapters are numbered.
        return 1 if section_role(text) != "other" and line.gap and len(text) < 30 else None
    return _level_of_lone_line(builder, text, style)


def _numbered_heading(
    number: str, words: str, line: ContentLine, following: Sequence[ContentLine], style: Style
) -> bool:
    """Whether a line that begins with a number is a heading and no item of a list."""
    if len(words) > NUMBERED_HEADING_CHARS or words[-1] in ".,;:" or not words[0].isupper():
        return False
    entries = style.furniture.entries
    if any(entry.number for entry in entries) and matching_entry(line.text, entries):
        return True
    if "." in number:
        return len(words.split()) <= 18
    counts_on = bool(following) and bool(NUMBERED.match(following[0].text))
    if any(entry.number for entry in entries):
        if _is_listed(number, words, line.text, style):
            return len(words) <= HEADING_CHARS
        if any(entry.number and entry.page is not None for entry in entries):
            return False  # chapters are listed, and this is none of them
    elif len(words) <= HEADING_CHARS and not (counts_on and not line.last):
        names_chapter = number in style.chapters or section_role(words) != "other"
        has_dot = bool(re.match(r"\s*\d{1,2}\.", line.text))
        if names_chapter or not (has_dot or style.has_gaps):
            return True
    is_lone = line.gap and line.last and len(words) <= HEADING_CHARS
    return is_lone and not counts_on


def _is_listed(number: str, words: str, text: str, style: Style) -> bool:
    """Whether a numbered heading belongs to the document's own numbering of chapters.

    Where a scanner spoilt the contents page, a chapter is known by its sections or its role.
    """
    entries = style.furniture.entries
    if "." in number or not any(entry.number for entry in entries):
        return True
    if matching_entry(text, entries):
        return True
    if len(words.split()) > 6 or not style.chapters:
        return False
    return number in style.chapters or section_role(words) != "other"


def _stands_alone(
    builder: PartsBuilder, line: ContentLine, following: Sequence[ContentLine], style: Style
) -> bool:
    """Whether the line is set apart; where no empty lines are, by being short between full ones."""
    below = following[0].text.strip() if following else ""
    if following and following[0].line.kind == "unknown" and re.match("[a-zåäö]{2}", below):
        return False  # its sentence goes on
    if style.has_gaps:
        return line.gap and line.last
    if not style.wrap_width or not following or len(line.text.strip()) > 0.6 * style.wrap_width:
        return False
    last = builder.last_text_part
    after_end = last is None or last.kind not in ("paragraph", "list_item") or last.ending != "open"
    return after_end and below[:1].isupper() and len(below) >= 0.75 * style.wrap_width


def _asks_as_heading(line: ContentLine, following: Sequence[ContentLine], style: Style) -> bool:
    """A question above the prose that answers it, and not one that a survey put."""
    if style.wrap_width or not (line.gap and line.last) or not following:
        return False
    below = following[0].text.strip()
    is_survey = any(captions.is_caption(later.text) for later in following)
    return not is_survey and len(below) > PROSE_CHARS and not below.endswith(("...", "…"))


def _level_of_lone_line(builder: PartsBuilder, text: str, style: Style) -> int:
    """Below the numbered heading and what stands in capitals; deeper where it is found again."""
    base = builder.numbered_level + 1
    if any(level == base and title.isupper() for level, title in builder.headings):
        base += 1
    if fold(text) in style.repeated and any(level == base for level, _ in builder.headings):
        parent = next(title for level, title in builder.headings if level == base)
        return base + 1 if fold(parent) not in style.repeated else base
    return base
