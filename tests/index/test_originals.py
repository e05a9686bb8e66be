"""An index holds what it was made from, so that the same index can be made again."""

from pathlib import Path

from advisor.documents.sources import load_sources
from advisor.index.building import build_index
from advisor.index.fingerprints import corpus_fingerprint
from advisor.index.originals import files_of, keep_originals, settings_to_remake
from tests.fakes import BUDGET, PLATFORM, settings_in, write_corpus


def test_kept_list_and_documents_are_read_as_the_ones_that_came(tmp_path: Path) -> None:
    corpus = write_corpus(
        tmp_path / "corpus",
        {"a.txt": PLATFORM, "b.txt": BUDGET},
        a={"title": 'Om "e": ja', "authors": ["Åsa Öst"], "date": "2024", "version": "0.9"},
        b={"languages": ["sv", "en"], "method": "enkät", "text_quality": "ocr"},
    )
    (corpus / "del").mkdir()
    (corpus / "a.txt").rename(corpus / "del" / "a.txt")
    listed = (corpus / "sources.yaml").read_text(encoding="utf-8")
    (corpus / "sources.yaml").write_text(listed.replace("a.txt", "del/a.txt"), encoding="utf-8")
    sources = load_sources(corpus).sources

    kept = keep_originals(tmp_path / "build", settings_in(tmp_path), sources)

    assert kept.corpus_folder != corpus
    assert load_sources(kept.corpus_folder).sources == sources
    assert corpus_fingerprint(kept.corpus_folder, sources) == corpus_fingerprint(corpus, sources)


def test_index_made_from_what_an_index_kept_is_the_same(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"plattform.txt": PLATFORM, "tom.txt": b""})
    glossary = tmp_path / "own.tsv"
    glossary.write_text("sv\ten\trelated\nskolskjuts\tschool transport\t\n", encoding="utf-8")
    settings = settings_in(tmp_path, corpus=corpus, glossary=glossary)
    first = build_index(settings).build
    for path in (*corpus.iterdir(), glossary):
        path.unlink()

    elsewhere = settings_in(tmp_path, corpus=None)
    again = settings_to_remake(first.folder, first.manifest, elsewhere, tmp_path / "again")
    second = build_index(again).build

    assert second.index_hash == first.index_hash
    assert files_of(second.manifest) == files_of(first.manifest)
    assert set(files_of(first.manifest)) == {
        "originals/corpus/plattform.txt",
        "originals/corpus/sources.yaml",
        "originals/corpus/tom.txt",
        "originals/glossary.tsv",
    }
