"""Learns how surely a statement answers what was asked, by how well its sentence fits.

`--fit` asks the training questions of one fold, those that relevance was not learned from where it
was learned from the other, and looks which statements carry a point of a good answer. `--show`
prints the weights.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from advisor.answers.certainty import LEAST_CLOSE, TABLE, certainty
from advisor.answers.extractive import ExtractiveComposer, fitting_for, is_usable, scores_of
from advisor.answers.forms import PLANS
from advisor.answers.quoting import Pick
from advisor.bootstrap import Parts, open_parts
from advisor.documents.offsets import to_raw
from advisor.language.weights import read_weights
from advisor.pipeline import HITS
from advisor.settings import load_settings
from advisor.types import Question
from evals.gold import CORPUS, load_raws
from evals.learning.flags import flags, obey
from evals.learning.training import TrainingQuestion, load_training
from evals.learning.weights import logistic, strongest, write_weights
from evals.spans import RawSpan, distinct_words, is_held

RIDGE = 1.0
FOLDS = 8
COLUMNS = ("weight",)
TOLD = (
    "How surely a statement carries a point of a good answer; learned by"
    " evals/learning/certainty.py."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One statement of an answer, and whether it carries a point of a good one."""

    question: str
    score: float
    behind: float  # how far below the best statement's
    carries: bool


def learn(seen: Sequence[Seen]) -> dict[str, tuple[float]]:
    """The weights of both features and of what is added always."""
    x = np.array([[one.score, one.behind] for one in seen])
    y = np.array([one.carries for one in seen])
    (score, behind), always = logistic(x, y, np.ones(len(y)), RIDGE)
    return {"always": (always,), "score": (float(score),), "behind": (float(behind),)}


def held_out(seen: Sequence[Seen]) -> list[tuple[Seen, float]]:
    """Each statement with its probability by weights of other questions."""
    questions = sorted({one.question for one in seen})
    fold_of = {question: number % FOLDS for number, question in enumerate(questions)}
    told: list[tuple[Seen, float]] = []
    for fold in range(FOLDS):
        learned = learn([one for one in seen if fold_of[one.question] != fold])
        weights = {name: weight for name, (weight,) in learned.items()}
        told += [
            (one, certainty(one.score, one.behind, weights))
            for one in seen
            if fold_of[one.question] == fold
        ]
    return told


def statements_of(
    parts: Parts, questions: Sequence[TrainingQuestion], raws: Mapping[str, str]
) -> Iterator[Seen]:
    """Every statement that would answer these questions, but for figures: none is told apart."""
    composer = ExtractiveComposer(parts.evidence)
    for question in questions:
        query = parts.understanding.understand(Question(question.question))
        hits = parts.retriever.retrieve(query, HITS)
        usable = [c for c in parts.selector.select(query, hits) if is_usable(c)]
        if query.status != "answered" or not usable or query.form == "figure":
            continue
        chosen = composer.choose(query, fitting_for(query, usable), PLANS[query.form])
        scores = scores_of(chosen)
        for score, picks in zip(scores, chosen.statements, strict=True):
            carries = _carries(parts, picks, question, raws)
            yield Seen(question.id, score, max(scores) - score, carries)


def _carries(
    parts: Parts, picks: Sequence[Pick], question: TrainingQuestion, raws: Mapping[str, str]
) -> bool:
    spans = [span for pick in picks for span in (pick.span, *pick.same)]
    documents = [parts.evidence.document(span.source) for span in spans]
    quoted = [
        RawSpan(span.source, *to_raw(document.segments, span.start, span.end))
        for span, document in zip(spans, documents, strict=True)
    ]
    words = frozenset(distinct_words(quoted, raws))
    return any(is_held(place, words, raws) for places in question.nuggets for place in places)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, or print them."""
    parser = flags("certainty", __doc__)
    parser.add_argument("--fold", default="b", help="the questions to learn from")
    return obey(parser, arguments, fit=_fit, show=_show)


def _fit(wants: argparse.Namespace) -> None:
    parts = open_parts(load_settings(), use_chroma=False)
    raws = load_raws(CORPUS, [path.name for path in CORPUS.glob("*.txt")])
    questions = [q for q in load_training() if q.fold == wants.fold]
    seen = list(statements_of(parts, questions, raws))
    parts.close()
    write_weights(TABLE, TOLD, COLUMNS, learn(seen))
    told = held_out(seen)
    close = [one.carries for one, probability in told if probability >= LEAST_CLOSE]
    loose = [one.carries for one, probability in told if probability < LEAST_CLOSE]
    print(f"told to answer: {np.mean(close):.2f} of {len(close)} held out carry a point")
    print(f"told apart: {np.mean(loose):.2f} of {len(loose)}")
    print(f"{TABLE} is written.")


def _show(name: str) -> None:
    weights = {of: row for of, row in read_weights(TABLE).items() if name in of}
    print("\n".join(strongest(weights, COLUMNS)))


if __name__ == "__main__":
    sys.exit(main())
