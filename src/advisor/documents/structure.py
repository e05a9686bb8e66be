"""The parts of a document: headings, paragraphs, lists and tables, found in its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from advisor.documents import figures, tables
from advisor.documents.furniture import CONTENTS_TITLE, Furniture, matching_entry, split_number
from advisor.documents.parts import Part, part_text
from advisor.documents.records import is_abstract
from advisor.documents.sections import section_role
from advisor.language.folding import fold
from advisor.types import BlockKind, Line

FOOTNOTE = re.compile(r"^(?:[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}(\s|$)|\[\^[^\]]+\]:)")
PAGE_FOOT_NOTE = re.compile(r"^(?:\d{1,3}|[^\w\s]{1,2}|[^\W\d_])\s+(?=[A-ZÅÄÖ(”\"])")  # any sign
BULLET = re.compile(r"^\s*([-–•▪●◦*·‣○])\s+(?=\S)")
LETTER_BULLET = re.compile(r"^\s*[eo®©]\s+(?=[A-ZÅÄÖ(])")  # what OCR makes of a round bullet
NUMBERED = re.compile(r"^\s*(?:\(?(\d{1,2})[.)]|\(?(?:[a-h]|i{1,3}|iv|vi{0,3})\))\s+(?=\S)")
ENDS = ".?!:;…"  # a line that ends so may end its paragraph
SOFT_ENDS = "”\")»’'"  # so may one that ends so, unless the next line goes on in lower case
DANGLING = re.compile(
    r"(?:[,–&/-]|\b(?:och|eller|samt|i|på|av|för|med|till|att|som|om|från|en|ett|den|det|de|sin|sina"
    r"|sitt|deras|and|or|of|the|a|an|in|to|for|with|by|from|their|its|that))$",
    re.IGNORECASE,
)
_UNENDED = ("open", "dangling")  # how a line ends that cannot end its paragraph
HEADING_CHARS = 80  # a longer unnumbered line is a sentence
HEADING_WORDS = 11
NUMBERED_HEADING_CHARS = 150
FRONT_LINES = 60  # the title page and what it says of the document itself
PROSE_CHARS = 160
METADATA = re.compile(
    r"^(\d{4}-\d{2}(-\d{2})?|((huvud)?f[öo]rfattare|handledare|examinator|authors?|supervisors?"
    r"|version(shistorik)?|revisionshistorik|[äa]ndringshistorik|dokument(styrning|information)"
    r"|informationsklassning|efterlevnad|diarienummer|titel|datum|publicerings?datum|isbn|issn"
    r"|version history|revision history|document control)\b.{0,80})$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Line:
    """A line under inspection."""

    number: int
    text: str
    line: Line
    gap: bool  # an empty line stands before it
    last: bool = False  # an empty line, or nothing, stands after it
    broken: bool = False  # a page begins with it, or furniture stands before it


@dataclass(slots=True)
class _Build:
    parts: list[Part] = field(default_factory=list)
    section: list[tuple[int, str]] = field(default_factory=list)
    numbered_level: int = 0
    group: int = 0
    table_header: tuple[str, ...] = ()
    lists: list[tuple[int, int]] = field(default_factory=list)  # (level, group), outermost first
    above: str = ""  # the line before


def find_parts(
    raw: str, lines: Sequence[Line], furniture: Furniture, title: str | None
) -> list[Part]:
    """The document's parts in order, each with the headings above it and its role."""
    kept = _content_lines(raw, lines, furniture)
    style = _Style.of(kept, furniture, title)
    build = _Build()
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
    return figures.mark_figures(_with_lead_ins(parts), raw, style.quoted)


@dataclass(frozen=True, slots=True)
class _Style:
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
    def of(cls, kept: Sequence[_Line], furniture: Furniture, title: str | None) -> _Style:
        lone = Counter(
            fold(line.text.strip()) for line in kept if line.gap and _looks_like_title(line.text)
        )
        wrap_width, loose_gaps = _wrapping(kept)
        letters = figures.letters(title or "")
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
                figures.letters(quote)
                for line in kept
                if figures.is_caption(line.text)
                for quote in figures.caption_quotes(line.text)
            ),
        )


