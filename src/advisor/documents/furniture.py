"""What a page carries besides its text: running headers, page numbers, the table of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from advisor.language.folding import letters_only
from advisor.types import Line

PAGE_MARK = re.compile(
    r"^\W*(?:(?P<before>\d{1,4})\s*\|\s*page|(?:page|sid(?:a|an)?)\s*\|?\s*(?P<after>\d{1,4})"
    r"(?:\s*(?:[(/]|of |av )\s*(?P<last>\d{1,4})\)?)?"
    r"|(?P<bare>\d{1,4})(?:\s?[(/]\s?\d{1,4}\)?)?)\W*$",
    re.IGNORECASE,
)
PAGE_IN_HEADER = re.compile(
    r"\bsid(?:a|an)\s+(\d{1,4})\s*\((\d{1,4})\)|\bpage\s+(\d+)\s+of\s+(\d+)", re.I
)
CONTENTS_TITLE = re.compile(
    r"^(inneh[aåd]llsf[oö6é]rteckning|inneh[aå]ll|(figur|tabell|bild)f[oö]rteckning"
    r"|table of contents|contents|list of (figures|tables))$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"[.…]{4,}|(?:\.\s){4,}")
_ENTRY = re.compile(
    r"^\W*(?:(?P<number>\d+(?:\.\d+)*)\.?[\s\t]+)?(?P<title>.*?)[\s.…]*(?P<page>\d{1,4})?\s*$"
)
MIN_ANCHORS = 3  # fewer agreeing page numbers may agree by chance
EDGE_LINES = 3  # of a page, at its top and at its foot, may be a running header
MIN_REPEATS = 3  # pages that carry the same header
SIMILAR_TITLE = 0.72  # ratio of matching letters; OCR damages a contents page most of all


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents."""

    number: str  # "3.1", or empty
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Furniture:
    """Line numbers that are not running text, and what they tell."""

    headers: frozenset[int]
    contents: frozenset[int]
    entries: tuple[Entry, ...]
    marks: Mapping[int, tuple[int, int | None]]  # line -> (page, last page where stated)
    tops: frozenset[int] = frozenset()  # lines of text that open a page, where that can be told


def find_furniture(raw: str, lines: Sequence[Line]) -> Furniture:
    """Which lines are running headers, page marks or contents."""
    texts = [raw[line.start : line.end] for line in lines]
    contents, entries = _contents(texts)
    pages = _stated(texts, lines)
    spaced = [] if pages else _spaced_tops(texts)
    marks = _edge_marks(texts, pages) if pages else _marks(texts, contents, spaced)
    running = _repeated_edges(texts, pages, marks) if pages else _running_headers(texts, marks)
    headers = frozenset(set(marks) | running)
    return Furniture(headers, contents, entries, marks, _tops(pages, spaced, headers))


def page_starts(
    raw: str, lines: Sequence[Line], furniture: Furniture
) -> list[tuple[int, int | None]]:
    """(raw offset, page from there on), ascending; None where no page can be proven.

    A page number is used only where the file states it, or where counting page starts agrees with
    the numbers around: those printed on pages and those in the table of contents.
    """
    if any(line.page is not None for line in lines):
        return _stated_pages(lines)
    counted = _counted_pages(raw, lines, furniture)
    return counted or _header_pages(lines, furniture)


def matching_entry(title: str, entries: Sequence[Entry]) -> Entry | None:
    """The contents entry that this line repeats, damaged letters allowed."""
    number, words = split_number(title)
    folded = letters_only(words)
    best, best_ratio = None, SIMILAR_TITLE
    for entry in entries:
        if number and entry.number and number != entry.number:
            continue
        if not number and entry.number and letters_only(entry.title) != folded:
            continue
        matcher = SequenceMatcher(None, folded, letters_only(entry.title))
        # The two quick ratios are upper bounds: most lines are told apart without the slow one.
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        if (ratio := matcher.ratio()) >= best_ratio:
            best, best_ratio = entry, ratio
    return best


