"""Reads PDF files: text and its looks by pdfium, the outline by pypdf."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from advisor.errors import UnreadableFileError
from advisor.readers.pdf_visibility import address, hidden_objects
from advisor.readers.raw_text import Piece, RawText
from advisor.types import RawDocument
from advisor.vocabulary import LineKind

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_Titles = dict[int, list[tuple[str, int]]]  # page index -> (folded title, level from 1)

_MIN_CHARS_PER_PAGE = 50  # on average; a scanned page has none, or a stamp
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\v|\f")
_LINE_END_HYPHEN = re.compile(r"[\x02\ufffe]")  # what pdfium puts for a hyphen and its line break
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_NUMBERING = re.compile(r"(?:(?:kapitel|chapter) )?[0-9]{1,2}(?:\.[0-9]{1,2}){0,5}\.?[:)]? ")


def read_pdf(content: bytes) -> RawDocument:
    """The text, one line per line of the page, in the order in which the file draws it.

    `page` is the page's label where the file has labels (None unless it is a number), otherwise
    its place from 1. A line is a heading where the outline names it, "unknown" elsewhere.
    Text that a person would not see on the page is listed in `hidden`.
    Raises UnreadableFileError for a file that is damaged, locked, or has pictures for text.
    """
    pages = _pages(content)
    _require_text(pages)
    titles, warnings = _outline(content)
    text = RawText()
    for index, page in enumerate(pages):
        levels = dict(reversed(titles.get(index, [])))  # of two alike, the first
        for line in page.lines:
            level = levels.pop(_folded("".join(words for words, _ in line)), 0)
            kind: LineKind = "heading" if level else "unknown"
            text.add_line(line, kind, level=level, page=page.number)
    return _with_word_on_hidden_text(text.document(warnings))


@dataclass(frozen=True, slots=True)
class _Page:
    """One page's lines, and the number that it carries."""

    number: int | None
    lines: list[list[Piece]]


def _open(content: bytes) -> PdfDocument:
    # pypdfium2 and pypdf are imported where they are used: reading a txt file needs none of them.
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(content)
        if len(pdf):
            return pdf
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFileError(
                "it is protected by a password. Save a copy without password."
            ) from error
        raise UnreadableFileError(
            "it is damaged, or no PDF at all. Open it in a PDF viewer and save it again."
        ) from error
    raise UnreadableFileError("it has no pages. Open it in a PDF viewer and save it again.")


def _require_text(pages: Sequence[_Page]) -> None:
    texts = (text for page in pages for line in page.lines for text, _ in line)
    chars = sum(len("".join(text.split())) for text in texts)
    if chars < _MIN_CHARS_PER_PAGE * len(pages):
        raise UnreadableFileError(
            f"it has almost no text ({chars} characters on {len(pages)} "
            f"{'page' if len(pages) == 1 else 'pages'}), as a scanned PDF has. "
            "Run `ocrmypdf -l swe+eng` on it and use the PDF that comes out."
        )


def _with_word_on_hidden_text(document: RawDocument) -> RawDocument:
    hidden = sum(end - start for start, end in document.hidden)
    if hidden < len(document.raw) / 2:
        return document
    warning = (
        "Most of its text is invisible on the page, as behind scanned pages. Check that it says "
        "what the pages show; save the checked text as a file of its own to have it quoted."
    )
    return replace(document, warnings=(*document.warnings, warning))


def _pages(content: bytes) -> list[_Page]:
    from pypdfium2 import PdfiumError

    pdf = _open(content)
    pages = []
    try:
        for index, number in enumerate(_page_numbers(pdf)):
            page = pdf[index]
            pages.append(_Page(number, _page_lines(page)))
            page.close()
    except PdfiumError as error:
        raise UnreadableFileError(
            f"its page {len(pages) + 1} is damaged. Open it in a PDF viewer and save it again."
        ) from error
    finally:
        pdf.close()
    return pages


def _page_numbers(pdf: PdfDocument) -> list[int | None]:
    labels = [pdf.get_page_label(index) for index in range(len(pdf))]
    if not any(labels):
        return list(range(1, len(pdf) + 1))
    return [int(label) if re.fullmatch("[0-9]{1,6}", label) else None for label in labels]


def _page_lines(page: PdfPage) -> list[list[Piece]]:
    textpage = page.get_textpage()
    hidden = hidden_objects(page)
    pieces = _marked(textpage, hidden) if hidden else [(textpage.get_text_range(), False)]
    lines: list[list[Piece]] = [[]]
    for text, is_hidden in pieces:
        first, *others = _readable(text).split("\n")
        lines[-1].append((first, is_hidden))
        lines += [[(other, is_hidden)] for other in others]
    textpage.close()
    return [_stripped(line) for line in lines if any(text.strip() for text, _ in line)]


def _marked(textpage: PdfTextPage, hidden: set[int]) -> Iterator[Piece]:
    """The page's text in pieces, each drawn by hidden objects or by none."""
    import pypdfium2.raw as pdfium

    def is_hidden(index: int) -> bool | None:
        drawn_by = pdfium.FPDFText_GetTextObject(textpage, index)
        return address(drawn_by) in hidden if drawn_by else None

    previous = False
    chars: list[tuple[str, bool]] = []
    for index in range(textpage.count_chars()):
        mark = is_hidden(index)  # None: a space or line break that pdfium put in
        previous = previous if mark is None else mark
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        chars.append((chr(code), previous))
    for mark, run in groupby(chars, key=lambda char: char[1]):
        yield "".join(char for char, _ in run), mark


def _readable(text: str) -> str:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _LINE_END_HYPHEN.sub("-\n", text)
    return _CONTROLS.sub("", _LINE_END.sub("\n", text))


def _stripped(line: Sequence[Piece]) -> list[Piece]:
    """The line without white space at its end."""
    pieces = list(line)
    while pieces and not pieces[-1][0].strip():
        pieces.pop()
    if pieces:
        text, is_hidden = pieces.pop()
        pieces.append((text.rstrip(), is_hidden))
    return pieces


def _outline(content: bytes) -> tuple[_Titles, tuple[str, ...]]:
    """What the outline names on each page, or a warning when it cannot be read."""
    from pypdf.errors import PyPdfError

    try:
        return _titles(content), ()
    except (
        PyPdfError,
        # pypdf meets a damaged outline with these, too
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        return {}, (
            f"Its outline cannot be read ({type(error).__name__}), so headings are told from the "
            "text alone. If they come out wrong, save it again in a PDF viewer.",
        )


def _titles(content: bytes) -> _Titles:
    from pypdf import PdfReader
    from pypdf.generic import Destination

    reader = PdfReader(io.BytesIO(content))
    titles: _Titles = {}
    waiting: list[tuple[object, int]] = [(reader.outline, 0)]
    while waiting:
        entry, level = waiting.pop()
        if isinstance(entry, list):
            waiting += [(inner, level + 1) for inner in reversed(entry)]
        elif isinstance(entry, Destination) and isinstance(entry.title, str):
            page = reader.get_destination_page_number(entry)
            if page is not None:
                titles.setdefault(page, []).append((_folded(entry.title), level))
    return titles


def _folded(title: str) -> str:
    """A title as it is compared: without its number, which outlines often leave out."""
    folded = " ".join(title.casefold().split())
    return _NUMBERING.sub("", folded, count=1) or folded
