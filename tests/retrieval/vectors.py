"""Vectors for tests of what searches them."""

import numpy as np
from numpy.typing import NDArray


def random_vectors(count: int, dimensions: int = 16) -> NDArray[np.float32]:
    """Vectors of length one; fewer are the beginning of more."""
    vectors = np.random.default_rng(7).normal(size=(count, dimensions)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
