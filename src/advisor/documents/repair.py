"""Repair of Swedish text that a scanner misread: which letters to put in place of which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import inf, log

from advisor.documents.confusions import MARKED, fold
from advisor.documents.spelling_model import Vocabulary
from advisor.types import Replacement

_TOKEN = re.compile(r"\S+")
_PIECE = re.compile(r"[^\W_](?:[^\W_]|[&@|\[\]](?=[^\W\d_]))*[&\]]?|[&@|\[\]](?:[^\W_]|[&@])+|[\[|]")
_ADDRESS = re.compile(r"://|www\.|@\w+\.|\.(?:se|com|org|net|eu)\b")
_SECTION_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")
_CITED = re.compile(r"\s*(?:&|\(\d{4})")
_E_PREFIX = re.compile(r"e(?=[A-ZÅÄÖ][a-zåäö])")  # "eSamhälle"
_SENTENCE_END = re.compile(r"[.!?:•]$")

_CLEAR = 1.0  # log ratio by which a reading must beat the next one
_UNKNOWN = log(1e-6)  # what an unknown word scores as it stands
_UNKNOWN_NAME = log(1e-3)  # the same with a capital inside a sentence
_NO_WORD = -25.0  # the same for letters mixed with digits or signs
_COMMON_WORD_AS_NAME = -6.0  # a common word with a capital inside a sentence
_PART = -4.0  # what each part of a compound after the first costs
_SHORTEST_PART = 3

_ENGLISH = frozenset(
    "the of and to is that with are by or this which from be as on it their not can been between "
    "such using was were these we our into about more than its has have where who will would"
    .split()
)
_SWEDISH = frozenset(
    "och att som det en ett av med den till inte i har om de sig ska kan vid eller fran ar pa for "
    "kommunen kommuner men hur vad".split()
)
_LOOSE_BEFORE = frozenset("en ett det den de få öka för på att".split())
_NO_PARTS = frozenset("en ett det den de att öka".split())
_PLAIN_TAIL = 0.3  # weight that a word needs to be cut off from a short word before it
_LOOSE_AFTER = frozenset({"i"})
_ENDINGS = frozenset("lig liga ligt het ing ning are ande else isk iska iskt and ans".split())
_PREFIXES = frozenset("på ut in om av ny nå så bi".split())
_SHORTEST_PLAIN = 4  # letters of an unusual part that lost only its rings and dots
_SHORTEST_SLIP = 7  # the same where a letter was taken for quite another one


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word within a block: text[start:end], with what stands around it."""

    start: int
    end: int
    text: str
    opens: bool  # begins a sentence
    alone: bool  # not joined to another piece by a hyphen


