"""Two rankings by letters: whole words with their compound parts, and character n-grams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from advisor.language.analysis import PART_WEIGHT
from advisor.language.folding import fold
from advisor.retrieval.postings import Postings, ngram_keys, word_key
from advisor.types import Hit, Query, Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

PHRASE_WORD_WEIGHT = 0.6  # one word of a phrase
NGRAM_VARIANT_WEIGHT = 0.8  # of what stands for a term, beside the term as asked
ENGLISH_WORD_WEIGHT = 0.6  # of an English word as asked, among mostly Swedish sources


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
            total += best * damped(term)
        return best_rows(total, k)


class NgramRanking:
    """TF-IDF over character n-grams, which read inflection and compounds by themselves."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks most like the question's words and what may stand for them."""
        return best_rows(self._postings.scores(ngram_weights(query_words(query))), k)


def damped(term: Term) -> float:
    """How much a term says, evened out: what says little still tells passages apart.

    As it stands, the weight does worse on questions of other authorities; left out, English
    questions are led astray by the many words that may stand for a common one.
    """
    return float(term.weight**0.5)


def term_words(term: Term) -> dict[str, float]:
    """Single words that carry a term, with their weights."""
    words: dict[str, float] = {}
    pieces = term.lemma.split()
    whole = 1.0 if len(pieces) == 1 else PHRASE_WORD_WEIGHT
    for word, weight in (
        *((piece, whole) for piece in pieces),
        *term.variants,
        *((part, PART_WEIGHT) for part in term.parts),
    ):
        words[word] = max(words.get(word, 0.0), weight)
    return words


def query_words(query: Query) -> dict[str, float]:
    """Folded words of the whole question with weights, for n-grams and the fitted model."""
    words: dict[str, float] = {}
    own = 1.0 if query.language == "sv" else ENGLISH_WORD_WEIGHT
    for term in query.terms:
        says = damped(term)
        for piece in fold(term.word).split():
            words[piece] = max(words.get(piece, 0.0), own * says)
        spread = max(sum(weight for _, weight in term.variants), 1.0) ** 0.5
        for variant, weight in term.variants:
            shared = NGRAM_VARIANT_WEIGHT * says * weight / spread
            words[variant] = max(words.get(variant, 0.0), shared)
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
    if len(found) > k > 0:
        cut = np.partition(scores[found], len(found) - k)[len(found) - k]
        found = found[scores[found] >= cut]
    order = np.lexsort((found, -scores[found]))[:k]
    return [Hit(chunk=int(row), rank=rank) for rank, row in enumerate(found[order], 1)]


def as_hits(chunks: Sequence[int]) -> list[Hit]:
    """Chunks in their order, as hits."""
    return [Hit(chunk=chunk, rank=rank) for rank, chunk in enumerate(chunks, 1)]
