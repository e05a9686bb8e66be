"""Which model gives the vectors of an index: one that the settings name, or one fitted on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor.index.layout import EMBEDDER
from advisor.retrieval.fitted_model import NgramEmbedder, fit, sample
from advisor.retrieval.lexical import query_words
from advisor.retrieval.named_models import embed_passages, query_embedder, require_model
from advisor.retrieval.weighting import KeyCounts, tf_idf
from advisor.settings import Settings
from advisor.types import Chunk, Embed

if TYPE_CHECKING:
    from numpy.typing import NDArray

FITTED = "fitted"  # in a manifest, in the place of a model's name


def embedding_name(settings: Settings) -> str:
    """What a manifest says of the model."""
    return settings.embedding_model or FITTED


def require_embedding(settings: Settings) -> None:
    """Raise ModelUnavailableError, at once, where a model is named that is not on this machine."""
    if settings.embedding_model is not None:
        require_model(settings.embedding_model)


def embed_chunks(
    folder: Path,
    settings: Settings,
    chunks: Sequence[Chunk],
    ngrams: KeyCounts,
    weights: NDArray[np.float32],
) -> NDArray[np.float32]:
    """The chunks' vectors; a model that is fitted for them is kept in the folder.

    `ngrams` counts those of each chunk first, and `weights` is the idf of each.
    """
    if settings.embedding_model is not None:
        return embed_passages(settings.embedding_model, settings.passage_prompt, chunks)
    fitted = fit(tf_idf(ngrams.matrix(sample(len(chunks))), weights), ngrams.keys, weights)
    fitted.save(folder / EMBEDDER)
    batches = ngrams.batches(range(len(chunks)))
    return np.concatenate([fitted.embed_rows(batch, ngrams.keys) for batch in batches])


def question_embedder(folder: Path, settings: Settings) -> Embed:
    """What gives a question its vector, to be compared with those of the chunks."""
    if settings.embedding_model is not None:
        return query_embedder(settings.embedding_model, settings.query_prompt)
    fitted = NgramEmbedder.load(folder / EMBEDDER)
    return lambda query: fitted.embed_counts(query_words(query))


def fitted_model(folder: Path) -> NgramEmbedder | None:
    """The model that was fitted for this build; None where a named one was taken."""
    return NgramEmbedder.load(folder / EMBEDDER) if (folder / EMBEDDER).is_dir() else None
