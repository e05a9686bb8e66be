"""The parts of a document: headings, paragraphs, lists and tables, found in its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.documents import captions, tables
from advisor.documents.content_lines import (
    LETTER_BULLET,
    NUMBERED,
    PAGE_FOOT_NOTE,
    ContentLine,
    bare,
    content_lines,
    repeats_title,
)
from advisor.documents.contents import CONTENTS_TITLE, matching_entry, split_number
from advisor.documents.furniture import Furniture
from advisor.documents.headings import level_of_heading
from advisor.documents.layout import Style
from advisor.documents.parts import UNENDED, Part, part_text
from advisor.documents.parts_builder import PartsBuilder
from advisor.documents.sections import section_role
from advisor.types import Line

FOOTNOTE = re.compile(r"^(?:[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}(\s|$)|\[\^[^\]]+\]:)")
BULLET = re.compile(r"^\s*([-–•▪●◦*·‣○])\s+(?=\S)")


def find_parts(
    raw: str, lines: Sequence[Line], furniture: Furniture, title: str | None
) -> list[Part]:
    """The document's parts in order, each with the headings above it and its role."""
    kept = content_lines(raw, lines, furniture)
    style = Style.of(kept, furniture, title)
    builder = PartsBuilder()
    for position, line in enumerate(kept):
        following = kept[position + 1 : position + 4]
        if position < style.front:
            _take_front(builder, line, style)
        elif line.number in style.notes:
            _note(builder, line)
        else:
            _take(builder, line, following, style)
    parts = _without_empty_headings(builder.parts, raw)
    parts = _with_contents(parts, raw, lines, furniture)
    return captions.mark_figures(_with_lead_ins(parts), raw, style.quoted)


def _take_front(builder: PartsBuilder, line: ContentLine, style: Style) -> None:
    if repeats_title(bare(line.text), style.title):
        builder.add_title(line)
    else:
        builder.add("notice", line)


def _note(builder: PartsBuilder, line: ContentLine) -> None:
    """A footnote's lines are one part."""
    if builder.is_after_footnote and not line.gap:
        builder.extend_footnote(line)
        return
    mark = PAGE_FOOT_NOTE.match(line.text.strip())
    lead = len(line.text) - len(line.text.lstrip()) + (mark.end() if mark else 0)
    note = replace(line.line, start=line.line.start + lead)
    builder.add("footnote", replace(line, line=note, text=line.text[lead:]))


def _take(
    builder: PartsBuilder, line: ContentLine, following: Sequence[ContentLine], style: Style
) -> None:
    """Put one line where it belongs: a new part, or the end of the one before."""
    text = line.text.strip()
    kind = line.line.kind
    is_row = kind in ("table_header", "table_row")
    if kind == "unknown" and not is_row:
        is_row = tables.is_row(line.text) and not _starts_item(text, builder)
    if not is_row and kind != "caption" and not FOOTNOTE.match(text):
        builder.leave_table()
    if line.number in style.aside:
        builder.add("notice", line)
    elif not re.search(r"[^\W_]", text):
        return
    elif kind == "heading":
        _format_heading(builder, line, text, style)
    elif kind == "caption" or captions.is_caption(text):
        builder.add("caption", line)
    elif FOOTNOTE.match(text):
        builder.add("footnote", line)
    elif is_row:
        _table_row(builder, line)
    elif _is_lone_number(builder, line):
        builder.add("notice", line)
    elif (level := level_of_heading(builder, line, following, style)) is not None:
        _heading(builder, line, text, level, style)
    elif kind == "list_item" or (kind == "unknown" and _bullet(text, style)):
        _list_item(builder, line)
    elif _continues(builder, line, style):
        builder.extend(line)
    else:
        builder.add("paragraph", line)


def _starts_item(text: str, builder: PartsBuilder) -> bool:
    """Whether a tab in this line parts a bullet or a number from its words, and not two cells."""
    if builder.table_header:
        return False
    mark, _, words = text.partition("\t")
    is_mark = bool(re.fullmatch(r"[-–•▪●◦*·]|\(?\d{1,2}[.)]|\d{1,2}(\.\d{1,2})+\.?", mark.strip()))
    return is_mark and "\t" not in words.strip()


def _format_heading(builder: PartsBuilder, line: ContentLine, text: str, style: Style) -> None:
    if line.number == style.title_line or repeats_title(bare(text), style.title):
        builder.add_title(line)
        return
    _heading(builder, line, text, line.line.level or 1, style)


def _table_row(builder: PartsBuilder, line: ContentLine) -> None:
    row = tables.cells(line.text)
    if tables.is_frame(line.text):
        return
    header = builder.table_header
    if sum(bool(cell.text) for cell in row) < 2:
        builder.add("notice" if header else "paragraph", line)
        return
    names = tuple(cell.text for cell in row)
    is_header = line.line.kind == "table_header" or names == header
    if not is_header and line.line.kind == "unknown" and len(row) != len(header):
        is_header = tables.could_be_header(row)
    if is_header:
        builder.open_table(line, names)
        return
    offset = line.line.start
    builder.add_row(
        ((offset + start, offset + end), label)
        for cell, label in tables.labels(row, header)
        for start, end in tables.items(line.text, cell)
    )


