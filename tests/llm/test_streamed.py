"""A stream is put together alike, wherever the network cuts it."""

import json
from typing import Any

import pytest

from advisor.llm.streamed import Assembly, Protocols, StreamError
from tests.llm.wire import Asked, frames

TEXT = json.dumps({"text": "Åtta äldre på ön, 5 €."}, ensure_ascii=False)
PATHS: dict[Protocols, str] = {
    "openai": "/v1/chat/completions",
    "anthropic": "/v1/messages",
    "ollama": "/api/chat",
}


def _sent(protocol: Protocols, *, is_call: bool = False) -> bytes:
    asked = Asked(PATHS[protocol], {}, {"stream_options": {"include_usage": True}})
    return b"".join(frames(asked, TEXT, size=3, is_call=is_call))


def _assembled(protocol: Protocols, sent: bytes, size: int) -> tuple[str, dict[str, Any]]:
    heard: list[str] = []
    assembly = Assembly(protocol, heard.append)
    for at in range(0, len(sent), size):
        assembly.take(sent[at : at + size])
    whole: dict[str, Any] = json.loads(assembly.whole())
    return "".join(heard), whole


@pytest.mark.parametrize("protocol", PATHS)
@pytest.mark.parametrize("is_call", [False, True])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_stream_is_read_alike_wherever_it_is_cut(
    protocol: Protocols, is_call: bool, ends: bytes
) -> None:
    sent = _sent(protocol, is_call=is_call).replace(b"\n", ends)

    found = [_assembled(protocol, sent, size) for size in (1, 2, 7, 1_000_000)]

    assert json.loads(found[0][0]) == json.loads(TEXT)
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("protocol", PATHS)
def test_what_comes_after_the_end_is_not_read(protocol: Protocols) -> None:
    sent = _sent(protocol)

    heard, _ = _assembled(protocol, sent + sent + b"data: {\n{\n", 10_000)

    assert heard == TEXT


@pytest.mark.parametrize("protocol", PATHS)
def test_last_line_without_an_end_is_read(protocol: Protocols) -> None:
    sent = _sent(protocol)

    assert _assembled(protocol, sent.rstrip(), 10) == _assembled(protocol, sent, 10)


@pytest.mark.parametrize("told", [b": still here\n\n", b"data:\n\n", b"\n\n\n", b"retry: 3\n\n"])
@pytest.mark.parametrize("protocol", ["openai", "anthropic"])
def test_signs_of_life_are_passed_over(protocol: Protocols, told: bytes) -> None:
    sent = _sent(protocol)

    assert _assembled(protocol, told + sent, 10) == _assembled(protocol, sent, 10)


def test_second_choice_of_a_server_is_not_taken_for_the_first() -> None:
    other = json.dumps({"choices": [{"index": 1, "delta": {"content": "annat"}}]})

    heard, _ = _assembled("openai", f"data: {other}\n\n".encode() + _sent("openai"), 10)

    assert heard == TEXT


@pytest.mark.parametrize("protocol", PATHS)
@pytest.mark.parametrize("data", [b"7", b"null", b"[]", b'"x"', b"{", b"\xff", b"[" * 100_000])
def test_data_of_another_form_is_a_bad_reply(protocol: Protocols, data: bytes) -> None:
    line = data if protocol == "ollama" else b"data: " + data
    assembly = Assembly(protocol, lambda _words: None)

    with pytest.raises(StreamError) as caught:
        assembly.take(line + b"\n\n")

    assert caught.value.reason == "bad_reply"
