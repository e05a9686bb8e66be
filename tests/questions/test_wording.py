"""What is shown of a question is how it is asked, not what it is about."""

from __future__ import annotations

import pytest

from advisor.questions.wording import form_by_pattern, wording_features


def test_words_that_are_not_known_are_not_told_apart() -> None:
    known = {"ska", "vi"}

    harbour = wording_features("Ska vi dika hamn?", "sv", known)
    bridge = wording_features("Ska vi hyra bro?", "sv", known)

    assert harbour == bridge
    assert {"word ska", "^ ska vi", "vi * *", "* $"} <= harbour


def test_known_words_are_read_without_their_marks() -> None:
    assert "word ar" in wording_features("Är bron hel?", "sv", {"ar"})


def test_forms_of_a_long_word_share_a_stem() -> None:
    one = wording_features("bryggorna?", "sv", ())
    other = wording_features("bryggor?", "sv", ())

    assert "stem brygg" in one & other
    assert "stem bro" not in wording_features("bro?", "sv", ())


def test_only_the_last_question_is_read_word_by_word() -> None:
    shown = wording_features(
        "Isen är tunn. Vilka risker finns? Ska vi vänta?", "sv", {"isen", "ska"}
    )

    assert "word isen" not in shown
    assert "first pattern decision" in shown
    assert {"told: pattern risk", "something told before", "several questions"} <= shown


def test_what_stands_alone_was_told_nothing_before() -> None:
    shown = wording_features("Ska vi vänta?", "sv", ())

    assert [name for name in shown if name.startswith("told") or "before" in name] == []
    assert not {"several questions", "no question mark", "comma"} & shown


def test_request_is_told_from_a_question_by_its_mark() -> None:
    assert "no question mark" in wording_features("lista riskerna, tack", "sv", ())
    assert "comma" in wording_features("lista riskerna, tack", "sv", ())


def test_slip_in_the_first_word_is_read_as_the_word() -> None:
    assert "word vilka" in wording_features("Vikla broar?", "sv", {"vilka"})


@pytest.mark.parametrize(
    ("words", "length"),
    [(1, "at most 3 words"), (3, "at most 3 words"), (4, "at most 6 words"), (17, "over 16 words")],
)
def test_length_is_told_in_steps(words: int, length: str) -> None:
    assert length in wording_features("is " * words + "?", "sv", ())


def test_empty_text_shows_no_form() -> None:
    assert form_by_pattern(wording_features("", "en", ())) == "open"


@pytest.mark.parametrize(
    ("text", "is_risk"),
    [("disadvantages of ice", True), ("advantages and disadvantages of ice", False)],
)
def test_both_sides_are_no_risk(text: str, is_risk: bool) -> None:
    assert ("pattern risk" in wording_features(text, "en", ())) is is_risk
