"""Learns when to refuse, and tells how well that is told of questions held out.

`--fit` learns from questions that the sources answer and from questions that they do not
(`unanswerable.jsonl`), written from reading the corpus without running advisor. Both are those of
the fold that relevance was not learned from, since scores of known questions are better than those
of new ones. `--show` prints the strongest weights.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from advisor.answers import refusal_wording
from advisor.answers.extractive import is_usable
from advisor.answers.refusal import (
    ASKED,
    LEARNED_FROM,
    TABLE,
    WORDING,
    refusal_features,
    text_hash,
)
from advisor.bootstrap import Parts, open_parts
from advisor.language.weights import read_weights
from advisor.pipeline import HITS
from advisor.settings import load_settings
from advisor.types import Question
from evals.learning.flags import flags, obey
from evals.learning.training import load_training, load_unanswerable
from evals.learning.weights import logistic, strongest, write_weights
from evals.learning.wording import TOLD as TOLD_OF_WORDING
from evals.learning.wording import held_out_scores, learn_wordings

if TYPE_CHECKING:
    from numpy.typing import NDArray

WRONGLY_REFUSED = 0.05  # share of the answerable training questions; they are harder than others
DOUBTED = 0.12  # share of them, with those refused, of which only a part is said to be answered
FAR_WEIGHT = 10.0  # a question from another world is refused with more shame on failing
_COUNTS = {"answerable": 1.0, "near": 1.0, "far": FAR_WEIGHT}
RIDGE = 30.0
ASKED_SPREAD = 0.15  # the features of the question alone are small and many
FEWEST_QUESTIONS = 4  # that must have a feature, for it to have a weight
SAME = 1e-6  # the spread of a feature that is the same everywhere, up to rounding
FOLDS = 8
LEAST_WEIGHT = 0.02  # of what is asked; what weighs less is left out
TOLD = "How much each feature speaks for refusing a question; learned by evals/learning/{}.py."
OF_SOURCES = "The sources of which refusals were learned; written by evals/learning/refusal.py."


@dataclass(frozen=True, slots=True)
class Told:
    """The features of one question, and what it is."""

    kind: Literal["answerable", "near", "far"]
    features: Mapping[str, float]


def seen(parts: Parts, fold: str) -> list[Told]:
    """What the check sees of the questions of a fold.

    Of their wording it sees what is told by weights that were learned without the question.
    """
    worded = held_out_scores(*_worded())
    asked = [(q.question, "answerable") for q in load_training() if q.fold == fold]
    asked += [(q.question, q.refuse) for q in load_unanswerable() if q.fold == fold]
    found = []
    for text, kind in asked:
        query = parts.understanding.understand(Question(text))
        hits = parts.retriever.retrieve(query, HITS)
        usable = [c for c in parts.selector.select(query, hits) if is_usable(c)]
        if query.status == "answered" and query.terms and usable:
            features = refusal_features(query, usable, parts.evidence.n_chunks)
            found.append(Told(kind, features | {WORDING: worded[text]}))  # type: ignore[arg-type]
    return found


def _worded() -> tuple[list[str], list[bool], list[float]]:
    """Every question with whether it is refused and how much it counts.

    The wording was not learned from by what ranks sentences: the questions of both folds are used.
    """
    told = [(q.question, False, 1.0) for q in load_training()]
    told += [(q.question, True, _COUNTS[q.refuse]) for q in load_unanswerable()]
    return [text for text, _, _ in told], [no for _, no, _ in told], [n for _, _, n in told]


def learn(told: Sequence[Told]) -> dict[str, float]:
    """Weights by feature, "always" among them: above 0 in sum, a question is refused.

    Logistic regression with a ridge. What is added always is set so that in cross-validation the
    share WRONGLY_REFUSED of the answerable questions is refused; "doubted" tells how far below 0
    the share DOUBTED of them begins.
    """
    counts = Counter(name for each in told for name, value in each.features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= FEWEST_QUESTIONS)
    x = np.array([[each.features.get(name, 0.0) for name in names] for each in told])
    mean, spread = x.mean(axis=0), x.std(axis=0)
    of_question = np.array([name.startswith(ASKED) for name in names])
    mean[of_question], spread[of_question] = 0.0, ASKED_SPREAD
    spread[spread < SAME] = 1.0
    z = (x - mean) / spread
    y = np.array([each.kind != "answerable" for each in told])
    sample = _sample_weights(told)
    folds = np.random.default_rng(0).permutation(len(z)) % FOLDS
    held_out = np.zeros(len(z))
    for fold in range(FOLDS):
        kept = folds != fold
        weights, always = logistic(z[kept], y[kept], sample[kept], RIDGE)
        held_out[~kept] = z[~kept] @ weights + always
    limit = float(np.quantile(held_out[~y], 1 - WRONGLY_REFUSED))
    doubted = limit - float(np.quantile(held_out[~y], 1 - DOUBTED))
    for kind in ("answerable", "near", "far"):
        scores = held_out[[each.kind == kind for each in told]]
        refused, doubtful = np.mean(scores > limit), np.mean(scores > limit - doubted)
        print(
            f"{kind}: of {len(scores)} held out {refused:.2f} refused, {doubtful:.2f} with doubts"
        )
    fitted, always = logistic(z, y, sample, RIDGE)
    raw = fitted / spread
    return {
        "always": float(always - raw @ mean - limit),
        "doubted": doubted,
        **dict(zip(names, map(float, raw), strict=True)),
    }


def _sample_weights(told: Sequence[Told]) -> NDArray[np.float64]:
    """Both sides weigh the same, and far questions more than near ones."""
    weights = np.array([_COUNTS[each.kind] for each in told])
    right = np.array([each.kind == "answerable" for each in told])
    weights[~right] *= weights[right].sum() / weights[~right].sum()
    return weights


def save(weights: Mapping[str, float], path: Path = TABLE) -> None:
    """Write the table that `advisor.answers.refusal` reads."""
    kept = {
        name: (weight,)
        for name, weight in weights.items()
        if abs(weight) >= LEAST_WEIGHT or not name.startswith(ASKED)
    }
    write_weights(path, TOLD.format("refusal" if path == TABLE else "elsewhere"), ("weight",), kept)


def save_sources(parts: Parts, path: Path = LEARNED_FROM) -> None:
    """Write which sources the questions were about, by the hash of their text."""
    rows = [
        f"{text_hash(parts.evidence.document(source.file))}\t{source.file}"
        for source in parts.evidence.sources()
    ]
    path.write_text("\n".join((f"# {OF_SOURCES}", "sha256\tfile", *rows)) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, or print them."""
    parser = flags("refusal", __doc__)
    parser.add_argument("--fold", default="b", help="the questions to learn from")
    return obey(parser, arguments, fit=_fit, show=_show)


def _fit(wants: argparse.Namespace) -> None:
    parts = open_parts(load_settings(), use_chroma=False)
    save(learn(seen(parts, wants.fold)))
    worded = {of: (weight,) for of, weight in learn_wordings(*_worded()).items()}
    write_weights(refusal_wording.TABLE, TOLD_OF_WORDING, ("weight",), worded)
    save_sources(parts)
    print(f"{TABLE} is written.")


def _show(name: str) -> None:
    weights = {of: row for of, row in read_weights(TABLE).items() if name in of}
    print("\n".join(strongest(weights, ("refuse",))))


if __name__ == "__main__":
    sys.exit(main())