def _wrapping(kept: Sequence[_Line]) -> tuple[int, bool]:
    """The width of full lines (0 where a line is a whole paragraph); whether gaps mean nothing."""
    lengths = sorted(len(line.text) for line in kept) or [0]
    wide = lengths[int(0.9 * (len(lengths) - 1))]
    pairs = list(pairwise(kept))
    gaps = [(a, b) for a, b in pairs if b.gap]
    broken = sum(_openness(a.text) in _UNENDED and b.text.strip()[:1].islower() for a, b in gaps)
    loose = broken >= 0.15 * max(len(gaps), 1)
    is_wrapped = wide <= PROSE_CHARS and (len(gaps) <= 0.8 * len(pairs) or loose)
    return (wide if is_wrapped else 0), loose


def _title_line(kept: Sequence[_Line]) -> int | None:
    headings = [line for line in kept if line.line.kind == "heading"]
    top = [line for line in headings if line.line.level == 1]
    if len(top) == 1 and len(headings) > 1 and top[0] is headings[0]:
        return top[0].number if kept.index(top[0]) < 5 else None
    return None


def _aside(kept: Sequence[_Line]) -> list[int]:
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


def _page_foot_notes(kept: Sequence[_Line], furniture: Furniture) -> list[int]:
    """Lines at the foot of a page that part a sentence from its end on the next page."""
    found: list[int] = []
    for position, line in enumerate(kept):
        if line.number not in furniture.tops or not line.text.strip()[:1].islower():
            continue
        for first in range(max(position - 5, 1), position):
            starts = kept[first].gap or _looks_numbered(kept[first].text)
            is_note = starts and PAGE_FOOT_NOTE.match(kept[first].text.strip())
            ended = _openness(kept[position - 1].text) not in _UNENDED
            if is_note and ended and _openness(kept[first - 1].text) in _UNENDED:
                found += [note.number for note in kept[first:position]]
                break
    return found


def _looks_numbered(text: str) -> bool:
    return bool(re.match(r"\s*\d{1,3}\s+\S", text))


def _content_lines(raw: str, lines: Sequence[Line], furniture: Furniture) -> list[_Line]:
    kept: list[_Line] = []
    gap, broken = True, False
    for number, line in enumerate(lines):
        text = raw[line.start : line.end]
        is_furniture = number in furniture.headers or number in furniture.contents
        if is_furniture or not re.search(r"[^\W_]|[-`~]{3}", text):
            broken = broken or is_furniture
            gap = True
            if kept and not is_furniture:
                kept[-1].last = True
            continue
        broken = broken or number in furniture.tops
        kept.append(_Line(number, text, line, gap, broken=broken))
        gap, broken = False, False
    if kept:
        kept[-1].last = True
    return kept


# --- The title page -----------------------------------------------------------------


def _front(kept: Sequence[_Line], furniture: Furniture, title: str) -> int:
    """How many lines stand before the document itself begins: its title, who made it, when."""
    first_contents = min(furniture.contents, default=None)
    tells = False
    for position, line in enumerate(kept[:FRONT_LINES]):
        text = _bare(line.text)
        is_title = _is_title(text, title)
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


def _opens_document(line: _Line, text: str) -> bool:
    number, words = split_number(text)
    is_chapter = bool(number) and words[:1].isupper()
    return line.gap and (is_chapter or (_looks_like_title(text) and section_role(text) != "other"))


def _heads(line: _Line, title: str) -> bool:
    """Whether this line is the heading of the prose below it rather than a word of the title."""
    text = _bare(line.text)
    return _looks_like_title(text) and not METADATA.match(text) and not _is_title(text, title)


def _is_title(text: str, title: str) -> bool:
    letters = figures.letters(text)
    return len(letters) >= 8 and (letters == title or (len(letters) >= 12 and letters in title))


