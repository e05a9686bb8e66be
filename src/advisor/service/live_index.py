"""The index in use: lent to whoever reads it, and opened anew when another one is published."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Event, Thread

from advisor.errors import AdvisorError, IndexUnusableError
from advisor.index.publishing import CURRENT
from advisor.index.store import Evidence
from advisor.pipeline import Advisor, Select, Understand
from advisor.service.memory import give_back_memory
from advisor.service.seal import Seal
from advisor.types import Provenance, Retriever

LOOK_SECONDS = 1.0  # between two looks at which index is published
RETRY_SECONDS = 60.0  # until an index that could not be opened is tried again
OPENING_SECONDS = 20.0  # that a question waits for an index that is being opened

_log = logging.getLogger(__name__)

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One index, opened, with what answers from it."""

    advisor: Advisor
    plain: Advisor  # the same, without a language model
    evidence: Evidence
    understanding: Understand
    retriever: Retriever
    selector: Select
    provenance: Provenance
    seal: Seal  # of its files
    close: Callable[[], None]  # releases files and memory


class LiveIndex:
    """Lends the index that is published, and opens another one beside it once it is there.

    Until that one is open, and when it cannot be opened, the one before goes on being lent. It is
    closed when the last who borrowed it has given it back. An index whose files were written to is
    lent no more, and an answer that was made from it meanwhile is not given.
    """

    def __init__(
        self,
        index_folder: Path,
        open_index: Callable[[], OpenIndex],
        *,
        opening_seconds: float = OPENING_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._pointer = index_folder / CURRENT
        self._open_index = open_index
        self._opening_seconds = opening_seconds
        self._retry_seconds = retry_seconds
        self._changed = Condition()  # guards all below
        self._held: _Held | None = None
        self._problem: AdvisorError | None = None
        self._stamp: Stamp = None  # of the pointer when it was last followed
        self._tried = float("-inf")  # when that was
        self._opener: Thread | None = None  # while it opens
        self._is_closed = False
        self.opened = 0  # indexes, since the start
        self.failed = 0
        self._has_released = False  # an index, whose memory is still to be given back

    @contextmanager
    def lent(self) -> Iterator[OpenIndex]:
        """The index to answer from, which stays open meanwhile.

        IndexUnusableError says what to do when there is none, or when it was damaged meanwhile.
        """
        held = self._take()
        try:
            yield held.index
        except Exception as error:
            if held.index.seal.is_broken():  # whatever it was, it was read from damaged files
                raise self._distrust(held) from error
            raise
        else:
            if held.index.seal.is_broken():
                raise self._distrust(held)
        finally:
            self._give_back(held)

    def current(self) -> OpenIndex:
        """The index in use, for what it says of itself; whoever reads it borrows it (`lent`)."""
        held = self._take()
        self._give_back(held)
        return held.index

    def provenance(self) -> Provenance | None:
        """Of the index in use; None while there is none. Never waits."""
        self._notice()
        held = self._held
        return held.index.provenance if held else None

    def problem(self) -> AdvisorError | None:
        """Why the index that is published is not the one in use; None when it is."""
        self._notice()
        return self._problem

    def published(self) -> float | None:
        """When the index that is published was put in use, in seconds since 1970."""
        stamp = self._look()
        return None if stamp is None else stamp[1] / 1e9

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Open the index at once, and look for another one also while nobody asks.

        Afterwards the index is closed, and none is lent.
        """
        stopped = Event()

        def look() -> None:
            while not stopped.is_set():
                self._notice()
                if self._has_released:
                    self._has_released = False
                    give_back_memory()
                stopped.wait(LOOK_SECONDS)

        looking = Thread(target=look, name="index-watch", daemon=True)
        looking.start()
        try:
            yield
        finally:
            stopped.set()
            looking.join()
            self.close()

    def close(self) -> None:
        """Lend no more, and release the index when the last has given it back."""
        with self._changed:
            self._is_closed = True
            opener, held = self._opener, self._held
            self._held = None
            self._problem = IndexUnusableError("advisor is being stopped. Ask again in a moment.")
        if opener is not None:
            opener.join(self._opening_seconds)
        if held is not None:
            self._retire(held)

    def _take(self) -> _Held:
        """Count as a borrower of the index in use; wait for one that is just being opened."""
        self._notice()
        held = self._held
        if held is not None and held.index.seal.is_broken():
            self._distrust(held)
        with self._changed:
            self._changed.wait_for(lambda: self._held or not self._opener, self._opening_seconds)
            if self._held is not None:
                self._held.borrowers += 1
                return self._held
            raise self._problem or IndexUnusableError(
                "The index is being opened. Ask again in a moment."
            )

    def _give_back(self, held: _Held) -> None:
        with self._changed:
            held.borrowers -= 1
            is_done = held.is_retired and not held.borrowers
        if is_done:
            self._release(held.index)

    def _retire(self, held: _Held) -> None:
        with self._changed:
            held.is_retired = True
            is_done = not held.borrowers
        if is_done:
            self._release(held.index)

    def _release(self, index: OpenIndex) -> None:
        index.close()
        self._has_released = True

    def _distrust(self, held: _Held) -> IndexUnusableError:
        """Take an index that was written to out of use, and look what is there now."""
        problem = IndexUnusableError(
            "The files of the index were changed while it was in use. Ask again in a moment; if"
            " that does not help, run `advisor index --force`."
        )
        with self._changed:
            is_first = self._held is held
            if is_first:
                self._held = None
                self._problem = problem
                self._tried = float("-inf")
        if is_first:
            _log.error("index changed in use", extra={"index": held.index.provenance.index_build})
            self._retire(held)
            self._notice()
        return problem

    def _notice(self) -> None:
        """Open what is published in a thread of its own, where that is not what is in use."""
        stamp = self._look()
        with self._changed:
            if self._opener or self._is_closed:
                return
            is_in_use = self._held is not None and self._problem is None
            is_due = time.monotonic() - self._tried > self._retry_seconds
            if stamp == self._stamp and (is_in_use or not is_due):
                return
            opener = Thread(target=self._open, args=(stamp,), name="index-opener", daemon=True)
            opener.start()  # where no thread can be had, nobody must take it for one that opens
            self._opener = opener

    def _open(self, stamp: Stamp) -> None:
        opened, problem = self._opened()
        with self._changed:
            told = self._problem
            self._problem = told if self._is_closed else problem
            before = None
            if opened is not None and not self._is_closed:
                before, self._held = self._held, _Held(opened)
            self._stamp, self._tried, self._opener = stamp, time.monotonic(), None
            self.opened += opened is not None
            self.failed += problem is not None
            is_unused = opened is not None and self._is_closed
            self._changed.notify_all()
        if problem is not None and str(problem) != str(told):
            _log.error(
                "index not opened: %s",
                problem,
                extra={"reason": problem.code},
                exc_info=problem.__cause__,
            )
        if opened is not None:
            _log.info("index opened", extra={"index": opened.provenance.index_build})
            if is_unused:
                self._release(opened)
        if before is not None:
            self._retire(before)

    def _opened(self) -> tuple[OpenIndex | None, AdvisorError | None]:
        try:
            return self._open_index(), None
        except AdvisorError as error:
            return None, error
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell it to
            problem = IndexUnusableError(
                f"The index could not be opened ({type(error).__name__}). The log says more; run"
                " `advisor doctor`."
            )
            problem.__cause__ = error
            return None, problem

    def _look(self) -> Stamp:
        try:
            found = self._pointer.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size


@dataclass(slots=True)
class _Held:
    """An index with the count of those who read it."""

    index: OpenIndex
    borrowers: int = 0
    is_retired: bool = False  # to be closed when the last gives it back
