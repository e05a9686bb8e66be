"""A quote is introduced by who says it, when, and in what capacity."""

from __future__ import annotations

import pytest

from advisor.answers.attribution import attribution, source_name
from advisor.types import Source
from advisor.vocabulary import Language, SectionRole, Voice
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


def _relayed(voice: Voice, said_by: str, role: SectionRole, language: Language = "sv") -> str:
    place = (0, 0, len(TEXT))
    sentence = sentence_of(0, "larm.txt", place, TEXT, role=role, voice=voice, said_by=said_by)
    return attribution(EVALUATION, sentence, language)


@pytest.mark.parametrize(
    ("voice", "said_by", "language", "said"),
    [
        ("literature", "Malm (2010)", "sv", "Enligt Malm (2010), återgivet i utvärderingen från"),
        ("literature", "", "sv", "Enligt en annan källa, återgivet i utvärderingen från"),
        ("respondent", "fastighetschefen", "sv", "Enligt fastighetschefen, återgivet i utvärd"),
        ("respondent", "", "sv", "Enligt de tillfrågade, återgivet i utvärderingen från"),
        ("literature", "Malm (2010)", "en", "According to Malm (2010), as relayed in the evalu"),
        ("literature", "", "en", "According to another source, as relayed in the evaluation"),
        ("respondent", "", "en", "According to those who were asked, as relayed in the evalu"),
    ],
)
@pytest.mark.parametrize("role", ["result", "theory", "background"])
def test_what_is_relayed_is_the_word_of_those_who_said_it(
    voice: Voice, said_by: str, language: Language, said: str, role: SectionRole
) -> None:
    assert _relayed(voice, said_by, role, language).startswith(said)


@pytest.mark.parametrize(
    ("said_by", "name"),
    [
        ("Malm, 2010", "Malm (2010)"),
        ("Malm 2010", "Malm (2010)"),
        ("Malm & Ek, 2010b", "Malm & Ek (2010b)"),
        ("Malm et al., 2010", "Malm et al. (2010)"),
        ("Malm, 2010; Ek, 2012", "Malm, 2010; Ek, 2012"),
        ("Larmboken", "Larmboken"),
    ],
)
def test_reference_in_parentheses_is_named_as_in_a_sentence(said_by: str, name: str) -> None:
    assert _relayed("literature", said_by, "result").startswith(f"Enligt {name}, återgivet i")


@pytest.mark.parametrize("role", ["recommendation", "conclusion", "summary", "discussion"])
def test_own_analysis_that_leans_on_a_work_stays_the_source_s_own(role: SectionRole) -> None:
    own = _relayed("author", "", role)

    assert _relayed("literature", "Malm, 2010", role) == f"{own}, med hänvisning till Malm (2010)"
    assert _relayed("literature", "", role) == own
    assert _relayed("respondent", "Malm", role).startswith("Enligt Malm, återgivet i")


def test_own_analysis_names_the_work_in_the_language_of_the_question() -> None:
    said = _relayed("literature", "Malm, 2010", "conclusion", "en")

    assert said.endswith(" concludes, with reference to Malm (2010)")


def test_words_over_a_list_follow_whoever_said_it() -> None:
    item = sentence_of(0, "larm.txt", (0, 0, len(TEXT)), TEXT, kind="list_item", voice="respondent")

    said = attribution(EVALUATION, item, "sv", "Tre saker talar för larmen:")

    assert said.startswith("Enligt de tillfrågade, återgivet i")
    assert said.endswith("(2022): ”Tre saker talar för larmen”")


@pytest.mark.parametrize(
    ("source", "language", "name"),
    [
        (Source("a.txt", "A", "bachelor_thesis"), "sv", "Kandidatuppsatsen (odaterad)"),
        (Source("a.txt", "A", "bachelor_thesis"), "en", "The bachelor's thesis (undated)"),
        (Source("a.txt", "A", "other", date="1999"), "sv", "Dokumentet (1999)"),
        (Source("a.txt", "A", "other", date="1999"), "en", "The document (1999)"),
    ],
)
def test_source_is_named_by_kind_and_year_also_where_they_are_not_known(
    source: Source, language: Language, name: str
) -> None:
    assert source_name(source, language) == name
