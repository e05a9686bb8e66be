"""A source may be asked for what it comes to as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.questions.gist import gist_terms
from advisor.types import Query, Question, Term
from advisor.vocabulary import Form

NAME = Term("Viken", "viken", particular=True)
REPORT = Term("rapporten", "rapport")
MAIN = Term("huvudbudskapet", "huvudbudskap")
BRIDGE = Term("broar", "bro")


def _query(*terms: Term, form: Form = "open") -> Query:
    return Query(Question("?"), "?", "sv", form, terms, gist=gist_terms(terms))


def test_what_a_text_is_and_comes_to_is_no_matter_of_it() -> None:
    assert gist_terms([NAME, REPORT, MAIN, BRIDGE]) == {1, 2}
    assert gist_terms([Term("main message", "main message"), Term("report", "report")]) == {0, 1}


def test_name_is_never_a_word_for_the_whole() -> None:
    assert gist_terms([replace(REPORT, particular=True)]) == frozenset()


def test_source_is_asked_for_as_a_whole_where_nothing_else_is_asked() -> None:
    assert _query(MAIN, REPORT, NAME).asks_all_of({2})
    assert _query(MAIN, replace(BRIDGE, aside=True), NAME).asks_all_of({2})
    assert not _query(MAIN, BRIDGE, NAME).asks_all_of({2})
    assert not _query(MAIN, REPORT).asks_all_of(frozenset())


@pytest.mark.parametrize("query", [_query(REPORT, NAME, form="figure")])
def test_figure_of_a_source_is_not_the_source(query: Query) -> None:
    assert not query.asks_all_of({1})
    assert not replace(query, form="open", asks_who=True).asks_all_of({1})
