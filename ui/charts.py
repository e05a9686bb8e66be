"""Figures as bars: where each stands and how large it is, for a template to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_TOP = 12  # pixels, as all below; above the highest line
_BOTTOM = 28  # for the names of the steps
_HEIGHT = 180  # of the highest line over the axis
_RIGHT = 16
_LEAST_WIDTH = 320
_DIGIT = 9  # of a number beside the axis, at most
_NAME = 52  # of a step's name, with room around it
_GAP = 0.25  # between bars, of a step's width
# Wide enough for the bars to be told apart; a chart that is wider than its place is scrolled.
_STEP_WIDTHS = ((14, 48.0), (31, 24.0))
_LEAST_STEP_WIDTH = 16.0


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of what is counted, with its count in each step."""

    name: str
    kind: str  # names its pattern
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """One kind's part of a bar."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Line:
    """A number on the axis, at its height."""

    y: float
    told: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The name of a step, under its bar."""

    x: float
    told: str


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Bars over time, the kinds of each on top of one another, over an axis that begins at 0."""

    width: float
    height: float
    left: float  # where the axis begins
    right: float
    base: float  # the height of 0
    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    legend: tuple[tuple[str, str], ...]  # kind and name, as they are stacked from the axis


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with its length, of the longest there is."""

    name: str
    told: str
    percent: float


def stacked(
    series: Sequence[Series],
    *,
    names: Sequence[str],
    steps: Sequence[str],
    written: Callable[[int], str],
) -> StackedBars:
    """The series as one bar for each step.

    `names` stand under the bars where there is room, `steps` are told of each part of a bar;
    `written` writes a number.
    """
    lines = axis(max((sum(s.values[i] for s in series) for i in range(len(steps))), default=0))
    left = 12.0 + _DIGIT * max(len(written(value)) for value in lines)
    step = _step_width(len(steps))
    width = max(left + step * len(steps) + _RIGHT, _LEAST_WIDTH)
    base = float(_TOP + _HEIGHT)
    scale = _HEIGHT / lines[-1]
    every = max(round(_NAME / step + 0.49), 1)
    return StackedBars(
        width=width,
        height=base + _BOTTOM,
        left=left,
        right=width - _RIGHT / 2,
        base=base,
        segments=_segments(series, steps, written, left=left, step=step, base=base, scale=scale),
        lines=tuple(Line(round(base - value * scale, 2), written(value)) for value in lines),
        marks=tuple(
            Mark(left + step * (i + 0.5), name) for i, name in enumerate(names) if i % every == 0
        ),
        legend=tuple((one.kind, one.name) for one in series),
    )


def bars(counts: Sequence[tuple[str, int]], written: Callable[[int], str]) -> tuple[Bar, ...]:
    """Each count as long as it is large; the largest has all the room."""
    most = max((count for _, count in counts), default=0) or 1
    return tuple(Bar(name, written(count), round(100 * count / most, 2)) for name, count in counts)


def axis(most: int) -> tuple[int, ...]:
    """Round numbers from 0 to no less than the most, at even distances; 1 where that is 0."""
    size = 1
    while True:
        for unit in (size, 2 * size, 5 * size):
            if unit * 4 >= most:
                count = max(-(-most // unit), 1)
                return tuple(unit * i for i in range(count + 1))
        size *= 10


def _step_width(steps: int) -> float:
    return next((width for most, width in _STEP_WIDTHS if steps <= most), _LEAST_STEP_WIDTH)


def _segments(
    series: Sequence[Series],
    steps: Sequence[str],
    written: Callable[[int], str],
    *,
    left: float,
    step: float,
    base: float,
    scale: float,
) -> tuple[Segment, ...]:
    segments = []
    for i, told in enumerate(steps):
        below = 0
        for one in series:
            value = one.values[i]
            if value:
                segments.append(
                    Segment(
                        kind=one.kind,
                        x=round(left + step * (i + _GAP / 2), 2),
                        y=round(base - (below + value) * scale, 2),
                        width=round(step * (1 - _GAP), 2),
                        height=round(value * scale, 2),
                        told=f"{told}: {one.name} {written(value)}",
                    )
                )
            below += value
    return tuple(segments)
