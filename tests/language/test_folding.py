"""Spellings that differ in case and diacritics alone meet; other words do not."""

from __future__ import annotations

import unicodedata

import pytest

from advisor.language.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Åtvidaberg", "atvidaberg"),
        ("JÄMFÖRELSE", "jamforelse"),
        ("idé", "ide"),
        ("àáâ èé ôó", "aaa ee oo"),
        ("Ærø Müller", "aro muller"),
        ("Straße", "strasse"),
        ("24 § 5,5 %", "24 § 5,5 %"),
    ],
)
def test_letters_lose_case_and_marks(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_composed_and_decomposed_letters_meet() -> None:
    word = "förändringsträngsel"

    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize("text", ["", "redan folded", "Större än åtta öar", "İstanbul ǅ ŉ"])
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_different_words_stay_different() -> None:
    words = ["beslut", "besluta", "lag", "lage", "val", "vall", "1", "l"]

    assert len({fold(word) for word in words}) == len(words)
