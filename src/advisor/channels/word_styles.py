"""An empty Word document as ours look: its styles, its page, its properties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Twips
from docx.text.paragraph import Paragraph

TEXT_WIDTH = 9070  # twentieths of a point, between the margins of an A4 page

_PAGE = (Cm(21.0), Cm(29.7))
_MARGIN = Cm(2.5)
_LONGEST_PROPERTY = 255  # characters
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can hold

# What comes with the library's own document and is no part of ours: pictures of pages, fonts,
# what Word showed in earlier versions, the name of a program that did not make this.
_STRAY_PARTS = (
    *("customXml", "stylesWithEffects", "webSettings", "fontTable"),
    *("thumbnail", "extended-properties"),
)
_STRAY_SETTINGS = ("proofState", "savePreviewPicture", "rsids", "shapeDefaults")

_INK = "1F3864"  # 11.9:1 on white
_LINK = "0B4F8A"  # 8.3:1 on white
_GREY = "404040"

# Every element stands where the schema wants it: Word repairs or refuses what does not.
_STYLES = f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      <w:rFonts w:ascii="Calibri" w:eastAsia="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>
      <w:sz w:val="22"/><w:szCs w:val="22"/>
      <w:lang w:val="{{tag}}" w:eastAsia="{{tag}}" w:bidi="ar-SA"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr>
      <w:spacing w:after="120" w:line="276" w:lineRule="auto"/>
    </w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/><w:qFormat/>
    <w:pPr><w:widowControl/></w:pPr>
  </w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
  </w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal">
    <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
    <w:tblPr>
      <w:tblInd w:w="0" w:type="dxa"/>
      <w:tblCellMar>
        <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
        <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
      </w:tblCellMar>
    </w:tblPr>
  </w:style>
  <w:style w:type="numbering" w:default="1" w:styleId="NoList">
    <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Title">
    <w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Subtitle"/>
    <w:uiPriority w:val="10"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:spacing w:after="60" w:line="240" w:lineRule="auto"/></w:pPr>
    <w:rPr><w:b/><w:bCs/><w:color w:val="{_INK}"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Subtitle">
    <w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
    <w:uiPriority w:val="11"/><w:qFormat/>
    <w:pPr>
      <w:pBdr><w:bottom w:val="single" w:sz="8" w:space="8" w:color="{_INK}"/></w:pBdr>
      <w:spacing w:after="240"/>
    </w:pPr>
    <w:rPr><w:color w:val="{_GREY}"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading1">
    <w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
    <w:uiPriority w:val="9"/><w:qFormat/>
    <w:pPr>
      <w:keepNext/><w:keepLines/>
      <w:spacing w:before="360" w:after="100" w:line="240" w:lineRule="auto"/>
      <w:outlineLvl w:val="0"/>
    </w:pPr>
    <w:rPr><w:b/><w:bCs/><w:color w:val="{_INK}"/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading2">
    <w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
    <w:uiPriority w:val="9"/><w:qFormat/>
    <w:pPr>
      <w:keepNext/><w:keepLines/>
      <w:spacing w:before="240" w:after="80" w:line="240" w:lineRule="auto"/>
      <w:outlineLvl w:val="1"/>
    </w:pPr>
    <w:rPr><w:b/><w:bCs/><w:color w:val="{_INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Quote">
    <w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="29"/><w:qFormat/>
    <w:pPr>
      <w:keepLines/>
      <w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="8EAADB"/></w:pBdr>
      <w:ind w:left="397" w:right="284"/>
    </w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="Attribution">
    <w:name w:val="Attribution"/><w:basedOn w:val="Normal"/><w:next w:val="Quote"/>
    <w:uiPriority w:val="28"/><w:qFormat/>
    <w:pPr><w:keepNext/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="Note">
    <w:name w:val="Note"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="30"/><w:qFormat/>
    <w:pPr><w:spacing w:before="80"/></w:pPr>
    <w:rPr><w:color w:val="{_GREY}"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="ListBullet">
    <w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:qFormat/>
    <w:pPr>
      <w:numPr><w:numId w:val="1"/></w:numPr>
      <w:spacing w:after="80"/>
    </w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="SourceEntry">
    <w:name w:val="Source Entry"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="31"/><w:qFormat/>
    <w:pPr>
      <w:tabs><w:tab w:val="left" w:pos="680"/></w:tabs>
      <w:spacing w:after="60"/><w:ind w:left="680" w:hanging="680"/>
    </w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText">
    <w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="32"/><w:qFormat/>
    <w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
    <w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeading">
    <w:name w:val="Table Heading"/><w:basedOn w:val="TableText"/><w:uiPriority w:val="32"/>
    <w:qFormat/>
    <w:pPr><w:keepNext/></w:pPr>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Header">
    <w:name w:val="header"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
    <w:pPr>
      <w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>
      <w:spacing w:after="0" w:line="240" w:lineRule="auto"/>
    </w:pPr>
    <w:rPr><w:color w:val="{_GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Footer">
    <w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
    <w:pPr>
      <w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>
      <w:spacing w:after="0" w:line="240" w:lineRule="auto"/>
    </w:pPr>
    <w:rPr><w:color w:val="{_GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
  </w:style>
  <w:style w:type="character" w:styleId="Strong">
    <w:name w:val="Strong"/><w:uiPriority w:val="22"/><w:qFormat/>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="character" w:styleId="Hyperlink">
    <w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>
    <w:rPr><w:color w:val="{_LINK}"/><w:u w:val="single"/></w:rPr>
  </w:style>
  <w:style w:type="character" w:customStyle="1" w:styleId="Code">
    <w:name w:val="Code"/><w:uiPriority w:val="33"/><w:qFormat/>
    <w:rPr>
      <w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:noProof/>
      <w:sz w:val="18"/><w:szCs w:val="18"/>
    </w:rPr>
  </w:style>
  <w:style w:type="table" w:styleId="TableGrid">
    <w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/>
    <w:tblPr>
      <w:tblBorders>
        <w:top w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>
        <w:left w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>
        <w:bottom w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>
        <w:right w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>
        <w:insideH w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>
        <w:insideV w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>
      </w:tblBorders>
    </w:tblPr>
    <w:tblStylePr w:type="firstRow">
      <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E9EEF7"/></w:tcPr>
    </w:tblStylePr>
  </w:style>
</w:styles>
"""
_NUMBERING = f"""
<w:numbering {nsdecls("w")}>
  <w:abstractNum w:abstractNumId="0">
    <w:multiLevelType w:val="singleLevel"/>
    <w:lvl w:ilvl="0">
      <w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>
      <w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
      <w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr>
    </w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>
"""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document tells of itself in a list of files."""

    title: str
    subject: str
    author: str
    identifier: str
    created: datetime  # UTC
    tag: str  # of its language
    comma: str  # what its language writes before decimals
    separator: str  # and between items of a list


def empty_document(properties: Properties) -> Document:
    """A document without content, in our styles, on A4."""
    document = docx.Document()
    _drop(document.part.rels, _STRAY_PARTS)
    _drop(document.part.package.rels, _STRAY_PARTS)
    _fill(document.styles.element, _STYLES.format(tag=properties.tag))
    _fill(document.part.numbering_part.element, _NUMBERING)
    _set_up(document, properties)
    _lay_out(document)
    _describe(document, properties)
    return document


def write_running_lines(
    document: Document, header: tuple[str, str], footer: str, page: tuple[str, str, str]
) -> None:
    """What stands on every page: two texts above, one below beside the number of the page."""
    section = document.sections[0]
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    above.style, below.style = document.styles["header"], document.styles["footer"]
    above.add_run("\t".join(header))
    below.add_run(footer)
    below.add_run(f"\t{page[0]}")
    _add_field(below, "PAGE")
    below.add_run(page[1])
    _add_field(below, "NUMPAGES")
    if page[2]:
        below.add_run(page[2])


def to_bytes(document: Document) -> bytes:
    """The file; the same document gives the same bytes, whenever it is written."""
    written = BytesIO()
    document.save(written)
    same = BytesIO()
    with ZipFile(written) as old, ZipFile(same, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return same.getvalue()


def _drop(relationships: Relationships, kinds: Iterable[str]) -> None:
    """Leave out parts; what nothing leads to is not written."""
    stray = [id for id, one in relationships.items() if one.reltype.endswith(tuple(kinds))]
    for id in stray:
        del relationships[id]


def _fill(element: object, xml: str) -> None:
    """Put the children of some XML in the place of an element's own."""
    assert hasattr(element, "extend")
    del element[:]  # type: ignore[attr-defined]  # an element of lxml, which has no types
    element.extend(parse_xml(xml)[:])


