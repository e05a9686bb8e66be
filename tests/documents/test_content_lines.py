from advisor.documents.content_lines import ContentLine, bare, content_lines, ending
from advisor.documents.furniture import find_furniture
from advisor.readers.plain_reader import read_txt


def _lines(text: str) -> list[ContentLine]:
    document = read_txt(text.encode())
    return content_lines(document.raw, document.lines, find_furniture(document.raw, document.lines))


def test_line_knows_the_gaps_around_it_and_the_line_above() -> None:
    first, second, third = _lines("Kajen är trång.\nBron är bred.\n\nFarleden är djup.")

    assert (first.above, first.gap, first.last) == ("", True, False)
    assert (second.above, second.gap, second.last) == ("Kajen är trång.", False, True)
    assert (third.above, third.gap, third.last) == ("Bron är bred.", True, True)


def test_page_mark_breaks_the_text_and_ends_nothing() -> None:
    before, after = _lines("Kajen är trång och\nSida 3 (9)\nbron är bred.")

    assert (before.last, after.gap) == (False, True)
    assert (before.broken, after.broken) == (False, True)


def test_line_without_words_is_no_content() -> None:
    assert [line.text for line in _lines("Kajen\n* * *\nBron\n---\nFarleden")] == [
        "Kajen",
        "Bron",
        "---",
        "Farleden",
    ]


def test_marks_of_a_heading_are_left_out() -> None:
    assert bare("## **Hamnen** ##") == "Hamnen"


def test_end_of_a_line_tells_whether_its_sentence_may_go_on() -> None:
    lines = ["Kajen är trång.", "Kajen är ”trång”", "Kajen är trång", "Kajen är trång och", "Kaj.²"]

    assert [ending(line) for line in lines] == ["", "soft", "open", "dangling", ""]