def _take_front(build: _Build, line: _Line, style: _Style) -> None:
    is_title = _is_title(_bare(line.text), style.title)
    _add(build, "heading" if is_title else "notice", line, level=1 if is_title else 0)


# --- Line by line -------------------------------------------------------------------


def _take(build: _Build, line: _Line, following: Sequence[_Line], style: _Style) -> None:
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
    elif kind == "caption" or figures.is_caption(text):
        _add(build, "caption", line)
    elif FOOTNOTE.match(text):
        _add(build, "footnote", line)
    elif is_row:
        _table_row(build, line)
    elif _is_lone_number(build, line):
        _add(build, "notice", line)
    elif (level := _level_of_heading(build, line, following, style)) is not None:
        _heading(build, line, text, level, style)
    elif kind == "list_item" or (kind == "unknown" and _bullet(text, style)):
        _list_item(build, line)
    elif _continues(build, line, style):
        _extend(build, line)
    else:
        _add(build, "paragraph", line)


def _bare(text: str) -> str:
    return re.sub(r"^#{1,6}\s+|\s+#{1,6}$", "", text.strip()).strip().strip("*").strip()


def _starts_item(text: str, build: _Build) -> bool:
    """Whether a tab in this line parts a bullet or a number from its words, and not two cells."""
    if build.table_header:
        return False
    mark, _, words = text.partition("\t")
    is_mark = bool(re.fullmatch(r"[-–•▪●◦*·]|\(?\d{1,2}[.)]|\d{1,2}(\.\d{1,2})+\.?", mark.strip()))
    return is_mark and "\t" not in words.strip()


def _is_lone_number(build: _Build, line: _Line) -> bool:
    """A number on a line of its own: of a slide, a chapter or a figure."""
    last = _last_text_part(build)
    is_open = last is not None and last.kind == "paragraph" and last.label in _UNENDED
    is_number = re.fullmatch(r"[^\w(]*\d[\d\s.,]*%?[^\w)]*", line.text.strip()) is not None
    return is_number and line.gap and line.last and not is_open


# --- Headings -------------------------------------------------------------------


def _level_of_heading(
    build: _Build, line: _Line, following: Sequence[_Line], style: _Style
) -> int | None:
    """The level of this line as a heading, 1 outermost; None when it is not one."""
    if line.line.kind != "unknown":
        return None
    text = _bare(line.text)
    number, words = split_number(text)
    if number and words[:1].islower() and re.match(r"\d+\s", text):
        number = ""  # "20 kommuner" counts, it does not number
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
    if figures.letters(text) in style.quoted or figures.is_debris(build.above):
        return None
    if style.furniture.entries and matching_entry(text, style.furniture.entries):
        return 1
    if text.isupper() and sum(c.isalpha() for c in text) >= 4:
        return build.numbered_level + 1
    if not _stands_alone(build, line, following, style) or text.endswith("?"):
        if text.endswith("?") and _asks_as_heading(line, following, style):
            return build.numbered_level + 1
        # A damaged chapter title may touch its text, but only where chapters are numbered.
        return 1 if section_role(text) != "other" and line.gap and len(text) < 30 else None
    base = build.numbered_level + 1
    if any(level == base and title.isupper() for level, title in build.section):
        base += 1
    if fold(text) in style.repeated and any(level == base for level, _ in build.section):
        parent = next(title for level, title in build.section if level == base)
        return base + 1 if fold(parent) not in style.repeated else base
    return base


def _stands_alone(build: _Build, line: _Line, following: Sequence[_Line], style: _Style) -> bool:
    """Whether the line is set apart; where no empty lines are, by being short between full ones."""
    below = following[0].text.strip() if following else ""
    if following and following[0].line.kind == "unknown" and re.match("[a-zåäö]{2}", below):
        return False  # its sentence goes on
    if style.has_gaps:
        return line.gap and line.last
    if not style.wrap_width or not following or len(line.text.strip()) > 0.6 * style.wrap_width:
        return False
    last = _last_text_part(build)
    after_end = last is None or last.kind not in ("paragraph", "list_item") or last.label != "open"
    return after_end and below[:1].isupper() and len(below) >= 0.75 * style.wrap_width


