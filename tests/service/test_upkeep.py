"""The daily task is done at once, again after a while, and not after the service ended."""

import threading

import pytest

from advisor.errors import RecordsUnusableError
from advisor.service.upkeep import Upkeep


@pytest.mark.parametrize("failure", [RecordsUnusableError("The disk is full."), ValueError()])
def test_task_is_done_at_once_and_again_even_when_it_failed(failure: Exception) -> None:
    seen: list[int] = []
    enough = threading.Event()

    def task() -> None:
        seen.append(len(seen))
        if len(seen) == 3:
            enough.set()
        raise failure

    with Upkeep(task, seconds=0.01).running():
        assert enough.wait(10)


def test_thread_ends_with_the_service_and_may_begin_again() -> None:
    before = threading.active_count()
    seen: list[None] = []
    upkeep = Upkeep(lambda: seen.append(None))

    for _ in range(2):
        with upkeep.running():
            pass

    assert threading.active_count() == before
    assert len(seen) == 2
