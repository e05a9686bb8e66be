"""Tables of learned weights: a feature in each row, with what it weighs."""

from __future__ import annotations

from pathlib import Path

from advisor.language.tables import table_rows


def read_weights(path: Path) -> dict[str, tuple[float, ...]]:
    """By feature, in the order of the columns that the header names; rows with # are comments."""
    return {name: tuple(map(float, weights)) for name, *weights in table_rows(path)}
