"""Work goes on after the acknowledgement: in order, bounded, and heard of when it fails."""

import asyncio
import logging
import threading
import time
from contextvars import ContextVar

import pytest

from advisor.channels.slack.background import Background


def test_calls_that_hold_a_thread_do_not_hold_the_loop() -> None:
    async def work() -> float:
        background = Background()
        slow = [asyncio.ensure_future(background.in_thread(time.sleep, 0.3)) for _ in range(3)]
        began = time.perf_counter()
        await asyncio.sleep(0.01)
        waited = time.perf_counter() - began
        await asyncio.gather(*slow)
        return waited

    assert asyncio.run(work()) < 0.2


def test_no_more_calls_run_at_once_than_there_are_threads() -> None:
    running: list[int] = []
    lock = threading.Lock()
    most = 0

    def call() -> None:
        nonlocal most
        with lock:
            running.append(1)
            most = max(most, len(running))
        time.sleep(0.02)
        with lock:
            running.pop()

    async def work() -> None:
        background = Background(threads=2)
        await asyncio.gather(*(background.in_thread(call) for _ in range(10)))

    asyncio.run(work())

    assert most == 2


def test_thread_knows_what_the_request_knew() -> None:
    request: ContextVar[str] = ContextVar("request", default="none")

    async def work() -> str:
        request.set("r-1")
        return await Background().in_thread(request.get)

    assert asyncio.run(work()) == "r-1"


def test_full_is_told_until_work_is_done() -> None:
    async def work() -> list[bool]:
        background = Background(most_tasks=2)
        told = [background.is_full]
        for _ in range(2):
            background.start(asyncio.sleep(0.02))
        told.append(background.is_full)
        await background.finish()
        return [*told, background.is_full]

    assert asyncio.run(work()) == [False, True, False]


def test_end_waits_for_what_was_begun() -> None:
    done: list[str] = []

    async def task() -> None:
        await asyncio.sleep(0.05)
        done.append("done")

    async def work() -> None:
        background = Background()
        background.start(task())
        await background.finish()

    asyncio.run(work())

    assert done == ["done"]


def test_end_does_not_wait_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        background = Background(finish_seconds=0.05)
        background.start(asyncio.sleep(60))
        await background.finish()

    began = time.perf_counter()
    asyncio.run(work())

    assert time.perf_counter() - began < 5
    assert "given up" in caplog.text


def test_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise RuntimeError("broken")

    async def work() -> None:
        background = Background()
        background.start(fail())
        await background.finish()

    with caplog.at_level(logging.ERROR):
        asyncio.run(work())

    assert "slack task failed" in caplog.text
    assert "broken" in caplog.text
