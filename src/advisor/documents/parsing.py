"""A reader's raw lines become a document: two texts, their map, and blocks with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from advisor.documents.catalogue import abstract_parts, is_abstract, is_record, record_parts
from advisor.documents.furniture import find_furniture
from advisor.documents.offsets import TracedText
from advisor.documents.pages import page_of, page_starts
from advisor.documents.parts import Part
from advisor.documents.reflow import reflow
from advisor.documents.structure import find_parts
from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.sentences import split_sentences
from advisor.types import Block, Document, RawDocument, Replacement, Segment, Source
from advisor.vocabulary import Language

_Text = tuple[TracedText, list[tuple[int, int]]]  # a part's text, spans of it in bold
Repair = Callable[[str], Sequence[Replacement]]
_ANNOUNCES = re.compile(
    r"\b(följande|nedan|dessa|enligt|exempel|tv[åa]|tre|fyra|fem|sex|sju|åtta|"
    r"following|below|these|two|three|four|five|six)\b",
    re.IGNORECASE,
)
LEAD_IN_CHARS = 300  # a longer sentence introduces the list below it only where it says so
LANGUAGE_CHARS = 60  # shorter text is too short to tell its language


def parse(source: Source, document: RawDocument, repair: Repair | None = None) -> Document:
    """The document as it is read and quoted; `repair` mends what OCR damaged."""
    furniture = find_furniture(document.raw, document.lines)
    if is_record(document.raw, document.lines):
        parts = record_parts(document.raw, document.lines)
    else:
        found = find_parts(document.raw, document.lines, furniture, source.title)
        parts = _split_abstracts(found, document.raw)
    texts = _part_texts(document.raw, parts, repair)
    whole, spans = _joined(parts, texts)
    text, segments = whole.text, whole.segments()
    pages = _pages_in_text(page_starts(document.raw, document.lines, furniture), segments)
    return Document(
        source=source,
        raw=document.raw,
        text=text,
        segments=segments,
        blocks=_blocks(source, document, text, parts, texts, spans, pages),
        page_starts=tuple(pages),
        warnings=document.warnings,
    )


def plain_text(document: RawDocument) -> str:
    """Reading text without repair, from which a vocabulary may be learned."""
    furniture = find_furniture(document.raw, document.lines)
    parts = find_parts(document.raw, document.lines, furniture, None)
    return "\n".join(t.text for t, _ in _part_texts(document.raw, parts, None))


def _split_abstracts(parts: Sequence[Part], raw: str) -> list[Part]:
    done: list[Part] = []
    moved: dict[int, int] = {}
    for index, part in enumerate(parts):
        moved[index] = len(done)
        start, end = part.spans[0][0], part.spans[-1][1]
        if part.kind == "paragraph" and is_abstract(raw[start:end]):
            done += abstract_parts(raw, start, end)
        else:
            done.append(part)
    return [
        part if part.leads is None else replace(part, leads=moved.get(part.leads)) for part in done
    ]


def _part_texts(raw: str, parts: Sequence[Part], repair: Repair | None) -> list[_Text]:
    words = frozenset(re.findall(r"[^\W_]+(?:-[^\W_]+)*", fold(raw)))
    done: list[_Text] = []
    for part in parts:
        traced, bold = reflow(raw, part.spans, words, is_item=part.kind == "list_item")
        if repair is not None and part.kind not in ("contents", "reference"):
            changes = repair(traced.text)
            traced.replace(changes)
            bold = [(_moved(a, changes), _moved(b, changes)) for a, b in bold]
        if part.label and part.kind == "table_row" and len(traced):
            labelled = TracedText()
            labelled.put(part.label, part.spans[0][0], part.spans[0][0], "label")
            labelled.append(traced)
            traced, bold = labelled, []
        done.append((traced, bold))
    return done


def _moved(offset: int, changes: Sequence[Replacement]) -> int:
    """Where an offset lies after the changes."""
    return offset + sum(len(c.text) - (c.end - c.start) for c in changes if c.end <= offset)


def _joined(
    parts: Sequence[Part], texts: Sequence[_Text]
) -> tuple[TracedText, list[tuple[int, int]]]:
    whole = TracedText()
    spans: list[tuple[int, int]] = []
    for index, (traced, _) in enumerate(texts):
        part = parts[index]
        if len(whole) and len(traced):
            same_list = part.group and index and parts[index - 1].group == part.group
            at = part.spans[0][0]
            whole.put("\n" if same_list else "\n\n", at, at, "layout")
        start = len(whole)
        whole.append(traced)
        spans.append((start, len(whole)))
    return whole, spans


def _pages_in_text(
    starts: Sequence[tuple[int, int | None]], segments: Sequence[Segment]
) -> list[tuple[int, int | None]]:
    """Page starts as offsets in the reading text.

    A footnote that parted a sentence stands below its paragraph in the reading text, so a page
    may come back.
    """
    pages: list[tuple[int, int | None]] = []
    for segment in segments:
        page = page_of(starts, segment.raw_start)
        if (pages or page is not None) and (not pages or pages[-1][1] != page):
            pages.append((segment.start, page))
    return pages


def _blocks(
    source: Source,
    document: RawDocument,
    text: str,
    parts: Sequence[Part],
    texts: Sequence[_Text],
    spans: Sequence[tuple[int, int]],
    pages: Sequence[tuple[int, int | None]],
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    language: Language = source.languages[0]
    names = _heading_names(document.raw, parts, texts)
    unseen = {_as_it_came(document.raw, p) for p in parts if _is_hidden(p, document.hidden)}
    for part, (_, bold), (start, end) in zip(parts, texts, spans, strict=True):
        if start == end:
            continue
        if end - start >= LANGUAGE_CHARS and part.kind in ("paragraph", "list_item"):
            language = detect_language(text[start:end])
        block = Block(
            kind=part.kind,
            start=start,
            end=end,
            section=tuple(names.get(name, name) for name in part.section if name not in unseen),
            role=part.role,
            page=page_of(pages, start),
            lead_in=_lead_in(part, parts, spans, text),
            group=part.group,
            emphasis=tuple((start + a, start + b) for a, b in bold),
            language=language,
            hidden=_is_hidden(part, document.hidden),
        )
        blocks.append(block)
    return tuple(blocks)


def _heading_names(raw: str, parts: Sequence[Part], texts: Sequence[_Text]) -> dict[str, str]:
    """Each heading as it came, and as it reads."""
    names: dict[str, str] = {}
    for part, (traced, _) in zip(parts, texts, strict=True):
        if part.kind == "heading":
            names[_as_it_came(raw, part)] = traced.text
    return names


def _as_it_came(raw: str, heading: Part) -> str:
    start, end = heading.spans[0][0], heading.spans[-1][1]
    return re.sub(r"\s+", " ", raw[start:end].strip().strip("*").strip())


def _lead_in(
    part: Part, parts: Sequence[Part], spans: Sequence[tuple[int, int]], text: str
) -> tuple[int, int] | None:
    """The sentence or heading that introduces a list item's list."""
    if part.leads is None:
        return None
    start, end = spans[part.leads]
    if start == end:
        return None
    if parts[part.leads].kind == "heading":
        return start, end
    first, last = split_sentences(text[start:end])[-1]
    sentence = text[start + first : start + last]
    is_open = sentence[-1] not in ".?!"
    if is_open or len(sentence) <= LEAD_IN_CHARS or _ANNOUNCES.search(sentence):
        return start + first, start + last
    return None


def _is_hidden(part: Part, hidden: Sequence[tuple[int, int]]) -> bool:
    return any(a < part.spans[-1][1] and part.spans[0][0] < b for a, b in hidden)
