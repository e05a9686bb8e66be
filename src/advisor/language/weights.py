"""Tables of learned weights: a feature in each row, with what it weighs."""

from __future__ import annotations

from pathlib import Path


def read_weights(path: Path) -> dict[str, tuple[float, ...]]:
    """By feature, in the order of the columns that the header names; rows with # are comments."""
    rows = path.read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {name: tuple(map(float, weights)) for name, *weights in cells[1:]}
