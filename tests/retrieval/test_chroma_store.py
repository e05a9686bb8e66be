"""Chroma's own ways: cosine, nothing said to anybody, opened in a copy of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from advisor.errors import IndexUnusableError
from advisor.retrieval.chroma_store import ChromaStore
from tests.conftest import Run
from tests.damage import flip, overwrite, truncate
from tests.fakes import chunks_of
from tests.retrieval.vectors import random_vectors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of three vectors."""
    made = tmp_path / "store"
    made.mkdir()
    ChromaStore.write(made, chunks_of(["a", "b", "c"]), random_vectors(3))
    return made


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """Where copies are made."""
    made = tmp_path / "temporary"
    made.mkdir()
    return made


def test_collection_is_cosine_and_has_no_embedding_function(folder: Path) -> None:
    store = ChromaStore(folder)

    assert store._collection.configuration_json["hnsw"]["space"] == "cosine"
    assert store._collection._embedding_function is None


def test_asking_changes_no_file(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    store = ChromaStore(folder)
    store.nearest(random_vectors(1)[0], 3)
    store.close()

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


# --- Damage ---------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [flip, truncate, overwrite, Path.unlink])
def test_damaged_file_is_told_and_never_opened(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    """A damaged file can end the process: were it opened, this test would end too."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.stat().st_size]
    assert len(files) >= 2

    for path in files:
        content = path.read_bytes()
        damage(path)
        with pytest.raises(
            IndexUnusableError, match=r"Chroma's files.*Run `advisor index --force`"
        ):
            ChromaStore(folder)
        path.write_bytes(content)

    assert ChromaStore(folder).count() == 3


def test_what_chroma_raises_is_told_with_the_mend(folder: Path) -> None:
    store = ChromaStore(folder)

    with pytest.raises(IndexUnusableError, match=r"Chroma failed .*Run `advisor index --force`"):
        store.nearest(np.ones(5, dtype=np.float32), 1)  # the others have sixteen numbers


# --- Copies ---------------------------------------------------------------------------


def test_copy_is_removed_when_the_store_is_closed(folder: Path, copies: Path) -> None:
    store = ChromaStore(folder, copies)
    while_open = list(copies.iterdir())
    store.close()

    assert len(while_open) == 1
    assert not list(copies.iterdir())


def test_store_that_cannot_be_opened_leaves_no_copy(folder: Path, copies: Path) -> None:
    flip(next(path for path in folder.rglob("*.sqlite3")))

    with pytest.raises(IndexUnusableError):
        ChromaStore(folder, copies)

    assert not list(copies.iterdir())


HOLD = """
import sys, time
from pathlib import Path
from advisor.retrieval.chroma_store import ChromaStore

store = ChromaStore(Path(sys.argv[1]), Path(sys.argv[2]))
print("open", flush=True)
time.sleep(60)
"""


def test_copy_of_a_killed_process_is_removed_and_one_in_use_is_not(
    folder: Path, copies: Path
) -> None:
    in_use = ChromaStore(folder, copies)
    [copy_in_use] = copies.iterdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), str(copies)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        holder.send_signal(signal.SIGKILL)
    for copy in copies.iterdir():
        long_ago = time.time() - 3600
        os.utime(copy, (long_ago, long_ago))
    assert len(list(copies.iterdir())) == 2

    later = ChromaStore(folder, copies)

    assert copy_in_use.is_dir()
    assert len(list(copies.iterdir())) == 2
    later.close()
    in_use.close()


# --- The network ----------------------------------------------------------------------

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
from advisor.retrieval.chroma_store import ChromaStore
from tests.fakes import chunks_of

folder = Path(sys.argv[1])
vectors = np.eye(3, dtype=np.float32)
ChromaStore.write(folder, chunks_of(["a", "b", "c"]), vectors)
assert ChromaStore(folder).nearest(vectors[1], 3) == [1]
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
