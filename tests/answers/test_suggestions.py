"""A question that was not answered leads on to some that are."""

from __future__ import annotations

from typing import get_args

import pytest

from advisor.answers.citations import Cited
from advisor.answers.suggestions import choices, next_questions
from advisor.types import Citation, Statement
from advisor.vocabulary import Status
from tests.fakes import citation_of, document_of

QUOTE = "Larmen är billiga."


def _citation(number: int = 1, section: tuple[str, ...] = ("2. Larm i bergen",)) -> Citation:
    return citation_of(document_of(QUOTE), QUOTE, number, section=section)


def _says(*citations: Citation) -> Statement:
    return Statement("finding", QUOTE, citations or (_citation(),))


def _cited(*statements: Statement, nearest: tuple[Citation, ...] = ()) -> Cited:
    return Cited(statements, nearest, ())


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("4.2 Kostnader för larm", "Vad säger underlaget om ”kostnader för larm”?"),
        ("IT i hemtjänsten", "Vad säger underlaget om ”IT i hemtjänsten”?"),
        ("KOSTNADER", "Vad säger underlaget om ”kostnader”?"),
        ("Kostnader:", "Vad säger underlaget om ”kostnader”?"),
        ("3. Varför larm?", "Varför larm?"),
    ],
)
def test_heading_becomes_a_question(heading: str, question: str) -> None:
    cited = _cited(nearest=(_citation(section=("1", heading)),))

    assert next_questions("no_evidence", cited, "sv") == (question,)


@pytest.mark.parametrize(
    "heading", ["7. Slutsatser", "Diskussion", "Introduction", "Bilaga 2", "Kapitel 3", "1.1"]
)
def test_heading_without_a_subject_becomes_none(heading: str) -> None:
    cited = _cited(nearest=(_citation(section=(heading,)),))

    assert next_questions("no_evidence", cited, "sv") == ()


def test_partial_answer_suggests_questions_near_what_it_found() -> None:
    statements = [_says(_citation(n, section=(f"Ämne {n}",))) for n in (1, 2, 2, 3, 4)]

    found = next_questions("partial", _cited(*statements), "en")

    assert found == tuple(f"What do the sources say about “ämne {n}”?" for n in (1, 2, 3))


@pytest.mark.parametrize("status", ["answered", "refused", "clarification"])
def test_only_what_is_not_fully_answered_suggests_questions(status: Status) -> None:
    cited = _cited(_says(), nearest=(_citation(),))

    assert next_questions(status, cited, "sv") == ()


def test_vague_question_is_offered_the_subjects_of_the_sources() -> None:
    topics = ["Sammanfattning", "Larm i bergen", "2. Larm i bergen", "Fjärrvård"]

    offered = choices("clarification", lambda _: topics, "sv")

    assert offered == (
        "Vad säger underlaget om ”larm i bergen”?",
        "Vad säger underlaget om ”fjärrvård”?",
    )


@pytest.mark.parametrize("status", sorted({*get_args(Status)} - {"clarification"}))
def test_only_a_vague_question_is_offered_subjects(status: Status) -> None:
    assert choices(status, lambda _: ["Larm i bergen"], "sv") == ()
