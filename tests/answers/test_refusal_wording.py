"""The wording of a question is weighed by its words and pairs, whatever its length and spelling."""

from __future__ import annotations

import pytest

from advisor.answers.refusal_wording import ALWAYS, wording_score, wordings_of

WEIGHTS = {ALWAYS: -1.0, "malört": 9.0, "malort": 4.0, "hur odlas": 2.0, "odlas": 0.5}


def test_wordings_are_the_folded_words_and_the_pairs_of_neighbours() -> None:
    assert wordings_of("Hur odlas Malört?") == {
        "hur",
        "odlas",
        "malort",
        "hur odlas",
        "odlas malort",
    }


def test_score_adds_what_is_known_of_each_wording() -> None:
    assert wording_score("Malört", WEIGHTS) == pytest.approx(-1.0 + 4.0)
    assert wording_score("hur odlas", WEIGHTS) == pytest.approx(-1.0 + 2.5 / 3**0.5)


def test_text_without_a_known_wording_has_what_is_always_added() -> None:
    assert wording_score("Vad?", WEIGHTS) == wording_score("", WEIGHTS) == -1.0


def test_long_question_counts_no_more_than_a_short_one() -> None:
    short, long = (
        wording_score("Malört", WEIGHTS),
        wording_score("Malört och annat att ha", WEIGHTS),
    )

    assert -1.0 < long < short


def test_learned_weights_tell_what_the_sources_treat_from_what_they_do_not() -> None:
    treated = wording_score("Varför ska små kommuner samverka om digitalisering?")
    untreated = wording_score("Hur mycket kostar ett busskort för elever?")

    assert treated < untreated
