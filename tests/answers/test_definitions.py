"""A sentence defines a word when it opens with it and says what it is."""

from __future__ import annotations

import pytest

from advisor.answers.definitions import defines
from advisor.types import Query, Question, Term
from tests.fakes import sentence_of


def _asked(*terms: Term) -> Query:
    return Query(Question("Vad är det?"), "Vad är det?", "sv", "definition", terms)


def _defines(query: Query, text: str) -> float:
    return defines(query, sentence_of(0, "a.txt", (0, 0, len(text)), text))


KVARTERSRAD = _asked(Term("kvartersråd", "kvartersrad", (("grannskapsforum", 0.7),)))


@pytest.mark.parametrize(
    "text",
    [
        "Kvartersråd är ett möte för dem som bor nära varandra.",
        "Ett kvartersråd innebär att de boende träffas.",
        "Med kvartersråd menas ett återkommande möte.",
        "Kvartersrådet består av sju valda grannar.",
        "Ett grannskapsforum är ett möte för grannar.",
        "Begreppet kvartersråd syftar till ett möte bland grannar.",
    ],
)
def test_sentence_that_opens_with_the_word_and_says_what_it_is_defines(text: str) -> None:
    assert _defines(KVARTERSRAD, text) == 1.0


def test_sentence_that_speaks_of_the_concept_defines_by_half() -> None:
    text = "I stadens handlingar saknas ännu en gemensam definition för vad kvartersråd kan vara."

    assert _defines(KVARTERSRAD, text) == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Trettio hushåll deltog i vårens kvartersråd.",
        "Staden har infört kvartersråd i tre stadsdelar.",
        "Ett möte är en träff mellan grannar.",
        "Begreppet möte används olika.",
    ],
)
def test_sentence_that_only_uses_the_word_defines_nothing(text: str) -> None:
    assert _defines(KVARTERSRAD, text) == 0.0


def test_heaviest_known_word_is_the_one_to_define() -> None:
    query = _asked(
        Term("staden", "stad", weight=0.2),
        Term("kvartersråd", "kvartersrad", weight=0.9),
        Term("xyz", "xyz", weight=1.0, known=False),
    )

    assert _defines(query, "Kvartersråd är ett möte.") == 1.0
    assert _defines(query, "Staden är en plats.") == 0.0


def test_question_without_words_is_defined_by_nothing() -> None:
    assert _defines(_asked(), "Kvartersråd är ett möte.") == 0.0