def _is_lone_number(builder: PartsBuilder, line: ContentLine) -> bool:
    """A number on a line of its own: of a slide, a chapter or a figure."""
    last = builder.last_text_part
    is_open = last is not None and last.kind == "paragraph" and last.ending in UNENDED
    is_number = re.fullmatch(r"[^\w(]*\d[\d\s.,]*%?[^\w)]*", line.text.strip()) is not None
    return is_number and line.gap and line.last and not is_open


def _heading(builder: PartsBuilder, line: ContentLine, text: str, level: int, style: Style) -> None:
    words = bare(text)
    number, _ = split_number(words)
    is_stated = line.line.kind == "heading"
    is_listed = matching_entry(words, style.furniture.entries) is not None
    is_plain = not (number or words.isupper() or is_listed)
    builder.add_heading(
        line,
        re.sub(r"\s+", " ", words),
        level,
        is_numbered=is_stated or is_listed or "." in number or level == 1,
        is_lone=line.line.kind == "unknown" and is_plain and section_role(words) == "other",
    )


def _bullet(text: str, style: Style) -> bool:
    if BULLET.match(text) or NUMBERED.match(text):
        return True
    return style.letter_bullets and bool(LETTER_BULLET.match(text))


def _list_item(builder: PartsBuilder, line: ContentLine) -> None:
    count = NUMBERED.match(line.text)
    restarts = count is not None and count[1] == "1"
    builder.add_item(line, line.line.level or 1, restarts=restarts)


def _continues(builder: PartsBuilder, line: ContentLine, style: Style) -> bool:
    """Whether this line goes on with the part before it."""
    last = builder.last_text_part
    if last is None or last.kind not in ("paragraph", "list_item", "caption"):
        return False
    if last.kind == "caption":
        return last.ending == "open" or (line.line.kind == "text" and not line.gap)
    start = line.text.strip()[:1]
    starts_low = start.islower() or start.isdigit()
    if line.line.kind == "text":  # the format says where paragraphs end
        return not line.gap
    if last.ending == "dangling":
        gap_tells = line.gap and not (line.broken or builder.is_after_footnote or style.loose_gaps)
        return starts_low or not gap_tells
    if last.ending == "open" and (starts_low or not style.wrap_width):
        return starts_low or not (line.gap or line.broken or builder.is_after_footnote)
    if last.ending == "soft" and start.islower():
        return True
    if not style.wrap_width or not _is_full(last, style):
        return False
    if last.ending == "open":
        return not line.gap or style.loose_gaps or line.broken or builder.is_after_footnote
    return not (line.gap or builder.is_after_footnote)


def _is_full(part: Part, style: Style) -> bool:
    start, end = part.spans[-1]
    return end - start >= 0.75 * style.wrap_width


def _without_empty_headings(parts: Sequence[Part], raw: str) -> list[Part]:
    """Of two lone lines below each other with nothing under the second, the second is text."""
    done = list(parts)
    for index in range(1, len(done) - 1):
        before, part, after = done[index - 1 : index + 2]
        is_pair = before.is_lone and part.is_lone and before.level == part.level
        if is_pair and after.kind == "heading" and after.level <= part.level:
            section = (*before.section, re.sub(r"\s+", " ", bare(part_text(before, raw))))
            done[index] = replace(
                part, kind="paragraph", section=section, role=section_role(*section), level=0
            )
    return done


def _with_contents(
    parts: Sequence[Part], raw: str, lines: Sequence[Line], furniture: Furniture
) -> list[Part]:
    """The contents lines in their place, kept to be searched but never quoted."""
    contents = [
        Part("contents", ((lines[n].start, lines[n].end),), (), "contents")
        for n in sorted(furniture.contents)
        if raw[lines[n].start : lines[n].end].strip()
        and not CONTENTS_TITLE.match(raw[lines[n].start : lines[n].end].strip())
    ]
    return sorted([*parts, *contents], key=lambda part: part.spans[0][0])


def _with_lead_ins(parts: Sequence[Part]) -> list[Part]:
    """Each list item knows the part that introduces its list."""
    done: list[Part] = []
    lead: dict[int, int | None] = {}
    for index, part in enumerate(parts):
        if part.kind == "list_item" and part.group not in lead:
            lead[part.group] = _lead_of(parts, index)
        leads = lead.get(part.group) if part.kind == "list_item" else None
        done.append(replace(part, leads=leads))
    return done


def _lead_of(parts: Sequence[Part], index: int) -> int | None:
    """The paragraph or heading before a list, or the item that a list stands under."""
    skipped = ("footnote", "caption", "notice", "contents")
    before = next((i for i in range(index - 1, -1, -1) if parts[i].kind not in skipped), None)
    if before is None:
        return None
    is_inner = parts[before].kind == "list_item" and parts[before].level < parts[index].level
    return before if is_inner or parts[before].kind in ("paragraph", "heading") else None
