"""What a question shows of whether it leans on the ones before it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from advisor.language.words import tokens
from advisor.questions.leaning import (
    ALWAYS,
    is_name,
    known_words,
    leaning,
    leaning_features,
    leans,
)

BEFORE = ("Vilka kommuner äger färjan Tora?",)
KNOWN = frozenset({"vad", "hur", "vilka", "var"})


def _shown(text: str, history: Sequence[str] = BEFORE) -> dict[str, float]:
    return leaning_features(text, history, "sv", KNOWN)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Och hamnen?", "goes on"),
        ("Och emot?", "other side"),
        ("Vad kostar den?", "points back, short"),
        ("Även för öar?", "fragment"),
        ("Går Tora varje dag?", "a name anew"),
        ("Går Frida varje dag?", "a new name"),
        ("Vilka kommuner betalar?", "again 1"),
        ("Vad kostar bron?", "again 0"),
        ("Vad kostar bron?", "vad *ar"),
        ("Vad kostar bron?", "* $"),
        ("Var det 40 båtar?", "* NUMBER"),
    ],
)
def test_question_shows(text: str, name: str) -> None:
    assert name in _shown(text)


def test_word_that_is_not_told_apart_is_told_by_its_ending() -> None:
    assert "word *na" in _shown("pengarna?")
    assert "word *ar" in _shown("pengar?")


def test_wording_counts_the_same_in_questions_of_any_length() -> None:
    short, long = _shown("vad?"), _shown("vad hur vilka var vad?")

    # The first has one word and two pairs, with its bounds; the second four words and six pairs.
    assert short["word vad"] ** 2 * 3 == pytest.approx(long["word vad"] ** 2 * 10)


def test_form_of_a_word_that_was_asked_of_is_not_new() -> None:
    assert _shown("färjans kapten")["longest new"] == len("kapten") / 10
    assert _shown("färjans kapten", ())["longest new"] == len("färjans") / 10


@pytest.mark.parametrize(
    ("text", "names"), [("Vem äger Tora?", ["Tora"]), ("IT eller e-ID?", ["IT", "e-ID"])]
)
def test_capital_that_begins_a_question_makes_no_name(text: str, names: list[str]) -> None:
    said = enumerate(tokens(text))

    assert [token.text for place, token in said if is_name(token, place)] == names


def test_features_without_a_weight_count_nothing() -> None:
    assert leaning({ALWAYS: 1.0, "goes on": 1.0, "odd": 5.0}, {ALWAYS: -1.0, "goes on": 3.0}) == 2
    assert known_words(["word vad", "vad *", ALWAYS]) == {"vad"}


@pytest.mark.parametrize("text", ["", "?", "💥"])
def test_question_without_words_can_be_judged(text: str) -> None:
    assert leans(text, BEFORE, "sv") in (True, False)
