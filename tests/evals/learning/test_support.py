"""Signs against a statement are weighed by what writers held out tell."""

from __future__ import annotations

import random

import pytest

from advisor.answers.support_weighed import ALWAYS
from evals.learning.support import FEWEST_PAIRS, LOST, Seen, learn


def _pairs(count: int = 400) -> list[Seen]:
    """By four writers; a sign stands with most of the wrong ones and few of the faithful."""
    chance = random.Random(0)
    return [
        Seen(
            f"writer{number % 4}",
            "negation" if is_wrong else "faithful",
            is_sure=False,
            features={
                "sign": chance.gauss(1.0 if is_wrong else 0.0, 0.5),
                "noise": chance.random(),
            },
        )
        for number in range(count)
        for is_wrong in (False, True)
    ]


def _sum(weights: dict[str, float], features: dict[str, float]) -> float:
    return weights[ALWAYS] + sum(weights.get(name, 0.0) * value for name, value in features.items())


def test_sign_of_the_wrong_ones_stops_and_chance_does_not() -> None:
    weights = learn(_pairs())

    assert _sum(weights, {"sign": 1.0, "noise": 0.5}) > 0 > _sum(weights, {"noise": 0.5})
    assert abs(weights["noise"]) < abs(weights["sign"]) / 2


def test_as_many_faithful_ones_are_stopped_as_may_be(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = _pairs()

    weights = learn(pairs)

    faithful = [pair for pair in pairs if pair.kind == "faithful"]
    lost = sum(_sum(weights, dict(pair.features)) > 0 for pair in faithful) / len(faithful)
    assert lost == pytest.approx(LOST, abs=0.03)
    assert f"faithful: of 400 by writers held out {LOST:.2f} stopped" in capsys.readouterr().out


def test_what_is_surely_wrong_leaves_less_room_for_the_rest() -> None:
    sure = [
        Seen(pair.writer, pair.kind, is_sure=number % 20 == 0, features=pair.features)
        for number, pair in enumerate(_pairs())
    ]

    assert learn(sure)[ALWAYS] < learn(_pairs())[ALWAYS]


def test_sign_of_few_pairs_has_no_weight() -> None:
    rare = Seen("writer0", "name", is_sure=False, features={"rare": 1.0})

    assert "rare" not in learn([*_pairs(), *[rare] * (FEWEST_PAIRS - 1)])
    assert "rare" in learn([*_pairs(), *[rare] * FEWEST_PAIRS])


def test_pairs_of_one_writer_are_told_by_halves(capsys: pytest.CaptureFixture[str]) -> None:
    alone = [Seen("one", pair.kind, pair.is_sure, pair.features) for pair in _pairs()]

    weights = learn(alone)

    told = learn(_pairs())
    assert weights["sign"] == pytest.approx(told["sign"])
    assert weights[ALWAYS] == pytest.approx(told[ALWAYS], abs=0.2)
    assert f"faithful: of 400 by writers held out {LOST:.2f} stopped" in capsys.readouterr().out
