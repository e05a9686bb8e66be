"""The fitted model: a truncated singular value decomposition, saved and read with numpy alone."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from advisor.retrieval.fitted_model import (
    DIMENSIONS,
    FIT_ROWS,
    NgramEmbedder,
    fit,
    sample,
    unit,
    word_counts,
)
from advisor.retrieval.postings import ngram_keys
from advisor.retrieval.weighting import KeyCounts, count_keys, idf, tf_idf

TEXTS = (
    "Kommunerna bör ansluta sig till en gemensam e-tjänsteplattform.",
    "En gemensam plattform delar kostnaden mellan kommunerna.",
    "Budgeten för innovation skiljs från budgeten för drift.",
    "Driften tränger undan utvecklingen när budgeten är gemensam.",
    "Ansvaret för förvaltningen ligger hos en av kommunerna.",
)


@pytest.fixture(scope="module")
def embedder() -> NgramEmbedder:
    """Fitted on five sentences."""
    counts = count_keys([word_counts(text) for text in TEXTS], ngram_keys)
    return _fitted(counts)


def test_fit_is_a_truncated_svd_up_to_sign(embedder: NgramEmbedder) -> None:
    counts = count_keys([word_counts(text) for text in TEXTS], ngram_keys)
    weights = _idfs(counts)
    rows = tf_idf(counts.matrix(), weights).toarray()
    _, values, directions = np.linalg.svd(rows, full_matrices=False)

    found = embedder.rows.astype(np.float64) / weights[:, None]

    assert embedder.keys.tolist() == counts.keys.tolist()
    assert embedder.dimensions == (values > 1e-3).sum() == len(TEXTS)
    agreement = np.abs((found * directions.T).sum(axis=0))
    assert agreement == pytest.approx(np.ones(len(TEXTS)), abs=1e-2)


def test_texts_alike_by_the_matrix_are_alike_by_the_model(embedder: NgramEmbedder) -> None:
    counts = count_keys([word_counts(text) for text in TEXTS], ngram_keys)
    rows = tf_idf(counts.matrix(), _idfs(counts))

    vectors = embedder.embed(TEXTS)

    # All singular values are kept here, so nothing of the likeness is lost but half precision.
    assert vectors @ vectors.T == pytest.approx((rows @ rows.T).toarray(), abs=5e-3)


def test_saved_model_gives_the_same_vectors(embedder: NgramEmbedder, tmp_path: Path) -> None:
    embedder.save(tmp_path)

    loaded = NgramEmbedder.load(tmp_path)

    assert np.array_equal(loaded.embed(TEXTS), embedder.embed(TEXTS))


def test_fitting_twice_gives_the_same_model(embedder: NgramEmbedder) -> None:
    counts = count_keys([word_counts(text) for text in TEXTS], ngram_keys)

    again = _fitted(counts)

    assert np.array_equal(again.rows, embedder.rows)


@pytest.mark.parametrize("text", ["", "?!", "Ωμέγα"])
def test_text_without_a_known_ngram_has_a_zero_vector(embedder: NgramEmbedder, text: str) -> None:
    assert not embedder.embed([text]).any()


@given(st.text(max_size=60))
def test_every_vector_has_length_one_or_zero(text: str) -> None:
    keys = np.array(sorted(ngram_keys("kommun")), dtype=np.uint64)
    embedder = NgramEmbedder(keys, np.ones((len(keys), 4), dtype=np.float16))

    with_a_known_word, alone = np.linalg.norm(embedder.embed([f"{text} kommun", text]), axis=1)

    assert with_a_known_word == pytest.approx(1, abs=1e-5)
    assert alone == pytest.approx(1, abs=1e-5) or alone == 0


def test_more_texts_than_dimensions_are_reduced() -> None:
    rng = np.random.default_rng(3)
    words = ["".join(rng.choice(list("aeiknrst"), 7)) for _ in range(900)]
    texts = [dict.fromkeys(rng.choice(words, 12), 1.0) for _ in range(DIMENSIONS + 60)]
    counts = count_keys(texts, ngram_keys)

    embedder = _fitted(counts)

    assert embedder.dimensions == DIMENSIONS


def test_unit_leaves_a_zero_vector() -> None:
    assert unit(np.array([3.0, 4.0], dtype=np.float32)).tolist() == pytest.approx([0.6, 0.8])
    assert unit(np.zeros(2, dtype=np.float32)).tolist() == [0.0, 0.0]


def test_hyphened_words_count_with_their_parts() -> None:
    assert word_counts("E-tjänster och IT-chef") == {
        "e-tjanster": 1,
        "tjanster": 1,
        "och": 1,
        "it-chef": 1,
        "chef": 1,
    }


def test_counted_texts_have_the_vectors_of_the_texts(embedder: NgramEmbedder) -> None:
    texts = (*TEXTS, "En budget för xylofoner", "qqq")
    counts = count_keys([word_counts(text) for text in texts], ngram_keys)

    vectors = embedder.embed_rows(counts.matrix(), counts.keys)

    assert vectors == pytest.approx(embedder.embed(texts), abs=1e-5)
    assert not vectors[-1].any()


def test_sample_is_all_of_few_texts_and_an_even_part_of_many() -> None:
    few, many = sample(10), sample(FIT_ROWS * 5)

    assert few.tolist() == list(range(10))
    assert len(many) == FIT_ROWS
    assert set(np.diff(many)) <= {4, 5, 6}


def _fitted(counts: KeyCounts) -> NgramEmbedder:
    weights = _idfs(counts)
    return fit(tf_idf(counts.matrix(), weights), counts.keys, weights)


def _idfs(counts: KeyCounts) -> NDArray[np.float32]:
    return idf(counts.frequency(range(counts.n_texts)), counts.n_texts)
