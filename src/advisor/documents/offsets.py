"""The map between a document's raw text and its reading text, exact both ways."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from advisor.types import Replacement, Segment
from advisor.vocabulary import SegmentKind

Origin = tuple[int, int, SegmentKind]  # raw start, raw end, what became of it


def to_raw(segments: Sequence[Segment], start: int, end: int) -> tuple[int, int]:
    """The raw span that text[start:end] was read from.

    Inside copied text the answer is exact to the character; a repaired word or a changed white
    space is taken whole. Words that were added have no raw text of their own.
    """
    first = bisect_right(segments, start, key=lambda segment: segment.start) - 1
    last = bisect_left(segments, end, key=lambda segment: segment.start) - 1
    first, last = max(first, 0), max(last, 0)
    while first < last and segments[first].kind == "label":
        first += 1
    head, tail = segments[first], segments[last]
    shift = max(start - head.start, 0)
    raw_start = head.raw_start + shift if head.kind == "same" else head.raw_start
    raw_end = tail.raw_start + (end - tail.start) if tail.kind == "same" else tail.raw_end
    return raw_start, max(raw_end, raw_start)


def to_text(segments: Sequence[Segment], raw_start: int, raw_end: int) -> tuple[int, int] | None:
    """The smallest span of reading text that holds what raw[raw_start:raw_end] became.

    None when nothing of it is in the reading text (a page mark, a running header).
    """
    starts: list[int] = []
    ends: list[int] = []
    for segment in segments:
        if segment.raw_end <= raw_start or segment.raw_start >= raw_end:
            continue
        is_same = segment.kind == "same"
        starts.append(segment.start + (max(raw_start - segment.raw_start, 0) if is_same else 0))
        ends.append(segment.end - (max(segment.raw_end - raw_end, 0) if is_same else 0))
    return (min(starts), max(ends)) if starts else None


def is_repaired(segments: Sequence[Segment], start: int, end: int) -> bool:
    """Whether letters of text[start:end] differ from the raw text."""
    first = max(bisect_right(segments, start, key=lambda segment: segment.start) - 1, 0)
    for segment in segments[first:]:
        if segment.start >= end:
            return False
        if segment.kind == "repair" and segment.end > start:
            return True
    return False


class TracedText:
    """Reading text under construction, in which each character knows the raw text it came from."""

    __slots__ = ("_origins", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._origins: list[Origin] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def last(self) -> str:
        """The last character; empty where there is none."""
        return self._pieces[-1] if self._pieces else ""

    def __len__(self) -> int:
        return len(self._origins)

    def copy(self, raw: str, start: int, end: int) -> None:
        """Append raw[start:end] as it stands."""
        self._pieces.extend(raw[start:end])
        self._origins.extend((i, i + 1, "same") for i in range(start, end))

    def put(self, text: str, raw_start: int, raw_end: int, kind: SegmentKind) -> None:
        """Append text that stands for raw[raw_start:raw_end] as a whole."""
        self._pieces.extend(text)
        self._origins.extend([(raw_start, raw_end, kind)] * len(text))

    def strip(self) -> None:
        """Leave out white space at both ends."""
        while self._pieces and self._pieces[-1].isspace():
            self.drop_last()
        while self._pieces and self._pieces[0].isspace():
            del self._pieces[0], self._origins[0]

    def drop_last(self) -> None:
        """Leave out the last character."""
        del self._pieces[-1], self._origins[-1]

    def append(self, other: TracedText) -> None:
        self._pieces.extend(other._pieces)
        self._origins.extend(other._origins)

    def replace(self, replacements: Sequence[Replacement]) -> None:
        """Put other letters in place of spans of the text so far, from the last to the first."""
        for change in sorted(replacements, key=lambda r: r.start, reverse=True):
            span = self._origins[change.start : change.end]
            origin: Origin = (span[0][0], span[-1][1], "repair")
            self._pieces[change.start : change.end] = list(change.text)
            self._origins[change.start : change.end] = [origin] * len(change.text)

    def segments(self) -> tuple[Segment, ...]:
        """The map, with neighbours that belong together in one segment."""
        done: list[Segment] = []
        for position, (raw_start, raw_end, kind) in enumerate(self._origins):
            last = done[-1] if done else None
            if last is not None and last.kind == kind:
                grows = kind == "same" and last.raw_end == raw_start
                repeats = kind != "same" and (last.raw_start, last.raw_end) == (raw_start, raw_end)
                if grows or repeats:
                    done[-1] = Segment(last.start, position + 1, last.raw_start, raw_end, kind)
                    continue
            done.append(Segment(position, position + 1, raw_start, raw_end, kind))
        return tuple(done)
