"""Learns which kind of sentence answers which kind of question.

`--fit` learns from `training.jsonl`: questions with the sentences that answer them, written from
reading the corpus, without running the system. None of them is, or is nearly, a gold question.
`--show` prints the strongest weights, `--show NAME` those of one word or concept.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from advisor.bootstrap import Parts, open_parts
from advisor.documents.offsets import to_raw
from advisor.language.concepts import concept_names
from advisor.pipeline import HITS
from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.ranking_weights import WEIGHTS
from advisor.retrieval.relevance import (
    MODEL,
    RelevanceModel,
    nothing_learned,
    question_features,
    sentence_features,
    traits_of,
)
from advisor.retrieval.selection import Selector
from advisor.settings import load_settings
from advisor.types import Query, Question, Sentence
from evals.learning.flags import flags, obey
from evals.learning.training import TrainingQuestion, load_training
from evals.learning.weights import SHOWN
from evals.learning.weights import strongest as strongest_weights
from evals.spans import RawSpan

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_QUESTIONS = 4  # that must have a word, for it to have weights
RIDGE = 3e-5
EPOCHS = 6
SEEDS = (0, 1)  # the order of the questions moves a question here and there
BATCH = 16
RATE = 0.02
NEVER = -1e9  # the logarithm of no chance


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question."""

    features: Mapping[str, float]  # of the question
    ids: NDArray[np.int64]  # of the sentences
    base: NDArray[np.float32]  # their scores without the model
    points: NDArray[
        np.bool_
    ]  # points of a good answer that were found x candidates that carry them
    ignored: NDArray[np.bool_]


def examples(parts: Parts, questions: Sequence[TrainingQuestion]) -> list[Example]:
    """What the selection sees for each question; questions of which it sees no answer are left."""
    evidence = parts.evidence
    sentences = evidence.sentences(range(evidence.n_sentences))
    documents = {source.file: evidence.document(source.file) for source in evidence.sources()}
    places = {
        i: RawSpan(s.source, *to_raw(documents[s.source].segments, s.start, s.end))
        for i, s in sentences.items()
    }
    concepts = _concepts(parts)
    made = []
    for question in questions:
        query = parts.understanding.understand(Question(question.question))
        example = _example(parts, query, question, places, concepts)
        if len(example.points):
            made.append(example)
    return made


def _example(
    parts: Parts,
    query: Query,
    question: TrainingQuestion,
    places: Mapping[int, RawSpan],
    concepts: ConceptRows,
) -> Example:
    selector = _selector(parts)
    seen = selector.describe(query, parts.retriever.retrieve(query, HITS))
    seen_at = [places[d.sentence.id] for d in seen]
    carried = [[_is_at(place, spans) for place in seen_at] for spans in question.nuggets]
    weights = {name: weight for name, weight in WEIGHTS.items() if name != "relevance"}
    return Example(
        features=question_features(concepts, query),
        ids=np.array([d.sentence.id for d in seen], dtype=np.int64),
        base=np.array(
            [sum(weights.get(n, 0.0) * v for n, v in d.features.items()) for d in seen],
            dtype=np.float32,
        ),
        points=np.array([by for by in carried if any(by)], dtype=bool),
        ignored=np.array([_is_at(place, question.also) for place in seen_at], dtype=bool)
        & ~np.array(carried, dtype=bool).any(axis=0),
    )


def _is_at(place: RawSpan, spans: Sequence[RawSpan]) -> bool:
    return any(span.overlaps(place) for span in spans)


