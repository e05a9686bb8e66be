"""A text is searched by its lemmas, with the parts of its compounds beside them."""

from __future__ import annotations

import pytest

from advisor.language.analysis import PART_WEIGHT, Analyzer
from advisor.language.compounds import CompoundSplitter
from advisor.language.lemmas import Lemmatizer


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    splitter = CompoundSplitter({"kanal": 5, "måla": 5, "målning": 5, "rost": 5, "skydd": 5})
    return Analyzer(Lemmatizer(), splitter.split)


def test_content_words_become_folded_lemmas_in_order(analyzer: Analyzer) -> None:
    assert analyzer.lemmas("Kanalerna bör målas för att få ett skydd.", "sv") == [
        "kanal",
        "mala",
        "skydd",
    ]


def test_repeated_word_counts_each_time(analyzer: Analyzer) -> None:
    assert analyzer.weights("Kanalen rostar. Kanaler rostar.", "sv")["kanal"] == 2


def test_part_of_a_compound_counts_beside_it_and_less(analyzer: Analyzer) -> None:
    weights = analyzer.weights("Rostskyddet håller.", "sv")

    assert weights["rostskydd"] == 1
    assert weights["rost"] == weights["skydd"] == PART_WEIGHT


def test_part_adds_to_the_word_itself(analyzer: Analyzer) -> None:
    assert analyzer.weights("Rost kräver rostskydd.", "sv")["rost"] == 1 + PART_WEIGHT


def test_english_text_is_not_split(analyzer: Analyzer) -> None:
    assert set(analyzer.weights("The rostskydd holds canals.", "en")) == {
        "rostskydd",
        "hold",
        "canal",
    }


def test_text_without_content_words_has_none(analyzer: Analyzer) -> None:
    assert analyzer.lemmas("Det är så.", "sv") == []
    assert not analyzer.weights("Det är så.", "sv")
