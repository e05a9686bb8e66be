"""The parts of a document: headings, paragraphs, lists and tables, found in its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from advisor.documents.furniture import CONTENTS_TITLE, Furniture, matching_entry, split_number
from advisor.documents.sections import section_role
from advisor.language.folding import fold
from advisor.types import BlockKind, Line, SectionRole

CAPTION = re.compile(r"^\W*(figur|bild|tabell|diagram|figure|table|fig\.)\s*\d+\s*[:.]", re.IGNORECASE)
FOOTNOTE = re.compile(r"^[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}(\s|$)")
BULLET = re.compile(r"^\s*([-–•▪●◦*·])\s+(?=\S)")
LETTER_BULLET = re.compile(r"^\s*[eo®©]\s+(?=[A-ZÅÄÖ(])")  # what OCR makes of a round bullet
NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
ENDS = ".?!:;”\")»…"  # a line that ends so may end its paragraph
HEADING_CHARS = 80  # a longer unnumbered line is a sentence
HEADING_WORDS = 11
NUMBERED_HEADING_CHARS = 150
METADATA = re.compile(
    r"^(\d{4}-\d{2}(-\d{2})?|(f[öo]rfattare|handledare|authors?|supervisor|version|titel|datum)\b.{0,80})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A block before its reading text exists: raw spans of the lines that make it up."""

    kind: BlockKind
    spans: tuple[tuple[int, int], ...]
    section: tuple[str, ...] = ()
    role: SectionRole = "other"
    group: int = 0
    leads: int | None = None  # index of the part that introduces this list item
    label: str = ""  # words put before a table's cell so that it reads by itself
    level: int = 0


@dataclass(slots=True)
class _Line:
    """A line under inspection."""

    number: int
    text: str
    line: Line
    gap: bool  # an empty line stands before it
    last: bool = False  # an empty line, or nothing, stands after it


@dataclass(slots=True)
class _Build:
    parts: list[Part] = field(default_factory=list)
    section: list[tuple[int, str]] = field(default_factory=list)
    numbered_level: int = 0
    group: int = 0
    table_header: tuple[str, ...] = ()
    in_contents: bool = False


def find_parts(
    raw: str, lines: Sequence[Line], furniture: Furniture, title: str | None
) -> list[Part]:
    """The document's parts in order, each with the headings above it and its role."""
    kept = _content_lines(raw, lines, furniture)
    style = _Style.of(kept, furniture, title)
    build = _Build()
    for position, line in enumerate(kept):
        following = kept[position + 1] if position + 1 < len(kept) else None
        _take(build, line, following, style)
    parts = _with_contents(build.parts, raw, lines, furniture)
    return _mark_survey_items(_with_lead_ins(parts), raw, style.quoted)


@dataclass(frozen=True, slots=True)
class _Style:
    """What holds for the whole document."""

    furniture: Furniture
    title: str
    wrap_width: int  # characters of a full line; 0: lines are whole paragraphs
    letter_bullets: bool
    repeated: frozenset[str]  # headings that occur again and again: one level deeper
    chapters: frozenset[str]  # numbers that have sections: "4" where "4.1" stands somewhere
    quoted: frozenset[str]  # what captions quote: questions that a survey put to people

    @classmethod
    def of(cls, kept: Sequence[_Line], furniture: Furniture, title: str | None) -> _Style:
        lengths = sorted(len(line.text) for line in kept) or [0]
        wide = lengths[int(0.9 * (len(lengths) - 1))]
        lone = Counter(
            fold(line.text.strip()) for line in kept if line.gap and _looks_like_title(line.text)
        )
        return cls(
            furniture=furniture,
            title=_letters(title or ""),
            wrap_width=wide if wide <= 160 else 0,
            letter_bullets=sum(bool(LETTER_BULLET.match(line.text)) for line in kept) >= 3,
            repeated=frozenset(words for words, count in lone.items() if count >= 2),
            chapters=frozenset(
                match[1] for line in kept if (match := re.match(r"\s*(\d{1,2})\.\d", line.text))
            ),
            quoted=frozenset(
                _letters(quote)
                for line in kept
                if CAPTION.match(line.text)
                for quote in re.findall(r"[”\"“]\s*([^”\"“]+?)\s*[”\"“]", line.text)
            ),
        )


