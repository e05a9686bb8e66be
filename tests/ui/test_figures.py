"""Numbers and days are written as readers of each language write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.vocabulary import Language
from ui import figures

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [(0, "0", "0"), (999, "999", "999"), (1234567, f"1{NB}234{NB}567", "1,234,567")],
)
def test_thousands_are_set_apart(value: int, swedish: str, english: str) -> None:
    assert figures.number(value, "sv") == swedish
    assert figures.number(value, "en") == english


@pytest.mark.parametrize(
    ("part", "whole", "swedish", "english"),
    [
        (1, 8, f"12,5{NB}%", "12.5%"),
        (1, 4, f"25{NB}%", "25%"),
        (1, 3, f"33,3{NB}%", "33.3%"),
        (0, 5, f"0{NB}%", "0%"),
        (5, 5, f"100{NB}%", "100%"),
        (1, 2000, f"0,1{NB}%", "0.1%"),  # a half is rounded up, not to the even
    ],
)
def test_shares_have_a_decimal_where_one_is_needed(
    part: int, whole: int, swedish: str, english: str
) -> None:
    assert figures.share(part, whole, "sv") == swedish
    assert figures.share(part, whole, "en") == english


@given(st.integers(1, 10**6), st.data())
def test_share_is_no_further_off_than_half_of_its_last_digit(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))

    told = float(figures.share(part, whole, "en").rstrip("%"))

    assert abs(told - 100 * part / whole) <= 0.05 + 1e-9


@pytest.mark.parametrize(
    ("first", "last", "language", "written"),
    [
        (date(2026, 5, 3), date(2026, 5, 3), "sv", f"3{NB}maj 2026"),
        (date(2026, 5, 3), date(2026, 5, 9), "en", f"3–9{NB}May 2026"),
        (date(2026, 4, 30), date(2026, 5, 3), "sv", f"30{NB}april–3{NB}maj 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "en", f"30{NB}December 2025–2{NB}January 2026"),
    ],
)
def test_days_say_no_more_than_is_needed(
    first: date, last: date, language: Language, written: str
) -> None:
    assert figures.days(first, last, language) == written
