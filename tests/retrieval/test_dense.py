"""Vectors in Chroma: cosine, never a zero vector, nothing said to anybody, in a copy of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from advisor.errors import IndexUnusableError
from advisor.retrieval.dense import VECTORS, ChromaStore, DenseIndex, count_stored, write_vectors
from advisor.types import Hit, Query
from tests.conftest import Run
from tests.fakes import chunks_of, query_for

Vectors = NDArray[np.float32]


def _random_vectors(count: int, dimensions: int = 16) -> Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, dimensions)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _store(folder: Path, vectors: Vectors) -> Path:
    write_vectors(folder, chunks_of(["x"] * len(vectors)), vectors)
    return folder


def _asking(vector: Vectors) -> Any:
    def embed(_query: Query) -> Vectors:
        return vector

    return embed


def test_chroma_agrees_with_an_exact_search(tmp_path: Path) -> None:
    """More vectors than Chroma keeps in its log, so that its graph is written and read."""
    vectors = _random_vectors(1500)
    _store(tmp_path, vectors)

    for asked in _random_vectors(1520)[1500:]:
        with_chroma = DenseIndex(tmp_path, _asking(asked)).retrieve(query_for(), 10)
        exact = DenseIndex(tmp_path, _asking(asked), use_chroma=False).retrieve(query_for(), 10)
        assert with_chroma == exact


@pytest.mark.parametrize("use_chroma", [True, False])
def test_hits_of_other_rankings_draw_the_question_towards_them(
    tmp_path: Path, use_chroma: bool
) -> None:
    """The question lies between two chunks: what others found decides."""
    vectors = np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    asked = np.array([0.7, 0.72], dtype=np.float32)
    index = DenseIndex(_store(tmp_path, vectors), _asking(asked), use_chroma=use_chroma)

    alone = index.retrieve_near(query_for(), [], 10)
    drawn = index.retrieve_near(query_for(), [Hit(chunk=0, rank=1)], 10)

    assert [hit.chunk for hit in alone] == [1, 0]
    assert [hit.chunk for hit in drawn] == [0, 1]


def test_feedback_changes_nothing_where_the_question_says_nothing(tmp_path: Path) -> None:
    index = DenseIndex(_store(tmp_path, _random_vectors(3, 2)), _asking(np.zeros(2, np.float32)))

    assert index.retrieve_near(query_for(), [Hit(chunk=0, rank=1)], 10) == []


def test_chunk_on_the_other_side_is_no_hit(tmp_path: Path) -> None:
    vectors = np.array([[1, 0], [-1, 0.1], [0.5, 0.5]], dtype=np.float32)
    _store(tmp_path, vectors)

    for use_chroma in (True, False):
        index = DenseIndex(tmp_path, _asking(vectors[0]), use_chroma=use_chroma)
        assert [hit.chunk for hit in index.retrieve(query_for(), 10)] == [0, 2]


def test_zero_vector_is_kept_out_of_chroma(tmp_path: Path) -> None:
    vectors = np.array([[1, 0], [0, 0], [0, 1]], dtype=np.float32)

    _store(tmp_path, vectors)

    assert count_stored(tmp_path) == 2
    assert np.load(tmp_path / VECTORS).shape == (3, 2)


def test_collection_is_cosine_and_has_no_embedding_function(tmp_path: Path) -> None:
    _store(tmp_path, _random_vectors(3))

    store = ChromaStore(tmp_path)

    assert store._collection.configuration_json["hnsw"]["space"] == "cosine"
    assert store._collection._embedding_function is None


def test_question_of_another_model_is_told_with_its_mend(tmp_path: Path) -> None:
    _store(tmp_path, _random_vectors(3, 16))

    index = DenseIndex(tmp_path, _asking(_random_vectors(1, 8)[0]))

    with pytest.raises(IndexUnusableError, match=r"16 numbers.*gives 8.*advisor index --force"):
        index.retrieve(query_for(), 3)


def test_threads_may_ask_at_once(tmp_path: Path) -> None:
    vectors = _random_vectors(300)
    _store(tmp_path, vectors)
    index = DenseIndex(tmp_path, _asking(vectors[5]))
    alone = index.retrieve(query_for(), 10)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: index.retrieve(query_for(), 10), range(200)))

    assert found == [alone] * 200


def test_copy_is_removed_when_the_store_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    _store(tmp_path, _random_vectors(3))

    store = ChromaStore(tmp_path)
    while_open = list((tmp_path / "temporary").iterdir())
    store.close()

    assert len(while_open) == 1
    assert not list((tmp_path / "temporary").iterdir())


HOLD = """
import sys, time
from pathlib import Path
from advisor.retrieval.dense import ChromaStore

store = ChromaStore(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""


def test_copy_of_a_killed_process_is_removed_and_one_in_use_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    _store(tmp_path, _random_vectors(3))
    in_use = ChromaStore(tmp_path)
    [copy_in_use] = temporary.iterdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        holder.send_signal(signal.SIGKILL)
    for copy in temporary.iterdir():
        long_ago = time.time() - 3600
        os.utime(copy, (long_ago, long_ago))
    assert len(list(temporary.iterdir())) == 2

    later = ChromaStore(tmp_path)

    assert copy_in_use.is_dir()
    assert len(list(temporary.iterdir())) == 2
    later.close()
    in_use.close()


# Any connection ends the process; Chroma's telemetry would try, now or when the process ends.
NO_NETWORK = """
import os, sys

def _refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)

sys.addaudithook(_refuse)
"""
USE = """
import sys, time
from pathlib import Path
import numpy as np
from advisor.retrieval.dense import DenseIndex, write_vectors
from tests.fakes import chunks_of, query_for

folder = Path(sys.argv[1])
vectors = np.eye(3, dtype=np.float32)
write_vectors(folder, chunks_of(["a", "b", "c"]), vectors)
index = DenseIndex(folder, lambda query: vectors[1])
assert [hit.chunk for hit in index.retrieve(query_for(), 3)] == [1]
assert index.uses_chroma
time.sleep(1)
print("done")
"""


def test_chroma_opens_no_connection(tmp_path: Path, run: Run) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    root = Path(__file__).parents[2]
    path = os.pathsep.join(map(str, (tmp_path, root)))

    used = run("-c", USE, tmp_path, cwd=tmp_path, PYTHONPATH=path)
    refused = run(
        "-c",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        cwd=tmp_path,
        PYTHONPATH=path,
    )

    assert (used.returncode, used.stdout) == (0, "done\n"), used.stderr
    assert refused.returncode == 99
