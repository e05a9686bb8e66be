"""A document cut into the chunks that are retrieved and the sentences that are quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.discourse.acts import act_features, act_of
from advisor.discourse.dependence import leans_on_previous
from advisor.discourse.signs import signs
from advisor.discourse.voices import Said, cited_names, whose_word
from advisor.documents.captions import is_prose
from advisor.documents.notes import footnotes, notes_of
from advisor.documents.places import page_at
from advisor.language.sentences import split_sentences
from advisor.types import Block, Chunk, Document, Sentence

EVIDENCE = frozenset({"paragraph", "list_item", "table_row"})
CHUNK_CHARS = 900  # measured: passages of about this size are found best
LIST_CHARS = 1500  # a list is kept together a little longer, with the words that introduce it
EMPHASISED = 0.3  # share of a sentence's letters in bold
MIN_LETTERS = 12  # a shorter scrap of text says nothing by itself
MIN_ITEM_LETTERS = 3  # an item of a list has its lead-in, and the list is not whole without it


def chunk(
    document: Document, first_chunk: int = 0, first_sentence: int = 0
) -> tuple[list[Chunk], list[Sentence]]:
    """Chunks and sentences of what may be quoted; ids count on from the first ones given.

    Contents, references, captions, survey questions and hidden text are left out.
    """
    chunks: list[Chunk] = []
    sentences: list[Sentence] = []
    voices = _Voices(document)
    for group in _groups(document):
        number = first_chunk + len(chunks)
        start, end = group[0][1], group[-1][2]
        block = group[0][0]
        chunks.append(
            Chunk(
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
        )
        for piece, piece_start, piece_end in group:
            identity = (first_sentence + len(sentences), number)
            said = voices.of(piece, piece_start, piece_end)
            sentences.append(_sentence(document, piece, piece_start, piece_end, identity, said))
    return chunks, sentences


_Piece = tuple[Block, int, int]  # a sentence of a block


def _groups(document: Document) -> Iterator[list[_Piece]]:
    """Sentences gathered into chunks: one section, about one size, cut between sentences."""
    group: list[_Piece] = []
    previous: Block | None = None
    for block in document.blocks:
        pieces = list(_pieces(document, block))
        if not pieces:
            if group and block.kind in ("heading", "contents"):
                yield group
                group = []
            continue
        is_same = (
            previous is not None
            and block.section == previous.section
            and block.role == previous.role
            and block.language == previous.language
        )
        for piece in pieces:
            limit = LIST_CHARS if block.kind != "paragraph" else CHUNK_CHARS
            if group and (not is_same or piece[2] - group[0][1] > limit):
                yield group
                group = []
            group.append(piece)
            is_same = True
        previous = block
    if group:
        yield group


def _pieces(document: Document, block: Block) -> Iterator[_Piece]:
    if block.hidden or not _is_evidence(document, block):
        return
    if block.role in ("contents", "references", "appendix"):
        return
    if block.kind == "table_row":
        yield block, block.start, block.end
        return
    for start, end in split_sentences(document.text[block.start : block.end]):
        text = document.text[block.start + start : block.start + end]
        fewest = MIN_ITEM_LETTERS if block.kind == "list_item" else MIN_LETTERS
        if sum(c.isalpha() for c in text) >= fewest:
            yield block, block.start + start, block.start + end


def _is_evidence(document: Document, block: Block) -> bool:
    """Whether a block may be quoted: running text, and notes that say something themselves."""
    if block.kind == "footnote":
        return is_prose(document.text[block.start : block.end])
    return block.kind in EVIDENCE


def _sentence(
    document: Document, block: Block, start: int, end: int, identity: tuple[int, int], said: Said
) -> Sentence:
    text = document.text[start:end]
    is_first = start == block.start
    emphasis = _share(block.emphasis, start, end)
    shown = signs(text, block.language)
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
    return Sentence(
        id=identity[0],
        source=document.source.file,
        chunk=identity[1],
        start=start,
        end=end,
        text=text,
        section=block.section,
        role=block.role,
        kind=block.kind,
        page=page_at(document, start),
        language=block.language,
        leans=not (is_first and block.kind == "list_item")
        and leans_on_previous(text, block.language),
        lead_in=block.lead_in if is_first else None,
        group=block.group,
        emphasis=emphasis,
        signs=shown,
        act=act_of(features),
        voice=said.voice,
        said_by=said.who,
    )


class _Voices:
    """Whose word each sentence of one document is."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cited = cited_names(document.text)
        self._notes = footnotes(document)

    def of(self, block: Block, start: int, end: int) -> Said:
        return whose_word(
            self._document.text[start:end],
            block.language,
            cited=self._cited,
            notes=notes_of(self._document, self._notes, start, end),
        )


def _share(spans: Sequence[tuple[int, int]], start: int, end: int) -> float:
    covered = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
    return covered / (end - start)
