"""Raw lines of one part, joined into text that reads in one breath."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from advisor.documents.offsets import TracedText
from advisor.language.folding import fold

_FOOTNOTE_MARK = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_SKIPPED = re.compile(
    rf"""
    (?<!\\) (?: \*{{1,3}} | `+ | (?<![^\W_])_{{1,2}}(?=[^\W_]) | (?<=[^\s_])_{{1,2}}(?![^\W_]) )
    | \\(?=[*_\#\[\]()`|.-])
    | [{_FOOTNOTE_MARK}]+ | \[\^[^\]\s]{{1,20}}\]
    | !?\[(?=[^\]\n]{{1,300}}\]\([^()\s]+\)) | \]\([^()\s]+\)  # [words](address)
    | </?[a-zA-Z][^>]*> | [\u00ad\u200b\ufeff] | [\s\u00a0]+
    """,
    re.VERBOSE,
)
_LIST_MARK = re.compile(r"^\s*(?:[-–•▪●◦*·‣○+]|\(?\d{1,2}[.)]|\(?(?:[a-h]|i{1,3}|iv|vi{0,3})\))\s+")
_LINE_MARK = re.compile(r"^\s{0,3}(?:>\s?)+|^\s*\[\^[^\]\s]{1,20}\]:\s*")
_HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+")
_LETTER_MARK = re.compile(r"^\s*[eo®©]\s+(?=[A-ZÅÄÖ(])")
_HYPHENS = "-\u2010\u2011\u00ad"
_CONJUNCTIONS = frozenset({"och", "eller", "samt", "respektive", "and", "or"})


def reflow(
    raw: str, spans: Sequence[tuple[int, int]], words: Container[str], *, is_item: bool = False
) -> tuple[TracedText, list[tuple[int, int]]]:
    """The text of a part and the spans of it that the author set in bold.

    White space becomes one space, line-end hyphens are joined, marks (`**`, tags, footnote
    numbers) are left out; `words` are the folded words of the document, which tell whether a
    hyphen at a line's end belongs to the word.
    """
    traced = TracedText()
    bold: list[tuple[int, int]] = []
    is_bold_from: int | None = None
    for number, (start, end) in enumerate(spans):
        if number:
            start += len(raw[start:end]) - len(raw[start:end].lstrip())
        start += _mark_length(raw[start:end], is_item=is_item and number == 0)
        if number and len(traced):
            was_soft = raw[: spans[number - 1][1]].endswith("\u00ad")
            _join(traced, raw, start, end, words, was_soft=was_soft)
        position = start
        for match in _SKIPPED.finditer(raw, start, end):
            traced.copy(raw, position, match.start())
            position = match.end()
            mark = match.group()
            if mark.startswith("**"):
                if is_bold_from is None:
                    is_bold_from = len(traced)
                else:
                    bold.append((is_bold_from, len(traced)))
                    is_bold_from = None
            elif mark.isspace() and traced.last not in ("", " "):
                if mark == " ":
                    traced.copy(raw, match.start(), match.end())
                else:
                    traced.put(" ", match.start(), match.end(), "layout")
        traced.copy(raw, position, end)
    if is_bold_from is not None:
        bold.append((is_bold_from, len(traced)))
    traced.strip()
    ends = ((a, min(b, len(traced))) for a, b in bold)
    return traced, [(a, b) for a, b in ends if b > a]


def _mark_length(text: str, *, is_item: bool) -> int:
    """How long the marks are that open a line: of a quotation, a heading, a list."""
    length = 0
    for pattern in (_LINE_MARK, _HEADING_MARK, *((_LIST_MARK, _LETTER_MARK) if is_item else ())):
        if match := pattern.match(text[length:]):
            length += match.end()
            if pattern is _LIST_MARK:
                break
    return length


def _join(
    traced: TracedText, raw: str, start: int, end: int, words: Container[str], *, was_soft: bool
) -> None:
    """Make ready for the next line: a space, or a word put together again."""
    if was_soft:
        return
    traced.strip()
    head = re.search(r"([^\s]+)$", traced.text)
    tail = re.match(r"\s*([^\s.,;:!?)”\"]+)", raw[start:end])
    if head and tail and head[1][-1] in _HYPHENS and len(head[1]) > 1:
        prefix, following = head[1][:-1], tail[1]
        if fold(following) in _CONJUNCTIONS:
            traced.put(" ", start, start, "layout")
        elif _is_one_word(prefix, following, words):
            traced.drop_last()
        return
    traced.put(" ", start, start, "layout")


def _is_one_word(prefix: str, following: str, words: Container[str]) -> bool:
    """Whether the hyphen between two parts came with the line's end only."""
    bare = re.sub(r"^\W+", "", prefix)
    if not bare or len(bare) == 1 or not following[:1].islower():
        return False
    if bare.isupper() or any(c.isdigit() for c in bare) or bare.casefold().endswith("-e"):
        return False
    if fold(bare + following) in words:
        return True
    return fold(f"{bare}-{following}") not in words
