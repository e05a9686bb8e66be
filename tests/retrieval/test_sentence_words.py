"""Words of sentences speak for them by weights that were learned elsewhere."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from advisor.retrieval.postings import Rows, word_key
from advisor.retrieval.sentence_words import LearnedWords, SentenceWords
from tests.retrieval.words import words_of_sentences

SENTENCES = (("bro", "lampa"), ("bro",), ("snö",), ("lampa", "bro", "snö"))
RARITY = {"lampa": 3.0, "okänd": 9.0, "bro": 4.0}


@pytest.fixture
def words() -> SentenceWords:
    """Of four sentences."""
    return words_of_sentences(*SENTENCES)


def test_words_are_found_and_others_are_not(words: SentenceWords) -> None:
    places = words.places(["snö", "okänd", "bro"])

    assert words.keys[places[[0, 2]]].tolist() == [word_key("snö"), word_key("bro")]
    assert places[1] == -1


def test_sentence_is_its_learned_words_by_their_rarity_and_of_length_one(
    words: SentenceWords,
) -> None:
    columns = LearnedWords(words, RARITY).columns([3, 0, 1, 2])

    expected = [[0.6, 0.0, 0.8], [0.6, 0.0, 0.8], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    assert columns.tolist() == [pytest.approx(row) for row in expected]


def test_scores_are_the_columns_times_what_speaks_for_each(words: SentenceWords) -> None:
    learned = LearnedWords(words, RARITY)
    towards = np.array([0.5, 100.0, -2.0], dtype=np.float32)

    scores = learned.scores([1, 2, 0], towards)

    assert scores.tolist() == pytest.approx([-2.0, 0.0, 0.6 * 0.5 - 0.8 * 2.0])
    assert scores == pytest.approx(learned.columns([1, 2, 0]) @ towards)


def test_how_often_a_sentence_has_a_word_does_not_count() -> None:
    once = words_of_sentences(("bro", "lampa"))
    twice = SentenceWords(
        Rows(once.rows.starts, once.rows.positions, np.array([2.0, 1.0], np.float32)), once.keys
    )

    columns = LearnedWords(twice, {"bro": 1.0, "lampa": 1.0}).columns([0])

    assert columns.tolist() == [pytest.approx([1 / sqrt(2)] * 2)]


def test_words_that_no_sentence_has_and_no_words_at_all_say_nothing() -> None:
    none = words_of_sentences((), ())

    for rarity in (RARITY, {}):
        towards = np.ones(len(rarity), dtype=np.float32)
        learned = LearnedWords(none, rarity)
        assert learned.scores([0, 1], towards).tolist() == [0.0, 0.0]
        assert learned.columns([0, 1]).shape == (2, len(rarity))
