"""Traces, as a collector on this machine receives them from a served process."""

import gzip
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from advisor.channels.web.tracing import Tracing
from advisor.errors import BadInputError
from tests.conftest import Run, Serve

QUESTION = {"question": "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"}
TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


@dataclass
class Collector:
    """What was sent to it."""

    address: str
    spans: list[Span] = field(default_factory=list)
    raw: bytes = b""
    resource: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def collected(serve: Serve) -> Iterator[Collector]:
    """What a collector has got when a server, of which two things were asked, has ended."""
    with _collecting() as collector:
        with serve(ADVISOR_OTLP_ENDPOINT=collector.address) as server:
            told = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
            httpx.post(f"{server.url}/v1/ask", json=QUESTION, headers=told, timeout=30)
            httpx.get(f"{server.url}/v1/answers/a-hemlig?fraga=hemlig", timeout=30)
        yield collector


def test_request_continues_the_trace_of_its_caller(collected: Collector) -> None:
    span = _span(collected, "POST /v1/ask")

    assert (span.trace_id.hex(), span.parent_span_id.hex()) == (TRACE, PARENT)
    assert span.kind == Span.SPAN_KIND_SERVER
    assert _attributes(span)["http.route"] == "/v1/ask"
    assert _attributes(span)["http.response.status_code"] == 200


def test_stages_stand_within_their_answer_and_that_within_its_request(
    collected: Collector,
) -> None:
    answer = _span(collected, "answer")
    stages = [span for span in collected.spans if span.parent_span_id == answer.span_id]

    assert answer.parent_span_id == _span(collected, "POST /v1/ask").span_id
    assert [span.name for span in stages] == [
        *("understand", "retrieve", "select", "compose", "cite", "report")
    ]
    for span in stages:
        assert answer.start_time_unix_nano <= span.start_time_unix_nano
        assert span.start_time_unix_nano <= span.end_time_unix_nano <= answer.end_time_unix_nano


def test_answer_is_told_by_how_it_fared(collected: Collector) -> None:
    told = _attributes(_span(collected, "answer"))

    assert (told["advisor.channel"], told["advisor.status"]) == ("api", "answered")
    assert told["advisor.statements"] >= 1


def test_request_without_a_trace_begins_one(collected: Collector) -> None:
    span = _span(collected, "GET /v1/answers/{id}")

    assert not span.parent_span_id
    assert span.trace_id.hex() != TRACE


def test_no_words_of_a_question_and_no_address_are_sent(collected: Collector) -> None:
    for hidden in ("plattform", "ansluta", "hemlig", "127.0.0.1"):
        assert hidden.encode() not in collected.raw
    assert collected.resource["service.name"] == "advisor"


def test_collector_that_is_not_there_harms_nothing(serve: Serve) -> None:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))  # and does not listen
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        with serve(ADVISOR_OTLP_ENDPOINT=address) as server:
            answered = httpx.post(f"{server.url}/v1/ask", json=QUESTION, timeout=30)
            server.process.terminate()
            started = time.monotonic()
            server.process.wait(timeout=30)

    assert answered.status_code == 200
    assert time.monotonic() - started < 12
    assert "plattform" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("endpoint", ["localhost:4318", "ftp://x", "http://", "collector"])
def test_endpoint_that_is_no_address_is_told(endpoint: str) -> None:
    with pytest.raises(BadInputError, match="ADVISOR_OTLP_ENDPOINT"):
        Tracing(endpoint)


def test_without_the_setting_nothing_that_sends_is_imported(run: Run, tmp_path: Path) -> None:
    finished = run("-c", _WITHOUT, cwd=tmp_path, ADVISOR_DATA=tmp_path)

    assert finished.returncode == 0, finished.stderr
    imported = finished.stdout.split()
    assert "advisor.channels.web.watching" in imported
    # The store of vectors imports OpenTelemetry's own parts, but not what sends over HTTP.
    assert not {
        *("opentelemetry.exporter.otlp.proto.http", "advisor.channels.web.tracing"),
        *("authlib", "joserfc", "advisor.channels.web.oidc"),
    }.intersection(imported)


_WITHOUT = """
import sys
from advisor.bootstrap import open_service
from advisor.channels.rendering import to_json
from advisor.channels.web.app import create_app
from advisor.settings import load_settings
create_app(open_service(load_settings(), to_json))
print("\\n".join(sys.modules))
"""


@contextmanager
def _collecting() -> Iterator[Collector]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    collector = Collector(f"http://127.0.0.1:{server.server_address[1]}")
    server.collector = collector  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield collector
    server.shutdown()
    server.server_close()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert self.path == "/v1/traces"
        collector: Collector = self.server.collector  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        collector.raw += body
        for sent in ExportTraceServiceRequest.FromString(body).resource_spans:
            collector.resource |= {
                one.key: one.value.string_value for one in sent.resource.attributes
            }
            for scope in sent.scope_spans:
                collector.spans += scope.spans
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests tell what they need."""


def _span(collector: Collector, name: str) -> Span:
    (found,) = (span for span in collector.spans if span.name == name)
    return found


def _attributes(span: Span) -> dict[str, Any]:
    return {
        one.key: getattr(one.value, one.value.WhichOneof("value") or "string_value")
        for one in span.attributes
    }
