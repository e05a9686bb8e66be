"""A word is found in its other forms, and so is what may stand for it."""

from __future__ import annotations

import re

import pytest

from advisor.answers.stems import STANDS_FOR, noun_pattern, stems_pattern, wordings
from advisor.types import Term


def test_only_what_is_near_enough_stands_for_a_word() -> None:
    term = Term("larmen", "larm", (("siren", STANDS_FOR), ("klocka", 0.5)))

    assert wordings(term) == ("larm", "siren")
    assert wordings(term, least=0.5) == ("larm", "siren", "klocka")


@pytest.mark.parametrize("text", ["en grind", "grinden", "två grindar"])
def test_other_form_of_a_word_is_found(text: str) -> None:
    assert re.search(stems_pattern(["larm", "grindar"], ending=3), text)


@pytest.mark.parametrize(
    ("word", "stem"), [("kommuner", "kommun"), ("larmen", "larm"), ("larm", "larm"), ("by", "by")]
)
def test_ending_is_cut_as_long_as_a_stem_is_left(word: str, stem: str) -> None:
    assert stems_pattern([word]) == stem


def test_stem_may_be_asked_to_be_longer() -> None:
    assert stems_pattern(["larmen", "by"], shortest=5) == "larme|by"


def test_marks_in_a_word_stand_for_themselves() -> None:
    assert re.fullmatch(stems_pattern(["e-tjänst (ny)"], ending=0), "e-tjänst (ny)")


def test_no_words_make_an_empty_pattern() -> None:
    assert stems_pattern([]) == ""


@pytest.mark.parametrize(
    ("lemma", "text", "is_found"),
    [
        ("kommun", "kommunernas", True),
        ("kommun", "14 medlemskommuner", True),
        ("kommun", "kommunala kluster", False),
        ("kommun", "två kommunkluster", False),
        ("invanare", "invanarna", True),
        ("medlem", "medlemmar", True),
        ("municipality", "municipalities", True),
        ("ar", "atta ar", True),
        ("ar", "atta larm", False),
        ("ar", "atta an", False),
    ],
)
def test_noun_is_found_in_its_forms_and_last_in_a_compound(
    lemma: str, text: str, is_found: bool
) -> None:
    assert bool(re.search(noun_pattern([lemma]), text)) is is_found
