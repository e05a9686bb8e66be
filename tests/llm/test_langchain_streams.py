"""A reply may be heard while it is written; however the stream goes, it ends within its bounds."""

import json
import time
from collections.abc import Iterator

import pytest

from advisor.llm.langchain_model import LangchainModel, Provider
from advisor.llm.model import ModelError, ModelReply, ModelRequest, Reason
from tests.llm import misbehaving as server_that
from tests.llm import misbehaving_streams as stream_that
from tests.llm.misbehaving import GOOD, SCHEMA, Behaviour, ModelServer, model_server
from tests.llm.test_langchain_model import BAD, PROVIDERS, SECONDS, SHORT, SOON

TEXT = json.dumps(GOOD, ensure_ascii=False)
STREAMING: tuple[Provider, ...] = ("openai", "anthropic")  # Ollama is always asked for a stream


@pytest.fixture(scope="module")
def shared() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def server(shared: ModelServer) -> ModelServer:
    """One that answers well until it is told otherwise."""
    shared.behave(server_that.good)
    shared.asked.clear()
    return shared


def _model(server: ModelServer, provider: Provider) -> LangchainModel:
    path = "/v1" if provider == "openai" else ""
    return LangchainModel(provider, "m", address=f"{server.url}{path}", key="k-1")


def _request(seconds: float = 20.0) -> ModelRequest:
    return ModelRequest("You answer.", "Vad kostar det?", SCHEMA, most_tokens=500, seconds=seconds)


def _heard(model: LangchainModel) -> tuple[ModelReply, str]:
    pieces: list[str] = []
    reply = model.ask(_request(), pieces.append)
    return reply, "".join(pieces)


def _failure(model: LangchainModel, seconds: float) -> ModelError:
    """How it fails, which must not take longer than it may."""
    begun = time.monotonic()
    with pytest.raises(ModelError) as caught:
        model.ask(_request(seconds), lambda _piece: None)
    assert time.monotonic() - begun < seconds + SOON
    return caught.value


GOOD_WAYS: dict[str, Behaviour] = {
    "in pieces": stream_that.writing(TEXT),
    "letter by letter": stream_that.writing(TEXT, size=1),
    "in one piece": stream_that.writing(TEXT, size=1_000),
    "as a call": stream_that.writing(TEXT, is_call=True, end="tool_calls"),
    "thinking aloud before": stream_that.writing(f"<think>Hm, {{</think>\n{TEXT}"),
    "in a fence": stream_that.writing(f"Here:\n```json\n{TEXT}\n```\n"),
    "and does not end": stream_that.writing(TEXT, then=stream_that.hangs),
    "with its length told": server_that.saying(TEXT),
}


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("way", GOOD_WAYS)
def test_good_stream_is_heard_as_it_comes_and_read_as_a_whole(
    server: ModelServer, provider: Provider, way: str
) -> None:
    server.behave(GOOD_WAYS[way])

    reply, heard = _heard(_model(server, provider))

    assert json.loads(reply.text) == GOOD
    assert TEXT in heard
    assert (reply.tokens_in, reply.tokens_out) == (120, 30)
    assert "test" in reply.model


@pytest.mark.parametrize("provider", PROVIDERS)
def test_reply_is_heard_while_it_is_written(server: ModelServer, provider: Provider) -> None:
    server.behave(stream_that.writing(TEXT, pause=0.03))
    times: list[float] = []

    _model(server, provider).ask(_request(), lambda _piece: times.append(time.monotonic()))

    assert times[-1] - times[0] > 0.03 * len(TEXT) / 10 / 2


@pytest.mark.parametrize("provider", STREAMING)
def test_only_what_is_heard_is_asked_for_as_a_stream(
    server: ModelServer, provider: Provider
) -> None:
    model = _model(server, provider)

    model.ask(_request())
    model.ask(_request(), lambda _piece: None)

    assert [one.body.get("stream", False) for one in server.asked] == [False, True]


