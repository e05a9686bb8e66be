"""Learns how surely a quote is a reason for what a decision proposes, and tells how well.

`--fit` learns from the labelled quotes of `arguments.jsonl` that may be looked at; `--show` prints
the strongest weights, and what is told right of questions that the weights were not learned from.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.answers.reasons import SURE, TABLE
from advisor.answers.roles import features_of_reason
from advisor.bootstrap import Parts, open_parts
from advisor.language.weights import read_weights
from advisor.pipeline import HITS
from advisor.settings import load_settings
from advisor.types import Question
from evals.arguments import RIGHT, LabelledQuestion, load_labelled
from evals.learning.flags import flags, obey
from evals.learning.weights import strongest, write_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RIDGE = 3.3  # how strongly weights are held near nothing
STEPS = 3_000
FOLDS = 10
FEWEST_QUOTES = 5  # that must show a feature, for it to have a weight
COLUMNS = ("reason",)
TOLD = "How much a feature speaks for a quote being a reason; learned by evals/learning/reasons.py."


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled quote by its features."""

    question: str
    features: frozenset[str]
    is_reason: bool


def learn(examples: Sequence[Example]) -> dict[str, tuple[float, ...]]:
    """The weight of each feature: logistic regression with a ridge."""
    import numpy as np

    counts = Counter(feature for example in examples for feature in example.features)
    names = ["always", *sorted(name for name, count in counts.items() if count >= FEWEST_QUOTES)]
    x = np.array([[1.0, *(float(name in e.features) for name in names[1:])] for e in examples])
    y = np.array([float(e.is_reason) for e in examples])
    weights = _fitted(x, y)
    return {
        name: (weight,) for name, weight in zip(names, np.round(weights, 2).tolist(), strict=True)
    }


def held_out(examples: Sequence[Example]) -> list[tuple[Example, float]]:
    """Each example with its sum of weights, learned from other questions."""
    questions = sorted({example.question for example in examples})
    fold_of = {question: number % FOLDS for number, question in enumerate(questions)}
    told: list[tuple[Example, float]] = []
    for fold in range(FOLDS):
        weights = learn([e for e in examples if fold_of[e.question] != fold])
        for example in (e for e in examples if fold_of[e.question] == fold):
            names = ("always", *example.features)
            told.append((example, sum(weights.get(name, (0.0,))[0] for name in names)))
    return told


def examples_of(parts: Parts, labelled: Sequence[LabelledQuestion]) -> list[Example]:
    """The labelled quotes on deeds, as the index in use finds them."""
    return [e for q in labelled if q.split.startswith("dev") for e in _examples(parts, q)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, or print them with the figures of questions held out."""
    return obey(flags("reasons", __doc__), arguments, fit=_fit, show=_show)


def _examples(parts: Parts, labelled: LabelledQuestion) -> list[Example]:
    query = parts.understanding.understand(Question(labelled.question))
    if query.stance != "do":
        return []
    candidates = parts.selector.select(query, parts.retriever.retrieve(query, HITS))
    found: list[Example] = []
    for said in labelled.statements:
        within = [
            c for c in candidates if c.sentence.text in said.quote or said.is_in(c.sentence.text)
        ]
        if within:
            best = max(within, key=lambda candidate: candidate.score)
            features = features_of_reason(query, best, said.quote)
            right = bool(said.bears & RIGHT["argument_for"])
            found.append(Example(labelled.question, features, right))
    return found


def _fitted(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.0  # how many are reasons at all is not held near nothing
    steepness = np.linalg.norm(x, 2) ** 2 / 4 + RIDGE
    weights = ahead = np.zeros(x.shape[1])
    for step in range(STEPS):
        slope = x.T @ (1 / (1 + np.exp(-(x @ ahead))) - y) + ridge * ahead
        new = ahead - slope / steepness
        ahead = new + (new - weights) * step / (step + 3)
        weights = new
    return weights


def _fit(_wants: argparse.Namespace) -> None:
    write_weights(TABLE, TOLD, COLUMNS, learn(_all_examples()))
    print(f"{TABLE} is written.")


def _show(name: str) -> None:
    import math

    weights = {of: row for of, row in read_weights(TABLE).items() if name in of}
    print("\n".join(strongest(weights, COLUMNS)))
    least = math.log(SURE / (1 - SURE))
    told = [(example.is_reason, total >= least) for example, total in held_out(_all_examples())]
    right, shown = sum(a and b for a, b in told), sum(b for _, b in told)
    print(f"of questions held out: {right} of {shown} reasons right", end=", ")
    print(f"{right} of {sum(a for a, _ in told)} reasons told")


def _all_examples() -> list[Example]:
    parts = open_parts(load_settings(), use_chroma=False)
    examples = examples_of(parts, load_labelled())
    parts.close()
    return examples


if __name__ == "__main__":
    sys.exit(main())
