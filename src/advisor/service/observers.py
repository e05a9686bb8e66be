"""Whoever watches how questions fare: told of each from its coming in to its kept answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from advisor.types import Answer, Caller, Stage, Statement
from advisor.vocabulary import Channel

Tell = Callable[[Stage | Statement | Answer], object]
# Entered when a question comes in; gives what is to be told of its stages and, last, of its answer.
# A question that fails leaves it with the exception.
Observe = Callable[[Caller, Channel], AbstractContextManager[Tell]]


class Observers:
    """Several that watch, as one; they are added while the service is put together."""

    def __init__(self) -> None:
        self._observers: list[Observe] = []

    def add(self, observe: Observe) -> None:
        """From now on this one is told as well."""
        self._observers.append(observe)

    @contextmanager
    def __call__(self, caller: Caller, channel: Channel) -> Iterator[Tell]:
        with ExitStack() as stack:
            tells = [stack.enter_context(observe(caller, channel)) for observe in self._observers]

            def tell(seen: Stage | Statement | Answer) -> None:
                for one in tells:
                    one(seen)

            yield tell
