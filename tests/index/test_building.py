"""How the corpus becomes an index: what is read again, what is reported, what is left alone."""

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.bootstrap import open_advisor
from advisor.errors import BadInputError, CorpusError, IndexBusyError, ModelUnavailableError
from advisor.index.building import IndexReport, build_index
from advisor.index.publishing import current_build, exclusive
from advisor.index.store import FILE, Evidence
from advisor.language.concepts import concept_names
from advisor.language.glossary import Glossary
from advisor.retrieval.array_store import VECTORS
from advisor.retrieval.concepts import ConceptRows
from advisor.settings import Settings
from advisor.types import Document, Question
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus

CLEAN = """Nätverk för småkommuner

Med åmlövsmodellen samverkar mindre kommuner om sin digitalisering i ett gemensamt nätverk.
Med åmlövsmodellen har det visat sig att små kommuner når längre när de samverkar om utvecklingen.
"""
SCANNED = """Studie av samverkan

Syftet med studien &r att jamfora tva kommuner och se hur de arbetar med amlovsmodellen.
Det de kallar amlovsmodellen ar viktigt for att kommunerna ska na langre och dela pa kostnaden.
"""
THREE = {"natverk.txt": CLEAN, "studie.txt": SCANNED, "budget.txt": BUDGET}


def test_index_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"plattform.txt": PLATFORM})
    first = build_index(settings)

    second = build_index(settings)

    assert first.is_new
    assert not second.is_new
    assert second.build.name == first.build.name
    assert all(report.reused for report in second.documents)


def test_indexing_twice_gives_the_same_evidence_and_vectors(tmp_path: Path) -> None:
    settings = _settings(tmp_path, THREE, studie={"text_quality": "ocr"})
    first = build_index(settings)

    second = build_index(settings, force=True)

    assert second.is_new
    assert second.build.index_hash == first.build.index_hash
    assert second.build.name != first.build.name
    assert _content(second) == _content(first)


def test_only_what_changed_is_read_again_and_what_leans_on_it(tmp_path: Path) -> None:
    settings = _settings(tmp_path, THREE, studie={"text_quality": "ocr"})
    build_index(settings)
    changed = {**THREE, "natverk.txt": CLEAN.replace("åmlövsmodellen", "modellen")}
    write_corpus(tmp_path / "corpus", changed, studie={"text_quality": "ocr"})

    report = build_index(settings)

    assert [d.file for d in report.documents if d.reused] == ["budget.txt"]
    assert _content(report) == _content(build_index(settings, force=True))


def test_repair_is_done_with_the_words_of_the_other_documents(tmp_path: Path) -> None:
    with_the_word = _settings(tmp_path / "a", THREE, studie={"text_quality": "ocr"})
    without = {"studie.txt": SCANNED, "budget.txt": BUDGET}
    without_it = _settings(tmp_path / "b", without, studie={"text_quality": "ocr"})

    texts = [_documents(build_index(s))["studie.txt"].text for s in (with_the_word, without_it)]

    assert "åmlövsmodellen" in texts[0]
    assert "åmlövsmodellen" not in texts[1]


def test_document_that_cannot_be_read_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"tom.pdf": b"", "trasig.docx": b"PK", "budget.txt": BUDGET})

    report = build_index(settings)

    failed = {d.file: d.error for d in report.documents if d.error}
    assert failed.keys() == {"tom.pdf", "trasig.docx"}
    assert all(reason and file in reason for file, reason in failed.items())
    assert _documents(report).keys() == {"budget.txt"}


def test_document_without_a_quotable_sentence_is_reported(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"siffror.txt": "1 2 3\n\n4 5 6\n", "budget.txt": BUDGET})

    report = build_index(settings)

    [failed] = [d for d in report.documents if d.error]
    assert failed.file == "siffror.txt"
    assert "no sentence that can be quoted" in (failed.error or "")
    assert _documents(report).keys() == {"budget.txt"}


@pytest.mark.parametrize("content", [b"", b"1 2 3\n"], ids=["empty", "nothing to quote"])
def test_corpus_without_a_readable_document_leaves_the_index_in_use(
    tmp_path: Path, content: bytes
) -> None:
    settings = _settings(tmp_path, {"budget.txt": BUDGET})
    before = build_index(settings).build.name
    write_corpus(tmp_path / "corpus", {"budget.txt": content})

    with pytest.raises(CorpusError, match=r"budget\.txt.*`advisor index`"):
        build_index(settings)

    assert current_build(settings.index_folder).name == before


def test_listed_file_that_vanished_is_named_and_the_index_in_use_stays(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"budget.txt": BUDGET, "plattform.txt": PLATFORM})
    before = build_index(settings).build.name
    (tmp_path / "corpus" / "plattform.txt").unlink()

    with pytest.raises(CorpusError, match=r"plattform\.txt"):
        build_index(settings)

    assert current_build(settings.index_folder).name == before


def test_document_taken_off_the_list_is_gone(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"budget.txt": BUDGET, "plattform.txt": PLATFORM})
    build_index(settings)
    write_corpus(tmp_path / "corpus", {"budget.txt": BUDGET})

    report = build_index(settings)

    assert _documents(report).keys() == {"budget.txt"}
    assert report.documents[0].reused
    assert any("plattform.txt" in warning for warning in report.warnings)


