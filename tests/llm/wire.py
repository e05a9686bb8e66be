"""How three providers send a model's reply, whole and while it is written."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


def openai_reply(message: Mapping[str, Any], end: str = "stop") -> dict[str, Any]:
    """A chat completion."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "gpt-test-2026",
        "choices": [{"index": 0, "message": message, "finish_reason": end, "logprobs": None}],
        "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
    }


def anthropic_reply(content: list[dict[str, Any]], end: str) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-test-2026",
        "content": content,
        "stop_reason": _ANTHROPIC_ENDS.get(end, end),
        "stop_sequence": None,
        "usage": {"input_tokens": 120, "output_tokens": 30},
    }


_ANTHROPIC_ENDS = {"stop": "end_turn", "length": "max_tokens", "tool_calls": "tool_use"}


def stream_type(asked: Asked) -> str:
    """How the protocol that was spoken calls a stream."""
    return "application/x-ndjson" if protocol(asked) == "ollama" else "text/event-stream"


def frames(
    asked: Asked, text: str, *, end: str = "stop", is_call: bool = False, size: int = 10
) -> list[bytes]:
    """What is sent of a reply, piece by piece; the last two say how and that it has ended."""
    make = {"openai": _openai_frames, "anthropic": _anthropic_frames, "ollama": _ollama_frames}
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return [one.encode() for one in make[protocol(asked)](asked, pieces, end, is_call)]


def protocol(asked: Asked) -> str:
    """That was spoken; empty: none that is known."""
    ends = {"/chat/completions": "openai", "/v1/messages": "anthropic", "/api/chat": "ollama"}
    return next((name for path, name in ends.items() if asked.path.endswith(path)), "")


def _openai_frames(asked: Asked, pieces: Sequence[str], end: str, is_call: bool) -> Iterator[str]:
    def event(delta: Mapping[str, Any], **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": None, "logprobs": None, **more}
        return _data({**_CHUNK, "choices": [choice]})

    yield event({"role": "assistant", "content": None if is_call else ""})
    if is_call:
        named = {"name": "reply", "arguments": ""}
        yield event({"tool_calls": [{"index": 0, "id": "c1", "function": named}]})
    for one in pieces:
        called = {"tool_calls": [{"index": 0, "function": {"arguments": one}}]}
        yield event(called if is_call else {"content": one})
    yield event({}, finish_reason=end)
    if (asked.body.get("stream_options") or {}).get("include_usage"):
        yield _data({**_CHUNK, "choices": [], "usage": openai_reply({})["usage"]})
    yield "data: [DONE]\n\n"


_CHUNK = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "gpt-test"}


def _anthropic_frames(
    _asked: Asked, pieces: Sequence[str], end: str, is_call: bool
) -> Iterator[str]:
    def event(type: str, **told: Any) -> str:
        return f"event: {type}\n{_data({'type': type, **told})}"

    begun = {**anthropic_reply([], ""), "stop_reason": None}
    yield event("message_start", message={**begun, "usage": {"input_tokens": 120}})
    call = {"type": "tool_use", "id": "t1", "name": "reply", "input": {}}
    block = call if is_call else {"type": "text", "text": ""}
    yield event("content_block_start", index=0, content_block=block)
    yield event("ping")
    for one in pieces:
        words = {"type": "text_delta", "text": one}
        part = {"type": "input_json_delta", "partial_json": one}
        yield event("content_block_delta", index=0, delta=part if is_call else words)
    yield event("content_block_stop", index=0)
    ended = {"stop_reason": _ANTHROPIC_ENDS.get(end, end), "stop_sequence": None}
    yield event("message_delta", delta=ended, usage={"output_tokens": 30})
    yield event("message_stop")


def _ollama_frames(_asked: Asked, pieces: Sequence[str], end: str, is_call: bool) -> Iterator[str]:
    def said(message: Mapping[str, Any], **more: Any) -> str:
        told = {"model": "qwen-test", "created_at": "2026-01-01T00:00:00Z", "done": False}
        line = {**told, "message": {"role": "assistant", "content": "", **message}, **more}
        return json.dumps(line, ensure_ascii=False) + "\n"

    if is_call:
        function = {"name": "reply", "arguments": json.loads("".join(pieces))}
        yield said({"tool_calls": [{"function": function}]})
    else:
        for one in pieces:
            yield said({"content": one})
    yield said({}, done=True, done_reason=end, prompt_eval_count=120, eval_count=30)


def _data(told: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(told, ensure_ascii=False)}\n\n"
