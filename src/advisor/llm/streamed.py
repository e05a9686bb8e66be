"""Replies that servers send while a model writes, put together as if they had come whole.

The providers' libraries read a stream piece by piece, and langchain parses anew, in quadratic time,
all that a function's arguments may have meant so far: no deadline ends that. Here a piece is only
kept, so that the libraries get what they would have got without a stream.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, Protocol

from advisor.llm.model import Hear, Reason

Protocols = Literal["openai", "anthropic", "ollama"]

_DONE = b"[DONE]"


class StreamError(Exception):
    """A stream is not read on; `reason` tells why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Assembly:
    """One reply in the making."""

    def __init__(self, protocol: Protocols, hear: Hear) -> None:
        self._lines = _json_lines if protocol == "ollama" else _event_data
        self._pieces = _PIECES[protocol]()
        self._hear = hear
        self._rest = bytearray()
        self._seen = 0  # of the rest, where no line ends
        self.is_over = False  # whatever still comes belongs to no reply

    def take(self, data: bytes) -> None:
        """Take in the next bytes, and tell of the words in them. StreamError, or what is raised
        by whoever is told.
        """
        self._rest += data
        end = self._rest.rfind(b"\n", self._seen) + 1
        self._seen = len(self._rest) - end
        if end:
            whole = bytes(self._rest[:end])
            del self._rest[:end]
            self._read(whole)

    def whole(self) -> bytes:
        """The reply as the server would have sent it without a stream. StreamError."""
        if not self.is_over:
            self._read(bytes(self._rest))
        try:
            return json.dumps(self._pieces.whole()).encode() + b"\n"
        except (ValueError, RecursionError) as error:
            raise StreamError("bad_reply") from error

    def _read(self, lines: bytes) -> None:
        for data in self._lines(lines):
            if self.is_over:
                return
            if data == _DONE:
                self.is_over = True
                return
            words = self._words(data)
            if words:
                self._hear(words)

    def _words(self, data: bytes) -> str:
        try:
            event = json.loads(data)
            if event.get("error") or event.get("type") == "error":
                raise StreamError("server_error")
            words = self._pieces.take(event)
            self.is_over = self._pieces.is_over
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise StreamError("bad_reply") from error
        return words


class _Pieces(Protocol):
    """What was sent so far, in the form of one protocol. Whatever is of another form may raise."""

    is_over: bool

    def take(self, event: dict[str, Any]) -> str:
        """Keep it; the words of the reply that it adds."""
        ...

    def whole(self) -> Mapping[str, Any]:
        """The reply."""
        ...


class _OpenAIPieces:
    def __init__(self) -> None:
        self.is_over = False  # the last line says so, and is no event
        self._head: dict[str, Any] = {"id": "", "created": 0, "model": ""}
        self._usage: Any = None
        self._end = ""
        self._said: dict[str, list[str]] = {"content": [], "refusal": []}
        self._calls: dict[int, dict[str, list[str]]] = {}

    def take(self, event: dict[str, Any]) -> str:
        self._head |= {name: event[name] for name in self._head if event.get(name)}
        self._usage = event.get("usage") or self._usage
        words = ""
        for choice in event.get("choices") or ():
            if choice.get("index"):  # another reply, which was not asked for
                continue
            self._end = choice.get("finish_reason") or self._end
            delta = choice.get("delta") or {}
            for name, said in self._said.items():
                said.append(_text(delta.get(name)))
            words += self._said["content"][-1]
            for call in delta.get("tool_calls") or ():
                words += self._called(call)
        return words

    def _called(self, call: dict[str, Any]) -> str:
        kept = self._calls.setdefault(int(call.get("index") or 0), {"name": [], "arguments": []})
        told = call.get("function") or {}
        for name, said in kept.items():
            said.append(_text(told.get(name)))
        return kept["arguments"][-1]

    def whole(self) -> Mapping[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": "".join(self._said["content"])}
        refusal = "".join(self._said["refusal"])
        if refusal:
            message["refusal"] = refusal
        if self._calls:
            message["tool_calls"] = [
                {
                    "id": f"call_{index}",
                    "type": "function",
                    "function": {name: "".join(said) for name, said in call.items()},
                }
                for index, call in self._calls.items()
            ]
        choice = {"index": 0, "message": message, "finish_reason": self._end or "stop"}
        return {
            **self._head,
            "object": "chat.completion",
            "choices": [choice],
            "usage": self._usage,
        }


class _AnthropicPieces:
    def __init__(self) -> None:
        self.is_over = False
        self._message: dict[str, Any] = {}
        self._usage: dict[str, Any] = {}
        self._blocks: dict[int, dict[str, Any]] = {}
        self._said: dict[int, list[str]] = {}

    def take(self, event: dict[str, Any]) -> str:
        kind = event["type"]
        if kind == "message_start":
            self._message = dict(event["message"])
            self._usage |= self._message.get("usage") or {}
        elif kind == "content_block_start":
            self._blocks[event["index"]] = dict(event["content_block"])
            self._said[event["index"]] = []
        elif kind == "content_block_delta":
            delta = event["delta"]
            words = _text(delta.get("text")) + _text(delta.get("partial_json"))
            self._said[event["index"]].append(words)
            return words
        elif kind == "message_delta":
            self._message |= event["delta"]
            self._usage |= event.get("usage") or {}
        self.is_over = kind == "message_stop"
        return ""

    def whole(self) -> Mapping[str, Any]:
        content = [
            _block(block, "".join(self._said[index]))
            for index, block in sorted(self._blocks.items())
            if block.get("type") in ("text", "tool_use")
        ]
        return {"type": "message", **self._message, "content": content, "usage": self._usage}


def _block(block: dict[str, Any], said: str) -> dict[str, Any]:
    if block["type"] == "text":
        return {**block, "text": _text(block.get("text")) + said}
    return {**block, "input": json.loads(said) if said else block.get("input")}


class _OllamaPieces:
    def __init__(self) -> None:
        self.is_over = False
        self._last: dict[str, Any] = {}
        self._said: list[str] = []
        self._calls: list[Any] = []

    def take(self, event: dict[str, Any]) -> str:
        message = event.get("message") or {}
        words = _text(message.get("content"))
        self._said.append(words)
        for call in message.get("tool_calls") or ():
            self._calls.append(call)
            words += json.dumps(call["function"]["arguments"], ensure_ascii=False)
        self._last = event
        self.is_over = event.get("done") is True and event.get("done_reason") != "load"
        return words

    def whole(self) -> Mapping[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": "".join(self._said)}
        if self._calls:
            message["tool_calls"] = self._calls
        return {**self._last, "message": message}


_PIECES: Mapping[Protocols, Callable[[], _Pieces]] = {
    "openai": _OpenAIPieces,
    "anthropic": _AnthropicPieces,
    "ollama": _OllamaPieces,
}


def _event_data(lines: bytes) -> Iterator[bytes]:
    """The data of server-sent events: none of the three providers spreads it over lines."""
    for line in lines.splitlines():
        data = line.removeprefix(b"data:").strip()
        if data and line.startswith(b"data:"):
            yield data


def _json_lines(lines: bytes) -> Iterator[bytes]:
    return (line for line in lines.splitlines() if line.strip())


def _text(told: Any) -> str:
    """None where a server tells nothing."""
    if told is None:
        return ""
    if not isinstance(told, str):
        raise TypeError(f"{type(told).__name__} is no text")
    return told
