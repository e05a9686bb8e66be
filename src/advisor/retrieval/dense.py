"""Chunks by the vectors of their texts, kept in Chroma and beside it as one array."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import stat
import tempfile
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock, Timeout

from advisor.errors import IndexUnusableError
from advisor.retrieval.fitted_model import unit
from advisor.retrieval.lexical import as_hits, best_rows
from advisor.types import Chunk, Embed, Hit, Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

VECTORS = "vectors.npy"
CHROMA = "chroma"
SEAL = "chroma.json"  # hashes of Chroma's files
COLLECTION = "chunks"
# Of 0.3 to 1.2 and of 3 to 10 all are better than none on the dev questions, and none differs on
# those of other authorities; these are the middle.
FEEDBACK_WEIGHT = 0.5  # of the hits beside the question
FEEDBACK_HITS = 5
BATCH = 2000  # records handed to Chroma at once
# Exact enough to agree with a full search on collections of this kind; cosine, because one zero
# vector spoils an L2 collection for good.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}

_COPY_PREFIX = "advisor-chroma-"
_SECONDS_TO_LOCK = 60  # a younger copy may be about to be locked
_log = logging.getLogger(__name__)


class DenseIndex:
    """A ranking by cosine similarity, from Chroma or, should it fail, from the array itself.

    Safe to share between threads.
    """

    def __init__(self, folder: Path, embed: Embed, *, use_chroma: bool = True) -> None:
        self._vectors: NDArray[np.float32] = np.load(folder / VECTORS, mmap_mode="r")
        self._embed = embed
        self._store = _open_or_warn(folder) if use_chroma else None

    @property
    def uses_chroma(self) -> bool:
        """Whether questions go to Chroma; otherwise the array is searched exactly."""
        return self._store is not None

    def retrieve(self, query: Query, k: int) -> list[Hit]:
        """The k chunks nearest to the question."""
        return self.retrieve_near(query, (), k)

    def retrieve_near(self, query: Query, hits: Sequence[Hit], k: int) -> list[Hit]:
        """The k chunks nearest to the question and to the first of the hits.

        Feedback after Rocchio: what other rankings put first speaks the language of the sources,
        which the question may not.
        """
        vector = self._embed(query)
        if not vector.any():
            return []
        self._require_same_dimensions(vector)
        if hits:
            near = np.sum([self._vectors[hit.chunk] for hit in hits[:FEEDBACK_HITS]], axis=0)
            vector = unit(vector + FEEDBACK_WEIGHT * unit(near))
        store = self._store
        if store is not None:
            try:
                return as_hits(store.nearest(vector, min(k, len(self._vectors))))
            except _chroma_errors() as error:
                self._store = None
                _warn(f"Chroma failed ({error})")
        return best_rows(self._vectors @ vector, k)

    def _require_same_dimensions(self, vector: NDArray[np.float32]) -> None:
        wanted, given = self._vectors.shape[1], len(vector)
        if wanted != given:
            raise IndexUnusableError(
                f"The index holds vectors of {wanted} numbers, the embedding model gives {given}."
                " Run `advisor index --force`, or set ADVISOR_EMBEDDING_MODEL as it was."
            )


class ChromaStore:
    """Chroma's collection of an index, opened in a copy of its own.

    Opening and asking rewrite Chroma's files, and a damaged one can end the process with a
    segmentation fault that nothing catches. So an index's files are never opened: they are copied
    for each reader, and only a copy that is what was sealed is opened.
    """

    def __init__(self, folder: Path) -> None:
        """Raises IndexUnusableError where the files are not what was sealed."""
        copy, release = _private_folder()
        try:
            _copy_sealed(folder, copy)
            self._client = _client(copy)
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except BaseException:
            release()
            raise
        self._finalizer = weakref.finalize(self, _close, self._client, release)

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[int]:
        """Ids of at most k chunks with a positive cosine, nearest first, ties by id."""
        found = self._collection.query(
            query_embeddings=[vector], n_results=k, include=["distances"]
        )
        pairs = zip(found["distances"][0], map(int, found["ids"][0]), strict=True)
        return [chunk for distance, chunk in sorted(pairs) if distance < 1.0]

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._collection.count())

    def close(self) -> None:
        """Release the copy; it is released at the latest when the process ends."""
        self._finalizer()


def write_vectors(folder: Path, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
    """Store the vectors as an array and in a new, sealed Chroma collection.

    A zero vector, of a text without a known n-gram, stands in the array only.
    """
    np.save(folder / VECTORS, vectors.astype(np.float32))
    client = _client(folder / CHROMA)
    collection = client.create_collection(
        COLLECTION, configuration={"hnsw": HNSW}, embedding_function=None
    )
    filled = np.flatnonzero(vectors.any(axis=1)).tolist()
    for begin in range(0, len(filled), BATCH):
        batch = filled[begin : begin + BATCH]
        collection.add(
            ids=[str(chunks[i].id) for i in batch],
            embeddings=vectors[batch],
            metadatas=[
                {"source": chunks[i].source, "role": chunks[i].role, "language": chunks[i].language}
                for i in batch
            ],
        )
    client.close()
    files = {name: _sha256(folder / CHROMA / name) for name in _names(folder / CHROMA)}
    (folder / SEAL).write_text(json.dumps(files, indent=2) + "\n", encoding="utf-8")


def count_stored(folder: Path) -> int:
    """How many vectors Chroma gives back; IndexUnusableError where its files are damaged."""
    store = ChromaStore(folder)
    try:
        return store.count()
    finally:
        store.close()


def _open_or_warn(folder: Path) -> ChromaStore | None:
    try:
        return ChromaStore(folder)
    except IndexUnusableError as error:
        _warn(str(error))
    except _chroma_errors() as error:
        _warn(f"Chroma cannot be opened ({error})")
    return None


def _warn(reason: str) -> None:
    _log.warning(
        "%s Answers are found without Chroma, from %s, which holds the same vectors.",
        reason.rstrip(".") + ".",
        VECTORS,
    )


def _copy_sealed(folder: Path, copy: Path) -> None:
    """Copy Chroma's files and check the copies, so that what is opened is what was checked."""
    try:
        sealed: Mapping[str, str] = dict(json.loads((folder / SEAL).read_text(encoding="utf-8")))
        for name, digest in sealed.items():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / CHROMA / name, target)
            if _sha256(target) != digest:
                raise ValueError(f"{name} was changed")  # noqa: TRY301 - one message for all
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusableError(
            f"Chroma's files in {folder} cannot be used ({error}). Run `advisor index --force`."
        ) from error


def _private_folder() -> tuple[Path, Callable[[], None]]:
    """A new folder for this process, and what removes it; those of killed processes are removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_COPY_PREFIX}*"):
        _remove_if_left(left)
    folder = Path(tempfile.mkdtemp(prefix=_COPY_PREFIX))
    lock = FileLock(folder / ".lock", thread_local=False)  # any thread may release it
    lock.acquire()

    def release() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()

    return folder / CHROMA, release


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


def _close(client: Any, release: Callable[[], None]) -> None:
    client.close()
    release()


def _client(folder: Path) -> Any:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb  # a second of import: only for those who search
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )


def _chroma_errors() -> tuple[type[BaseException], ...]:
    from chromadb.errors import ChromaError

    return (ChromaError, ValueError, RuntimeError, OSError)


def _names(folder: Path) -> list[str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.relative_to(folder).as_posix() for path in paths]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
