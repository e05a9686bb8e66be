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
    ending,
    repeats_title,
)
from advisor.documents.contents import CONTENTS_TITLE, matching_entry, split_number
from advisor.documents.furniture import Furniture
from advisor.documents.headings import level_of_heading
from advisor.documents.layout import Style
from advisor.documents.parts import UNENDED, Build, Ending, Part, part_text
from advisor.documents.sections import section_role
from advisor.types import BlockKind, Line

FOOTNOTE = re.compile(r"^(?:[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}(\s|$)|\[\^[^\]]+\]:)")
BULLET = re.compile(r"^\s*([-–•▪●◦*·‣○])\s+(?=\S)")


def find_parts(
    raw: str, lines: Sequence[Line], furniture: Furniture, title: str | None
) -> list[Part]:
    """The document's parts in order, each with the headings above it and its role."""
    kept = content_lines(raw, lines, furniture)
    style = Style.of(kept, furniture, title)
    build = Build()
    for position, line in enumerate(kept):
        following = kept[position + 1 : position + 4]
        if position < style.front:
            _take_front(build, line, style)
        elif line.number in style.notes:
            _note(build, line)
        else:
            _take(build, line, following, style)
        build.above = line.text
    parts = _without_empty_headings(build.parts, raw)
    parts = _with_contents(parts, raw, lines, furniture)
    return captions.mark_figures(_with_lead_ins(parts), raw, style.quoted)


# --- Line by line -------------------------------------------------------------------


def _take_front(build: Build, line: ContentLine, style: Style) -> None:
    is_title = repeats_title(bare(line.text), style.title)
    _add(build, "heading" if is_title else "notice", line, level=1 if is_title else 0)


def _take(build: Build, line: ContentLine, following: Sequence[ContentLine], style: Style) -> None:
    """Put one line where it belongs: a new part, or the end of the one before."""
    text = line.text.strip()
    kind = line.line.kind
    is_row = kind in ("table_header", "table_row")
    if kind == "unknown" and not is_row:
        is_row = tables.is_row(line.text) and not _starts_item(text, build)
    if not is_row and kind != "caption" and not FOOTNOTE.match(text):
        build.table_header = ()
    if line.number in style.aside:
        _add(build, "notice", line)
    elif not re.search(r"[^\W_]", text):
        return
    elif kind == "heading":
        _format_heading(build, line, text, style)
    elif kind == "caption" or captions.is_caption(text):
        _add(build, "caption", line)
    elif FOOTNOTE.match(text):
        _add(build, "footnote", line)
    elif is_row:
        _table_row(build, line)
    elif _is_lone_number(build, line):
        _add(build, "notice", line)
    elif (level := level_of_heading(build, line, following, style)) is not None:
        _heading(build, line, text, level, style)
    elif kind == "list_item" or (kind == "unknown" and _bullet(text, style)):
        _list_item(build, line)
    elif _continues(build, line, style):
        _extend(build, line)
    else:
        _add(build, "paragraph", line)


def _starts_item(text: str, build: Build) -> bool:
    """Whether a tab in this line parts a bullet or a number from its words, and not two cells."""
    if build.table_header:
        return False
    mark, _, words = text.partition("\t")
    is_mark = bool(re.fullmatch(r"[-–•▪●◦*·]|\(?\d{1,2}[.)]|\d{1,2}(\.\d{1,2})+\.?", mark.strip()))
    return is_mark and "\t" not in words.strip()


def _is_lone_number(build: Build, line: ContentLine) -> bool:
    """A number on a line of its own: of a slide, a chapter or a figure."""
    last = build.last_text_part()
    is_open = last is not None and last.kind == "paragraph" and last.ending in UNENDED
    is_number = re.fullmatch(r"[^\w(]*\d[\d\s.,]*%?[^\w)]*", line.text.strip()) is not None
    return is_number and line.gap and line.last and not is_open


# --- Headings -------------------------------------------------------------------


def _format_heading(build: Build, line: ContentLine, text: str, style: Style) -> None:
    if line.number == style.title_line or repeats_title(bare(text), style.title):
        _add(build, "heading", line, level=1)
        return
    level = line.line.level or 1
    _heading(build, line, text, level, style)
    build.numbered_level = level


def _heading(build: Build, line: ContentLine, text: str, level: int, style: Style) -> None:
    words = bare(text)
    while build.section and build.section[-1][0] >= level:
        build.section.pop()
    build.section.append((level, re.sub(r"\s+", " ", words)))
    is_listed = matching_entry(words, style.furniture.entries) is not None
    if is_listed or "." in split_number(words)[0] or level == 1:
        build.numbered_level = level
    is_plain = not (split_number(words)[0] or words.isupper() or is_listed)
    is_lone = line.line.kind == "unknown" and is_plain and section_role(words) == "other"
    _add(build, "heading", line, level=level, is_lone=is_lone)


# --- Paragraphs and lists -------------------------------------------------------


