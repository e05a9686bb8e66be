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
_RUNNING_WORD = re.compile(r"[^\W\d_]+(?!-[ \n])")  # not the first part of "behovs- och målanalys"
_SENTENCE_BORDER = re.compile(r"[.!?:]\s")
_MARKED_WORD = re.compile(r"^[a-zåäöé]*[åäö][a-zåäöé]*$", re.MULTILINE)
_MARKS_IN_SWEDISH = 0.045  # share of å, ä and ö among the letters of running text
_BEFORE_INFINITIVE = frozenset({
    "ska", "skall", "skulle", "kan", "kunde", "kunna", "vill", "ville", "bor", "borde", "maste",
})  # fmt: skip
_ADVERBS = frozenset({
    "alltid", "aldrig", "alltsa", "bara", "da", "darfor", "dock", "endast", "fortfarande", "idag",
    "ibland", "inte", "nu", "ocksa", "ofta", "redan", "samtidigt", "sedan", "sjalv", "sjalva",
    "aven", "vanligtvis",
})  # fmt: skip
_TELLING = (
    "på", "från", "även", "måste", "både", "någon", "också", "några", "något", "många", "större",
    "därför", "förändring", "behöver", "inför", "möjligheter", "områden", "åtgärder", "genomför",
    "framåt", "två", "små", "själv", "förslag", "tjänster", "utifrån", "därmed",
)  # fmt: skip
_ENOUGH_TELLING = 5
_LEAST_LOSS = 0.02  # of the marks expected: fewer missing ones are chance
_GENERAL_WORDS = 33_000  # running words that the general list stands for
_IN_DICTIONARY = 0.05  # occurrences that a word of the dictionary is taken to have
_RARE_IN_DICTIONARY = 0.005  # the same of a form that is hardly used
_GIVEN = 3.0  # the same for a name
_FAMILY_SHARE = 0.1  # of its base form's occurrences that an unseen inflection inherits
_FAMILY_LIMIT = 50.0
_SMOOTHING = 6.0  # occurrences by which a pair of words is pulled to chance
_LEAST_PAIR, _MOST_PAIR = -2.0, 3.0
_CUE = 3.5  # what one listed neighbour says for a word, as a log ratio
_VERB_CUE = 2.0  # the same of "kan" or "ska" before an infinitive, of "sig" after a verb
_LONGEST_SLIP = 3  # letters by which a misread word may differ in length
_SHORTEST_WITNESS = 5  # letters: in shorter words chance explains too much
_DEAREST_WITNESS = 6.0  # -log of the rarest misreading that is taken at its word