def split_number(title: str) -> tuple[str, str]:
    """("3.1", "Bakgrund") of "3.1 Bakgrund"; the number is empty where there is none."""
    match = re.match(r"^\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s+(\S.*)$", title)
    return (match[1], match[2].strip()) if match else ("", title.strip())


def _contents(texts: Sequence[str]) -> tuple[frozenset[int], tuple[Entry, ...]]:
    found: set[int] = set()
    entries: list[Entry] = []
    inside = False
    for number, text in enumerate(texts):
        bare = re.sub(r"^[#\s*_\d.]+", "", text).strip(" *_\t")
        if CONTENTS_TITLE.match(bare):
            inside = True
            found.add(number)
            continue
        if not inside or not text.strip():
            continue
        if PAGE_MARK.match(text):
            continue
        entry = _entry(text)
        has_pages = sum(e.page is not None for e in entries) >= MIN_ANCHORS
        is_over = entry is not None and entry.page is None and has_pages
        if entry is None or is_over or _returns(text, entries):
            inside = False
            continue
        found.add(number)
        entries.append(entry)
    return frozenset(found), tuple(entries)


def _entry(text: str) -> Entry | None:
    plain = re.sub(r"</?\w+[^>]*>", "", text)
    has_leader = bool(_LEADER.search(plain))
    head = _LEADER.split(plain)[0] if has_leader else plain
    tail = re.search(r"(\d{1,4})\s*$", plain)
    match = _ENTRY.match(head.strip() if has_leader else plain.strip())
    if match is None:
        return None
    page = int(tail[1]) if tail and (has_leader or "\t" in plain or len(plain) < 120) else None
    listed = bool(match["number"]) or plain.lstrip().startswith(("-", "•", "*"))
    if not (has_leader or page is not None or (listed and len(plain) < 120)):
        return None
    title = match["title"].strip(" .\t")
    return Entry(match["number"] or "", title, page) if title else None


def _returns(text: str, entries: Sequence[Entry]) -> bool:
    """Whether the text itself begins here: the first entry's words stand again, without a page."""
    if not entries or _LEADER.search(text) or "\t" in text:
        return False
    _, words = split_number(text)
    return any(letters_only(words) == letters_only(entry.title) for entry in entries)


# --- Pages that the format states ---------------------------------------------------


def _stated(texts: Sequence[str], lines: Sequence[Line]) -> list[list[int]]:
    """The filled lines of each page; none where the format states no pages."""
    if all(line.page is None for line in lines):
        return []
    pages = [
        [n for n, _ in group if texts[n].strip()]
        for _, group in groupby(enumerate(lines), key=lambda pair: pair[1].page)
    ]
    return [page for page in pages if page]


def _edge_marks(
    texts: Sequence[str], pages: Sequence[Sequence[int]]
) -> dict[int, tuple[int, int | None]]:
    """Page numbers at the top or the foot of a page that count on from page to page."""
    found: list[tuple[int, int, int | None, int]] = []
    for index, page in enumerate(pages):
        for number in {*page[:EDGE_LINES], *page[-EDGE_LINES:]}:
            if match := PAGE_MARK.match(texts[number]):
                value = int(match["before"] or match["after"] or match["bare"])
                last = int(match["last"]) if match["last"] else None
                found.append((number, value, last, value - index))
    votes = Counter(offset for *_, offset in found).most_common(1)
    if not votes or votes[0][1] < min(MIN_REPEATS, len(pages)):
        return {}
    return {number: (page, last) for number, page, last, offset in found if offset == votes[0][0]}


def _repeated_edges(
    texts: Sequence[str], pages: Sequence[Sequence[int]], marks: Mapping[int, object]
) -> set[int]:
    """Lines at the edges of pages that stand there page after page."""
    found: set[int] = set()
    edges = [(page[:EDGE_LINES], page[-EDGE_LINES:][::-1]) for page in pages]
    for side in (0, 1):
        shapes = Counter(
            shape for edge in edges for shape in {_shape(texts[n]) for n in edge[side]}
        )
        for edge in edges:
            for number in edge[side]:
                has_words = re.search(r"[^\W\d_]", texts[number]) is not None
                is_repeated = has_words and shapes[_shape(texts[number])] >= MIN_REPEATS
                if number not in marks and not is_repeated:
                    break  # what stands further in is text
                found.add(number)
    return found


