"""Which words and n-grams of a question are looked for, and how much each counts."""

from __future__ import annotations

import numpy as np
import pytest

from advisor.language.analysis import PART_WEIGHT
from advisor.retrieval.lexical import (
    ENGLISH_WORD_WEIGHT,
    PHRASE_WORD_WEIGHT,
    NgramRanking,
    WordRanking,
    as_hits,
    best_rows,
    ngram_weights,
    query_words,
    term_words,
)
from advisor.retrieval.postings import Postings, ngram_keys, word_key
from advisor.retrieval.weighting import bm25, count_keys, idf, tf_idf
from advisor.types import Hit, Query, Question, Term
from advisor.vocabulary import Language

CHUNKS = [
    {"bro": 1.0, "farg": 1.0},
    {"lampa": 2.0, "park": 1.0},
    {"bro": 1.0, "rost": 1.0, "stal": 1.0},
    {"parkbank": 1.0},
    {"simhall": 1.0},
]


def _query(*terms: Term, language: Language = "sv") -> Query:
    return Query(Question("?"), "?", language, "open", terms)


@pytest.fixture
def words() -> WordRanking:
    counts = count_keys(CHUNKS, lambda word: (word_key(word),))
    weights = idf(counts.frequency(range(len(CHUNKS))), len(CHUNKS))
    return WordRanking(Postings.from_matrix(bm25(counts.matrix(), weights), counts.keys))


@pytest.fixture
def ngrams() -> NgramRanking:
    counts = count_keys(CHUNKS, ngram_keys)
    weights = idf(counts.frequency(range(len(CHUNKS))), len(CHUNKS))
    return NgramRanking(Postings.from_matrix(tf_idf(counts.matrix(), weights), counts.keys))


def test_word_finds_the_chunks_that_have_it(words: WordRanking) -> None:
    assert [hit.chunk for hit in words.retrieve(_query(Term("broar", "bro")), 5)] == [0, 2]


def test_term_counts_once_by_its_best_form(words: WordRanking) -> None:
    plain = _query(Term("bro", "bro"), Term("lampa", "lampa"))
    repeated = _query(
        Term("bro", "bro", variants=(("farg", 0.1), ("rost", 0.1), ("stal", 0.1))),
        Term("lampa", "lampa"),
    )

    assert words.retrieve(repeated, 5)[0] == words.retrieve(plain, 5)[0] == Hit(1, 1)


def test_synonym_finds_less_surely_than_the_word_itself(words: WordRanking) -> None:
    hits = words.retrieve(_query(Term("spann", "rost", variants=(("farg", 0.5),))), 5)

    assert [hit.chunk for hit in hits] == [2, 0]


def test_ngrams_find_a_compound_by_its_part(ngrams: NgramRanking) -> None:
    found = [hit.chunk for hit in ngrams.retrieve(_query(Term("park", "park")), 5)]

    assert found[:2] == [1, 3]


@pytest.mark.parametrize("k", [0, 1, 2])
def test_no_more_than_k_are_found(words: WordRanking, k: int) -> None:
    assert len(words.retrieve(_query(Term("bro", "bro")), k)) == k


def test_nothing_is_found_for_a_word_that_no_chunk_has(
    words: WordRanking, ngrams: NgramRanking
) -> None:
    query = _query(Term("xyzzy", "xyzzy"))

    assert list(words.retrieve(query, 5)) == list(ngrams.retrieve(query, 5)) == []


def test_phrase_is_looked_for_by_its_words() -> None:
    assert term_words(Term("gemensam nämnd", "gemensam namnd")) == {
        "gemensam": PHRASE_WORD_WEIGHT,
        "namnd": PHRASE_WORD_WEIGHT,
    }


def test_word_that_stands_for_a_term_in_two_ways_counts_by_the_better() -> None:
    term = Term("parkbänk", "parkbank", variants=(("park", 0.9), ("soffa", 0.7)), parts=("park",))

    assert term_words(term) == {"parkbank": 1.0, "park": 0.9, "soffa": 0.7}
    assert term_words(Term("parkbänk", "parkbank", parts=("park",)))["park"] == PART_WEIGHT


def test_words_of_a_question_are_folded_and_english_ones_count_less() -> None:
    term = Term("Färg", "farg")

    assert query_words(_query(term)) == {"farg": 1.0}
    assert query_words(_query(term, language="en")) == {"farg": ENGLISH_WORD_WEIGHT}


def test_many_synonyms_do_not_drown_the_word_asked() -> None:
    many = tuple((f"ord{i}", 1.0) for i in range(9))

    found = query_words(_query(Term("bro", "bro", variants=many)))

    assert found.pop("bro") == 1.0
    assert all(weight < 0.5 for weight in found.values())


def test_ngram_that_two_words_share_counts_more_but_not_twice() -> None:
    once, twice = ngram_weights({"bro": 1.0}), ngram_weights({"bro": 1.0, "broar": 1.0})
    shared = set(once) & set(ngram_keys("broar"))

    assert shared
    assert all(once[key] < twice[key] < 2 * once[key] for key in shared)


def test_rows_without_a_score_are_no_hits_and_ties_go_by_row() -> None:
    scores = np.array([0, 2, 1, 2, 0, 1, 1], dtype=np.float32)

    assert best_rows(scores, 10) == as_hits([1, 3, 2, 5, 6])
    assert best_rows(scores, 3) == as_hits([1, 3, 2])


def test_hits_are_ranked_from_one() -> None:
    assert as_hits([7, 4]) == [Hit(7, 1), Hit(4, 2)]
