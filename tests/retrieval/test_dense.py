"""A question is embedded and searched for, drawn towards what others have found."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from advisor.errors import IndexUnusableError
from advisor.retrieval.array_store import ArrayStore
from advisor.retrieval.dense import DenseIndex
from advisor.types import Hit, Query
from tests.fakes import query_for
from tests.retrieval.vectors import random_vectors

Vectors = NDArray[np.float32]


def _index(folder: Path, vectors: Vectors, asked: Vectors) -> DenseIndex:
    """An index for which every question means `asked`."""

    def embed(_query: Query) -> Vectors:
        return asked

    ArrayStore.write(folder, [], vectors)
    return DenseIndex(vectors, embed, ArrayStore(folder))


def test_hits_of_other_rankings_draw_the_question_towards_them(tmp_path: Path) -> None:
    """The question lies between two chunks: what others found decides."""
    vectors = np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    index = _index(tmp_path, vectors, np.array([0.7, 0.72], dtype=np.float32))

    alone = index.retrieve_near(query_for(), [], 10)
    drawn = index.retrieve_near(query_for(), [Hit(chunk=0, rank=1)], 10)

    assert [hit.chunk for hit in alone] == [1, 0]
    assert [hit.chunk for hit in drawn] == [0, 1]


def test_feedback_changes_nothing_where_the_question_says_nothing(tmp_path: Path) -> None:
    index = _index(tmp_path, random_vectors(3, 2), np.zeros(2, np.float32))

    assert index.retrieve_near(query_for(), [Hit(chunk=0, rank=1)], 10) == []


def test_question_of_another_model_is_told_with_its_mend(tmp_path: Path) -> None:
    index = _index(tmp_path, random_vectors(3, 16), random_vectors(1, 8)[0])

    with pytest.raises(IndexUnusableError, match=r"16 numbers.*gives 8.*advisor index --force"):
        index.retrieve(query_for(), 3)
