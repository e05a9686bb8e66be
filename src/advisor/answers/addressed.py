"""Whether a passage speaks to whoever writes the answer: such text is no evidence for a model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from advisor.language.tables import table_rows
from advisor.types import Document

_TABLE = Path(__file__).with_name("addressed.tsv")
_MOST_AROUND = 1_500  # characters on each side that can belong to the same paragraph

# An order has somebody who is told, words that oblige, a verb of saying, and what is to be said. A
# report may have any of these; an order has most of them in one sentence, or in two.
_ENOUGH = 4
_ENOUGH_IN_TWO = 6
_TOLD = frozenset(("machine", "writer", "you", "order", "asker", "output"))
_SAID = frozenset(("say", "omit", "output"))
_TOGETHER = (
    {"alone"},
    {"persona"},
    {"prior", "you"},  # what you were told before
    {"prior", "here"},  # all before this point
    {"prior", "order"},
    {"revoked", "you"},  # your rules no longer apply
    {"revoked", "machine"},
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”“]?\s+|\n+")
_OPENS = r"(?:^|[:;|–—\t“”\"]\s*|\b(?:vänligen|please|kindly|snäll och|vänlig och|god och)\s+)"
_GOES_ON = r"(?:,|\b(?:och|därefter|därför|sedan|alltid|gärna|utan|i ?stället|instead|then|and))\s+"
_DICTATES = (
    r"(?:\s(?:gärna|alltid|bara|därför|då|i ?stället|enbart|endast|också|always|only|just|instead))"
    r"{0,3}(?:\s(?:att|that|ordet|orden|the words?)\b|:|\s[“”\"])"
)
# What an order wants said: a name, a number or words in quotation marks.
_WANTED = re.compile(
    r"(?<=[\w,)-]\s)(?!(?:AI|LLM|GPT|EU|SKR|Digg|Sverige|Sveriges)\b)[A-ZÅÄÖ][\w-]*[a-zåäö]"
    r"|\d|[“”\"»][^“”\"«]{3,}[“”\"«]"
)
# What looks like the frame around a document, and not like a part of it.
_FRAME = re.compile(
    r"</?[a-z!][^>\n]{0,200}>|```|<\||\|>|\]\]>|\{\s*\"|\"\s*:\s*[\"\[{]|!\[|\]\(|\[system"
    r"|^\s*\[\d+\]\s+\S|^\s*(?:användare|assistent\w*|system|user|assistant|rådgivaren"
    r"|handläggaren)\s*:|^\s*#{2,}\s|#{3}|(?<!\S)[a-zåäö]+_[\wåäö]+\s*[:=]",
    re.I | re.M,
)
# Letters that stand for others: bytes written out, and long runs of all kinds of them.
_CODED = re.compile(
    r"(?:\b[0-9a-fA-F]{2}[ ,]){8}|(?=[A-Za-z+/]{0,80}\d)"
    r"(?=[\d+/A-Z]{0,80}[a-z])(?=[\d+/a-z]{0,80}[A-Z])[A-Za-z\d+/]{24}"
)
# What leads a reader away, or asks for what is theirs.
_AWAY = re.compile(
    r"https?:|hxxps?:|\bwww\.|\[\.\]|\S@\S+\.\w|\b(?:bank|plus)giro\b|\bkonto\w*nummer\b"
    r"|\bengångskod\w*|\blösenord\w* till\b|\bbase64\b",
    re.I,
)


@lru_cache(maxsize=2_048)  # sentences of one paragraph ask for it in turn
def addresses_the_writer(text: str) -> bool:
    """Whether a text tells whoever writes an answer what to say, or hides what it says."""
    if any(_is_hidden(sign) for sign in text) or _mixes_alphabets(text):
        return True
    text = text.replace("\u00ad", "")
    if _FRAME.search(text) or _CODED.search(text) or _AWAY.search(text):
        return True
    marks = [_marks(sentence) for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    return any(_is_order(one, _ENOUGH) for one in marks) or any(
        _is_order(one | other, _ENOUGH_IN_TWO) for one, other in pairwise(marks)
    )


def stands_by_an_order(document: Document, start: int, end: int) -> bool:
    """Whether the paragraph that holds text[start:end], or the one before it, is an order.

    What follows an order is often what it orders to be said.
    """
    first, last = _paragraph(document.text, start, end)
    before = document.text[:first].rstrip()
    previous = _paragraph(before, len(before), len(before))
    return addresses_the_writer(document.text[first:last]) or addresses_the_writer(
        before[slice(*previous)]
    )


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Co", "Cn", "Cs") and sign != "\u00ad"


def _mixes_alphabets(text: str) -> bool:
    """Whether a word is written with letters that only look like those of its alphabet."""
    for word in re.findall(r"[^\W\d_]{3,}", text):
        if word.isascii():
            continue
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in word}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the lines reach that hold text[start:end], within bounds."""
    earliest, latest = max(0, start - _MOST_AROUND), min(len(text), end + _MOST_AROUND)
    last = text.find("\n", end, latest)
    return max(text.rfind("\n", earliest, start) + 1, earliest), last if last >= 0 else latest


def _marks(sentence: str) -> Set[str]:
    """Which kinds of the table a sentence has, whether it orders, and whether it wants words."""
    marks = {kind for kind, pattern in _cues().items() if pattern.search(sentence)}
    if marks & {"omit", "order"}:
        marks.add("say")
    if marks & _SAID and _WANTED.search(sentence):
        marks.add("wanted")
    return marks


def _is_order(marks: Set[str], enough: int) -> bool:
    if any(together <= marks for together in _TOGETHER):
        return True
    return bool(marks & _TOLD) and bool(marks & _SAID) and len(marks) >= enough


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    """What marks each kind."""
    rows: dict[str, list[str]] = {}
    for kind, words in table_rows(_TABLE):
        rows.setdefault(kind, []).append(words)
    orders, opening = "|".join(rows.pop("imperative")), "|".join(rows.pop("opening"))
    order = rf"(?:(?:{_OPENS}|{_GOES_ON})(?:{orders})|{_OPENS}(?:{opening}))(?!\w)(?! inte\b)"
    cues = {
        "order": re.compile(order, re.I),
        "dictated": re.compile(rf"{order}{_DICTATES}", re.I),
    }
    for kind, patterns in rows.items():
        cues[kind] = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.I)
    return cues
