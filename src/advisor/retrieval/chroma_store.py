"""Chroma as a vector store: sealed files, and a private copy for each who opens them."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock, Timeout

from advisor.checksums import checksums, sha256
from advisor.errors import IndexUnusableError
from advisor.types import Chunk

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEAL = "chroma.json"  # hashes of Chroma's files
COLLECTION = "chunks"
BATCH = 2000  # records handed to Chroma at once
# Exact enough to agree with a full search on collections of this kind; cosine, because one zero
# vector spoils an L2 collection for good.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}

_COPY_PREFIX = "advisor-chroma-"
_SECONDS_TO_LOCK = 60  # a younger copy may be about to be locked
_MEND = "Run `advisor index --force`."


class ChromaStore:
    """Chroma's collection of an index, opened in a copy of its own. Threads may share it.

    Opening and asking rewrite Chroma's files, and a damaged one can end the process with a
    segmentation fault that nothing catches. So an index's files are never opened: they are copied
    for each reader, and only a copy that is what was sealed is opened.
    """

    NAME = "Chroma"
    FOLDER = "chroma"

    def __init__(self, folder: Path, copies: Path | None = None) -> None:
        """Raises IndexUnusableError where the files are not what was sealed, or cannot be opened.

        The copy is made in `copies`, or else where the system keeps what is temporary.
        """
        copy, release = _private_folder(copies or Path(tempfile.gettempdir()))
        try:
            _copy_sealed(folder, copy)
            with _told("cannot be opened"):
                self._client = _client(copy)
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except BaseException:
            release()
            raise
        self._finalizer = weakref.finalize(self, _close, self._client, release)

    @classmethod
    def write(cls, folder: Path, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Store the vectors in a new collection, and seal it.

        A zero vector, of a text without a known n-gram, is left out: it is near to nothing.
        OSError tells of what Chroma could not write.
        """
        try:
            _write(folder / cls.FOLDER, chunks, vectors)
        except _chroma_errors() as error:
            raise OSError(f"Chroma: {error}") from error
        sealed = json.dumps(checksums(folder / cls.FOLDER), indent=2)
        (folder / SEAL).write_text(sealed + "\n", encoding="utf-8")

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[int]:
        """Ids of at most k chunks with a positive cosine, nearest first, ties by id."""
        with _told("failed"):
            found = self._collection.query(
                query_embeddings=[vector], n_results=k, include=["distances"]
            )
        pairs = zip(found["distances"][0], map(int, found["ids"][0]), strict=True)
        return [chunk for distance, chunk in sorted(pairs) if distance < 1.0]

    def count(self) -> int:
        """How many vectors there are."""
        with _told("failed"):
            return int(self._collection.count())

    def close(self) -> None:
        """Release the copy; it is released at the latest when the process ends."""
        self._finalizer()


def _write(folder: Path, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
    client = _client(folder)
    collection = client.create_collection(
        COLLECTION, configuration={"hnsw": HNSW}, embedding_function=None
    )
    filled = np.flatnonzero(vectors.any(axis=1)).tolist()
    for begin in range(0, len(filled), BATCH):
        batch = filled[begin : begin + BATCH]
        collection.add(
            ids=[str(chunks[i].id) for i in batch],
            embeddings=vectors[batch],
            metadatas=[_said_of(chunks[i]) for i in batch],
        )
    client.close()


def _said_of(chunk: Chunk) -> dict[str, str]:
    return {"source": chunk.source, "role": chunk.role, "language": chunk.language}


def _private_folder(copies: Path) -> tuple[Path, Callable[[], None]]:
    """A new folder for this process, and what removes it; those of killed processes are removed."""
    for left in copies.glob(f"{_COPY_PREFIX}*"):
        _remove_if_left(left)
    folder = Path(tempfile.mkdtemp(prefix=_COPY_PREFIX, dir=copies))
    lock = FileLock(folder / ".lock", thread_local=False)  # any thread may release it
    lock.acquire()

    def release() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()

    return folder / ChromaStore.FOLDER, release


def _remove_if_left(folder: Path) -> None:
    """Remove the copy of a process that was killed: nobody holds its lock any more."""
    try:
        found = folder.lstat()
        is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == getattr(os, "getuid", int)()
        if is_ours and time.time() - found.st_mtime > _SECONDS_TO_LOCK:
            with FileLock(folder / ".lock", timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
    except (OSError, Timeout):
        return


def _copy_sealed(folder: Path, copy: Path) -> None:
    """Copy Chroma's files and check the copies, so that what is opened is what was checked."""
    try:
        sealed: Mapping[str, str] = dict(json.loads((folder / SEAL).read_text(encoding="utf-8")))
        for name, digest in sealed.items():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / ChromaStore.FOLDER / name, target)
            if sha256(target) != digest:
                raise ValueError(f"{name} was changed")  # noqa: TRY301 - one message for all
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusableError(
            f"Chroma's files in {folder} cannot be used ({error}). {_MEND}"
        ) from error


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Turns what Chroma raises into an error that says what to do."""
    try:
        yield
    except _chroma_errors() as error:
        raise IndexUnusableError(f"Chroma {what} ({error}). {_MEND}") from error


def _chroma_errors() -> tuple[type[BaseException], ...]:
    from chromadb.errors import ChromaError

    return (ChromaError, ValueError, RuntimeError, OSError)


def _client(folder: Path) -> Any:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb  # a second of import: only for those who search
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )


def _close(client: Any, release: Callable[[], None]) -> None:
    client.close()
    release()
