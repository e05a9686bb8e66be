"""Sentences by what their words mean, where they do not say it in the words of the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor.language.concepts import concept_names, together
from advisor.retrieval.postings import Rows
from advisor.types import Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

ABOVE = 0.7  # of what headings and lead-ins mean, beside what a sentence means itself
HAVING = 0.2  # strength from which a sentence is said to have a concept, when concepts are counted


@dataclass(frozen=True, slots=True)
class ConceptRows:
    """Concepts of each sentence, and of what stands around it, weighted by how rare they are."""

    sentences: Rows
    contexts: Rows
    beside: Rows  # of the sentences before and after, within the same section
    rarity: NDArray[np.float32]  # 0 to 1, by the order of `concept_names`

    @classmethod
    def load(cls, folder: Path) -> ConceptRows:
        """Map them from disk."""
        return cls(
            sentences=Rows.load(folder, "sentence_concepts"),
            contexts=Rows.load(folder, "context_concepts"),
            beside=Rows.load(folder, "beside_concepts"),
            rarity=np.load(folder / "concepts.rarity.npy"),
        )

    def compare(
        self, query: Query, ids: Sequence[int]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """For each sentence the share of the question's meaning that it has, under its headings;
        and how alike the meanings of question and headings are (cosine). Both 0 to 1.
        """
        asked = self.vector(query)
        total = float(asked.sum())
        if not total or not ids:
            return np.zeros(len(ids), np.float32), np.zeros(len(ids), np.float32)
        own = self.sentences.dense(ids, len(self.rarity))
        above = self.contexts.dense(ids, len(self.rarity))
        shared = np.minimum(asked, np.maximum(own, ABOVE * above)).sum(axis=1) / total
        exact = asked.astype(np.float64)  # squares of faint meanings vanish in single precision
        lengths = np.linalg.norm(above.astype(np.float64), axis=1) * np.linalg.norm(exact)
        alike = np.divide(above @ exact, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        return shared, alike.astype(np.float32)

    def vector(self, query: Query) -> NDArray[np.float32]:
        """The question's concepts, each as strongly as the term that has it most."""
        meant = together((dict(term.concepts), term.weight) for term in query.terms)
        return _dense(meant) * self.rarity


def write_concepts(
    folder: Path,
    sentences: Sequence[Mapping[str, float]],
    contexts: Sequence[Mapping[str, float]],
    beside: Sequence[Mapping[str, float]],
) -> None:
    """Save the concepts of each sentence, and of what stands above and beside it."""
    counts = np.zeros(len(concept_names()))
    position = {name: i for i, name in enumerate(concept_names())}
    for concepts in sentences:
        for name, strength in concepts.items():
            counts[position[name]] += strength > HAVING
    rarity = np.log((len(sentences) + 1) / (counts + 1))
    rarity = (rarity / max(float(rarity.max()), 1e-9)).astype(np.float32)
    np.save(folder / "concepts.rarity.npy", rarity)
    named = (
        ("sentence_concepts", sentences),
        ("context_concepts", contexts),
        ("beside_concepts", beside),
    )
    for name, texts in named:
        sizes = np.array([len(concepts) for concepts in texts], dtype=np.int64)
        rows = Rows(
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            positions=np.array([position[c] for t in texts for c in t], dtype=np.int32),
            weights=np.array(
                [weight * rarity[position[c]] for t in texts for c, weight in t.items()],
                dtype=np.float32,
            ),
        )
        rows.save(folder, name)


def _dense(concepts: Mapping[str, float]) -> NDArray[np.float32]:
    return np.array([concepts.get(name, 0.0) for name in concept_names()], dtype=np.float32)
