"""What may stand in a damaged document: words, how usual each is, and what stands beside it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise
from math import inf, log

from advisor.ocr.misreadings import MARKED, reading_cost, skeleton, unmarked

WORD = re.compile(r"[^\W\d_]+")
_MARKED_WORD = re.compile(r"^[a-zåäöé]*[åäö][a-zåäöé]*$", re.MULTILINE)
_MARKS_IN_SWEDISH = 0.045  # share of å, ä and ö among the letters of running text
_TELLING = (
    "på", "från", "även", "måste", "både", "någon", "också", "några", "något", "många", "större",
    "därför", "förändring", "behöver", "inför", "möjligheter", "områden", "åtgärder", "genomför",
    "framåt", "två", "små", "själv", "förslag", "tjänster", "utifrån", "därmed",
)  # fmt: skip
_ENOUGH_TELLING = 5
_LEAST_LOSS = 0.02  # of the marks expected: fewer missing ones are chance
_GENERAL_WORDS = 33_000  # running words that the general list stands for
_IN_DICTIONARY = 0.05  # occurrences that a word of the dictionary is taken to have
_GIVEN = 3.0  # the same for a name
_FAMILY_SHARE = 0.1  # of its base form's occurrences that an unseen inflection inherits
_FAMILY_LIMIT = 50.0
_SMOOTHING = 6.0  # occurrences by which a pair of words is pulled to chance
_LEAST_PAIR, _MOST_PAIR = -2.0, 3.0
_CUE = 3.5  # what one listed neighbour says for a word, as a log ratio
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
        names: frozenset[str],
        pairs: Mapping[tuple[str, str], int],
        own: Mapping[str, int],
        loss: float,
    ) -> None:
        self.undamaged = loss < _LEAST_LOSS
        self._loss_score = log(max(loss, _LEAST_LOSS))
        self._weights = weights
        self._total = sum(weights.values())
        self._names = names
        self._own = own
        self._pairs: Counter[tuple[str, str, str]] = Counter()  # (neighbour, word, side)
        self._folded: Counter[str] = Counter()
        for (left, right), count in pairs.items():
            self._pairs[unmarked(left), right, "<"] += count
            self._pairs[unmarked(right), left, ">"] += count
            self._folded[unmarked(right)] += count
        self._readings: dict[str, tuple[Reading, ...]] = {}

    @classmethod
    def build(cls, clean_texts: Sequence[str], own_text: str) -> Vocabulary:
        """The vocabulary for the document `own_text`.

        `clean_texts` are undamaged Swedish documents. The dictionary is unpacked when a word is
        first looked up, so that a document which needs no repair does not pay for it.
        """
        names = _names()
        weights: dict[str, float] = defaultdict(float)
        for word, per_million in _general_words():
            weights[word] += per_million * _GENERAL_WORDS / 1e6
        for word in names:
            weights[word.lower()] += _GIVEN
            if not word.endswith("s"):
                weights[word.lower() + "s"] += _GIVEN / 3
        pairs: Counter[tuple[str, str]] = Counter()
        for text in clean_texts:
            words = [word.lower() for word in WORD.findall(text)]
            for word in words:
                weights[word] += 1
            pairs.update(pairwise(words))
        own = Counter(WORD.findall(own_text))
        lost = share_of_marks_lost(own_text)
        return cls(dict(weights), frozenset(map(str.lower, names)), pairs, own, lost)

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
            if not MARKED.isdisjoint(word):  # what kept its marks in a scan was read right
                found += self._own.get(word, 0)
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
                found.append(
                    Reading(
                        word, log(self.weight(word) or _IN_DICTIONARY) - cost + self._loss_score
                    )
                )
        found.sort(key=lambda reading: (-reading.score, reading.word))
        self._readings[seen] = tuple(found)
        return self._readings[seen]

    def context(self, word: str, left: str, right: str) -> float:
        """What the neighbours, in any spelling, say for the word, as a log ratio."""
        score = self._pair_score(unmarked(left), word, "<") if left else 0.0
        return score + (self._pair_score(unmarked(right), word, ">") if right else 0.0)

    def _pair_score(self, neighbour: str, word: str, side: str) -> float:
        share = (self._weights.get(word, 0.0) + 1.0) / self._total
        met = self._pairs[neighbour, word, side] + _SMOOTHING * share
        score = log(met / ((self._folded[neighbour] + _SMOOTHING) * share))
        cue = _CUE if neighbour in _cues().get((word, side), ()) else 0.0
        return max(_LEAST_PAIR, min(_MOST_PAIR, score)) + cue

    @property
    def _dictionary(self) -> Mapping[str, str]:
        return _swedish_dictionary()

    @cached_property
    def _index(self) -> Mapping[bytes, Sequence[str]]:
        """The words with å, ä or ö by what a scanner cannot confuse in them."""
        marked = _MARKED_WORD.findall("\n".join(self._dictionary).lower())
        more = (word for word in self._weights if not MARKED.isdisjoint(word))
        words = list(dict.fromkeys((*marked, *more)))
        index: dict[bytes, list[str]] = {}
        for key, word in zip(skeleton("\n".join(words)).split(b"\n"), words, strict=True):
            if key in index:
                index[key].append(word)
            else:
                index[key] = [word]
        return index


def share_of_marks_lost(text: str) -> float:
    """How much of its å, ä and ö a Swedish text has lost, 0 to 1.

    Told from words that are common everywhere and no words without their marks; from the share of
    marked letters where the text is too short for that.
    """
    counts = Counter(word.lower() for word in WORD.findall(text))
    right = sum(counts[word] for word in _TELLING)
    lost = sum(counts[unmarked(word)] for word in _TELLING)
    if right + lost >= _ENOUGH_TELLING:
        return lost / (right + lost)
    letters = sum(map(str.isalpha, text))
    marks = sum(text.count(mark) for mark in "åäöÅÄÖ")
    return max(0.0, 1.0 - marks / (letters * _MARKS_IN_SWEDISH)) if letters else 0.0


@cache
def _swedish_dictionary() -> Mapping[str, str]:
    # simplemma is imported and its word list unpacked when a word is first looked up: a second
    # and 100 MB that only a damaged document needs.
    # The factory that the lemmatiser uses too, so that the list is unpacked once.
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("sv")


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
        cues[word, side] = frozenset(map(unmarked, neighbours))
    return cues


def _data_lines(name: str) -> Iterator[str]:
    text = resources.files("advisor.ocr").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("# "))
