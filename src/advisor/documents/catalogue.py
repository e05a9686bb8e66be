"""Catalogue records: field names run into their values, abstracts in one or two languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.documents.parts import Part
from advisor.documents.sections import heading_role
from advisor.types import Line
from advisor.vocabulary import BlockKind, SectionRole

# Dublin Core as repositories export it; the longest name first, because values follow at once.
_FIELDS = sorted(
    re.findall(
        r"\S+",
        "dc.contributor.author dc.contributor.advisor dc.contributor.department dc.contributor"
        " dc.creator dc.date.accessioned dc.date.available dc.date.issued dc.date"
        " dc.description.abstract dc.description.uri dc.description dc.format.extent dc.format"
        " dc.identifier.uri dc.identifier.issn dc.identifier dc.language.iso dc.language"
        " dc.publisher dc.relation.ispartofseries dc.relation dc.rights dc.setspec.uppsok"
        " dc.subject dc.title.alternative dc.title dc.type.degree dc.type",
    ),
    key=len,
    reverse=True,
)
_FIELD = re.compile("|".join(re.escape(field) for field in _FIELDS))
_CODE_AT_END = re.compile(r"(?<=[a-zåäö.])(swe|eng|sv|en)$")  # the value's language, run into it
_ABSTRACTS = ("dc.description.abstract", "dc.description")
_ABSTRACT_LABEL = re.compile(r"\s*(abstract|sammanfattning|summary)\s*:\s*", re.IGNORECASE)
_INNER_LABEL = re.compile(
    r"(?:(?<=[.?!] )|^)((?:Background(?: and problem)?|Problem|Introduction|Purpose|Aims?"
    r"|Objectives?|Methods?|Methodology|Results?|Findings|Conclusions?"
    r"|Bakgrund(?: och problem)?|Inledning|Syfte|Metod|Resultat|Slutsats(?:er)?)):\s*"
)


def is_record(raw: str, lines: Sequence[Line]) -> bool:
    """Whether most lines begin with a catalogue's field name."""
    filled = [raw[line.start : line.end] for line in lines if line.end > line.start]
    return len(filled) >= 3 and sum(bool(_FIELD.match(text)) for text in filled) > len(filled) / 2


def record_parts(raw: str, lines: Sequence[Line]) -> list[Part]:
    """The abstracts as paragraphs; every other field is kept as a notice."""
    parts: list[Part] = []
    for line in lines:
        text = raw[line.start : line.end]
        match = _FIELD.match(text)
        if not text.strip():
            continue
        if match is None or match.group() not in _ABSTRACTS:
            parts.append(Part("notice", ((line.start, line.end),), (), "other"))
            continue
        value_end = line.end
        if code := _CODE_AT_END.search(text):
            value_end = line.start + code.start()
        parts += abstract_parts(raw, line.start + match.end(), value_end, "Abstract")
    return parts


def is_abstract(text: str) -> bool:
    """Whether a paragraph says of itself that it is an abstract."""
    return bool(_ABSTRACT_LABEL.match(text)) and len(text) > 200


def abstract_parts(raw: str, start: int, end: int, name: str | None = None) -> list[Part]:
    """An abstract cut at its own labels ("Method: ... Conclusions: ...")."""
    label = _ABSTRACT_LABEL.match(raw, start, end)
    body = label.end() if label else start
    heading = name or (label[1].capitalize() if label else "Abstract")
    cuts = list(_INNER_LABEL.finditer(raw[body:end]))
    if len(cuts) < 2:
        kind: BlockKind = "paragraph"
        return [Part(kind, ((body, end),), (heading,), "summary")]
    parts: list[Part] = []
    if raw[body : body + cuts[0].start()].strip():
        parts.append(Part("paragraph", ((body, body + cuts[0].start()),), (heading,), "summary"))
    for cut, following in zip(cuts, [*cuts[1:], None], strict=True):
        stop = body + following.start() if following else end
        role: SectionRole = heading_role(cut[1])
        span = (body + cut.end(), stop)
        parts.append(Part("paragraph", (span,), (heading, cut[1]), role))
    return parts
