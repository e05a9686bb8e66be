import pytest

from advisor.documents.contents import Entry, matching_entry, split_number
from advisor.documents.furniture import find_furniture
from advisor.readers.plain_reader import read_txt
from tests.documents.parsed import running_text


def test_contents_end_where_the_first_chapter_stands_again() -> None:
    text = (
        "Innehåll\n\n1 Inledning .......... 3\n2 Skolan .......... 7\n3 Vården .......... 9\n\n"
        "1 Inledning\n\nHär börjar texten."
    )
    document = read_txt(text.encode())

    furniture = find_furniture(document.raw, document.lines)

    assert furniture.entries == (
        Entry("1", "Inledning", 3),
        Entry("2", "Skolan", 7),
        Entry("3", "Vården", 9),
    )
    assert running_text(document) == ["1 Inledning", "Här börjar texten."]


@pytest.mark.parametrize("title", ["INNEHÅLLSFÖRTECKNING", "# Contents", "Figurförteckning"])
def test_contents_are_known_by_their_title(title: str) -> None:
    document = read_txt(f"{title}\n\nHamnen\t4\nBron\t8\n\nTexten börjar.".encode())

    assert running_text(document) == ["Texten börjar."]


def test_contents_without_pages_are_read_by_their_numbers() -> None:
    document = read_txt("Innehåll\n\n- 1 Hamnen\n- 2 Bron\n\nHamnen\n\nText om båtar.".encode())

    assert running_text(document) == ["Hamnen", "Text om båtar."]


def test_damaged_title_is_found_in_the_contents() -> None:
    entries = (Entry("2", "METOAKITHK", 11), Entry("3", "Samverkan", 23))

    assert matching_entry("3 Samverken", entries) == entries[1]
    assert matching_entry("4 Samverkan", entries) is None


def test_number_is_parted_from_its_title() -> None:
    assert split_number("3.1 Bakgrund") == ("3.1", "Bakgrund")
    assert split_number("4.\tHamnen") == ("4", "Hamnen")
    assert split_number("2024 var ett bra år") == ("", "2024 var ett bra år")
