"""What a running service does by itself once a day: it lets go of what is kept for long enough."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from advisor.errors import AdvisorError

DAY_SECONDS = 86_400

_log = logging.getLogger(__name__)


class Upkeep:
    """Does its task at once and then again each time that a day has gone by."""

    def __init__(self, task: Callable[[], object], seconds: float = DAY_SECONDS) -> None:
        self._task = task
        self._seconds = seconds

    @contextmanager
    def running(self) -> Iterator[None]:
        """In a thread of its own, until the block ends. A task that fails is tried the next time.

        It may be entered again when it was left.
        """
        stopped = Event()
        thread = Thread(target=self._run, args=(stopped,), name="upkeep", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()

    def _run(self, stopped: Event) -> None:
        while True:
            try:
                self._task()
            except AdvisorError as error:
                _log.error("upkeep failed", extra={"reason": error.code})
            except Exception:  # noqa: BLE001 - a thread has nobody else to tell it to
                _log.exception("upkeep failed")
            if stopped.wait(self._seconds):
                return
