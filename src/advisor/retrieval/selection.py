"""The sentences of the passages found, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from advisor.evidence import Evidence
from advisor.retrieval.lexical import ngram_weights, query_words, term_words
from advisor.retrieval.postings import Postings, Rows, word_key
from advisor.types import Candidate, Form, Hit, Query, SectionRole, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A section's role says how much its sentences are the source's own, considered word.
ROLE_PRIOR: Mapping[SectionRole, float] = {
    "recommendation": 1.0,
    "conclusion": 0.9,
    "summary": 0.7,
    "discussion": 0.45,
    "result": 0.4,
    "other": 0.35,
    "theory": 0.15,
    "background": 0.1,
    "method": -0.3,
}
# What a sentence should do to answer a question of this form, and what speaks against it.
FORM_SIGNS: Mapping[Form, Mapping[str, float]] = {
    "decision": {"advice": 0.5, "benefit": 0.3, "drawback": 0.3, "conclusion": 0.2, "condition": 0.2},
    "list": {"advice": 0.3, "conclusion": 0.3},
    "how": {"advice": 0.5, "condition": 0.2},
    "figure": {"number": 1.0},
    "definition": {"definition": 0.8},
    "comparison": {"contrast": 0.6, "conclusion": 0.2},
    "risk": {"drawback": 0.7},
    "open": {"conclusion": 0.3, "advice": 0.2, "cause": 0.2},
}
NEIGHBOUR_WEIGHT = 0.5  # a term in the sentence beside counts half
ABOVE_WEIGHT = 0.7  # a term in the headings or the lead-in


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts; set on the dev questions."""

    similarity: float = 1.0
    coverage: float = 1.0
    near: float = 0.5
    chunk: float = 0.5
    role: float = 0.25
    emphasis: float = 0.15
    form: float = 0.4
    announcement: float = -0.8
    roles: Mapping[SectionRole, float] = field(default_factory=lambda: ROLE_PRIOR)


class Selector:
    """Scores the sentences of retrieved chunks against the question."""

    def __init__(
        self,
        evidence: Evidence,
        sentence_ngrams: Rows,
        sentence_words: Rows,
        context_words: Rows,
        ngrams: Postings,
        words: Postings,
        weights: Weights | None = None,
    ) -> None:
        self._evidence = evidence
        self._sentence_ngrams = sentence_ngrams
        self._sentence_words = sentence_words
        self._context_words = context_words
        self._ngrams = ngrams
        self._words = words
        self._weights = weights or Weights()

    def select(self, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """Every quotable sentence of the hits, best first, ties by place."""
        chunks = self._evidence.chunks([hit.chunk for hit in hits])
        ids = [i for _, span in chunks for i in span]
        sentences = self._evidence.sentences(ids)
        ranks = {hit.chunk: hit.rank for hit in hits}
        similarities = self._similarities(query, ids)
        carriers = self._carriers(query)
        own = {i: _strengths(carriers, self._sentence_words.keys_of(i)) for i in ids}
        above = {i: _strengths(carriers, self._context_words.keys_of(i)) for i in ids}
        candidates = [
            self._candidate(
                query,
                sentence,
                own=own[i],
                around=_around(own, i, above[i]),
                similarity=similarities[i],
                rank=ranks[sentence.chunk],
            )
            for i, sentence in sentences.items()
        ]
        return sorted(candidates, key=lambda c: (-c.score, c.sentence.id))

    def _candidate(
        self,
        query: Query,
        sentence: Sentence,
        *,
        own: Mapping[int, float],
        around: Mapping[int, float],
        similarity: float,
        rank: int,
    ) -> Candidate:
        w = self._weights
        total = sum(term.weight for term in query.terms) or 1.0
        covered = sum(query.terms[t].weight * m for t, m in own.items()) / total
        near = sum(query.terms[t].weight * m for t, m in around.items()) / total
        wanted = FORM_SIGNS[query.form]
        fits = sum(gain for sign, gain in wanted.items() if sign in sentence.signs)
        score = (
            w.similarity * similarity
            + w.coverage * covered
            + w.near * near
            + w.chunk / (1 + rank / 10)
            + w.role * w.roles.get(sentence.role, 0.0)
            + w.emphasis * sentence.emphasis
            + w.form * min(fits, 1.0)
            + w.announcement * ("announcement" in sentence.signs)
        )
        return Candidate(
            sentence=sentence,
            score=score,
            similarity=similarity,
            found=frozenset(own),
            near=frozenset(own) | frozenset(around),
        )

    def _similarities(self, query: Query, ids: Sequence[int]) -> dict[int, float]:
        """Cosine of each sentence's n-grams to the question's."""
        dense = np.zeros(len(self._ngrams.keys), dtype=np.float32)
        for key, weight in ngram_weights(query_words(query)).items():
            position = self._ngrams.find(key)
            if position >= 0:
                dense[position] = weight
        length = float(np.linalg.norm(dense))
        if length:
            dense /= length
        values = self._sentence_ngrams.similarity(np.asarray(ids, dtype=np.int64), dense)
        return dict(zip(ids, map(float, values), strict=True))

    def _carriers(self, query: Query) -> dict[int, list[tuple[int, float]]]:
        """For each word position of the index the terms that it carries, and how well."""
        carriers: dict[int, list[tuple[int, float]]] = {}
        for index, term in enumerate(query.terms):
            for word, weight in term_words(term).items():
                position = self._words.find(word_key(word))
                if position >= 0:
                    carriers.setdefault(position, []).append((index, weight))
        return carriers


def _strengths(
    carriers: Mapping[int, Sequence[tuple[int, float]]], positions: NDArray[np.int32]
) -> dict[int, float]:
    """How well each term is carried by the words at these positions, 0 to 1."""
    strengths: dict[int, float] = {}
    for position in positions.tolist():
        for term, weight in carriers.get(position, ()):
            strengths[term] = max(strengths.get(term, 0.0), weight)
    return strengths


def _around(
    own: Mapping[int, Mapping[int, float]], sentence: int, above: Mapping[int, float]
) -> dict[int, float]:
    """The terms that a sentence shares with its headings and neighbours."""
    strengths = {term: ABOVE_WEIGHT * m for term, m in above.items()}
    for neighbour in (sentence - 1, sentence + 1):
        for term, m in own.get(neighbour, {}).items():
            strengths[term] = max(strengths.get(term, 0.0), NEIGHBOUR_WEIGHT * m)
    for term, m in own[sentence].items():
        strengths[term] = max(strengths.get(term, 0.0), m)
    return strengths
