"""A municipality is known by its name in every form that people type."""

from __future__ import annotations

import pytest

from advisor.questions.municipalities import _by_folded, municipality


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Höganäs", "höganäs"),
        ("hoganas", "höganäs"),
        ("Ljusdals", "ljusdal"),
        ("Upplands-Bro", "upplands-bro"),
        ("Borås", "borås"),
        ("Dals-Eds", "dals-ed"),
    ],
)
def test_municipality_is_known_in_the_genitive_and_in_plain_letters(word: str, name: str) -> None:
    assert municipality(word) == name


@pytest.mark.parametrize("word", ["Värmland", "Ljusdalen", "kommunen", "TOGAF", ""])
def test_other_names_and_words_name_none(word: str) -> None:
    assert municipality(word) is None


def test_every_municipality_is_there_once() -> None:
    assert len(_by_folded()) == 290 - 1  # Habo and Håbo are one in plain letters
