"""A question on its way: worked on in a thread, told of step by step."""

from __future__ import annotations

import logging
from collections.abc import Generator
from queue import SimpleQueue
from threading import Event, Thread
from typing import Protocol

from advisor.errors import AdvisorError
from advisor.service.desk import Answered
from advisor.types import Caller, Question, Stage, Statement, Watch
from advisor.vocabulary import Channel

_log = logging.getLogger(__name__)

Told = Stage | Statement | Answered | AdvisorError


class Asks(Protocol):
    """Where a question is handed in: the service's desk."""

    def ask(
        self,
        question: Question,
        caller: Caller,
        channel: Channel,
        conversation: str | None,
        watch: Watch,
        /,
    ) -> Answered:
        """Answer and keep the answer, telling of each step."""
        ...


class StoppedError(AdvisorError):
    """Whoever asked does not want the answer any more."""

    code = "stopped"


def turn(
    desk: Asks, question: Question, caller: Caller, conversation: str | None, stop: Event
) -> Generator[Told]:
    """Each step and each proven statement as it comes; last the answer, or why there is none.

    When `stop` is set, or the iterator is closed before its end, the work ends at its next step
    with a StoppedError, and no answer is kept. An answer that was kept before that is told.
    """
    told: SimpleQueue[Told] = SimpleQueue()

    def watch(seen: Stage | Statement) -> None:
        if stop.is_set():
            raise StoppedError("The question was stopped.")
        told.put(seen)

    def work() -> None:
        told.put(_answered(desk, question, caller, conversation, watch))

    Thread(target=work, name="question of the page", daemon=True).start()
    try:
        while True:
            seen = told.get()
            yield seen
            if isinstance(seen, Answered | AdvisorError):
                return
    finally:
        stop.set()


def _answered(
    desk: Asks,
    question: Question,
    caller: Caller,
    conversation: str | None,
    watch: Watch,
) -> Answered | AdvisorError:
    try:
        return desk.ask(question, caller, "web", conversation, watch)
    except AdvisorError as error:
        return error
    except Exception:  # noqa: BLE001 - whatever it is, the reader is told of an end
        _log.exception("a question of the page failed")
        return AdvisorError("The question could not be answered. Ask again.")
