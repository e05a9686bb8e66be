"""Reads Word files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import UnreadableFileError
from advisor.readers.raw_text import Piece, RawText
from advisor.types import LineKind, RawDocument


def read_docx(content: bytes) -> RawDocument:
    """The body's text: one line per paragraph, heading, list item, caption or table row.

    Pages are not stated in a Word file, so every `page` is None. Deleted text is left out.
    Hidden, white and tiny text is listed in `hidden`. Footnotes, headers and footers are not read.
    Raises UnreadableFileError for a file that is damaged, locked, or built to do harm.
    """
    _check_package(content)
    document = _opened(content)
    return _Body(_Styles(document.styles.element)).read(document.element.body).document()


# --- The package, before anything in it is trusted ----------------------------------

_MAX_MEMBERS = 2_000
_MAX_BYTES = 200 * 1024 * 1024  # unpacked
_MAX_RATIO = 200  # unpacked to packed; a Word file has 3 to 20
_MAX_PAGE_BYTES = 64 * 1024  # read at a time
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_DOCTYPE = b"<!DOCTYPE"
_SAVE_AGAIN = "Open it in Word and save it again as DOCX."


def _check_package(content: bytes) -> None:
    if content.startswith(_OLD_WORD):
        raise UnreadableFileError(
            "it is protected by a password, or an old .doc file. Save it as DOCX without password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_sizes(package.infolist(), len(content))
            _check_names(package.infolist())
            _check_xml(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(f"it is damaged, or no DOCX at all. {_SAVE_AGAIN}") from error


def _check_sizes(members: Sequence[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    for what, value, limit in (
        ("holds {:,} parts", len(members), _MAX_MEMBERS),
        ("grows to {:,} bytes when unpacked", unpacked, _MAX_BYTES),
        ("grows {:,} times when unpacked", unpacked // packed, _MAX_RATIO),
    ):
        if value > limit:
            raise UnreadableFileError(
                f"it {what.format(value)} (at most {limit:,}), so it may be built to do harm. "
                "If you trust it, open it in Word and save it as PDF."
            )


def _check_names(members: Iterable[zipfile.ZipInfo]) -> None:
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise UnreadableFileError(
                f"its part {member.filename!r} points outside the file: it is built to do harm. "
                "Do not use it."
            )
        if member.flag_bits & 1:
            raise UnreadableFileError("its parts are encrypted. Save it without password.")


def _check_xml(package: zipfile.ZipFile) -> None:
    """Refuse document types: no Word file has one, and their entities can do harm."""
    for member in package.infolist():
        if member.filename.lower().endswith((".xml", ".rels")) and _has_doctype(package, member):
            raise UnreadableFileError(
                f"its part {member.filename!r} holds a document type, which no Word file has, "
                "so it may be built to do harm. If you trust it, open it in Word and save it again."
            )


def _has_doctype(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    seen = b""
    with package.open(member) as part:
        while block := part.read(_MAX_PAGE_BYTES):
            block = block.replace(b"\0", b"")  # as UTF-16 would have it
            if _DOCTYPE in seen + block:
                return True
            seen = block[-len(_DOCTYPE) :]
    return False


def _opened(content: bytes) -> Any:
    # docx is imported where it is used: reading a txt file needs none of it.
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, XMLSyntaxError, AttributeError, LookupError, ValueError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise UnreadableFileError(f"it is damaged ({reason}). {_SAVE_AGAIN}") from error
    if document.element.body is None:
        raise UnreadableFileError(f"it has no body. {_SAVE_AGAIN}")
    return document


# --- Styles -------------------------------------------------------------------------

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|rubrik) ?([1-9])")
_TITLES = ("title", "titel")
_LIST = re.compile(r"(?:list bullet|list number|punktlista|numrerad lista)(?: ([1-9]))?")
_CAPTIONS = ("caption", "beskrivning")
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class _Role:
    """What a style makes of its paragraphs."""

    kind: LineKind = "text"
    level: int = 0


class _Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, element: Any) -> None:
        self._styles = {_value(style, "styleId"): style for style in _all(element, "style")}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if _value(style, "type") == "paragraph"
                and _value(style, "default") in ("1", "true")
            ),
            None,
        )
        defaults = element.find(f"{_WORD}docDefaults/{_WORD}rPrDefault/{_WORD}rPr")
        self._defaults = [] if defaults is None else [defaults]
        self._roles: dict[str | None, _Role] = {}
        self._chains: dict[str | None, list[Any]] = {}

    def role(self, style_id: str | None) -> _Role:
        """What the paragraph style says, or the nearest style below it that says something."""
        if style_id not in self._roles:
            roles = map(_style_role, self._chain(style_id or self._default))
            self._roles[style_id] = next((role for role in roles if role is not None), _Role())
        return self._roles[style_id]

    def run_properties(self, *style_ids: str | None) -> Iterator[Any]:
        """The run properties that the styles set, the strongest first, then the defaults."""
        for style_id in style_ids:
            for style in self._chain(style_id):
                yield from _all(style, "rPr")
        yield from self._defaults

    def paragraph_style(self, style_id: str | None) -> str | None:
        return style_id if style_id in self._styles else self._default

    def _chain(self, style_id: str | None) -> list[Any]:
        if style_id not in self._chains:
            chain: list[Any] = []
            next_id = style_id
            while (style := self._styles.get(next_id)) is not None and style not in chain:
                chain.append(style)
                next_id = _child_value(style, "basedOn")
            self._chains[style_id] = chain
        return self._chains[style_id]


def _style_role(style: Any) -> _Role | None:
    name = (_child_value(style, "name") or "").casefold().strip()
    if heading := _HEADING.fullmatch(name):
        return _Role("heading", int(heading.group(1)))
    if name in _TITLES:
        return _Role("heading", 1)
    if name in _CAPTIONS:
        return _Role("caption")
    if listed := _LIST.fullmatch(name):
        return _Role("list_item", int(listed.group(1) or 1))
    return _stated_role(style.find(f"{_WORD}pPr"))


def _stated_role(properties: Any | None) -> _Role | None:
    """What paragraph properties say by an outline level or a numbering; None: nothing."""
    if properties is None:
        return None
    outline = _child_value(properties, "outlineLvl") or ""
    if re.fullmatch("[0-8]", outline):  # 9 is body text
        return _Role("heading", int(outline) + 1)
    numbering = properties.find(f"{_WORD}numPr")
    if numbering is None:
        return None
    if _child_value(numbering, "numId") == "0":  # takes a style's numbering away
        return _Role()
    level = _child_value(numbering, "ilvl") or "0"
    return _Role("list_item", int(level) + 1 if re.fullmatch("[0-8]", level) else 1)


# --- The body -----------------------------------------------------------------------

_LEFT_OUT = frozenset(
    f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_WRITTEN = {
    f"{_WORD}tab": " ",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}
_NEAR_WHITE = 240  # of 255, in each of red, green and blue
_MIN_VISIBLE_HALF_POINTS = 5  # 2 points and less is hidden
_MAX_SPAN = 100  # columns that one cell may claim to cover


class _Body:
    """Writes down what stands in a document's body, in order."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._text = RawText()

    def read(self, body: Any) -> RawText:
        self._add_blocks(body, on_colour=False)
        return self._text

    def _add_blocks(self, container: Any, *, on_colour: bool) -> None:
        waiting = [container]
        while waiting:
            element = waiting.pop()
            if element.tag == f"{_WORD}p":
                self._add_paragraph(element, on_colour=on_colour)
            elif element.tag == f"{_WORD}tbl":
                self._add_table(element, on_colour=on_colour)
            elif element.tag not in _LEFT_OUT:  # content controls, tracked insertions
                waiting += reversed(list(element))

    def _add_paragraph(self, paragraph: Any, *, on_colour: bool) -> None:
        pieces, boxes = self._read_runs(paragraph, on_colour=on_colour)
        role = self._role(paragraph)
        self._text.add_paragraph(pieces, role.kind, role.level)
        for box in boxes:
            self._add_blocks(box, on_colour=_is_filled(box))

    def _role(self, paragraph: Any) -> _Role:
        properties = paragraph.find(f"{_WORD}pPr")
        by_style = self._styles.role(_child_value(properties, "pStyle"))
        stated = _stated_role(properties)
        if stated is None or (by_style.kind in ("heading", "caption") and stated.kind != "heading"):
            return by_style  # a numbered heading is no list item
        return stated

    def _read_runs(self, paragraph: Any, *, on_colour: bool) -> tuple[list[Piece], list[Any]]:
        """The paragraph's text, and the text boxes anchored in it."""
        properties = paragraph.find(f"{_WORD}pPr")
        style = self._styles.paragraph_style(_child_value(properties, "pStyle"))
        on_colour = on_colour or _is_shaded(properties)
        pieces: list[Piece] = []
        boxes = []
        waiting = [(child, False) for child in reversed(list(paragraph))]
        while waiting:
            element, is_hidden = waiting.pop()
            if element.tag == f"{_WORD}t":
                pieces.append((element.text or "", is_hidden))
            elif element.tag in _WRITTEN:
                pieces.append((_WRITTEN[element.tag], False))
            elif element.tag == f"{_WORD}txbxContent":
                boxes.append(element)
            elif element.tag not in _LEFT_OUT:
                if element.tag == f"{_WORD}r":
                    is_hidden = self._is_hidden(element, style, on_colour=on_colour)
                waiting += [(child, is_hidden) for child in reversed(list(element))]
        return pieces, boxes

    def _is_hidden(self, run: Any, paragraph_style: str | None, *, on_colour: bool) -> bool:
        own = run.find(f"{_WORD}rPr")
        layers = [] if own is None else [own]
        layers += self._styles.run_properties(_child_value(own, "rStyle"), paragraph_style)
        vanish = next(_found(layers, "vanish"), None)
        if vanish is not None and _value(vanish, "val") not in _OFF:
            return True
        size = next(_found(layers, "sz"), None)
        if size is not None and _number(_value(size, "val"), 24) < _MIN_VISIBLE_HALF_POINTS:
            return True
        colour = next(_found(layers, "color"), None)
        is_white = colour is not None and _is_white(_value(colour, "val"))
        return is_white and not on_colour and not any(map(_is_shaded, layers))

    def _add_table(self, table: Any, *, on_colour: bool) -> None:
        rows = [list(_cells(row)) for row in _rows(table)]
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text
            cell = rows[0][0]
            self._add_blocks(cell, on_colour=on_colour or _is_shaded(_cell_properties(cell)))
            return
        several = len(rows) > 1
        for place, (row, cells) in enumerate(zip(_rows(table), rows, strict=True)):
            is_header = _is_marked_header(row) or (
                place == 0 and several and (len(cells) > 1 or self._is_bold(cells))
            )
            # Table styles colour the first row's ground, which is not followed up here.
            paper = on_colour or (place == 0 and _has_style(table))
            texts = self._row_texts(row, cells, on_colour=paper)
            self._text.add_row(texts, "table_header" if is_header else "table_row")

    def _row_texts(self, row: Any, cells: Sequence[Any], *, on_colour: bool) -> list[list[Piece]]:
        before = row.find(f"{_WORD}trPr/{_WORD}gridBefore")
        texts: list[list[Piece]] = [[] for _ in range(_columns(before, 0))]
        for cell in cells:
            properties = _cell_properties(cell)
            texts.append(self._cell_text(cell, on_colour=on_colour or _is_shaded(properties)))
            span = None if properties is None else properties.find(f"{_WORD}gridSpan")
            texts += [[] for _ in range(_columns(span, 1) - 1)]
        return texts

    def _cell_text(self, cell: Any, *, on_colour: bool) -> list[Piece]:
        """All paragraphs of the cell on one line, those of tables within it as well."""
        pieces: list[Piece] = []
        for paragraph in cell.iter(f"{_WORD}p"):
            pieces += self._read_runs(paragraph, on_colour=on_colour)[0]
            pieces.append((" ", False))
        return pieces

    def _is_bold(self, cells: Iterable[Any]) -> bool:
        runs = [run for cell in cells for run in cell.iter(f"{_WORD}r") if "".join(run.itertext())]
        return bool(runs) and all(map(_has_bold, runs))


