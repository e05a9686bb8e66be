"""The pieces of a document are its text, cut where it changes, and marks are exactly the span."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from advisor.types import Block, Document, Segment, Source
from advisor.vocabulary import BlockKind, SegmentKind
from ui.reading import Cited, Group, Paragraph, Run, mended_words, reading

_SOURCE = Source("a.txt", "A", "other")
_KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "list_item", "table_row", "reference")
_SEGMENTS: tuple[SegmentKind, ...] = ("same", "repair", "layout", "label")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of a few blocks whose text came from raw text in all ways that there are."""
    words = st.text("abcåäö <&", min_size=1, max_size=12).map(lambda t: f"x{t}y")
    blocks: list[Block] = []
    text = ""
    for written in draw(st.lists(words, min_size=1, max_size=6)):
        start, end = len(text), len(text) + len(written)
        bold = sorted(draw(st.lists(st.integers(start, end), min_size=2, max_size=2)))
        blocks.append(
            Block(
                kind=draw(st.sampled_from(_KINDS)),
                start=start,
                end=end,
                section=draw(st.sampled_from([(), ("A",), ("A", "B", "C")])),
                role="other",
                group=draw(st.integers(0, 2)),
                emphasis=((bold[0], bold[1]),),
                hidden=draw(st.booleans()),
            )
        )
        text += written + draw(st.sampled_from(["\n", "\n\n"]))
    text = text.rstrip("\n")
    raw, segments = _raw(draw, text)
    pages = draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.none() | st.integers(1, 9)), max_size=4)
    )
    starts = tuple(sorted(pages, key=lambda page: page[0]))
    return Document(_SOURCE, raw, text, segments, tuple(blocks), starts)


def _raw(draw: st.DrawFn, text: str) -> tuple[str, tuple[Segment, ...]]:
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=8))})
    raw = ""
    segments = []
    for start, end in pairwise(cuts):
        kind = draw(st.sampled_from(_SEGMENTS))
        stood = "" if kind == "label" else "?" * (end - start)
        segments.append(Segment(start, end, len(raw), len(raw) + len(stood), kind))
        raw += stood
    return raw, tuple(segments)


def spans(document: Document) -> st.SearchStrategy[tuple[int, int]]:
    """Places of a document, also empty ones."""
    offset = st.integers(0, len(document.text))
    return st.tuples(offset, offset).map(lambda ends: (min(ends), max(ends)))


def _paragraphs(groups: tuple[Group, ...]) -> list[Paragraph]:
    return [paragraph for group in groups for paragraph in group.paragraphs]


def _runs(groups: tuple[Group, ...]) -> list[Run]:
    return [run for paragraph in _paragraphs(groups) for run in paragraph.runs]


def _text(run: Run) -> str:
    return "".join(piece.text for piece in run.pieces)


def _within_blocks(document: Document, start: int, end: int) -> str:
    """text[start:end] without the white space between blocks."""
    return "".join(
        document.text[max(block.start, start) : min(block.end, end)]
        for block in document.blocks
        if block.start < end and start < block.end
    )


@given(documents(), st.data())
def test_pieces_joined_are_the_text(document: Document, data: st.DataObject) -> None:
    groups = reading(document, data.draw(spans(document)), _cited(document, data))

    paragraphs = _paragraphs(groups)
    assert [(p.start, p.end) for p in paragraphs] == [(b.start, b.end) for b in document.blocks]
    for paragraph in paragraphs:
        pieces = [piece for run in paragraph.runs for piece in run.pieces]
        assert "".join(p.text for p in pieces) == document.text[paragraph.start : paragraph.end]
        assert [p.end for p in pieces[:-1]] == [p.start for p in pieces[1:]]
        assert all(piece.text == document.text[piece.start : piece.end] for piece in pieces)
        assert all(piece.text for piece in pieces)


@given(documents(), st.data())
def test_marks_are_exactly_the_span(document: Document, data: st.DataObject) -> None:
    start, end = data.draw(spans(document))

    runs = _runs(reading(document, (start, end), _cited(document, data)))

    quoted = [run for run in runs if run.is_quote]
    assert "".join(map(_text, quoted)) == _within_blocks(document, start, end)
    assert [run for run in runs if run.is_first] == quoted[:1]


