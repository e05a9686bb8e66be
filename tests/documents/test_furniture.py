import pytest

from advisor.documents.furniture import (
    Entry,
    find_furniture,
    matching_entry,
    page_starts,
    split_number,
)
from advisor.readers.plain_reader import read_txt
from advisor.types import RawDocument
from tests.documents.parsed import REPORT, THESIS, corpus, text_of


def _kept(document: RawDocument) -> list[str]:
    """The lines that are neither headers nor contents."""
    furniture = find_furniture(document.raw, document.lines)
    dropped = furniture.headers | furniture.contents
    texts = [document.raw[line.start : line.end].strip() for line in document.lines]
    return [text for number, text in enumerate(texts) if text and number not in dropped]


def _paged(*pages: list[str]) -> RawDocument:
    """A file whose format parts the pages."""
    return read_txt("\f".join("\n".join(page) for page in pages).encode())


def _pages(text: str) -> list[tuple[str, int | None]]:
    """Each page start of a text file: its first words, and the page."""
    document = read_txt(text.encode())
    starts = page_starts(document.raw, document.lines, find_furniture(document.raw, document.lines))
    return [
        (document.raw[start : start + 30].strip().split("\n")[0], page) for start, page in starts
    ]


# --- Contents ---------------------------------------------------------------------


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
    assert _kept(document) == ["1 Inledning", "Här börjar texten."]


@pytest.mark.parametrize("title", ["INNEHÅLLSFÖRTECKNING", "# Contents", "Figurförteckning"])
def test_contents_are_known_by_their_title(title: str) -> None:
    document = read_txt(f"{title}\n\nHamnen\t4\nBron\t8\n\nTexten börjar.".encode())

    assert _kept(document) == ["Texten börjar."]


def test_contents_without_pages_are_read_by_their_numbers() -> None:
    document = read_txt("Innehåll\n\n- 1 Hamnen\n- 2 Bron\n\nHamnen\n\nText om båtar.".encode())

    assert _kept(document) == ["Hamnen", "Text om båtar."]


def test_damaged_title_is_found_in_the_contents() -> None:
    entries = (Entry("2", "METOAKITHK", 11), Entry("3", "Samverkan", 23))

    assert matching_entry("3 Samverken", entries) == entries[1]
    assert matching_entry("4 Samverkan", entries) is None


def test_number_is_parted_from_its_title() -> None:
    assert split_number("3.1 Bakgrund") == ("3.1", "Bakgrund")
    assert split_number("4.\tHamnen") == ("4", "Hamnen")
    assert split_number("2024 var ett bra år") == ("", "2024 var ett bra år")


# --- Running headers of a format with pages -------------------------------------------


def _report_page(number: int, *body: str) -> list[str]:
    return ["Hamnplan för Ekvik   Remiss", *body, f"Ekviks kommun   {number} (4)"]


BODIES = [
    ["Kajen byggs om.", "Det tar två år."],
    ["Farleden blir djupare.", "Muddringen kostar mest."],
    ["2.1 Färjan", "Linjen läggs ned.", "Bussen tar över."],
    ["Båtklubben flyttar.", "Den får en ny brygga."],
]


def test_repeated_lines_at_the_edges_of_pages_are_dropped() -> None:
    document = _paged(*(_report_page(n, *body) for n, body in enumerate(BODIES, 1)))

    assert _kept(document) == [line for body in BODIES for line in body]


def test_headers_of_right_and_left_pages_may_differ() -> None:
    headers = ["Ekvik 2024", "Hamnplan", "Ekvik 2024", "Hamnplan", "Ekvik 2024", "Hamnplan"]
    bodies = [f"Sidan handlar om kaj {letter} och dess djup." for letter in "ABCDEF"]
    document = _paged(*([header, body] for header, body in zip(headers, bodies, strict=True)))

    assert _kept(document) == bodies


def test_page_number_alone_is_dropped_where_it_counts_the_pages() -> None:
    document = _paged(*([*body, str(n + 6)] for n, body in enumerate(BODIES)))

    assert _kept(document) == [line for body in BODIES for line in body]


