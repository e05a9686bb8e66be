import pytest

from advisor.errors import UnreadableFileError
from advisor.readers.html_reader import read_html
from advisor.types import RawDocument


def _read(body: str) -> RawDocument:
    return read_html(body.encode())


def _lines(document: RawDocument) -> list[tuple[str, str, int]]:
    return [(document.raw[line.start : line.end], line.kind, line.level) for line in document.lines]


def _hidden(document: RawDocument) -> list[str]:
    return [document.raw[start:end] for start, end in document.hidden]


def test_headings_paragraphs_and_lists_are_lines_of_their_kind() -> None:
    document = _read(
        "<h2>Slut<i>sats</i></h2><p>En\n  rad &amp; till</p><ul><li>ett<ul><li>två</ul><li>tre</ul>"
    )

    assert _lines(document) == [
        ("Slutsats", "heading", 2),
        ("En rad & till", "text", 0),
        ("ett", "list_item", 1),
        ("två", "list_item", 2),
        ("tre", "list_item", 1),
    ]


def test_empty_line_parts_paragraphs_but_not_the_lines_of_one() -> None:
    document = _read("<p>Ett<br>mer<p>Två<ul><li>punkt<br>mer</li></ul>Tre")

    assert document.raw == "Ett\nmer\n\nTvå\npunkt\nmer\n\nTre"


def test_table_cells_are_parted_by_tabs_under_their_header() -> None:
    document = _read(
        "<table><caption>Tabell 1</caption><tr><th>Kommun<th>År</tr>"
        "<tr><td><p>Åmål</p><p>stad</p><td>2014</tr><tr><th>Ed<td></tr></table><p>Slut"
    )

    assert _lines(document) == [
        ("Tabell 1", "caption", 0),
        ("Kommun\tÅr", "table_header", 0),
        ("Åmål stad\t2014", "table_row", 0),
        ("Ed\t", "table_row", 0),
        ("Slut", "text", 0),
    ]


def test_cells_over_several_columns_and_rows_keep_the_others_in_place() -> None:
    document = _read(
        "<table><tr><td colspan=2>a<td>b</tr><tr><td rowspan=2>c<td>d<td>e</tr>"
        "<tr><td>f<td>g</tr></table>"
    )

    assert document.raw == "a\t\tb\nc\td\te\n\tf\tg"


def test_table_that_only_places_things_is_no_table() -> None:
    document = _read("<table><tr><td><p>Meny<td><table><tr><td>1<td>2</table></table>")

    assert _lines(document) == [("Meny", "text", 0), ("1\t2", "table_row", 0)]


def test_menus_scripts_styles_and_comments_are_left_out() -> None:
    document = _read(
        "<head><title>T</title><style>p{}</style><body><nav>Meny</nav><script>x</script>"
        "<template>mall</template><!-- not --><p>Kvar"
    )

    assert document.raw == "Kvar"


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'aria-hidden="true"',
        'style="display: none"',
        'style="color:red;VISIBILITY:hidden !important"',
        'style="font-size:1px"',
        'style="font-size:0"',
        'style="font-size:.05em"',
        'style="color:#fff"',
        'style="color: rgb(255, 255, 255)"',
        'style="color:white;background:#fefefe"',
        'style="color:#0a0a0a;background:black"',
        'style="color:hsl(0, 0%, 100%)"',
        'style="color:rgba(0,0,0,0)"',
        'style="opacity:0.01"',
        'style="font:1px/1 serif"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-9999px"',
        'style="clip-path:inset(100%)"',
        'style="transform:scale(0)"',
        'style="max-height:0;overflow:hidden"',
    ],
)
def test_text_that_a_browser_does_not_show_is_kept_and_listed(attributes: str) -> None:
    document = _read(f"<p>Avgiften är <span {attributes}>inte <b>500</b></span> kr.</p>")

    assert document.raw == "Avgiften är inte 500 kr."
    assert _hidden(document) == ["inte 500"]


@pytest.mark.parametrize(
    "attributes",
    [
        'style="color:white;background-color:#003366"',
        'style="font-size:12px"',
        'style="font-size:0.8em"',
        'style="color:#333"',
        'aria-hidden="false"',
        'style="color:rgba(0,0,0,.8);opacity:.9"',
        'style="margin-left:-20px;overflow:hidden;height:3em"',
        'style="color:navy;background:#ddeeff"',
    ],
)
def test_text_that_can_be_seen_is_not_hidden(attributes: str) -> None:
    assert _hidden(_read(f"<p {attributes}>Synligt</p>")) == []


def test_white_text_on_a_coloured_part_of_the_page_is_not_hidden() -> None:
    document = _read(
        '<div style="background:navy"><p style="color:white;background:transparent">Synligt</div>'
    )

    assert _hidden(document) == []


def test_document_type_with_entities_does_no_harm() -> None:
    document = _read(
        '<!DOCTYPE html [<!ENTITY a "<b>aaaa</b>">\n<!ENTITY b "&a;&a;">]><p>Text &b; slut'
    )

    assert document.raw.startswith("Text &b")
    assert document.raw.endswith(" slut")


def test_encoding_that_the_page_declares_is_used() -> None:
    page = '<meta charset="iso-8859-15"><p>Små € kommuner'

    document = read_html(page.encode("iso-8859-15"))

    assert document.raw == "Små € kommuner"
    assert document.warnings == ()


def test_page_nested_very_deep_is_read() -> None:
    document = _read("<div>" * 5_000 + "djupt" + "</div>" * 5_000)

    assert document.raw == "djupt"


def test_binary_content_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="binary"):
        read_html(b"<p>\0\0\0")


@pytest.mark.parametrize(
    "sheet",
    [
        ".x { display: none }",
        "div > .x{color:#fff}",
        "p, #y{font-size:0}",
        "@media screen { .x{opacity:0} }",
    ],
)
def test_text_that_a_style_sheet_hides_is_listed(sheet: str) -> None:
    page = f'<style>{sheet}</style><div><span class="x" id="y">Dolt.</span></div>'

    assert _hidden(_read(page)) == ["Dolt."]


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print { .x{display:none} }",
        ".x:hover{display:none}",
        ".x{display:none} div .x{display:block}",
        ".other{display:none}",
        ".x{display:none",
        "???{display:none}",
    ],
)
def test_text_that_a_style_sheet_shows_on_the_screen_is_not_hidden(sheet: str) -> None:
    page = f'<style>{sheet}</style><div><span class="x">Synligt.</span></div>'

    assert _hidden(_read(page)) == []
