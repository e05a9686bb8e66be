"""A question is told by its words as they are said, and by which of them follow each other."""

from __future__ import annotations

import math

import pytest

from advisor.questions.asked import SAID, said_features
from advisor.types import Query, Question


def _said(text: str) -> dict[str, float]:
    return said_features(Query(Question(text), text, "sv", "open", ()))


def test_words_are_told_folded_with_their_pairs_from_beginning_to_end() -> None:
    assert _said("Vet vi, HÖR vi?").keys() == {
        *("said vet", "said vi", "said hor"),
        *("said ^ vet", "said vet vi", "said vi hor", "said hor vi", "said vi $"),
    }


def test_order_of_the_words_is_told_by_their_pairs_alone() -> None:
    one, other = _said("Hur vet vi"), _said("Vet vi hur")

    differing = one.keys() ^ other.keys()

    assert differing == {"said ^ hur", "said hur vet", "said vi $"} | {
        *("said ^ vet", "said vi hur", "said hur $"),
    }


@pytest.mark.parametrize("text", ["Hur?", "Hur ofta målas broarna, och av vem?", "Hur hur hur"])
def test_words_and_pairs_weigh_as_much_whatever_the_length(text: str) -> None:
    features = _said(text)

    pairs = [value for name, value in features.items() if name.count(" ") > 1]
    words = [value for name, value in features.items() if name.count(" ") == 1]

    assert math.hypot(*pairs) == pytest.approx(SAID)
    assert math.hypot(*words) == pytest.approx(SAID)


def test_question_without_words_says_nothing() -> None:
    assert _said("?!") == {}
