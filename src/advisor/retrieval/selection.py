"""The sentences of the passages found, each with the features that speak for it and against it.

A sentence's score is the sum of its features, each by its weight: `ranking_weights.py` names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from advisor.retrieval.concepts import ConceptRows
from advisor.retrieval.lexical import ngram_weights, query_words, term_words
from advisor.retrieval.mentions import SourceMentions
from advisor.retrieval.postings import Postings, Rows, word_key
from advisor.retrieval.ranking_weights import FORM_SIGNS, SIGN_FEATURES, WEIGHTS
from advisor.retrieval.relevance import Relevance, RelevanceModel
from advisor.retrieval.sentence_words import SentenceWords
from advisor.types import Candidate, Chunk, Hit, Query, Sentence, Source
from advisor.vocabulary import TELLING_ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOUR_WEIGHT = 0.5  # a term in the sentence beside counts half
ABOVE_WEIGHT = 0.7  # a term in the headings or the lead-in
SECTION_DAMPING = 2  # passages that a section is thought to have beside those found
LONG_WORDS = 30  # from here on a sentence is hard to read
SHORT_WORDS = 6  # up to here it may say nothing alone
# Of what the learned weights say, of a source that they were not learned of. Learned of one
# document and tried on the others, up to .02 more of the points stand first than at 0, and .01 to
# .05 more than at 1.
RELEVANCE_ELSEWHERE = 0.4

_Strengths = Mapping[int, float]  # of the question's terms, by index: how well each is carried
_Section = tuple[str, tuple[str, ...]]  # a source and the headings


@dataclass(frozen=True, slots=True)
class Described:
    """A sentence with its features by name; the terms found as a Candidate has them."""

    sentence: Sentence
    features: Mapping[str, float]
    found: frozenset[int]
    within: frozenset[int]
    near: frozenset[int]
    named: frozenset[int]


class Passages(Protocol):
    """What an index stores of its passages."""

    def chunks(self, ids: Sequence[int]) -> Sequence[tuple[Chunk, range]]:
        """Chunks in the order asked for, each with the ids of its sentences."""
        ...

    def sentences(self, ids: Sequence[int]) -> Mapping[int, Sentence]:
        """Sentences by id, in the order of their ids."""
        ...

    def telling(self, source: str) -> Sequence[int]:
        """The chunks in which a source recommends, concludes or sums up, in order."""
        ...

    def sources(self) -> Sequence[Source]:
        """What is known of each document."""
        ...


@dataclass(frozen=True, eq=False)
class Selector:
    """Scores the sentences of retrieved chunks against the question."""

    evidence: Passages
    sentence_ngrams: Rows
    sentence_words: Rows
    context_words: Rows
    concepts: ConceptRows
    model: RelevanceModel
    ngrams: Postings
    words: Postings
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    is_learned: Callable[[str], bool] = lambda _source: True  # whether the model was learned of it

    def with_model(self, model: RelevanceModel) -> Selector:
        """The same with other learned weights."""
        return replace(self, model=model)

    def select(self, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
        """Every quotable sentence of the hits, best first, ties by place."""
        nothing = self._relevance.of_nothing(query)
        described = self.describe(query, hits)
        scores = [
            sum(self.weights.get(n, 0.0) * v for n, v in d.features.items()) for d in described
        ]
        candidates = [
            Candidate(
                sentence=d.sentence,
                score=score,
                similarity=d.features["similarity"],
                found=d.found,
                within=d.within,
                near=d.near,
                named=d.named,
                coverage=d.features["coverage"],
                context=d.features["above"],
                meaning=d.features["meaning"],
                relevance=d.features["relevance"],
                above_nothing=0.0 if nothing is None else score - nothing,
            )
            for d, score in zip(described, scores, strict=True)
        ]
        return sorted(candidates, key=lambda c: c.order)

    def describe(self, query: Query, hits: Sequence[Hit]) -> list[Described]:
        """The features of every quotable sentence of the hits."""
        hits = self._with_telling(query, hits)
        chunks = self.evidence.chunks([hit.chunk for hit in hits])
        sentences = self.evidence.sentences([i for _, span in chunks for i in span])
        carried = self._carried(query, sentences)
        compared = self._compared(query, sentences)
        ranked = _ranked(sentences, hits)
        return [
            Described(
                sentence=sentence,
                features={
                    **_of_terms(query, carried[i]),
                    **_of_sentence(query, sentence),
                    **compared[i],
                    **ranked[i],
                    "named_source": float(bool(carried[i].named)),
                    "other_source": float(carried[i].names_another),
                    "gist": float(_tells_gist(sentence) and query.asks_all_of(carried[i].named)),
                },
                found=frozenset(carried[i].own),
                within=frozenset(carried[i].own) | frozenset(carried[i].over),
                near=frozenset(carried[i].around),
                named=carried[i].named,
            )
            for i, sentence in sentences.items()
        ]

    def _with_telling(self, query: Query, hits: Sequence[Hit]) -> Sequence[Hit]:
        """The hits, and where a source that is asked for as a whole says what it comes to."""
        if not query.gist:
            return hits
        whole = [f for f, terms in self._mentions.find(query).items() if query.asks_all_of(terms)]
        found = {hit.chunk for hit in hits}
        more = [i for file in whole for i in self.evidence.telling(file) if i not in found]
        return [*hits, *(Hit(chunk, rank) for rank, chunk in enumerate(more, len(hits) + 1))]

    @cached_property
    def _relevance(self) -> Relevance:
        words = SentenceWords(self.sentence_words, self.words.keys)
        return Relevance(self.concepts, words, self.model)

    @cached_property
    def _mentions(self) -> SourceMentions:
        return SourceMentions(self.evidence.sources())

    def _carried(self, query: Query, sentences: Mapping[int, Sentence]) -> dict[int, _Carried]:
        """How each sentence carries the question's terms, with what stands around it."""
        carriers = self._carriers(query)
        mentioned = self._mentions.find(query)
        own = {i: _strengths(carriers, self.sentence_words.keys_of(i)) for i in sentences}
        carried: dict[int, _Carried] = {}
        for i, sentence in sentences.items():
            above = _strengths(carriers, self.context_words.keys_of(i))
            named = mentioned.get(sentence.source, {})
            beside = [own[n] for n in (i - 1, i + 1) if _is_beside(sentence, sentences.get(n))]
            carried[i] = _Carried(
                own=own[i],
                over={**above, **named},
                around={**_around(own[i], beside, above), **named},
                named=frozenset(named),
                names_another=bool(mentioned) and not named,
            )
        return carried

    def _carriers(self, query: Query) -> dict[int, list[tuple[int, float]]]:
        """For each word position of the index the terms that it carries, and how well."""
        carriers: dict[int, list[tuple[int, float]]] = {}
        for index, term in enumerate(query.terms):
            for word, weight in term_words(term).items():
                position = self.words.find(word_key(word))
                if position >= 0:
                    carriers.setdefault(position, []).append((index, weight))
        return carriers

    def _compared(
        self, query: Query, sentences: Mapping[int, Sentence]
    ) -> dict[int, dict[str, float]]:
        """The features that compare each sentence as a whole with the question."""
        ids = list(sentences)
        meaning, meaning_above = self.concepts.compare(query, ids)
        columns = {
            "similarity": self._similarities(query, ids),
            "relevance": self._known_relevance(query, list(sentences.values())),
            "meaning": meaning,
            "meaning_above": meaning_above,
        }
        rows = zip(*(column.tolist() for column in columns.values()), strict=True)
        return {i: dict(zip(columns, row, strict=True)) for i, row in zip(ids, rows, strict=True)}

    def _known_relevance(self, query: Query, sentences: Sequence[Sentence]) -> NDArray[np.float32]:
        """What the learned weights say of each sentence, as far as they hold for its source."""
        known = (1.0 if self.is_learned(s.source) else RELEVANCE_ELSEWHERE for s in sentences)
        shares = np.fromiter(known, dtype=np.float32, count=len(sentences))
        return shares * self._relevance.scores(query, sentences)

    def _similarities(self, query: Query, ids: Sequence[int]) -> NDArray[np.float32]:
        """Cosine of each sentence's n-grams to the question's."""
        asked = np.zeros(len(self.ngrams.keys), dtype=np.float32)
        for key, weight in ngram_weights(query_words(query)).items():
            position = self.ngrams.find(key)
            if position >= 0:
                asked[position] = weight
        length = float(np.linalg.norm(asked))
        if length:
            asked /= length
        return self.sentence_ngrams.similarity(np.asarray(ids, dtype=np.int64), asked)


