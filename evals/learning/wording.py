"""Learns how questions are worded that no source answers; `evals.learning.refusal` runs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from advisor.answers.refusal_wording import ALWAYS, share_of_each, wording_score, wordings_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_QUESTIONS = 3  # that must have a wording, for it to have a weight
LEAST_WEIGHT = 0.05  # what weighs less is left out
RIDGE = 1 / 15
FOLDS = 8
TOLD = (
    "How much words, and pairs of words, of a question speak for refusing it; learned by"
    " evals/learning/wording.py."
)


def learn_wordings(
    texts: Sequence[str], refused: Sequence[bool], sample: Sequence[float]
) -> dict[str, float]:
    """Weights by wording, those that are next to nothing left out, and what is added always.

    Logistic regression with a ridge over which wordings a question has; `sample` says how much
    each question counts. Both sides weigh the same.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    said = [sorted(wordings_of(text)) for text in texts]
    counts = Counter(wording for of_one in said for wording in of_one)
    known = sorted(wording for wording, count in counts.items() if count >= FEWEST_QUESTIONS)
    place = {wording: i for i, wording in enumerate(known)}
    cells = [
        (row, place[wording], share_of_each(len(of_one)))
        for row, of_one in enumerate(said)
        for wording in of_one
        if wording in place
    ]
    rows, columns, values = zip(*cells, strict=True)
    x = csr_matrix((values, (rows, columns)), shape=(len(texts), len(known)))
    y, weights = np.array(refused), np.array(sample, dtype=float)
    weights[y] *= weights[~y].sum() / weights[y].sum()
    fitted = LogisticRegression(C=1 / RIDGE, max_iter=500, solver="liblinear")
    fitted.fit(x, y, sample_weight=weights)
    learned = zip(known, map(float, fitted.coef_[0]), strict=True)
    kept = {wording: weight for wording, weight in learned if abs(weight) >= LEAST_WEIGHT}
    return {ALWAYS: float(fitted.intercept_[0])} | kept


def held_out_scores(
    texts: Sequence[str], refused: Sequence[bool], sample: Sequence[float]
) -> Mapping[str, float]:
    """The score of each text by weights that were learned without it."""
    folds: NDArray[np.int64] = np.random.default_rng(0).permutation(len(texts)) % FOLDS
    scores: dict[str, float] = {}
    for fold in range(FOLDS):
        kept = np.flatnonzero(folds != fold).tolist()
        learned = learn_wordings(
            [texts[i] for i in kept], [refused[i] for i in kept], [sample[i] for i in kept]
        )
        for i in np.flatnonzero(folds == fold).tolist():
            scores[texts[i]] = wording_score(texts[i], learned)
    return scores
