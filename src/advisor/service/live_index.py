"""The index in use, opened anew when another one is published."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from advisor.errors import AdvisorError, IndexUnusableError
from advisor.index.publishing import CURRENT
from advisor.index.store import Evidence
from advisor.pipeline import Advisor, Select, Understand
from advisor.types import Provenance, Retriever

_log = logging.getLogger(__name__)

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One index, opened, with what answers from it."""

    advisor: Advisor
    evidence: Evidence
    understanding: Understand
    retriever: Retriever
    selector: Select
    provenance: Provenance


class LiveIndex:
    """Looks at which index is in use each time it is asked, and opens a new one in the background.

    Until the new one is open, and when it cannot be opened, the one before goes on answering.
    """

    def __init__(self, index_folder: Path, open_index: Callable[[], OpenIndex]) -> None:
        self._pointer = index_folder / CURRENT
        self._open_index = open_index
        self._lock = Lock()
        self._stamp: Stamp = None  # of the pointer when it was last followed
        self._index: OpenIndex | None = None
        self._problem: AdvisorError | None = None
        self.opened = 0  # indexes, since the start
        self.failed = 0

    def current(self) -> OpenIndex:
        """The index to answer from; IndexUnusableError says what to do when there is none."""
        self._notice()
        if self._index is not None:
            return self._index
        raise self._problem or IndexUnusableError(
            "The index is being opened. Ask again in a moment."
        )

    def problem(self) -> AdvisorError | None:
        """Why the index that is published is not the one in use; None when it is."""
        self._notice()
        return self._problem

    def published(self) -> float | None:
        """When the index that is published was put in use, in seconds since 1970."""
        stamp = self._look()
        return None if stamp is None else stamp[1] / 1e9

    def _notice(self) -> None:
        stamp = self._look()
        if stamp == self._stamp and (self._index or self._problem):
            return
        if self._index is None:
            with self._lock:
                if stamp != self._stamp or not (self._index or self._problem):
                    self._follow(stamp)
        elif self._lock.acquire(blocking=False):
            Thread(target=self._follow_and_release, args=(stamp,), daemon=True).start()

    def _follow_and_release(self, stamp: Stamp) -> None:
        try:
            self._follow(stamp)
        finally:
            self._lock.release()

    def _follow(self, stamp: Stamp) -> None:
        """Open what is published. Hold the lock meanwhile."""
        try:
            self._index = self._open_index()
            self._problem = None
            self.opened += 1
            _log.info("index opened", extra={"index": self._index.provenance.index_build})
        except AdvisorError as error:
            self._problem = error
            self.failed += 1
            _log.error("index not opened", extra={"reason": error.code})
        self._stamp = stamp

    def _look(self) -> Stamp:
        try:
            found = self._pointer.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