def test_number_that_does_not_count_pages_stays() -> None:
    counts = {"Ekvik": "41", "Sjöbo": "12", "Norrdal": "97"}
    bodies = [[f"Antal båtar i hamnen i {place}:", number] for place, number in counts.items()]

    assert "97" in _kept(_paged(*bodies))


def test_numbered_headings_at_page_tops_are_no_running_header() -> None:
    pages = [
        [f"{n}.1 Översikt", f"Avsnitt {letter} beskrivs."] for n, letter in enumerate("ABCD", 1)
    ]

    assert "3.1 Översikt" in _kept(_paged(*pages))


def test_line_that_repeats_in_the_midst_of_pages_stays() -> None:
    around = [[f"{words} {letter}." for words in ("Först", "Sedan", "Då")] for letter in "ABCD"]
    pages = [[*lines, "Kostnad per år:", *reversed(lines)] for lines in around]

    assert _kept(_paged(*pages)).count("Kostnad per år:") == 4


def test_format_that_states_pages_is_believed() -> None:
    document = read_txt("Ett\n\fTvå\n\fTre".encode())
    furniture = find_furniture(document.raw, document.lines)

    assert [page for _, page in page_starts(document.raw, document.lines, furniture)] == [1, 2, 3]
    assert furniture.tops == {1, 2}


# --- Pages of a text without any format -----------------------------------------------


def test_headers_prove_a_page_between_two_that_follow_each_other() -> None:
    text = "\n\nText.\n\n".join(f"Rapport\tSida {page} (9)" for page in (4, 5, 8))

    assert [page for _, page in _pages(text)] == [4, None, None]


def test_last_page_is_proven_by_the_number_of_pages() -> None:
    text = "Rapport\tSida 3 (9)\n\nText.\n\nRapport\tSida 9 (9)\n\nSlut."

    assert [page for _, page in _pages(text)] == [None, 9]


def _scanned(first: int, last: int, contents: dict[int, str]) -> str:
    """Pages that begin with a line indented by one space, under a table of contents."""
    lines = ["Innehåll", "", *(f"{title} ........ {page}" for page, title in contents.items()), ""]
    for page in range(first, last + 1):
        title = contents.get(page)
        opening = [f" {title}"] if title else [" Texten går vidare här."]
        lines += [
            *opening,
            *(f"Rad {row} på sidan om saken i fråga." for row in "abcdefghijklm"),
            "",
        ]
    return "\n".join(lines)


def test_counted_pages_hold_where_the_contents_agree() -> None:
    chapters = {5: "1 Hamnen", 8: "2 Farleden", 11: "3 Färjan", 14: "4 Kajen"}

    pages = dict(_pages(_scanned(5, 15, chapters)))

    assert pages["1 Hamnen"] == 5
    assert pages["3 Färjan"] == 11


def test_counted_pages_are_not_given_where_the_contents_disagree() -> None:
    text = _scanned(5, 15, {5: "1 Hamnen", 8: "2 Farleden", 11: "3 Färjan", 14: "4 Kajen"})
    wrong = text.replace("........ 8", "........ 20").replace("........ 11", "........ 31")

    assert all(page is None for _, page in _pages(wrong))


def test_page_number_above_the_next_page_is_no_text() -> None:
    text = _scanned(5, 9, {5: "1 Hamnen", 6: "2 Farleden", 7: "3 Färjan", 8: "4 Kajen"})
    text = text.replace("\n 2 Farleden", "\n5\n 2 Farleden")

    assert "5" not in _kept(read_txt(text.encode()))


# --- The corpus -------------------------------------------------------------------------


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


@pytest.mark.parametrize("words", ["|Page", "| P a g e", "Sida 35 (67)", "Publiceringsdatum"])
def test_no_page_mark_is_left_in_the_text(words: str) -> None:
    assert all(words not in document.text for document in corpus().values())
