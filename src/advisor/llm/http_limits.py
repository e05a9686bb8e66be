"""What is taken from a model's server: no redirect, nothing packed, and no more than is read."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import httpx2

from advisor.llm.model import Reason
from advisor.llm.streamed import Assembly, StreamError

MOST_BYTES = 1_000_000  # of one reply; the longest answer that is asked for has some 20,000
_REMEMBERED = 4_000  # bytes of an error, to see what the server does not know
_STREAMS = ("application/x-ndjson", "text/event-stream")
_TYPES = ("application/json", *_STREAMS)


class Exchange:
    """One request to a server and how it went. The clients of OpenAI and Anthropic use httpx2,
    that of Ollama httpx: both call `look` before they read a reply."""

    def __init__(self, assembly: Assembly | None = None) -> None:
        """With `assembly` a stream is put together, and read by the clients as if it were whole."""
        self.assembly = assembly
        self.status: int | None = None  # None: nothing came back
        self.retry_after: float | None = None  # seconds, as the server asks for
        self.problem: Reason | None = None  # why the reply was not read
        self.said = b""  # the beginning of an error
        self.raised: Exception | None = None  # by whoever is told of a reply that is written

    @property
    def hooks(self) -> dict[str, list[Any]]:
        """To be given to a client as its `event_hooks`."""
        return {"response": [self.look]}

    async def look(self, response: httpx.Response | httpx2.Response) -> None:
        """Let a reply pass, within bounds, or raise."""
        self.status = response.status_code
        self.retry_after = _seconds(response.headers.get("retry-after"))
        if 300 <= self.status < 400:
            self._refuse("redirected")
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > MOST_BYTES:
            self._refuse("too_large")
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        packed = response.headers.get("content-encoding", "identity").lower() != "identity"
        if self.status < 300 and (packed or kind not in _TYPES):
            self._refuse("bad_reply")
        if packed:  # an error's words are not worth the risk of unpacking them
            self._refuse(None)
        response.stream = _Bounded(response.stream, self)
        if self.assembly is not None and self.status < 300 and kind in _STREAMS:
            response.headers["content-type"] = "application/json"
            response.stream = _Assembled(response.stream, self.assembly, self)

    def take(self, size: int, piece: bytes) -> None:
        """Note a piece of the reply, the `size` of all so far with it."""
        if size > MOST_BYTES:
            self._refuse("too_large")
        if self.status is not None and self.status >= 400 and len(self.said) < _REMEMBERED:
            self.said += piece[:_REMEMBERED]

    def give_up(self, error: Exception) -> None:
        """Note why a stream is not read on."""
        if isinstance(error, StreamError):
            self.problem = error.reason
        else:
            self.raised = error

    def _refuse(self, reason: Reason | None) -> None:
        self.problem = reason
        raise _RefusedError(reason or "packed")


class _RefusedError(Exception):
    """A reply is not read on. Clients wrap it; `Exchange.problem` tells why."""


class _Bounded(httpx.AsyncByteStream, httpx2.AsyncByteStream):
    """A reply's body that ends with an error when it is too long."""

    def __init__(self, stream: Any, exchange: Exchange) -> None:
        self._stream = stream
        self._exchange = exchange

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._stream:
            size += len(piece)
            self._exchange.take(size, piece)
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Assembled(httpx.AsyncByteStream, httpx2.AsyncByteStream):
    """A reply's body that comes whole, once its stream has ended."""

    def __init__(self, stream: _Bounded, assembly: Assembly, exchange: Exchange) -> None:
        self._stream = stream
        self._assembly = assembly
        self._exchange = exchange

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._give(piece)
            if self._assembly.is_over:
                break
        yield self._whole()

    async def aclose(self) -> None:
        await self._stream.aclose()

    def _give(self, piece: bytes) -> None:
        try:
            self._assembly.take(piece)
        except Exception as error:
            self._exchange.give_up(error)
            raise

    def _whole(self) -> bytes:
        try:
            return self._assembly.whole()
        except Exception as error:
            self._exchange.give_up(error)
            raise


def _seconds(told: str | None) -> float | None:
    """Those of a Retry-After header, which tells them or a time; None where it tells neither."""
    if told is None:
        return None
    if told.strip().isdecimal():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
