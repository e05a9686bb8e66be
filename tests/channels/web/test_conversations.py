"""What was asked before: for its owner, and to be read by who audits."""

import pytest
from fastapi.testclient import TestClient

from advisor.types import Caller
from tests.channels.web.callers import ANNA, AUDITOR, BERIT, calling_as

QUESTION = "Hur kan små kommuner samverka?"


def _asked(client: TestClient, caller: Caller, question: str = QUESTION) -> dict[str, str]:
    with calling_as(caller, client):
        answer = client.post("/v1/ask", json={"question": question}).json()
    return {"answers": answer["id"], "conversations": answer["conversation"]}


def _status(client: TestClient, caller: Caller, method: str, path: str) -> int:
    with calling_as(caller, client):
        return client.request(method, path).status_code


@pytest.mark.parametrize("kind", ["answers", "conversations"])
@pytest.mark.parametrize(
    ("caller", "read", "deleted"),
    [(ANNA, 200, 204), (BERIT, 404, 404), (AUDITOR, 200, 404)],
    ids=["owner", "another", "auditor"],
)
def test_owner_reads_and_deletes_and_auditor_reads(
    kind: str, caller: Caller, read: int, deleted: int, api: TestClient
) -> None:
    path = f"/v1/{kind}/{_asked(api, ANNA)[kind]}"

    assert _status(api, caller, "GET", path) == read
    assert _status(api, caller, "DELETE", path) == deleted
    assert _status(api, ANNA, "GET", path) == (404 if deleted == 204 else 200)


def test_answers_go_with_their_conversation(api: TestClient) -> None:
    asked = _asked(api, ANNA)

    _status(api, ANNA, "DELETE", f"/v1/conversations/{asked['conversations']}")

    assert _status(api, ANNA, "GET", f"/v1/answers/{asked['answers']}") == 404


def test_question_in_a_conversation_of_somebody_else_is_refused(api: TestClient) -> None:
    conversation = _asked(api, ANNA)["conversations"]

    with calling_as(AUDITOR, api):
        told = api.post("/v1/ask", json={"question": "Mer?", "conversation": conversation})

    assert told.status_code == 404


def test_conversation_tells_its_questions_and_answers_in_order(api: TestClient) -> None:
    first = _asked(api, ANNA)
    with calling_as(ANNA, api):
        api.post("/v1/ask", json={"question": "Mer?", "conversation": first["conversations"]})
        told = api.get(f"/v1/conversations/{first['conversations']}").json()

    assert [record["asked"]["text"] for record in told["records"]] == [QUESTION, "Mer?"]
    assert told["records"][1]["asked"]["history"] == [QUESTION]
    assert told["records"][0]["id"] == first["answers"]
    assert told["owner"] == ANNA.id


def test_conversations_of_a_caller_are_listed_newest_first_by_pages(client: TestClient) -> None:
    _asked(client, BERIT)
    asked = [_asked(client, ANNA, f"Fråga {n}?")["conversations"] for n in range(5)]

    pages: list[list[str]] = []
    before: str | None = None
    with calling_as(ANNA, client):
        while not pages or before:
            params = {"limit": "2"} | ({"before": before} if before else {})
            told = client.get("/v1/conversations", params=params).json()
            pages.append([one["id"] for one in told["conversations"]])
            before = told["next"]

    assert pages == [[asked[4], asked[3]], [asked[2], asked[1]], [asked[0]]]


def test_conversation_in_a_list_has_its_first_question_and_a_count(client: TestClient) -> None:
    conversation = _asked(client, ANNA)["conversations"]
    with calling_as(ANNA, client):
        client.post("/v1/ask", json={"question": "Mer?", "conversation": conversation})
        (told,) = client.get("/v1/conversations").json()["conversations"]

    assert (told["title"], told["answers"], told["channel"]) == (QUESTION, 2, "api")
