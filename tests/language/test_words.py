"""Tokens stand where they say; function words are left out of the content words."""

from __future__ import annotations

import pytest

from advisor.language.words import FUNCTION_WORDS, content_words, rarity, tokens
from advisor.vocabulary import Language


def _texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En e-tjänsteplattform.", ["En", "e-tjänsteplattform"]),
        ("24-timmarsmyndighet 2014", ["24-timmarsmyndighet", "2014"]),
        ("IT-drift och R&D", ["IT-drift", "och", "R&D"]),
        ("33 %, 5,5% och 1.2.3.", ["33", "5,5", "och", "1.2.3"]),
        ("prop. 2017/18:163", ["prop", "2017/18:163"]),
        ("2024-05-01 eller 2023-2025", ["2024-05-01", "eller", "2023", "2025"]),
        ("m.fl. t.ex. och bl.a", ["m.fl.", "t.ex.", "och", "bl.a"]),
        ("och/eller", ["och", "eller"]),
        ("se www.skl.se/om?a=1.", ["se", "www.skl.se/om?a=1"]),
        ("skriv till it@kommun.se!", ["skriv", "till", "it@kommun.se"]),
        ("hälso- och sjukvård", ["hälso", "och", "sjukvård"]),
        ("the citizens' needs", ["the", "citizens", "needs"]),
        ("we don't", ["we", "don't"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("– ... §", []),
    ],
)
def test_words_and_numbers_are_found_as_written(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("SKR:s", "SKR"),
        ("IT:n", "IT"),
        ("13:e", "13"),
        ("municipality's", "municipality"),
        ("Sweden’s", "Sweden"),
        ("decenniet⁴", "decenniet"),
    ],
)
def test_endings_and_footnote_marks_stand_outside_the_word(text: str, word: str) -> None:
    assert [(token.text, token.start, token.end) for token in tokens(text)] == [
        (word, 0, len(word))
    ]


def test_every_token_reads_back_from_its_place() -> None:
    text = "SKR:s e-tjänst (2014), m.fl.: ”5,5 %” – Fyrbodals⁵² kommuner’s 24-timmars."

    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@pytest.mark.parametrize(
    ("question", "language", "content"),
    [
        ("Hur många kommuner har en projektledare?", "sv", ["kommuner", "projektledare"]),
        ("Vad gäller för SKR:s handslag?", "sv", ["SKR", "handslag"]),
        ("Vilka risker finns det med att dela?", "sv", ["risker", "dela"]),
        ("hur manga ar det fran SKL", "sv", ["SKL"]),
        ("Should we join a shared platform?", "en", ["join", "shared", "platform"]),
        ("What does the report say about costs?", "en", ["report", "costs"]),
    ],
)
def test_question_keeps_its_content_words(
    question: str, language: Language, content: list[str]
) -> None:
    assert [token.text for token in content_words(question, language)] == content


@pytest.mark.parametrize("word", ["bor", "far", "skola", "rätt", "dela", "samverka"])
def test_content_words_are_no_swedish_function_words(word: str) -> None:
    assert word not in FUNCTION_WORDS["sv"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_function_words_are_found_by_their_casefolded_token(language: Language) -> None:
    listed = FUNCTION_WORDS[language]

    assert all(word == word.casefold() and _texts(word) == [word] for word in listed)


def test_it_in_capitals_is_a_word_of_its_own_in_english_too() -> None:
    assert [token.text for token in content_words("Is it an IT budget?", "en")] == ["IT", "budget"]


def test_the_fewer_texts_have_a_word_the_rarer_it_is() -> None:
    by_texts = [rarity(texts, 100) for texts in (1, 2, 30, 99, 100)]

    assert by_texts == sorted(set(by_texts), reverse=True)
    assert all(0 < share <= 1 for share in by_texts)


def test_word_that_every_text_has_says_next_to_nothing() -> None:
    assert rarity(100, 100) < 0.01


@pytest.mark.parametrize("total", [0, 1, 100])
def test_word_that_no_text_has_is_as_rare_as_can_be(total: int) -> None:
    assert rarity(0, total) == 1


def test_word_counted_in_more_texts_than_there_are_says_nothing() -> None:
    assert rarity(9, 2) == 0
