"""Places in raw texts, and which passages hold what stands there."""

import pytest

from evals.spans import Passages, RawSpan, distinct_words, words_of

RAWS = {"a.txt": "Två kommuner, en plattform.", "b.txt": "Två kommuner."}


def test_an_id_names_the_source_and_the_place() -> None:
    assert RawSpan("a.txt", 3, 7).id == "a.txt:3-7"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (RawSpan("a.txt", 9, 12), True),
        (RawSpan("a.txt", 6, 8), True),
        (RawSpan("a.txt", 0, 20), True),
        (RawSpan("a.txt", 10, 12), False),
        (RawSpan("a.txt", 0, 5), False),
        (RawSpan("b.txt", 5, 10), False),
    ],
)
def test_spans_overlap_where_they_share_a_character(other: RawSpan, expected: bool) -> None:
    span = RawSpan("a.txt", 5, 10)

    assert span.overlaps(other) is expected
    assert other.overlaps(span) is expected


def test_every_word_of_a_span_has_its_place_in_the_raw_text() -> None:
    words = words_of(RawSpan("a.txt", 4, 16), RAWS)

    assert words == [("a.txt", 4, 12), ("a.txt", 14, 16)]
    assert [RAWS["a.txt"][start:end] for _, start, end in words] == ["kommuner", "en"]


def test_a_word_cut_in_two_is_not_the_word() -> None:
    whole = words_of(RawSpan("a.txt", 0, 12), RAWS)

    cut = words_of(RawSpan("a.txt", 0, 11), RAWS)

    assert set(whole) & set(cut) == {("a.txt", 0, 3)}


def test_a_source_that_is_not_known_has_no_words() -> None:
    assert words_of(RawSpan("c.txt", 0, 12), RAWS) == []


def test_a_place_named_twice_gives_its_words_once_in_the_order_of_first_mention() -> None:
    spans = [RawSpan("a.txt", 4, 16), RawSpan("b.txt", 0, 3), RawSpan("a.txt", 0, 12)]

    words = distinct_words(spans, RAWS)

    assert words == [("a.txt", 4, 12), ("a.txt", 14, 16), ("b.txt", 0, 3), ("a.txt", 0, 3)]


# --- Passages ---------------------------------------------------------------------

QUOTED = words_of(RawSpan("a.txt", 0, 27), RAWS)  # four words: Två kommuner, en plattform.


@pytest.mark.parametrize(
    ("passage", "holds"),
    [
        (RawSpan("a.txt", 0, 27), True),
        (RawSpan("a.txt", 0, 12), True),
        (RawSpan("a.txt", 0, 11), False),
        (RawSpan("a.txt", 4, 16), True),
        (RawSpan("a.txt", 17, 27), False),
        (RawSpan("b.txt", 0, 12), False),
    ],
)
def test_a_passage_holds_words_when_half_of_them_stand_whole_in_it(
    passage: RawSpan, holds: bool
) -> None:
    found = list(Passages([passage]).holding("a.txt", QUOTED))

    assert found == ([passage] if holds else [])


def test_every_passage_that_holds_the_words_is_found() -> None:
    first, second = RawSpan("a.txt", 0, 13), RawSpan("a.txt", 14, 27)
    passages = Passages([first, RawSpan("b.txt", 0, 13), second])

    assert list(passages.holding("a.txt", QUOTED)) == [first, second]


def test_no_passage_holds_a_quote_without_words() -> None:
    assert list(Passages([RawSpan("a.txt", 0, 27)]).holding("a.txt", [])) == []
