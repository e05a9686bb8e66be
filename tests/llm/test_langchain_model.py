"""A model's server may fail as it likes: there is a reply, or a typed failure in time."""

import datetime
import gzip
import json
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from advisor.llm.langchain_model import LangchainModel, Provider
from advisor.llm.model import ModelError, ModelReply, ModelRequest, Reason
from tests.conftest import ROOT, Run
from tests.llm import misbehaving as server_that
from tests.llm.misbehaving import GOOD, SCHEMA, Behaviour, ModelServer, model_server
from tests.llm.wire import openai_reply

PROVIDERS: tuple[Provider, ...] = ("openai", "anthropic", "ollama")
SECONDS = 10.0  # that a server is given in which it must fail
SHORT = 0.7  # where it never would by itself
SOON = 2.0  # beyond them: this machine may be busy


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


def _model(server: ModelServer, provider: Provider = "openai", key: str = "k-1") -> LangchainModel:
    path = "/v1" if provider == "openai" else ""
    return LangchainModel(provider, "m", address=f"{server.url}{path}", key=key)


def _request(seconds: float = 20.0, user: str = "Vad kostar det?") -> ModelRequest:
    return ModelRequest("You answer.", user, SCHEMA, most_tokens=500, seconds=seconds)


def _failure(model: LangchainModel, seconds: float = SECONDS) -> ModelError:
    """How it fails, which must not take longer than it may."""
    begun = time.monotonic()
    with pytest.raises(ModelError) as caught:
        model.ask(_request(seconds))
    assert time.monotonic() - begun < seconds + SOON
    return caught.value


def _read(reply: ModelReply) -> Any:
    return json.loads(reply.text)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_good_server_is_asked_for_the_form_and_read(
    server: ModelServer, provider: Provider
) -> None:
    reply = _model(server, provider).ask(_request())

    assert _read(reply) == GOOD
    assert (reply.tokens_in, reply.tokens_out) == (120, 30)
    assert "test" in reply.model
    (asked,) = server.asked
    sent = json.dumps(asked.body)
    assert "statements" in sent  # the form
    assert "Vad kostar det?" in sent
    assert asked.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_temperature_is_0_and_the_reply_bounded(server: ModelServer, provider: Provider) -> None:
    _model(server, provider).ask(_request())

    body = server.asked[0].body
    given = body.get("options", body)
    assert given["temperature"] == 0
    caps = {"openai": "max_completion_tokens", "anthropic": "max_tokens", "ollama": "num_predict"}
    assert given[caps[provider]] == 500


@pytest.mark.parametrize("provider", PROVIDERS)
def test_key_goes_along_as_a_header(server: ModelServer, provider: Provider) -> None:
    _model(server, provider, key="k-secret").ask(_request())

    assert server.asked[0].headers["authorization"] == "Bearer k-secret"


