"""Chooses the stretches of the scan that sample.tsv holds, by a rule rather than by eye.

The text from the first chapter on is cut into as many equal slices as there are stretches; in each,
a line is drawn at random with a fixed seed, and the stretch runs from it over whole lines until it
has enough words.
"""

from __future__ import annotations

import random

_FIRST_CHAPTER = "\n1. Inledning\n"
_STRETCHES = 14
_LEAST_WORDS = 78
_SEED = 2014
_LINES_LEFT = 9  # of a slice, so that a stretch does not begin at its very end


def stretches(raw: str) -> list[tuple[int, int]]:
    """The stretches as offsets in the file, in its order."""
    chance = random.Random(_SEED)
    first = raw.index(_FIRST_CHAPTER) + 1
    lines = [(start, end) for start, end in _lines(raw) if start >= first]
    size = (len(raw) - first) / _STRETCHES
    chosen = []
    for number in range(_STRETCHES):
        low, high = first + size * number, first + size * (number + 1)
        inside = [at for at, (start, _) in enumerate(lines) if low <= start < high]
        begin = end = chance.choice(inside[:-_LINES_LEFT])
        while len(raw[lines[begin][0] : lines[end][1]].split()) < _LEAST_WORDS:
            end += 1
        chosen.append((lines[begin][0], lines[end][1]))
    return chosen


def _lines(raw: str) -> list[tuple[int, int]]:
    lines = []
    start = 0
    for line in raw.splitlines(keepends=True):
        if line.strip():
            lines.append((start, start + len(line.rstrip("\n"))))
        start += len(line)
    return lines
