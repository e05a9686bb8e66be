"""What an index stores of the corpus is read back as it was, by any thread."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import MISSING, fields, replace
from pathlib import Path

import pytest

from advisor.documents.chunking import chunk
from advisor.documents.parsing import parse
from advisor.errors import IndexUnusableError
from advisor.index.store import FILE, Evidence, FormTable, write_evidence
from advisor.readers.plain_reader import read_txt
from advisor.types import Chunk, Document, Sentence, Source
from tests.fakes import BUDGET, PLATFORM

LIST = """Rekommendationer

Kommunerna bör göra följande:

- Avsätta en särskild budget för innovation och följa upp den varje år.
- Ansluta sig till en gemensam e-tjänsteplattform för att dela kostnaden.
"""


@pytest.fixture
def stored(tmp_path: Path) -> tuple[list[Document], list[Chunk], list[Sentence], Evidence]:
    """Three documents as they were written, and the evidence that was read back."""
    documents: list[Document] = []
    chunks: list[Chunk] = []
    sentences: list[Sentence] = []
    for number, text in enumerate((PLATFORM, BUDGET, LIST)):
        source = Source(f"{number}.txt", f"Om {number}", "other", authors=("Åsa Öst",), date="2024")
        parsed = parse(source, read_txt(text.encode()))
        documents.append(replace(parsed, warnings=(f"{number} was read as it is.",)))
        more = chunk(documents[-1], len(chunks), len(sentences))
        chunks += more[0]
        sentences += more[1]
    lemmas = [
        ("kommun", 3, 2, ()),
        ("tjansteplattform", 2, 1, ("tjanst", "plattform")),
        ("manniska", 1, 1, ()),
    ]
    forms = {
        "sv:kommunerna": "kommun",
        "sv:e-tjänsteplattform": "tjansteplattform",
        "sv:människor": "människa",
        "sv:kanaler": "kanal",
    }
    meanings = {"sv:bat": {"tech.boat": 0.6, "do.sail": 0.8}, "en:bat": {"animal": 1.0}}
    write_evidence(tmp_path, documents, chunks, sentences, forms, lemmas, meanings)
    return documents, chunks, sentences, Evidence(tmp_path)


Stored = tuple[list[Document], list[Chunk], list[Sentence], Evidence]


def test_documents_are_read_back_as_they_were(stored: Stored) -> None:
    documents, _, _, evidence = stored

    read = [evidence.document(source.file) for source in evidence.sources()]

    assert read == documents


def test_chunks_come_in_the_order_asked_for_with_their_sentences(stored: Stored) -> None:
    _, chunks, sentences, evidence = stored
    ids = [c.id for c in reversed(chunks)]

    read = evidence.chunks([*ids, 999])

    assert [c for c, _ in read] == chunks[::-1]
    for found, span in read:
        assert list(span) == [s.id for s in sentences if s.chunk == found.id]


def test_sentences_are_read_back_as_they_were(stored: Stored) -> None:
    _, _, sentences, evidence = stored

    read = evidence.sentences([s.id for s in sentences] + [999])

    assert read == {s.id: s for s in sentences}


def test_what_a_sentence_does_and_whose_word_it_is_are_read_back(
    stored: Stored, tmp_path: Path
) -> None:
    documents, chunks, sentences, _ = stored
    told = replace(
        sentences[0],
        leans=True,
        lead_in=(3, 9),
        group=4,
        emphasis=0.5,
        signs=frozenset({"advice", "number"}),
        act="recommendation",
        voice="literature",
        said_by="Sjöö och Ek, 2010",
        interviewed=True,
        subject=("Sjöbo", "HITS"),
    )
    usual = {f.name: f.default for f in fields(Sentence) if f.default is not MISSING}
    assert all(getattr(told, name) != value for name, value in usual.items())
    other = tmp_path / "other"
    other.mkdir()

    write_evidence(other, documents, chunks, [told, *sentences[1:]], {}, [], {})

    assert Evidence(other).sentences([0]) == {0: told}


def test_table_that_is_gone_is_told_with_its_mend(stored: Stored, tmp_path: Path) -> None:
    stored[-1].close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DROP TABLE meanings")
    connection.close()

    with pytest.raises(IndexUnusableError, match=r"no such table.*Run `advisor index --force`"):
        Evidence(tmp_path).meaning("bat", "sv")


def test_document_is_read_once(stored: Stored) -> None:
    evidence = stored[-1]

    assert evidence.document("0.txt") is evidence.document("0.txt")


def test_sentences_within_a_span_are_those_that_begin_there_in_order(stored: Stored) -> None:
    _, _, sentences, evidence = stored
    first, second, third, _ = [s for s in sentences if s.source == "0.txt"]

    assert evidence.within("0.txt", first.start, third.end) == [first, second, third]
    assert evidence.within("0.txt", first.start + 1, third.start) == [second]
    assert evidence.within("0.txt", third.start, third.start) == []
    assert evidence.within("another.txt", 0, 10_000) == []


def test_list_items_are_the_sentences_of_one_list(stored: Stored) -> None:
    _, _, sentences, evidence = stored
    items = [s for s in sentences if s.group]
    assert len(items) == 2

    read = evidence.list_items(items[0].source, items[0].group)

    assert read == items


def test_sentence_before_is_of_the_same_chunk(stored: Stored) -> None:
    _, _, sentences, evidence = stored

    before = [evidence.before(sentence) for sentence in sentences]

    same_chunk = [
        earlier if earlier is not None and earlier.chunk == sentence.chunk else None
        for earlier, sentence in zip([None, *sentences], sentences, strict=False)
    ]
    assert before == same_chunk
    assert any(before)


def test_unknown_names_are_told_from_known_ones(stored: Stored) -> None:
    evidence = stored[-1]
    forms = FormTable(evidence)

    with pytest.raises(KeyError):
        evidence.document("another.txt")

    assert forms["sv:kommunerna"] == "kommun"
    assert forms.get("sv:okänd") is None
    assert evidence.lemma_facts("tjansteplattform") == (2, 1, ("tjanst", "plattform"))
    assert evidence.lemma_facts("okänd") == (0, 0, ())


def test_meaning_of_a_word_is_kept_for_each_language(stored: Stored) -> None:
    evidence = stored[-1]

    assert evidence.meaning("bat", "sv") == {"tech.boat": 0.6, "do.sail": 0.8}
    assert evidence.meaning("bat", "en") == {"animal": 1.0}
    assert evidence.meaning("okand", "sv") == {}


def test_forms_are_counted_by_their_lemma_whatever_its_diacritics(stored: Stored) -> None:
    counts = stored[-1].form_counts()

    assert counts == {"kommunerna": 3, "e-tjänsteplattform": 2, "människor": 1}


def test_topics_are_headings_of_what_the_sources_recommend(stored: Stored) -> None:
    evidence = stored[-1]

    assert set(evidence.topics("sv")) >= {"2. Slutsats"}
    assert evidence.topics("en") == []


def test_a_source_says_what_it_comes_to_in_its_conclusions(stored: Stored) -> None:
    _, chunks, _, evidence = stored
    telling = [c for c in chunks if c.role in ("recommendation", "conclusion", "summary")]

    assert telling
    for source in {c.source for c in chunks}:
        assert evidence.telling(source) == [c.id for c in telling if c.source == source]


def test_eight_threads_may_read_at_once(stored: Stored) -> None:
    documents, chunks, sentences, evidence = stored

    def read(number: int) -> bool:
        ids = [(number + i) % len(sentences) for i in range(len(sentences))]
        file = documents[number % len(documents)].source.file
        return (
            evidence.sentences(ids) == {s.id: s for s in sentences}
            and evidence.document(file).source.file == file
            and [c for c, _ in evidence.chunks(range(len(chunks)))] == chunks
            and evidence.lemma_of("sv:kommunerna") == "kommun"
        )

    with ThreadPoolExecutor(8) as threads:
        right = list(threads.map(read, range(800)))

    assert all(right)


def test_evidence_is_read_on_after_its_build_was_removed(stored: Stored, tmp_path: Path) -> None:
    _, _, sentences, evidence = stored
    (tmp_path / FILE).unlink()

    with ThreadPoolExecutor(1) as thread:
        read = thread.submit(evidence.sentences, [0]).result()

    assert read == {0: sentences[0]}


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0" + b"x" * 200])
def test_missing_or_damaged_file_is_told_with_its_mend(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)

    with pytest.raises(IndexUnusableError, match="Run `advisor index --force`"):
        Evidence(tmp_path)
