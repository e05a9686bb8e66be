"""Means and medians with the interval that says how far chance could have moved them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

RESAMPLES = 1000  # of the bootstrap behind a 95 % interval
Z = 1.96  # of a 95 % interval
SURE = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean or a median with its 95 % interval; n = 0: there was nothing to average."""

    n: int
    value: float
    low: float
    high: float
    sign_p: float | None = None  # of a difference: how often chance alone is as one-sided

    @property
    def is_beyond_noise(self) -> bool:
        """Of a difference: the interval leaves zero out, and so does an exact sign test.

        The bootstrap alone is too sure where few questions differ: four gains and no loss among a
        hundred leave zero out, and are had by chance one time in eight.
        """
        surely = self.sign_p is not None and self.sign_p < SURE
        return surely and (self.low > 0 or self.high < 0)


def mean(values: Sequence[float]) -> Figure:
    """The mean of values, one per question; for values of 0 and 1 with Wilson's interval."""
    if values and set(values) <= {0.0, 1.0}:
        return _share(values)
    return _figure(values, np.mean)


def median(values: Sequence[float]) -> Figure:
    """The median of values, one per question."""
    return _figure(values, np.median)


def difference(after: Sequence[float], before: Sequence[float]) -> Figure:
    """The mean gain over the same questions in the same order: a paired bootstrap."""
    gains = [b - a for a, b in zip(before, after, strict=True)]
    return replace(_figure(gains, np.mean), sign_p=_sign_test(gains))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    rank = max(math.ceil(share * len(values)), 1)
    return sorted(values)[rank - 1]


def _sign_test(gains: Sequence[float]) -> float:
    """The exact two-sided probability of as many signs of one kind, were both as likely."""
    ups, downs = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    n, most = ups + downs, max(ups, downs)
    tails = 2 * sum(math.comb(n, k) for k in range(most, n + 1))
    return min(tails / (1 << n), 1.0)


def _share(values: Sequence[float]) -> Figure:
    """A bootstrap of values that all agree would have no width."""
    n, share = len(values), sum(values) / len(values)
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return Figure(n, share, max(middle - reach, 0.0), min(middle + reach, 1.0))


def _figure(values: Sequence[float], of: Callable[..., Any]) -> Figure:
    if not values:
        return Figure(0, 0.0, 0.0, 0.0)
    # scipy.stats.bootstrap does the same, but refuses a single value and takes a second to import.
    # The same seed every time, so that the same answers give the same table.
    given = np.asarray(values, dtype=float)
    chosen = np.random.default_rng(0).integers(len(given), size=(RESAMPLES, len(given)))
    low, high = np.percentile(of(given[chosen], axis=1), (2.5, 97.5))
    return Figure(len(given), float(of(given)), float(low), float(high))
