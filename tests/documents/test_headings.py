import pytest

from tests.documents.parsed import PROSE, WRAPPED, block, blocks, txt


def _sections(text: str) -> list[tuple[str, ...]]:
    """The section of each paragraph."""
    return [b.section for b in txt(text).blocks if b.kind == "paragraph"]


def test_numbered_headings_nest_by_their_numbers() -> None:
    headings = ("1 Hamnen", "1.1 Kajen", "1.1.1 Bryggan", "2 Bron")
    text = "\n\n".join(f"{heading}\n\n{PROSE}" for heading in headings)

    assert _sections(text) == [
        ("1 Hamnen",),
        ("1 Hamnen", "1.1 Kajen"),
        ("1 Hamnen", "1.1 Kajen", "1.1.1 Bryggan"),
        ("2 Bron",),
    ]


def test_lone_short_line_is_a_heading_below_the_numbered_one() -> None:
    assert _sections(f"3 Hamnen\n\nKajens skick\n\n{PROSE}") == [("3 Hamnen", "Kajens skick")]


def test_heading_may_begin_with_a_number_that_counts() -> None:
    assert _sections(f"1 Hamnen\n\n14 bryggor\n\n{PROSE}") == [("1 Hamnen", "14 bryggor")]


def test_capitals_stand_above_lone_lines() -> None:
    text = f"1 Hamnen\n\nVÅR OCH HÖST\n\nKajen\n\n{PROSE}\n\nVINTER\n\n{PROSE}"

    assert _sections(text) == [("1 Hamnen", "VÅR OCH HÖST", "Kajen"), ("1 Hamnen", "VINTER")]


def test_question_above_its_answer_is_a_heading() -> None:
    assert _sections(f"1 Hamnen\n\nVem sköter kajen?\n\n{PROSE}") == [
        ("1 Hamnen", "Vem sköter kajen?")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Kajen är trasig.",
        "Kajen, bron och",
        "Vi har tre saker att göra:",
        "kajens skick",
        "Hamnen (som byggdes",
    ],
)
def test_line_that_ends_or_begins_like_a_sentence_is_no_heading(line: str) -> None:
    assert line not in blocks(txt(f"1 Hamnen\n\n{line}\n\n{PROSE}"), "heading")


def test_items_of_a_numbered_list_are_no_headings() -> None:
    document = txt(
        f"{PROSE}\n\nKommunen bör\n1. Laga kajen\n2. Måla bron\n3. Köpa en färja\n\n{PROSE}"
    )

    assert blocks(document, "list_item") == ["Laga kajen", "Måla bron", "Köpa en färja"]
    assert blocks(document, "heading") == []


def test_of_two_lone_lines_the_second_is_text_when_nothing_follows_it() -> None:
    document = txt(
        f"1 Metod\n\nEnkäter\n\nEnkäter till hamnchefer och kaptener\n\nBesök\n\n{PROSE}"
    )

    assert blocks(document, "heading") == ["1 Metod", "Enkäter", "Besök"]
    assert block(document, "till hamnchefer").section == ("1 Metod", "Enkäter")


def test_references_begin_a_chapter_whatever_stood_above() -> None:
    document = txt(f"2 Hamnen\n\n2.1 Kajen\n\n{PROSE}\n\nReferenser\n\nBerg, A. (2020). Hamnar.")

    assert block(document, "Berg, A.").section == ("Referenser",)
    assert block(document, "Berg, A.").kind == "reference"


def test_unwrapped_headings_of_a_text_without_empty_lines_are_found() -> None:
    text = f"Hamnens drift\n{WRAPPED}\nKajens skick\n{WRAPPED}"

    assert blocks(txt(text), "heading") == ["Hamnens drift", "Kajens skick"]
