"""Sources of the corpus, as a reader looks them up."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.errors import BadInputError, NotFoundError
from advisor.service.library import CONTEXT_CHARS, MOST_CHARS, Library
from advisor.service.outline import Section
from advisor.settings import Settings
from advisor.types import Question
from tests.channels.test_rendering import CITATION

SCANNED = "e-tjansteutveckling-sma-kommuner.txt"


@pytest.fixture(scope="module")
def library(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """On the real corpus."""
    data = tmp_path_factory.mktemp("library") / "data"
    shutil.copytree(indexed_data, data)
    service = open_service(Settings(data=data), to_json)
    yield service.library
    service.database.close()


def _flat(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.sections)


def test_every_source_has_passages_and_sentences(library: Library) -> None:
    listed = library.listed()

    assert [one.source for one in listed] == list(library.sources())
    assert all(0 < one.passages <= one.sentences for one in listed)


def test_every_heading_of_a_document_is_a_section_and_begins_it(library: Library) -> None:
    for source in library.sources():
        document = library.document(source.file)
        headings = [block for block in document.blocks if block.kind == "heading"]
        by_start = {
            section.start: section
            for section in reversed([*_flat(library.contents(source.file).sections)])
        }
        for block in headings:
            section = by_start[block.start]
            words = " ".join(document.text[block.start : block.end].split())
            assert (section.heading, section.page) == (words, block.page)


def test_sections_lie_within_those_that_hold_them_and_in_order(library: Library) -> None:
    for source in library.sources():
        contents = library.contents(source.file)
        for section in _flat(contents.sections):
            assert 0 <= section.start < section.end <= contents.characters
            ends = [section.start]
            for below in section.sections:
                assert ends[-1] <= below.start < below.end <= section.end
                ends.append(below.end)


def test_passage_has_its_context_and_its_raw_reading(library: Library) -> None:
    document = library.document(SCANNED)

    passage = library.passage(SCANNED, 5000, 5400)

    assert (
        passage.before + passage.text + passage.after
        == (document.text[5000 - CONTEXT_CHARS : 5400 + CONTEXT_CHARS])
    )
    assert passage.raw in document.raw


def test_mended_spans_with_their_raw_letters_tell_all_that_differs(library: Library) -> None:
    """Put back, they give the raw reading, but for white space and marks of layout."""
    passage = library.passage(SCANNED, 16, 1340)

    read = passage.text
    for repair in reversed(passage.repaired):
        at = slice(repair.start - passage.start, repair.end - passage.start)
        assert read[at] != repair.raw
        read = read[: at.start] + repair.raw + read[at.stop :]

    assert len(passage.repaired) > 20
    assert "".join(read.split()) == "".join(passage.raw.split())


def test_mended_word_that_a_passage_cuts_is_marked_up_to_the_cut(library: Library) -> None:
    whole = library.passage(SCANNED, 16, 60).repaired[0]

    (cut,) = library.passage(SCANNED, 16, whole.end - 1).repaired

    assert (cut.start, cut.end, cut.raw) == (whole.start, whole.end - 1, whole.raw)


def test_text_that_was_not_mended_has_no_mended_spans(library: Library) -> None:
    passage = library.passage("gu-nationella-och-lokala-initiativ-2026.txt", 450, 1900)

    assert passage.repaired == ()
    assert not passage.place.repaired


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 10**9), (0, MOST_CHARS + 1)]
)
def test_place_that_cannot_be_given_is_refused(start: int, end: int, library: Library) -> None:
    with pytest.raises(BadInputError):
        library.passage(SCANNED, start, end)


@pytest.mark.parametrize(
    "file", ["", "no.txt", "../sources.yaml", "'; DROP TABLE documents", "å\0"]
)
def test_source_that_does_not_exist_is_not_found(file: str, library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.contents(file)


def test_search_finds_sentences_that_bear_on_a_question(library: Library) -> None:
    found = library.search(Question("Vad hindrar samverkan mellan små kommuner?"), 5)

    assert len(found) == 5
    assert any("samverk" in one.sentence.text.casefold() for one in found)


def test_found_sentences_bring_their_sources_so_that_no_other_index_is_asked(
    library: Library,
) -> None:
    found = library.search(Question("Vad hindrar samverkan mellan små kommuner?"), 5)

    assert found
    assert [one.source.file for one in found] == [one.sentence.source for one in found]


def test_paragraphs_come_in_the_order_of_their_first_number(library: Library) -> None:
    text = library.document(SCANNED).text
    spans = [(b.start, b.end) for b in library.document(SCANNED).blocks if not b.hidden][20:22]
    second, first = (
        replace(CITATION, number=n, source=SCANNED, start=start, end=end, quote=text[start:end])
        for n, (start, end) in zip((2, 1), spans, strict=True)
    )

    found = library.paragraphs([second, first])

    assert [it.numbers for it in found] == [(1,), (2,)]


def test_quote_that_is_not_there_any_more_has_no_paragraph(library: Library) -> None:
    other_words = replace(CITATION, source=SCANNED, start=0, end=5, quote="?????")
    other_source = replace(CITATION, number=2, source="borta.txt")

    assert library.paragraphs([other_words, other_source]) == ()
