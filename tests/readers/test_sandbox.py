import os
import time
from pathlib import Path

import pytest

from advisor.errors import UnreadableFileError
from advisor.readers.reading import ReadingLimits, read_file
from advisor.readers.sandbox import read_in_sandbox
from tests.documents.files import LONG


def test_all_that_a_reader_found_comes_back_from_its_process() -> None:
    page = f"<h2>Rubrik</h2><p hidden>Dolt å</p><p>{LONG}"

    document = read_in_sandbox(".html", page.encode("cp1252"), seconds=10, memory_megabytes=512)

    (start, end), *_ = document.hidden
    assert (document.lines[0].kind, document.lines[0].level) == ("heading", 2)
    assert document.raw[start:end] == "Dolt å"
    assert "Windows-1252" in document.warnings[0]


def test_refusal_of_a_reader_comes_back_from_its_process() -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is damaged, or no PDF"):
        read_in_sandbox(".pdf", b"hej", seconds=10, memory_megabytes=512)


def test_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>ord" * 2_000_000)
    started = time.monotonic()

    with pytest.raises(UnreadableFileError, match="more than 1 seconds"):
        read_file(tmp_path / "a.html", ReadingLimits(seconds=1, memory_megabytes=4096))

    assert time.monotonic() - started < 10


@pytest.mark.skipif(os.name == "nt", reason="this system sets a process no memory limit")
def test_reading_that_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>ord" * 200_000)

    with pytest.raises(UnreadableFileError, match="memory"):
        read_file(tmp_path / "a.html", ReadingLimits(memory_megabytes=100))