def _shape(text: str) -> str:
    """A line without its numbers, unless it is the numbered heading of a section."""
    is_heading = re.match(r"\s*\d+(\.\d+)+\s", text)
    return text if is_heading else re.sub(r"\d+", "0", text).strip()


def _tops(
    pages: Sequence[Sequence[int]],
    spaced: Sequence[int],
    headers: Container[int],
) -> frozenset[int]:
    if not pages:
        return frozenset(spaced)
    firsts = (next((n for n in page if n not in headers), None) for page in pages[1:])
    return frozenset(first for first in firsts if first is not None)


# --- Pages that only marks in the text tell -------------------------------------------


def _spaced_tops(texts: Sequence[str]) -> list[int]:
    """Lines that begin with one space, where so few do that they can only open pages."""
    tops = [n for n, text in enumerate(texts) if re.match(r" \S", text)]
    filled = sum(1 for text in texts if text)
    return tops if MIN_ANCHORS <= len(tops) <= 0.08 * filled else []


def _marks(
    texts: Sequence[str], contents: frozenset[int], tops: Sequence[int]
) -> dict[int, tuple[int, int | None]]:
    marks: dict[int, tuple[int, int | None]] = {}
    bare: dict[int, int] = {}
    for number, text in enumerate(texts):
        header = PAGE_IN_HEADER.search(text)
        match = PAGE_MARK.match(text)
        if header and len(text) < 200:
            page, last = (header[1], header[2]) if header[1] else (header[3], header[4])
            marks[number] = (int(page), int(last))
        elif match and number not in contents:
            if match["bare"]:
                bare[number] = int(match["bare"])
            else:
                page = match["before"] or match["after"]
                marks[number] = (int(page), int(match["last"]) if match["last"] else None)
    # A number alone on its line is a page mark only where another one agrees with it, or where
    # the next page begins below it.
    for number, page in bare.items():
        neighbours = [m for n, (m, _) in marks.items() if abs(n - number) <= 60]
        below = next((n for n in range(number + 1, len(texts)) if texts[n].strip()), None)
        before = [m for n, (m, _) in marks.items() if n < number]
        after = [m for n, (m, _) in marks.items() if n > number]
        closes = below in tops and max(before, default=0) < page < min(after, default=page + 1)
        if closes or any(abs(page - other) <= 1 for other in neighbours):
            marks[number] = (page, None)
    rising = sorted(marks.items())
    return dict(rising) if _mostly_rising([m[0] for _, m in rising]) else {}


def _mostly_rising(pages: Sequence[int]) -> bool:
    return sum(a <= b for a, b in pairwise(pages)) >= 0.8 * (len(pages) - 1)


def _running_headers(texts: Sequence[str], marks: Mapping[int, object]) -> set[int]:
    """Lines that stand beside the page marks again and again."""
    shapes: dict[int, str] = {
        n: re.sub(r"\d+", "0", text).strip() for n, text in enumerate(texts) if text.strip()
    }
    near = {n for mark in marks for n in range(mark - 3, mark + 4) if n in shapes}
    words = Counter(cell for n in near for cell in re.split(r"\t+", shapes[n]) if cell)
    repeated = {cell for cell, count in words.items() if count >= MIN_REPEATS}
    return {
        n
        for n in near
        if any(cell in repeated for cell in re.split(r"\t+", shapes[n]) if len(cell) > 8)
        and len(texts[n]) < 200
        and not re.match(r"\s*\d+(\.\d+)+\s", texts[n])
    }


# --- The page of each line --------------------------------------------------------------


def _stated_pages(lines: Sequence[Line]) -> list[tuple[int, int | None]]:
    starts: list[tuple[int, int | None]] = []
    for line in lines:
        if not starts or starts[-1][1] != line.page:
            starts.append((line.start, line.page))
    return starts


