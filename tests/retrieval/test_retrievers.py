"""What every ranking of an index promises."""

import numpy as np
import pytest
from numpy.typing import NDArray

from advisor.language.folding import fold
from advisor.language.words import tokens
from advisor.retrieval.array_store import ArrayStore
from advisor.retrieval.chroma_store import ChromaStore
from advisor.retrieval.dense import DenseIndex
from advisor.retrieval.fitted_model import NgramEmbedder, fit, word_counts
from advisor.retrieval.lexical import NgramRanking, WordRanking, query_words
from advisor.retrieval.postings import Postings, ngram_keys, word_key
from advisor.retrieval.stores import write_vectors
from advisor.retrieval.weighting import bm25, count_keys, idf, tf_idf
from advisor.types import Query, Retriever, VectorStore
from tests.fakes import chunks_of, query_for

TEXTS = (
    "Två kommuner har byggt var sin tjänst för bygglov.",
    "Kommunerna bör ansluta sig till en gemensam plattform.",
    "Budgeten för innovation skiljs från budgeten för drift.",
    "En gemensam plattform delar kostnaden mellan kommunerna.",
    "Ansvaret för förvaltningen ligger hos en av kommunerna.",
    "Ansvaret för förvaltningen ligger hos en av kommunerna.",
)
KINDS = ("words", "ngrams", "dense by Chroma", "dense by the array")


@pytest.fixture(scope="module")
def retrievers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Retriever]:
    """Every kind, over the same six chunks."""
    folder = tmp_path_factory.mktemp("index")
    all_texts = range(len(TEXTS))
    words = count_keys(
        [dict.fromkeys((fold(t.text) for t in tokens(text)), 1.0) for text in TEXTS],
        lambda word: (word_key(word),),
    )
    of_words = bm25(words.matrix(), idf(words.frequency(all_texts), len(TEXTS)))
    ngrams = count_keys([word_counts(text) for text in TEXTS], ngram_keys)
    weights = idf(ngrams.frequency(all_texts), len(TEXTS))
    of_ngrams = tf_idf(ngrams.matrix(), weights)
    embedder = fit(of_ngrams, ngrams.keys, weights)
    vectors = embedder.embed(TEXTS)
    write_vectors(folder, chunks_of(TEXTS), vectors)
    return {
        "words": WordRanking(Postings.from_matrix(of_words, words.keys)),
        "ngrams": NgramRanking(Postings.from_matrix(of_ngrams, ngrams.keys)),
        "dense by Chroma": _dense(vectors, embedder, ChromaStore(folder)),
        "dense by the array": _dense(vectors, embedder, ArrayStore(folder)),
    }


@pytest.fixture(params=KINDS)
def retriever(request: pytest.FixtureRequest, retrievers: dict[str, Retriever]) -> Retriever:
    """One kind after the other."""
    return retrievers[request.param]


def test_at_most_k_hits_come_ranked_from_one_without_a_repeat(retriever: Retriever) -> None:
    query = query_for("kommunerna", "gemensam", "budgeten", "tjanst")

    for k in (1, 2, 3, 100):
        hits = retriever.retrieve(query, k)

        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        assert len({hit.chunk for hit in hits}) == len(hits)
        assert all(0 <= hit.chunk < len(TEXTS) for hit in hits)
        assert 1 <= len(hits) <= k


def test_fewer_hits_are_the_beginning_of_more(retriever: Retriever) -> None:
    query = query_for("kommunerna", "gemensam", "plattform")

    assert retriever.retrieve(query, 2) == retriever.retrieve(query, 100)[:2]


def test_the_same_question_finds_the_same(retriever: Retriever) -> None:
    query = query_for("ansvaret", "kommunerna", "budgeten")

    assert retriever.retrieve(query, 5) == retriever.retrieve(query, 5)


def test_question_of_which_nothing_is_known_finds_nothing(retriever: Retriever) -> None:
    assert list(retriever.retrieve(query_for("qqzzq"), 5)) == []
    assert list(retriever.retrieve(query_for(), 5)) == []


@pytest.mark.parametrize(
    ("words", "best"),
    [
        (("budgeten", "innovation"), 2),
        (("bygglov",), 0),
        (("delar", "kostnaden"), 3),
        (("ansluta", "plattform"), 1),
    ],
)
def test_the_chunk_that_plainly_fits_comes_first(
    retriever: Retriever, words: tuple[str, ...], best: int
) -> None:
    assert retriever.retrieve(query_for(*words), 5)[0].chunk == best


def test_chunks_that_fit_alike_come_in_the_order_of_their_ids(retriever: Retriever) -> None:
    hits = retriever.retrieve(query_for("ansvaret", "forvaltningen"), 5)

    assert [hit.chunk for hit in hits[:2]] == [4, 5]


def _dense(vectors: NDArray[np.float32], embedder: NgramEmbedder, store: VectorStore) -> DenseIndex:
    def embed(query: Query) -> NDArray[np.float32]:
        return embedder.embed_counts(query_words(query))

    return DenseIndex(vectors, embed, store)
