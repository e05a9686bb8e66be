import pytest

from advisor.errors import UnreadableFileError
from advisor.readers.pdf_reader import read_pdf
from advisor.types import RawDocument
from tests.documents.files import LONG, PdfBookmark, PdfLabels, PdfText, encrypted_pdf, make_pdf


def _texts(document: RawDocument) -> list[str]:
    return [document.raw[line.start : line.end] for line in document.lines]


def _hidden(document: RawDocument) -> list[str]:
    return [document.raw[start:end] for start, end in document.hidden]


def test_each_line_of_a_page_is_a_line_with_its_letters() -> None:
    document = read_pdf(make_pdf(["Första raden: å ä ö é – 33 %", LONG]))

    assert document.raw == f"Första raden: å ä ö é – 33 %\n{LONG}"
    assert {line.kind for line in document.lines} == {"unknown"}


def test_word_parted_at_the_end_of_a_line_stays_parted() -> None:
    document = read_pdf(make_pdf(["Frågan om samver-", "kan mellan kommuner", LONG]))

    assert _texts(document)[:2] == ["Frågan om samver-", "kan mellan kommuner"]


def test_page_is_its_place_where_the_file_has_no_labels() -> None:
    document = read_pdf(make_pdf([LONG], [LONG]))

    assert [line.page for line in document.lines] == [1, 2]


def test_page_is_its_label_where_that_is_a_number() -> None:
    labels = [PdfLabels(0, "r"), PdfLabels(2, "D", 5)]

    document = read_pdf(make_pdf([LONG], [LONG], [LONG], [LONG], labels=labels))

    assert [line.page for line in document.lines] == [None, None, 5, 6]


def test_line_that_the_outline_names_is_a_heading_of_its_level() -> None:
    outline = [PdfBookmark("INLEDNING", 0, (PdfBookmark("Syfte  och frågor", 1),))]
    pages = [["1 Inledning", LONG], ["Inledning", "1.1 Syfte och frågor", LONG]]

    document = read_pdf(make_pdf(*pages, outline=outline))

    kinds = {
        text: (line.kind, line.level)
        for text, line in zip(_texts(document), document.lines, strict=True)
    }
    assert kinds["1 Inledning"] == ("heading", 1)
    assert kinds["1.1 Syfte och frågor"] == ("heading", 2)
    assert kinds["Inledning"] == ("unknown", 0)  # the outline points to another page
    assert kinds[LONG] == ("unknown", 0)


def test_damaged_outline_leaves_the_text_and_a_warning() -> None:
    content = make_pdf([LONG], outline=[PdfBookmark("Inledning", 0)])

    document = read_pdf(content.replace(b"<</Type/Outlines", b"D</Type/Outlines"))

    assert document.raw == LONG
    assert "outline" in document.warnings[0]


@pytest.mark.parametrize(
    "line",
    [
        PdfText("Dolt.", mode=3),
        PdfText("Dolt.", fill=(1, 1, 1)),
        PdfText("Dolt.", fill=(0.97, 1, 0.98)),
        PdfText("Dolt.", size=1),
        PdfText("Dolt.", size=12, scale=0.1),
        PdfText("Dolt.", opacity=0),
        PdfText("Dolt.", left=-500),
        PdfText("Dolt.", fill=(1, 1, 1), behind=(1, 1, 1)),
        PdfText("Dolt.", fill=(0.1, 0.2, 0.3), behind=(0.1, 0.2, 0.3)),
        PdfText("Dolt.", cover=(1, 1, 1)),
        PdfText("Dolt.", cover=(0, 0, 0)),
    ],
    ids=[
        *("mode 3", "white", "near white", "tiny", "scaled down", "clear", "off page", "on white"),
        *("of its ground", "under white", "under black"),
    ],
)
def test_text_that_is_not_seen_on_the_page_is_kept_and_listed(line: PdfText) -> None:
    document = read_pdf(make_pdf([LONG, line, LONG]))

    assert document.raw == f"{LONG}\nDolt.\n{LONG}"
    assert _hidden(document) == ["Dolt."]


@pytest.mark.parametrize(
    "line",
    [
        PdfText("Synligt.", fill=(1, 1, 1), behind=(0, 0.2, 0.4)),
        PdfText("Synligt.", behind=(0.8, 0.8, 0.8)),
        PdfText("Synligt.", size=1, scale=12),
        PdfText("Synligt.", fill=(0.8, 0, 0)),
        PdfText("Synligt.", fill=(0.5, 0.5, 0.5), size=7),
    ],
    ids=["white on blue", "black on grey", "scaled up", "red", "small and grey"],
)
def test_text_that_is_seen_on_the_page_is_not_hidden(line: PdfText) -> None:
    assert _hidden(read_pdf(make_pdf([LONG, line]))) == []


def test_white_text_is_judged_line_by_line() -> None:
    white = (1.0, 1.0, 1.0)
    lines = [PdfText("Synligt.", fill=white, behind=(0, 0, 0)), PdfText("Dolt.", fill=white)]

    assert _hidden(read_pdf(make_pdf([LONG, *lines]))) == ["Dolt."]


def test_file_whose_text_is_mostly_hidden_asks_to_be_checked() -> None:
    document = read_pdf(make_pdf([PdfText(LONG, mode=3)]))

    assert _hidden(document) == [LONG]
    assert "invisible" in document.warnings[0]


def test_scanned_pages_are_refused_with_the_command_that_reads_them() -> None:
    with pytest.raises(UnreadableFileError, match=r"scanned.*ocrmypdf -l swe\+eng"):
        read_pdf(make_pdf(["Stämpel 2014"], []))


def test_file_with_a_password_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="password"):
        read_pdf(encrypted_pdf(make_pdf([LONG]), "hemligt"))


@pytest.mark.parametrize("content", [b"hej", b"%PDF-1.7\n", make_pdf([LONG])[:200], make_pdf()])
def test_damaged_file_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="save it again"):
        read_pdf(content)
