"""Who wrote a source, and when, is asked of the source and not of what it says."""

from __future__ import annotations

import pytest

from advisor.questions.works import work_facts, work_terms
from advisor.types import Term
from advisor.vocabulary import WorkFact


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ("Vem har skrivit Sjöborapporten?", {"author"}),
        ("vem är författare till utredningen om broar", {"author"}),
        ("Av vem är studien gjord?", {"author"}),
        ("Who are the authors of the study on bridges?", {"author"}),
        ("När publicerades rapporten?", {"date"}),
        ("Hur gammal är uppsatsen?", {"date"}),
        ("How old are your sources?", {"date"}),
        ("Vilka år var det rapporten skrevs?", {"date"}),
        ("Vem skrev rapporten och när?", {"author", "date"}),
        ("Vilken är den nyaste källan?", {"newest"}),
        ("Vem är författare till den äldsta rapporten?", {"oldest", "author"}),
        ("Vilket år publicerades rapporten?", {"date"}),
        ("Which year was the report published?", {"date"}),
        ("Vilket universitet kommer uppsatsen från?", {"publisher"}),
        ("Which of the reports is the oldest?", {"oldest"}),
        ("Är rapporten fastställd?", {"version"}),
        ("Vem var handledare för uppsatsen?", {"supervisor"}),
        ("Vid vilket universitet skrevs uppsatsen?", {"publisher"}),
        ("Which university published the essay?", {"publisher"}),
    ],
)
def test_fact_of_a_work_is_told_by_the_wording(asked: str, facts: set[WorkFact]) -> None:
    assert set(work_facts(asked, asked)) == facts


@pytest.mark.parametrize(
    "asked",
    [
        "Vem skrev under avtalet?",
        "När byggdes bron?",
        "Vad säger rapporten om broar?",
        "Who is the report written for?",
        "Till vem riktar sig rapporten?",
        "Hur många rapporter skrivs varje år?",
        "Vem ligger bakom bron i kommunen enligt rapporten?",
        "När ska kommuner bygga broar enligt rapporten?",
        "When should municipalities build according to the report?",
        "När är bron färdig enligt rapporten?",
        "Finns det en studie om när kommuner bygger?",
    ],
)
def test_what_a_work_says_or_whom_it_is_for_is_no_fact_of_it(asked: str) -> None:
    assert work_facts(asked, asked) == ()


def test_follow_up_points_to_the_work_that_was_named() -> None:
    history = "Vad säger Sjöborapporten om broar?"

    assert work_facts("Vem har skrivit den?", f"{history} – Vem har skrivit den?") == ("author",)
    assert work_facts("Vem har målat den?", f"{history} – Vem har målat den?") == ()
    assert work_facts("Vem har skrivit det?", "Vem har skrivit det?") == ()


def test_terms_that_only_ask_are_told_from_the_matter() -> None:
    terms = [Term("skrivit", "skriva"), Term("rapporten", "rapport"), Term("broar", "bro")]

    assert work_terms(terms, "Vem har skrivit rapporten om broar?") == {0, 1}


def test_name_is_never_a_word_that_only_asks() -> None:
    terms = [Term("Nya Rapporten", "nya rapporten", particular=True)]

    assert work_terms(terms, "Vem har skrivit Nya Rapporten?") == frozenset()


def test_matter_of_the_question_before_is_not_asked_again() -> None:
    terms = [Term("broar", "bro"), Term("skrivit", "skriva")]

    assert work_terms(terms, "Vem har skrivit den?") == {0, 1}
