"""Work that goes on after Slack was answered: bounded in number, and in its own few threads."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, ParamSpec, TypeVar

_log = logging.getLogger(__name__)

MOST_TASKS = 200  # beyond it Slack is told to send again
THREADS = 4  # answers of Slack's that are made at the same time, so that others have theirs
FINISH_SECONDS = 10  # that work may go on when the server is told to end

P = ParamSpec("P")
R = TypeVar("R")


class Background:
    """Tasks of one event loop."""

    def __init__(
        self,
        threads: int = THREADS,
        most_tasks: int = MOST_TASKS,
        finish_seconds: float = FINISH_SECONDS,
    ) -> None:
        self._threads = ThreadPoolExecutor(threads, "slack")
        self._finish_seconds = finish_seconds
        self._most_tasks = most_tasks
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_full(self) -> bool:
        return len(self._tasks) >= self._most_tasks

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Go on with it; a failure is logged."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def in_thread(self, do: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What a call gives that would hold the event loop."""
        bound = partial(do, *args, **kwargs)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, copy_context().run, bound)

    async def finish(self) -> None:
        """Wait for what was begun, for a bounded time."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=self._finish_seconds)
            for task in late:
                task.cancel()
            if late:
                _log.warning("slack replies given up at the end", extra={"count": len(late)})
        self._threads.shutdown(wait=False)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("slack task failed", exc_info=error)
