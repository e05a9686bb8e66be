"""What a Swedish document may say: its words, how usual they are and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import inf, log

from advisor.documents.confusions import MARKED, fold, reading_cost, skeleton

WORD = re.compile(r"[^\W\d_]+")
_MARKED_WORD = re.compile(r"^[a-zåäöé]*[åäö][a-zåäöé]*$", re.MULTILINE)
_MARKS_IN_SWEDISH = 0.045  # share of å, ä and ö among the letters of running text
_GENERAL_WORDS = 33_000  # running words that the general list stands for
_IN_DICTIONARY = 0.05  # occurrences that a word of the dictionary is taken to have
_GIVEN = 3.0  # the same for a word that the caller vouches for, or a name
_FAMILY_SHARE = 0.1  # of its base form's occurrences that an unseen inflection inherits
_FAMILY_LIMIT = 50.0
_SMOOTHING = 6.0  # occurrences by which a pair of words is pulled to chance
_CUE = 2.5  # what one listed neighbour says for a word, as a log ratio
_LONGEST_SLIP = 3  # letters by which a misread word may differ in length


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that a scanned token may stand for."""

    word: str  # in lower case
    score: float  # log of how likely the word is, times how likely it was to be read so


class Vocabulary:
    """The words of one document and of Swedish at large, with how often each is met.

    Weights are occurrences in about as much text as the clean documents hold.
    """

    def __init__(
        self,
        weights: Mapping[str, float],
        dictionary: Mapping[str, str],
        index: Mapping[bytes, Sequence[str]],
        names: frozenset[str],
        pairs: Mapping[tuple[str, str], int],
        own: Mapping[str, int],
        loss: float,
    ) -> None:
        self._weights = weights
        self._dictionary = dictionary
        self._index = index
        self._names = names
        self._pairs = pairs
        self._own = own
        self._total = sum(weights.values())
        self._folded: Counter[str] = Counter()
        for (_, right), count in pairs.items():
            self._folded[fold(right)] += count
        self._loss_score = log(max(loss, 1e-5))
        self._readings: dict[str, tuple[Reading, ...]] = {}

    @classmethod
    def build(
        cls, clean_texts: Sequence[str], own_text: str, extra_words: Iterable[str] = ()
    ) -> Vocabulary:
        """The vocabulary for the document `own_text`.

        `clean_texts` are undamaged Swedish documents, `extra_words` words known to be right.
        """
        dictionary = _dictionary()
        names = _names()
        weights: Counter[str] = Counter()
        for word, per_million in _general_words():
            weights[word] += per_million * _GENERAL_WORDS / 1e6  # type: ignore[assignment]
        pairs: Counter[tuple[str, str]] = Counter()
        for text in clean_texts:
            words = [word.lower() for word in WORD.findall(text)]
            weights.update(words)
            pairs.update(zip(words, words[1:], strict=False))
        own = Counter(WORD.findall(own_text))
        for word, count in own.items():
            lowered = word.lower()
            if not MARKED.isdisjoint(lowered) and lowered in dictionary:
                weights[lowered] += count
        for word in (*extra_words, *names):
            weights[word.lower()] += _GIVEN  # type: ignore[assignment]
            if not word.endswith("s"):
                weights[word.lower() + "s"] += _GIVEN / 3  # type: ignore[assignment]
        return cls(
            weights,
            dictionary,
            _index_by_skeleton(weights, dictionary),
            frozenset(name.lower() for name in names),
            pairs,
            own,
            _share_of_marks_lost(own_text),
        )

    def knows(self, word: str) -> bool:
        """Whether the word, as spelt, is Swedish or stands in a text that is trusted."""
        lowered = word.lower()
        return lowered in self._weights or lowered in self._dictionary or self.is_name(word)

    def is_name(self, word: str) -> bool:
        """Whether the word is known as a proper name, with or without a genitive s."""
        lowered = word.lower()
        if lowered in self._names or lowered.removesuffix("s") in self._names:
            return True
        return lowered.capitalize() in self._dictionary and lowered not in self._dictionary

    def often(self, word: str) -> int:
        """How often the document itself has the word, as spelt."""
        return self._own.get(word, 0)

    def weight(self, word: str) -> float:
        """How often the word, in lower case, is met; 0 for a word that is not known."""
        found = self._weights.get(word, 0.0)
        lemma = self._dictionary.get(word)
        if lemma is not None:
            found += _IN_DICTIONARY
            if lemma != word:
                inherited = min(self._weights.get(lemma.lower(), 0.0), _FAMILY_LIMIT)
                found += _FAMILY_SHARE * inherited
        if not found and self.is_name(word):
            return _IN_DICTIONARY if word not in self._names else _GIVEN
        return found

    def readings(self, seen: str) -> tuple[Reading, ...]:
        """The words with å, ä or ö that `seen` (in lower case) may stand for, best first."""
        cached = self._readings.get(seen)
        if cached is not None:
            return cached
        found = []
        for word in self._index.get(skeleton(seen), ()):
            if abs(len(word) - len(seen)) > _LONGEST_SLIP:
                continue
            cost = reading_cost(word, seen)
            if cost < inf and word != seen:
                found.append(Reading(word, log(self.weight(word) or _IN_DICTIONARY) - cost + self._loss_score))
        found.sort(key=lambda reading: (-reading.score, reading.word))
        self._readings[seen] = tuple(found)
        return self._readings[seen]

    def context(self, word: str, left: str, right: str) -> float:
        """What the neighbours, in any spelling, say for the word, as a log ratio."""
        score = self._pair_score(fold(left), word, before=True) if left else 0.0
        score += self._pair_score(fold(right), word, before=False) if right else 0.0
        cues = _cues()
        score += _CUE * (fold(left) in cues.get((word, "<"), ()))
        score += _CUE * (fold(right) in cues.get((word, ">"), ()))
        return score

    def _pair_score(self, neighbour: str, word: str, *, before: bool) -> float:
        share = (self._weights.get(word, 0.0) + 1.0) / self._total
        seen = self._folded_pairs().get((neighbour, word, before), 0)
        expected = _SMOOTHING * share
        score = log((seen + expected) / ((self._folded[neighbour] + _SMOOTHING) * share))
        return max(-2.0, min(4.0, score))

    def _folded_pairs(self) -> Mapping[tuple[str, str, bool], int]:
        if not hasattr(self, "_pairs_by_fold"):
            table: Counter[tuple[str, str, bool]] = Counter()
            for (left, right), count in self._pairs.items():
                table[fold(left), right, True] += count
                table[fold(right), left, False] += count
            self._pairs_by_fold = table
        return self._pairs_by_fold


