"""A word means the concepts of its rows, as a direction of length one."""

from __future__ import annotations

import math

import pytest

from advisor.language.concepts import (
    CENTRALITY,
    Meaning,
    concept_names,
    meaning_key,
    meanings,
    of_length_one,
    together,
)
from advisor.language.folding import fold
from advisor.language.glossary import Entry, Glossary
from advisor.vocabulary import Language


def _lemmas_of(term: str, language: Language) -> list[str]:
    """Folded words, in English without a plural s; `at` is the only function word."""
    ending = "s" if language == "en" else ""
    return [fold(word).removesuffix(ending) for word in term.split() if word != "at"]


def _meanings(*entries: Entry) -> dict[str, Meaning]:
    return dict(meanings(entries, _lemmas_of))


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def test_every_concept_of_the_glossary_stands_in_the_table(glossary: Glossary) -> None:
    used = {concept for entry in glossary.entries for concept in entry.concepts}

    assert used <= set(concept_names())


def test_every_concept_of_the_table_is_meant_by_a_word(glossary: Glossary) -> None:
    used = {concept for entry in glossary.entries for concept in entry.concepts}

    assert [name for name in concept_names() if name not in used] == []


def test_every_concept_is_listed_once_by_field_and_name() -> None:
    names = concept_names()

    assert len(names) >= 200
    assert len(set(names)) == len(names)
    assert all(name.count(".") == 1 and name == name.strip() for name in names)


def test_nearly_every_row_of_the_glossary_has_concepts(glossary: Glossary) -> None:
    without = [entry.sv for entry in glossary.entries if not entry.concepts]

    assert len(without) < len(glossary.entries) / 50, without


def test_no_row_has_more_concepts_than_are_weighed_or_one_twice(glossary: Glossary) -> None:
    assert all(
        len(entry.concepts) == len(set(entry.concepts)) <= len(CENTRALITY)
        for entry in glossary.entries
    )


def test_the_first_concept_of_a_row_is_the_most_central() -> None:
    meant = _meanings(Entry(("kaj",), (), (), ("b", "a", "c")))["sv:kaj"]

    assert meant["b"] > meant["a"] > meant["c"] > 0


def test_words_of_both_languages_mean_what_their_row_means() -> None:
    found = _meanings(Entry(("kaj", "brygga"), ("quay",), (), ("a",)))

    assert found == {"sv:kaj": {"a": 1}, "sv:brygga": {"a": 1}, "en:quay": {"a": 1}}


def test_related_words_do_not_mean_what_their_row_means() -> None:
    assert "sv:hamn" not in _meanings(Entry(("kaj",), (), ("hamn",), ("a",)))


def test_word_of_two_languages_has_its_meaning_in_each() -> None:
    found = _meanings(
        Entry(("barn",), ("child",), (), ("young",)), Entry(("lada",), ("barn",), (), ("house",))
    )

    assert found[meaning_key("barn", "sv")] == {"young": 1}
    assert found[meaning_key("barn", "en")] == {"house": 1}


def test_term_is_found_folded_as_written_and_by_its_lemmas() -> None:
    found = _meanings(Entry((), ("Quays at Sea",), (), ("a",)))

    assert found.keys() == {"en:quays at sea", "en:quay sea"}


def test_term_without_content_words_is_found_as_written_only() -> None:
    assert _meanings(Entry((), ("at",), (), ("a",))).keys() == {"en:at"}


def test_term_of_several_rows_has_the_concepts_of_each() -> None:
    meant = _meanings(Entry(("kaj",), (), (), ("a",)), Entry(("kaj", "x"), (), (), ("b",)))[
        "sv:kaj"
    ]

    assert meant == pytest.approx({"a": math.sqrt(0.5), "b": math.sqrt(0.5)})


def test_row_without_concepts_gives_no_meaning() -> None:
    assert _meanings(Entry(("kaj",), ("quay",), ())) == {}


def test_every_meaning_has_length_one() -> None:
    found = _meanings(
        Entry(("kaj",), (), (), ("a", "b", "c", "d")), Entry(("kaj", "pir"), (), (), ("b",))
    )

    assert [math.hypot(*meant.values()) for meant in found.values()] == pytest.approx([1, 1])


def test_length_one_keeps_the_direction() -> None:
    assert of_length_one({"a": 30, "b": 40}) == pytest.approx({"a": 0.6, "b": 0.8})


@pytest.mark.parametrize("weights", [{}, {"a": 0.0}])
def test_no_weight_has_no_direction(weights: dict[str, float]) -> None:
    assert of_length_one(weights) == {}


def test_words_together_mean_each_concept_as_strongly_as_the_word_that_has_it_most() -> None:
    meant = together([({"a": 1.0, "b": 0.2}, 0.5), ({"b": 0.9}, 1.0), ({"a": 0.4}, 1.0)])

    assert meant == pytest.approx({"a": 0.5, "b": 0.9})
