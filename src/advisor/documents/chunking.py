"""A document cut into the chunks that are retrieved and the sentences that are quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from advisor.documents.annotating import Annotator
from advisor.documents.captions import is_prose
from advisor.documents.subjects import subjects
from advisor.language.sentences import split_sentences
from advisor.types import Block, Chunk, Document, Sentence

EVIDENCE = frozenset({"paragraph", "list_item", "table_row"})
CHUNK_CHARS = 900  # measured: passages of about this size are found best
LIST_CHARS = 1500  # a list is kept together a little longer, with the words that introduce it
MIN_LETTERS = 12  # a shorter scrap of text says nothing by itself
MIN_ITEM_LETTERS = 3  # an item of a list has its lead-in, and the list is not whole without it


class Piece(NamedTuple):
    """A sentence of a block, before anything is read in it: text[start:end]."""

    block: Block
    start: int
    end: int


def chunk(
    document: Document, first_chunk: int = 0, first_sentence: int = 0
) -> tuple[list[Chunk], list[Sentence]]:
    """Chunks and sentences of what may be quoted; ids count on from the first ones given.

    Contents, references, captions, survey questions and hidden text are left out.
    """
    chunks: list[Chunk] = []
    sentences: list[Sentence] = []
    annotator = Annotator(document)
    for number, pieces in enumerate(cut(document), first_chunk):
        chunks.append(_chunk(document, pieces, number))
        sentences += [
            annotator.annotate(*piece, id=identity, chunk=number)
            for identity, piece in enumerate(pieces, first_sentence + len(sentences))
        ]
    whose = subjects(document, sentences)
    return chunks, [replace(s, subject=it) for s, it in zip(sentences, whose, strict=True)]


def cut(document: Document) -> Iterator[list[Piece]]:
    """The sentences of each chunk: of one section, of about one size, cut between sentences."""
    group: list[Piece] = []
    previous: Block | None = None
    for block in document.blocks:
        pieces = list(_pieces(document, block))
        if not pieces:
            if group and block.kind in ("heading", "contents"):
                yield group
                group = []
            continue
        is_same = previous is not None and _is_same_section(block, previous)
        limit = CHUNK_CHARS if block.kind == "paragraph" else LIST_CHARS
        for piece in pieces:
            if group and (not is_same or piece.end - group[0].start > limit):
                yield group
                group = []
            group.append(piece)
            is_same = True
        previous = block
    if group:
        yield group


def _chunk(document: Document, pieces: Sequence[Piece], number: int) -> Chunk:
    block, start, _ = pieces[0]
    end = pieces[-1].end
    return Chunk(
        id=number,
        source=document.source.file,
        title=document.source.display_title,
        section=block.section,
        role=block.role,
        text=document.text[start:end],
        start=start,
        end=end,
        language=block.language,
    )


def _pieces(document: Document, block: Block) -> Iterator[Piece]:
    if block.hidden or not _is_evidence(document, block):
        return
    if block.role in ("contents", "references", "appendix"):
        return
    if block.kind == "table_row":
        yield Piece(block, block.start, block.end)
        return
    for start, end in split_sentences(document.text[block.start : block.end]):
        text = document.text[block.start + start : block.start + end]
        fewest = MIN_ITEM_LETTERS if block.kind == "list_item" else MIN_LETTERS
        if sum(c.isalpha() for c in text) >= fewest:
            yield Piece(block, block.start + start, block.start + end)


def _is_evidence(document: Document, block: Block) -> bool:
    """Whether a block may be quoted: running text, and notes that say something themselves."""
    if block.kind == "footnote":
        return is_prose(document.text[block.start : block.end])
    return block.kind in EVIDENCE


def _is_same_section(a: Block, b: Block) -> bool:
    return a.section == b.section and a.role == b.role and a.language == b.language
