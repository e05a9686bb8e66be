"""The sentences of the passages found, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from advisor.discourse.traits import trait_names
from advisor.index.store import Evidence
from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.lexical import ngram_weights, query_words, term_words
from advisor.retrieval.mentions import SourceMentions
from advisor.retrieval.postings import Postings, Rows, word_key
from advisor.retrieval.ranking_weights import FORM_SIGNS, WEIGHTS
from advisor.retrieval.relevance import Relevance, RelevanceModel
from advisor.types import Candidate, Hit, Query, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOUR_WEIGHT = 0.5  # a term in the sentence beside counts half
ABOVE_WEIGHT = 0.7  # a term in the headings or the lead-in
SECTION_DAMPING = 2  # passages that a section is thought to have beside those found
LONG_WORDS = 30  # from here on a sentence is hard to read
SHORT_WORDS = 6  # up to here it may say nothing alone


@dataclass(frozen=True, slots=True)
class Described:
    """A sentence with its features by name."""

    sentence: Sentence
    features: Mapping[str, float]
    found: frozenset[int]
    within: frozenset[int]
    near: frozenset[int]


class Selector:
    """Scores the sentences of retrieved chunks against the question."""

    def __init__(
        self,
        evidence: Evidence,
        sentence_ngrams: Rows,
        sentence_words: Rows,
        context_words: Rows,
        concepts: ConceptRows,
        model: RelevanceModel,
        ngrams: Postings,
        words: Postings,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> None:
        self._evidence = evidence
        self._sentence_ngrams = sentence_ngrams
        self._sentence_words = sentence_words
        self._context_words = context_words
        self.concepts = concepts
        self._relevance = Relevance(concepts, model)
        self._ngrams = ngrams
        self._words = words
        self._weights = weights
        self._mentions = SourceMentions(evidence.sources())

    def with_model(self, model: RelevanceModel) -> Selector:
        """The same with other learned weights."""
        other = copy(self)
        other._relevance = Relevance(self.concepts, model)
        return other

    def select(self, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """Every quotable sentence of the hits, best first, ties by place."""
        candidates = [
            Candidate(
                sentence=d.sentence,
                score=sum(self._weights.get(n, 0.0) * v for n, v in d.features.items()),
                similarity=d.features["similarity"],
                found=d.found,
                within=d.within,
                near=d.near,
                coverage=d.features["coverage"],
                context=d.features["above"],
                meaning=d.features["meaning"],
                relevance=d.features["relevance"],
            )
            for d in self.describe(query, hits)
        ]
        return sorted(candidates, key=lambda c: (-c.score, c.sentence.id))

    def describe(self, query: Query, hits: Sequence[Hit]) -> list[Described]:
        """The features of every quotable sentence of the hits."""
        chunks = self._evidence.chunks([hit.chunk for hit in hits])
        ids = [i for _, span in chunks for i in span]
        sentences = self._evidence.sentences(ids)
        ranks = {hit.chunk: hit.rank for hit in hits}
        similarities = self._similarities(query, ids)
        meant, meant_above = (
            dict(zip(ids, map(float, values), strict=True))
            for values in self.concepts.compare(query, ids)
        )
        scores = self._relevance.scores(query, list(sentences.values()))
        relevant = dict(zip(sentences, map(float, scores), strict=True))
        carriers = self._carriers(query)
        mentioned = self._mentions.find(query)
        sections = _section_scores(sentences.values(), ranks)
        own = {i: _strengths(carriers, self._sentence_words.keys_of(i)) for i in ids}
        above = {i: _strengths(carriers, self._context_words.keys_of(i)) for i in ids}
        described: list[Described] = []
        for i, sentence in sentences.items():
            named = mentioned.get(sentence.source, {})
            beside = [own[n] for n in (i - 1, i + 1) if _is_beside(sentence, sentences.get(n))]
            around = {**_around(own[i], beside, above[i]), **named}
            over = {**above[i], **named}
            features = self._features(query, sentence, own[i], over, around)
            features["similarity"] = similarities[i]
            features["relevance"] = relevant[i]
            features["meaning"] = meant[i]
            features["meaning_above"] = meant_above[i]
            features["chunk"] = _rank_score(ranks[sentence.chunk])
            features["section"] = sections[sentence.source, sentence.section]
            features["named_source"] = float(bool(named))
            features["other_source"] = float(bool(mentioned) and not named)
            within = frozenset(own[i]) | frozenset(over)
            described.append(
                Described(sentence, features, frozenset(own[i]), within, frozenset(around))
            )
        return described

    def _features(
        self,
        query: Query,
        sentence: Sentence,
        own: Mapping[int, float],
        above: Mapping[int, float],
        around: Mapping[int, float],
    ) -> dict[str, float]:
        """What speaks for a sentence and against it, by name."""
        words = len(sentence.text.split())
        wanted = FORM_SIGNS[query.form]
        fits = sum(gain for sign, gain in wanted.items() if sign in sentence.signs)
        return {
            "coverage": _share(query, own),
            "near": _share(query, around),
            "above": _share(query, above),
            "emphasis": sentence.emphasis,
            "form": min(fits, 1.0),
            "long": max(words - LONG_WORDS, 0) / LONG_WORDS,
            "short": float(words <= SHORT_WORDS and sentence.kind == "paragraph"),
            "leans": float(sentence.leans),
            "statistic": float("%" in sentence.text and query.form not in ("figure", "list")),
            sentence.kind: 1.0,
            **dict.fromkeys(trait_names("_", sentence.signs), 1.0),
        }

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


def _rank_score(rank: int) -> float:
    """1 for the best chunk, half of it at rank 10."""
    return 1 / (1 + rank / 10)


def _section_scores(
    sentences: Iterable[Sentence], ranks: Mapping[int, int]
) -> dict[tuple[str, tuple[str, ...]], float]:
    """How well the passages of each section rank on the whole, one lucky hit damped."""
    chunks: dict[tuple[str, tuple[str, ...]], set[int]] = {}
    for sentence in sentences:
        chunks.setdefault((sentence.source, sentence.section), set()).add(sentence.chunk)
    return {
        section: sum(_rank_score(ranks[c]) for c in ids) / (len(ids) + SECTION_DAMPING)
        for section, ids in chunks.items()
    }


def _share(query: Query, strengths: Mapping[int, float]) -> float:
    """How much of the question's weight is carried, 0 to 1."""
    total = sum(term.weight for term in query.terms)
    return sum(query.terms[t].weight * m for t, m in strengths.items()) / total if total else 0.0


def _strengths(
    carriers: Mapping[int, Sequence[tuple[int, float]]], positions: NDArray[np.int32]
) -> dict[int, float]:
    """How well each term is carried by the words at these positions, 0 to 1."""
    strengths: dict[int, float] = {}
    for position in positions.tolist():
        for term, weight in carriers.get(position, ()):
            strengths[term] = max(strengths.get(term, 0.0), weight)
    return strengths


def _is_beside(sentence: Sentence, other: Sentence | None) -> bool:
    return other is not None and other.source == sentence.source


def _around(
    own: Mapping[int, float],
    beside: Sequence[Mapping[int, float]],
    above: Mapping[int, float],
) -> dict[int, float]:
    """The terms that a sentence shares with its headings and neighbours."""
    strengths = {term: ABOVE_WEIGHT * m for term, m in above.items()}
    for neighbour in beside:
        for term, m in neighbour.items():
            strengths[term] = max(strengths.get(term, 0.0), NEIGHBOUR_WEIGHT * m)
    for term, m in own.items():
        strengths[term] = max(strengths.get(term, 0.0), m)
    return strengths
