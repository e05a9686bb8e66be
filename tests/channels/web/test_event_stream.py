"""Events of work in a thread: kept open, never held up, never cut short."""

import threading
import time

import anyio
import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message

from advisor.channels.web.event_stream import EventStream, Tell, Work

SCOPE = {"type": "http", "method": "POST", "path": "/", "headers": []}


class Reader:
    """Takes what is sent; it leaves after some messages, or reads each slowly."""

    def __init__(self, *, leaves_after: int | None = None, slowness: float = 0.0) -> None:
        self.messages: list[Message] = []
        self._leaves_after = leaves_after
        self._slowness = slowness
        self._gone = anyio.Event()

    async def receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.messages.append(message)
        if len(self.messages) == self._leaves_after:
            self._gone.set()
        await anyio.sleep(self._slowness)

    @property
    def text(self) -> str:
        return b"".join(m.get("body", b"") for m in self.messages).decode()


def _read(work: Work, *, leaves_after: int | None = None, slowness: float = 0.0) -> Reader:
    async def reading() -> Reader:
        reader = Reader(leaves_after=leaves_after, slowness=slowness)
        with anyio.fail_after(10):
            await EventStream(work, heartbeat_seconds=0.02)(SCOPE, reader.receive, reader.send)
        return reader

    return anyio.run(reading)


def test_event_is_a_name_and_json_on_one_line() -> None:
    def work(tell: Tell) -> None:
        tell("greeting", {"text": "hej\ndata: <b>å</b>\r\n\nevent: forged"})

    read = _read(work)

    assert read.text == (
        'event: greeting\ndata: {"text": "hej\\ndata: <b>å</b>\\r\\n\\nevent: forged"}\n\n'
    )
    assert read.messages[0]["status"] == 200
    assert read.messages[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


def test_silence_is_broken_by_comments() -> None:
    def work(tell: Tell) -> None:
        tell("first", {})
        time.sleep(0.2)
        tell("second", {})

    text = _read(work).text

    assert text.index("event: first") < text.index(": still working") < text.index("event: second")
    assert text.count(": still working\n\n") >= 3


def test_work_that_tells_nothing_answers_with_its_own_response() -> None:
    def work(_tell: Tell) -> Response:
        time.sleep(0.1)  # no comment may come before the status is known
        return PlainTextResponse("no", 404)

    read = _read(work)

    assert [m.get("status") for m in read.messages] == [404, None]
    assert read.text == "no"


def test_work_goes_on_when_the_reader_leaves() -> None:
    done = threading.Event()

    def work(tell: Tell) -> None:
        for number in range(20):
            tell("step", {"number": number})
            time.sleep(0.01)
        done.set()

    read = _read(work, leaves_after=3)

    assert done.is_set()
    assert "19" not in read.text


def test_slow_reader_does_not_hold_up_the_work() -> None:
    took: list[float] = []

    def work(tell: Tell) -> None:
        started = time.monotonic()
        for number in range(20):
            tell("step", {"number": number})
        took.append(time.monotonic() - started)

    read = _read(work, slowness=0.05)

    assert took[0] < 0.5 < 20 * 0.05
    assert read.text.count("event: step") == 20


def test_error_of_the_work_is_not_swallowed() -> None:
    def work(_tell: Tell) -> None:
        raise RuntimeError("why")

    with pytest.raises(ExceptionGroup) as raised:
        _read(work)

    assert str(raised.value.exceptions[0]) == "why"
