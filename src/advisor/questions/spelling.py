"""Spelling: the words of the corpus that an unknown word of a question may have meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from advisor.language.folding import fold

_ONE_EDIT_FROM = 5  # letters; shorter words have too many neighbours
_TWO_EDITS_FROM = 9  # letters
_MOST_SUGGESTIONS = 5


class Speller:
    """Finds near spellings in a vocabulary of lower-case words with their counts."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary

    def suggest(self, word: str) -> tuple[str, ...]:
        """At most five words, the likeliest first; () when the vocabulary has the word.

        Words that differ in diacritics only come first and alone: whoever types `portfolj` has made
        no other mistake. Otherwise one slip (a letter left out, added, exchanged, or two swapped)
        is forgiven from 5 letters on, two from 9, of which the first or the last letter is right.
        Numbers and codes are never corrected.
        """
        word = word.casefold()
        if word in self._vocabulary or not word.replace("-", "").isalpha():
            return ()
        folded = fold(word)
        same = self._by_folded.get(folded)
        found = dict.fromkeys(same, 0) if same else dict(self._neighbours(folded))
        best = sorted(found, key=lambda near: (found[near], -self._vocabulary[near], near))
        return tuple(best[:_MOST_SUGGESTIONS])

    def _neighbours(self, folded: str) -> Iterator[tuple[str, int]]:
        most = _edits_allowed(len(folded))
        if not most:
            return
        letters = _letters(folded)
        for length in range(len(folded) - most, len(folded) + most + 1):
            for candidate, its_letters in self._sharing_an_end(folded, length).items():
                # One edit adds one letter and takes one away at most: most words leave here.
                if (letters & ~its_letters).bit_count() > most:
                    continue
                if (its_letters & ~letters).bit_count() > most:
                    continue
                edits = _edits(folded, candidate, most)
                if edits <= most:
                    yield from ((word, edits) for word in self._by_folded[candidate])

    def _sharing_an_end(self, folded: str, length: int) -> dict[str, int]:
        first = self._by_end.get((length, "first", folded[0]), {})
        last = self._by_end.get((length, "last", folded[-1]), {})
        return first | last

    @cached_property
    def _by_folded(self) -> dict[str, list[str]]:
        words: dict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            words[fold(word)].append(word)
        return dict(words)

    @cached_property
    def _by_end(self) -> dict[tuple[int, str, str], dict[str, int]]:
        buckets: dict[tuple[int, str, str], dict[str, int]] = defaultdict(dict)
        for folded in self._by_folded:
            if folded.replace("-", "").isalpha():
                letters = _letters(folded)
                buckets[len(folded), "first", folded[0]][folded] = letters
                buckets[len(folded), "last", folded[-1]][folded] = letters
        return dict(buckets)


def _edits_allowed(length: int) -> int:
    if length >= _TWO_EDITS_FROM:
        return 2
    return 1 if length >= _ONE_EDIT_FROM else 0


def _letters(word: str) -> int:
    """The set of letters as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _edits(one: str, other: str, most: int) -> int:
    """The Damerau-Levenshtein distance (optimal string alignment), or `most` + 1 when larger."""
    start = _shared_prefix(one, other)
    one, other = one[start:], other[start:]
    end = _shared_prefix(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    two_back: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row = row, [i]
        for j, its_letter in enumerate(other, 1):
            edits = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != its_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its_letter:
                edits = min(edits, two_back[j - 2] + 1)
            row.append(edits)
        if min(row) > most:
            return most + 1
        two_back = before
    return row[-1]


def _shared_prefix(one: str, other: str) -> int:
    shared = 0
    for letter, its_letter in zip(one, other, strict=False):
        if letter != its_letter:
            break
        shared += 1
    return shared
