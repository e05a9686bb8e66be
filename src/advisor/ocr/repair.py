"""Repairs Swedish text that a scanner misread: which letters to put in place of which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from math import inf, log

from advisor.ocr.damaged_compounds import Compounds
from advisor.ocr.misreadings import unmarked
from advisor.ocr.vocabulary import (
    ENGLISH,
    SWEDISH,
    Vocabulary,
    is_english,
    share_of_marks_lost,
)
from advisor.types import Replacement

_LETTER = r"[^\W_⁰¹²³⁴-⁹]"
_PIECE = re.compile(
    rf"{_LETTER}(?:{_LETTER}|[&@|\[\]](?=[^\W\d_]))*[&\]]?|[&@|\[\]](?:{_LETTER}|[&@])+|[\[|]"
)
_TOKEN = re.compile(r"\S+")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_ADDRESS = re.compile(r"://|www\.|@\w+\.|\.(?:se|com|org|net|eu)\b")
_SENTENCE_END = re.compile(r"[.!?:•]$")
_SECTION_NUMBER = re.compile(r"\s*\d+(?:\.\d+)*\.? [A-ZÅÄÖ]$")  # with the heading's first letter
_BULLETS = ("•", "-", "–", "o", "e")  # a round bullet is read as a letter
_CITED = re.compile(r"\s*(?:&|\(\d{4})")  # what follows an author's name
_E_PREFIX = re.compile(r"e(?=[A-ZÅÄÖ][a-zåäö])")  # "eSamhälle"
_UPRIGHT = re.compile(r"[1|\[\]]")  # what l and I are taken for
_INNER_S = re.compile(r"(?<=[a-zåäö]{2})S(?=[a-zåäö]{2})")
_NUMBERED = re.compile(r"nr[lI]")

_CLEAR = 1.0  # log ratio by which a reading must beat the next one
_CLEAR_SLIP = 2.0  # the same where a usual word would be a misread letter ("ni" for "nå")
_USUAL = 0.3  # weight of a usual word
_UNKNOWN = log(1e-6)  # what an unknown word scores as it stands
_UNKNOWN_NAME = log(1e-3)  # the same with a capital inside a sentence
_SHORT_NAME = 7  # letters
_NO_WORD = -25.0  # the same for letters mixed with digits or signs
_COMMON_WORD_AS_NAME = -6.0  # a common word with a capital inside a sentence
_DISTINCT_CAPITALS = "DE"  # "d" and "e" may be "ä" or "ö", but no capital of these looks like one
_CAPITAL_MISREAD = -3.0  # log odds that it was one all the same
_LOST_IN_DAMAGED = 0.05  # share of marks: a stray misspelling is less
_LONGEST_ABBREVIATION = 5
_LEAST_WORDS = 8  # fewer say nothing of a text's language
_LEAST_SWEDISH = 0.08  # of a Swedish text's words are among the common ones
_SIGHT = 2  # words on either side that may decide between two readings
_NEAR = 7  # words on either side that tell a passage's language

_Words = tuple[str, ...]  # nearest first


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word within a block: text[start:end], with what stands around it."""

    start: int
    end: int
    text: str
    opens: bool  # begins a sentence
    alone: bool  # not joined to another piece by a hyphen

    @property
    def lowered(self) -> str:
        """The text in lower case; a capital S within a word is read as the 6 that an ö becomes."""
        return _INNER_S.sub("6", self.text).lower()


