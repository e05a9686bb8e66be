"""advisor without one of its parts, as far as that can be told without an index."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.documents.sources import LIST_NAME, load_sources
from evals.ablations import corpus_without_repair
from evals.gold import CORPUS

FILES = {
    "scanned.txt": "Kornrnunerna bör samverka.\r\n",
    "unsaid.txt": "Kommunerna delar kostnaden.\n",
    "rough.txt": "Sju av elva svarade.\n",
    "clean.txt": "Avsätt en budget.\n",
}
ENTRIES = """# What is known of each document.
- file: scanned.txt
  display_title: "Samverkan: en översikt"
  kind: guideline
  text_quality: ocr
  authors: [Åsa Öberg]
  date: 2024-05-17
- {file: unsaid.txt, display_title: Kostnad, kind: other, date: "2023"}
- {file: rough.txt, display_title: Enkät, kind: other, text_quality: extracted}
- {file: clean.txt, display_title: Budget, kind: other, text_quality: clean, languages: [sv, en]}
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_bytes(text.encode())
    (folder / LIST_NAME).write_text(ENTRIES, encoding="utf-8")
    return folder


def entries(folder: Path) -> list[dict[str, Any]]:
    """What a corpus says of its documents, but for the quality of their texts."""
    listed = yaml.safe_load((folder / LIST_NAME).read_text(encoding="utf-8"))
    return [
        {name: value for name, value in entry.items() if name != "text_quality"} for entry in listed
    ]


def qualities(folder: Path) -> dict[str, str | None]:
    return {source.file: source.text_quality for source in load_sources(folder).sources}


def test_texts_read_by_ocr_or_not_said_how_become_clean_and_others_stay(
    corpus: Path, tmp_path: Path
) -> None:
    copy = corpus_without_repair(corpus, tmp_path / "copy")

    assert qualities(copy) == {
        "scanned.txt": "clean",
        "unsaid.txt": "clean",
        "rough.txt": "extracted",
        "clean.txt": "clean",
    }


def test_nothing_else_that_the_list_says_is_changed(corpus: Path, tmp_path: Path) -> None:
    copy = corpus_without_repair(corpus, tmp_path / "copy")

    assert entries(copy) == entries(corpus)


def test_the_files_are_the_same_to_the_byte(corpus: Path, tmp_path: Path) -> None:
    copy = corpus_without_repair(corpus, tmp_path / "copy")

    assert copy == tmp_path / "copy"
    files = {path.name: path.read_bytes() for path in copy.iterdir() if path.name != LIST_NAME}
    assert files == {name: text.encode() for name, text in FILES.items()}


def test_the_corpus_itself_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    corpus_without_repair(corpus, tmp_path / "copy")

    assert (corpus / LIST_NAME).read_text(encoding="utf-8") == ENTRIES
    assert qualities(corpus)["scanned.txt"] == "ocr"


def test_the_list_of_the_real_corpus_can_still_be_read(tmp_path: Path) -> None:
    before = load_sources(CORPUS).sources

    after = load_sources(corpus_without_repair(CORPUS, tmp_path / "copy")).sources

    assert "ocr" in {source.text_quality for source in before}
    assert {source.text_quality for source in after}.isdisjoint({"ocr", None})
    assert [source.file for source in after] == [source.file for source in before]
    assert [source.date for source in after] == [source.date for source in before]
