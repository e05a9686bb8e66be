"""Our own embedding model, fitted on the corpus: n-gram TF-IDF reduced to a few hundred numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor.language.folding import fold
from advisor.language.words import tokens
from advisor.retrieval.postings import ngram_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

DIMENSIONS = 300  # measured: as good as the whole matrix on Swedish, and smooth over synonyms
FIT_ROWS = 4000  # texts that the model is fitted on at most; an even sample of more
MAX_NGRAMS = 120_000  # the most frequent ones are kept: bounds memory for a large corpus
MODULE = "advisor.retrieval.sentence_module.NgramEmbedding"


@dataclass(frozen=True, slots=True)
class NgramEmbedder:
    """A text's vector is the weighted sum of its n-grams' rows, brought to length one."""

    keys: NDArray[np.uint64]  # ascending
    rows: NDArray[np.float16]  # keys x dimensions, idf included

    @property
    def dimensions(self) -> int:
        return int(self.rows.shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one; all zeros for a text without a known n-gram."""
        return np.stack([self.embed_counts(word_counts(text)) for text in texts])

    def embed_counts(self, words: Mapping[str, float]) -> NDArray[np.float32]:
        """The vector of folded words with their counts or weights; shape (dimensions,)."""
        counts: Counter[int] = Counter()
        for word, weight in words.items():
            for key in ngram_keys(word):
                counts[key] += weight  # type: ignore[assignment]
        wanted = np.fromiter(counts, dtype=np.uint64, count=len(counts))
        weights = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        positions = np.searchsorted(self.keys, wanted)
        positions[positions == len(self.keys)] = 0
        known = self.keys[positions] == wanted if len(self.keys) else np.zeros(0, dtype=bool)
        rows = self.rows[positions[known]].astype(np.float32)
        return unit(np.log1p(weights[known]) @ rows) if len(rows) else self._nothing()

    def embed_rows(self, counts: csr_matrix, keys: NDArray[np.uint64]) -> NDArray[np.float32]:
        """The vectors of texts whose n-grams were counted already (texts x keys, ascending)."""
        shared = np.isin(keys, self.keys, assume_unique=True)
        known = counts[:, np.flatnonzero(shared)].astype(np.float32)
        known.data = np.log1p(known.data)
        vectors = known @ self.rows[np.isin(self.keys, keys, assume_unique=True)].astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)

    def _nothing(self) -> NDArray[np.float32]:
        return np.zeros(self.dimensions, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the folder as sentence-transformers writes a model, without importing it."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        # safetensors has no unsigned 64-bit numbers that torch reads: the bits are kept as signed.
        tensors = {"keys": self.keys.view(np.int64), "rows": self.rows}
        file = folder / "model.safetensors"
        save_file({name: np.ascontiguousarray(t) for name, t in tensors.items()}, file)
        file.chmod(0o644)
        _write(folder / "config.json", {"dimensions": self.dimensions})
        _write(
            folder / "modules.json",
            [{"idx": 0, "name": "0", "path": "", "type": MODULE}],
        )
        _write(
            folder / "config_sentence_transformers.json",
            {
                "model_type": "SentenceTransformer",
                "prompts": {"query": "", "document": ""},
                "default_prompt_name": None,
                "similarity_fn_name": "cosine",
            },
        )

    @classmethod
    def load(cls, folder: Path) -> NgramEmbedder:
        """Read the folder with numpy alone."""
        from safetensors.numpy import load_file

        tensors = load_file(folder / "model.safetensors")
        return cls(keys=tensors["keys"].view(np.uint64), rows=tensors["rows"])


def fit(
    matrix: csr_matrix, keys: NDArray[np.uint64], weights: NDArray[np.float32]
) -> NgramEmbedder:
    """Fit on TF-IDF rows (texts x keys, each of length one); `weights` is the idf of each key.

    A truncated singular value decomposition by the eigenvectors of the rows' similarities: the same
    result every time, and no larger than the square of the rows, which `sample` keeps small.
    """
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    kept = np.sort(np.argsort(-frequency, kind="stable")[:MAX_NGRAMS])
    kept = kept[frequency[kept] > 0]
    rows = matrix[:, kept]
    similarities = (rows @ rows.T).toarray().astype(np.float64)
    values, vectors = np.linalg.eigh(similarities)
    order = np.argsort(-values)[: min(DIMENSIONS, int((values > 1e-6).sum()))]
    basis = rows.T @ (vectors[:, order] / np.sqrt(values[order]))
    signs = np.sign(basis[np.abs(basis).argmax(axis=0), np.arange(basis.shape[1])])
    scaled = basis * signs * weights[kept][:, None]
    return NgramEmbedder(keys=keys[kept], rows=scaled.astype(np.float16))


def sample(n_texts: int) -> NDArray[np.intp]:
    """The texts that a model of so many is fitted on."""
    return np.unique(np.linspace(0, n_texts - 1, min(FIT_ROWS, n_texts)).astype(np.intp))


def word_counts(text: str) -> Counter[str]:
    """Folded words of a text with their counts, hyphened words with their parts."""
    counts: Counter[str] = Counter()
    for token in tokens(text):
        counts.update(_with_parts(fold(token.text)))
    return counts


def _with_parts(word: str) -> Iterable[str]:
    yield word
    if "-" in word:
        yield from (part for part in word.split("-") if len(part) > 2)


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vector brought to length one; a zero vector stays zero."""
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if length > 0 else vector.astype(np.float32)


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
