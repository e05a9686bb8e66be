"""An answer that was kept is taken along as a file, by those who may read it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from advisor.channels.rendering import to_json, visible
from advisor.records.answers import AnswerRecords
from advisor.service.parts import Service
from advisor.types import Question
from tests.channels.test_rendering import ANSWER
from tests.channels.web import callers
from tests.channels.web.callers import ANNA, AUDITOR, BERIT, calling_as
from tests.channels.word_files import alive, below, opened, texts

QUESTION = "Ska vi ansluta oss till en gemensam e-tjänsteplattform?"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HERE = "http://127.0.0.1:8000/"
NAMES = {
    QUESTION: "Ska vi ansluta oss till en gemensam e-tjänsteplattform",
    'Vad kostar drift/underhåll: 10 % eller "20"?': "Vad kostar drift underhåll 10 eller 20",
    "../../etc/passwd \\\\server\\del|rör?": ".. .. etc passwd server del rör",
    "Kort.docx\r\nSet-Cookie: a=b": "Kort.docx Set-Cookie a=b",
    "Vad gör 東京?": "Vad gör 東京",
    "Hur många " + "ord " * 100: "Hur många " + "ord " * 14 + "ord",
    "a" * 500: "a" * 69,
    "Varför...": "Varför",
}


def _taken(client: TestClient, id: str, format: str | None = None) -> Any:
    params = {} if format is None else {"format": format}
    return client.get(f"/v1/answers/{id}/document", params=params)


def _asked(client: TestClient, **body: object) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/v1/ask", json={"question": QUESTION, **body}).json()
    return answer


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Service]:
    """A service without an index: what was kept can be taken along all the same."""
    with callers.opened(tmp_path) as service:
        yield service


@pytest.fixture(scope="module")
def answer(api: TestClient) -> dict[str, Any]:
    """One that was kept, and asked for a municipality."""
    return _asked(api, profile={"name": "Forshaga", "population": 11_400})


def test_word_document_holds_every_quote_and_leads_to_its_place(
    api: TestClient, answer: dict[str, Any]
) -> None:
    taken = _taken(api, answer["id"], "docx")

    assert taken.status_code == 200
    assert taken.headers["content-type"] == WORD
    document = opened(taken.content)
    said = " ".join(text for style in ("Quote", "Normal") for text in texts(document, style))
    citations = [c for s in answer["statements"] for c in s["citations"]]
    assert citations
    assert [c["quote"] for c in citations if visible(c["quote"]) not in said] == []
    listed = " ".join(below(document, "Källor"))
    assert [c["number"] for c in citations if f"[{c['number']}]\t" not in listed] == []
    assert alive(taken.content, HERE) == []
    assert len(alive(taken.content)) == len({c["number"] for c in citations})


def test_word_document_tells_of_the_municipality_that_asked(
    api: TestClient, answer: dict[str, Any]
) -> None:
    document = opened(_taken(api, answer["id"], "docx").content)

    told = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    assert told["Uppgifter om kommunen som vägdes in"] == "Forshaga, 11\u00a0400 invånare"
    assert told["Registrets kontrollsumma"] == answer["provenance"]["index_hash"]


def test_markdown_has_the_answer_with_links_to_its_places(
    api: TestClient, answer: dict[str, Any]
) -> None:
    taken = _taken(api, answer["id"], "md")

    assert taken.headers["content-type"] == "text/markdown; charset=utf-8"
    assert taken.text.startswith(f"# {QUESTION}\n\n*Ett automatiskt system svarar")
    assert f"[[1]]({HERE}" in taken.text


@pytest.mark.parametrize("format", ["json", None])
def test_record_is_the_same_as_the_one_that_is_read(
    format: str | None, api: TestClient, answer: dict[str, Any]
) -> None:
    taken = _taken(api, answer["id"], format)

    assert taken.headers["content-type"] == "application/json"
    assert taken.json() == api.get(f"/v1/answers/{answer['id']}").json()
    assert "e-tjänsteplattform" in taken.text


@pytest.mark.parametrize("format", ["docx", "md", "json"])
def test_file_is_saved_under_the_day_and_the_question(
    format: str, api: TestClient, answer: dict[str, Any]
) -> None:
    disposition = _taken(api, answer["id"], format).headers["content-disposition"]

    day = answer["created"][:10]
    plain, encoded = _names(disposition)
    assert encoded == f"{day} Ska vi ansluta oss till en gemensam e-tjänsteplattform.{format}"
    assert plain == f"{day} Ska vi ansluta oss till en gemensam e-tjansteplattform.{format}"


@pytest.mark.parametrize("format", ["pdf", "", "DOCX", "docx\x00"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Ska vara något av 'docx', 'md' eller 'json'."), ("en", "It must be one of")],
)
def test_format_that_there_is_none_of_is_refused_with_those_there_are(
    format: str, language: str, said: str, api: TestClient, answer: dict[str, Any]
) -> None:
    api.headers["accept-language"] = language

    told = _taken(api, answer["id"], format)

    assert told.status_code == 422
    assert told.headers["content-type"] == "application/problem+json"
    (error,) = told.json()["errors"]
    assert (error["parameter"], error["code"]) == ("format", "literal_error")
    assert error["detail"].startswith(said)


@pytest.mark.parametrize("format", ["docx", "md", "json"])
@pytest.mark.parametrize(
    ("caller", "status"),
    [(ANNA, 200), (BERIT, 404), (AUDITOR, 200)],
    ids=["owner", "another", "auditor"],
)
def test_owner_and_auditor_take_an_answer_along_and_nobody_else(
    format: str, caller: Any, status: int, api: TestClient
) -> None:
    with calling_as(ANNA, api):
        id = _asked(api)["id"]

    with calling_as(caller, api):
        taken = _taken(api, id, format)

    assert taken.status_code == status
    assert ("content-disposition" in taken.headers) == (status == 200)


@pytest.mark.parametrize("question", ["Hur bakar man bullar?", "Digitalisering", "Skriv en dikt"])
def test_refusal_can_be_taken_along_as_well(question: str, api: TestClient) -> None:
    id = _asked(api, question=question)["id"]

    document = opened(_taken(api, id, "docx").content)

    assert texts(document, "Title")[0].startswith("Fråga ")
    assert _taken(api, id, "md").status_code == 200


@pytest.mark.parametrize("question", NAMES, ids=range(len(NAMES)))
def test_name_of_a_file_is_one_on_every_system(question: str, bare: Service) -> None:
    data = to_json(replace(ANSWER, question=question, standalone_question=question))
    id = _kept(bare, data)

    taken = _taken(_client(bare), id, "docx")

    assert taken.status_code == 200
    plain, encoded = _names(taken.headers["content-disposition"])
    assert encoded[11:].removesuffix(".docx") == NAMES[question]
    assert len(encoded) <= 85
    assert plain.isascii()
    assert not set(plain) & set('\\/:*?"<>|\r\n')
    assert [name for name in taken.headers if name == "set-cookie"] == []


def test_record_of_another_version_is_taken_as_json_alone(bare: Service) -> None:
    data = {name: value for name, value in to_json(ANSWER).items() if name != "summary"}
    id = _kept(bare, data)

    told = _taken(_client(bare), id, "docx")

    assert told.status_code == 422
    (error,) = told.json()["errors"]
    assert error["code"] == "record_of_another_version"
    assert error["detail"].endswith("Take it as json.")
    assert _taken(_client(bare), id, "json").json()["answer"] == data


def _kept(service: Service, data: Mapping[str, Any]) -> str:
    """Keep an answer, said to have been given as these data, for this machine; its id."""
    AnswerRecords(service.database).keep(None, "local", "api", Question("Så?"), ANSWER, data)
    return ANSWER.id


def _client(service: Service) -> TestClient:
    return callers.client_at(service, callers.HERE)


def _names(disposition: str) -> tuple[str, str]:
    """The name for old programs, and the one in all letters."""
    kind, plain, encoded = disposition.split("; ")
    assert kind == "attachment"
    assert plain.startswith('filename="')
    assert plain.endswith('"')
    assert encoded.startswith("filename*=UTF-8''")
    return plain[len('filename="') : -1], unquote(encoded.removeprefix("filename*=UTF-8''"))
