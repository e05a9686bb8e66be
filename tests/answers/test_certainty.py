"""How well a sentence fits tells how surely it answers."""

from __future__ import annotations

import pytest

from advisor.answers.certainty import LOOSE, SURE, bearing, certainty, is_sure


def test_sentence_that_fits_better_answers_more_surely() -> None:
    assert certainty(2.0, 5.0) < certainty(4.0, 5.0) < certainty(5.0, 5.0)


def test_the_farther_behind_the_best_the_less_surely_it_answers() -> None:
    assert certainty(3.0, 5.0) < certainty(3.0, 3.0)


@pytest.mark.parametrize("best", [-3.0, 0.0, 6.0])
def test_the_best_statement_is_never_told_apart(best: float) -> None:
    assert bearing(best, best) == "close"


def test_statement_far_behind_is_told_apart() -> None:
    assert certainty(1.0, 5.0) < LOOSE
    assert bearing(1.0, 5.0) == "loose"
    assert bearing(4.9, 5.0) == "close"


def test_answer_is_sure_from_an_even_chance_on() -> None:
    surely = [score / 10 for score in range(-20, 80) if is_sure(score / 10)]

    assert surely == [s / 10 for s in range(-20, 80) if certainty(s / 10, s / 10) >= SURE]
    assert 2.0 < surely[0] < 5.0