class Repairer:
    """Reads the damaged Swedish of one document as it was written."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._compounds = Compounds(vocabulary)

    def repair(self, text: str) -> tuple[Replacement, ...]:
        """Replacements for one block of reflowed text: hyphens joined, no line breaks.

        They ascend and do not overlap. A span is one word, or one token that must be parted. What
        cannot be decided is left alone, and so are numbers, addresses, words in capitals, English,
        and every word of a document that lost no letters.
        """
        if self._vocabulary.undamaged:
            return ()
        pieces = list(_pieces(text))
        found = []
        left: _Words = ()
        for position, piece in enumerate(pieces):
            reading = piece.text
            if piece.opens:
                left = ()
            if _may_be_misread(piece, text) and not _in_english(pieces, position):
                reading = self._read(piece, left, _words_after(pieces, position))
            if reading != piece.text:
                found.append(Replacement(piece.start, piece.end, reading))
            left = (reading, *left)[:_SIGHT]
        return tuple(found)

    def _read(self, piece: _Piece, left: _Words, right: _Words) -> str:
        seen = piece.text
        if seen in ("[", "|"):
            return "I" if right else seen
        if seen == "1":
            in_words = self._vocabulary.context("i", (), right) if right else 0.0
            return "I" if in_words > _CLEAR else seen
        if _E_PREFIX.match(seen):
            rest = replace(piece, start=piece.start + 1, text=seen[1:], opens=True)
            return seen[0] + self._read(rest, left, right)
        ranked = self._ranked(piece, left, right)
        own_score = self._as_it_stands(piece, left, right)
        if ranked and ranked[0][0] > own_score:
            runner_up = max(own_score, ranked[1][0] if len(ranked) > 1 else -inf)
            clear = ranked[0][0] - runner_up > self._margin(ranked[0][1], seen.lower())
            return _in_case(ranked[0][1], seen, opens=piece.opens) if clear else seen
        if self._vocabulary.weight(seen.lower()):
            return seen
        return self._read_unknown(piece)

    def _margin(self, word: str, seen: str) -> float:
        usual = self._vocabulary.weight(seen) > _USUAL
        return _CLEAR_SLIP if usual and unmarked(word) != unmarked(seen) else _CLEAR

    def _ranked(self, piece: _Piece, left: _Words, right: _Words) -> list[tuple[float, str]]:
        """The words with å, ä or ö that the piece may be, with their scores, best first."""
        name = self._looks_like_name(piece)
        ranked = []
        for reading in self._vocabulary.readings(piece.lowered):
            score = reading.score + self._vocabulary.context(reading.word, left, right)
            if name and not self._vocabulary.is_name(reading.word):
                score += _COMMON_WORD_AS_NAME
            if piece.text[0] in _DISTINCT_CAPITALS and reading.word[0] != piece.text[0].lower():
                score += _CAPITAL_MISREAD
            ranked.append((score, reading.word))
        return sorted(ranked, reverse=True)

    def _as_it_stands(self, piece: _Piece, left: _Words, right: _Words) -> float:
        word = piece.lowered
        context = self._vocabulary.context(word, left, right)
        weight = self._vocabulary.weight(word)
        if weight:
            return log(weight) + context
        if not piece.text.isalpha():
            return _NO_WORD + context
        if not self._looks_like_name(piece):
            return _UNKNOWN + context
        # The longer a name, the less likely that exactly its letters were meant.
        return _UNKNOWN_NAME - max(0, len(word) - _SHORT_NAME) + context

    def _looks_like_name(self, piece: _Piece) -> bool:
        if piece.opens or not piece.text[0].isupper() or piece.text[0] == "I":
            return False
        return not self._vocabulary.often(piece.text.lower())

    def _read_unknown(self, piece: _Piece) -> str:
        seen, lowered = piece.text, piece.lowered
        upright = self._with_l_or_i(seen)
        if upright or self._looks_like_name(piece):
            return upright or seen
        if not (piece.opens and self._compounds.starts_with_article(lowered)):
            compound = self._compounds.read(lowered)
            if compound:
                return _in_case(compound, seen, opens=piece.opens)
        parted = self._compounds.part_words(lowered, opens=piece.opens) if piece.alone else None
        return _in_case(" ".join(parted), seen, opens=piece.opens) if parted else seen

    def _with_l_or_i(self, seen: str) -> str | None:
        """The known word, without å, ä or ö, behind a misread l or I or a wrong capital."""
        if _NUMBERED.fullmatch(seen):
            return seen[:-1] + "1"
        return next((word for word in _plain_slips(seen) if self._trusts(word)), None)

    def _trusts(self, word: str) -> bool:
        known = len(word) > 1 and self._vocabulary.weight(word.lower()) > 0
        return known or self._vocabulary.often(word) > 1


def looks_damaged(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the text is Swedish that lost its å, ä and ö, in a document that lost them."""
    words = re.findall(r"[^\W_]+", text.lower())
    swedish = sum(unmarked(word) in SWEDISH for word in words)
    english = sum(word in ENGLISH for word in words)
    if len(words) < _LEAST_WORDS or swedish < max(english, _LEAST_SWEDISH * len(words)):
        return False
    return share_of_marks_lost(text) > _LOST_IN_DAMAGED and not vocabulary.undamaged


