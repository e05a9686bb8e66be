"""What kind of sentence answers what kind of question: weights learned from questions and answers.

A question has features (what its words mean, the words themselves, its form and its wording), and
so has a sentence (what it means, what stands above and beside it, what it does, its words). The
model holds a weight for each pair: a question about saving speaks for a sentence about economies of
scale. It also tells what a question's features say for no sentence at all. It knows no question and
no sentence.
`python -m evals.learning.relevance` learns the weights and prints them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor.discourse.traits import trait_names
from advisor.errors import ModelUnavailableError
from advisor.language.concepts import concept_names
from advisor.questions.asked import asked_features, said_features
from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.postings import Rows
from advisor.retrieval.sentence_words import LearnedWords, SentenceWords
from advisor.types import Query, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = Path(__file__).with_name("relevance.npz")
BESIDE = 0.7  # of what the sentences beside mean
TRAIT = 0.3  # of a sign, a role ...: one among many


@dataclass(frozen=True, slots=True)
class Nothing:
    """What speaks for no sentence at all, on the scale of the sentences' scores."""

    always: float
    weights: NDArray[np.float32]  # of the question's features


@dataclass(frozen=True, slots=True)
class RelevanceModel:
    """A weight for each pair of a question's and a sentence's features."""

    question_names: Mapping[str, int]
    traits: Sequence[str]  # of sentences, after their concepts
    # Question features x (3 x concepts + traits + words), in steps: tens of millions of them.
    weights: NDArray[np.float32] | NDArray[np.int8]
    words: Mapping[str, float] = field(default_factory=dict)  # of sentences, with their rarity
    nothing: Nothing | None = None
    step: float = 1.0

    @classmethod
    def load(cls, path: Path = MODEL) -> RelevanceModel:
        """Read it from disk; ModelUnavailableError where it knows other concepts."""
        kept = np.load(path)
        if tuple(kept["concepts"].tolist()) != concept_names():
            raise ModelUnavailableError(
                f"{path} was learned with other concepts than there are now. Learn it anew, as"
                " evals/README.md says."
            )
        names = kept["question_names"].tolist()
        always = float(kept["always"])
        words = zip(kept["words"].tolist(), kept["rarity"].tolist(), strict=True)
        return cls(
            question_names={name: i for i, name in enumerate(names)},
            traits=kept["traits"].tolist(),
            weights=kept["weights"],
            step=float(kept["step"]),
            words=dict(words),
            nothing=None if math.isnan(always) else Nothing(always, kept["nothing"]),
        )

    def save(self, path: Path = MODEL) -> None:
        """Write it in steps of a hundred and twenty-seventh of the largest weight."""
        weights = self.weights * np.float32(self.step)
        step = float(np.abs(weights).max()) / 127 or 1.0
        nothing = self.nothing or Nothing(math.nan, np.zeros(0, dtype=np.float32))
        np.savez_compressed(
            path,
            concepts=np.array(concept_names()),
            question_names=np.array(list(self.question_names)),
            traits=np.array(self.traits),
            words=np.array(list(self.words)),
            rarity=np.array(list(self.words.values()), dtype=np.float32),
            weights=np.round(weights / step).astype(np.int8),
            step=np.float32(step),
            always=np.float32(nothing.always),
            nothing=nothing.weights,
        )

    def towards(self, question: Mapping[str, float]) -> NDArray[np.float32]:
        """How much each feature of a sentence speaks for it, under this question."""
        total = np.zeros(self.weights.shape[1], dtype=np.float32)
        for row, value in self._known(question):
            total += np.float32(value * self.step) * self.weights[row]
        return total

    def towards_nothing(self, question: Mapping[str, float]) -> float | None:
        """How much speaks for no sentence, under this question; None where it was not learned.

        The best sentence of a question that is answered stands above it, as a rule.
        """
        if self.nothing is None:
            return None
        weights = self.nothing.weights
        found = sum(value * float(weights[row]) for row, value in self._known(question))
        return self.nothing.always + found

    def _known(self, question: Mapping[str, float]) -> list[tuple[int, float]]:
        names = self.question_names
        return [(names[name], value) for name, value in question.items() if name in names]


