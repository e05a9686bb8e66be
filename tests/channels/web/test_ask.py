"""Questions over HTTP."""

import httpx
from fastapi.testclient import TestClient

from tests.conftest import Serve

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"


def test_question_is_answered_and_kept(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()

    record = client.get(f"/v1/answers/{answer['id']}").json()

    assert answer["status"] == "answered"
    assert record["answer"]["statements"] == answer["statements"]
    assert record["conversation"] == answer["conversation"]


def test_follow_up_is_answered_in_its_conversation(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": QUESTION}).json()

    second = client.post(
        "/v1/ask", json={"question": "Vad kostar det?", "conversation": first["conversation"]}
    ).json()

    assert second["standalone_question"].startswith(QUESTION.rstrip("?"))


def test_server_answers_as_a_process(serve: Serve) -> None:
    with serve() as server:
        answered = httpx.post(f"{server.url}/v1/ask", json={"question": QUESTION}, timeout=30)

    assert answered.status_code == 200
    assert answered.json()["statements"]