def _content_lines(raw: str, lines: Sequence[Line], furniture: Furniture) -> list[_Line]:
    kept: list[_Line] = []
    gap = True
    for number, line in enumerate(lines):
        text = raw[line.start : line.end]
        if not text.strip() or re.fullmatch(r"[\s\ufeff\u200b]+", text):
            gap = True
            if kept:
                kept[-1].last = True
            continue
        if number in furniture.headers or number in furniture.contents:
            gap = True
            continue
        kept.append(_Line(number, text, line, gap))
        gap = False
    if kept:
        kept[-1].last = True
    return kept


def _take(build: _Build, line: _Line, following: _Line | None, style: _Style) -> None:
    """Put one line where it belongs: a new part, or the end of the one before."""
    text = line.text.strip()
    kind = line.line.kind
    if kind == "heading":
        _heading(build, line, text, line.line.level or 1, style)
    elif kind == "caption" or CAPTION.match(text):
        _add(build, "caption", line)
    elif FOOTNOTE.match(text):
        _add(build, "footnote", line)
    elif kind in ("table_header", "table_row") or (kind == "unknown" and "\t" in text):
        _table_row(build, line, style)
    elif METADATA.match(text) and not build.section:
        _add(build, "notice", line)
    elif (level := _level_of_heading(build, line, following, style)) is not None:
        _heading(build, line, text, level, style)
    elif kind == "list_item" or (kind == "unknown" and _bullet(text, style)):
        _list_item(build, line)
    elif _continues(build, line, style):
        _extend(build, line)
    else:
        _add(build, "paragraph", line)


# --- Headings -------------------------------------------------------------------


def _level_of_heading(
    build: _Build, line: _Line, following: _Line | None, style: _Style
) -> int | None:
    """The level of this line as a heading, 1 outermost; None when it is not one."""
    if line.line.kind not in ("unknown",):
        return None
    text = line.text.strip().strip("*").strip()
    number, words = split_number(text)
    if style.title and _letters(text) == style.title:
        return 1
    if number and _numbered_heading(number, words, line, following, style):
        if _is_listed(number, words, text, style):
            return number.count(".") + 1
        return build.numbered_level + 1
    if number or not _looks_like_title(text) or (style.wrap_width and _mid_sentence(build)):
        return None
    if section_role(text) in ("references", "appendix"):
        return 1
    if build.section and section_role(build.section[0][1]) == "references":
        return None
    if _letters(text) in style.quoted:
        return None
    if style.furniture.entries and matching_entry(text, style.furniture.entries):
        return 1
    if text.isupper() and sum(c.isalpha() for c in text) >= 4:
        return build.numbered_level + 1
    if not (line.gap and line.last) or text.endswith("?"):
        # A damaged chapter title may touch its text, but only where chapters are numbered.
        return 1 if section_role(text) != "other" and line.gap and len(text) < 30 else None
    base = build.numbered_level + 1
    if any(level == base and title.isupper() for level, title in build.section):
        base += 1
    if fold(text) in style.repeated and any(level == base for level, _ in build.section):
        parent = next(title for level, title in build.section if level == base)
        return base + 1 if fold(parent) not in style.repeated else base
    return base


def _numbered_heading(
    number: str, words: str, line: _Line, following: _Line | None, style: _Style
) -> bool:
    if len(words) > NUMBERED_HEADING_CHARS or words[-1] in ".,;:" or not words[0].isupper():
        return False
    entries = style.furniture.entries
    if any(entry.number for entry in entries) and matching_entry(line.text, entries):
        return True
    if "." in number:
        return len(words.split()) <= 18
    if _is_listed(number, words, line.text, style):
        return len(words) <= HEADING_CHARS
    if any(entry.number and entry.page is not None for entry in entries):
        return False  # chapters are listed, and this is none of them
    is_lone = line.gap and line.last and len(words) <= HEADING_CHARS
    in_list = following is not None and bool(NUMBERED.match(following.text)) and not line.last
    return is_lone and not in_list


