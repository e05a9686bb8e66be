"""Which answer a question wants is learned from how many asked, and measured on others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from advisor.questions.forms import FORMS
from advisor.vocabulary import Form
from evals.learning.forms import Asked, asked_of, held_out, learn, report, tell
from evals.learning.training import load_training

SUBJECTS = ("bro", "hamn", "kaj", "damm", "fyr", "sluss", "kanal", "mole", "docka", "brygga")


def _asked(
    opening: str, form: Form, source: str = "", writers: Sequence[str] = "abcdefgh"
) -> list[Asked]:
    """The same wording about ten things, by each writer, of a source or of one after another."""
    return [
        Asked(f"{opening} {subject}?", "sv", form, writer, frozenset({source or f"{i % 3}.txt"}))
        for writer in writers
        for i, subject in enumerate(SUBJECTS)
    ]


DECISIONS = _asked("Tarvas det", "decision")
LISTS = _asked("Uppge alla", "list")
REASONS = _asked("Av vilken anledning rasar en", "open")


def test_form_is_learned_from_the_wording() -> None:
    weights = learn([*DECISIONS, *LISTS, *REASONS])

    assert (
        tell(Asked("Tarvas det en tunnel?", "sv", "open", "c", frozenset()), weights) == "decision"
    )
    assert tell(Asked("Uppge alla tunnlar", "sv", "open", "c", frozenset()), weights) == "list"


def test_form_that_nobody_asked_for_is_not_told() -> None:
    weights = learn([*DECISIONS, *LISTS, *REASONS])

    always = dict(zip(FORMS, weights["always"], strict=True))
    assert max(always["risk"], always["figure"]) < min(always["decision"], always["list"])


def test_wording_that_is_met_for_one_source_only_is_its_subject() -> None:
    of_one = _asked("Vattnar man", "how", source="0.txt")

    weights = learn([*DECISIONS, *LISTS, *REASONS, *of_one])

    assert "^ tarvas det" in weights
    assert "^ vattnar man" not in weights


def test_question_is_told_by_what_was_learned_of_others() -> None:
    swapped = [
        *_asked("Tarvas det", "list", writers="z"),
        *_asked("Uppge alla", "decision", writers="z"),
    ]
    asked = [*DECISIONS, *LISTS, *REASONS, *swapped]

    told = held_out(asked, lambda each: int(each.writer == "z"))

    assert told[-len(swapped) :] == ["decision"] * 10 + ["list"] * 10


def test_report_tells_accuracy_and_what_is_taken_for_what() -> None:
    asked = [*DECISIONS[:2], *LISTS[:2]]

    lines = report(asked, ["decision", "decision", "list", "decision"]).splitlines()

    assert lines[0] == "sv: accuracy 0.750 n 4"
    assert "  decision: P 0.67 R 1.00 n 2" in lines
    assert "  list told as decision: 1" in lines


@pytest.fixture(scope="module")
def training() -> list[Asked]:
    return asked_of(load_training())


def test_every_training_question_has_a_form_of_the_vocabulary(training: list[Asked]) -> None:
    assert {each.form for each in training} == set(FORMS)


def test_training_questions_are_of_many_writers_and_sources(training: list[Asked]) -> None:
    assert len({each.writer for each in training}) >= 20
    assert len(frozenset().union(*(each.sources for each in training))) >= 3
