"""Figures of how the service fares, for Prometheus to collect at /metrics."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import get_args

from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    exposition,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from advisor import __version__
from advisor.channels.web.access import OperatorOf
from advisor.channels.web.exchanges import Exchange
from advisor.errors import AdvisorError, BusyError, LimitReachedError
from advisor.records.database import FILE
from advisor.service.observers import Tell
from advisor.service.parts import Service
from advisor.types import Answer, Caller, Stage, Statement
from advisor.vocabulary import Channel

# Around the bars of the service: 0.03 and 0.1 s for an answer, 2 s for the slowest under load.
_ANSWER_SECONDS = (0.01, 0.03, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30)
_STAGE_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3)
_UNAUTHORISED = (401, 403)

router = APIRouter(tags=["health"])


class Metrics:
    """The figures of one application, in a registry of its own.

    A label has only values that the program knows: routes by their templates, never addresses,
    callers or words.
    """

    def __init__(self, service: Service) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "advisor_http_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._request_seconds = Histogram(
            "advisor_http_request_seconds",
            "Seconds from a request's first byte to the last of its answer.",
            ("method", "route"),
            buckets=_ANSWER_SECONDS,
            registry=registry,
        )
        self._unauthorised = Counter(
            "advisor_http_unauthorised",
            "Requests of callers who are not known (401) or lack the right (403).",
            ("status",),
            registry=registry,
        )
        self._answers = Counter(
            "advisor_answers",
            "Answers that were given and kept.",
            ("channel", "status", "form", "language"),
            registry=registry,
        )
        self._failures = Counter(
            "advisor_answer_failures",
            "Questions that got an error instead of an answer, by its code.",
            ("channel", "code"),
            registry=registry,
        )
        self._limited = Counter(
            "advisor_limits_reached",
            "Questions turned away: a caller asked too often, or too much was asked at a time.",
            ("channel", "limit"),
            registry=registry,
        )
        self._in_flight = Gauge(
            "advisor_answers_in_flight",
            "Questions that are being answered, or wait for it.",
            ("channel",),
            registry=registry,
        )
        self._answer_seconds = Histogram(
            "advisor_answer_seconds",
            "Seconds from a question to its kept answer.",
            ("channel",),
            buckets=_ANSWER_SECONDS,
            registry=registry,
        )
        self._stage_seconds = Histogram(
            "advisor_stage_seconds",
            "Seconds of each stage of an answer.",
            ("stage",),
            buckets=_STAGE_SECONDS,
            registry=registry,
        )
        for channel in get_args(Channel):
            self._in_flight.labels(channel)
        Info("advisor_build", "The version that runs.", registry=registry).info(
            {"version": __version__}
        )
        registry.register(_Kept(service))
        ProcessCollector(registry=registry)

    @contextmanager
    def follow(self, exchange: Exchange) -> Iterator[None]:
        """Count a request and its seconds."""
        try:
            yield
        finally:
            status = str(exchange.status)
            self._requests.labels(exchange.method, exchange.route, status).inc()
            self._request_seconds.labels(exchange.method, exchange.route).observe(exchange.seconds)
            if exchange.status in _UNAUTHORISED:
                self._unauthorised.labels(status).inc()

    @contextmanager
    def observe(self, _caller: Caller, channel: Channel) -> Iterator[Tell]:
        """Count a question, its answer and the seconds of its stages."""
        started = time.perf_counter()

        def tell(seen: Stage | Statement | Answer) -> None:
            if isinstance(seen, Answer):
                self._answers.labels(channel, seen.status, seen.form, seen.language).inc()
                self._answer_seconds.labels(channel).observe(time.perf_counter() - started)
                for stage, seconds in seen.provenance.seconds.items():
                    self._stage_seconds.labels(stage).observe(seconds)

        with self._in_flight.labels(channel).track_inprogress():
            try:
                yield tell
            except BusyError as error:
                limit = "caller" if isinstance(error, LimitReachedError) else "service"
                self._limited.labels(channel, limit).inc()
                raise
            except AdvisorError as error:
                self._failures.labels(channel, error.code).inc()
                raise
            except Exception:
                self._failures.labels(channel, "unexpected").inc()
                raise

    def exposed(self, accept: str) -> tuple[bytes, str]:
        """All figures as they are now, in the form that is asked for, with its media type."""
        encode, media_type = exposition.choose_encoder(accept)
        return encode(self._registry), media_type


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request, _caller: OperatorOf) -> Response:
    """The figures, for whoever operates the service."""
    figures: Metrics = request.app.state.metrics
    content, media_type = figures.exposed(request.headers.get("Accept", ""))
    return Response(content, media_type=media_type)


class _Kept(Collector):
    """What is looked up when it is asked for: the index in use, and what is kept."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def describe(self) -> Iterable[Metric]:
        """Nothing is looked up before it is asked for."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """The figures at this time; one that cannot be told is left out."""
        yield from self._of_index()
        yield from self._of_records()

    def _of_index(self) -> Iterator[Metric]:
        live = self._service.live
        provenance = live.provenance()
        yield GaugeMetricFamily(
            "advisor_index_usable", "Whether questions are answered.", provenance is not None
        )
        if provenance is not None:
            info = GaugeMetricFamily(
                "advisor_index_info", "The index in use.", labels=("build", "hash")
            )
            info.add_metric((provenance.index_build, provenance.index_hash), 1)
            yield info
        published = live.published()
        if published is not None:
            yield GaugeMetricFamily(
                "advisor_index_age_seconds",
                "Seconds since the index was published.",
                time.time() - published,
            )
        for name, told, count in (
            ("advisor_index_openings", "Indexes that were opened.", live.opened),
            ("advisor_index_opening_failures", "Indexes that could not be opened.", live.failed),
        ):
            yield CounterMetricFamily(name, told, count)

    def _of_records(self) -> Iterator[Metric]:
        size = GaugeMetricFamily(
            "advisor_records_bytes", "Size of the records' database, by file.", labels=("file",)
        )
        for name in (FILE, f"{FILE}-wal"):
            path = self._service.settings.data / name
            if path.is_file():
                size.add_metric((name,), path.stat().st_size)
        yield size
        try:
            useful, not_useful = self._service.feedback.counts()
        except AdvisorError:
            return
        said = GaugeMetricFamily(
            "advisor_feedback", "What is kept of callers' feedback.", labels=("useful",)
        )
        said.add_metric(("true",), useful)
        said.add_metric(("false",), not_useful)
        yield said
