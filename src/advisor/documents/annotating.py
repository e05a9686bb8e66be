"""What is read in each sentence: its signs, its act, whose word it is, and what it leans on."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.discourse.acts import act_features, act_of
from advisor.discourse.dependence import leans_on_previous
from advisor.discourse.naming import short
from advisor.discourse.signs import signs
from advisor.discourse.voices import NOTHING, OWN, Before, Said, whose_word
from advisor.discourse.works import cited_names, works_in
from advisor.documents.interviews import interview_sections, is_within
from advisor.documents.notes import footnotes, notes_of
from advisor.documents.places import page_at
from advisor.documents.quotations import Quotation
from advisor.types import Block, Document, Sentence

EMPHASISED = 0.3  # share of a sentence's letters in bold


class Annotator:
    """Reads the sentences of one document in order, knowing what it cites and its footnotes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cited = cited_names(document.text)
        self._notes = footnotes(document)
        self._interviews = interview_sections(document)
        self._block: Block | None = None
        self._before = NOTHING
        self._quotation = Quotation()

    def annotate(self, block: Block, start: int, end: int, *, id: int, chunk: int) -> Sentence:
        """The sentence text[start:end] of a block, with all that is told of it."""
        text = self._document.text[start:end]
        is_first = start == block.start
        emphasis = _share(block.emphasis, start, end)
        shown = signs(text, block.language)
        said = self._said(block, start, end)
        features = act_features(
            text,
            block.language,
            signs=shown,
            role=block.role,
            kind=block.kind,
            voice=said.voice,
            section=block.section,
            is_introduced=block.lead_in is not None,
            is_emphasised=emphasis >= EMPHASISED,
        )
        opens_item = is_first and block.kind == "list_item"
        return Sentence(
            id=id,
            source=self._document.source.file,
            chunk=chunk,
            start=start,
            end=end,
            text=text,
            section=block.section,
            role=block.role,
            kind=block.kind,
            page=page_at(self._document, start),
            language=block.language,
            leans=not opens_item and leans_on_previous(text, block.language),
            lead_in=block.lead_in if is_first else None,
            group=block.group,
            emphasis=emphasis,
            signs=shown,
            act=act_of(features),
            voice=said.voice,
            said_by=said.who,
            interviewed=is_within(block, self._interviews),
        )

    def _said(self, block: Block, start: int, end: int) -> Said:
        """Whose word the sentence is; sentences are read in order, each knowing its paragraph."""
        if block != self._block:
            self._before = self._above(block)
            self._quotation = self._quotation.into(self._document.text[block.start : block.end])
            self._block = block
        referred = notes_of(self._document, self._notes, start, end)
        said = whose_word(
            self._document.text[start:end],
            block.language,
            cited=self._cited,
            notes=referred.behind,
            marked=referred.within,
            before=self._before,
        )
        said = self._quotation.speaker(self._document.text[start:end], said)
        self._before = _after(self._before, said, works_in(referred.within))
        return said

    def _above(self, block: Block) -> Before:
        """What a new paragraph leans on: a work relayed in its section, but no longer which."""
        if self._block is None or self._block.section != block.section:
            return NOTHING
        is_near = self._before.work.voice == "literature"
        return Before(work=Said("literature") if is_near else OWN, named=self._before.named)


def _after(before: Before, said: Said, named: str) -> Before:
    """What the next sentence follows: one that is `said` so, and marks the works `named`."""
    work = Said("literature", short(named)) if named else before.work
    if said.voice == "literature":
        work = said
    return Before(said, work, work if work.who else before.named)


def _share(spans: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """How much of text[start:end] the spans cover, 0 to 1."""
    covered = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
    return covered / (end - start)
