"""Wordings are learned from many questions, and told of one by what the others taught."""

from __future__ import annotations

from advisor.answers.refusal_wording import ALWAYS, wording_score
from evals.learning.wording import FEWEST_QUESTIONS, held_out_scores, learn_wordings

ASKED = [f"hur odlas blomma {i}" for i in range(20)]
NOT_ASKED = [f"vad kostar buss {i}" for i in range(20)]
TEXTS = [*ASKED, *NOT_ASKED]
REFUSED = [False] * 20 + [True] * 20
SAMPLE = [1.0] * 40


def test_words_of_questions_that_are_refused_weigh_for_refusing() -> None:
    weights = learn_wordings(TEXTS, REFUSED, SAMPLE)

    assert weights["buss"] > 0 > weights["blomma"]
    assert wording_score("vad kostar buss", weights) > 0 > wording_score("hur odlas", weights)


def test_wording_of_too_few_questions_has_no_weight() -> None:
    seldom = ["odd " + text if i < FEWEST_QUESTIONS - 1 else text for i, text in enumerate(TEXTS)]

    assert "odd" not in learn_wordings(seldom, REFUSED, SAMPLE)
    assert set(learn_wordings(TEXTS, REFUSED, SAMPLE)) >= {ALWAYS, "vad kostar"}


def test_both_sides_weigh_the_same_however_many_they_are() -> None:
    weights = learn_wordings([*ASKED, *NOT_ASKED[:4]], [False] * 20 + [True] * 4, [1.0] * 24)

    assert weights["buss"] > 0


def test_text_is_scored_by_weights_that_did_not_see_it() -> None:
    lone = "unik fraga utan like"

    scores = held_out_scores([*TEXTS, lone], [*REFUSED, True], [*SAMPLE, 50.0])

    # Learned with it, a question that counts so much would be refused for sure.
    assert scores[lone] < scores[NOT_ASKED[0]]
    assert set(scores) == {*TEXTS, lone}
