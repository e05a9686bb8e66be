"""Which text of a PDF page a person would not see on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor.readers.visibility import MIN_VISIBLE_POINTS, is_white

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage

_Bounds = tuple[float, float, float, float]  # left, bottom, right, top, on the page

_INVISIBLE_MODES = (3, 7)  # neither filled nor stroked; only clipped to
_MIN_CONTRAST = 24  # of 255, in grey; less cannot be read
_MIN_OPACITY = 13  # of 255
_MIN_GROUND = 4.0  # points; what is thinner is a line
_MOST_GROUNDS = 200
_OC_BYTES = 6  # of the mark's name "OC" in UTF-16 with the zero at its end
_RENDERED_PIXELS = 1000  # of the longer side: one for each point of an A4 page


def hidden_objects(page: PdfPage) -> set[int]:
    """The addresses of the text objects that leave no mark a person could read."""
    import pypdfium2.raw as pdfium

    hidden = set()
    doubtful = []
    grounds = _grounds(page)
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        if _is_unseen(drawn) or _is_off_page(drawn, page):
            hidden.add(address(drawn.raw))
        elif _has_white_ink(drawn) or _may_be_switched_off(drawn) or _meets(drawn, grounds):
            doubtful.append(drawn)
    if doubtful:
        hidden |= _without_trace(page, doubtful)
    return hidden


def address(pointer: Any) -> int:
    """What two handles of pdfium share when they stand for the same object."""
    return ctypes.addressof(pointer.contents)


def _is_unseen(drawn: PdfObject) -> bool:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFTextObj_GetTextRenderMode(drawn) in _INVISIBLE_MODES:
        return True
    if _fill(drawn)[3] < _MIN_OPACITY:
        return True
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    matrix = drawn.get_matrix()
    for form in _forms(drawn):
        matrix = matrix.multiply(form.get_matrix())
    _, _, c, d, _, _ = matrix.get()
    return abs(size.value) * float((c * c + d * d) ** 0.5) < MIN_VISIBLE_POINTS


def _is_off_page(drawn: PdfObject, page: PdfPage) -> bool:
    left, bottom, right, top = _bounds(drawn)
    page_left, page_bottom, page_right, page_top = page.get_cropbox()
    return bool(right < page_left or left > page_right or top < page_bottom or bottom > page_top)


def _bounds(drawn: PdfObject) -> _Bounds:
    """Left, bottom, right and top on the page."""
    bounds = drawn.get_bounds()
    for form in _forms(drawn):
        bounds = form.get_matrix().on_rect(*bounds)
    left, bottom, right, top = bounds
    return left, bottom, right, top


def _forms(drawn: PdfObject) -> Iterator[PdfObject]:
    """The forms that the object stands in, innermost first; each places what is inside it."""
    form = drawn.container
    while form is not None:
        yield form
        form = form.container


def _grounds(page: PdfPage) -> list[_Bounds]:
    """Where pictures and painted areas are, which text may stand behind or vanish upon."""
    import pypdfium2.raw as pdfium

    pictures = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    found = []
    for drawn in page.get_objects(filter=[*pictures, pdfium.FPDF_PAGEOBJ_PATH]):
        if drawn.type == pdfium.FPDF_PAGEOBJ_PATH and not _is_filled(drawn):
            continue
        bounds = _bounds(drawn)
        left, bottom, right, top = bounds
        if min(right - left, top - bottom) >= _MIN_GROUND:
            found.append(bounds)
    if len(found) > _MOST_GROUNDS:  # as of a drawing: the whole of it is one ground
        return [_around(found)]
    return found


def _is_filled(path: PdfObject) -> bool:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value != pdfium.FPDF_FILLMODE_NONE)


def _around(all_bounds: Sequence[_Bounds]) -> _Bounds:
    lefts, bottoms, rights, tops = zip(*all_bounds, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _meets(drawn: PdfObject, grounds: Sequence[_Bounds]) -> bool:
    if not grounds:
        return False
    left, bottom, right, top = _bounds(drawn)
    return any(g[0] < right and left < g[2] and g[1] < top and bottom < g[3] for g in grounds)


def _may_be_switched_off(drawn: PdfObject) -> bool:
    """Whether it stands in marked content, as the layers do that a viewer can hide."""
    import pypdfium2.raw as pdfium

    for index in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        name = (ctypes.c_ushort * 8)()
        length = ctypes.c_ulong()
        mark = pdfium.FPDFPageObj_GetMark(drawn, index)
        pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name)[:4] == "OC".encode("utf-16-le") and length.value == _OC_BYTES:
            return True
    return False


def _has_white_ink(drawn: PdfObject) -> bool:
    red, green, blue, _ = _fill(drawn)
    return is_white(red, green, blue)


def _fill(drawn: PdfObject) -> tuple[int, int, int, int]:
    import pypdfium2.raw as pdfium

    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, opacity):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, opacity.value


def _without_trace(page: PdfPage, drawn: Sequence[PdfObject]) -> set[int]:
    """Those of the objects that can be taken away without a visible change to the page.

    White text on a dark ground can be read, so its colour alone tells nothing.
    """
    import pypdfium2.raw as pdfium

    hidden = set()
    with_all = _picture(page)
    for one in drawn:
        pdfium.FPDFPageObj_SetIsActive(one, False)
    without = _picture(page)
    for one in drawn:
        pdfium.FPDFPageObj_SetIsActive(one, True)
        if not _differ(with_all, without, _pixels(page, one, with_all)):
            hidden.add(address(one.raw))
    return hidden


@dataclass(frozen=True, slots=True)
class _Picture:
    """A page as it looks, in shades of grey from 0 to 255, row after row."""

    width: int
    height: int
    row_bytes: int  # a row may be longer than it is wide
    shades: bytes


def _picture(page: PdfPage) -> _Picture:
    scale = min(1.0, _RENDERED_PIXELS / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    picture = _Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    return picture


def _pixels(page: PdfPage, drawn: PdfObject, picture: _Picture) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the object in the picture."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = _bounds(drawn)
    xs, ys = [], []
    for corner in ((left, bottom), (right, top)):
        x, y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, picture.width, picture.height, 0, *corner, x, y)
        xs.append(min(max(x.value, 0), picture.width - 1))
        ys.append(min(max(y.value, 0), picture.height - 1))
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def _differ(one: _Picture, other: _Picture, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    for row in range(top, bottom):
        pixels = slice(row * one.row_bytes + left, row * one.row_bytes + right)
        pairs = zip(one.shades[pixels], other.shades[pixels], strict=True)
        if any(abs(a - b) >= _MIN_CONTRAST for a, b in pairs):
            return True
    return False