@pytest.mark.parametrize("left_out", [1, 2])
@pytest.mark.parametrize("provider", PROVIDERS)
def test_stream_that_ends_without_saying_so_is_read_if_its_words_are_whole(
    server: ModelServer, provider: Provider, left_out: int
) -> None:
    server.behave(stream_that.writing(TEXT, size=1_000, but=left_out))
    most = 1 if provider == "ollama" else 2
    if left_out > most:
        pytest.skip("its only piece has the words")

    reply, _ = _heard(_model(server, provider))

    assert json.loads(reply.text) == GOOD


_NO_UTF8 = stream_that.sends_raw(b'data: {"a": "\xff"}\n\n')
_BEGUN_BADLY = stream_that.writing("", but=9, then=stream_that.tells_an_error)

BAD_STREAMS: dict[str, tuple[Behaviour, Reason]] = {
    "hangs halfway": (stream_that.halfway(stream_that.hangs), "timeout"),
    "drips spaces": (stream_that.framing([" "], pause=0.05), "timeout"),
    "drips no pieces": (stream_that.halfway(stream_that.drips), "timeout"),
    "sends spaces without end": (stream_that.framing([" " * 100]), "too_large"),
    "repeats itself": (stream_that.framing([TEXT]), "too_large"),
    "repeats its beginning": (stream_that.framing(['{"statements": [']), "too_large"),
    "a piece without end": (stream_that.halfway(stream_that.floods), "too_large"),
    "hangs up halfway": (stream_that.halfway(server_that.hangs_up), "bad_reply"),
    "breaks off": (stream_that.breaks_off, "bad_reply"),
    "error halfway": (stream_that.halfway(stream_that.tells_an_error), "server_error"),
    "error at once": (
        stream_that.writing("", but=9, then=stream_that.tells_an_error),
        "server_error",
    ),
    "no UTF-8": (
        stream_that.halfway(stream_that.sends_raw(b'data: {"a": "\xff"}\n\n')),
        "bad_reply",
    ),
    "a number": (stream_that.halfway(stream_that.event_of(7)), "bad_reply"),
    "null": (stream_that.halfway(stream_that.event_of(None)), "bad_reply"),
    "a list": (stream_that.halfway(stream_that.event_of([{}])), "bad_reply"),
    "deeply nested": (stream_that.halfway(stream_that.event_of("[" * 200_000)), "bad_reply"),
    "broken JSON": (stream_that.halfway(stream_that.event_of('{"choices": [')), "bad_reply"),
    "words that are none": (
        stream_that.halfway(
            stream_that.event_of(
                {
                    "type": "content_block_delta",
                    "index": 0,
                    "delta": {"text": 7},
                    "choices": [{"delta": {"content": 7}}],
                    "message": {"content": 7},
                }
            )
        ),
        "bad_reply",
    ),
    "cut by its length": (stream_that.writing(TEXT[:40], end="length"), "cut_short"),
    "refused": (stream_that.writing("", end="refusal"), "declined"),
    "prose": (stream_that.writing("Ja, det bör ni göra."), "bad_reply"),
    "nothing": (stream_that.writing(""), "bad_reply"),
    "braces without end": (stream_that.writing("{" * 50_000, size=500), "bad_reply"),
    "half a sign": (stream_that.writing(TEXT.replace("delas", "\\ud800")), "bad_reply"),
    "another form": (stream_that.writing('{"statements": [{"role": "finding"}]}'), "bad_reply"),
}
BAD_CALLS: dict[str, str] = {
    "broken": TEXT[:40],
    "braces": "{" * 900_000,
    "no JSON": "[" + "1," * 200_000 + "x" + "1," * 200_000,
    "another form": '{"city": "Orust"}',
}


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("way", BAD_STREAMS)
def test_bad_stream_ends_in_a_typed_failure_in_time(
    server: ModelServer, provider: Provider, way: str
) -> None:
    behaviour, reason = BAD_STREAMS[way]
    server.behave(behaviour)

    failure = _failure(_model(server, provider), SHORT if reason == "timeout" else SECONDS)

    assert failure.reason == reason
    assert len(server.asked) == 1


