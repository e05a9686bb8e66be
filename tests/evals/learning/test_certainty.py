"""Certainty is learned from which statements carried a point, and told of other questions."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from advisor.bootstrap import open_parts
from advisor.settings import Settings
from evals.gold import load_raws
from evals.learning.certainty import Seen, held_out, learn, statements_of
from evals.learning.training import load_training
from tests.conftest import ROOT


def _seen(count: int = 400) -> list[Seen]:
    """Statements that carry a point where they fit well and stand first."""
    draw = random.Random(1)
    found = []
    for number in range(count):
        score, behind = draw.uniform(0, 6), draw.uniform(0, 2)
        carries = score - 2 * behind + draw.gauss(0, 1) > 2
        found.append(Seen(f"q{number // 5}", score, behind, carries))
    return found


def test_what_fits_and_stands_first_carries_a_point() -> None:
    weights = learn(_seen())

    assert weights["score"][0] > 0 > weights["behind"][0]


def test_each_statement_is_told_by_weights_of_other_questions() -> None:
    told = held_out(_seen())

    assert len(told) == len(_seen())
    likely = [one.carries for one, probability in told if probability > 0.8]
    unlikely = [one.carries for one, probability in told if probability < 0.2]
    assert sum(likely) / len(likely) > 0.8 > 0.2 > sum(unlikely) / len(unlikely)


def test_statements_of_an_answer_are_held_against_its_points(indexed_data: Path) -> None:
    questions = [q for q in load_training() if q.kind == "how"][:6]
    raws = load_raws(ROOT / "corpus", [p.name for p in (ROOT / "corpus").glob("*.txt")])
    parts = open_parts(Settings(data=indexed_data), use_chroma=False)

    seen = list(statements_of(parts, questions, raws))

    parts.close()
    assert {one.question for one in seen} <= {q.id for q in questions}
    assert min(one.behind for one in seen) == pytest.approx(0.0)
    assert any(one.carries for one in seen)
    assert not all(one.carries for one in seen)
