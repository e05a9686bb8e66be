"""Places in the raw texts of the sources, the common ground of all that is compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

HELD_SHARE = 0.5  # of a quote's words: from here on a passage or an answer is said to hold it

Word = tuple[str, int, int]  # source, raw start, raw end
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class RawSpan:
    """raw[start:end] of a source."""

    source: str
    start: int
    end: int

    @property
    def id(self) -> str:
        return f"{self.source}:{self.start}-{self.end}"

    def overlaps(self, other: RawSpan) -> bool:
        """Whether they share a character."""
        return self.source == other.source and self.start < other.end and other.start < self.end


def words_of(span: RawSpan, raws: Mapping[str, str]) -> list[Word]:
    """The words of a span, each with its place; none where the source is not known."""
    raw = raws.get(span.source, "")
    found = _WORD.finditer(raw, span.start, span.end)
    return [(span.source, word.start(), word.end()) for word in found]


def distinct_words(spans: Iterable[RawSpan], raws: Mapping[str, str]) -> list[Word]:
    """The words of several spans, each place once, in the order of first mention."""
    return list(dict.fromkeys(word for span in spans for word in words_of(span, raws)))


def is_held(span: RawSpan, words: Set[Word], raws: Mapping[str, str]) -> bool:
    """Whether at least half of the words of a span are among these, in place."""
    needed = words_of(span, raws)
    return bool(needed) and sum(w in words for w in needed) >= HELD_SHARE * len(needed)


class Passages:
    """Passages of the sources, to be asked which of them hold given words."""

    def __init__(self, spans: Sequence[RawSpan]) -> None:
        self.spans = tuple(spans)
        self._by_source: dict[str, list[RawSpan]] = {}
        for span in self.spans:
            self._by_source.setdefault(span.source, []).append(span)

    def holding(self, source: str, words: Sequence[Word]) -> Iterator[RawSpan]:
        """The passages of a source that hold at least half of the words, in place."""
        if not words:
            return
        first, last = min(start for _, start, _ in words), max(end for _, _, end in words)
        for span in self._by_source.get(source, ()):
            if span.start >= last or span.end <= first:
                continue
            inside = sum(span.start <= start and end <= span.end for _, start, end in words)
            if inside >= HELD_SHARE * len(words):
                yield span
