"""Requests made from the description of the interface, good and bad: none breaks it.

`ADVISOR_FUZZ_CASES=500 python -m pytest tests/channels/web/test_fuzzing.py` tries more of them.
"""

import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import positive_data_acceptance
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.conftest import Serve

CASES = int(os.environ.get("ADVISOR_FUZZ_CASES", "20"))  # of each operation
OPERATION_IDS = (
    *("ask", "give_feedback", "list_sources", "read_source", "read_passage"),
    *("read_answer", "delete_answer", "list_conversations", "read_conversation"),
    *("delete_conversation", "take_answer"),
)
TRIED = [
    (operation_id, mode)
    for operation_id in OPERATION_IDS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if (operation_id, mode) != ("list_sources", GenerationMode.NEGATIVE)  # takes nothing at all
]


@pytest.fixture(scope="module")
def description(serve: Serve) -> Iterator[OpenApiSchema]:
    """What a running server says of itself, with ids of things that it has among the examples."""
    with serve(ADVISOR_QUESTIONS_PER_MINUTE="1000000") as server:
        asked = httpx.post(f"{server.url}/v1/ask", json={"question": "Vad?"}, timeout=30).json()
        ids = {"answers": asked["id"], "conversations": asked["conversation"]}
        document = httpx.get(f"{server.url}/openapi.json").json()
        for path, item in document["paths"].items():
            for operation in item.values():
                for parameter in operation.get("parameters", ()):
                    if parameter["name"] == "id" and path.split("/")[2] in ids:
                        parameter["example"] = ids[path.split("/")[2]]
        config = schemathesis.Config.from_dict({"base-url": server.url})
        yield from_dict(document, config=config)
        assert httpx.get(f"{server.url}/healthz").status_code == 200
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("operation_id", "mode"), TRIED)
def test_every_request_is_answered_as_described(
    operation_id: str, mode: GenerationMode, description: OpenApiSchema
) -> None:
    operation = description.find_operation_by_id(operation_id)
    # Where a place ends depends on where it begins: no schema tells that.
    unsure: list[Any] = [positive_data_acceptance] if operation_id == "read_passage" else []

    @settings(
        max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy(generation_mode=mode))
    def requested(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(timeout=30, excluded_checks=unsure)

    requested()
