from advisor.documents.content_lines import ContentLine
from advisor.documents.parts_builder import PartsBuilder
from advisor.types import Line


def _line(text: str) -> ContentLine:
    line = Line(0, len(text))
    return ContentLine(0, text, line, above="", gap=True, last=True, broken=False)


def _with_headings(*headings: tuple[int, str]) -> PartsBuilder:
    builder = PartsBuilder()
    for level, title in headings:
        builder.add_heading(_line(title), title, level, is_numbered=False, is_lone=False)
    return builder


def test_heading_closes_the_sections_of_its_level_and_below() -> None:
    builder = _with_headings((1, "Hamnen"), (2, "Kajen"), (3, "Pollare"), (2, "Bron"))

    builder.add("paragraph", _line("Bron är bred."))

    assert builder.headings == [(1, "Hamnen"), (2, "Bron")]
    assert builder.parts[-2].section == ("Hamnen",)
    assert builder.parts[-1].section == ("Hamnen", "Bron")


def test_title_opens_no_section() -> None:
    builder = PartsBuilder()

    builder.add_title(_line("Hamnplan"))

    assert builder.headings == []
    assert builder.parts[0].kind == "heading"


def test_what_stands_among_references_is_a_reference() -> None:
    builder = _with_headings((1, "Referenser"))

    builder.add("paragraph", _line("Berg, A. (2020). Hamnar i norr."))
    builder.add("notice", _line("Sida"))

    assert [part.kind for part in builder.parts] == ["heading", "reference", "notice"]


def test_items_of_a_level_are_one_list_until_the_count_restarts() -> None:
    builder = PartsBuilder()

    for level, restarts in ((1, True), (2, False), (1, False), (1, True)):
        builder.add_item(_line("Köpa en färja."), level, restarts=restarts)

    assert [part.group for part in builder.parts] == [1, 2, 1, 3]


def test_line_goes_on_with_the_part_before_a_footnote() -> None:
    builder = PartsBuilder()
    builder.add("paragraph", _line("Kajen är trång och"))
    builder.add("footnote", _line("¹ Sjöfartsverket."))

    was_after, was_open = builder.is_after_footnote, builder.is_mid_sentence
    builder.extend(_line("bron är bred."))

    assert (was_after, was_open) == (True, True)
    assert [len(part.spans) for part in builder.parts] == [2, 1]
    assert not builder.is_mid_sentence