# Words that tell the language of a damaged passage. Not the function words of `language.words`:
# these are few and safe, and the Swedish ones are spelt as they come out of a scan.
ENGLISH = frozenset({
    "the", "of", "and", "to", "is", "that", "with", "are", "by", "or", "this", "which", "from",
    "be", "as", "on", "it", "their", "not", "can", "been", "between", "such", "using", "was",
    "were", "these", "we", "our", "into", "about", "more", "than", "its", "has", "have", "where",
    "who", "will", "would",
})  # fmt: skip
SWEDISH = frozenset({
    "och", "att", "som", "det", "en", "ett", "av", "med", "den", "till", "inte", "i", "har", "om",
    "de", "sig", "ska", "kan", "vid", "eller", "fran", "ar", "pa", "for", "kommunen", "kommuner",
    "men", "hur", "vad",
})  # fmt: skip


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
            for sentence in _swedish_sentences(text):
                for word in sentence:
                    weights[word] += 1
                pairs.update(pairwise(sentence))
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
        found = self._weights.get(word, 0.0) + self._witnessed[word]
        lemma = self._dictionary.get(word)
        if lemma is not None and _is_rare_form(word, lemma):
            found += _RARE_IN_DICTIONARY
        elif lemma is not None:
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
        found = [
            Reading(word, log(self.weight(word) or _IN_DICTIONARY) - cost + self._loss_score)
            for word, cost in self._costs(seen)
        ]
        found.sort(key=lambda reading: (-reading.score, reading.word))
        self._readings[seen] = tuple(found)
        return self._readings[seen]

    def context(self, word: str, left: Sequence[str], right: Sequence[str]) -> float:
        """What the neighbours, in any spelling and nearest first, say for the word: a log ratio.

        An adverb is looked past: in "utgör idag ca 70" the number decides.
        """
        score = 0.0
        for neighbours, side in ((left, "<"), (right, ">")):
            near = [unmarked(neighbour) for neighbour in neighbours]
            if near:
                score += self._pair_score(near[0], word, side)
                past = 1 + (near[0] in _ADVERBS)
                score += max(self._cue(neighbour, word, side) for neighbour in near[:past])
        return score

    def _costs(self, seen: str) -> Iterator[tuple[str, float]]:
        """The words with å, ä or ö that may have been read as `seen`, with each reading's cost."""
        for word in self._index.get(skeleton(seen), ()):
            if word != seen and abs(len(word) - len(seen)) <= _LONGEST_SLIP:
                cost = reading_cost(word, seen)
                if cost < inf:
                    yield word, cost

    @cached_property
    def _witnessed(self) -> Counter[str]:
        """The words that the document itself shows by damage which only they explain.

        "tillfille" can only be "tillfälle", so "tillfalle" is more likely that word too.
        """
        counts: Counter[str] = Counter()
        for seen, count in self._own.items():
            known = seen in self._weights or seen in self._dictionary
            if known or len(seen) < _SHORTEST_WITNESS or not seen.islower():
                continue
            explained = list(self._costs(seen))
            if len(explained) == 1 and explained[0][1] < _DEAREST_WITNESS:
                counts[explained[0][0]] += count
        return counts

    def _pair_score(self, neighbour: str, word: str, side: str) -> float:
        share = (self._weights.get(word, 0.0) + 1.0) / self._total
        met = self._pairs[neighbour, word, side] + _SMOOTHING * share
        score = log(met / ((self._folded[neighbour] + _SMOOTHING) * share))
        return max(_LEAST_PAIR, min(_MOST_PAIR, score))

    def _cue(self, neighbour: str, word: str, side: str) -> float:
        cues = _cues().get((word, side), frozenset())
        endings = ("-" + neighbour[at:] for at in range(1, len(neighbour)))
        if neighbour in cues or not cues.isdisjoint(endings):
            return _CUE
        if side == "<" and neighbour in _BEFORE_INFINITIVE and self._is_infinitive(word):
            return _VERB_CUE
        return _VERB_CUE if side == ">" and neighbour == "sig" and self._is_present(word) else 0.0

    def _is_infinitive(self, word: str) -> bool:
        """Whether the word, lengthened by the passive s or not, is what a verb is listed under."""
        active = word.removesuffix("s")
        return active[-1:] in ("a", "å") and self._dictionary.get(word) == active

    def _is_present(self, word: str) -> bool:
        return word.endswith("r") and self._dictionary.get(word, "")[-1:] in ("a", "å")

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


def is_english(words: Sequence[str]) -> bool:
    """Whether words in lower case, in any spelling, are rather English than Swedish."""
    votes = sum(word in ENGLISH for word in words)
    return votes >= 2 and votes > sum(unmarked(word) in SWEDISH for word in words)


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


def _swedish_sentences(text: str) -> Iterator[list[str]]:
    lines = (line for line in text.splitlines() if not is_english(_words(line)))
    return map(_words, _SENTENCE_BORDER.split("\n".join(lines)))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _RUNNING_WORD.findall(text)]


def _is_rare_form(word: str, lemma: str) -> bool:
    """Whether it is a subjunctive ("tillfalle") or the genitive of a participle ("sattas")."""
    if not lemma.endswith("a"):
        return False
    past = lemma[-2:-1] in ("d", "t") and lemma[-3:-2] != lemma[-2:-1]  # "sände", "lyfte"
    if word.endswith("as"):
        return len(word) > len(lemma) and word != lemma + "s"
    return word == lemma[:-1] + "e" and not past


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