@dataclass(frozen=True, slots=True)
class _Carried:
    """The question's terms that a sentence carries."""

    own: _Strengths  # by its own words
    over: _Strengths  # by its headings, its lead-in and the name of its source
    around: _Strengths  # by all of these and the sentences beside it
    named: frozenset[int]  # by the name of its source
    names_another: bool  # it names another one


def _tells_gist(sentence: Sentence) -> bool:
    """Whether a sentence stands where a source says what it comes to."""
    return sentence.role in TELLING_ROLES and "announcement" not in sentence.signs


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
    own: _Strengths,
    beside: Sequence[_Strengths],
    above: _Strengths,
) -> dict[int, float]:
    """The terms that a sentence shares with its headings and neighbours."""
    strengths = {term: ABOVE_WEIGHT * m for term, m in above.items()}
    for neighbour in beside:
        for term, m in neighbour.items():
            strengths[term] = max(strengths.get(term, 0.0), NEIGHBOUR_WEIGHT * m)
    for term, m in own.items():
        strengths[term] = max(strengths.get(term, 0.0), m)
    return strengths


def _of_terms(query: Query, carried: _Carried) -> dict[str, float]:
    return {
        "coverage": _share(query, carried.own),
        "near": _share(query, carried.around),
        "above": _share(query, carried.over),
    }