def test_file_names_may_be_swedish(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"Åtgärder för små kommuner.txt": PLATFORM})

    build_index(settings)

    answer = open_advisor(settings).ask(Question("Bör kommunerna ha en gemensam plattform?"))
    sources = {c.source for s in answer.statements for c in s.citations}
    assert sources == {"Åtgärder för små kommuner.txt"}


def test_one_sentence_is_a_corpus(tmp_path: Path) -> None:
    sentence = "Kommunerna bör ansluta sig till en gemensam e-tjänsteplattform."
    settings = _settings(tmp_path, {"en.txt": f"{sentence}\n"})

    report = build_index(settings)

    assert (report.documents[0].chunks, report.documents[0].sentences) == (1, 1)
    answer = open_advisor(settings).ask(Question("Bör kommunerna ha en gemensam plattform?"))
    assert [c.quote for s in answer.statements for c in s.citations] == [sentence]


def test_own_glossary_may_have_no_entry_yet(tmp_path: Path) -> None:
    glossary = tmp_path / "ordlista.tsv"
    glossary.write_text("sv\ten\trelated\n", encoding="utf-8")
    settings = _settings(tmp_path, {"plattform.txt": PLATFORM}, glossary=glossary)

    build_index(settings)

    answer = open_advisor(settings).ask(Question("Bör kommunerna ha en gemensam plattform?"))
    assert answer.statements


def test_what_stands_beside_a_sentence_is_what_its_neighbours_in_the_section_mean(
    tmp_path: Path,
) -> None:
    build = build_index(_settings(tmp_path, {"plattform.txt": PLATFORM, "budget.txt": BUDGET}))
    rows = ConceptRows.load(build.build.folder)
    width = len(concept_names())

    own = rows.sentences.dense(range(6), width)
    beside = rows.beside.dense(range(6), width)

    neighbours_of = [[1], [0, 2], [1], [], [5], [4]]  # by section: three sentences, one, and two
    assert own.any(axis=1).all()
    for sentence, neighbours in enumerate(neighbours_of):
        wanted = own[neighbours].sum(axis=0)
        assert beside[sentence].tolist() == pytest.approx(wanted.tolist(), abs=1e-5)


def test_words_of_the_own_glossary_mean_what_it_says(tmp_path: Path) -> None:
    glossary = tmp_path / "ordlista.tsv"
    concept = concept_names()[0]
    glossary.write_text(f"sv\ten\trelated\tconcepts\nåmlöv\t\t\t{concept}\n", encoding="utf-8")
    settings = _settings(tmp_path, {"plattform.txt": PLATFORM}, glossary=glossary)

    evidence = Evidence(build_index(settings).build.folder)

    assert evidence.meaning("amlov", "sv") == {concept: 1.0}
    assert evidence.meaning("plattform", "sv")
    assert evidence.meaning("amlov", "en") == {}


def test_empty_glossary_file_is_told_while_indexing(tmp_path: Path) -> None:
    glossary = tmp_path / "ordlista.tsv"
    glossary.write_bytes(b"")
    settings = _settings(tmp_path, {"plattform.txt": PLATFORM}, glossary=glossary)

    with pytest.raises(BadInputError, match=r"ordlista\.tsv.*header"):
        build_index(settings)


def test_second_indexer_is_told_at_once_that_another_is_at_work(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"budget.txt": BUDGET})

    with exclusive(settings.index_folder), pytest.raises(IndexBusyError, match="Wait for it"):
        build_index(settings)


def test_model_that_is_not_here_is_told_before_anything_is_read(tmp_path: Path) -> None:
    settings = _settings(tmp_path, {"budget.txt": BUDGET}, embedding_model="nobody/no-such-model")
    seen: list[str] = []

    with pytest.raises(ModelUnavailableError, match="advisor models fetch nobody/no-such-model"):
        build_index(settings, lambda what, _share: seen.append(what))

    assert seen == ["corpus"]


def _settings(folder: Path, texts: Mapping[str, str | bytes], **more: object) -> Settings:
    said = {name: value for name, value in more.items() if isinstance(value, dict)}
    write_corpus(folder / "corpus", texts, **said)
    return settings_in(folder, **{k: v for k, v in more.items() if k not in said})


def _documents(report: IndexReport) -> dict[str, Document]:
    evidence = Evidence(report.build.folder)
    try:
        return {s.file: evidence.document(s.file) for s in evidence.sources()}
    finally:
        evidence.close()


def _content(report: IndexReport) -> dict[str, str]:
    """Hashes of what the build holds; SQLite's own layout does not count."""
    folder = report.build.folder
    files = [*folder.glob("*.npy"), *(folder / "embedder").iterdir()]
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert VECTORS in hashes
    connection = sqlite3.connect(folder / FILE)
    try:
        return hashes | {FILE: "\n".join(connection.iterdump())}
    finally:
        connection.close()


def test_the_lemma_of_every_word_of_the_glossary_is_stored(indexed_data: Path) -> None:
    """Or a question would load a dictionary to know under which lemma the corpus counts it."""
    evidence = Evidence(current_build(indexed_data / "index").folder)
    words = [
        word.casefold()
        for entry in Glossary.load().entries[::50]
        for term in (*entry.sv, *entry.related)
        for word in term.split()
    ]

    assert len(words) > 100
    assert [word for word in words if evidence.lemma_of(f"sv:{word}") is None] == []