BAD: dict[str, tuple[Behaviour, Reason]] = {
    "says nothing": (server_that.says_nothing, "timeout"),
    "hangs in the body": (server_that.hangs_in_the_body, "timeout"),
    "drips its body": (server_that.drips_its_body, "timeout"),
    "drips its headers": (server_that.drips_its_headers, "timeout"),
    "hangs up": (server_that.hangs_up, "unreachable"),
    "speaks another protocol": (server_that.speaks_another_protocol, "unreachable"),
    "429": (server_that.is_too_busy, "rate_limited"),
    "429, come again in an hour": (server_that.busy_for("3600"), "rate_limited"),
    "429, come again at once, twice": (server_that.busy_for("0"), "rate_limited"),
    "429, come again at nonsense": (server_that.busy_for("soon"), "rate_limited"),
    "500": (server_that.failing(500), "server_error"),
    "502": (server_that.failing(502, ""), "server_error"),
    "503 with a page": (server_that.shows_a_page, "server_error"),
    "401": (server_that.failing(401), "not_authorised"),
    "403": (server_that.failing(403), "not_authorised"),
    "400 to everything": (server_that.failing(400), "rejected"),
    "402": (server_that.failing(402), "rejected"),
    "200 with a page": (server_that.shows_a_good_page, "bad_reply"),
    "broken JSON": (server_that.sends('{"id": "chatcmpl-1", "choices": [{'), "bad_reply"),
    "empty body": (server_that.sends(""), "bad_reply"),
    "null": (server_that.sends("null"), "bad_reply"),
    "a list": (server_that.sends("[1, 2]"), "bad_reply"),
    "empty object": (server_that.sends("{}"), "bad_reply"),
    "an error in 200": (server_that.sends('{"error": {"message": "no"}}'), "bad_reply"),
    "no UTF-8": (server_that.sends(b'{"id": "\xff\xfe"}'), "bad_reply"),
    "deeply nested": (server_that.sends("[" * 200_000), "bad_reply"),
    "50 MB": (server_that.sends_much, "too_large"),
    "50 MB, untold": (server_that.sends_much_untold, "too_large"),
    "an endless error": (server_that.sends_an_endless_error, "too_large"),
    "packed": (
        server_that.sends(gzip.compress(b" " * 10_000_000), content_encoding="gzip"),
        "bad_reply",
    ),
    "cut in the middle": (server_that.is_cut, "bad_reply"),
    "redirect to another host": (
        server_that.redirecting("http://192.0.2.1/v1/chat/completions"),
        "redirected",
    ),
    "redirect with another method": (server_that.redirecting("/elsewhere", 302), "redirected"),
    "wrong content type": (
        server_that.sends(json.dumps(GOOD), content_type="text/plain"),
        "bad_reply",
    ),
    "wrong schema": (server_that.saying('{"statements": [{"role": "finding"}]}'), "bad_reply"),
    "more than the schema has": (
        server_that.saying(json.dumps({**GOOD, "link": "http://x.example"})),
        "bad_reply",
    ),
    "refusal as text": (server_that.saying("I'm sorry, but I can't help with that."), "bad_reply"),
    "refusal as its end": (server_that.saying("", end="refusal"), "declined"),
    "ended by its length": (server_that.saying('{"statements": [', end="length"), "cut_short"),
    "says nothing at all": (server_that.saying(""), "bad_reply"),
    "50 kB of words": (server_that.saying("ord " * 12_500), "bad_reply"),
    "braces without end": (server_that.saying("{" * 50_000), "bad_reply"),
}

# Ways that hold for one protocol alone.
BAD_OF_OPENAI: dict[str, tuple[Behaviour, Reason]] = {
    "empty choices": (
        server_that.sends(json.dumps({**openai_reply({}), "choices": []})),
        "bad_reply",
    ),
    "null choices": (
        server_that.sends(json.dumps({**openai_reply({}), "choices": None})),
        "bad_reply",
    ),
    "no message": (server_that.sends(json.dumps(openai_reply({}))), "bad_reply"),
    "refusal": (
        server_that.sends(
            json.dumps(openai_reply({"role": "assistant", "content": None, "refusal": "No."}))
        ),
        "declined",
    ),
    "content filter": (server_that.saying("", end="content_filter"), "declined"),
    "a call of something else": (server_that.calling({"city": "Orust"}), "bad_reply"),
    "a call with broken arguments": (server_that.calling('{"statements": ['), "bad_reply"),
}


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(("behaviour", "reason"), BAD.values(), ids=BAD)
def test_bad_server_ends_in_a_typed_failure_in_time(
    server: ModelServer, provider: Provider, behaviour: Behaviour, reason: Reason
) -> None:
    server.behave(behaviour)

    failure = _failure(_model(server, provider), SHORT if reason == "timeout" else SECONDS)

    assert failure.reason == reason


@pytest.mark.parametrize(("behaviour", "reason"), BAD_OF_OPENAI.values(), ids=BAD_OF_OPENAI)
def test_bad_reply_of_a_protocol_is_a_typed_failure(
    server: ModelServer, behaviour: Behaviour, reason: Reason
) -> None:
    server.behave(behaviour)

    assert _failure(_model(server)).reason == reason


