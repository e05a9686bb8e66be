"""When to refuse is learned from what the sources answer and what they do not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest

from advisor.language.weights import read_weights
from evals.gold import QUESTIONS, load_questions
from evals.learning.refusal import (
    WRONGLY_REFUSED,
    Told,
    learn,
    save,
)
from evals.learning.training import Unanswerable, load_training, load_unanswerable
from tests.evals.learning.nearness import NEARLY, share_in_common, telling_words

Kind = Literal["answerable", "near", "far"]


def _told(kind: Kind, count: int, low: float, high: float) -> list[Told]:
    """Questions of one kind whose evidence carries from `low` to `high` of them."""
    return [
        Told(kind, {"carried": low + (high - low) * i / (count - 1), "terms": float(i % 3)})
        for i in range(count)
    ]


def _plain(count: int) -> list[Told]:
    """Answerable questions that show nothing."""
    return [Told("answerable", {"odd": 0.0, "close": 0.0})] * count


def _score(weights: Mapping[str, float], **features: float) -> float:
    return weights["always"] + sum(weights[name] * value for name, value in features.items())


# --- Learning -----------------------------------------------------------------------


CLEAR = [
    *_told("answerable", 80, 0.6, 1.0),
    *_told("near", 40, 0.1, 0.4),
    *_told("far", 40, 0.0, 0.2),
]


def test_what_the_sources_carry_is_answered_and_what_they_do_not_is_refused() -> None:
    weights = learn(CLEAR)

    assert weights["carried"] < 0
    assert _score(weights, carried=0.9, terms=1.0) < 0
    assert _score(weights, carried=0.2, terms=1.0) > 0


def test_about_as_many_of_the_answerable_are_refused_as_was_decided() -> None:
    told = [
        *_told("answerable", 200, 0.0, 1.0),
        *_told("near", 100, -0.5, 0.5),
        *_told("far", 100, -0.5, 0.5),
    ]

    weights = learn(told)

    refused = [_score(weights, **t.features) > 0 for t in told if t.kind == "answerable"]
    assert sum(refused) / len(refused) == pytest.approx(WRONGLY_REFUSED, abs=0.02)


def test_failing_to_refuse_a_far_question_weighs_more_than_a_near_one() -> None:
    far = [Told("far", {"odd": 1.0, "close": 0.0})] * 20
    near = [Told("near", {"odd": 0.0, "close": 1.0})] * 20
    known = [Told("answerable", {"odd": 1.0, "close": 1.0})] * 10

    weights = learn([*far, *near, *known, *_plain(40)])

    assert weights["odd"] > weights["close"]


@pytest.mark.parametrize("value", [1.0, math.log(100)])  # the second has a spread, by rounding
def test_feature_that_is_the_same_for_all_says_nothing(value: float) -> None:
    weights = learn([Told(t.kind, {**t.features, "passages": value}) for t in CLEAR])

    assert weights["passages"] == pytest.approx(0.0, abs=1e-9)
    assert _score(weights, carried=0.0, terms=1.0, passages=value) > 0


def test_question_without_a_feature_is_as_one_that_has_nothing_of_it() -> None:
    odd = [Told(t.kind, {**t.features, "no figure": 1.0}) for t in _told("far", 20, 0.6, 1.0)]
    said = [Told(t.kind, {**t.features, "no figure": 0.0}) for t in CLEAR]

    weights = learn([*CLEAR, *odd])

    assert weights == pytest.approx(learn([*said, *odd]))
    assert weights["no figure"] > 0


def test_words_of_no_weight_are_left_out_and_all_else_is_kept(tmp_path: Path) -> None:
    learned = {"always": -0.123456, "terms": 0.0199, "asked: word varg": 2, "asked: word ö": 0.0199}

    save(learned, tmp_path / "refusal.tsv")

    kept = read_weights(tmp_path / "refusal.tsv")
    assert kept == {"always": (-0.1235,), "terms": (0.0199,), "asked: word varg": (2.0,)}


# --- The unanswerable questions -----------------------------------------------------


@pytest.fixture(scope="module")
def unanswerable() -> list[Unanswerable]:
    return load_unanswerable()


def test_every_unanswerable_question_is_whole(unanswerable: list[Unanswerable]) -> None:
    assert len(unanswerable) >= 300
    assert len({q.id for q in unanswerable}) == len(unanswerable)
    assert {q.language for q in unanswerable} == {"sv", "en"}
    assert {q.refuse for q in unanswerable} == {"near", "far"}
    assert [q.id for q in unanswerable if len(q.question.split()) < 2] == []


def test_no_question_is_said_to_be_both_answerable_and_not(
    unanswerable: list[Unanswerable],
) -> None:
    answerable = {question.question.casefold() for question in load_training()}

    assert [q.id for q in unanswerable if q.question.casefold() in answerable] == []


def test_no_unanswerable_question_is_nearly_a_gold_question(
    unanswerable: list[Unanswerable],
) -> None:
    gold = [(q.id, telling_words(q.question, q.language)) for q in load_questions(QUESTIONS)]

    near = [
        f"{learned.id} is nearly {asked}"
        for learned in unanswerable
        for words in [telling_words(learned.question, learned.language)]
        for asked, asked_words in gold
        if share_in_common(words, asked_words) >= NEARLY
    ]

    assert near == [], "\n".join(near)
