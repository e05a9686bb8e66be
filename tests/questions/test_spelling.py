"""An unknown word leads to the corpus words that it may have meant."""

from __future__ import annotations

import pytest

from advisor.questions.spelling import Speller

VOCABULARY = {
    "kommun": 100,
    "kommunen": 80,
    "samverkan": 50,
    "digitalisering": 40,
    "portföljstyrning": 9,
    "jämförelse": 5,
    "råd": 30,
    "rad": 2,
    "e-tjänst": 20,
    "system": 12,
    "systern": 1,
    "nämnd": 7,
    "2014": 3,
}


@pytest.fixture
def speller() -> Speller:
    return Speller(VOCABULARY)


@pytest.mark.parametrize("word", ["kommun", "Kommun", "RÅD", "2014"])
def test_word_of_the_vocabulary_needs_no_suggestion(speller: Speller, word: str) -> None:
    assert speller.suggest(word) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("portfoljstyrning", "portföljstyrning"),
        ("jamforelse", "jämförelse"),
        ("E-tjanst", "e-tjänst"),
        ("namnd", "nämnd"),
    ],
)
def test_missing_diacritics_are_put_back(speller: Speller, typed: str, meant: str) -> None:
    assert speller.suggest(typed) == (meant,)


def test_words_with_equal_folded_forms_come_by_count() -> None:
    assert Speller({"råd": 30, "rad": 2}).suggest("räd") == ("råd", "rad")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("komun", "kommun"),  # left out
        ("kommmun", "kommun"),  # added
        ("kammun", "kommun"),  # exchanged
        ("kommnu", "kommun"),  # swapped
        ("digitalisernig", "digitalisering"),
        ("digtaliserng", "digitalisering"),  # two slips in a long word
        ("samvärkan", "samverkan"),
    ],
)
def test_slips_are_forgiven(speller: Speller, typed: str, meant: str) -> None:
    assert speller.suggest(typed)[0] == meant


@pytest.mark.parametrize(
    "typed",
    [
        "rdå",  # too short
        "kmmnu",  # two slips in a short word
        "dgtaliserng",  # three slips
        "2015",  # another year is no slip
        "kommun2",
        "xylofon",
    ],
)
def test_other_words_are_left_alone(speller: Speller, typed: str) -> None:
    assert speller.suggest(typed) == ()


def test_fewer_slips_come_before_higher_counts() -> None:
    vocabulary = {"utredning": 1, "utbredning": 99}

    assert Speller(vocabulary).suggest("utrednig") == ("utredning",)
    assert Speller(vocabulary).suggest("utredninga") == ("utredning", "utbredning")


def test_at_most_five_words_are_suggested() -> None:
    speller = Speller({f"kommu{letter}": 1 for letter in "abcdefgh"})

    assert len(speller.suggest("kommuz")) == 5


def test_empty_vocabulary_suggests_nothing() -> None:
    assert Speller({}).suggest("kommun") == ()
