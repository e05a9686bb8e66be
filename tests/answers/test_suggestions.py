"""A question that was not answered leads on to some that are."""

from __future__ import annotations

from typing import get_args

import pytest

from advisor.answers.citations import Cited
from advisor.answers.suggestions import choices, next_questions
from advisor.types import Citation, Document, Statement
from advisor.vocabulary import Language, Status
from tests.fakes import citation_of, document_of

QUOTE = "Larmen är billiga."


def _citation(number: int = 1, section: tuple[str, ...] = ("2. Larm i bergen",)) -> Citation:
    return citation_of(document_of(QUOTE), QUOTE, number, section=section)


def _says(*citations: Citation) -> Statement:
    return Statement("finding", QUOTE, citations or (_citation(),))


def _yes(_question: str, _language: Language) -> bool:
    return True


def _document(_file: str) -> Document:
    return document_of("Vad larm är för ämne i BSL:s IT, och vilka kostnader de har i Larmköping.")


def _cited(*statements: Statement, nearest: tuple[Citation, ...] = ()) -> Cited:
    return Cited(statements, nearest, ())


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("4.2 Kostnader för larm", "Vad säger underlaget om ”kostnader för larm”?"),
        ("IT i hemtjänsten", "Vad säger underlaget om ”IT i hemtjänsten”?"),
        ("KOSTNADER", "Vad säger underlaget om ”kostnader”?"),
        ("4. Larmköping", "Vad säger underlaget om ”Larmköping”?"),
        ("KOSTNADER I LARMKÖPING", "Vad säger underlaget om ”kostnader i Larmköping”?"),
        ("LARM OCH IT I BSL", "Vad säger underlaget om ”larm och IT i BSL”?"),
        ("LARMK", "Vad säger underlaget om ”LARMK”?"),
        ("Kostnader:", "Vad säger underlaget om ”kostnader”?"),
        ("3. Varför larm?", "Varför larm?"),
    ],
)
def test_heading_becomes_a_question(heading: str, question: str) -> None:
    cited = _cited(nearest=(_citation(section=("1", heading)),))

    assert next_questions("no_evidence", cited, "sv", _yes, _document) == (question,)


@pytest.mark.parametrize(
    "heading",
    [
        *("7. Slutsatser", "Diskussion", "Introduction", "Bilaga 2", "Kapitel 3", "1.1"),
        "Om undersökningen",
    ],
)
def test_heading_without_a_subject_becomes_none(heading: str) -> None:
    cited = _cited(nearest=(_citation(section=(heading,)),))

    assert next_questions("no_evidence", cited, "sv", _yes, _document) == ()


def test_partial_answer_suggests_questions_near_what_it_found() -> None:
    statements = [_says(_citation(n, section=(f"Ämne {n}",))) for n in (1, 2, 2, 3, 4)]

    found = next_questions("partial", _cited(*statements), "en", _yes, _document)

    assert found == tuple(f"What do the sources say about “ämne {n}”?" for n in (1, 2, 3))


@pytest.mark.parametrize("status", ["answered", "refused", "clarification"])
def test_only_what_is_not_fully_answered_suggests_questions(status: Status) -> None:
    cited = _cited(_says(), nearest=(_citation(),))

    assert next_questions(status, cited, "sv", _yes, _document) == ()


def test_vague_question_is_offered_the_subjects_of_the_sources() -> None:
    topics = ["Sammanfattning", "Larm i bergen", "2. Larm i bergen", "Fjärrvård"]

    offered = choices("clarification", lambda _: topics, "sv", _yes)

    assert offered == (
        "Vad säger underlaget om ”larm i bergen”?",
        "Vad säger underlaget om ”fjärrvård”?",
    )


@pytest.mark.parametrize("status", sorted({*get_args(Status)} - {"clarification"}))
def test_only_a_vague_question_is_offered_subjects(status: Status) -> None:
    assert choices(status, lambda _: ["Larm i bergen"], "sv", _yes) == ()


def test_only_questions_that_are_answered_are_suggested() -> None:
    sections = [("1. Larm", f"Ämne {n}") for n in range(1, 9)]
    nearest = tuple(_citation(n, section) for n, section in enumerate(sections, 1))
    answered = {f"Vad säger underlaget om ”ämne {n}”?" for n in (2, 5, 6, 7)}

    found = next_questions(
        "no_evidence",
        _cited(nearest=nearest),
        "sv",
        lambda question, _: question in answered,
        _document,
    )

    assert found == tuple(f"Vad säger underlaget om ”ämne {n}”?" for n in (2, 5, 6))


def test_heading_above_is_suggested_where_those_below_are_not_answered() -> None:
    cited = _cited(nearest=(_citation(section=("3. Larm i bergen", "Logik")),))

    found = next_questions("no_evidence", cited, "sv", lambda q, _: "larm" in q, _document)

    assert found == ("Vad säger underlaget om ”larm i bergen”?",)


def test_how_a_report_was_made_is_not_suggested() -> None:
    cited = _cited(nearest=(_citation(section=("2. Metod", "2.3 Urval av larm")),))

    assert next_questions("no_evidence", cited, "sv", _yes, _document) == ()


@pytest.mark.parametrize("status", ["no_evidence", "partial"])
def test_part_of_the_question_that_is_answered_is_proposed_first(status: Status) -> None:
    cited = _cited(nearest=(_citation(section=("Larm",)),))
    parts = ("Vad kostar en bro?", "Vem äger larmen?")

    found = next_questions(status, cited, "sv", lambda asked, _: "larm" in asked, _document, parts)

    assert found == ("Vem äger larmen?", "Vad säger underlaget om ”larm”?")


def test_no_more_are_proposed_for_a_question_of_many_parts() -> None:
    cited = _cited(nearest=(_citation(),))

    found = next_questions("no_evidence", cited, "sv", _yes, _document, tuple("abcde"))

    assert found == ("a", "b", "c")