def _share(query: Query, strengths: _Strengths) -> float:
    """How much of the question's weight is carried, 0 to 1."""
    return sum(query.terms[t].weight * m for t, m in strengths.items()) / query.total_weight


def _of_sentence(query: Query, sentence: Sentence) -> dict[str, float]:
    """The features that a sentence has by itself, and by the form of the question."""
    words = len(sentence.text.split())
    wanted = FORM_SIGNS[query.form]
    fits = sum(gain for sign, gain in wanted.items() if sign in sentence.signs)
    return {
        "emphasis": sentence.emphasis,
        "form": min(fits, 1.0),
        "long": max(words - LONG_WORDS, 0) / LONG_WORDS,
        "short": float(words <= SHORT_WORDS and sentence.kind == "paragraph"),
        "leans": float(sentence.leans),
        "statistic": float("%" in sentence.text and query.form not in ("figure", "list")),
        **{name: float(sign in sentence.signs) for name, sign in SIGN_FEATURES.items()},
    }


def _ranked(sentences: Mapping[int, Sentence], hits: Sequence[Hit]) -> dict[int, dict[str, float]]:
    """The features of the passage and the section in which each sentence stands."""
    scores = {hit.chunk: _rank_score(hit.rank) for hit in hits}
    sections = _section_scores(sentences.values(), scores)
    return {
        i: {"chunk": scores[s.chunk], "section": sections[s.source, s.section]}
        for i, s in sentences.items()
    }


def _rank_score(rank: int) -> float:
    """1 for the best chunk, half of it at rank 10."""
    return 1 / (1 + rank / 10)


def _section_scores(
    sentences: Iterable[Sentence], scores: Mapping[int, float]
) -> dict[_Section, float]:
    """How well the passages of each section rank on the whole, one lucky hit damped."""
    chunks: dict[_Section, set[int]] = {}
    for sentence in sentences:
        chunks.setdefault((sentence.source, sentence.section), set()).add(sentence.chunk)
    return {
        section: sum(scores[c] for c in ids) / (len(ids) + SECTION_DAMPING)
        for section, ids in chunks.items()
    }
