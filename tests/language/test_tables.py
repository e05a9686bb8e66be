"""A table beside the code is read row by row, without what is meant for its reader."""

from __future__ import annotations

from pathlib import Path

from advisor.language.tables import table_rows


def test_rows_are_read_without_header_comments_and_empty_lines(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("# what it is\nname\tpattern\n\nå\t\\d# \n# more\nb\t\n", encoding="utf-8")

    assert table_rows(table) == [["å", "\\d# "], ["b", ""]]
