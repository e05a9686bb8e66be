"""Two rankings by letters: whole words with their compound parts, and character n-grams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from advisor.language.folding import fold
from advisor.retrieval.postings import Postings, ngram_keys, word_key
from advisor.types import Hit, Query, Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

PART_WEIGHT = 0.5  # a compound's part stands for less than the compound
NGRAM_VARIANT_WEIGHT = 0.8


class WordRanking:
    """BM25 over lemmas and compound parts: a term counts once, by its best form."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks with the heaviest words."""
        total = np.zeros(self._postings.n_rows, dtype=np.float32)
        for term in query.terms:
            best = np.zeros_like(total)
            for word, weight in term_words(term).items():
                np.maximum(best, self._postings.scores({word_key(word): weight}), out=best)
            total += best
        return best_rows(total, k)


class NgramRanking:
    """TF-IDF over character n-grams, which read inflection and compounds by themselves."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks most like the question's words and what may stand for them."""
        return best_rows(self._postings.scores(ngram_weights(query_words(query))), k)


def term_words(term: Term) -> dict[str, float]:
    """Single words that carry a term, with their weights; phrases give their words."""
    words: dict[str, float] = {}

    def put(word: str, weight: float) -> None:
        words[word] = max(words.get(word, 0.0), weight)

    for piece in term.lemma.split():
        put(piece, 1.0 if " " not in term.lemma else 0.6)
    for variant, weight in term.variants:
        pieces = variant.split()
        for piece in pieces:
            put(piece, weight if len(pieces) == 1 else weight * 0.6)
    for part in term.parts:
        put(part, PART_WEIGHT)
    return words


def query_words(query: Query) -> dict[str, float]:
    """Folded words of the whole question with weights, for n-grams and the fitted model."""
    words: dict[str, float] = {}
    for term in query.terms:
        for piece in fold(term.word).split():
            words[piece] = max(words.get(piece, 0.0), 1.0)
        spread = max(len(term.variants), 1) ** 0.5
        for variant, weight in term.variants:
            for piece in variant.split():
                shared = NGRAM_VARIANT_WEIGHT * weight / spread
                words[piece] = max(words.get(piece, 0.0), shared)
    return words


def ngram_weights(words: Mapping[str, float]) -> dict[int, float]:
    """Weights of n-gram keys, sublinear in how often they occur."""
    counts: dict[int, float] = {}
    for word, weight in words.items():
        for key in ngram_keys(word):
            counts[key] = counts.get(key, 0.0) + weight
    return {key: float(np.log1p(count)) for key, count in counts.items()}


def best_rows(scores: NDArray[np.float32], k: int) -> list[Hit]:
    """The k rows with the highest positive scores, ties by row."""
    found = np.flatnonzero(scores > 0)
    if len(found) > k:
        cut = np.partition(scores[found], len(found) - k)[len(found) - k]
        found = found[scores[found] >= cut]
    order = np.lexsort((found, -scores[found]))[:k]
    return [Hit(chunk=int(row), rank=rank) for rank, row in enumerate(found[order], 1)]


def as_hits(chunks: Sequence[int]) -> list[Hit]:
    """Chunks in their order, as hits."""
    return [Hit(chunk=chunk, rank=rank) for rank, chunk in enumerate(chunks, 1)]
