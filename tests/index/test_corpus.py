"""Which documents are read, in which order they are handed on, and what became of each."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.documents.sources import load_sources
from advisor.errors import CorpusError
from advisor.index.corpus import DocumentReport, read_documents
from advisor.types import Document
from tests.fakes import BUDGET, PLATFORM, write_corpus


def test_documents_come_in_the_order_of_the_list(tmp_path: Path) -> None:
    documents, reports = _read(tmp_path, {"b.txt": BUDGET, "a.txt": PLATFORM})

    assert [document.source.file for document in documents] == ["b.txt", "a.txt"]
    assert [report.file for report in reports] == ["b.txt", "a.txt"]


def test_report_counts_what_can_be_quoted(tmp_path: Path) -> None:
    _, [report] = _read(tmp_path, {"b.txt": BUDGET})

    assert report.sentences >= report.chunks > 0
    assert (report.error, report.reused, report.repaired) == (None, False, 0.0)


def test_document_that_fails_is_reported_in_its_place(tmp_path: Path) -> None:
    documents, reports = _read(tmp_path, {"tom.txt": b"", "b.txt": BUDGET})

    assert [document.source.file for document in documents] == ["b.txt"]
    assert [bool(report.error) for report in reports] == [True, False]


def test_corpus_of_which_nothing_can_be_read_is_an_error_that_names_each_file(
    tmp_path: Path,
) -> None:
    with pytest.raises(CorpusError, match=r"tom\.txt.*siffror\.txt"):
        _read(tmp_path, {"tom.txt": b"", "siffror.txt": "1 2 3\n"})


def _read(
    folder: Path, texts: Mapping[str, str | bytes]
) -> tuple[list[Document], list[DocumentReport]]:
    """All of a new corpus, with no index before."""
    sources = load_sources(write_corpus(folder / "corpus", texts)).sources
    return read_documents(folder / "corpus", sources, {}, None, lambda _step: None)
