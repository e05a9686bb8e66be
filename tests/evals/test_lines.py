"""A file of JSON lines is read whole, or the line that cannot be read is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import BadInputError
from evals.lines import read_lines, read_text


def _write(folder: Path, text: str) -> Path:
    path = folder / "some.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_line_is_made_into_what_was_asked_in_file_order(tmp_path: Path) -> None:
    path = _write(tmp_path, '{"id": "b"}\n{"id": "å"}\n')

    assert read_lines(path, lambda said: said["id"]) == ["b", "å"]


def test_empty_lines_are_left_out_and_the_last_needs_no_end(tmp_path: Path) -> None:
    path = _write(tmp_path, '\n{"id": 1}\n  \n{"id": 2}')

    assert read_lines(path, lambda said: said["id"]) == [1, 2]


def test_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    path = _write(tmp_path, '{"id": "a\u2028b"}\n')

    assert read_lines(path, lambda said: said["id"]) == ["a\u2028b"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "Expecting"),
        ('["a"]', "Expected an object"),
        ('{"other": 1}', "no 'id'"),
        ('{"id": "x"}', "invalid literal"),
        ('{"id": []}', "int"),
    ],
)
def test_line_that_cannot_be_used_is_named_with_its_file(
    tmp_path: Path, line: str, complaint: str
) -> None:
    path = _write(tmp_path, f'{{"id": 1}}\n\n{line}\n')

    with pytest.raises(BadInputError, match=rf"some\.jsonl, line 3: .*{complaint}"):
        read_lines(path, lambda said: int(said["id"]))


def test_file_that_is_not_there_or_no_text_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes("å".encode("latin-1"))

    for name in ("nowhere.jsonl", "latin.jsonl"):
        with pytest.raises(BadInputError, match=name):
            read_text(tmp_path / name)
