"""A percentage is held against the number of answers that it is said to come from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.answers.percentages import (
    NEARBY_CHARS,
    impossible_percentages,
    odd_sum,
    percentages,
    respondents,
)
from advisor.types import Block
from tests.fakes import document_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Enkäten gick till alla och 40 respondenter svarade.", 40),
        ("I en undersökning där 26 kommuner svarade var bilden en annan.", 26),
        ("Av de 38 kommunerna svarade de flesta.", 38),
        ("En enkät med 19 svar visar på missnöje.", 19),
        ("In all, 52 respondents answered the form.", 52),
        ("Sammanlagt 1 200 respondenter besvarade formuläret.", 1200),
        ("Bara 0 personer svarade.", None),
        ("Av 12 broar är 3 rostiga.", None),
    ],
)
def test_number_of_answers_is_read_from_the_text_before(text: str, count: int | None) -> None:
    document = document_of(f"{text} Andelen nöjda är 20 %.")

    assert respondents(document, len(text) + 1) == ((count,) if count else ())


def test_last_number_stated_counts() -> None:
    document = document_of(
        "Först svarade ingen, sedan svarade 15 personer. 40 personer svarade. 22 personer svarade."
    )

    assert respondents(document, 80) == (22,)


def test_number_stated_long_before_does_not_count() -> None:
    far = "40 personer svarade. " + "Sedan gick tiden. " * (NEARBY_CHARS // 15)

    assert respondents(document_of(far + "20 % är nöjda."), len(far)) == ()


@pytest.mark.parametrize(
    ("method", "counts"),
    [
        ("enkät med 14 svarande", (14,)),
        ("enkät, 10-12 svarande", (10, 11, 12)),
        ("enkät, 10–11 respondenter", (10, 11)),
        ("survey, 9 respondents", (9,)),
        ("enkät, 2 500 svarande", (2500,)),
        ("intervjuer med 5 chefer", ()),
        ("enkät, 0 svarande", ()),
        (None, ()),
    ],
)
def test_number_of_answers_is_read_from_the_method_otherwise(
    method: str | None, counts: tuple[int, ...]
) -> None:
    assert respondents(document_of("I enkäten är 20 % nöjda.", method=method), 0) == counts


def test_text_counts_before_the_method() -> None:
    document = document_of("40 personer svarade. 20 % är nöjda.", method="enkät, 9 svarande")

    assert respondents(document, 25) == (40,)


def test_percentages_are_given_as_written_each_once() -> None:
    quote = "Av 7 svarade 33 %, sedan 12,5 procent, 33 % igen, 8 per cent och 3 percent av 2024."

    assert percentages(quote) == ("33", "12,5", "8", "3")


@pytest.mark.parametrize(
    ("value", "count", "is_possible"),
    [
        ("33 %", 11, False),
        ("2 %", 11, False),
        ("27 %", 11, True),  # 3 of 11 = 27.27
        ("18 %", 11, True),  # 2 of 11 = 18.18
        ("63 %", 11, True),  # 7 of 11 = 63.64, cut off
        ("64 %", 11, True),  # the same, rounded
        ("66 %", 3, True),  # cut off
        ("67 %", 3, True),  # rounded
        ("65 %", 3, False),
        ("66,7 %", 3, True),
        ("66,9 %", 3, False),
        ("0 %", 5, True),
        ("100 %", 5, True),
        ("50 procent", 5, False),
        ("150 %", 5, True),  # no share of the answers
    ],
)
def test_share_that_no_whole_number_of_answers_gives_is_impossible(
    value: str, count: int, is_possible: bool
) -> None:
    assert bool(impossible_percentages(f"Hela {value} är nöjda.", (count,))) is not is_possible


def test_share_is_possible_when_one_of_the_counts_gives_it() -> None:
    assert impossible_percentages("33 % är nöjda.", (11, 12)) == ()


def test_nothing_is_impossible_where_the_count_is_unknown() -> None:
    assert impossible_percentages("33 % är nöjda.", ()) == ()


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        ("40 %, 30 %, 20 % och 5 %", "95"),
        ("40 %, 30 %, 20 % och 15 procent", "105"),
        ("40,5 %, 30 %, 20 % och 5 %", "95,5"),
        ("40 %, 40 %, 12 % och 0 %", "92"),
        ("48 %, 40 %, 10 % och 10 %", "108"),
        ("40 %, 30 %, 20 % och 10 %", None),
        ("41 %, 30 %, 20 % och 10 %", None),  # rounded
        ("40 %, 30 %, 20 % och 8 %", "98"),
        ("40 %, 35 % och 20 %", None),  # too few to be all answers
        ("40 %, 31 %, 10 % och 10 %", None),  # too far from a hundred
        ("49 %, 40 %, 10 % och 10 %", None),
        ("70 %, 80 %, 60 % och 90 %", None),
        ("ingen", None),
    ],
)
def test_shares_that_nearly_add_up_to_a_hundred_are_odd(shares: str, total: str | None) -> None:
    assert odd_sum(document_of(f"Bland djuren har {shares} päls."), 0) == total


def test_only_the_shares_of_one_paragraph_are_added_up() -> None:
    first, second = "40 % har katt, 30 % har hund, 20 % har fisk.", "5 % har orm."
    whole = document_of(f"{first}\n\n{second}")
    middle = len(first) + 2
    apart = replace(whole, blocks=(_paragraph(0, len(first)), _paragraph(middle, len(whole.text))))

    assert odd_sum(whole, 0) == odd_sum(whole, middle) == "95"
    assert odd_sum(apart, 0) is odd_sum(apart, middle) is None


def test_nothing_is_added_up_between_paragraphs() -> None:
    document = document_of("40 %, 30 %, 20 % och 5 % har päls.")

    assert odd_sum(replace(document, blocks=()), 0) is None


def _paragraph(start: int, end: int) -> Block:
    return Block("paragraph", start, end, ("2. Resultat",), "result")