@pytest.mark.parametrize("provider", PROVIDERS)
def test_server_that_is_not_there_is_unreachable(provider: Provider) -> None:
    with model_server() as gone:
        pass

    assert _failure(_model(gone, provider)).reason == "unreachable"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_name_that_nobody_has_is_unreachable(provider: Provider) -> None:
    model = LangchainModel(provider, "m", address="https://no-such-host.invalid/v1", key="k")

    failure = _failure(model, 5.0)

    assert failure.reason in ("unreachable", "timeout")  # as the name server of the machine does
    assert "no-such-host.invalid" in str(failure)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_server_that_does_not_prove_who_it_is_is_not_asked(
    provider: Provider, tmp_path: Path
) -> None:
    with model_server(_self_signed(tmp_path)) as unproven:
        failure = _failure(_model(unproven, provider))

        assert failure.reason == "tls"
        assert unproven.asked == []


def test_failure_tells_neither_key_nor_question_nor_reply(server: ModelServer) -> None:
    server.behave(server_that.failing(400, '{"error": {"message": "you sent: Vad kostar det?"}}'))

    failure = _failure(_model(server, key="k-secret"))

    assert "k-secret" not in str(failure)
    assert "kostar" not in str(failure)


def test_slow_server_that_is_good_is_waited_for(server: ModelServer) -> None:
    server.behave(server_that.slowly)

    reply = _model(server).ask(_request(10.0))

    assert _read(reply) == GOOD
    assert reply.seconds >= 0.5


@pytest.mark.parametrize("told", ["0", "0 ", "Thu, 01 Jan 2015 00:00:00 GMT"])
def test_busy_server_is_asked_once_more_when_it_says(server: ModelServer, told: str) -> None:
    server.behave(server_that.busy_for(told), server_that.good)

    assert _read(_model(server).ask(_request())) == GOOD
    assert len(server.asked) == 2


@pytest.mark.parametrize("told", ["", "3600"])
def test_busy_server_is_not_asked_again_where_it_is_not_told_when_or_too_late(
    server: ModelServer, told: str
) -> None:
    server.behave(server_that.busy_for(told))

    assert _failure(_model(server)).reason == "rate_limited"
    assert len(server.asked) == 1


def test_server_is_asked_at_most_once_more(server: ModelServer) -> None:
    server.behave(server_that.busy_for("0"))

    _failure(_model(server))

    assert len(server.asked) == 2


def test_server_without_forms_is_asked_for_a_call_and_then_in_words(server: ModelServer) -> None:
    unknown = server_that.failing(400, '{"error": "unknown field"}')
    words = f"Here it is:\n```json\n{json.dumps(GOOD)}\n```\nAnything else?"
    server.behave(unknown, unknown, server_that.saying(words))
    model = _model(server)

    first, again = model.ask(_request()), model.ask(_request())

    assert _read(first) == _read(again) == GOOD
    form, call, in_words, at_once = (asked.body for asked in server.asked)
    assert "response_format" in form
    assert "tools" in call
    assert not {"tools", "response_format"} & set(in_words)
    assert '"statements"' in in_words["messages"][0]["content"]
    assert at_once.keys() == in_words.keys()


def test_model_that_takes_no_temperature_is_asked_without(server: ModelServer) -> None:
    refusal = '{"error": {"message": "Unsupported value: \'temperature\' does not support 0"}}'
    server.behave(server_that.failing(400, refusal), server_that.good)

    assert _read(_model(server).ask(_request())) == GOOD
    assert "temperature" not in server.asked[1].body
    assert "response_format" in server.asked[1].body


def test_model_that_its_library_knows_to_take_no_temperature_is_asked_without(
    server: ModelServer,
) -> None:
    model = LangchainModel("anthropic", "claude-sonnet-5-5", address=server.url, key="k")

    assert _read(model.ask(_request())) == GOOD
    assert "temperature" not in server.asked[0].body