def _rows(table: Any) -> list[Any]:
    """The rows, those in content controls and tracked insertions too, of this table alone."""
    return _below(table, f"{_WORD}tr")


def _cells(row: Any) -> list[Any]:
    return _below(row, f"{_WORD}tc")


def _below(container: Any, tag: str) -> list[Any]:
    found = []
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            found.append(element)
        elif element.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}customXml"):
            waiting += reversed(list(element))
    return found


def _is_marked_header(row: Any) -> bool:
    mark = row.find(f"{_WORD}trPr/{_WORD}tblHeader")
    return mark is not None and _value(mark, "val") not in _OFF


def _has_style(table: Any) -> bool:
    return table.find(f"{_WORD}tblPr/{_WORD}tblStyle") is not None


def _has_bold(run: Any) -> bool:
    bold = run.find(f"{_WORD}rPr/{_WORD}b")
    return bold is not None and _value(bold, "val") not in _OFF


def _cell_properties(cell: Any) -> Any | None:
    return cell.find(f"{_WORD}tcPr")


def _columns(element: Any | None, default: int) -> int:
    if element is None:
        return default
    return min(max(_number(_value(element, "val"), default), default), _MAX_SPAN)


def _is_shaded(properties: Any | None) -> bool:
    """Whether the ground is set to a colour on which white can be read."""
    shading = None if properties is None else properties.find(f"{_WORD}shd")
    fill = None if shading is None else _value(shading, "fill")
    return fill is not None and fill != "auto" and not _is_white(fill)


