"""The description of the interface tells all that it does."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from fastapi.testclient import TestClient
from jsonschema_rs import Draft202012Validator
from pydantic import BaseModel

from advisor import types, vocabulary
from advisor.channels.web import replies
from advisor.channels.web.examples import QUESTIONS

# One question for each way in which an answer may end.
ASKED = (
    *(example["value"] for example in QUESTIONS.values()),
    {"question": "Hur bakar man bullar?"},
    {"question": "Digitalisering"},
    {"question": "Ska vi ansluta oss?", "profile": {"population": 9000, "goals": ["samverkan"]}},
)
PAIRS = [
    (getattr(types, name.removesuffix("Reply")), model)
    for name, model in vars(replies).items()
    if isinstance(model, type)
    and issubclass(model, BaseModel)
    and name not in ("BaseModel", "AskReply")
]


@pytest.fixture(scope="module")
def document(api: TestClient) -> dict[str, Any]:
    """As programs fetch it."""
    fetched: dict[str, Any] = api.get("/openapi.json").json()
    return fetched


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def _validator(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Holds a value to a schema, in which nothing may stand that is not described."""
    closed = {
        name: {**one, "additionalProperties": False}
        for name, one in document["components"]["schemas"].items()
    }
    return Draft202012Validator({**schema, "components": {"schemas": closed}})


def test_operation_ids_are_these(document: dict[str, Any]) -> None:
    """Programs are generated from them: a change breaks them."""
    ours = {name: operation["operationId"] for name, operation in _operations(document)}

    assert ours == {
        "GET /healthz": "is_alive",
        "GET /readyz": "is_ready",
        "POST /v1/ask": "ask",
        "POST /v1/feedback": "give_feedback",
        "GET /v1/answers/{id}": "read_answer",
        "DELETE /v1/answers/{id}": "delete_answer",
        "GET /v1/answers/{id}/document": "take_answer",
        "GET /v1/conversations": "list_conversations",
        "GET /v1/conversations/{id}": "read_conversation",
        "DELETE /v1/conversations/{id}": "delete_conversation",
        "GET /v1/sources": "list_sources",
        "GET /v1/sources/{id}": "read_source",
        "GET /v1/sources/{id}/text": "read_passage",
    }


@pytest.mark.parametrize(("value", "model"), PAIRS, ids=lambda one: one.__name__)
def test_reply_has_the_fields_of_its_value(value: type, model: type[BaseModel]) -> None:
    hints = get_type_hints(value, vars(vocabulary) | vars(types))

    assert set(model.model_fields) == set(hints)
    for name, field in model.model_fields.items():
        assert (type(None) in get_args(hints[name])) == (type(None) in get_args(field.annotation))


def test_every_field_of_an_answer_is_described(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    for name in (*(model.__name__ for _, model in PAIRS), "AskReply", "Problem", "AskBody"):
        assert schemas[name]["description"]
        for field, schema in schemas[name]["properties"].items():
            assert "description" in schema, f"{name}.{field}"


@pytest.mark.parametrize("body", ASKED, ids=lambda body: body["question"][:20])
def test_answer_is_as_described(
    body: dict[str, Any], api: TestClient, document: dict[str, Any]
) -> None:
    validator = _validator(document, {"$ref": "#/components/schemas/AskReply"})

    answer = api.post("/v1/ask", json=body).json()

    assert [error.message for error in validator.iter_errors(answer)] == []


def test_what_was_kept_and_what_is_read_is_as_described(
    api: TestClient, document: dict[str, Any]
) -> None:
    asked = api.post("/v1/ask", json=ASKED[0]).json()
    source = asked["statements"][0]["citations"][0]["source"]
    ids = {"answers": asked["id"], "conversations": asked["conversation"], "sources": source}

    for path, item in document["paths"].items():
        kind = path.split("/")[2] if path.startswith("/v1/") else ""
        if kind not in ids or "get" not in item:
            continue
        told = api.get(path.format(id=ids[kind]), params={"start": 0, "end": 9}).json()
        content = item["get"]["responses"]["200"]["content"]["application/json"]
        validator = _validator(document, content["schema"])
        assert [error.message for error in validator.iter_errors(told)] == [], path


def test_every_example_is_as_described(document: dict[str, Any]) -> None:
    checked = 0
    for name, operation in _operations(document):
        contents = [r.get("content", {}) for r in operation["responses"].values()]
        contents.append(operation.get("requestBody", {}).get("content", {}))
        for content in (one for media in contents for one in media.values()):
            validator = _validator(document, content["schema"])
            for key, example in content.get("examples", {}).items():
                errors = [error.message for error in validator.iter_errors(example["value"])]
                assert errors == [], f"{name}, {key}"
                checked += 1

    assert checked > 100


def test_every_operation_of_ours_has_examples_in_both_languages(document: dict[str, Any]) -> None:
    for name, operation in _operations(document):
        if operation.get("tags", [""])[0] not in ("ask", "sources", "records"):
            continue
        if "requestBody" in operation:
            assert set(operation["requestBody"]["content"]["application/json"]["examples"]) == {
                "sv",
                "en",
            }, name
        if "200" in operation["responses"]:
            content = operation["responses"]["200"]["content"]["application/json"]
            assert set(content["examples"]) == {"sv", "en"}, name


def test_every_failure_is_described_as_a_problem(document: dict[str, Any]) -> None:
    for name, operation in _operations(document):
        if operation.get("tags", [""])[0] not in ("ask", "sources", "records"):
            continue
        failures = {s: r for s, r in operation["responses"].items() if int(s) >= 400}
        assert set(failures) >= {"401", "403", "429", "500", "503"}, name
        for status, response in failures.items():
            assert list(response["content"]) == ["application/problem+json"], (name, status)


def test_no_page_that_loads_scripts_from_elsewhere_is_served(api: TestClient) -> None:
    """As those of the framework do."""
    assert api.get("/docs").status_code == 404
    assert api.get("/redoc").status_code == 404