class Repairer:
    """Reads damaged Swedish as it was written."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._compounds: dict[str, tuple[str, float] | None] = {}

    def repair(self, text: str) -> tuple[Replacement, ...]:
        """Replacements for one block of reflowed text: hyphens joined, no line breaks.

        They ascend and do not overlap. A span is one word, or one token that must be split. What
        cannot be decided is left alone, and so are numbers, addresses, capitals-only names and
        English.
        """
        pieces = list(_pieces(text))
        english = _english(pieces)
        found = []
        left = ""
        for position, piece in enumerate(pieces):
            if english[position] or not _may_be_misread(piece, text):
                left = piece.text
                continue
            left = "" if piece.opens else left
            right = self._neighbour(pieces, position + 1)
            reading = self._read(piece, left, right)
            if reading != piece.text:
                found.append(Replacement(piece.start, piece.end, reading))
            left = reading
        return tuple(found)

    def _neighbour(self, pieces: list[_Piece], position: int) -> str:
        if position == len(pieces) or pieces[position].opens:
            return ""
        return pieces[position].text

    def _read(self, piece: _Piece, left: str, right: str) -> str:
        seen = piece.text
        if seen in ("[", "|"):
            return "I" if right else seen
        if _E_PREFIX.match(seen):
            rest = replace(piece, start=piece.start + 1, text=seen[1:], opens=True)
            return seen[0] + self._read(rest, left, right)
        lowered = seen.lower()
        capital = self._looks_like_name(piece)
        own_score = self._as_it_stands(seen, left, right, capital=capital)
        ranked = sorted(
            (
                (
                    reading.score
                    + self._vocabulary.context(reading.word, left, right)
                    + self._name_score(reading.word, capital=capital),
                    reading.word,
                )
                for reading in self._vocabulary.readings(lowered)
            ),
            reverse=True,
        )
        if ranked:
            best, word = ranked[0]
            runner_up = max(ranked[1][0] if len(ranked) > 1 else -inf, own_score)
            if best - runner_up > _CLEAR:
                return _in_case(word, seen, opens=piece.opens)
            if best > own_score:
                return seen
        if self._vocabulary.weight(lowered):
            return seen
        return self._read_unknown(piece)

    def _as_it_stands(self, seen: str, left: str, right: str, *, capital: bool) -> float:
        lowered = seen.lower()
        context = self._vocabulary.context(lowered, left, right)
        weight = self._vocabulary.weight(lowered)
        if weight:
            return log(weight) + context
        if not seen.isalpha():
            return _NO_WORD + context
        return (_UNKNOWN_NAME if capital else _UNKNOWN) + context

    def _looks_like_name(self, piece: _Piece) -> bool:
        seen = piece.text
        if piece.opens or not seen[0].isupper() or seen[0] == "I":
            return False
        return not self._vocabulary.often(seen.lower())

    def _name_score(self, word: str, *, capital: bool) -> float:
        return _COMMON_WORD_AS_NAME if capital and not self._vocabulary.is_name(word) else 0.0

    def _read_unknown(self, piece: _Piece) -> str:
        seen = piece.text
        plain = self._plain_slip(seen)
        if plain:
            return plain
        if self._looks_like_name(piece):
            return seen
        if piece.opens and self._starts_with_article(seen.lower()):
            return self._split(piece) or seen
        compound = self._compound(seen.lower())
        if compound == seen.lower():
            return seen
        if compound:
            return _in_case(compound, seen, opens=piece.opens)
        return self._split(piece) or seen

    def _plain_slip(self, seen: str) -> str | None:
        """The word without å, ä, ö behind a misread l, I or doubled first letter."""
        tries = []
        if re.fullmatch(r"nr[lI]", seen):
            return seen[:-1] + "1"
        if re.search(r"[1|\[\]]", seen) and re.search(r"[^\W\d_]", seen):
            as_i = re.sub(r"(?<=.)[1|\[\]]", "i", re.sub(r"^[1|\[\]]", "I", seen))
            tries = [re.sub(r"[1|\[\]]", "l", seen), as_i]
        if seen[0] == "I":
            tries.append("l" + seen[1:])
        if len(seen) > 3 and seen[0].isupper() and seen[1] == seen[0].lower():
            tries.append(seen[1:])
        if seen[1:] != seen[1:].lower():
            tries.append(seen[0] + seen[1:].lower())
        return next((word for word in tries if self._trusted(word)), None)

    def _trusted(self, word: str) -> bool:
        known = self._vocabulary.weight(word.lower()) > 0
        return (known and len(word) > 1) or self._vocabulary.often(word) > 1

    def _compound(self, seen: str) -> str | None:
        if seen not in self._compounds:
            self._compounds[seen] = self._best_compound(seen)
        best = self._compounds[seen]
        return best[0] if best else None

    def _best_compound(self, seen: str) -> tuple[str, float] | None:
        best = self._best_of(self._splits(seen))
        if best is None and len(seen) >= 4 * _SHORTEST_PART:
            best = self._best_of(self._splits_in_three(seen))
        return best

    def _best_of(self, found: Iterator[tuple[str, float]]) -> tuple[str, float] | None:
        best: dict[str, float] = {}
        for word, score in found:
            best[word] = max(best.get(word, -inf), score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _CLEAR / 2):
            return None
        return ranked[0]

    def _splits(self, seen: str) -> Iterator[tuple[str, float]]:
        for at in range(2, len(seen) - _SHORTEST_PART + 1):
            head = self._part(seen[:at], inner=True)
            tail = self._part(seen[at:], inner=False) if head else None
            if head and tail:
                yield head[0] + tail[0], head[1] + tail[1] + _PART

    def _splits_in_three(self, seen: str) -> Iterator[tuple[str, float]]:
        for at in range(2, len(seen) - 2 * _SHORTEST_PART + 1):
            head = self._part(seen[:at], inner=True)
            if head:
                for word, score in self._splits_of_rest(seen[at:]):
                    yield head[0] + word, head[1] + score + _PART

    def _splits_of_rest(self, seen: str) -> Iterator[tuple[str, float]]:
        for at in range(_SHORTEST_PART, len(seen) - _SHORTEST_PART + 1):
            tail = self._part(seen[at:], inner=False)
            middle = self._part(seen[:at], inner=True) if tail else None
            if middle and tail:
                yield middle[0] + tail[0], middle[1] + tail[1] + _PART

    def _part(self, seen: str, *, inner: bool) -> tuple[str, float] | None:
        """The likeliest word, with a linking s when `inner`, that a part stands for."""
        found = self._whole_part(seen)
        if not inner:
            return None if seen in _ENDINGS else found
        if seen in _PREFIXES:
            return seen, 0.0
        if len(seen) == 2 and seen[0] in "pns" and fold(seen) in ("pa", "na", "sa", "pd"):
            return seen[0] + "å", 0.0
        stem = self._whole_part(seen[:-1]) if seen.endswith("s") else None
        if stem and (found is None or stem[1] > found[1]):
            return stem[0] + "s", stem[1]
        if found is None and seen.endswith("ar"):
            agent = self._whole_part(seen + "e")
            return (agent[0][:-1], agent[1]) if agent else None
        return found

    def _whole_part(self, seen: str) -> tuple[str, float] | None:
        if len(seen) < _SHORTEST_PART:
            return None
        weight = self._vocabulary.weight(seen)
        options = [(seen, log(weight))] if weight else []
        options += [
            (r.word, r.score)
            for r in self._vocabulary.readings(seen)[:1]
            if len(seen) >= (_SHORTEST_PLAIN if fold(r.word) == seen else _SHORTEST_SLIP)
            or self._vocabulary.weight(r.word) > 1
        ]
        if not options:
            return None
        word, score = max(options, key=lambda option: option[1])
        return None if word in _NO_PARTS else (word, score)

    def _starts_with_article(self, seen: str) -> bool:
        return any(
            seen.startswith(article) and self._vocabulary.weight(seen[len(article) :]) > _PLAIN_TAIL
            for article in ("en", "ett", "det")
        )

    def _split(self, piece: _Piece) -> str | None:
        """Two words that ran together: "Enlangsiktig" for "En långsiktig"."""
        seen = piece.text
        lowered = seen.lower()
        if not piece.alone or len(seen) < 4:
            return None
        found = set()
        for at in range(2, len(seen)):
            head, tail = self._loose(lowered[:at]), self._loose(lowered[at:])
            if head in _LOOSE_BEFORE and tail and (len(tail) > 4 or tail in ("en", "ett")):
                found.add((_in_case(head, seen[:at], opens=piece.opens), tail))
            if tail in _LOOSE_AFTER and head and len(head) > 2:
                found.add((_in_case(head, seen[:at], opens=piece.opens), tail))
            if (head, tail) == ("et", "al"):
                found.add((head, tail))
        return " ".join(found.pop()) if len(found) == 1 else None

    def _loose(self, seen: str) -> str | None:
        if seen in ("et", "al"):
            return seen
        part = self._whole_part(seen) if len(seen) >= _SHORTEST_PART else None
        if part:
            return part[0]
        if len(seen) < _SHORTEST_PART:
            if seen in _LOOSE_BEFORE or seen in _LOOSE_AFTER:
                return seen
            return next(
                (r.word for r in self._vocabulary.readings(seen)[:1] if r.word in _LOOSE_BEFORE),
                None,
            )
        if self._vocabulary.weight(seen):
            return seen
        return self._compound(seen)


def looks_damaged(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the text is Swedish that lost its å, ä and ö, wholly or in stretches."""
    words = re.findall(r"[^\W_]+", text.lower())
    swedish = sum(fold(word) in _SWEDISH for word in words)
    if len(words) < 8 or swedish < 0.08 * len(words):
        return False
    lost = sum(word in _lost_words() and not vocabulary.weight(word) > 1 for word in words)
    return lost > 0.01 * len(words)