@given(documents(), st.data())
def test_what_was_cited_is_marked_and_counted_once(document: Document, data: st.DataObject) -> None:
    start, end = data.draw(spans(document).filter(lambda span: span[0] < span[1]))

    runs = _runs(reading(document, None, [Cited(start, end, 3)]))

    cited = [run for run in runs if run.is_cited]
    trimmed = start + len(document.text[start:end].rstrip())
    assert "".join(map(_text, cited)) == _within_blocks(document, start, trimmed)
    assert [run.answers for run in runs if run.answers] == [3] * bool(cited)
    assert not cited or cited[-1].answers == 3


@given(documents())
def test_mended_and_added_words_are_told_from_the_others(document: Document) -> None:
    pieces = [piece for run in _runs(reading(document)) for piece in run.pieces]

    for piece in pieces:
        (segment,) = (s for s in document.segments if s.start <= piece.start < s.end)
        stood = document.raw[segment.raw_start : segment.raw_end]
        assert piece.raw == (stood if segment.kind == "repair" else None)
        assert piece.is_label == (segment.kind == "label")


@given(documents())
def test_every_page_begins_once_where_its_text_does(document: Document) -> None:
    runs = _runs(reading(document))

    last = document.blocks[-1].end
    begun = [page for run in runs for page in run.pages]
    assert begun == [page for offset, page in document.page_starts if offset < last]
    for run in runs:
        if run.pages:
            start = run.pieces[0].start
            assert document.text[start - 1 : start].isspace() or any(
                offset == start for offset, _ in document.page_starts
            )


@given(documents())
def test_headings_go_down_one_level_at_a_time(document: Document) -> None:
    levels = [1, *(p.level for p in _paragraphs(reading(document)) if p.level)]

    assert all(deeper - before <= 1 for before, deeper in pairwise(levels))
    assert all(2 <= level <= 6 for level in levels[1:])


def test_hidden_text_stands_by_itself_and_no_heading_of_it_counts() -> None:
    document = _document(
        ("heading", "A", False),
        ("heading", "B", True),
        ("paragraph", "b", True),
        ("paragraph", "a", False),
    )

    groups = reading(document)

    assert [group.is_hidden for group in groups] == [False, True, False]
    assert [p.level for p in _paragraphs(groups)] == [2, 0, 0, 0]


def test_items_of_one_list_stand_together_and_of_two_apart() -> None:
    texts = ("a", "b", "c")
    blocks = tuple(
        Block("list_item", at * 2, at * 2 + 1, (), "other", group=1 if at < 2 else 2)
        for at in range(len(texts))
    )
    document = Document(_SOURCE, "a\nb\nc", "a\nb\nc", (Segment(0, 5, 0, 5),), blocks)

    groups = reading(document)

    assert [len(group.paragraphs) for group in groups] == [2, 1]
    assert all(group.is_list for group in groups)


def test_mended_words_are_counted() -> None:
    segments = (Segment(0, 1, 0, 1), Segment(1, 2, 1, 2, "repair"), Segment(2, 3, 2, 3, "layout"))

    assert mended_words(Document(_SOURCE, "abc", "abc", segments, ())) == 1


def _cited(document: Document, data: st.DataObject) -> list[Cited]:
    drawn = data.draw(st.lists(spans(document).filter(lambda span: span[0] < span[1]), max_size=3))
    return [Cited(start, end, 1) for start, end in drawn]


def _document(*blocks: tuple[BlockKind, str, bool]) -> Document:
    made = tuple(_blocks(blocks))
    text = "\n".join(text for _, text, _ in blocks)
    return Document(_SOURCE, text, text, (Segment(0, len(text), 0, len(text)),), made)


def _blocks(blocks: tuple[tuple[BlockKind, str, bool], ...]) -> Iterator[Block]:
    at = 0
    for kind, text, hidden in blocks:
        yield Block(kind, at, at + len(text), (), "other", hidden=hidden)
        at += len(text) + 1
