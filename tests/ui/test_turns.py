"""A question on its way is told of step by step, and can be stopped."""

from collections.abc import Callable
from itertools import pairwise
from threading import Event

import pytest

from advisor.errors import BusyError
from advisor.service.desk import Answered
from advisor.types import Caller, Question, Stage, Watch
from advisor.vocabulary import Channel
from tests.channels.test_rendering import ANSWER, STATEMENT
from ui.turns import StoppedError, turn

CALLER = Caller("local:1", "this machine", frozenset({"ask"}))
ANSWERED = Answered(ANSWER, "c-1")


class _Desk:
    """Does what it is told to instead of answering."""

    def __init__(self, does: Callable[[Watch], Answered]) -> None:
        self._does = does

    def ask(
        self,
        _question: Question,
        _caller: Caller,
        _channel: Channel,
        _conversation: str | None,
        watch: Watch,
    ) -> Answered:
        return self._does(watch)


def _answering(watch: Watch) -> Answered:
    watch(Stage("understand"))
    watch(STATEMENT)
    return ANSWERED


def test_steps_and_statements_come_before_the_answer() -> None:
    told = list(turn(_Desk(_answering), Question("Ska vi?"), CALLER, None, Event()))

    assert told == [Stage("understand"), STATEMENT, ANSWERED]


def test_failure_is_the_last_that_is_told() -> None:
    def busy(_: Watch) -> Answered:
        raise BusyError("Many ask.", 5)

    (told,) = turn(_Desk(busy), Question("Ska vi?"), CALLER, None, Event())

    assert isinstance(told, BusyError)


def test_unforeseen_failure_is_told_as_one_and_its_words_stay_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_: Watch) -> Answered:
        raise ZeroDivisionError("hemligt")

    (told,) = turn(_Desk(fail), Question("Ska vi?"), CALLER, None, Event())

    assert "hemligt" not in str(told)
    assert "hemligt" in caplog.text


def test_turn_that_is_closed_stops_the_work_at_its_next_step() -> None:
    closed, ended = Event(), Event()
    kept = []

    def answering(watch: Watch) -> Answered:
        try:
            watch(Stage("understand"))
            closed.wait(5)
            watch(Stage("retrieve"))
            kept.append(ANSWERED)
        finally:
            ended.set()
        return ANSWERED

    telling = turn(_Desk(answering), Question("Ska vi?"), CALLER, None, Event())
    next(telling)
    telling.close()
    closed.set()

    assert ended.wait(5)
    assert kept == []


def test_turn_that_is_stopped_says_so_and_keeps_nothing() -> None:
    stop = Event()

    def answering(watch: Watch) -> Answered:
        watch(Stage("understand"))
        stop.set()
        watch(Stage("retrieve"))
        return ANSWERED

    *_, last = turn(_Desk(answering), Question("Ska vi?"), CALLER, None, stop)

    assert isinstance(last, StoppedError)


def test_answer_that_was_kept_before_the_stop_is_told() -> None:
    stop = Event()

    def answering(watch: Watch) -> Answered:
        watch(Stage("report"))
        stop.set()
        return ANSWERED

    *_, last = turn(_Desk(answering), Question("Ska vi?"), CALLER, None, stop)

    assert last is ANSWERED


def test_a_statement_is_told_before_the_work_goes_on() -> None:
    order: list[str] = []
    seen = Event()

    def answering(watch: Watch) -> Answered:
        watch(STATEMENT)
        seen.wait(5)
        order.append("worked on")
        return ANSWERED

    for told in turn(_Desk(answering), Question("Ska vi?"), CALLER, None, Event()):
        order.append(type(told).__name__)
        seen.set()

    assert next(iter(pairwise(order))) == ("Statement", "worked on")
