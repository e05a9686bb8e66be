import pytest

from advisor.documents.furniture import find_furniture
from advisor.documents.pages import page_of, page_starts
from advisor.readers.plain_reader import read_txt
from tests.documents.parsed import REPORT, THESIS, corpus, scanned, text_of


def _pages(text: str) -> list[tuple[str, int | None]]:
    """Each page start of a text file: its first words, and the page."""
    document = read_txt(text.encode())
    starts = page_starts(document.raw, document.lines, find_furniture(document.raw, document.lines))
    return [
        (document.raw[start : start + 30].strip().split("\n")[0], page) for start, page in starts
    ]


def test_format_that_states_pages_is_believed() -> None:
    document = read_txt("Ett\n\fTvå\n\fTre".encode())
    furniture = find_furniture(document.raw, document.lines)

    assert [page for _, page in page_starts(document.raw, document.lines, furniture)] == [1, 2, 3]
    assert furniture.tops == {1, 2}


def test_page_of_what_stands_before_the_first_is_not_known() -> None:
    starts = [(5, 1), (9, None), (20, 3)]

    assert [page_of(starts, offset) for offset in (4, 5, 8, 9, 25)] == [None, 1, 1, None, 3]


def test_headers_prove_a_page_between_two_that_follow_each_other() -> None:
    text = "\n\nText.\n\n".join(f"Rapport\tSida {page} (9)" for page in (4, 5, 8))

    assert [page for _, page in _pages(text)] == [4, None, None]


def test_last_page_is_proven_by_the_number_of_pages() -> None:
    text = "Rapport\tSida 3 (9)\n\nText.\n\nRapport\tSida 9 (9)\n\nSlut."

    assert [page for _, page in _pages(text)] == [None, 9]


def test_counted_pages_hold_where_the_contents_agree() -> None:
    chapters = {5: "1 Hamnen", 8: "2 Farleden", 11: "3 Färjan", 14: "4 Kajen"}

    pages = dict(_pages(scanned(5, 15, chapters)))

    assert pages["1 Hamnen"] == 5
    assert pages["3 Färjan"] == 11


def test_counted_pages_are_not_given_where_the_contents_disagree() -> None:
    text = scanned(5, 15, {5: "1 Hamnen", 8: "2 Farleden", 11: "3 Färjan", 14: "4 Kajen"})
    wrong = text.replace("........ 8", "........ 20").replace("........ 11", "........ 31")

    assert all(page is None for _, page in _pages(wrong))


@pytest.mark.parametrize(
    ("heading", "page"),
    [
        ("1. Inledning", 4),
        ("1.2 Syfte", 7),
        ("2. Metod", 8),
        ("2.2 Insamling av data", 9),
        ("2.4 Metodkritik", 11),
        ("3. Teoretisk referensram", 14),
        ("3.4 Samverkan", 23),
        ("4. Empiri", 29),
        ("4.2 Forshaga", 35),
        ("5. Analys och diskussion", 40),
        ("6. Slutsats", 54),
        ("7.2 Vidare forskning", 58),
    ],
)
def test_thesis_chapters_stand_on_the_pages_of_its_contents(heading: str, page: int) -> None:
    document = corpus()[THESIS]

    found = [b.page for b in document.blocks if text_of(document, b) == heading]

    assert found == [page]


def test_report_claims_a_page_only_for_its_last_two() -> None:
    document = corpus()[REPORT]

    assert {b.page for b in document.blocks} == {None, 66, 67}
