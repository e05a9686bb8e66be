"""The table of contents: its lines, its entries, and the headings that repeat them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from advisor.documents.page_marks import PAGE_MARK
from advisor.language.folding import letters_only

CONTENTS_TITLE = re.compile(
    r"^(inneh[aåd]llsf[oö6é]rteckning|inneh[aå]ll|(figur|tabell|bild)f[oö]rteckning"
    r"|table of contents|contents|list of (figures|tables))$",
    re.IGNORECASE,
)
LEADER = re.compile(r"[.…]{4,}|(?:\.\s){4,}")
ENTRY = re.compile(
    r"^\W*(?:(?P<number>\d+(?:\.\d+)*)\.?[\s\t]+)?(?P<title>.*?)[\s.…]*(?P<page>\d{1,4})?\s*$"
)
MIN_PAGED = 3  # entries with a page: then every entry of the table has one
SIMILAR_TITLE = 0.72  # ratio of matching letters; OCR damages a contents page most of all


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents."""

    number: str  # "3.1", or empty
    title: str
    page: int | None


def find_contents(texts: Sequence[str]) -> tuple[frozenset[int], tuple[Entry, ...]]:
    """The numbers of the lines that are contents, and the entries on them."""
    found: set[int] = set()
    entries: list[Entry] = []
    inside = False
    for number, text in enumerate(texts):
        bare = re.sub(r"^[#\s*_\d.]+", "", text).strip(" *_\t")
        if CONTENTS_TITLE.match(bare):
            inside = True
            found.add(number)
            continue
        if not inside or not text.strip() or PAGE_MARK.match(text):
            continue
        entry = _entry(text)
        has_pages = sum(e.page is not None for e in entries) >= MIN_PAGED
        is_over = entry is not None and entry.page is None and has_pages
        if entry is None or is_over or _returns(text, entries):
            inside = False
            continue
        found.add(number)
        entries.append(entry)
    return frozenset(found), tuple(entries)


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


def _entry(text: str) -> Entry | None:
    plain = re.sub(r"</?\w+[^>]*>", "", text)
    has_leader = bool(LEADER.search(plain))
    head = LEADER.split(plain)[0] if has_leader else plain
    tail = re.search(r"(\d{1,4})\s*$", plain)
    match = ENTRY.match(head.strip() if has_leader else plain.strip())
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
    if not entries or LEADER.search(text) or "\t" in text:
        return False
    _, words = split_number(text)
    return any(letters_only(words) == letters_only(entry.title) for entry in entries)
