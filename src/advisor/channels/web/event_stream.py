"""Server-sent events of work that runs in a thread, sent as it tells of them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

MEDIA_TYPE = "text/event-stream"
HEARTBEAT_SECONDS = 10.0  # proxies end a connection that is silent for long
_HEARTBEAT = b": still working\n\n"

Tell = Callable[[str, Mapping[str, Any]], None]  # an event's name and its data
Work = Callable[[Tell], Response | None]  # a response: nothing was told, and this is to be sent


class EventStream(Response):
    """Runs `work` in a thread and sends what it tells.

    The stream begins with the first event, so that work which fails before may answer with a
    status of its own. Work is never held up by a slow reader and never stopped by one who leaves:
    an answer is bounded and short, and it is to be kept all the same.
    """

    media_type = MEDIA_TYPE

    def __init__(self, work: Work, heartbeat_seconds: float = HEARTBEAT_SECONDS) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._work = work
        self._heartbeat_seconds = heartbeat_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the work is done or the reader has left."""
        sending, events = anyio.create_memory_object_stream[bytes | Response](math.inf)
        async with anyio.create_task_group() as group:
            group.start_soon(self._run, sending)

            async def leave_with_reader() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                group.cancel_scope.cancel()

            group.start_soon(leave_with_reader)
            async with events:
                await self._send(events, scope, receive, send)
            group.cancel_scope.cancel()

    async def _run(self, sending: MemoryObjectSendStream[bytes | Response]) -> None:
        """Work to the end, also when the reader has left: a thread is not stopped half-way."""

        def hand_over(item: bytes | Response) -> None:
            with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):  # nobody reads
                sending.send_nowait(item)

        def work() -> None:
            response = self._work(
                lambda name, data: anyio.from_thread.run_sync(hand_over, _event(name, data))
            )
            if response is not None:
                anyio.from_thread.run_sync(hand_over, response)

        async with sending:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(work)

    async def _send(
        self,
        events: MemoryObjectReceiveStream[bytes | Response],
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        try:
            first = await events.receive()
            if isinstance(first, Response):
                await first(scope, receive, send)
                return
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            await send(_body(first))
            while True:
                event = _HEARTBEAT
                with anyio.move_on_after(self._heartbeat_seconds):
                    received = await events.receive()
                    assert isinstance(received, bytes)
                    event = received
                await send(_body(event))
        except anyio.EndOfStream:
            await send(_body(b"", more=False))


def _event(name: str, data: Mapping[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def _body(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": more}
