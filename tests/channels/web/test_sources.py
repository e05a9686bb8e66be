"""Sources over HTTP: listed, looked through and read in context."""

import pytest
from fastapi.testclient import TestClient

from tests.channels.web.test_ask import QUESTION

SCANNED = "e-tjansteutveckling-sma-kommuner.txt"


def test_sources_are_listed_with_what_can_be_found_in_them(api: TestClient) -> None:
    listed = api.get("/v1/sources").json()["sources"]

    assert len(listed) == 5
    assert all(source["passages"] > 0 for source in listed)
    assert all(source["sentences"] >= source["passages"] for source in listed)
    (scanned,) = [source for source in listed if source["id"] == SCANNED]
    assert (scanned["year"], scanned["text_quality"], scanned["authors"]) == (2014, "ocr", [])


def test_sections_of_a_source_hold_the_sections_within_them(api: TestClient) -> None:
    source = api.get(f"/v1/sources/{SCANNED}").json()

    (conclusion,) = [s for s in source["sections"] if s["heading"] == "6. Slutsats"]
    (introduction,) = [s for s in source["sections"] if s["heading"] == "1. Inledning"]
    assert [s["heading"] for s in introduction["sections"]][:2] == ["1.1 Bakgrund", "1.2 Syfte"]
    assert introduction["page"] == 4
    assert introduction["end"] <= conclusion["start"] < conclusion["end"] <= source["characters"]


def test_every_quote_of_an_answer_is_read_back_from_its_place(api: TestClient) -> None:
    answer = api.post("/v1/ask", json={"question": QUESTION}).json()
    citations = [c for s in answer["statements"] for c in s["citations"]]

    assert citations
    for citation in citations:
        place = {"start": citation["start"], "end": citation["end"]}
        passage = api.get(f"/v1/sources/{citation['source']}/text", params=place).json()
        assert passage["text"] == citation["quote"]
        assert passage["raw"] == citation["raw_quote"]
        assert passage["section"] == citation["section"]
        assert passage["page"] == citation["page"]
        assert bool(passage["repaired"]) == citation["repaired"]


def test_mended_letters_are_marked_within_the_passage(api: TestClient) -> None:
    passage = api.get(f"/v1/sources/{SCANNED}/text", params={"start": 16, "end": 60}).json()

    (repair,) = passage["repaired"]
    shift = passage["start"]
    assert passage["text"][repair["start"] - shift : repair["end"] - shift] == "från"
    assert repair["raw"] == "fran"
    assert passage["before"].endswith("Sammanfattning\n\n")
    assert passage["after"].startswith("EU, anpassade")


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (5, 5, "span_outside"),
        (6, 5, "span_outside"),
        (0, 10**9, "span_outside"),
        (0, 20_001, "span_too_long"),
        (0, 10**9 + 1, "less_than_equal"),
        (-1, 5, "greater_than_equal"),
    ],
)
def test_place_that_a_source_has_not_is_refused(
    start: int, end: int, code: str, api: TestClient
) -> None:
    told = api.get(f"/v1/sources/{SCANNED}/text", params={"start": start, "end": end})

    assert told.status_code == 422
    assert [error["code"] for error in told.json()["errors"]] == [code]