def _header_pages(lines: Sequence[Line], furniture: Furniture) -> list[tuple[int, int | None]]:
    """Pages from headers alone: proven between two headers of consecutive pages, and at the end."""
    marks = sorted(furniture.marks.items())
    starts: list[tuple[int, int | None]] = []
    for position, (number, (page, last)) in enumerate(marks):
        following = marks[position + 1][1][0] if position + 1 < len(marks) else None
        is_proven = following == page + 1 or (following is None and page == last)
        starts.append((lines[number].start, page if is_proven else None))
    return starts


def _counted_pages(
    raw: str, lines: Sequence[Line], furniture: Furniture
) -> list[tuple[int, int | None]]:
    """Pages by counting lines that begin with one space, checked against every known number."""
    starts = sorted(furniture.tops)
    if not starts:
        return []
    tops, feet = _tops_and_feet(furniture.marks, starts, raw, lines)
    events = sorted(set(starts) | set(tops))
    anchors = _anchors(raw, lines, furniture, events, tops, feet)
    first = _first_page(anchors)
    if first is None:
        return []
    agreeing = sorted(e for e, page in anchors if page == e + first)
    disagreeing = sorted(e for e, page in anchors if page != e + first)
    proven = _proven(agreeing, disagreeing)
    return [
        (lines[line].start, event + first if event in proven else None)
        for event, line in enumerate(events)
    ]


def _tops_and_feet(
    marks: Mapping[int, tuple[int, int | None]],
    starts: Sequence[int],
    raw: str,
    lines: Sequence[Line],
) -> tuple[dict[int, int], dict[int, int]]:
    """Page marks that open a page, and those that close one."""
    tops: dict[int, int] = {}
    feet: dict[int, int] = {}
    start_set = set(starts)
    for number, (page, _) in sorted(marks.items()):
        following = next(
            (
                n
                for n in range(number + 1, len(lines))
                if raw[lines[n].start : lines[n].end].strip()
            ),
            None,
        )
        counts_on = following is not None and marks.get(following, (0, None))[0] == page + 1
        closes = following in start_set or counts_on
        is_bare = raw[lines[number].start : lines[number].end].strip().isdigit()
        if closes and is_bare:
            feet[number] = page
        else:
            tops[number] = page
    return tops, feet


def _anchors(
    raw: str,
    lines: Sequence[Line],
    furniture: Furniture,
    events: Sequence[int],
    tops: Mapping[int, int],
    feet: Mapping[int, int],
) -> list[tuple[int, int]]:
    """(event, page number that the file states for it)."""

    def event_of(number: int) -> int:
        return sum(1 for e in events if e <= number) - 1

    anchors = [(event_of(n), page) for n, page in tops.items()]
    anchors += [(event_of(n), page) for n, page in feet.items()]
    seen: set[Entry] = set()
    for number, line in enumerate(lines):
        if (
            number in furniture.contents
            or number in furniture.headers
            or line.end - line.start > 120
        ):
            continue
        text = raw[line.start : line.end].strip()
        if not text or text[-1] in ".,;" or not text[0].isalnum():
            continue
        entry = matching_entry(text, furniture.entries)
        if entry and entry.page is not None and entry not in seen and event_of(number) >= 0:
            seen.add(entry)
            anchors.append((event_of(number), entry.page))
    return anchors


def _first_page(anchors: Sequence[tuple[int, int]]) -> int | None:
    offsets = Counter(page - event for event, page in anchors)
    if not offsets:
        return None
    offset, votes = offsets.most_common(1)[0]
    return offset if votes >= MIN_ANCHORS and votes >= 0.7 * len(anchors) else None


def _proven(agreeing: Sequence[int], disagreeing: Sequence[int]) -> set[int]:
    """Events between two agreeing anchors with no disagreeing one between them."""
    proven = set(agreeing)
    for left, right in pairwise(agreeing):
        if not any(left < d < right for d in disagreeing):
            proven.update(range(left, right + 1))
    return proven
