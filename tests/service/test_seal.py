"""Files that are written to while they are read are noticed; those that are replaced do no harm."""

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.service.seal import Seal


def _zero(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2])


def _replace(path: Path) -> None:
    new = path.with_suffix(".new")
    new.write_bytes(b"another")
    new.replace(path)


@pytest.mark.parametrize(
    ("harm", "is_broken"), [(_zero, True), (_cut, True), (Path.unlink, False), (_replace, False)]
)
def test_only_what_changes_a_file_in_its_place_breaks_the_seal(
    tmp_path: Path, harm: Callable[[Path], object], is_broken: bool
) -> None:
    file = tmp_path / "words.rows.npy"
    file.write_bytes(b"content")
    seal = Seal([file])

    assert not seal.is_broken()
    harm(file)

    assert seal.is_broken() is is_broken
