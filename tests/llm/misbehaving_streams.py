"""What a model's server does wrong while it sends what its model writes."""

import json
from collections.abc import Sequence
from contextlib import suppress

from tests.llm.misbehaving import GOOD, Behaviour, Line, good, head
from tests.llm.wire import Asked, frames, protocol, stream_type


def writing(
    text: str,
    *,
    end: str = "stop",
    is_call: bool = False,
    size: int = 10,
    pause: float = 0.0,
    then: Behaviour | None = None,
    but: int = 0,
) -> Behaviour:
    """Writes a stream of this text, slowly if `pause` says so.

    `but` leaves out so many pieces at the end; `then` does something in their place.
    """

    def behave(line: Line, asked: Asked) -> None:
        line.send(head(200, {"content_type": stream_type(asked)}))
        sent = frames(asked, text, end=end, is_call=is_call, size=size)
        for one in sent[: len(sent) - but]:
            line.send(one)
            if pause and line.wait(pause):
                return
        if then is not None:
            then(line, asked)

    return behave


def halfway(then: Behaviour) -> Behaviour:
    """Writes the half of a good reply, and then does something else."""
    return writing(_GOOD, size=4, but=12, then=then)


def copying(pause: float = 0.0) -> Behaviour:
    """Writes statements that the evidence in the request carries word for word."""

    def behave(line: Line, asked: Asked) -> None:
        writing(_copied(asked), pause=pause)(line, asked)

    return behave


def copying_until(then: Behaviour) -> Behaviour:
    """Writes such statements, and before the last of them is whole does something else."""

    def behave(line: Line, asked: Asked) -> None:
        writing(_copied(asked)[:-20], but=3, then=then)(line, asked)

    return behave


def _copied(asked: Asked) -> str:
    """As steps, which the sources' own words are not in the tests."""
    lines = asked.body["messages"][-1]["content"].splitlines()
    pieces = [json.loads(line) for line in lines if line.startswith('{"number"')]
    return json.dumps(
        {
            "statements": [
                {
                    "role": "step",
                    "text": one["text"],
                    "evidence": [one["number"]],
                    "words": [one["text"]],
                }
                for one in pieces[:3]
            ]
        }
    )


def hangs(line: Line, _: Asked) -> None:
    line.wait()


def drips(line: Line, _: Asked) -> None:
    while not line.wait(0.1):
        line.send(b" ")


def floods(line: Line, _: Asked) -> None:
    with suppress(OSError):
        for _piece in range(5_000):
            line.socket.sendall(b" " * 10_000)


def tells_an_error(line: Line, asked: Asked) -> None:
    """After it has begun to answer with 200."""
    said = json.dumps({"type": "error", "error": {"type": "overloaded_error", "message": "full"}})
    ollama = '{"error": "out of memory"}\n'
    is_ollama = protocol(asked) == "ollama"
    line.send((ollama if is_ollama else f"event: error\ndata: {said}\n\n").encode())
    line.wait(0.2)


def framing(pieces: Sequence[str], *, pause: float = 0.0) -> Behaviour:
    """Writes these pieces of text over and over."""

    def behave(line: Line, asked: Asked) -> None:
        line.send(head(200, {"content_type": stream_type(asked)}))
        first = _FIRST[protocol(asked)]
        line.send(b"".join(frames(asked, "")[:first]))
        each = [frames(asked, one, size=len(one))[first] for one in pieces]
        with suppress(OSError):
            for _ in range(100_000):
                line.socket.sendall(b"".join(each))
                if pause and line.wait(pause):
                    return

    return behave


_GOOD = json.dumps(GOOD, ensure_ascii=False)
_FIRST = {"openai": 1, "anthropic": 3, "ollama": 0}  # piece that has words


def sends_raw(data: bytes) -> Behaviour:
    """Something that is no piece of a reply."""
    return lambda line, _: line.send(data)


def event_of(told: object) -> Behaviour:
    """A piece of another form, in the wire's own."""

    def behave(line: Line, asked: Asked) -> None:
        data = told if isinstance(told, str) else json.dumps(told)
        line.send((f"{data}\n" if protocol(asked) == "ollama" else f"data: {data}\n\n").encode())

    return behave


def breaks_off(line: Line, asked: Asked) -> None:
    """Ends the connection in the middle of a piece that it said would come whole."""
    half = frames(asked, _GOOD)[:4]
    told = {"content_type": stream_type(asked), "transfer_encoding": "chunked"}
    line.send(head(200, told) + b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in half))
    line.send(b"ffff\r\ndata:")


def without_streams(refusal: str) -> Behaviour:
    """Refuses to write a stream; answers whole."""

    def behave(line: Line, asked: Asked) -> None:
        if asked.body.get("stream"):
            line.reply(refusal, status=400)
        else:
            good(line, asked)

    return behave


def whole_all_the_same(line: Line, asked: Asked) -> None:
    """Answers whole, though it is asked for a stream."""
    body = {name: value for name, value in asked.body.items() if name != "stream"}
    good(line, Asked(asked.path, asked.headers, body))
