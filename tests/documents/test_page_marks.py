import pytest

from advisor.documents.page_marks import PageMark, marks_at_edges, marks_in_text
from advisor.readers.plain_reader import read_txt
from tests.documents.parsed import running_text, scanned


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Sida 3 (9)", PageMark(3, 9)),
        ("Ekviks hamnplan, sidan 3 (9), remiss", PageMark(3, 9)),
        ("12 | Page", PageMark(12, None)),
        ("Page 12 of 40", PageMark(12, 40)),
    ],
)
def test_line_that_names_its_page_is_a_mark(line: str, mark: PageMark) -> None:
    assert marks_in_text([line], contents=(), tops=()) == {0: mark}


def test_number_alone_is_a_mark_where_one_near_by_agrees() -> None:
    agreeing = marks_in_text(["Sida 6", "Hamnen", "7"], contents=(), tops=())
    other = marks_in_text(["Sida 6", "Hamnen", "41"], contents=(), tops=())

    assert (list(agreeing), list(other)) == ([0, 2], [0])


def test_numbers_that_do_not_rise_are_no_marks() -> None:
    assert marks_in_text(["Sida 6", "Sida 2", "Sida 1"], contents=(), tops=()) == {}


def test_numbers_at_the_edges_are_marks_where_they_count_the_pages() -> None:
    counting = ["Hamnen", "7", "Bron", "8", "Kajen", "9"]
    others = ["Hamnen", "7", "Bron", "41", "Kajen", "3"]
    pages = [[0, 1], [2, 3], [4, 5]]

    assert [mark.page for mark in marks_at_edges(counting, pages).values()] == [7, 8, 9]
    assert marks_at_edges(others, pages) == {}


def test_page_number_above_the_next_page_is_no_text() -> None:
    text = scanned(5, 9, {5: "1 Hamnen", 6: "2 Farleden", 7: "3 Färjan", 8: "4 Kajen"})
    text = text.replace("\n 2 Farleden", "\n5\n 2 Farleden")

    assert "5" not in running_text(read_txt(text.encode()))
