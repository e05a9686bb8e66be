from pathlib import Path

import pytest
import yaml

from advisor.documents.sources import load_sources
from advisor.errors import CorpusError

_ENTRY: dict[object, object] = {"file": "a.txt", "display_title": "A", "kind": "evaluation"}


def _corpus(folder: Path, *entries: object) -> Path:
    (folder / "a.txt").write_text("Text.")
    (folder / "sources.yaml").write_text(yaml.safe_dump(list(entries), allow_unicode=True))
    return folder


def test_repository_corpus_is_read_without_warnings() -> None:
    corpus = Path(__file__).parents[2] / "corpus"

    listed = load_sources(corpus)

    assert listed.warnings == ()
    assert {source.file for source in listed.sources} == {p.name for p in corpus.glob("*.txt")}


def test_every_field_reaches_the_source(tmp_path: Path) -> None:
    entry = {
        "file": "a.txt",
        "title": "Lång titel",
        "display_title": "Titel",
        "authors": ["Å. Ek", "Ö. Al"],
        "publisher": "Åmål",
        "date": "2024-05",
        "version": "0.9",
        "kind": "guideline",
        "languages": ["sv", "en"],
        "method": "enkät",
        "setting": "14 kommuner",
        "text_quality": "clean",
    }

    (source,) = load_sources(_corpus(tmp_path, entry)).sources

    assert {name: getattr(source, name) for name in entry} == entry | {
        "authors": ("Å. Ek", "Ö. Al"),
        "languages": ("sv", "en"),
    }


def test_what_is_not_known_is_left_open(tmp_path: Path) -> None:
    entry = _ENTRY | {"authors": None, "date": None, "languages": None}

    (source,) = load_sources(_corpus(tmp_path, entry)).sources

    assert (source.authors, source.date, source.title) == ((), None, None)
    assert source.languages == ("sv",)


@pytest.mark.parametrize(
    ("written", "date"),
    [("2024-02-29", "2024-02-29"), ("2014", "2014"), ("'2014-11'", "2014-11")],
)
def test_date_may_be_written_with_or_without_quotes(
    tmp_path: Path, written: str, date: str
) -> None:
    corpus = _corpus(tmp_path)
    entry = f"- {{file: a.txt, display_title: A, kind: other, date: {written}}}"
    (corpus / "sources.yaml").write_text(entry)

    (source,) = load_sources(corpus).sources

    assert source.date == date


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pubisher": "x"}, r"pubisher is not a known field. Did you mean publisher\?"),
        ({3: "x"}, "3 is not a known field"),
        ({"file": None}, "file is missing"),
        ({"display_title": None}, "display_title is missing"),
        ({"kind": None}, "kind is missing"),
        ({"display_title": "  "}, "display_title is empty"),
        ({"display_title": ["x"]}, "display_title is not text"),
        ({"version": 0.9}, "version is not text but 0.9. Put it in quotes"),
        ({"authors": "Ek"}, r"authors is not a list but 'Ek'. Write it as \[Ek\]"),
        ({"authors": [1]}, "authors holds 1"),
        ({"languages": ["sv", "no"]}, "languages holds 'no'. Use sv and en"),
        ({"languages": [False]}, "languages holds False"),
        ({"date": "maj 2014"}, "date is 'maj 2014'. Write it as YYYY"),
        ({"date": "2014-5"}, "Write it as YYYY"),
        ({"date": "2023-02-29"}, "a day that does not exist"),
        ({"date": "2023-13"}, "a day that does not exist"),
        ({"date": True}, "Write it as YYYY"),
        ({"kind": "bachelors_thesis"}, r"Did you mean bachelor_thesis\? Use one of"),
        ({"text_quality": "OCR"}, r"text_quality is 'OCR'.*Use one of clean, extracted, ocr"),
        ({"text_quality": "orc"}, r"Did you mean ocr\?"),
        ({"file": "b.txt"}, r"file is not in the folder. Did you mean a.txt\?"),
        ({"file": "../a.txt"}, "outside the corpus folder"),
        ({"file": "/a.txt"}, "outside the corpus folder"),
    ],
)
def test_wrong_entry_is_refused_by_its_number_and_field(
    tmp_path: Path, change: dict[object, object], message: str
) -> None:
    entry = {**_ENTRY, **change}
    corpus = _corpus(tmp_path, _ENTRY, entry)

    with pytest.raises(CorpusError, match=rf"sources.yaml, entry 2.*: .*{message}"):
        load_sources(corpus)


def test_file_is_named_as_it_stands_in_the_folder(tmp_path: Path) -> None:
    """Where a way round leads to it all the same, its copy would end up elsewhere."""
    for name in (str(tmp_path / "a.txt"), f"../{tmp_path.name}/a.txt", "b/../a.txt"):
        (tmp_path / "b").mkdir(exist_ok=True)

        with pytest.raises(CorpusError, match="file is not a name within the folder"):
            load_sources(_corpus(tmp_path, _ENTRY | {"file": name}))


def test_impossible_date_without_quotes_is_refused_by_its_entry(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path)
    entry = "- {file: a.txt, display_title: A, kind: other, date: 2023-02-29}"
    (corpus / "sources.yaml").write_text(entry)

    with pytest.raises(CorpusError, match=r"entry 1 \(a.txt\): date is 2023-02-29"):
        load_sources(corpus)


def test_file_listed_twice_is_refused(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, _ENTRY, _ENTRY | {"file": "./a.txt"})

    with pytest.raises(CorpusError, match=r"entry 2 .*listed in entry 1 already"):
        load_sources(corpus)


def test_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "hemlig.txt").write_text("Text.")
    (corpus / "b.txt").symlink_to(tmp_path / "hemlig.txt")

    with pytest.raises(CorpusError, match="outside the corpus folder"):
        load_sources(_corpus(corpus, _ENTRY | {"file": "b.txt"}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- file: a.txt\n  kind: [other\n", r"sources.yaml, line \d, is not valid YAML"),
        ("a: b: c", "line 1, is not valid YAML"),
        ("- !!python/object/apply:os.getcwd []", "line 1, is not valid YAML"),
        ("file: a.txt", "is not a list of documents"),
        ("", "is not a list of documents"),
        ("- a.txt", "entry 1: it is not a document"),
    ],
)
def test_list_that_is_none_is_refused_with_what_to_do(
    tmp_path: Path, text: str, message: str
) -> None:
    corpus = _corpus(tmp_path)
    (corpus / "sources.yaml").write_text(text)

    with pytest.raises(CorpusError, match=message):
        load_sources(corpus)


def test_missing_folder_and_missing_list_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"folder .*borta is missing"):
        load_sources(tmp_path / "borta")
    with pytest.raises(CorpusError, match=r"sources.yaml cannot be opened"):
        load_sources(tmp_path)


def test_list_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_bytes("- file: å.txt".encode("cp1252"))

    with pytest.raises(CorpusError, match="Save it as UTF-8"):
        load_sources(tmp_path)


def test_document_that_is_not_listed_is_warned_of(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, _ENTRY)
    (corpus / "mer").mkdir()
    for name in ("mer/b.PDF", "c.xlsx", ".d.txt", "~$e.docx"):
        (corpus / name).write_text("x")

    assert load_sources(corpus).warnings == ("mer/b.PDF is not read: add it to sources.yaml.",)
