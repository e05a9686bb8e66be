"""Builders of small real files, for the tests of the readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

Colour = tuple[float, float, float]  # red, green, blue, each 0 to 1

LONG = "Kommunen bör gå samman med sina grannar om en gemensam plattform för e-tjänster."


@dataclass(frozen=True, slots=True)
class PdfText:
    """One line of text on a page, with what can make it hard to see."""

    text: str
    size: float = 12.0
    scale: float = 1.0  # of the text matrix: 1-point text scaled by 12 is 12-point text
    mode: int = 0  # render mode; 3 is invisible
    fill: Colour = (0.0, 0.0, 0.0)
    opacity: float = 1.0
    behind: Colour | None = None  # a box of this colour under the line
    cover: Colour | None = None  # one over it
    left: float = 50.0


@dataclass(frozen=True, slots=True)
class PdfBookmark:
    """An entry of the outline."""

    title: str
    page: int  # index, from 0
    inside: tuple[PdfBookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfLabels:
    """From the page with index `page` on: /D is decimal, /r roman, /A letters."""

    page: int
    style: str | None
    first: int = 1


def make_pdf(
    *pages: Sequence[PdfText | str],
    outline: Sequence[PdfBookmark] = (),
    labels: Sequence[PdfLabels] = (),
) -> bytes:
    """A PDF whose pages hold these lines, from the top down, in Helvetica."""
    objects: list[bytes] = [b"", b"", _FONT]
    page_numbers = []
    for lines in pages:
        opacities = sorted({line.opacity for line in map(_text, lines)})
        states = b"".join(b"/G%d<</ca %g>>" % (int(o * 100), o) for o in opacities)
        objects.append(_stream(_page_content([_text(line) for line in lines])))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>/ExtGState<<%s>>>>>>" % (len(objects), states)
        )
        page_numbers.append(len(objects))
    catalog = b"/Type/Catalog/Pages 2 0 R"
    if outline:
        catalog += b"/Outlines %d 0 R" % _add_outline(objects, outline, page_numbers)
    if labels:
        catalog += b"/PageLabels<</Nums[%s]>>" % b"".join(map(_label, labels))
    objects[0] = b"<<%s>>" % catalog
    kids = b" ".join(b"%d 0 R" % number for number in page_numbers)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(page_numbers))
    return _pdf_file(objects)


def encrypted_pdf(content: bytes, password: str) -> bytes:
    """The same PDF, opened by a password alone."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def docx_bytes(document: Document) -> bytes:
    """A python-docx document as a file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip file with these members put in, or put in the place of those it had."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return target.getvalue()


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def _text(line: PdfText | str) -> PdfText:
    return PdfText(line) if isinstance(line, str) else line


def _page_content(lines: Sequence[PdfText]) -> bytes:
    return b"\n".join(_line_content(line, 740 - 20 * i) for i, line in enumerate(lines))


def _line_content(line: PdfText, top: int) -> bytes:
    letters = line.text.encode("cp1252").replace(b"\\", rb"\\")
    letters = letters.replace(b"(", rb"\(").replace(b")", rb"\)")
    box, cover = (
        b"" if colour is None else b"%g %g %g rg 40 %d 520 18 re f\n" % (*colour, top - 5)
        for colour in (line.behind, line.cover)
    )
    return box + b"q /G%d gs BT %d Tr %g %g %g rg /F1 %g Tf %g 0 0 %g %g %d Tm (%s) Tj ET Q\n%s" % (
        int(line.opacity * 100),
        line.mode,
        *line.fill,
        line.size,
        line.scale,
        line.scale,
        line.left,
        top,
        letters,
        cover,
    )


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def _add_outline(
    objects: list[bytes], outline: Sequence[PdfBookmark], page_numbers: Sequence[int]
) -> int:
    objects.append(b"")
    root = len(objects)
    first, last = _add_bookmarks(objects, outline, page_numbers, parent=root)
    objects[root - 1] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (first, last)
    return root


def _add_bookmarks(
    objects: list[bytes],
    bookmarks: Sequence[PdfBookmark],
    page_numbers: Sequence[int],
    *,
    parent: int,
) -> tuple[int, int]:
    """Append the entries that share a parent; the object numbers of the first and the last."""
    numbers = []
    for _ in bookmarks:
        objects.append(b"")
        numbers.append(len(objects))
    for place, (number, bookmark) in enumerate(zip(numbers, bookmarks, strict=True)):
        title = ("\ufeff" + bookmark.title).encode("utf-16-be").hex().encode()
        entry = b"/Title<%s>/Parent %d 0 R/Dest[%d 0 R/Fit]" % (
            title,
            parent,
            page_numbers[bookmark.page],
        )
        if place:
            entry += b"/Prev %d 0 R" % numbers[place - 1]
        if place + 1 < len(numbers):
            entry += b"/Next %d 0 R" % numbers[place + 1]
        if bookmark.inside:
            ends = _add_bookmarks(objects, bookmark.inside, page_numbers, parent=number)
            entry += b"/First %d 0 R/Last %d 0 R" % ends
        objects[number - 1] = b"<<%s>>" % entry
    return numbers[0], numbers[-1]


def _label(labels: PdfLabels) -> bytes:
    style = b"/S/%s" % labels.style.encode() if labels.style else b""
    return b"%d<<%s/St %d>>" % (labels.page, style, labels.first)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    body = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    body += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(body)
