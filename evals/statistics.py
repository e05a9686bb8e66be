"""Means and medians with the interval that says how far chance could have moved them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

RESAMPLES = 1000  # of the bootstrap behind a 95 % interval


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean or a median with its 95 % bootstrap interval; n = 0: there was nothing to average."""

    n: int
    value: float
    low: float
    high: float

    @property
    def is_beyond_noise(self) -> bool:
        """Of a difference: whether the interval leaves zero out."""
        return self.n > 0 and (self.low > 0 or self.high < 0)


def mean(values: Sequence[float]) -> Figure:
    """The mean of values, one per question."""
    return _figure(values, np.mean)


def median(values: Sequence[float]) -> Figure:
    """The median of values, one per question."""
    return _figure(values, np.median)


def difference(after: Sequence[float], before: Sequence[float]) -> Figure:
    """The mean gain over the same questions in the same order: a paired bootstrap."""
    return mean([b - a for a, b in zip(before, after, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    rank = max(math.ceil(share * len(values)), 1)
    return sorted(values)[rank - 1]


def _figure(values: Sequence[float], of: Callable[..., Any]) -> Figure:
    if not values:
        return Figure(0, 0.0, 0.0, 0.0)
    # scipy.stats.bootstrap does the same, but refuses a single value and takes a second to import.
    # The same seed every time, so that the same answers give the same table.
    given = np.asarray(values, dtype=float)
    chosen = np.random.default_rng(0).integers(len(given), size=(RESAMPLES, len(given)))
    low, high = np.percentile(of(given[chosen], axis=1), (2.5, 97.5))
    return Figure(len(given), float(of(given)), float(low), float(high))
