"""Figures for whoever operates the service."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from advisor.channels.web.app import create_app
from advisor.channels.web.metrics import Metrics
from advisor.errors import LimitReachedError, NotFoundError
from advisor.index.publishing import CURRENT
from advisor.service.parts import Service
from advisor.types import Caller

QUESTION = {"question": "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"}

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def app(service: Service) -> FastAPI:
    return create_app(service)


def test_request_is_counted_by_the_template_of_its_route(client: TestClient) -> None:
    for id in ("a-1", "a-2"):
        client.get(f"/v1/answers/{id}")

    found = _value(
        client, "advisor_http_requests_total", method="GET", route="/v1/answers/{id}", status="404"
    )

    assert found == 2


def test_labels_do_not_grow_with_what_strangers_ask_for(client: TestClient) -> None:
    for number in range(20):
        client.get(f"/nowhere/{number}")
        client.request(f"METHOD{number}", "/healthz")

    assert _routes_and_methods(client) == {"GET", "OTHER", "unmatched", "/healthz"}


def test_answer_is_counted_with_its_stages(client: TestClient) -> None:
    answer = client.post("/v1/ask", json=QUESTION).json()

    samples = _samples(client)

    assert _of(
        samples,
        "advisor_answers_total",
        channel="api",
        status=answer["status"],
        form=answer["form"],
        language="sv",
    )
    for stage in answer["provenance"]["seconds"]:
        assert _of(samples, "advisor_stage_seconds_count", stage=stage) == 1
    assert _of(samples, "advisor_answer_seconds_count", channel="api") == 1
    assert _of(samples, "advisor_answers_in_flight", channel="api") == 0


def test_failure_and_limit_are_told_apart(service: Service) -> None:
    figures = Metrics(service)
    caller = Caller("key:1", "", frozenset())

    for error in (LimitReachedError("Wait.", 5), NotFoundError("None."), ValueError("fråga")):
        with pytest.raises(type(error)), figures.observe(caller, "slack"):
            raise error

    told = figures.exposed("")[0].decode()
    assert 'advisor_limits_reached_total{channel="slack",limit="caller"} 1.0' in told
    assert 'advisor_answer_failures_total{channel="slack",code="not_found"} 1.0' in told
    assert 'advisor_answer_failures_total{channel="slack",code="unexpected"} 1.0' in told
    assert 'advisor_answers_in_flight{channel="slack"} 0.0' in told


def test_question_that_is_being_answered_is_in_flight(service: Service) -> None:
    figures = Metrics(service)

    with figures.observe(Caller("key:1", "", frozenset()), "teams"):
        told = figures.exposed("")[0].decode()

    assert 'advisor_answers_in_flight{channel="teams"} 1.0' in told


def test_index_records_and_feedback_are_told(client: TestClient) -> None:
    answer = client.post("/v1/ask", json=QUESTION).json()
    client.post("/v1/feedback", json={"answer": answer["id"], "useful": True})

    samples = _samples(client)

    provenance = answer["provenance"]
    build = {"build": provenance["index_build"], "hash": provenance["index_hash"]}
    assert _of(samples, "advisor_index_info", **build) == 1
    assert _of(samples, "advisor_index_usable") == 1
    assert 0 <= _of(samples, "advisor_index_age_seconds") < 10**7
    assert _of(samples, "advisor_index_openings_total") >= 1
    assert _of(samples, "advisor_index_opening_failures_total") == 0
    assert _of(samples, "advisor_records_bytes", file="advisor.sqlite") > 0
    assert _of(samples, "advisor_feedback", useful="true") == 1
    assert _of(samples, "advisor_feedback", useful="false") == 0


def test_service_without_an_index_is_told_as_such(client: TestClient, service: Service) -> None:
    (service.settings.index_folder / CURRENT).unlink()
    client.get("/readyz")

    samples = _samples(client)

    assert _of(samples, "advisor_index_usable") == 0
    assert _of(samples, "advisor_index_opening_failures_total") >= 1


def test_no_question_and_no_caller_is_in_the_figures(client: TestClient) -> None:
    client.post("/v1/ask", json=QUESTION)
    client.get("/v1/answers/hemlig?fraga=hemlig")

    told = client.get("/metrics").text

    assert "hemlig" not in told
    assert "plattform" not in told


def test_each_application_has_figures_of_its_own(app: FastAPI, service: Service) -> None:
    other = create_app(replace(service))
    with TestClient(app, client=("127.0.0.1", 1)) as first:
        first.get("/healthz")
    with TestClient(other, client=("127.0.0.1", 1)) as second:
        told = second.get("/metrics").text

    assert "/healthz" not in told


def test_figures_need_the_right_to_operate(app: FastAPI) -> None:
    with TestClient(app, client=("10.1.2.3", 1)) as stranger:
        assert stranger.get("/metrics").status_code == 401


def test_form_that_is_asked_for_is_given(client: TestClient) -> None:
    told = client.get("/metrics", headers={"Accept": "application/openmetrics-text"})

    assert told.headers["Content-Type"].startswith("application/openmetrics-text")
    assert told.text.endswith("# EOF\n")


def test_stream_flows_through_and_is_timed_to_its_end(app: FastAPI) -> None:
    seen: list[str] = []

    @app.get("/stream")
    def stream(request: Request) -> StreamingResponse:
        def parts() -> Iterator[bytes]:
            seen.append(_told(request))
            yield b"one"
            seen.append(_told(request))
            yield b"two"

        return StreamingResponse(parts())

    here = "http://127.0.0.1:8000"
    with TestClient(app, base_url=here, client=("127.0.0.1", 1)) as client:
        assert client.get("/stream").text == "onetwo"

        # While it lasted nothing was counted of it.
        assert [told.count('route="/stream"') for told in seen] == [0, 0]
        assert 'advisor_http_requests_total{method="GET",route="/stream",status="200"} 1.0' in (
            client.get("/metrics").text
        )


def _told(request: Request) -> str:
    figures: Metrics = request.app.state.metrics
    return figures.exposed("")[0].decode()


def _value(client: TestClient, name: str, **labels: str) -> float:
    return _of(_samples(client), name, **labels)


def _of(samples: Samples, name: str, **labels: str) -> float:
    return samples[name, frozenset(labels.items())]


def _samples(client: TestClient) -> Samples:
    told = client.get("/metrics")
    assert told.status_code == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(told.text)
        for sample in family.samples
    }


def _routes_and_methods(client: TestClient) -> set[str]:
    return {
        value
        for _, labels in _samples(client)
        for label, value in labels
        if label in ("route", "method")
    }
