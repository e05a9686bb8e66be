"""How much the wording of a question speaks for refusing it.

Each word and each pair of neighbouring words has a weight, learned by `python -m
evals.learning.refusal` from questions that the sources answer and questions that they do not. What
was learned of subjects holds for the sources it was learned of, and for no others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from advisor.language.weights import read_weights
from advisor.questions.asked import said_words

TABLE = Path(__file__).with_name("refusal_wording.tsv")
ALWAYS = "always"  # added to every score


def wording_score(text: str, weights: Mapping[str, float] | None = None) -> float:
    """Above 0: questions in such words are seldom answered; `weights` are those learned."""
    known = _learned() if weights is None else weights
    said = wordings_of(text)
    total = sum(known.get(wording, 0.0) for wording in said)
    return known.get(ALWAYS, 0.0) + total * share_of_each(len(said))


def wordings_of(text: str) -> frozenset[str]:
    """The folded words of a text and its pairs of neighbours; a pair has a space between."""
    words = said_words(text)
    return frozenset(words) | {f"{one} {other}" for one, other in pairwise(words)}


def share_of_each(count: int) -> float:
    """What each of so many wordings counts, so that a long question counts no more than a short."""
    return 1 / math.sqrt(count) if count else 0.0


@cache
def _learned() -> Mapping[str, float]:
    return {wording: weight for wording, (weight,) in read_weights(TABLE).items()}
