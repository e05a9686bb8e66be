import pytest

from advisor.readers.plain_reader import read_txt
from advisor.types import RawDocument
from tests.documents.parsed import corpus, running_text


def _paged(*pages: list[str]) -> RawDocument:
    """A file whose format parts the pages."""
    return read_txt("\f".join("\n".join(page) for page in pages).encode())


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

    assert running_text(document) == [line for body in BODIES for line in body]


def test_headers_of_right_and_left_pages_may_differ() -> None:
    headers = ["Ekvik 2024", "Hamnplan", "Ekvik 2024", "Hamnplan", "Ekvik 2024", "Hamnplan"]
    bodies = [f"Sidan handlar om kaj {letter} och dess djup." for letter in "ABCDEF"]
    document = _paged(*([header, body] for header, body in zip(headers, bodies, strict=True)))

    assert running_text(document) == bodies


def test_page_number_alone_is_dropped_where_it_counts_the_pages() -> None:
    document = _paged(*([*body, str(n + 6)] for n, body in enumerate(BODIES)))

    assert running_text(document) == [line for body in BODIES for line in body]


def test_number_that_does_not_count_pages_stays() -> None:
    counts = {"Ekvik": "41", "Sjöbo": "12", "Norrdal": "97"}
    bodies = [[f"Antal båtar i hamnen i {place}:", number] for place, number in counts.items()]

    assert "97" in running_text(_paged(*bodies))


def test_numbered_headings_at_page_tops_are_no_running_header() -> None:
    pages = [
        [f"{n}.1 Översikt", f"Avsnitt {letter} beskrivs."] for n, letter in enumerate("ABCD", 1)
    ]

    assert "3.1 Översikt" in running_text(_paged(*pages))


def test_line_that_repeats_in_the_midst_of_pages_stays() -> None:
    around = [[f"{words} {letter}." for words in ("Först", "Sedan", "Då")] for letter in "ABCD"]
    pages = [[*lines, "Kostnad per år:", *reversed(lines)] for lines in around]

    assert running_text(_paged(*pages)).count("Kostnad per år:") == 4


@pytest.mark.parametrize("words", ["|Page", "| P a g e", "Sida 35 (67)", "Publiceringsdatum"])
def test_no_page_mark_is_left_in_the_text(words: str) -> None:
    assert all(words not in document.text for document in corpus().values())