def _set_up(document: Document, properties: Properties) -> None:
    """The settings for this language; Word need not open it in a mode for older files."""
    settings = document.settings.element
    for name in _STRAY_SETTINGS:
        for stray in settings.findall(qn(f"w:{name}")):
            settings.remove(stray)
    zoom = settings.find(qn("w:zoom"))
    del zoom.attrib[qn("w:val")]
    zoom.set(qn("w:percent"), "100")
    fonts = settings.find(qn("w:themeFontLang"))
    fonts.attrib.clear()
    fonts.set(qn("w:val"), properties.tag)
    compat = settings.find(qn("w:compat"))
    compat.remove(compat.find(qn("w:useFELayout")))
    compat.find(qn("w:compatSetting")).set(qn("w:val"), "15")  # compatibilityMode is the first
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), properties.comma)
    settings.find(qn("w:listSeparator")).set(qn("w:val"), properties.separator)


def _lay_out(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = Twips((11906 - TEXT_WIDTH) // 2)
    section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = Cm(1.25)


def _describe(document: Document, properties: Properties) -> None:
    told = document.core_properties
    told.title = properties.title[:_LONGEST_PROPERTY]
    told.subject = properties.subject[:_LONGEST_PROPERTY]
    told.author = properties.author[:_LONGEST_PROPERTY]
    told.identifier = properties.identifier[:_LONGEST_PROPERTY]
    told.language = properties.tag
    told.comments = told.keywords = told.category = told.last_modified_by = ""
    told.created = told.modified = properties.created
    told.revision = 1


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A number that Word counts; 1 until it has."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {name} ")
    run = paragraph.add_run("1")._r
    run.getparent().replace(run, field)
    field.append(run)
