"""How surely a statement answers what was asked, by how well its sentence fits.

A linear model of two features, learned from which statements carried a point of a good answer
(`python -m evals.learning.certainty`). It decides nothing of what is said: a statement that
probably answers something else is shown after the others, and told apart from them; an answer whose
best statement does not surely answer is said to be one in part.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from advisor.language.weights import read_weights
from advisor.vocabulary import Bearing

TABLE = Path(__file__).with_name("certainty.tsv")
LOOSE = 0.15  # below it a statement probably answers something else
SURE = 0.5  # from it on the best statement rather answers than not


def certainty(score: float, best: float) -> float:
    """The probability that a statement carries a point of a good answer.

    `score` is its best sentence's, `best` that of the best statement.
    """
    weights = _weights()
    total = weights["always"] + weights["score"] * score + weights["behind"] * (best - score)
    return 1 / (1 + math.exp(-total))


def bearing(score: float, best: float) -> Bearing:
    """Whether a statement stands among those that answer; the best one always does."""
    return "loose" if score < best and certainty(score, best) < LOOSE else "close"


def is_sure(best: float) -> bool:
    """Whether the best statement rather answers what was asked than not."""
    return certainty(best, best) >= SURE


@cache
def _weights() -> dict[str, float]:
    return {name: weight for name, (weight,) in read_weights(TABLE).items()}
