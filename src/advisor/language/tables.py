"""Tables that lie beside the code, as text with a tab between two cells."""

from __future__ import annotations

from pathlib import Path


def table_rows(path: Path) -> list[list[str]]:
    """The cells of every row below the header; empty lines and those that begin with # are none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return rows[1:]
