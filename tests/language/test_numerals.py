"""A number is told in words as well as in digits."""

from __future__ import annotations

import re

import pytest

from advisor.language.numerals import NUMBER, NUMBER_WORDS, is_numeral


@pytest.mark.parametrize(
    "word", ["7", "19000", "åtta", "atta", "Tolv", "fjorton", "six", "sixteen"]
)
def test_numeral_may_be_a_word_or_be_typed_without_swedish_letters(word: str) -> None:
    assert is_numeral(word)


@pytest.mark.parametrize("word", ["en", "one", "båtar", "7 båtar", "tredje", ""])
def test_other_words_are_no_numerals(word: str) -> None:
    assert not is_numeral(word)


@pytest.mark.parametrize("said", ["12 500", "5,5", *NUMBER_WORDS["sv"], *NUMBER_WORDS["en"]])
def test_pattern_of_a_number_fits_digits_and_every_word(said: str) -> None:
    assert re.fullmatch(NUMBER, said)