@pytest.mark.parametrize("provider", STREAMING)
@pytest.mark.parametrize("size", [10, 5_000, 1_000_000])
@pytest.mark.parametrize("way", BAD_CALLS)
def test_arguments_that_are_none_end_in_a_typed_failure_in_time(
    server: ModelServer, provider: Provider, size: int, way: str
) -> None:
    arguments = BAD_CALLS[way]
    server.behave(stream_that.writing(arguments, is_call=True, size=size))

    failure = _failure(_model(server, provider), SECONDS)

    is_long = len(arguments) > 100_000 and size == 10  # what stands around each piece counts, too
    assert failure.reason == ("too_large" if is_long else "bad_reply")


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(("behaviour", "reason"), BAD.values(), ids=BAD)
def test_server_that_is_heard_fails_as_one_that_is_not(
    server: ModelServer, provider: Provider, behaviour: Behaviour, reason: Reason
) -> None:
    server.behave(behaviour)

    failure = _failure(_model(server, provider), SHORT if reason == "timeout" else SECONDS)

    assert failure.reason == reason


@pytest.mark.parametrize("provider", STREAMING)
@pytest.mark.parametrize(
    ("refusal", "asked"),
    [
        ('{"error": {"message": "Streaming is not supported."}}', 2),
        ('{"error": {"message": "unknown field"}}', 4),  # it may be the form that is not known
        ("", 4),
    ],
)
def test_server_that_knows_no_streams_is_asked_without_and_that_is_remembered(
    server: ModelServer, provider: Provider, refusal: str, asked: int
) -> None:
    server.behave(stream_that.without_streams(refusal))
    model = _model(server, provider)

    first, heard = _heard(model)
    count = len(server.asked)
    again, _ = _heard(model)

    assert json.loads(first.text) == json.loads(again.text) == GOOD
    assert heard == ""
    assert (count, len(server.asked)) == (asked, asked + 1)
    last = server.asked[-1].body
    assert {"response_format", "output_config"} & set(last)  # the form is still asked for


def test_server_that_counts_no_tokens_of_streams_is_still_heard(server: ModelServer) -> None:
    refusal = '{"error": {"message": "Unrecognized argument: stream_options"}}'
    server.behave(server_that.failing(400, refusal), server_that.good)

    reply, heard = _heard(_model(server, "openai"))

    assert heard == TEXT
    assert (reply.tokens_in, reply.tokens_out) == (0, 0)  # not told
    assert "stream_options" not in server.asked[1].body


def test_failure_upstream_of_a_gateway_is_no_reason_to_ask_without_streams(
    server: ModelServer,
) -> None:
    server.behave(server_that.failing(502, '{"error": {"message": "upstream failed"}}'))

    _failure(_model(server, "openai"), SECONDS)

    assert len(server.asked) == 1


@pytest.mark.parametrize("provider", STREAMING)
def test_server_that_answers_whole_all_the_same_is_read(
    server: ModelServer, provider: Provider
) -> None:
    server.behave(stream_that.whole_all_the_same)

    reply, heard = _heard(_model(server, provider))

    assert json.loads(reply.text) == GOOD
    assert heard == ""
    assert len(server.asked) == 1


def test_refusal_is_told_in_a_stream(server: ModelServer) -> None:
    delta = {"choices": [{"index": 0, "delta": {"refusal": "No."}}]}
    server.behave(stream_that.writing("", but=2, then=stream_that.event_of(delta)))

    assert _failure(_model(server, "openai"), SECONDS).reason == "declined"


def test_way_that_did_not_work_either_is_not_remembered(server: ModelServer) -> None:
    """A server that refuses one question, for its length perhaps, is asked the next in full."""
    server.behave(server_that.failing(400))
    model = _model(server, "openai")
    _failure(model, SECONDS)
    server.behave(server_that.good)
    server.asked.clear()

    _heard(model)

    (asked,) = server.asked
    assert {"response_format", "stream"} <= set(asked.body)


class _StoppedError(Exception):
    pass


@pytest.mark.parametrize("provider", PROVIDERS)
def test_whoever_hears_may_end_the_call(server: ModelServer, provider: Provider) -> None:
    server.behave(stream_that.writing(TEXT, pause=0.2))

    def stop(_piece: str) -> None:
        raise _StoppedError

    begun = time.monotonic()
    with pytest.raises(_StoppedError):
        _model(server, provider).ask(_request(), stop)

    assert time.monotonic() - begun < 1.0 + SOON
