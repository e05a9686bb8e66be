"""What every vector store promises, and what the one of an index adds."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest
from numpy.typing import NDArray

from advisor.errors import IndexUnusableError
from advisor.retrieval.array_store import ArrayStore
from advisor.retrieval.chroma_store import ChromaStore
from advisor.retrieval.fallback_store import FallbackStore
from advisor.retrieval.stores import IndexStore, open_store, write_vectors
from advisor.types import VectorStore
from tests.conftest import Run
from tests.fakes import chunks_of
from tests.retrieval.vectors import random_vectors

Vectors = NDArray[np.float32]


class Make(Protocol):
    """Makes a store of one kind of these vectors."""

    def __call__(self, vectors: Vectors | Sequence[Sequence[float]]) -> VectorStore: ...


def _fails() -> VectorStore:
    raise IndexUnusableError("It is gone. Run `advisor index --force`.")


KINDS: dict[str, Callable[[Path], VectorStore]] = {
    "array": ArrayStore,
    "Chroma": ChromaStore,
    "fallback that holds": lambda folder: FallbackStore(
        lambda: ChromaStore(folder), ArrayStore(folder)
    ),
    "fallback that fell": lambda folder: FallbackStore(_fails, ArrayStore(folder)),
    "of an index": open_store,
}


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """One kind after the other."""
    opened: list[VectorStore] = []

    def _make(vectors: Vectors | Sequence[Sequence[float]]) -> VectorStore:
        rows = np.asarray(vectors, dtype=np.float32)
        write_vectors(tmp_path, chunks_of(["x"] * len(rows)), rows)
        opened.append(KINDS[request.param](tmp_path))
        return opened[-1]

    yield _make
    for store in opened:
        store.close()


def _vector(*numbers: float) -> Vectors:
    return np.array(numbers, dtype=np.float32)


def test_nearest_come_first_and_at_most_k(make: Make) -> None:
    store = make([[0.6, 0.8], [1, 0], [0, 1], [0.8, 0.6]])

    found = [list(store.nearest(_vector(1, 0.1), k)) for k in (1, 2, 3, 100)]

    assert found == [[1], [1, 3], [1, 3, 0], [1, 3, 0, 2]]


def test_vector_on_the_other_side_is_not_found(make: Make) -> None:
    store = make([[1, 0], [-1, 0.1], [0.5, 0.5]])

    assert list(store.nearest(_vector(1, 0), 10)) == [0, 2]


def test_vector_of_zeros_is_neither_found_nor_counted(make: Make) -> None:
    store = make([[1, 0], [0, 0], [0.6, 0.8]])

    assert list(store.nearest(_vector(1, 0.5), 10)) == [0, 2]
    assert store.count() == 2


def test_vectors_alike_come_in_the_order_of_their_ids(make: Make) -> None:
    store = make([[0, 1], [0.6, 0.8], [0.6, 0.8], [1, 0], [0.6, 0.8]])

    assert list(store.nearest(_vector(0.6, 0.8), 3)) == [1, 2, 4]


def test_asking_twice_finds_the_same(make: Make) -> None:
    store = make(random_vectors(40))
    asked = random_vectors(41)[40]

    assert list(store.nearest(asked, 10)) == list(store.nearest(asked, 10))


def test_search_agrees_with_an_exact_one(make: Make) -> None:
    """More vectors than Chroma keeps in its log, so that its graph is written and read."""
    vectors = random_vectors(1500)
    store = make(vectors)

    for asked in random_vectors(1520)[1500:]:
        scores = vectors @ asked
        assert list(store.nearest(asked, 10)) == np.argsort(-scores)[:10].tolist()


def test_threads_may_ask_at_once(make: Make) -> None:
    vectors = random_vectors(300)
    store = make(vectors)
    alone = list(store.nearest(vectors[5], 10))

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: list(store.nearest(vectors[5], 10)), range(200)))

    assert found == [alone] * 200


def test_store_is_written_again_elsewhere_with_the_same_answers(make: Make, tmp_path: Path) -> None:
    vectors = random_vectors(20)
    other = tmp_path / "other"
    other.mkdir()
    write_vectors(other, chunks_of(["x"] * 20), vectors)

    again = open_store(other)

    assert list(again.nearest(vectors[3], 5)) == list(make(vectors).nearest(vectors[3], 5))
    again.close()


# The store of an index is counted in a process of its own, which a damaged file may take down.


def test_store_of_an_index_is_counted_from_outside(tmp_path: Path, run: Run) -> None:
    write_vectors(tmp_path, chunks_of(["a", "b"]), np.eye(2, dtype=np.float32))

    counted = run("-m", "advisor.retrieval.stores", tmp_path, cwd=tmp_path)

    assert (counted.returncode, counted.stdout) == (0, "2\n"), counted.stderr


def test_counting_a_damaged_store_tells_the_mend(tmp_path: Path, run: Run) -> None:
    write_vectors(tmp_path, chunks_of(["a", "b"]), np.eye(2, dtype=np.float32))
    for path in (tmp_path / IndexStore.FOLDER).iterdir():
        if path.is_file():
            os.truncate(path, 10)

    counted = run("-m", "advisor.retrieval.stores", tmp_path, cwd=tmp_path)

    assert counted.returncode == 1
    assert "Run `advisor index --force`." in counted.stderr
    assert "Traceback" not in counted.stderr