def test_server_that_knows_one_name_of_the_bound_gets_that(server: ModelServer) -> None:
    refusal = '{"error": {"message": "Unsupported parameter: max_tokens"}}'
    server.behave(server_that.failing(400, refusal), server_that.good)

    _model(server).ask(_request())

    assert server.asked[0].body["max_tokens"] == 500
    assert "max_tokens" not in server.asked[1].body


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_call_in_place_of_text_is_read(server: ModelServer, provider: Provider) -> None:
    server.behave(server_that.calling(GOOD))

    assert _read(_model(server, provider).ask(_request())) == GOOD


@pytest.mark.parametrize("provider", PROVIDERS)
def test_threads_end_with_their_call(server: ModelServer, provider: Provider) -> None:
    server.behave(server_that.drips_its_body)

    for _ in range(3):
        _failure(_model(server, provider), 0.2)

    deadline = time.monotonic() + 10
    while _threads_of_calls() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _threads_of_calls() == []


def _threads_of_calls() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("asyncio")]


def test_threads_share_a_model(server: ModelServer) -> None:
    model, replies = _model(server), list[ModelReply]()
    threads = [
        threading.Thread(target=lambda: replies.append(model.ask(_request()))) for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [_read(reply) for reply in replies] == [GOOD] * 8


@pytest.mark.parametrize("provider", PROVIDERS)
def test_server_outside_is_asked_through_the_proxy_of_the_environment(
    server: ModelServer, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    server.behave(server_that.failing(502))

    model = LangchainModel(provider, "m", address="https://llm.example.se/v1", key="k-secret")

    assert _failure(model, 5.0).reason == "unreachable"
    (asked,) = server.asked
    assert asked.path == "llm.example.se:443"
    assert "k-secret" not in str(asked)


def test_nothing_goes_anywhere_else_whatever_the_environment_says(
    server: ModelServer, tmp_path: Path, run: Run
) -> None:
    """Tracing, keys, addresses and logs of other programs are set, and none of them counts."""
    script = tmp_path / "ask.py"
    script.write_text(_SPIED, encoding="utf-8")
    elsewhere = "https://elsewhere.example"

    done = run(
        script,
        str(server.port),
        cwd=tmp_path,
        LANGSMITH_TRACING="true",
        LANGCHAIN_TRACING_V2="true",
        LANGSMITH_API_KEY="lsv2_secret",
        LANGSMITH_ENDPOINT=elsewhere,
        LANGSMITH_GATEWAY="true",
        OPENAI_BASE_URL=elsewhere,
        OPENAI_API_KEY="sk-other",
        OPENAI_PROXY="http://proxy.example:3128",
        HTTP_PROXY="http://proxy.example:3128",
        ALL_PROXY="http://proxy.example:3128",
        OPENAI_LOG="debug",
        ANTHROPIC_BASE_URL=elsewhere,
        ANTHROPIC_API_KEY="sk-other",
        ANTHROPIC_AUTH_TOKEN="sk-token-of-another",
        ANTHROPIC_LOG="debug",
        OLLAMA_HOST=elsewhere,
        OLLAMA_API_KEY="sk-other",
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [f"127.0.0.1:{server.port}"]
    assert "kostar" not in done.stderr
    assert len(server.asked) == 3
    for asked in server.asked:
        held = json.dumps([dict(asked.headers), asked.body])
        assert "k-ours" in held
        assert "other" not in held
        assert "lsv2" not in held


_SPIED = f"""
import json, sys
sys.path.insert(0, {str(ROOT)!r})
met = set()
def spy(event, given):
    if event in ("socket.connect", "socket.sendto"):
        met.add("%s:%s" % given[1][:2])
    elif event == "socket.getaddrinfo":
        met.add("%s:%s" % given[:2])
sys.addaudithook(spy)
from advisor.llm.langchain_model import LangchainModel
from advisor.llm.model import ModelRequest
from tests.llm.misbehaving import SCHEMA
address = "http://127.0.0.1:" + sys.argv[1]
for provider, path in (("openai", "/v1"), ("anthropic", ""), ("ollama", "")):
    model = LangchainModel(provider, "m", address=address + path, key="k-ours")
    model.ask(ModelRequest("You answer.", "Vad kostar det?", SCHEMA, 500, 30))
print(json.dumps(sorted(met)))
"""


def _self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
