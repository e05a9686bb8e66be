"""Takes what tells of a person out of a question before it is sent to a model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from advisor.masking import IDENTITY, MAIL, TELEPHONE, masked

NAME = "[namn]"

_MASKS = (IDENTITY, MAIL, TELEPHONE, NAME)
_LEAST_WORDS = 3  # that must be left for a question to be asked
_WORD = r"[^\W\d_][\w'’-]*"
_PROPER = r"[A-ZÅÄÖÉÜ][\w'’-]+"

# Who writes, by how they say it; the greeting keeps its words and loses the name.
_INTRODUCED = re.compile(
    r"\b((?i:jag heter|mitt namn är|jag är|my name is|i am|i'm)\s+)"
    rf"((?:{_PROPER})(?:\s+{_PROPER}){{0,3}})"
)
_NAMES_ITSELF = re.compile(r"jag heter|mitt namn|my name", re.IGNORECASE)
_SIGNED = re.compile(
    r"((?i:\bm\.?v\.?h\.?|\b(?:med\s+)?vänlig(?:a)? hälsning(?:ar)?|\bhälsningar|\bhälsar|"
    r"\b(?:kind |best )?regards|\bsincerely)[,.!]?\s+)"
    rf"((?:{_PROPER})(?:\s+{_PROPER}){{0,3}})\s*[.!]?\s*\Z"
)

# Asked for itself, a person cannot be left out of the question.
_ASKS_OF_PERSON = re.compile(
    r"\b(?:vem|vems|vilka personer|vilken person|whose|who|whom|which person)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sendable:
    """A question without what tells of a person."""

    text: str
    changes_question: bool  # what is left asks for something else: it is not to be sent


def sendable(question: str, names: Iterable[str] = ()) -> Sendable:
    """The question as it may be sent. `names` are those of the asker, as far as they are known.

    Identity numbers, addresses of mail and telephone numbers are masked, with the asker's name.
    Names of others cannot be told from those of places and systems, and stay.
    """
    text = masked(question)
    for name in sorted(set(names), key=len, reverse=True):
        text = _without_name(text, name)
    text = _INTRODUCED.sub(_introduced, text)
    text = _SIGNED.sub(rf"\1{NAME}", text)
    if text == question:
        return Sendable(question, changes_question=False)
    return Sendable(text, changes_question=_changes(text))


def tells_of_a_person(text: str) -> bool:
    """Whether an identity number stands in it: no text that is sent may have one."""
    return masked(text).count(IDENTITY) > text.count(IDENTITY)


def _without_name(text: str, name: str) -> str:
    """Only a name in full is masked: a part of it may be that of a place or a system."""
    words = name.split()
    if len(words) < 2:
        return text
    spelled = r"\s+".join(map(re.escape, words))
    return re.sub(rf"(?<!\w){spelled}(?:s|'s|’s)?(?!\w)", NAME, text, flags=re.IGNORECASE)


def _introduced(found: re.Match[str]) -> str:
    """A word after "I am" may be a role or a country; only two of them are a name."""
    is_certain = _NAMES_ITSELF.match(found[1]) is not None
    return f"{found[1]}{NAME}" if is_certain or len(found[2].split()) > 1 else found[0]


def _changes(text: str) -> bool:
    left = text
    for mask in _MASKS:
        left = left.replace(mask, " ")
    too_little = len(re.findall(_WORD, left)) < _LEAST_WORDS
    return too_little or _ASKS_OF_PERSON.search(left) is not None