def _dictionary() -> Mapping[str, str]:
    # simplemma unpacks its word list when asked for it; nothing of it is needed before.
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary("sv")


def _index_by_skeleton(
    weights: Mapping[str, float], dictionary: Mapping[str, str]
) -> dict[bytes, list[str]]:
    marked = _MARKED_WORD.findall("\n".join(dictionary).lower())
    more = (word for word in weights if not MARKED.isdisjoint(word) and word not in dictionary)
    words = list(dict.fromkeys((*marked, *more)))
    index: dict[bytes, list[str]] = {}
    for key, word in zip(skeleton("\n".join(words)).split(b"\n"), words, strict=True):
        if key in index:
            index[key].append(word)
        else:
            index[key] = [word]
    return index


def _share_of_marks_lost(text: str) -> float:
    letters = sum(map(str.isalpha, text))
    marks = sum(text.count(mark) for mark in "åäöÅÄÖ")
    return max(0.0, 1.0 - marks / (letters * _MARKS_IN_SWEDISH)) if letters else 0.0


@cache
def _names() -> tuple[str, ...]:
    return tuple(name for line in _data_lines("swedish_names.txt") for name in line.split())


@cache
def _general_words() -> tuple[tuple[str, float], ...]:
    entries: dict[str, float] = {}
    for line in _data_lines("swedish_words.txt"):
        count, *words = line.split()
        for word in words:
            entries.setdefault(word, float(count))
    return tuple(entries.items())


@cache
def _cues() -> Mapping[tuple[str, str], frozenset[str]]:
    cues = {}
    for line in _data_lines("swedish_context.txt"):
        word, side, *neighbours = line.split()
        cues[word, side] = frozenset(map(fold, neighbours))
    return cues


def _data_lines(name: str) -> Iterator[str]:
    text = resources.files("advisor.documents").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("# "))
