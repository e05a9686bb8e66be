"""What a question wants counted or measured is told from its wording."""

from __future__ import annotations

import pytest

from advisor.questions.figures import counted_word, question_measure, shared_word
from advisor.vocabulary import Language, Measure


@pytest.mark.parametrize(
    ("text", "measure", "language"),
    [
        ("Hur många kommuner deltog?", "count", "sv"),
        ("Vad är antalet intervjuade?", "count", "sv"),
        ("Hur många kronor sparade kommunen?", "money", "sv"),
        ("Vad kostade bytet?", "money", "sv"),
        ("hur mycket pengar gar till drift", "money", "sv"),
        ("Hur stor andel av kostnaderna är löner?", "share", "sv"),
        ("Hur många procent av cheferna svarade?", "share", "sv"),
        ("Hur stor del av arbetet är manuellt?", "share", "sv"),
        ("När bildades förbundet?", "date", "sv"),
        ("Vilket år infördes kravet?", "date", "sv"),
        ("Hur lång tid tog införandet?", "duration", "sv"),
        ("How long did the switch take?", "duration", "en"),
        ("How many municipalities share a help desk?", "count", "en"),
        ("What share of the cost is salaries?", "share", "en"),
        ("How much does support cost?", "money", "en"),
        ("When was the board formed?", "date", "en"),
        ("How many billion kronor went into roads?", "money", "en"),
        ("How old is the platform?", None, "en"),
        ("Hur stor andel av kommunerna, t.ex. på Gotland, har valt bort tjänsten?", "share", "sv"),
    ],
)
def test_measure_is_the_kind_of_figure_asked_for(
    text: str, measure: Measure | None, language: Language
) -> None:
    assert question_measure(text, language) == measure


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Hur många kommuner deltog i piloten?", "kommuner", "sv"),
        ("hur manga kommuner deltog", "kommuner", "sv"),
        ("Hur många av de fjorton kommunerna har e-arkiv?", "kommunerna", "sv"),
        ("Hur många små kommuner deltog?", "kommuner", "sv"),
        ("Vad är antalet tekniker i länet?", "tekniker", "sv"),
        ("Hur många svarade på enkäten?", "svarade", "sv"),
        ("How many small municipalities took part?", "municipalities", "en"),
        ("How many of the managers answered?", "managers", "en"),
        ("What is the number of interviewees?", "interviewees", "en"),
        ("Hur många av länets kommuner deltog?", "kommuner", "sv"),
        ("Hur många av Norges 356 kommuner deltog?", "kommuner", "sv"),
        ("Hur många tycker att arkivet är bra?", "", "sv"),
        ("Hur många saknar helt ett arkiv?", "", "sv"),
        ("How many put a poor archive down as an obstacle?", "", "en"),
        ("How many find the archive excellent?", "", "en"),
        ("Hur många har ett arkiv?", "", "sv"),
        ("Hur många vet inte vad det kostar?", "", "sv"),
        ("Vilka hinder finns, och hur många nämner dem?", "", "sv"),
        ("How many have a really good archive?", "", "en"),
        ("How many fell below it?", "", "en"),
        ("Hur mycket kostade bytet?", "", "sv"),
        ("Hur många?", "", "sv"),
    ],
)
def test_counted_word_follows_the_words_that_ask_for_a_number(
    text: str, word: str, language: Language
) -> None:
    assert counted_word(text, language) == word


@pytest.mark.parametrize(
    ("asked", "language", "word"),
    [
        ("Hur stor andel av kommunerna saknar broar?", "sv", "kommunerna"),
        ("Hur många procent av de statliga myndigheterna har en bro?", "sv", "myndigheterna"),
        ("Vilken andel av den offentliga sektorns bolag har en bro?", "sv", "bolag"),
        ("Hur stor del av de svarande satte upp en bro?", "sv", "svarande"),
        ("What share of private companies have a bridge?", "en", "companies"),
        ("Hur stor andel har en bro?", "sv", ""),
        ("Hur många kommuner har en bro?", "sv", ""),
    ],
)
def test_those_of_whom_a_share_is_asked_for_are_told(
    asked: str, language: Language, word: str
) -> None:
    assert shared_word(asked, language) == word
