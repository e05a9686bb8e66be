"""Whoever watches the desk."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from advisor.service.observers import Observe, Observers, Tell
from advisor.types import Caller, Stage
from advisor.vocabulary import Channel

CALLER = Caller("key:1", "", frozenset({"ask"}))


def test_all_are_told_of_all_in_order() -> None:
    seen: list[tuple[str, object]] = []
    observers = Observers()
    for name in ("log", "metrics"):
        observers.add(_noting(name, seen))

    with observers(CALLER, "api") as tell:
        tell(Stage("cite"))

    assert [name for name, what in seen if what == Stage("cite")] == ["log", "metrics"]
    assert [name for name, what in seen if what == "end"] == ["metrics", "log"]


def test_all_learn_of_a_failure_and_it_goes_on() -> None:
    seen: list[tuple[str, object]] = []
    observers = Observers()
    for name in ("log", "metrics"):
        observers.add(_noting(name, seen))

    with pytest.raises(ValueError, match="fails"), observers(CALLER, "api"):
        raise ValueError("fails")

    assert sorted(name for name, what in seen if what == "ValueError") == ["log", "metrics"]


def _noting(name: str, seen: list[tuple[str, object]]) -> Observe:
    @contextmanager
    def observe(_caller: Caller, _channel: Channel) -> Iterator[Tell]:
        try:
            yield lambda what: seen.append((name, what))
        except ValueError as error:
            seen.append((name, type(error).__name__))
            raise
        finally:
            seen.append((name, "end"))

    return observe
