"""How surely a statement answers what was asked, by how well its sentence fits.

A logistic model of two features, learned from which statements carried a point of a good answer
(`python -m evals.learning.certainty`). It chooses no quote: a statement that probably answers
something else is shown after the others, and told apart from them; an answer whose best statement
does not surely answer is said to be one in part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from advisor.language.weights import read_weights
from advisor.vocabulary import Bearing

TABLE = Path(__file__).with_name("certainty.tsv")
LEAST_CLOSE = 0.15  # below it a statement probably answers something else
SURE = 0.5  # from it on the best statement rather answers than not


def certainty(score: float, behind: float, weights: Mapping[str, float] | None = None) -> float:
    """The probability that a statement carries a point of a good answer.

    `score` is that of its best sentence, `behind` how far that lies below the best statement's.
    """
    weights = weights or _weights()
    total = weights["always"] + weights["score"] * score + weights["behind"] * behind
    return 1 / (1 + math.exp(-total))


def bearing_of(score: float, best: float) -> Bearing:
    """Whether a statement stands among those that answer, as the best one always does."""
    return "loose" if score < best and certainty(score, best - score) < LEAST_CLOSE else "close"


def is_sure(best: float) -> bool:
    """Whether the best statement rather answers what was asked than not."""
    return certainty(best, 0.0) >= SURE


@cache
def _weights() -> dict[str, float]:
    return {name: weight for name, (weight,) in read_weights(TABLE).items()}
