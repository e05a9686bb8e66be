"""Lets sentence-transformers load our fitted model from its folder, as if it were one of others.

advisor itself never does: the module is named in the model's own `modules.json`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers.base.modules.input_module import InputModule

from advisor.retrieval.fitted_model import NgramEmbedder


class NgramEmbedding(InputModule):
    """Hands texts to an NgramEmbedder; there is nothing to train."""

    modalities = ["text"]  # noqa: RUF012 - a list in the library
    save_in_root = True

    def __init__(self, embedder: NgramEmbedder) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._embedder = embedder

    def preprocess(  # type: ignore[override]  # of all that a model may be given, texts alone
        self, inputs: list[str], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor]:
        """The vectors themselves: there is no token between a text and its n-grams."""
        texts = [(prompt or "") + text for text in inputs]
        return {"vectors": torch.from_numpy(np.ascontiguousarray(self._embedder.embed(texts)))}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Names the vectors as the library expects them."""
        features["sentence_embedding"] = features["vectors"]
        return features

    def get_embedding_dimension(self) -> int:
        """Numbers per vector."""
        return self._embedder.dimensions

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the model's files."""
        self._embedder.save(Path(output_path))

    @classmethod
    def load(  # type: ignore[override]  # what concerns the hub is of no use here
        cls, model_name_or_path: str, subfolder: str = "", **_: Any
    ) -> NgramEmbedding:
        """Read a folder that `NgramEmbedder.save` wrote."""
        return cls(NgramEmbedder.load(Path(model_name_or_path) / subfolder))
