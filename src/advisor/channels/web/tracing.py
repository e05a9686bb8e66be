"""Spans of requests, questions and their stages, sent to an OpenTelemetry collector."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anyio import to_thread

from advisor import __version__
from advisor.channels.web.exchanges import Exchange
from advisor.errors import AdvisorError, BadInputError
from advisor.service.observers import Tell
from advisor.types import Answer, Caller, Stage, Statement
from advisor.vocabulary import Channel

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span

_PATH = "/v1/traces"
_SEND_SECONDS = 5  # for one sending, with what is tried again
_END_SECONDS = 5  # for what is left when the service ends


class Tracing:
    """A trace continues that of the caller's `traceparent`; it tells of no words and no person."""

    def __init__(self, endpoint: str) -> None:
        address = _address(endpoint)
        try:
            from opentelemetry import trace
            from opentelemetry.context import Context
            from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

            self._provider = _provider(address)
        except ImportError as error:
            raise BadInputError(
                "ADVISOR_OTLP_ENDPOINT is set, and OpenTelemetry is not installed. Install"
                " advisor[otel], or unset it."
            ) from error
        self._trace = trace
        self._nothing_before = Context
        self._propagator = TraceContextTextMapPropagator()
        self._tracer = self._provider.get_tracer("advisor", __version__)

    @contextmanager
    def follow(self, exchange: Exchange) -> Iterator[None]:
        """A span of a request."""
        before = self._propagator.extract(dict(exchange.headers), self._nothing_before())
        span = self._tracer.start_span(
            exchange.method, context=before, kind=self._trace.SpanKind.SERVER
        )
        with self._in_use(span):
            try:
                yield
            finally:
                span.update_name(f"{exchange.method} {exchange.route}")
                span.set_attribute("http.request.method", exchange.method)
                span.set_attribute("http.route", exchange.route)
                span.set_attribute("http.response.status_code", exchange.status)
                span.set_attribute("advisor.request_id", exchange.request_id)
                if exchange.status >= 500:
                    span.set_status(self._trace.StatusCode.ERROR)

    @contextmanager
    def observe(self, _caller: Caller, channel: Channel) -> Iterator[Tell]:
        """A span of a question, within its request's if it came by one, and one of each stage."""
        span = self._tracer.start_span("answer", attributes={"advisor.channel": channel})
        stage: Span | None = None

        def tell(seen: Stage | Statement | Answer) -> None:
            nonlocal stage
            if isinstance(seen, Statement):
                return
            if stage is not None:
                stage.end()
                stage = None
            if isinstance(seen, Stage):
                within = self._trace.set_span_in_context(span)
                stage = self._tracer.start_span(seen.name, context=within)
            else:
                _tell_of(seen, span)

        with self._in_use(span):
            try:
                yield tell
            except Exception as error:
                code = error.code if isinstance(error, AdvisorError) else "unexpected"
                span.set_attribute("advisor.code", code)
                span.set_status(self._trace.StatusCode.ERROR)
                raise
            finally:
                if stage is not None:
                    stage.end()

    async def close(self) -> None:
        """Send what is left; a collector that does not answer is waited for a short time."""
        await to_thread.run_sync(self._close)

    def _close(self) -> None:
        self._provider.force_flush(_END_SECONDS * 1000)
        self._provider.shutdown()

    @contextmanager
    def _in_use(self, span: Span) -> Iterator[None]:
        """What begins meanwhile, in this thread and those it begins, is below this span.

        An exception is not written into it: its words may be those of a question.
        """
        with self._trace.use_span(
            span, end_on_exit=True, record_exception=False, set_status_on_exception=False
        ):
            yield


def _tell_of(answer: Answer, span: Span) -> None:
    span.set_attribute("advisor.status", answer.status)
    span.set_attribute("advisor.form", answer.form)
    span.set_attribute("advisor.language", answer.language)
    span.set_attribute("advisor.statements", len(answer.statements))
    span.set_attribute("advisor.index", answer.provenance.index_build)


def _provider(address: str) -> TracerProvider:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    who = Resource.create({"service.name": "advisor", "service.version": __version__})
    provider = TracerProvider(resource=who, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(endpoint=address, timeout=_SEND_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _address(endpoint: str) -> str:
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadInputError(
            "ADVISOR_OTLP_ENDPOINT is not the address of a collector. Write it as"
            " http://localhost:4318."
        )
    base = endpoint.rstrip("/")
    return base if base.endswith(_PATH) else base + _PATH
