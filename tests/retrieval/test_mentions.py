"""A question names a source by a name or a year, never by a common word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.retrieval.mentions import SourceMentions
from advisor.types import Query, Question, Source, Term

BRIDGES = Source(
    "broar.txt",
    "Broar i Höganäs",
    "evaluation",
    authors=("Anna Lindqvist",),
    publisher="Höganäs kommun",
    date="2017-05",
)
LAMPS = Source(
    "lampor.txt", "Lampor på landet", "evaluation", publisher="Region Skåne", date="2020"
)
GREEN = Source("gront.txt", "Lampor och grönska", "guideline", date="2017")


def _find(*words: str) -> dict[str, set[int]]:
    query = Query(Question("?"), "?", "sv", "open", tuple(Term(w, w.lower()) for w in words))
    found = SourceMentions([BRIDGES, LAMPS, GREEN]).find(query)
    return {file: set(terms) for file, terms in found.items()}


@pytest.mark.parametrize(
    "word", ["Höganäs", "Hoganas", "Höganässtudien"[:8], "Lindqvist", "Lindqvists"]
)
def test_publisher_place_or_author_names_a_source(word: str) -> None:
    assert _find("broar", word) == {"broar.txt": {1}}


@pytest.mark.parametrize(
    "word",
    [
        "höganässtudien",
        "Höganäsrapporten",
        "hoganas-utvarderingen",
        "Höganäskandidatuppsats",
        "Höganäsforskarna",
        "Höganäsarbetet",
    ],
)
def test_name_within_the_word_for_a_work_names_the_source(word: str) -> None:
    assert _find(word) == {"broar.txt": {0}}


@pytest.mark.parametrize("word", ["landsrapporten", "brorapporten", "malmörapporten"])
def test_word_for_a_work_without_a_name_names_nothing(word: str) -> None:
    assert _find(word) == {}


@pytest.mark.parametrize(
    ("weight", "is_name", "named"),
    [(1.0, True, {"lampor.txt"}), (0.6, True, set()), (1.0, False, set())],
)
def test_name_in_the_other_language_names_the_source(
    weight: float, is_name: bool, named: set[str]
) -> None:
    term = Term("Scania", "scania", variants=(("skane", weight),), particular=is_name)
    query = Query(Question("?"), "?", "en", "open", (term,))

    assert set(SourceMentions([BRIDGES, LAMPS, GREEN]).find(query)) == named


def test_genitive_of_a_name_is_the_name() -> None:
    assert _find("Skånes") == {"lampor.txt": {0}}


def test_year_names_every_source_of_that_year() -> None:
    assert _find("2017") == {"broar.txt": {0}, "gront.txt": {0}}


def test_title_tells_which_source_of_a_name_is_meant() -> None:
    assert _find("2017", "broar") == {"broar.txt": {0}}
    assert _find("2017", "lampor", "grönska") == {"gront.txt": {0}}


def test_source_with_more_of_the_names_is_the_one_meant() -> None:
    assert _find("Höganäs", "2017") == {"broar.txt": {0, 1}}


@pytest.mark.parametrize("words", [("lampor",), ("broar", "landet"), ("1999",), ("Malmö",), ()])
def test_common_word_or_unknown_name_names_nothing(words: tuple[str, ...]) -> None:
    assert _find(*words) == {}


def test_longer_word_that_begins_like_a_name_is_another_word() -> None:
    assert _find("Skåningarnas") == {}


THESIS = Source("uppsats.txt", "Broar i Höganäs", "bachelor_thesis", publisher="Höganäs högskola")
RESEARCH = Source("forskning.txt", "Broar i Lomma", "research_report", publisher="Lomma högskola")
REPORT = Source("rapport.txt", "Lampor i Höganäs", "regional_report", publisher="Höganäs kommun")


def _meant(sources: list[Source], *words: str) -> set[str]:
    query = Query(Question("?"), "?", "sv", "open", tuple(Term(w, w.lower()) for w in words))
    return set(SourceMentions(sources).find(query))


def test_source_may_be_meant_by_what_it_alone_is() -> None:
    sources = [THESIS, RESEARCH, REPORT]

    assert _meant(sources, "kandidatuppsatsen") == {"uppsats.txt"}
    assert _meant(sources, "bachelor thesis") == {"uppsats.txt"}
    assert _meant(sources, "forskningsrapporten") == {"forskning.txt"}
    assert _meant([*sources, replace(THESIS, file="b.txt")], "kandidatuppsatsen") == set()
    assert _meant(sources, "rapporten") == set()


def test_name_comes_before_what_a_source_is() -> None:
    assert _meant([THESIS, RESEARCH, REPORT], "kandidatuppsatsen", "Lomma") == {"forskning.txt"}


def test_what_a_source_is_called_tells_which_of_a_name_is_meant() -> None:
    assert _meant([THESIS, REPORT], "Höganäs", "uppsatsen") == {"uppsats.txt"}
    assert _meant([THESIS, REPORT], "Höganäs", "report") == {"rapport.txt"}
    assert _meant([THESIS, REPORT], "Höganäs") == {"uppsats.txt", "rapport.txt"}


@pytest.mark.parametrize(
    ("word", "files"),
    [
        ("HK", {"broar.txt"}),
        ("HK-rapporten", {"broar.txt"}),
        ("RS", {"lampor.txt"}),
        ("rs-studien", {"lampor.txt"}),
        ("LP", set()),
    ],
)
def test_initials_of_a_publisher_name_its_source(word: str, files: set[str]) -> None:
    assert set(_find(word)) == files


def test_town_of_the_same_name_is_no_source() -> None:
    query = Query(
        Question("?"), "Vad gör Höganäs stad?", "sv", "open", (Term("Höganäs", "hoganas"),)
    )
    finder = SourceMentions([BRIDGES, LAMPS])

    assert finder.find(query) == {}
    assert set(finder.find(replace(query, standalone="Vad gör Höganäs?"))) == {"broar.txt"}


def _asked_of(*words: str, asking: int) -> list[str]:
    """Of a question whose first words only ask for a fact of a work."""
    terms = tuple(Term(w, w.lower()) for w in words)
    query = Query(
        Question("?"),
        "?",
        "sv",
        "open",
        terms,
        of_work=("author",),
        of_work_terms=frozenset(range(asking)),
    )
    return SourceMentions([THESIS, RESEARCH, REPORT]).asked_of(query)


def test_fact_is_asked_of_the_source_that_is_named_or_titled_so() -> None:
    assert _asked_of("skrivit", "rapporten", "Lomma", asking=2) == ["forskning.txt"]
    assert _asked_of("skrivit", "rapporten", "lampor", asking=2) == ["rapport.txt"]
    assert _asked_of("skrivit", "uppsatsen", "broar", asking=2) == ["uppsats.txt"]


def test_fact_is_asked_of_all_of_a_kind_where_none_is_told_apart() -> None:
    assert _asked_of("skrivit", "rapporten", asking=2) == ["forskning.txt", "rapport.txt"]
    assert _asked_of("skrivit", "källorna", asking=2) == [
        "uppsats.txt",
        "forskning.txt",
        "rapport.txt",
    ]


@pytest.mark.parametrize("rest", [("tunnlar",), ("Lomma", "lampor"), ("Malmö",)])
def test_fact_is_asked_of_none_where_the_question_wants_more(rest: tuple[str, ...]) -> None:
    assert _asked_of("skrivit", "rapporten", *rest, asking=2) == []


def test_work_that_is_named_as_such_comes_before_one_that_a_place_names() -> None:
    sources = [THESIS, RESEARCH]

    assert _meant(sources, "Lommarapporten", "Höganäs") == {"forskning.txt"}
    assert _meant(sources, "Lommarapporten", "uppsatsen", "Höganäs") == {
        "forskning.txt",
        "uppsats.txt",
    }


def test_follow_up_that_names_no_source_may_be_on_none() -> None:
    terms = (Term("tunneln", "tunnel"), Term("skrivit", "skriva"))
    query = Query(
        Question("?"),
        "?",
        "sv",
        "open",
        terms,
        of_work=("author",),
        of_work_terms=frozenset({0, 1}),
        own="Vem har skrivit den?",
    )
    mentions = SourceMentions([THESIS, RESEARCH, REPORT])

    assert mentions.asked_of(query) == []
    assert mentions.asked_of(replace(query, of_work=("newest",))) != []
