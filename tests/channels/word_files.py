"""What is looked for in a Word file: its parts, its order, what in it could come alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import nsmap, qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

# The order in which the schema of WordprocessingML (ECMA-376, part 1, 17) wants the children of
# an element: Word repairs or refuses a file that has another.
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
        *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish"),
        *("webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight"),
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    ),
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"),
        *("numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "bidi"),
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing"),
        *("mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr"),
    ),
    "pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "numPr": ("ilvl", "numId"),
    "tblPr": (
        *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize"),
        *("tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd"),
        *("tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"),
    ),
    "tblBorders": ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV"),
    "tblCellMar": ("top", "left", "start", "bottom", "right", "end"),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tr": ("tblPrEx", "trPr", "tc"),
    "tc": ("tcPr", "p"),
    "tcPr": (
        *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap"),
        *("tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"),
    ),
    "sectPr": (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz"),
        *("pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt"),
        *("vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid"),
    ),
    "style": (
        *("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority"),
        *("semiHidden", "unhideWhenUsed", "qFormat", "locked", "rsid", "pPr", "rPr", "tblPr"),
        *("trPr", "tcPr", "tblStylePr"),
    ),
    "styles": ("docDefaults", "latentStyles", "style"),
    "numbering": ("numPicBullet", "abstractNum", "num"),
    "abstractNum": ("nsid", "multiLevelType", "tmpl", "name", "styleLink", "lvl"),
    "lvl": (
        *("start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText"),
        *("lvlPicBulletId", "lvlJc", "pPr", "rPr"),
    ),
    "settings": (
        *("zoom", "defaultTabStop", "characterSpacingControl", "compat", "rsids", "mathPr"),
        *("themeFontLang", "clrSchemeMapping", "doNotAutoCompressPictures", "shapeDefaults"),
        *("decimalSymbol", "listSeparator", "docId", "defaultImageDpi"),
    ),
    "body": ("p tbl", "sectPr"),
}
_PLAIN = {  # all that a document of ours is made of
    *("document", "body", "p", "pPr", "pStyle", "r", "rPr", "rStyle", "t", "tab", "lang", "tbl"),
    *("tblPr", "tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblGrid", "gridCol"),
    *("tr", "trPr", "tblHeader", "cantSplit", "tc", "tcPr", "tcW", "hyperlink", "bookmarkStart"),
    *("bookmarkEnd", "sectPr", "headerReference", "footerReference", "pgSz", "pgMar", "cols"),
    *("docGrid", "fldSimple", "hdr", "ftr"),
}


def opened(file: bytes) -> Document:
    return docx.Document(BytesIO(file))


def parts(file: bytes) -> dict[str, bytes]:
    """All that the file holds, by name."""
    with ZipFile(BytesIO(file)) as read:
        return {name: read.read(name) for name in read.namelist()}


def shown(document: Document) -> list[tuple[str, str]]:
    """The style and the text of every paragraph, those of tables too, in reading order."""
    return [(p.style.name or "", p.text) for p in _paragraphs(document) if p.style is not None]


def texts(document: Document, style: str) -> list[str]:
    """What stands in one style."""
    return [text for name, text in shown(document) if name == style]


def below(document: Document, heading: str) -> list[str]:
    """What stands between a heading and the next one of its level."""
    found: list[str] = []
    is_below = False
    for style, text in shown(document):
        if style == "Heading 1":
            is_below = text == heading
        elif is_below:
            found.append(text)
    return found


def languages(document: Document) -> dict[str, str]:
    """The words that are said to be in another language than the document, with that language."""
    runs = document.element.body.iter(qn("w:r"))
    tag_of = qn("w:rPr") + "/" + qn("w:lang")
    said = {run.findtext(qn("w:t"), ""): run.find(tag_of) for run in runs}
    return {text: tag.get(qn("w:val")) for text, tag in said.items() if tag is not None}


def out_of_order(file: bytes) -> list[str]:
    """Elements whose children stand in another order than the schema's."""
    wrong = []
    for name, content in parts(file).items():
        if not name.endswith(".xml"):
            continue
        for element in etree.fromstring(content).iter(etree.Element):
            name_of = etree.QName(element)
            order = _ORDERS.get(name_of.localname)
            if order is None or name_of.namespace != nsmap["w"]:
                continue
            children = [etree.QName(child).localname for child in element]
            places = [_place(child, order) for child in children]
            if -1 in places or places != sorted(places):
                wrong.append(f"{name}: {element.tag} {children}")
    return wrong


def alive(file: bytes, allowed: str = "\0") -> list[str]:
    """What a program would load, run or count, or a person could click.

    Links that begin with `allowed` are our own.
    """
    found = []
    for name, content in parts(file).items():
        root = etree.fromstring(content)
        if name.endswith(".rels"):
            found += [
                f"{name}: {one.get('Target')}"
                for one in root
                if one.get("TargetMode") == "External" and not one.get("Target").startswith(allowed)
            ]
        elif name.startswith(("word/document", "word/header", "word/footer")):
            found += [
                f"{name}: {element.tag}"
                for element in root.iter(etree.Element)
                if etree.QName(element).localname not in _PLAIN
            ]
            fields = {one.get(qn("w:instr")) for one in root.iter(qn("w:fldSimple"))}
            found += [f"{name}: {field}" for field in fields - {" PAGE ", " NUMPAGES "}]
    return found


def _place(child: str, order: tuple[str, ...]) -> int:
    return next((i for i, names in enumerate(order) if child in names.split()), -1)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (p for row in block.rows for cell in row.cells for p in cell.paragraphs)
        else:
            yield block


def attribute(element: Any, name: str) -> str | None:
    """An attribute of an element, by its name with prefix."""
    value: str | None = element.get(qn(name))
    return value