def _asks_as_heading(line: _Line, following: Sequence[_Line], style: _Style) -> bool:
    """A question above the prose that answers it, and not one that a survey put."""
    if style.wrap_width or not (line.gap and line.last) or not following:
        return False
    below = following[0].text.strip()
    is_survey = any(figures.is_caption(later.text) for later in following)
    return not is_survey and len(below) > PROSE_CHARS and not below.endswith(("...", "…"))


def _numbered_heading(
    number: str, words: str, line: _Line, following: Sequence[_Line], style: _Style
) -> bool:
    if len(words) > NUMBERED_HEADING_CHARS or words[-1] in ".,;:" or not words[0].isupper():
        return False
    entries = style.furniture.entries
    if any(entry.number for entry in entries) and matching_entry(line.text, entries):
        return True
    if "." in number:
        return len(words.split()) <= 18
    in_list = bool(following) and bool(NUMBERED.match(following[0].text)) and not line.last
    if any(entry.number for entry in entries):
        if _is_listed(number, words, line.text, style):
            return len(words) <= HEADING_CHARS
        if any(entry.number and entry.page is not None for entry in entries):
            return False  # chapters are listed, and this is none of them
    elif len(words) <= HEADING_CHARS and not in_list:
        names_chapter = number in style.chapters or section_role(words) != "other"
        has_dot = bool(re.match(r"\s*\d{1,2}\.", line.text))
        if names_chapter or not (has_dot or style.has_gaps):
            return True
    is_lone = line.gap and line.last and len(words) <= HEADING_CHARS
    lists_on = bool(following) and bool(NUMBERED.match(following[0].text))
    return is_lone and not lists_on


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
    return (
        is_short
        and bool(style.chapters)
        and (number in style.chapters or section_role(words) != "other")
    )


def _looks_like_title(text: str) -> bool:
    text = _bare(text)
    if text.count("(") != text.count(")") or not re.search(r"[^\W\d_]{2}", text):
        return False
    if len(text) > HEADING_CHARS or len(text.split()) > HEADING_WORDS:
        return False
    if DANGLING.search(text) or figures.is_debris(text):
        return False
    return text[-1] not in ".,;:!" and (text[0].isupper() or text[0].isdigit()) and "\t" not in text


def _mid_sentence(build: _Build) -> bool:
    """Whether the paragraph before has not ended, so that this line may be its next words."""
    last = next((p for p in reversed(build.parts) if p.kind not in ("footnote", "caption")), None)
    return last is not None and last.kind == "paragraph" and last.label in _UNENDED


def _format_heading(build: _Build, line: _Line, text: str, style: _Style) -> None:
    if line.number == style.title_line or _is_title(_bare(text), style.title):
        _add(build, "heading", line, level=1)
        return
    level = line.line.level or 1
    _heading(build, line, text, level, style)
    build.numbered_level = level


def _heading(build: _Build, line: _Line, text: str, level: int, style: _Style) -> None:
    words = _bare(text)
    while build.section and build.section[-1][0] >= level:
        build.section.pop()
    build.section.append((level, re.sub(r"\s+", " ", words)))
    is_listed = matching_entry(words, style.furniture.entries) is not None
    if is_listed or "." in split_number(words)[0] or level == 1:
        build.numbered_level = level
    is_plain = not (split_number(words)[0] or words.isupper() or is_listed)
    is_lone = line.line.kind == "unknown" and is_plain and section_role(words) == "other"
    _add(build, "heading", line, level=level, label="lone" if is_lone else "")


# --- Paragraphs and lists -------------------------------------------------------


def _bullet(text: str, style: _Style) -> bool:
    if BULLET.match(text) or NUMBERED.match(text):
        return True
    return style.letter_bullets and bool(LETTER_BULLET.match(text))


def _list_item(build: _Build, line: _Line) -> None:
    last = _last_text_part(build)
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


