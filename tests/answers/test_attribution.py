"""A quote is introduced by who says it, when, and in what capacity."""

from __future__ import annotations

import pytest

from advisor.answers.attribution import attribution, source_name
from advisor.types import Language, SectionRole, Source
from tests.fakes import sentence_of

EVALUATION = Source("larm.txt", "Larm", "evaluation", publisher="Höganäs kommun", date="2022-05")
TEXT = "Larmen är billiga."


@pytest.mark.parametrize(
    ("role", "language", "said"),
    [
        ("recommendation", "sv", "Utvärderingen från Höganäs kommun (2022) rekommenderar"),
        ("conclusion", "sv", "Utvärderingen från Höganäs kommun (2022) drar slutsatsen"),
        ("other", "sv", "Utvärderingen från Höganäs kommun (2022) skriver"),
        ("result", "en", "The evaluation from Höganäs kommun (2022) reports"),
        ("references", "en", "The evaluation from Höganäs kommun (2022) writes"),
    ],
)
def test_verb_follows_the_section_and_the_language_of_the_question(
    role: SectionRole, language: Language, said: str
) -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, role=role)

    assert attribution(EVALUATION, sentence, language) == said


def test_list_item_is_introduced_by_the_words_over_its_list() -> None:
    sentence = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, kind="list_item")

    said = attribution(EVALUATION, sentence, "sv", "Tre saker talar för larmen:")

    assert said.endswith("redovisar: ”Tre saker talar för larmen”")


@pytest.mark.parametrize(
    ("source", "language", "name"),
    [
        (Source("a.txt", "A", "bachelor_thesis"), "sv", "Kandidatuppsatsen (odaterad)"),
        (Source("a.txt", "A", "bachelor_thesis"), "en", "The bachelor's thesis (undated)"),
        (Source("a.txt", "A", "pamphlet", date="1999"), "sv", "Dokumentet (1999)"),
        (Source("a.txt", "A", "pamphlet", date="1999"), "en", "The document (1999)"),
    ],
)
def test_source_is_named_by_kind_and_year_also_where_they_are_not_known(
    source: Source, language: Language, name: str
) -> None:
    assert source_name(source, language) == name