def _pieces(text: str) -> Iterator[_Piece]:
    brackets = {at for pair in _BRACKETED.finditer(text) for at in (pair.start(), pair.end() - 1)}
    opens = True
    for token in _TOKEN.finditer(text):
        if not _ADDRESS.search(token[0]):
            for match in _PIECE.finditer(text, token.start(), token.end()):
                start = match.start() + (match.start() in brackets)
                end = match.end() - (match.end() - 1 in brackets)
                if start < end:
                    yield _piece(text, start, end, opens=opens)
                    opens = False
        opens = _next_opens(token[0]) or bool(_SECTION_NUMBER.match(text[: token.end() + 2]))


def _piece(text: str, start: int, end: int, *, opens: bool) -> _Piece:
    joined = text[start - 1 : start] in ("-", "/") or text[end : end + 1] == "-"
    named = text[start].isupper() and _CITED.match(text, end)
    return _Piece(start, end, text[start:end], opens and not named, not joined)


def _next_opens(token: str) -> bool:
    return token in _BULLETS or bool(_SENTENCE_END.search(token.rstrip("\"”'»)")))


def _words_after(pieces: list[_Piece], position: int) -> _Words:
    after = pieces[position + 1 : position + 1 + _SIGHT]
    return tuple(piece.text for piece in takewhile(lambda piece: not piece.opens, after))


def _may_be_misread(piece: _Piece, text: str) -> bool:
    seen = piece.text
    if seen in ("[", "|"):
        return text[piece.end : piece.end + 1] == " "
    if seen == "1":  # "1 följande kapitel"
        return piece.start == 0 and text[1:2] == " " and text[2:3].islower()
    letters = [letter for letter in seen if letter.isalpha()]
    if len(seen) == 1 or not letters:
        return False
    if any(map(str.isdigit, seen)):  # "s3" may be "så", "(s3)" is a page
        around = text[max(0, piece.start - 1) : piece.start] + text[piece.end : piece.end + 1]
        return len(seen) > 3 or set(around).isdisjoint("(),")
    abbreviation = len(seen) <= _LONGEST_ABBREVIATION and letters[0].isupper()
    if abbreviation and letters[-1].isupper() and seen.isalpha():  # "IoT", "SaaS"
        return False
    return seen.startswith(("[", "|")) or not all(map(str.isupper, letters))


def _in_english(pieces: list[_Piece], position: int) -> bool:
    near = pieces[max(0, position - _NEAR) : position + _NEAR + 1]
    return is_english([piece.text.lower() for piece in near])


def _plain_slips(seen: str) -> Iterator[str]:
    if _UPRIGHT.search(seen):
        yield _UPRIGHT.sub("l", seen)
        yield _UPRIGHT.sub("I", seen[0]) + _UPRIGHT.sub("i", seen[1:])
    if seen[0] == "I":
        yield "l" + seen[1:]
    if len(seen) > 3 and seen[0].isupper() and seen[1] == seen[0].lower():
        yield seen[1:]
    if seen[1:] != seen[1:].lower():
        yield seen[0] + seen[1:].lower()


def _in_case(word: str, seen: str, *, opens: bool) -> str:
    """The word with the capitals of the token that stood for it."""
    capital = seen[0].isupper() or (opens and not seen[0].isalpha())
    if not capital or (seen[0] == "I" and word[0] == "l" and not opens):
        return word
    word = word[0].upper() + word[1:]
    if len(word) != len(seen):
        return word
    return "".join(old if old.lower() == new else new for old, new in zip(seen, word, strict=True))
