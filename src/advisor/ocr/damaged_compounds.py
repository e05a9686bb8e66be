"""Words that the vocabulary lacks: compounds read by their parts, and words run together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, log

from advisor.ocr.misreadings import unmarked
from advisor.ocr.vocabulary import Vocabulary

_JOINT = -4.0  # log odds that each part of a compound after the first costs
_CLEAR = 0.5  # log ratio by which one way to read a compound must beat the next
_AS_SPELT = 1.0  # log ratio by which a known part is preferred to another reading of it
_SHORTEST = 3
_SHORTEST_PLAIN = 4  # letters of an unusual part that lost only its rings and dots
_SHORTEST_SLIP = 6  # the same where a letter was taken for quite another one
_USUAL = 1.0  # weight from which a shorter part is trusted too
_COMMON = 3.0  # weight that a word needs before an "i" that ran into it
_LONG_TAIL = 5
_PREFIXES = frozenset({"på", "ut", "in", "om", "av", "ny", "nå", "så", "bi"})
_LOST_PREFIXES = {"pa": "på", "pd": "på", "na": "nå", "sa": "så"}
_ENDINGS = frozenset({
    "lig", "liga", "ligt", "het", "ing", "ning", "are", "ande", "else", "isk", "iska", "iskt",
    "and", "ans",
})  # fmt: skip
_ARTICLES = ("en", "ett", "det")
_NO_PARTS = frozenset({*_ARTICLES, "den", "de", "att", "öka"})
_OPENERS = frozenset({*_ARTICLES, "den", "de", "få", "öka", "för", "på", "att"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, or several joined, and the log of how likely it is."""

    word: str
    score: float


class Compounds:
    """Reads words that no list holds, all in lower case."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, str | None] = {}

    def read(self, seen: str) -> str | None:
        """The compound of two or three known words that `seen` stands for.

        None where there is none, or where two are about as likely. It may equal `seen`.
        """
        if seen not in self._known:
            best = _clear_best(self._in_two(seen))
            if best is None and len(seen) >= 4 * _SHORTEST:
                best = _clear_best(self._in_three(seen))
            self._known[seen] = best
        return self._known[seen]

    def part_words(self, seen: str, *, opens: bool) -> tuple[str, str] | None:
        """The two words that ran together in `seen`, or None.

        Only a short word that `opens` a sentence or list item ("Enlangsiktig" for "En långsiktig"),
        a last "i" ("deti att") and "et al" are parted.
        """
        found = {
            (head, tail)
            for at in range(1, len(seen))
            for head, tail in self._parted(seen[:at], seen[at:], opens=opens)
        }
        return found.pop() if len(found) == 1 else None

    def starts_with_article(self, seen: str) -> bool:
        """Whether an article and a usual word stand in `seen` without a space."""
        return any(
            seen.startswith(article) and self._vocabulary.weight(seen[len(article) :]) > 0.3
            for article in _ARTICLES
        )

    def _parted(self, head: str, tail: str, *, opens: bool) -> Iterator[tuple[str, str]]:
        if (head, tail) == ("et", "al"):
            yield head, tail
        if tail == "i":
            word = self._whole(head)
            if word and self._vocabulary.weight(word) > _COMMON:
                yield word, tail
        opener = self._opener(head) if opens else None
        if opener and tail in _ARTICLES:
            yield opener, tail
        elif opener and len(tail) >= _LONG_TAIL:
            word = self._whole(tail) or self.read(tail)
            if word:
                yield opener, word

    def _opener(self, seen: str) -> str | None:
        if seen in _OPENERS:
            return seen
        best = next(iter(self._vocabulary.readings(seen)), None)
        return best.word if best and best.word in _OPENERS else None

    def _whole(self, seen: str) -> str | None:
        if self._vocabulary.weight(seen):
            best = self._word(seen)
            return best.word if best else seen
        best = self._word(seen)
        return best.word if best else None

    def _in_two(self, seen: str) -> Iterator[_Part]:
        for at in range(2, len(seen) - _SHORTEST + 1):
            head = self._inner(seen[:at])
            tail = self._last(seen[at:]) if head else None
            if head and tail:
                yield _joined(head, tail)

    def _in_three(self, seen: str) -> Iterator[_Part]:
        for at in range(2, len(seen) - 2 * _SHORTEST + 1):
            head = self._inner(seen[:at])
            for tail in self._rest_in_two(seen[at:]) if head else ():
                yield _joined(head, tail) if head else tail

    def _rest_in_two(self, seen: str) -> Iterator[_Part]:
        for at in range(_SHORTEST, len(seen) - _SHORTEST + 1):
            tail = self._last(seen[at:])
            middle = self._inner(seen[:at]) if tail else None
            if middle and tail:
                yield _joined(middle, tail)

    def _last(self, seen: str) -> _Part | None:
        return None if seen in _ENDINGS else self._word(seen)

    def _inner(self, seen: str) -> _Part | None:
        """A part before another: a word, a word with a linking s, an agent ("användar-")."""
        if seen in _PREFIXES or seen in _LOST_PREFIXES:
            return _Part(_LOST_PREFIXES.get(seen, seen), 0.0)
        found = self._word(seen)
        stem = self._word(seen[:-1]) if seen.endswith("s") else None
        if stem and (found is None or stem.score > found.score):
            return _Part(stem.word + "s", stem.score)
        if found is None and seen.endswith("ar"):
            agent = self._word(seen + "e")
            return _Part(agent.word[:-1], agent.score) if agent else None
        return found

    def _word(self, seen: str) -> _Part | None:
        if len(seen) < _SHORTEST:
            return None
        weight = self._vocabulary.weight(seen)
        options = [(log(weight) + _AS_SPELT, log(weight), seen)] if weight else []
        for reading in self._vocabulary.readings(seen)[:1]:
            shortest = _SHORTEST_PLAIN if unmarked(reading.word) == seen else _SHORTEST_SLIP
            if len(seen) >= shortest or self._vocabulary.weight(reading.word) > _USUAL:
                options.append((reading.score, reading.score, reading.word))
        if not options:
            return None
        _, score, word = max(options)
        return None if word in _NO_PARTS else _Part(word, score)


def _joined(head: _Part, tail: _Part) -> _Part:
    return _Part(head.word + tail.word, head.score + tail.score + _JOINT)


def _clear_best(found: Iterator[_Part]) -> str | None:
    best: dict[str, float] = {}
    for part in found:
        best[part.word] = max(best.get(part.word, -inf), part.score)
    ranked = sorted(best, key=lambda word: (-best[word], word))
    if not ranked or (len(ranked) > 1 and best[ranked[0]] - best[ranked[1]] < _CLEAR):
        return None
    return ranked[0]