def nothing_learned() -> RelevanceModel:
    """A model for which every sentence is as relevant as any other."""
    return RelevanceModel({}, (), np.zeros((0, 3 * len(concept_names())), np.float32))


class Relevance:
    """Scores sentences by a model."""

    def __init__(self, concepts: ConceptRows, words: SentenceWords, model: RelevanceModel) -> None:
        self._concepts = concepts
        self._words = LearnedWords(words, model.words)
        self._model = model
        self._place = {trait: i for i, trait in enumerate(model.traits)}
        self._kept: dict[int, list[int]] = {}  # the traits of each sentence, by their places

    def scores(self, query: Query, sentences: Sequence[Sentence]) -> NDArray[np.float32]:
        """How relevant each sentence is, as far as the model can tell; around 0.

        They are the product of `sentence_features` and what speaks for each of them, found without
        writing down hundreds of features of each sentence for every question.
        """
        towards = self._model.towards(question_features(self._concepts, query))
        width = len(concept_names())
        ids = [sentence.id for sentence in sentences]
        scores = np.zeros(len(ids), dtype=np.float32)
        for part, (rows, share) in enumerate(_meanings(self._concepts)):
            meant = rows.dense(ids, width)
            lengths = np.linalg.norm(meant, axis=1)
            lengths[lengths == 0] = 1.0
            scores += share * (meant @ towards[part * width : (part + 1) * width]) / lengths
        after_traits = 3 * width + len(self._place)
        of_traits = TRAIT * towards[3 * width : after_traits]
        own = (float(of_traits[self._traits(sentence)].sum()) for sentence in sentences)
        scores += np.fromiter(own, dtype=np.float32, count=len(ids))
        return scores + self._words.scores(ids, towards[after_traits:])

    def of_nothing(self, query: Query) -> float | None:
        """The score that no sentence at all has; None where it was not learned."""
        return self._model.towards_nothing(question_features(self._concepts, query))

    def _traits(self, sentence: Sentence) -> list[int]:
        if sentence.id not in self._kept:
            known = (self._place.get(trait) for trait in traits_of(sentence))
            self._kept[sentence.id] = [place for place in known if place is not None]
        return self._kept[sentence.id]


@cache
def default_model() -> RelevanceModel:
    """The model that comes with the project, read once."""
    return RelevanceModel.load()


def question_features(concepts: ConceptRows, query: Query) -> dict[str, float]:
    """What a question means, its words, its form, what it asks for and how, by name."""
    meant = zip(concept_names(), map(float, concepts.vector(query)), strict=True)
    return asked_features(query, dict(meant)) | said_features(query)


def sentence_features(
    concepts: ConceptRows,
    words: LearnedWords,
    sentences: Sequence[Sentence],
    traits: Sequence[str],
) -> NDArray[np.float32]:
    """What each sentence means, what stands above and beside it, its traits and its words.

    One row for each; weights are learned by these columns.
    """
    ids, width = [sentence.id for sentence in sentences], len(concept_names())
    place = {trait: i for i, trait in enumerate(traits)}
    shown = np.zeros((len(ids), len(traits)), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        for trait in traits_of(sentence):
            if trait in place:
                shown[row, place[trait]] = TRAIT
    meant = [share * _of_length_one(rows.dense(ids, width)) for rows, share in _meanings(concepts)]
    return np.hstack([*meant, shown, words.columns(ids)])


def traits_of(sentence: Sentence) -> tuple[str, ...]:
    """What a sentence does, where it stands and whose word it is, by name."""
    return trait_names(
        " ",
        sentence.signs,
        role=sentence.role,
        kind=sentence.kind,
        voice=sentence.voice,
        act=sentence.act,
    )


def _meanings(concepts: ConceptRows) -> tuple[tuple[Rows, float], ...]:
    """What sentences mean, what stands above and what beside them, each with how much it counts."""
    return ((concepts.sentences, 1.0), (concepts.contexts, 1.0), (concepts.beside, BESIDE))


def _of_length_one(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made: NDArray[np.float32] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return made
