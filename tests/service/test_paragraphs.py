"""A paragraph is shown once, whatever is quoted of it, and its words stay as they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from advisor.service.paragraphs import AROUND_CHARS, Paragraph, paragraphs_around
from advisor.types import Block, Citation, Document, Segment, Source
from tests.channels.test_rendering import CITATION

FIRST = "Kommunerna samverkar. Det kostar tid. Det sparar pengar."
SECOND = "Sedan dess har mer hänt."
TEXT = f"{FIRST}\n\n{SECOND}"


def _document(text: str = TEXT, *blocks: Block) -> Document:
    whole = blocks or (_block(0, len(FIRST)), _block(len(FIRST) + 2, len(TEXT)))
    segments = (Segment(0, len(text), 0, len(text), "same"),)
    return Document(Source("a.txt", "A", "other"), text, text, segments, whole, ())


def _block(start: int, end: int) -> Block:
    return Block(kind="paragraph", start=start, end=end, section=(), role="other")


def _quote(number: int, quote: str, text: str = TEXT) -> Citation:
    start = text.index(quote)
    return _span(number, start, start + len(quote), text)


def _span(number: int, start: int, end: int, text: str = TEXT) -> Citation:
    return replace(CITATION, number=number, quote=text[start:end], start=start, end=end)


def _told(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.pieces)


def test_quotes_of_one_paragraph_stand_in_it_together() -> None:
    citations = [_quote(4, "Det sparar pengar."), _quote(2, "Kommunerna samverkar.")]

    (paragraph,) = paragraphs_around(_document(), citations)

    assert _told(paragraph) == FIRST
    assert paragraph.numbers == (2, 4)
    assert [(p.text, p.begins) for p in paragraph.pieces if p.numbers] == [
        ("Kommunerna samverkar.", (2,)),
        ("Det sparar pengar.", (4,)),
    ]


def test_quotes_of_two_paragraphs_stand_apart() -> None:
    citations = [_quote(1, "Det kostar tid."), _quote(2, SECOND)]

    found = paragraphs_around(_document(), citations)

    assert [(_told(it), it.numbers) for it in found] == [(FIRST, (1,)), (SECOND, (2,))]


def test_quote_over_two_blocks_joins_them_with_what_else_is_quoted_there() -> None:
    both = _quote(1, f"Det sparar pengar.\n\n{SECOND}")

    (paragraph,) = paragraphs_around(_document(), [both, _quote(2, "mer hänt")])

    assert _told(paragraph) == TEXT
    assert paragraph.numbers == (1, 2)


def test_words_that_two_citations_quote_have_both_their_numbers() -> None:
    citations = [_quote(1, "Det kostar tid. Det sparar"), _quote(2, "Det sparar pengar.")]

    (paragraph,) = paragraphs_around(_document(), citations)

    assert [(p.text, p.numbers) for p in paragraph.pieces if p.numbers] == [
        ("Det kostar tid. ", (1,)),
        ("Det sparar", (1, 2)),
        (" pengar.", (2,)),
    ]


def test_item_of_a_list_comes_with_the_words_that_introduce_it() -> None:
    introduced = replace(_block(len(FIRST) + 2, len(TEXT)), lead_in=(0, len(FIRST)))
    document = _document(TEXT, _block(0, len(FIRST)), introduced)

    (paragraph,) = paragraphs_around(document, [_quote(1, "mer hänt")])

    assert (paragraph.lead_in, _told(paragraph)) == (FIRST, SECOND)


def test_long_paragraph_is_shortened_between_its_quotes_and_around_them() -> None:
    long = "ord " * 1000
    text = f"{long}Först detta. {long}Sedan det. {long}"
    document = _document(text, _block(0, len(text)))
    citations = [_quote(1, "Först detta.", text), _quote(2, "Sedan det.", text)]

    (paragraph,) = paragraphs_around(document, citations)

    before, _, between, _, after = (piece.text for piece in paragraph.pieces)
    assert before.startswith("… ord")
    assert after.endswith("ord …")
    assert between.count("…") == 1
    assert len(before) + len(between) + len(after) <= 4 * (AROUND_CHARS + 3)


def test_what_nobody_would_see_in_the_file_stands_around_no_quote() -> None:
    hidden = replace(_block(len(FIRST) + 2, len(TEXT)), hidden=True)

    (paragraph,) = paragraphs_around(
        _document(TEXT, _block(0, len(FIRST)), hidden), [_quote(1, "Det kostar tid.")]
    )

    assert _told(paragraph) == FIRST


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
            lambda pair: (pair[0], max(pair[0] + 1, pair[1]))
        ),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_every_quote_is_shown_whole_and_once(spans: list[tuple[int, int]]) -> None:
    citations = [_span(n, start, end) for n, (start, end) in enumerate(spans, start=1)]

    found = paragraphs_around(_document(), citations)

    for citation in citations:
        (paragraph,) = (it for it in found if citation.number in it.numbers)
        of_quote = [p for p in paragraph.pieces if citation.number in p.numbers]
        assert "".join(p.text for p in of_quote) == citation.quote
        assert [citation.number in p.begins for p in of_quote].count(True) == 1
