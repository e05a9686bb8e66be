"""Reasons are learned from labelled quotes, and measured on questions that were held out."""

from __future__ import annotations

from evals.learning.reasons import FEWEST_QUOTES, Example, held_out, learn


def _examples(questions: int = 20) -> list[Example]:
    """In each question a gain is a reason and a harm is none."""
    return [
        Example(f"Fråga {number}?", frozenset({sign}), sign == "gain")
        for number in range(questions)
        for sign in ("gain", "harm")
    ]


def test_what_reasons_show_weighs_for_and_what_others_show_against() -> None:
    weights = learn(_examples())

    assert weights["gain"][0] > 0 > weights["harm"][0]


def test_feature_of_few_quotes_has_no_weight() -> None:
    rare = Example("Fråga?", frozenset({"rare"}), True)

    weights = learn([*_examples(), *[rare] * (FEWEST_QUOTES - 1)])

    assert "rare" not in weights
    assert "rare" in learn([*_examples(), *[rare] * FEWEST_QUOTES])


def test_each_quote_is_told_by_weights_of_other_questions() -> None:
    """A word of one question alone tells nothing when that question is held out."""
    odd = [Example("Udda?", frozenset({"odd"}), True) for _ in range(9)]

    told = held_out([*_examples(), *odd])

    totals = {example.features: total for example, total in told}
    assert len(told) == len(_examples()) + len(odd)
    assert totals[frozenset({"odd"})] < totals[frozenset({"gain"})]