def _is_listed(number: str, words: str, text: str, style: _Style) -> bool:
    """Whether a numbered heading belongs to the document's own numbering of chapters.

    Where a scanner spoilt the contents page, a chapter is known by its sections or its role.
    """
    entries = style.furniture.entries
    if "." in number or not any(entry.number for entry in entries):
        return True
    if matching_entry(text, entries):
        return True
    is_short = len(words.split()) <= 6
    return is_short and bool(style.chapters) and (
        number in style.chapters or section_role(words) != "other"
    )


def _looks_like_title(text: str) -> bool:
    text = text.strip().strip("*").strip()
    if text.count("(") != text.count(")"):
        return False
    if not text or len(text) > HEADING_CHARS or len(text.split()) > HEADING_WORDS:
        return False
    return text[-1] not in ".,;:!" and (text[0].isupper() or text[0].isdigit()) and "\t" not in text


def _mid_sentence(build: _Build) -> bool:
    """Whether the paragraph before has not ended, so that this line may be its next words."""
    last = next((p for p in reversed(build.parts) if p.kind not in ("footnote", "caption")), None)
    return last is not None and last.kind == "paragraph" and last.label == "open"


def _heading(build: _Build, line: _Line, text: str, level: int, style: _Style) -> None:
    words = text.strip().strip("*").strip()
    while build.section and build.section[-1][0] >= level:
        build.section.pop()
    build.section.append((level, re.sub(r"\s+", " ", words)))
    is_listed = matching_entry(words, style.furniture.entries) is not None
    if is_listed or "." in split_number(words)[0] or level == 1:
        build.numbered_level = level
    build.table_header = ()
    _add(build, "heading", line, level=level)


# --- Paragraphs and lists -------------------------------------------------------


def _bullet(text: str, style: _Style) -> bool:
    if BULLET.match(text) or NUMBERED.match(text):
        return True
    return style.letter_bullets and bool(LETTER_BULLET.match(text))


def _list_item(build: _Build, line: _Line) -> None:
    last = _last_text_part(build)
    if last is None or last.kind != "list_item":
        build.group += 1
    _add(build, "list_item", line, group=build.group)


def _continues(build: _Build, line: _Line, style: _Style) -> bool:
    """Whether this line goes on with the part before it."""
    last = _last_text_part(build)
    if last is None or last.kind not in ("paragraph", "list_item"):
        return False
    is_open = last.label == "open"
    starts_low = line.text.strip()[:1].islower() or line.text.strip()[:1].isdigit()
    interrupted = build.parts[-1] is not last
    if line.line.kind == "text":  # the format says where paragraphs end
        return not line.gap
    if not style.wrap_width:
        return is_open and (starts_low or (not line.gap and not interrupted))
    if line.gap or interrupted:
        return is_open and (starts_low or _is_full(build, style))
    return is_open or _is_full(build, style)


def _is_full(build: _Build, style: _Style) -> bool:
    last = _last_text_part(build)
    assert last is not None
    start, end = last.spans[-1]
    return end - start >= 0.75 * style.wrap_width


def _last_text_part(build: _Build) -> Part | None:
    """The part before, looking past footnotes that a page break put in between."""
    for part in reversed(build.parts):
        if part.kind != "footnote":
            return part
    return None


def _extend(build: _Build, line: _Line) -> None:
    for index in range(len(build.parts) - 1, -1, -1):
        part = build.parts[index]
        if part.kind != "footnote":
            spans = (*part.spans, (line.line.start, line.line.end))
            build.parts[index] = replace(part, spans=spans, label=_openness(line.text))
            return


def _openness(text: str) -> str:
    stripped = re.sub(r"[\u00b9\u00b2\u00b3\u2070-\u2079*\s]+$", "", text)
    return "" if stripped and stripped[-1] in ENDS else "open"


def _add(
    build: _Build, kind: BlockKind, line: _Line, *, group: int = 0, level: int = 0, label: str = ""
) -> None:
    section = tuple(title for _, title in build.section)
    if kind == "heading":
        section = section[:-1]
    role = section_role(*(title for _, title in build.section))
    if role == "references" and kind != "heading":
        kind = "reference"
    if kind in ("paragraph", "list_item"):
        label = _openness(line.text)
    span = (line.line.start, line.line.end)
    build.parts.append(
        Part(kind, (span,), section, role, group=group, label=label, level=level)
    )


