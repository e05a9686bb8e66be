"""Tables of weights are read by feature."""

from __future__ import annotations

from pathlib import Path

from advisor.language.weights import read_weights


def test_weights_are_read_by_feature_without_comments_header_and_empty_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text("# Learned.\nfeature\tfor\tagainst\n\nown words\t0.5\t-1\n", encoding="utf-8")

    assert read_weights(path) == {"own words": (0.5, -1.0)}
