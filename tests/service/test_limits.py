"""The gate lets questions through as fast as the settings allow, and no faster."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event, Lock

import pytest

from advisor.errors import BusyError, LimitReachedError, NotAllowedError, SwitchedOffError
from advisor.records.database import Database
from advisor.records.switches import SwitchRecords
from advisor.service.limits import (
    BUSY_RETRY_SECONDS,
    MOST_KEYS,
    MOST_WAITING,
    WINDOW_SECONDS,
    WRONG_KEYS_PER_MINUTE,
    Gate,
    MovingLimit,
)
from advisor.settings import Settings
from advisor.types import Caller

EVA = Caller("key:1", "Eva", frozenset({"ask"}))
OLLE = Caller("key:2", "Olle", frozenset({"ask"}))


@pytest.fixture
def switches(tmp_path: Path) -> Iterator[SwitchRecords]:
    database = Database(tmp_path)
    yield SwitchRecords(database)
    database.close()


@pytest.fixture
def gate_of(switches: SwitchRecords) -> Callable[..., Gate]:
    def _gate(wait_seconds: float = 0.05, **settings: int) -> Gate:
        return Gate(switches, Settings.model_validate(settings), wait_seconds)

    return _gate


def _ask(gate: Gate, caller: Caller = EVA) -> None:
    with gate.passing(caller, "api"):
        pass


def test_caller_is_told_when_to_ask_again(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(questions_per_minute=2)
    _ask(gate)
    _ask(gate)

    with pytest.raises(LimitReachedError, match="At most 2 questions") as told:
        _ask(gate)

    assert WINDOW_SECONDS - 5 <= told.value.retry_after_seconds <= WINDOW_SECONDS
    _ask(gate, OLLE)


def test_person_is_counted_where_several_share_an_id(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(questions_per_minute=1)
    thread = "slack:thread"
    _ask(gate, Caller(thread, "Eva", EVA.rights, person="slack:eva"))

    _ask(gate, Caller(thread, "Olle", EVA.rights, person="slack:olle"))
    with pytest.raises(LimitReachedError):
        _ask(gate, Caller("slack:other", "Eva", EVA.rights, person="slack:eva"))


def test_question_that_is_turned_away_does_not_count(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(questions_per_minute=1, concurrent_answers=1)

    with gate.passing(OLLE, "api"), pytest.raises(BusyError) as told:
        _ask(gate, EVA)

    assert told.value.retry_after_seconds == BUSY_RETRY_SECONDS
    assert not isinstance(told.value, LimitReachedError)
    _ask(gate, EVA)


def test_place_is_free_again_after_a_failure(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(concurrent_answers=1)

    for _ in range(3):
        with pytest.raises(ZeroDivisionError), gate.passing(EVA, "api"):
            raise ZeroDivisionError

    _ask(gate)


def test_no_more_than_allowed_are_answered_at_a_time(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(wait_seconds=20, questions_per_minute=1000, concurrent_answers=3)
    lock, inside, most = Lock(), 0, 0

    def ask(number: int) -> None:
        nonlocal inside, most
        with gate.passing(Caller(f"key:{number}", "x", EVA.rights), "api"):
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(19) as threads:
        list(threads.map(ask, range(60)))

    assert most == 3


def test_crowd_is_told_at_once_to_come_back(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(wait_seconds=20, questions_per_minute=1000, concurrent_answers=1)
    held, turned_away = Event(), []

    def ask(number: int) -> None:
        try:
            with gate.passing(Caller(f"key:{number}", "x", EVA.rights), "api"):
                held.wait(10)
        except BusyError:
            turned_away.append(number)
            if len(turned_away) == 4:
                held.set()

    began = time.monotonic()
    with ThreadPoolExecutor(MOST_WAITING + 5) as threads:
        list(threads.map(ask, range(MOST_WAITING + 5)))

    assert len(turned_away) == 4
    assert time.monotonic() - began < 8


def test_limit_holds_when_questions_come_at_once(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(wait_seconds=20, questions_per_minute=5, concurrent_answers=8)
    together = Barrier(16)

    def ask(_number: int) -> bool:
        together.wait()
        try:
            _ask(gate)
        except LimitReachedError:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        answered = sum(threads.map(ask, range(16)))

    assert answered == 5


def test_way_in_that_is_off_is_closed_to_questions(
    gate_of: Callable[..., Gate], switches: SwitchRecords
) -> None:
    gate = gate_of(questions_per_minute=1)
    switches.set("slack", is_on=False, by="eva")

    with pytest.raises(SwitchedOffError), gate.passing(EVA, "slack"):
        pass

    _ask(gate)


def test_caller_without_the_right_may_not_ask(gate_of: Callable[..., Gate]) -> None:
    auditor = Caller("key:3", "Auditor", frozenset({"audit", "operate"}))

    with pytest.raises(NotAllowedError, match="right `ask`"):
        _ask(gate_of(), auditor)


def test_calls_of_any_kind_are_limited(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of(requests_per_minute=3)
    for _ in range(3):
        gate.note_call(EVA)

    with pytest.raises(LimitReachedError, match="At most 3 requests"):
        gate.note_call(EVA)
    gate.note_call(OLLE)


def test_wrong_keys_are_limited_by_address(gate_of: Callable[..., Gate]) -> None:
    gate = gate_of()
    for _ in range(WRONG_KEYS_PER_MINUTE):
        gate.note_wrong_key("192.0.2.1")

    with pytest.raises(LimitReachedError):
        gate.note_wrong_key("192.0.2.1")
    gate.note_wrong_key("192.0.2.2")


def test_window_moves() -> None:
    limit = MovingLimit(1, seconds=1)
    began = time.monotonic()
    assert limit.count("a")
    assert limit.retry_after_seconds("a") == 1

    while not limit.count("a"):
        assert time.monotonic() - began < 10
        time.sleep(0.02)

    assert time.monotonic() - began > 0.9


def test_callers_that_are_idle_are_forgotten() -> None:
    """An address of one's own for each wrong key must not fill the memory."""
    limit = MovingLimit(1)

    for number in range(MOST_KEYS + 50):
        limit.count(f"192.0.2.{number}")

    assert limit.count("192.0.2.0")
    assert not limit.count(f"192.0.2.{MOST_KEYS + 49}")
