"""What a person can see of a text: the measures that the readers of all formats share."""

from __future__ import annotations

# The smallest type that counts as seen, in the unit that a format states it in.
MIN_VISIBLE_POINTS = 2.0  # PDF, as drawn on the page
MIN_VISIBLE_HALF_POINTS = 5  # Word, which knows whole ones: 2 points and less is hidden
MIN_VISIBLE_PIXELS = 2.0  # web pages

Colour = tuple[int, int, int]  # red, green and blue, each 0 to 255

_NEAR_WHITE = 240  # of 255, in each of red, green and blue
_MIN_DIFFERENCE = 16  # of 255, in one of them at least


def is_white(red: int, green: int, blue: int) -> bool:
    """Whether the colour, each part 0 to 255, cannot be told from white paper."""
    return min(red, green, blue) >= _NEAR_WHITE


def is_alike(ink: Colour, paper: Colour) -> bool:
    """Whether text of one colour cannot be read on a ground of the other."""
    if is_white(*ink) and is_white(*paper):
        return True
    return all(abs(a - b) < _MIN_DIFFERENCE for a, b in zip(ink, paper, strict=True))
