from advisor.documents.places import locate
from tests.documents.parsed import PROSE, txt


def test_place_tells_the_headings_above_and_the_raw_words() -> None:
    document = txt(f"1 Hamnen\n\n{PROSE}\n\n2 Bron\n\nBron  är hel, men kajen har rasat.")
    start = document.text.index("Bron är hel")

    place = locate(document, start, start + len("Bron är hel"))

    assert place.section == ("2 Bron",)
    assert document.raw[place.raw_start : place.raw_end] == "Bron  är hel"
    assert (place.page, place.language, place.repaired) == (None, "sv", False)


def test_what_stands_between_blocks_has_no_section() -> None:
    document = txt(f"1 Hamnen\n\n{PROSE}")

    assert locate(document, len("1 Hamnen"), len("1 Hamnen") + 1).section == ()
