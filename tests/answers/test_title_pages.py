"""Who wrote a source, and when, is quoted from its own title page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from advisor.answers.title_pages import TitlePageComposer, told_by
from advisor.documents.parsing import parse
from advisor.readers.plain_reader import read_txt
from advisor.types import Candidate, Document, Draft, Offer, Query, Question, Source
from advisor.vocabulary import Status, WorkFact
from tests.documents.parsed import PROSE

TITLE_PAGE = f"""Sjöbo Högskola

Författare: Lena Ask och Ola Berg

Handledare: Karin Holm

2019-03-08

Broar i bruk

Sammanfattning

{PROSE}
"""
SOURCE = Source(
    "broar.txt",
    "Broar i bruk",
    "research_report",
    title="Broar i bruk",
    authors=("Lena Ask", "Ola Berg"),
    publisher="Sjöbo högskola",
    date="2019-03-08",
)
RECORD = f"""dc.contributor.authorR. LIND, EVA

dc.contributor.authorSTEN, BO

{PROSE}

dc.contributor.departmentHögskolan i Ekvik/Vägtekniswe
"""
RECORDED = Source(
    "vagar.txt",
    "Vägar",
    "thesis_record",
    authors=("Eva R. Lind", "Bo Sten"),
    publisher="Högskolan i Ekvik",
)
BARE = Source("bara.txt", "Bara text", "bachelor_thesis", date="2015")


def _document(source: Source, text: str) -> Document:
    return parse(source, read_txt(text.encode()))


REPORT = _document(SOURCE, TITLE_PAGE)
DOCUMENTS = {
    d.source.file: d for d in (REPORT, _document(RECORDED, RECORD), _document(BARE, PROSE))
}


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("author", ["Författare: Lena Ask och Ola Berg"]),
        ("publisher", ["Sjöbo Högskola"]),
        ("date", ["2019-03-08"]),
        ("newest", ["2019-03-08"]),
        ("supervisor", ["Handledare: Karin Holm"]),
        ("version", []),
    ],
)
def test_line_that_tells_a_fact_is_quoted_as_it_stands(fact: WorkFact, told: list[str]) -> None:
    spans = told_by(REPORT, fact)

    assert [span.quote for span in spans] == told
    assert all(REPORT.text[span.start : span.end] == span.quote for span in spans)


def test_field_of_a_catalogue_is_quoted_without_its_name() -> None:
    record = DOCUMENTS["vagar.txt"]

    assert [span.quote for span in told_by(record, "author")] == ["R. LIND, EVA", "STEN, BO"]
    assert [span.quote for span in told_by(record, "publisher")] == [
        "Högskolan i Ekvik/Vägtekniswe"
    ]


def test_line_that_names_what_the_next_one_tells_is_quoted_with_it() -> None:
    document = _document(
        replace(SOURCE, authors=("Lena Ask",)),
        f"Broar i bruk\n\nFörfattare\n\nLena Ask, vägstrateg\n\nSammanfattning\n\n{PROSE}\n",
    )

    assert [span.quote for span in told_by(document, "author")] == [
        "Författare\n\nLena Ask, vägstrateg"
    ]


class _Other:
    """A composer that tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Status] = []

    def compose(self, query: Query, _candidates: Sequence[Candidate], _offer: Offer) -> Draft:
        self.asked.append(query.status)
        return Draft(query.status, ())


def _compose(
    files: list[str], *facts: WorkFact, status: Status = "answered"
) -> tuple[Draft, list[Status]]:
    other = _Other()
    composer = TitlePageComposer(other, lambda _query: files, DOCUMENTS.__getitem__)
    query = Query(Question("?"), "?", "sv", "open", (), status=status, of_work=facts)
    return composer.compose(query, []), other.asked


def test_each_source_tells_of_itself() -> None:
    draft, asked = _compose(["broar.txt", "vagar.txt"], "author")

    assert draft.status == "answered"
    assert [[span.quote for span in s.spans] for s in draft.statements] == [
        ["Författare: Lena Ask och Ola Berg"],
        ["R. LIND, EVA", "STEN, BO"],
    ]
    assert draft.statements[0].attribution == (
        "Forskningsrapporten från Sjöbo högskola (2019) uppger om sig själv"
    )
    assert asked == []


def test_several_facts_of_one_source_are_one_statement_in_the_order_of_the_page() -> None:
    draft, _ = _compose(["broar.txt"], "date", "author")

    assert [[span.quote for span in s.spans] for s in draft.statements] == [
        ["Författare: Lena Ask och Ola Berg", "2019-03-08"]
    ]


def test_answer_is_one_in_part_where_a_source_does_not_tell() -> None:
    draft, _ = _compose(["broar.txt", "vagar.txt"], "date")

    assert draft.status == "partial"
    assert len(draft.statements) == 1


def test_newest_source_comes_first() -> None:
    newer = _document(
        replace(SOURCE, file="nyare.txt", date="2021"),
        TITLE_PAGE.replace("2019-03-08", "Utgiven 2021"),
    )
    documents = {**DOCUMENTS, "nyare.txt": newer}
    composer = TitlePageComposer(
        _Other(), lambda _query: ["broar.txt", "nyare.txt"], documents.__getitem__
    )

    def quotes(fact: WorkFact) -> list[str]:
        query = Query(Question("?"), "?", "sv", "open", (), of_work=(fact,))
        return [s.spans[0].quote for s in composer.compose(query, []).statements]

    assert quotes("newest") == ["Utgiven 2021", "2019-03-08"]
    assert quotes("oldest") == ["2019-03-08", "Utgiven 2021"]


def test_something_else_is_asked_of_the_newest_alone() -> None:
    draft, _ = _compose(["vagar.txt", "broar.txt"], "author", "newest")

    assert [s.spans[0].source for s in draft.statements] == ["broar.txt"]
    assert draft.statements[0].spans[0].quote.startswith("Författare")


def test_none_is_called_oldest_where_an_older_one_does_not_tell_its_date() -> None:
    draft, asked = _compose(["broar.txt", "bara.txt"], "oldest")

    assert (draft.statements, asked) == ((), ["no_evidence"])


def test_what_no_title_page_tells_is_no_evidence() -> None:
    """The year that the corpus list has may be another than that of the work itself."""
    draft, asked = _compose(["bara.txt"], "date")

    assert (draft.status, draft.statements) == ("no_evidence", ())
    assert asked == ["no_evidence"]


def test_all_else_is_left_to_the_other_composer() -> None:
    assert _compose([], "author")[1] == ["answered"]
    assert _compose(["broar.txt"])[1] == ["answered"]
    assert _compose(["broar.txt"], "author", status="refused")[1] == ["refused"]
