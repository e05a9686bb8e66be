"""Learns which kind of sentence answers which kind of question.

`--fit` learns from `training.jsonl`: questions with the sentences that answer them, written from
reading the corpus, without running the system, and from those of `unanswerable.jsonl`, which none
answers. None of them is, or is nearly, a gold question.
`--show` prints the strongest weights, `--show NAME` those of one word or concept.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from advisor.bootstrap import Parts, open_parts
from advisor.documents.offsets import to_raw
from advisor.language.concepts import concept_names
from advisor.pipeline import HITS
from advisor.questions.asked import SAID_AS
from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.ranking_weights import WEIGHTS
from advisor.retrieval.relevance import (
    MODEL,
    Nothing,
    RelevanceModel,
    nothing_learned,
    question_features,
    sentence_features,
    traits_of,
)
from advisor.retrieval.selection import Selector
from advisor.retrieval.sentence_words import LearnedWords, SentenceWords
from advisor.settings import load_settings
from advisor.types import Query, Question, Sentence
from evals.learning.flags import flags, obey
from evals.learning.training import (
    TrainingQuestion,
    Unanswerable,
    load_training,
    load_unanswerable,
)
from evals.learning.weights import SHOWN
from evals.learning.weights import strongest as strongest_weights
from evals.spans import RawSpan

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_QUESTIONS = 4  # that must have a word, for it to have weights
FEWEST_SAID = 20  # the same of a word as it is said, and of a pair
FEWEST_SENTENCES = 3  # that must have a word, for it to be told of sentences
MOST_SENTENCES = 0.25  # share of them; what more have tells nothing
RIDGE = 2e-6
RIDGE_OF_NOTHING = 3e-6
EPOCHS = 8
BATCH = 64
RATE = 0.007
NOTHING = 8.0  # from where on learning what no sentence gets begins, on the scale of the scores
SCALE = 2.0  # the same, of how much a score tells
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
    is_answered: bool = True  # by the sources


@dataclass(frozen=True, slots=True)
class Columns:
    """What weights are learned for: the features of sentences."""

    rows: NDArray[np.float32]  # sentences x (3 x concepts + traits + words)
    traits: Sequence[str]
    words: Mapping[str, float]  # with their rarity

    @classmethod
    def of(
        cls,
        sentences: Sequence[Sentence],
        concepts: ConceptRows,
        words: SentenceWords,
        rarity: Mapping[str, float],
    ) -> Columns:
        """Of sentences in the order of their ids, which begin at 0."""
        traits = sorted({trait for sentence in sentences for trait in traits_of(sentence)})
        learned = LearnedWords(words, rarity)
        return cls(sentence_features(concepts, learned, sentences, traits), traits, rarity)


def rarity_of(lemmas: Iterable[str], words: SentenceWords, n_sentences: int) -> dict[str, float]:
    """How rare words are of which sentences are told: not in but a few, nor in every fourth."""
    names = sorted(lemmas)
    having = np.bincount(words.rows.positions, minlength=len(words.keys))
    counts = {
        name: int(having[place])
        for name, place in zip(names, words.places(names).tolist(), strict=True)
        if place >= 0
    }
    return {
        name: math.log(n_sentences / count)
        for name, count in counts.items()
        if FEWEST_SENTENCES <= count <= MOST_SENTENCES * n_sentences
    }


def examples(
    parts: Parts, questions: Sequence[TrainingQuestion], unanswerable: Sequence[Unanswerable] = ()
) -> list[Example]:
    """What the selection sees for each question; answerable ones of which it sees no answer are
    left.
    """
    evidence = parts.evidence
    sentences = evidence.sentences(range(evidence.n_sentences))
    documents = {source.file: evidence.document(source.file) for source in evidence.sources()}
    places = {
        i: RawSpan(s.source, *to_raw(documents[s.source].segments, s.start, s.end))
        for i, s in sentences.items()
    }
    concepts = _selector(parts).concepts
    made = []
    asked: Sequence[TrainingQuestion | Unanswerable] = (*questions, *unanswerable)
    for question in asked:
        query = parts.understanding.understand(Question(question.question))
        example = _example(parts, query, question, places, concepts)
        if len(example.points) or not example.is_answered:
            made.append(example)
    return made


def _example(
    parts: Parts,
    query: Query,
    question: TrainingQuestion | Unanswerable,
    places: Mapping[int, RawSpan],
    concepts: ConceptRows,
) -> Example:
    selector = _selector(parts)
    seen = selector.describe(query, parts.retriever.retrieve(query, HITS))
    seen_at = [places[d.sentence.id] for d in seen]
    nuggets = question.nuggets if isinstance(question, TrainingQuestion) else ()
    also = question.also if isinstance(question, TrainingQuestion) else ()
    carried = [[_is_at(place, spans) for place in seen_at] for spans in nuggets]
    weights = {name: weight for name, weight in WEIGHTS.items() if name != "relevance"}
    return Example(
        features=question_features(concepts, query),
        ids=np.array([d.sentence.id for d in seen], dtype=np.int64),
        base=np.array(
            [sum(weights.get(n, 0.0) * v for n, v in d.features.items()) for d in seen],
            dtype=np.float32,
        ),
        points=np.array([by for by in carried if any(by)], dtype=bool).reshape(-1, len(seen)),
        ignored=np.array([_is_at(place, also) for place in seen_at], dtype=bool)
        & ~np.array(carried, dtype=bool).reshape(-1, len(seen)).any(axis=0),
        is_answered=isinstance(question, TrainingQuestion),
    )


def _is_at(place: RawSpan, spans: Sequence[RawSpan]) -> bool:
    return any(span.overlaps(place) for span in spans)


def learn(seen: Sequence[Example], columns: Columns, seed: int = 0) -> RelevanceModel:
    """Weights that lift the sentences that answer above the others of the same question.

    Softmax over a question's candidates, on top of the scores that they have without the model, and
    over one more: that none answers, which is right of unanswerable questions. For each point of a
    good answer it is enough that one of the sentences that carry it stands high, since one is
    enough to tell it; each point counts the same, so that a broad question counts more than one for
    a single fact. A ridge keeps what was seldom seen near nothing.
    """
    import torch

    torch.manual_seed(seed)
    counts = Counter(name for example in seen for name in example.features)
    kept = [name for name, count in sorted(counts.items()) if count >= _fewest(name)]
    names = {name: i for i, name in enumerate(kept)}
    rows = torch.tensor(columns.rows)
    asked = torch.tensor(np.stack([_row(example.features, names) for example in seen]))
    weights = torch.zeros(len(names), rows.shape[1], requires_grad=True)
    of_nothing = torch.zeros(len(names), requires_grad=True)
    always = torch.tensor(NOTHING, requires_grad=True)
    scale = torch.tensor(SCALE, requires_grad=True)
    optimizer = torch.optim.Adam([weights, of_nothing, always, scale], lr=RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.1, EPOCHS)
    candidates = [
        tuple(map(torch.tensor, (each.ids, each.base, each.points, each.ignored))) for each in seen
    ]
    points_of_batch = BATCH * _mean_points(seen)
    for _ in range(EPOCHS):
        order = torch.randperm(len(seen)).tolist()
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            loss = RIDGE * weights.pow(2).sum() + RIDGE_OF_NOTHING * of_nothing.pow(2).sum()
            relevance = rows @ (weights.T @ asked[chosen].T)
            nothing = asked[chosen] @ of_nothing + always
            for column, i in enumerate(chosen):
                ids, base, points, ignored = candidates[i]
                scores = base * scale + relevance[ids, column]
                scores = scores.masked_fill(ignored, NEVER)
                total = torch.logaddexp(torch.logsumexp(scores, 0), nothing[column])
                if seen[i].is_answered:
                    of_points = torch.logsumexp(scores.masked_fill(~points, NEVER), dim=1)
                    loss = loss + (total - of_points).sum() / points_of_batch
                else:
                    loss = loss + (total - nothing[column]) / points_of_batch
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        schedule.step()
    unscaled = (weights / scale, of_nothing / scale, always / scale)
    learned, learned_of_nothing, at = (each.detach().numpy() for each in unscaled)
    return RelevanceModel(
        question_names=names,
        traits=columns.traits,
        weights=learned,
        words=columns.words,
        nothing=Nothing(float(at), learned_of_nothing),
    )


def _fewest(name: str) -> int:
    return FEWEST_SAID if name.startswith(SAID_AS) else FEWEST_QUESTIONS


def _mean_points(seen: Sequence[Example]) -> float:
    """Of the questions that are answered; without any, of each."""
    counts = [len(example.points) for example in seen if example.is_answered]
    return sum(counts) / len(counts) if counts else 1.0


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
        *(f"word {word}" for word in model.words),
    ]
    chosen = {
        name: (model.step * model.weights[row]).tolist()
        for name, row in model.question_names.items()
        if of in ("", name.split(" ", 1)[-1])
    }
    return strongest_weights(chosen, columns, count)


def learn_from(
    parts: Parts, questions: Sequence[TrainingQuestion], unanswerable: Sequence[Unanswerable] = ()
) -> RelevanceModel:
    """Weights learned from questions that are put to an index, which must have learned nothing."""
    evidence, selector = parts.evidence, _selector(parts)
    sentences = list(evidence.sentences(range(evidence.n_sentences)).values())
    words = SentenceWords(selector.sentence_words, selector.words.keys)
    rarity = rarity_of(evidence.lemma_counts(), words, len(sentences))
    columns = Columns.of(sentences, selector.concepts, words, rarity)
    return learn(examples(parts, questions, unanswerable), columns)


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
    unanswerable = [q for q in load_unanswerable() if wants.fold in ("", q.fold)]
    learn_from(parts, questions, unanswerable).save()
    count = len(questions) + len(unanswerable)
    print(f"{MODEL} is written, learned from {count} questions.")


def _show(name: str) -> None:
    print("\n".join(strongest(RelevanceModel.load(), name)))


if __name__ == "__main__":
    sys.exit(main())