# --- Tables -----------------------------------------------------------------------


def _table_row(build: _Build, line: _Line, style: _Style) -> None:
    cells = _cells(line.text)
    is_header = line.line.kind == "table_header" or (
        not build.table_header and all(0 < len(c[2]) <= 60 for c in cells) and len(cells) >= 2
    )
    if len(cells) < 2 or (len(cells) == 2 and style.furniture.marks and len(line.text) > 400):
        _add(build, "paragraph", line)
        return
    if is_header or (build.table_header and len(cells) != len(build.table_header)):
        build.table_header = tuple(text for _, _, text in cells)
        _add(build, "notice", line)
        return
    row_name = cells[0][2]
    build.group += 1
    for column, (start, end, text) in enumerate(cells[1:], 1):
        name = build.table_header[column] if column < len(build.table_header) else ""
        if not text:
            continue
        for item_start, item_end in _cell_items(line.text, start, end):
            section = tuple(title for _, title in build.section)
            role = section_role(*section)
            span = (line.line.start + item_start, line.line.start + item_end)
            label = f"{row_name} – {name[:1].lower()}{name[1:]}: " if name else f"{row_name}: "
            build.parts.append(
                Part("table_row", (span,), section, role, group=build.group, label=label)
            )


def _cells(text: str) -> list[tuple[int, int, str]]:
    """(start, end, words without marks) of each cell of a row."""
    separator = r"\t" if "\t" in text else r"\|"
    cells: list[tuple[int, int, str]] = []
    position = 0
    for piece in re.split(f"({separator})", text):
        if re.fullmatch(separator, piece):
            position += len(piece)
            continue
        words = re.sub(r"<[^>]*>|[▪•*]", " ", piece)
        cells.append((position, position + len(piece), re.sub(r"\s+", " ", words).strip()))
        position += len(piece)
    if separator != r"\t":
        cells = cells[1:] if cells and not cells[0][2] else cells
        cells = cells[:-1] if cells and not cells[-1][2] else cells
    return cells


def _cell_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the items that a cell lists; the whole cell when it lists none."""
    items: list[tuple[int, int]] = []
    for match in re.finditer(r"[^▪•<>]+(?![^<]*>)", text[start:end]):
        words = match.group()
        if words.strip():
            left = len(words) - len(words.lstrip())
            items.append((start + match.start() + left, start + match.start() + len(words.rstrip())))
    return items


# --- After all lines have been taken ------------------------------------------------


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
            before = next(
                (
                    i
                    for i in range(index - 1, -1, -1)
                    if parts[i].kind not in ("footnote", "caption", "notice", "contents")
                ),
                None,
            )
            is_lead = before is not None and parts[before].kind in ("paragraph", "heading")
            lead[part.group] = before if is_lead else None
        leads = lead.get(part.group) if part.kind == "list_item" else None
        label = "" if part.kind in ("paragraph", "list_item") else part.label
        done.append(replace(part, leads=leads, label=label))
    return done


def _mark_survey_items(
    parts: Sequence[Part], raw: str, quoted: frozenset[str]
) -> list[Part]:
    """Questions and statements that a survey put to people are no evidence of the answer.

    A line of its own that asks, what a caption quotes, and a cut-off explanation after it.
    """
    done: list[Part] = []
    for part in parts:
        text = " ".join(raw[a:b] for a, b in part.spans).strip()
        asks = text.endswith("?") and len(text) < 220 and text.count(".") == 0
        is_cut = text.endswith(("...", "…", " ...")) and part.kind == "paragraph"
        is_item = part.kind == "paragraph" and (asks or _letters(text) in quoted)
        follows = bool(done) and done[-1].kind == "survey_question"
        fragment = follows and part.kind == "paragraph" and _openness(text) == "open"
        if is_item or is_cut or fragment:
            part = replace(part, kind="survey_question")
        done.append(part)
    return done


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))
