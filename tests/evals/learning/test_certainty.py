"""Certainty is learned from which statements carried a point, and told of other questions."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

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
    asked = [q for q in load_training() if q.kind == "how"][:6]
    figure = replace(asked[0], id="figure", question="Hur många kommuner svarade på enkäten?")
    raws = load_raws(ROOT / "corpus", [p.name for p in (ROOT / "corpus").glob("*.txt")])
    parts = open_parts(Settings(data=indexed_data), use_chroma=False)

    seen = list(statements_of(parts, [*asked, figure], raws))

    parts.close()
    of = {q.id: [one for one in seen if one.question == q.id] for q in (*asked, figure)}
    best = {id: [one.score for one in found if one.behind == 0] for id, found in of.items()}
    assert best.pop("figure") == []  # none of its statements is told apart
    assert all(best.values())
    assert all(max(one.score for one in of[id]) == scores[0] for id, scores in best.items())
    assert {one.carries for one in seen} == {True, False}