@cache
def _lost_words() -> frozenset[str]:
    whole = (
        "för på är från så även måste både när göra någon över också några något många sådan större "
        "därför förändring behöver möjligheter områden åtgärder vår skäl genomför framåt två små"
    )
    readings = {fold(word) for word in whole.split()} | {"fér", "ér", "4r", "dven", "dr", "tvd"}
    return frozenset(readings - {"for", "over", "gora", "nar", "var", "sa", "skal"})


def _pieces(text: str) -> Iterator[_Piece]:
    opens = True
    for token in _TOKEN.finditer(text):
        if _ADDRESS.search(token[0]):
            opens = False
            continue
        for match in _PIECE.finditer(token[0]):
            start = token.start() + match.start()
            end = token.start() + match.end()
            named = match[0][0].isupper() and _CITED.match(text, end)
            joined = text[start - 1 : start] in ("-", "/") or text[end : end + 1] == "-"
            yield _Piece(start, end, match[0], opens and not named, not joined)
            opens = False
        if _SECTION_NUMBER.fullmatch(token[0]) and not text[: token.start()].strip():
            opens = True
            continue
        opens = bool(_SENTENCE_END.search(token[0].rstrip("\"”'»)"))) or token[0] in ("•", "o", "e")


def _may_be_misread(piece: _Piece, text: str) -> bool:
    seen = piece.text
    if seen in ("[", "|"):
        return text[piece.end : piece.end + 1] == " " and "]" not in text[piece.end :]
    if not any(map(str.isalpha, seen)) and not re.fullmatch(r"[&4]r", seen):
        return False
    if len(seen) == 1:
        return False
    if re.search(r"\d", seen):
        around = text[max(0, piece.start - 1) : piece.start] + text[piece.end : piece.end + 1]
        return not set(around) & set("(),") or len(seen) > 3
    letters = [letter for letter in seen if letter.isalpha()]
    return not (len(seen) > 1 and all(map(str.isupper, letters)))


def _english(pieces: list[_Piece]) -> list[bool]:
    """For each piece, whether it stands in an English passage."""
    lowered = [piece.text.lower() for piece in pieces]
    english = [word in _ENGLISH for word in lowered]
    swedish = [fold(word) in _SWEDISH for word in lowered]
    marks = []
    for position in range(len(pieces)):
        window = slice(max(0, position - 7), position + 8)
        votes = sum(english[window])
        marks.append(votes >= 2 and votes > sum(swedish[window]))
    return marks


def _in_case(word: str, seen: str, *, opens: bool) -> str:
    """The word with the capitals of the token that stood for it."""
    first = seen[0].isupper() or (opens and not seen[0].isalpha())
    if not first or (seen[0] == "I" and word[0] == "l" and not opens):
        return word
    word = word[0].upper() + word[1:]
    if len(word) != len(seen):
        return word
    return "".join(
        old if old.lower() == new else new for old, new in zip(seen, word, strict=True)
    )
