"""How well a sentence fits tells how surely it answers."""

from __future__ import annotations

import pytest

from advisor.answers.certainty import LEAST_CLOSE, bearing_of, certainty, is_sure


def test_sentence_that_fits_better_answers_more_surely() -> None:
    assert certainty(2.0, 0.0) < certainty(4.0, 0.0) < certainty(5.0, 0.0)


def test_the_farther_behind_the_best_the_less_surely_it_answers() -> None:
    assert certainty(3.0, 2.0) < certainty(3.0, 1.0) < certainty(3.0, 0.0)


@pytest.mark.parametrize("best", [-3.0, 0.0, 6.0])
def test_the_best_statement_is_never_told_apart(best: float) -> None:
    assert bearing_of(best, best) == "close"


def test_statement_far_behind_is_told_apart() -> None:
    assert certainty(1.0, 4.0) < LEAST_CLOSE
    assert bearing_of(1.0, 5.0) == "loose"
    assert bearing_of(4.9, 5.0) == "close"


def test_answer_is_sure_where_its_best_statement_fits_well() -> None:
    told = [is_sure(score / 10) for score in range(-20, 80)]

    assert not is_sure(2.0)
    assert is_sure(5.0)
    assert told == sorted(told)
