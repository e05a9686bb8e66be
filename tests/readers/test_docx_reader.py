import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from advisor.errors import UnreadableFileError
from advisor.readers.docx_reader import read_docx
from advisor.types import RawDocument
from tests.documents.files import docx_bytes, with_parts

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WHITE = RGBColor(255, 255, 255)


def _read(document: Document) -> RawDocument:
    return read_docx(docx_bytes(document))


def _lines(document: Document) -> list[tuple[str, str, int]]:
    read = _read(document)
    return [(read.raw[line.start : line.end], line.kind, line.level) for line in read.lines]


def _hidden(document: Document) -> list[str]:
    read = _read(document)
    return [read.raw[start:end] for start, end in read.hidden]


def _add_xml(document: Document, xml: str) -> None:
    """Put an element before the body's last one, its section properties."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace(">", f" {_NAMESPACE}>", 1)))


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.add_heading("Titel", 0)
    document.add_heading("Slutsats", 2)
    document.add_paragraph("Före.")
    document.add_table(1, 2).cell(0, 0).text = "cell"
    document.add_paragraph("Efter.")

    assert _lines(document) == [
        ("Titel", "heading", 1),
        ("Slutsats", "heading", 2),
        ("Före.", "text", 0),
        ("cell\t", "table_row", 0),
        ("Efter.", "text", 0),
    ]


def test_empty_line_parts_paragraphs_but_not_the_lines_of_one() -> None:
    document = docx.Document()
    document.add_paragraph("Ett\nmer")
    document.add_paragraph("")
    document.add_paragraph("Två")

    assert _read(document).raw == "Ett\nmer\n\nTvå"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rubrik 3", ("heading", 3)),
        ("Beskrivning", ("caption", 0)),
        ("Punktlista 2", ("list_item", 2)),
        ("List Number 3", ("list_item", 3)),
        ("Brödtext", ("text", 0)),
    ],
)
def test_styles_are_known_by_their_names(name: str, expected: tuple[str, int]) -> None:
    document = docx.Document()
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Ord", style=name)

    assert _lines(document) == [("Ord", *expected)]


def test_style_takes_its_meaning_from_the_one_it_is_based_on() -> None:
    document = docx.Document()
    style = document.styles.add_style("Kommunens rubrik", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Syfte", style=style)

    assert _lines(document) == [("Syfte", "heading", 2)]


def test_styles_based_on_each_other_end_nowhere() -> None:
    document = docx.Document()
    one = document.styles.add_style("Ett", WD_STYLE_TYPE.PARAGRAPH)
    two = document.styles.add_style("Två", WD_STYLE_TYPE.PARAGRAPH)
    one.base_style, two.base_style = two, one
    document.add_paragraph("Ord", style=one)

    assert _lines(document) == [("Ord", "text", 0)]


def test_numbered_paragraph_is_a_list_item_and_a_numbered_heading_is_not() -> None:
    document = docx.Document()
    numbering = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    run = "<w:r><w:t>Ord</w:t></w:r>"
    _add_xml(document, f"<w:p><w:pPr>{numbering}</w:pPr>{run}</w:p>")
    style = '<w:pStyle w:val="Heading1"/>'
    _add_xml(document, f"<w:p><w:pPr>{style}{numbering}</w:pPr>{run}</w:p>")

    assert _lines(document) == [("Ord", "list_item", 2), ("Ord", "heading", 1)]


def test_outline_level_makes_a_heading() -> None:
    document = docx.Document()
    properties = '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
    _add_xml(document, f"<w:p>{properties}<w:r><w:t>Ord</w:t></w:r></w:p>")

    assert _lines(document) == [("Ord", "heading", 3)]


def test_first_row_of_a_table_is_its_header() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kommun", "År"
    table.cell(1, 0).text, table.cell(1, 1).text = "Åmål\nstad", "2014"

    assert _lines(document) == [
        ("Kommun\tÅr", "table_header", 0),
        ("Åmål stad\t2014", "table_row", 0),
    ]


def test_first_row_of_a_single_column_is_its_header_when_it_is_bold_or_marked() -> None:
    document = docx.Document()
    for _ in range(3):
        table = document.add_table(2, 1)
        table.cell(0, 0).text, table.cell(1, 0).text = "ett", "två"
    bold, marked, _plain = document.tables
    bold.cell(0, 0).paragraphs[0].runs[0].bold = True
    properties = marked.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {_NAMESPACE}/>"))

    kinds = [kind for _, kind, _ in _lines(document)]

    assert kinds == ["table_header", "table_row"] * 2 + ["table_row", "table_row"]


def test_merged_cells_keep_the_others_in_their_column() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "a"
    table.cell(0, 2).text, table.cell(1, 2).text = "b", "c"

    assert [text for text, _, _ in _lines(document)] == ["a\t\tb", "\t\tc"]


def test_table_of_one_cell_is_a_frame_around_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Fakta"
    cell.add_paragraph("Punkt", style="List Bullet")

    assert _lines(document) == [("Fakta", "text", 0), ("Punkt", "list_item", 1)]


def test_content_controls_links_and_insertions_are_read_and_deletions_are_not() -> None:
    document = docx.Document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    inside = (
        f"<w:p><w:hyperlink>{run.format('länk ')}</w:hyperlink>"
        f'<w:ins w:id="1" w:author="a">{run.format("nytt")}</w:ins>'
        f'<w:moveFrom w:id="2" w:author="a">{run.format("flyttat")}</w:moveFrom>'
        f'<w:del w:id="3" w:author="a"><w:r><w:delText>gammalt</w:delText></w:r></w:del></w:p>'
    )
    _add_xml(document, f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>")

    assert _lines(document) == [("länk nytt", "text", 0)]


def test_text_box_is_read_once_after_its_paragraph() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Ruta</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    _add_xml(
        document,
        f"<w:p><w:r><w:t>Text</w:t><mc:AlternateContent {compatible}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )

    assert _read(document).raw == "Text\n\nRuta"


def test_text_that_word_does_not_show_is_kept_and_listed() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Synligt ")
    paragraph.add_run("osynligt").font.hidden = True
    paragraph.add_run(" och ")
    paragraph.add_run("vitt").font.color.rgb = _WHITE
    paragraph.add_run(" och ")
    paragraph.add_run("litet").font.size = Pt(2)
    paragraph.add_run(" slut").font.size = Pt(3)

    assert _read(document).raw == "Synligt osynligt och vitt och litet slut"
    assert _hidden(document) == ["osynligt", "vitt", "litet"]


def test_text_hidden_by_its_style_is_listed() -> None:
    document = docx.Document()
    style = document.styles.add_style("Dold", WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    paragraph = document.add_paragraph("Dolt", style=style)
    paragraph.add_run(" synligt").font.hidden = False

    assert _hidden(document) == ["Dolt"]


def test_white_text_on_a_coloured_cell_is_not_hidden() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row in (0, 1):
        table.cell(row, 0).paragraphs[0].add_run(f"vit {row}").font.color.rgb = _WHITE
    shading = parse_xml(f'<w:shd {_NAMESPACE} w:val="clear" w:fill="003366"/>')
    table.cell(0, 0)._tc.get_or_add_tcPr().append(shading)

    assert _hidden(document) == ["vit 1"]


def test_no_page_is_stated() -> None:
    document = docx.Document()
    document.add_paragraph("Ett").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Två")

    assert {line.page for line in _read(document).lines} == {None}


@pytest.mark.parametrize("content", [b"hej", b"PK\x03\x04hej", docx_bytes(docx.Document())[:9000]])
def test_damaged_file_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"damaged.*save it again"):
        read_docx(content)


def test_zip_that_holds_no_word_file_is_refused() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("hej.txt", "hej")

    with pytest.raises(UnreadableFileError, match="damaged"):
        read_docx(content.getvalue())


def test_old_or_locked_word_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="password"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))


def test_word_file_built_to_do_harm_is_refused() -> None:
    content = with_parts(docx_bytes(docx.Document()), {"word/x.xml": b"<!DOCTYPE a><a/>"})

    with pytest.raises(UnreadableFileError, match="document type, which no Word file has"):
        read_docx(content)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color {} w:val="auto" w:themeColor="background1"/>',
        '<w:w {} w:val="1"/>',
        "<w:webHidden {}/>",
    ],
)
def test_run_that_leaves_no_mark_on_the_page_is_listed(properties: str) -> None:
    document = docx.Document()
    run = document.add_paragraph("Synligt. ").add_run("Dolt.")
    run._r.get_or_add_rPr().append(parse_xml(properties.format(_NAMESPACE)))

    assert _hidden(document) == ["Dolt."]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:spacing {} w:line="1" w:lineRule="exact"/>',
        '<w:ind {} w:left="30000"/>',
        '<w:ind {} w:left="-30000"/>',
    ],
)
def test_paragraph_without_height_or_beside_the_page_is_listed(properties: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Dolt.")
    paragraph._p.get_or_add_pPr().append(parse_xml(properties.format(_NAMESPACE)))

    assert _hidden(document) == ["Dolt."]


def test_paragraph_that_is_set_in_is_not_hidden() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Synligt.")
    for xml in ('<w:spacing {} w:line="240" w:lineRule="exact"/>', '<w:ind {} w:left="720"/>'):
        paragraph._p.get_or_add_pPr().append(parse_xml(xml.format(_NAMESPACE)))

    assert _hidden(document) == []