def _bullet(text: str, style: Style) -> bool:
    if BULLET.match(text) or NUMBERED.match(text):
        return True
    return style.letter_bullets and bool(LETTER_BULLET.match(text))


def _list_item(build: Build, line: ContentLine) -> None:
    last = build.last_text_part()
    level = line.line.level or 1
    if last is None or last.kind != "list_item":
        build.lists.clear()
    while build.lists and build.lists[-1][0] > level:
        build.lists.pop()
    counts = NUMBERED.match(line.text)
    restarts = counts is not None and counts[1] == "1"
    if not build.lists or build.lists[-1][0] < level:
        build.group += 1
        build.lists.append((level, build.group))
    elif restarts:
        build.group += 1
        build.lists[-1] = (level, build.group)
    _add(build, "list_item", line, group=build.lists[-1][1], level=level)


def _continues(build: Build, line: ContentLine, style: Style) -> bool:
    """Whether this line goes on with the part before it."""
    last = build.last_text_part()
    if last is None or last.kind not in ("paragraph", "list_item", "caption"):
        return False
    if last.kind == "caption":
        return last.ending == "open" or (line.line.kind == "text" and not line.gap)
    start = line.text.strip()[:1]
    starts_low = start.islower() or start.isdigit()
    if line.line.kind == "text":  # the format says where paragraphs end
        return not line.gap
    footed = build.parts[-1] is not last
    if last.ending == "dangling":
        gap_tells = line.gap and not (line.broken or footed or style.loose_gaps)
        return starts_low or not gap_tells
    if last.ending == "open" and (starts_low or not style.wrap_width):
        return starts_low or not (line.gap or line.broken or footed)
    if last.ending == "soft" and start.islower():
        return True
    if not style.wrap_width or not _is_full(last, style):
        return False
    if last.ending == "open":
        return not line.gap or style.loose_gaps or line.broken or footed
    return not (line.gap or footed)


def _is_full(part: Part, style: Style) -> bool:
    start, end = part.spans[-1]
    return end - start >= 0.75 * style.wrap_width


def _extend(build: Build, line: ContentLine) -> None:
    for index in range(len(build.parts) - 1, -1, -1):
        part = build.parts[index]
        if part.kind != "footnote":
            spans = (*part.spans, (line.line.start, line.line.end))
            end: Ending = "" if part.kind == "caption" else ending(line.text)
            build.parts[index] = replace(part, spans=spans, ending=end)
            return


def _note(build: Build, line: ContentLine) -> None:
    """A footnote's lines are one part."""
    if build.parts and build.parts[-1].kind == "footnote" and not line.gap:
        last = build.parts[-1]
        build.parts[-1] = replace(last, spans=(*last.spans, (line.line.start, line.line.end)))
        return
    mark = PAGE_FOOT_NOTE.match(line.text.strip())
    lead = len(line.text) - len(line.text.lstrip()) + (mark.end() if mark else 0)
    note = replace(line.line, start=line.line.start + lead)
    _add(build, "footnote", replace(line, line=note, text=line.text[lead:]))


def _add(
    build: Build,
    kind: BlockKind,
    line: ContentLine,
    *,
    group: int = 0,
    level: int = 0,
    is_lone: bool = False,
) -> None:
    section = tuple(title for _, title in build.section)
    if kind == "heading" and section:
        section = section[:-1]
    role = section_role(*(title for _, title in build.section))
    if role == "references" and kind not in ("heading", "notice"):
        kind = "reference"
    end: Ending = ""
    if kind in ("paragraph", "list_item"):
        end = ending(line.text)
    elif kind == "caption" and captions.is_open_caption(line.text):
        end = "open"
    span = (line.line.start, line.line.end)
    part = Part(kind, (span,), section, role, group=group, level=level)
    build.parts.append(replace(part, ending=end, is_lone=is_lone))


# --- Tables -----------------------------------------------------------------------


def _table_row(build: Build, line: ContentLine) -> None:
    row = tables.cells(line.text)
    if tables.is_frame(line.text):
        return
    if sum(bool(cell.text) for cell in row) < 2:
        _add(build, "notice" if build.table_header else "paragraph", line)
        return
    names = tuple(cell.text for cell in row)
    is_header = line.line.kind == "table_header" or names == build.table_header
    if not is_header and line.line.kind == "unknown" and len(row) != len(build.table_header):
        is_header = tables.could_be_header(row)
    if is_header:
        build.table_header = names
        _add(build, "notice", line)
        return
    build.group += 1
    titles = [title for _, title in build.section]
    role = section_role(*titles)
    for cell, label in tables.labels(row, build.table_header):
        for start, end in tables.items(line.text, cell):
            span = (line.line.start + start, line.line.start + end)
            build.parts.append(
                Part("table_row", (span,), tuple(titles), role, group=build.group, label=label)
            )


# --- After all lines have been taken ------------------------------------------------


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