def _is_filled(box: Any) -> bool:
    """Whether the shape around a text box is filled with anything but white."""
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    shape = box.getparent()
    while shape is not None and not shape.tag.endswith("}wsp"):
        shape = shape.getparent()
    if shape is None:
        return False
    for properties in shape.iterchildren("{*}spPr"):
        for fill in properties:
            if fill.tag in (f"{drawing}gradFill", f"{drawing}blipFill", f"{drawing}pattFill"):
                return True
            if fill.tag == f"{drawing}solidFill":
                colour = fill.find(f"{drawing}srgbClr")
                return colour is None or not _is_white(colour.get("val"))
    return False


def _is_white(colour: str | None) -> bool:
    if colour is None or not re.fullmatch("[0-9a-fA-F]{6}", colour):
        return False
    return min(bytes.fromhex(colour)) >= _NEAR_WHITE


def _found(layers: Iterable[Any], name: str) -> Iterator[Any]:
    return (found for layer in layers if (found := layer.find(f"{_WORD}{name}")) is not None)


def _all(element: Any, name: str) -> Iterator[Any]:
    return iter(element.findall(f"{_WORD}{name}"))


def _value(element: Any, name: str) -> str | None:
    value = element.get(f"{_WORD}{name}")
    return None if value is None else str(value)


def _child_value(element: Any | None, name: str) -> str | None:
    child = None if element is None else element.find(f"{_WORD}{name}")
    return None if child is None else _value(child, "val")


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch("[0-9]{1,6}", value) else default
