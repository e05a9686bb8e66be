"""Learns weights, writes the tables of them that advisor reads, and shows what weighs most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHOWN = 40


def write_weights(
    path: Path, told: str, columns: Sequence[str], weights: Mapping[str, Sequence[float]]
) -> None:
    """One feature in a row; `told` is the comment above them, `columns` what each weight is for."""
    lines = [
        f"# {told}",
        "\t".join(("feature", *columns)),
        *("\t".join((name, *(f"{w:.4g}" for w in row))) for name, row in weights.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def strongest(
    weights: Mapping[str, Sequence[float]], columns: Sequence[str], count: int = SHOWN
) -> list[str]:
    """The largest weights as lines, each with its feature and its column."""
    found = [
        (float(weight), name, column)
        for name, row in weights.items()
        for column, weight in zip(columns, row, strict=True)
    ]
    found.sort(key=lambda each: -abs(each[0]))
    return [f"{weight:+.2f}  {name}  ->  {column}" for weight, name, column in found[:count]]


def logistic(
    z: NDArray[np.float64], y: NDArray[np.bool_], sample: NDArray[np.float64], ridge: float
) -> tuple[NDArray[np.float64], float]:
    """A weight for each column of `z`, whose rows are samples, and what is added always."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1 / ridge, max_iter=2000).fit(z, y, sample_weight=sample)
    return fitted.coef_[0], float(fitted.intercept_[0])