def _continues(build: _Build, line: _Line, style: _Style) -> bool:
    """Whether this line goes on with the part before it."""
    last = _last_text_part(build)
    if last is None or last.kind not in ("paragraph", "list_item", "caption"):
        return False
    if last.kind == "caption":
        return last.label == "open" or (line.line.kind == "text" and not line.gap)
    start = line.text.strip()[:1]
    starts_low = start.islower() or start.isdigit()
    if line.line.kind == "text":  # the format says where paragraphs end
        return not line.gap
    footed = build.parts[-1] is not last
    if last.label == "dangling":
        gap_tells = line.gap and not (line.broken or footed or style.loose_gaps)
        return starts_low or not gap_tells
    if last.label == "open" and (starts_low or not style.wrap_width):
        return starts_low or not (line.gap or line.broken or footed)
    if last.label == "soft" and start.islower():
        return True
    if not style.wrap_width or not _is_full(last, style):
        return False
    if last.label == "open":
        return not line.gap or style.loose_gaps or line.broken or footed
    return not (line.gap or footed)


def _is_full(part: Part, style: _Style) -> bool:
    start, end = part.spans[-1]
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
            label = "" if part.kind == "caption" else _openness(line.text)
            build.parts[index] = replace(part, spans=spans, label=label)
            return


def _note(build: _Build, line: _Line) -> None:
    """A footnote's lines are one part."""
    if build.parts and build.parts[-1].kind == "footnote" and not line.gap:
        last = build.parts[-1]
        build.parts[-1] = replace(last, spans=(*last.spans, (line.line.start, line.line.end)))
        return
    mark = PAGE_FOOT_NOTE.match(line.text.strip())
    lead = len(line.text) - len(line.text.lstrip()) + (mark.end() if mark else 0)
    bare = replace(line.line, start=line.line.start + lead)
    _add(build, "footnote", replace(line, line=bare, text=line.text[lead:]))


def _openness(text: str) -> str:
    """How a line ends: "" where a sentence does, "soft" where one may, otherwise it is open.

    "dangling" is a line that cannot be the last of its sentence.
    """
    stripped = re.sub(r"[\u00b9\u00b2\u00b3\u2070-\u2079*\s]+$", "", text)
    if not stripped:
        return "open"
    if stripped[-1] in SOFT_ENDS:
        return "" if stripped[-2:-1] in tuple(ENDS) else "soft"
    if stripped[-1] in ENDS:
        return ""
    return "dangling" if DANGLING.search(stripped) else "open"


def _add(
    build: _Build, kind: BlockKind, line: _Line, *, group: int = 0, level: int = 0, label: str = ""
) -> None:
    section = tuple(title for _, title in build.section)
    if kind == "heading" and section:
        section = section[:-1]
    role = section_role(*(title for _, title in build.section))
    if role == "references" and kind not in ("heading", "notice"):
        kind = "reference"
    if kind in ("paragraph", "list_item"):
        label = _openness(line.text)
    if kind == "caption" and figures.is_open_caption(line.text):
        label = "open"
    span = (line.line.start, line.line.end)
    build.parts.append(Part(kind, (span,), section, role, group=group, label=label, level=level))


# --- Tables -----------------------------------------------------------------------


def _table_row(build: _Build, line: _Line) -> None:
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
        is_pair = before.label == part.label == "lone" and before.level == part.level
        if is_pair and after.kind == "heading" and after.level <= part.level:
            section = (*before.section, re.sub(r"\s+", " ", _bare(part_text(before, raw))))
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
        label = part.label if part.kind == "table_row" else ""
        done.append(replace(part, leads=leads, label=label))
    return done


def _lead_of(parts: Sequence[Part], index: int) -> int | None:
    """The paragraph or heading before a list, or the item that a list stands under."""
    skipped = ("footnote", "caption", "notice", "contents")
    before = next((i for i in range(index - 1, -1, -1) if parts[i].kind not in skipped), None)
    if before is None:
        return None
    is_inner = parts[before].kind == "list_item" and parts[before].level < parts[index].level
    return before if is_inner or parts[before].kind in ("paragraph", "heading") else None
