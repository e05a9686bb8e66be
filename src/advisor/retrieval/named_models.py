"""Embedding models of others, named in the settings, which sentence-transformers runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from advisor.errors import ModelUnavailableError
from advisor.retrieval.fitted_model import unit
from advisor.types import Chunk, Embed, Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 64
_MODEL_FILES = ("modules.json", "config.json")  # one of them marks a model


def embed_passages(model: str, prompt: str | None, chunks: Sequence[Chunk]) -> NDArray[np.float32]:
    """Vectors of length one of the chunks with their headings; shape (chunks, dimensions)."""
    loaded = load_model(model)
    texts = [f"{'. '.join(chunk.section)}\n{chunk.text}" for chunk in chunks]
    options = {} if prompt is None else {"prompt": prompt}
    vectors = loaded.encode_document(
        texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, **options
    )
    return np.asarray(vectors, dtype=np.float32)


def query_embedder(model: str, prompt: str | None) -> Embed:
    """Embeds questions; the model is loaded with the first, or ModelUnavailableError raised."""
    loaded: list[Any] = []

    def embed(query: Query) -> NDArray[np.float32]:
        if not loaded:
            loaded.append(load_model(model))
        options = {} if prompt is None else {"prompt": prompt}
        vector = loaded[0].encode_query(
            query.standalone, normalize_embeddings=True, show_progress_bar=False, **options
        )
        return unit(np.asarray(vector, dtype=np.float32))

    return embed


def require_model(model: str) -> None:
    """Raise ModelUnavailableError, at once and without the network, unless the model is here."""
    if not is_here(model):
        raise ModelUnavailableError(
            f"The embedding model {model!r} is not on this machine. Run `advisor models fetch"
            f" {model}` where there is a network, give a folder, or unset ADVISOR_EMBEDDING_MODEL."
        )


def is_here(model: str) -> bool:
    """Whether the model is a folder, or was fetched into the local cache."""
    if Path(model).is_dir():
        return True
    from huggingface_hub import try_to_load_from_cache  # a quarter of a second
    from huggingface_hub.errors import HFValidationError

    # A bare name means one of the library's own models.
    names = [model] if "/" in model else [model, f"sentence-transformers/{model}"]
    try:
        found = [try_to_load_from_cache(n, f) for n in names for f in _MODEL_FILES]
    except HFValidationError:  # neither a name nor a folder
        return False
    return any(isinstance(path, str) for path in found)


def load_model(model: str) -> Any:
    """The model from this machine alone; ModelUnavailableError says how to get it."""
    require_model(model)
    # Ten seconds and 450 MB of import: only for those who asked for such a model.
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(model, local_files_only=True, device="cpu")
    except (OSError, ValueError, KeyError, TypeError, ImportError, RuntimeError) as error:
        raise ModelUnavailableError(
            f"The embedding model {model!r} cannot be loaded ({error}). Run `advisor models fetch`"
            " with its name where there is a network, mend the folder, or unset"
            " ADVISOR_EMBEDDING_MODEL."
        ) from error


def fetch_model(model: str) -> None:
    """Download a model from its hub into the local cache, or raise ModelUnavailableError."""
    from sentence_transformers import SentenceTransformer

    try:
        SentenceTransformer(model, device="cpu")
    except (OSError, ValueError) as error:
        raise ModelUnavailableError(
            f"The model {model!r} could not be fetched ({error}). Check its name and the network."
        ) from error
