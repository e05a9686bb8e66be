"""Learns when to refuse, and prints how well it is told.

`python -m evals.refusal --fit` learns from questions that the sources answer and from questions
that they do not (`unanswerable.jsonl`), written by people who read the corpus and never ran the
system. The answerable ones are those of `training.jsonl` from which `evals.relevance` did not learn
in the same run, since scores of known questions are better than those of new ones.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from advisor.answers import refusal
from advisor.answers.extractive import is_usable
from advisor.answers.refusal import refusal_features
from advisor.bootstrap import Parts, open_parts
from advisor.settings import Settings
from advisor.types import Language, Question
from evals.relevance import HITS, load_training

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNANSWERABLE = Path(__file__).with_name("unanswerable.jsonl")
WRONGLY_REFUSED = 0.08  # share of the answerable training questions; they are harder than others
FAR_WEIGHT = 20.0  # a question from another world is refused with more shame on failing
RIDGE = 30.0
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A question that no source answers: near the subject, or far from it."""

    id: str
    language: Language
    refuse: Literal["near", "far"]
    question: str


@dataclass(frozen=True, slots=True)
class Told:
    """The features of one question, and what it is."""

    kind: Literal["answerable", "near", "far"]
    features: Mapping[str, float]


def load_unanswerable(path: Path = UNANSWERABLE) -> list[Unanswerable]:
    """Every unanswerable training question, in file order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Unanswerable(**json.loads(line)) for line in lines]


def seen(parts: Parts, fold: str) -> list[Told]:
    """What the check sees of the answerable questions of a fold and of all unanswerable ones."""
    asked = [(q.question, "answerable") for q in load_training() if q.fold == fold]
    asked += [(q.question, q.refuse) for q in load_unanswerable()]
    found = []
    for text, kind in asked:
        query = parts.understanding.understand(Question(text))
        hits = parts.retriever.retrieve(query, HITS)
        usable = [c for c in parts.selector.select(query, hits) if is_usable(c)]
        if query.status == "answered" and query.terms and usable:
            found.append(Told(kind, refusal_features(query, usable)))  # type: ignore[arg-type]
    return found


def learn(told: Sequence[Told]) -> dict[str, float]:
    """Weights by feature, "always" among them: above 0 in sum, a question is refused.

    Logistic regression with a ridge. What is added always is set so that in cross-validation the
    share WRONGLY_REFUSED of the answerable questions is refused.
    """
    names = sorted({name for each in told for name in each.features})
    x = np.array([[each.features.get(name, 0.0) for name in names] for each in told])
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    y = np.array([float(each.kind != "answerable") for each in told])
    sample = _sample_weights(told)
    folds = np.random.default_rng(0).permutation(len(z)) % FOLDS
    held_out = np.zeros(len(z))
    for fold in range(FOLDS):
        kept = folds != fold
        held_out[~kept] = z[~kept] @ _logistic(z[kept], y[kept], sample[kept])
    limit = float(np.quantile(held_out[y == 0], 1 - WRONGLY_REFUSED))
    for kind in ("answerable", "near", "far"):
        of = np.array([each.kind == kind for each in told])
        print(f"{kind}: {np.mean(held_out[of] > limit):.2f} of {of.sum()} refused, held out")
    fitted = _logistic(z, y, sample)
    raw = fitted[:-1] / spread
    always = float(fitted[-1] - raw @ mean - limit)
    return {"always": always, **dict(zip(names, map(float, raw), strict=True))}


def _sample_weights(told: Sequence[Told]) -> NDArray[np.float64]:
    """Both sides weigh the same, and far questions more than near ones."""
    by_kind = {"answerable": 1.0, "near": 1.0, "far": FAR_WEIGHT}
    weights = np.array([by_kind[each.kind] for each in told])
    right = np.array([each.kind == "answerable" for each in told])
    weights[~right] *= weights[right].sum() / weights[~right].sum()
    return weights


def _logistic(
    z: NDArray[np.float64], y: NDArray[np.float64], sample: NDArray[np.float64]
) -> NDArray[np.float64]:
    weights = np.zeros(z.shape[1])
    ridge = np.full(z.shape[1], RIDGE)
    ridge[-1] = 0.0
    for _ in range(30):  # Newton's steps
        chance = 1 / (1 + np.exp(-z @ weights))
        slope = z.T @ (sample * (chance - y)) + ridge * weights
        curve = (z * (sample * chance * (1 - chance))[:, None]).T @ z + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    return weights


def write_weights(weights: Mapping[str, float], path: Path) -> None:
    """The table that `advisor.answers.refusal` reads."""
    lines = [
        "# How much each feature speaks for refusing a question; learned by evals/refusal.py.",
        "feature\tweight",
        *(f"{name}\t{weight:.4g}" for name, weight in weights.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn the weights anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="learn the weights anew")
    parser.add_argument("--fold", default="b", help="the answerable questions to learn from")
    wants = parser.parse_args()
    weights = learn(seen(open_parts(Settings(), use_chroma=False), wants.fold))
    for name, weight in sorted(weights.items(), key=lambda pair: -abs(pair[1])):
        print(f"{weight:+.3f}  {name}")
    if wants.fit:
        write_weights(weights, Path(refusal.__file__).with_name("refusal.tsv"))


if __name__ == "__main__":
    main()