def learn(
    seen: Sequence[Example], sentences: Sequence[Sentence], concepts: ConceptRows, seed: int = 0
) -> RelevanceModel:
    """Weights that lift the sentences that answer above the others of the same question.

    Softmax over a question's candidates, on top of the scores that they have without the model. For
    each point of a good answer it is enough that one of the sentences that carry it stands high,
    since one is enough to tell it; each point counts the same, so that a broad question counts more
    than one for a single fact. A ridge keeps what was seldom seen near nothing.
    """
    import torch

    torch.manual_seed(seed)
    counts = Counter(name for example in seen for name in example.features)
    kept = [n for n, count in sorted(counts.items()) if count >= FEWEST_QUESTIONS]
    names = {name: i for i, name in enumerate(kept)}
    traits = sorted({trait for sentence in sentences for trait in traits_of(sentence)})
    rows = torch.tensor(sentence_features(concepts, sentences, traits))
    asked = torch.tensor(np.stack([_row(example.features, names) for example in seen]))
    weights = torch.zeros(len(names), rows.shape[1], requires_grad=True)
    scale = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.Adam([weights, scale], lr=RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.1, EPOCHS)
    bases = [torch.tensor(example.base) for example in seen]
    points_of_batch = BATCH * sum(len(example.points) for example in seen) / len(seen)
    for _ in range(EPOCHS):
        order = torch.randperm(len(seen)).tolist()
        for start in range(0, len(order), BATCH):
            loss = RIDGE * weights.pow(2).sum()
            for i in order[start : start + BATCH]:
                example = seen[i]
                scores = bases[i] * scale + rows[example.ids] @ (weights.T @ asked[i])
                scores = scores.masked_fill(torch.tensor(example.ignored), NEVER)
                chances = torch.log_softmax(scores, 0)
                points = chances.masked_fill(~torch.tensor(example.points), NEVER)
                loss = loss - torch.logsumexp(points, dim=1).sum() / points_of_batch
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        schedule.step()
    learned = (weights / scale).detach().numpy()
    return RelevanceModel(names, traits, learned)


def _row(features: Mapping[str, float], names: Mapping[str, int]) -> NDArray[np.float32]:
    row = np.zeros(len(names), dtype=np.float32)
    for name, value in features.items():
        if name in names:
            row[names[name]] = value
    return row


def strongest(model: RelevanceModel, of: str = "", count: int = SHOWN) -> list[str]:
    """The largest weights as lines; with `of` only those of one word or concept of the question."""
    columns = [
        *(f"means {name}" for name in concept_names()),
        *(f"under {name}" for name in concept_names()),
        *(f"beside {name}" for name in concept_names()),
        *model.traits,
    ]
    chosen = {
        name: model.weights[row].tolist()
        for name, row in model.question_names.items()
        if of in ("", name.split(" ", 1)[-1])
    }
    return strongest_weights(chosen, columns, count)


def learn_from(
    parts: Parts, questions: Sequence[TrainingQuestion], seeds: Sequence[int] = (0,)
) -> RelevanceModel:
    """Weights learned from questions that are put to an index, which must have learned nothing.

    Of several seeds, by which the questions come in other orders, the mean is taken.
    """
    evidence = parts.evidence
    sentences = list(evidence.sentences(range(evidence.n_sentences)).values())
    seen = examples(parts, questions)
    return mean([learn(seen, sentences, _concepts(parts), seed) for seed in seeds])


def mean(models: Sequence[RelevanceModel]) -> RelevanceModel:
    """One model of several that were learned from the same questions."""
    weights = np.stack([model.weights for model in models]).mean(axis=0)
    return RelevanceModel(models[0].question_names, models[0].traits, weights)


def _concepts(parts: Parts) -> ConceptRows:
    return _selector(parts).concepts


def _selector(parts: Parts) -> Selector:
    assert isinstance(parts.selector, Selector)  # another one has no features to learn beside
    return parts.selector


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, or print them."""
    parser = flags("relevance", __doc__)
    parser.add_argument("--fold", default="", help="learn from one fold only, a or b")
    return obey(parser, arguments, fit=_fit, show=_show)


def _fit(wants: argparse.Namespace) -> None:
    # The model there is may know other concepts than there are now.
    parts = open_parts(load_settings(), use_chroma=False, learned=nothing_learned)
    questions = [q for q in load_training() if wants.fold in ("", q.fold)]
    learn_from(parts, questions, SEEDS).save()
    print(f"{MODEL} is written, learned from {len(questions)} questions.")


def _show(name: str) -> None:
    print("\n".join(strongest(RelevanceModel.load(), name)))


if __name__ == "__main__":
    sys.exit(main())
