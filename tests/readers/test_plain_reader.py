import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import UnreadableFileError
from advisor.readers.plain_reader import read_md, read_txt
from advisor.types import RawDocument


def _texts(document: RawDocument) -> list[str]:
    return [document.raw[line.start : line.end] for line in document.lines]


def _kinds(markdown: str) -> list[tuple[str, str, int]]:
    document = read_md(markdown.encode())
    return [(document.raw[line.start : line.end], line.kind, line.level) for line in document.lines]


def test_raw_is_the_file_to_the_letter_with_its_line_ends() -> None:
    document = read_txt("Å\r\n\r\nä  \rö\n".encode())

    assert document.raw == "Å\r\n\r\nä  \rö\n"
    assert _texts(document) == ["Å", "", "ä  ", "ö"]
    assert {line.kind for line in document.lines} == {"unknown"}


@given(st.text(alphabet="aå \t\r\n\f|#-*>`", max_size=60))
def test_lines_and_their_breaks_make_up_the_whole_file(text: str) -> None:
    for read in (read_txt, read_md):
        document = read(text.encode())

        ends = [0, *(line.end for line in document.lines)]
        starts = [*(line.start for line in document.lines), len(text)]
        between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        assert document.raw == text
        assert set("".join(between)) <= set("\r\n\f")
        assert not any(set(line) & set("\r\n\f") for line in _texts(document))


def test_binary_content_is_refused() -> None:
    for read in (read_txt, read_md):
        with pytest.raises(UnreadableFileError, match="binary"):
            read(b"abc\0def")


def test_form_feeds_part_pages() -> None:
    document = read_txt(b"Ett\nmer\n\fTv\xc3\xa5\n\f\n\fFyra")

    pages = [line.page for line in document.lines]
    assert list(zip(_texts(document), pages, strict=True)) == [
        ("Ett", 1),
        ("mer", 1),
        ("Två", 2),
        ("", 3),
        ("Fyra", 4),
    ]


def test_no_page_is_guessed_without_form_feeds() -> None:
    document = read_txt(b"Sida 1\nSida 2\n")

    assert [line.page for line in document.lines] == [None, None]


def test_atx_headings_have_their_level() -> None:
    assert _kinds("# Ett\n\n### Tre ###\n#hashtag\n") == [
        ("# Ett", "heading", 1),
        ("", "text", 0),
        ("### Tre ###", "heading", 3),
        ("#hashtag", "text", 0),
    ]


def test_underlined_line_is_a_heading() -> None:
    assert _kinds("Ett\n===\n\nTvå\n---\n") == [
        ("Ett", "heading", 1),
        ("===", "text", 0),
        ("", "text", 0),
        ("Två", "heading", 2),
        ("---", "text", 0),
    ]


def test_rule_under_a_paragraph_of_two_lines_makes_no_heading() -> None:
    assert [kind for _, kind, _ in _kinds("Ett stycke\nsom går vidare\n---\n")] == ["text"] * 3


def test_list_items_have_their_level_by_indentation() -> None:
    assert _kinds("- a\n  fortsätter\n  - b\n    1. c\n- d\n* * *\n1) e\n") == [
        ("- a", "list_item", 1),
        ("  fortsätter", "text", 0),
        ("  - b", "list_item", 2),
        ("    1. c", "list_item", 3),
        ("- d", "list_item", 1),
        ("* * *", "text", 0),
        ("1) e", "list_item", 1),
    ]


def test_new_list_after_a_paragraph_begins_at_level_one() -> None:
    kinds = _kinds("- a\n  - b\n\nEtt stycke.\n\n  - c\n")

    assert kinds[-1] == ("  - c", "list_item", 1)


def test_year_that_begins_a_paragraphs_next_line_is_no_list_item() -> None:
    assert [kind for _, kind, _ in _kinds("Det hände i maj\n2014. Sedan dess\n")] == ["text"] * 2


def test_table_rows_are_told_from_the_header_and_kept_as_they_are() -> None:
    assert _kinds("Text\n\n| Kommun | År |\n|:---|---:|\n| Åmål | 2014 |\n\nSlut | nu\n") == [
        ("Text", "text", 0),
        ("", "text", 0),
        ("| Kommun | År |", "table_header", 0),
        ("|:---|---:|", "table_header", 0),
        ("| Åmål | 2014 |", "table_row", 0),
        ("", "text", 0),
        ("Slut | nu", "text", 0),
    ]


def test_marks_within_code_and_front_matter_mean_nothing() -> None:
    kinds = _kinds("---\ntitle: Ett\n---\n```\n# kod\n- kod\n```\n# Rubrik\n")

    assert [kind for _, kind, _ in kinds] == ["text"] * 7 + ["heading"]


def test_comment_is_hidden() -> None:
    document = read_md("Synligt <!-- dolt\n- här --> igen\n".encode())

    assert [document.raw[start:end] for start, end in document.hidden] == ["<!-- dolt\n- här -->"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display:none">dolt <b>här</b></span>',
        "<div hidden>\n\nDolt.\n\n</div>",
        '[//]: # "Dolt."\n',
        "<template>Dolt.</template>",
    ],
)
def test_what_markdown_does_not_show_is_hidden(hidden: str) -> None:
    document = read_md(f"Synligt.\n\n{hidden}\nMer <b>synligt</b>.\n".encode())

    assert [document.raw[start:end] for start, end in document.hidden] == [hidden]


def test_line_like_a_definition_within_a_paragraph_is_seen() -> None:
    assert read_md(b"Synligt\n[a]: b\n\n[^1]: En not.\n").hidden == ()
