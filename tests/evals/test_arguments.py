"""What is shown as an argument is right when it bears to the decision what its role says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.answers.phrases import PHRASES
from advisor.errors import BadInputError
from advisor.types import Answer, Provenance, Statement
from advisor.vocabulary import Role
from evals.arguments import (
    RIGHT,
    Labelled,
    LabelledQuestion,
    Shown,
    load_labelled,
    main,
    measure,
    speaks_for,
    table,
)
from tests.fakes import citation_of, document_of

QUOTE = "Färjan förbättrar livet på ön."


def _labelled(*bears: str, leaning: str = "for") -> LabelledQuestion:
    said = Labelled("argument_for", QUOTE, frozenset(bears))  # type: ignore[arg-type]
    return LabelledQuestion("dev", "Ska vi köpa en färja?", leaning, (said,))  # type: ignore[arg-type]


def _shown(role: Role, *bears: str) -> Shown:
    question = _labelled(*bears)
    return Shown(question, role, QUOTE, question.statements[0])


@pytest.mark.parametrize(
    ("role", "bears", "fault"),
    [
        ("argument_for", "for", "right"),
        ("argument_for", "advice_for", "right"),
        ("argument_for", "against", "other side"),
        ("argument_against", "advice_against", "right"),
        ("argument_against", "for", "other side"),
        ("recommendation", "for", "no argument of this kind"),
        ("recommendation", "advice_against", "other side"),
        ("condition", "elsewhere", "elsewhere"),
        ("condition", "none", "no argument of this kind"),
    ],
)
def test_fault_is_told_by_role_and_label(role: Role, bears: str, fault: str) -> None:
    assert _shown(role, bears).fault == fault


def test_every_label_of_the_project_is_read_and_many_are_kept_unseen() -> None:
    labelled = load_labelled()
    count = {s: sum(len(q.statements) for q in labelled if q.split == s) for s in ("dev", "test")}

    assert count["dev"] + count["test"] >= 250
    assert count["test"] >= 100
    assert len({q.question for q in labelled}) == len(labelled)


@pytest.mark.parametrize("field", ["split", "leaning"])
def test_unknown_label_is_named_with_its_line(tmp_path: Path, field: str) -> None:
    row = {"split": "dev", "question": "?", "leaning": "none", "statements": []} | {field: "odd"}
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")

    with pytest.raises(BadInputError, match="line 1: No such label: odd"):
        load_labelled(path)
    assert main([str(path)]) == 2


def _answer(role: Role, summary: str) -> Answer:
    statement = Statement(role, QUOTE, (citation_of(document_of(QUOTE), quote=QUOTE),))
    return Answer(
        id="a-1",
        created="2026-01-01T00:00:00Z",
        question="?",
        standalone_question="?",
        language="sv",
        form="decision",
        status="answered",
        summary=summary,
        statements=(statement,),
        provenance=Provenance("1", "sha256:0", "extractive"),
    )


def test_measure_tells_what_is_right_what_is_kept_and_whether_verdicts_hold() -> None:
    said = PHRASES["sv"].speaks_for
    labelled = [_labelled("for"), _labelled("against", leaning="mixed")]

    measured = measure(lambda _question: _answer("argument_for", said), labelled)

    assert [one.is_right for one in measured.shown] == [True, False]
    assert [question.leaning for question in measured.verdicts] == ["for", "mixed"]
    assert measured.kept == (True,)
    assert any("1/2 50%" in line for line in table(measured))


def test_finding_is_no_argument() -> None:
    measured = measure(lambda _question: _answer("finding", ""), [_labelled("for")])

    assert (measured.shown, measured.verdicts, measured.kept) == ((), (), (False,))
    assert "finding" not in RIGHT


@pytest.mark.parametrize("language", ["sv", "en"])
def test_verdict_is_known_by_its_words(language: str) -> None:
    phrases = PHRASES[language]  # type: ignore[index]

    assert speaks_for(phrases.speaks_for)
    assert speaks_for(phrases.speaks_for_on[0])
    assert not speaks_for(phrases.nothing_against)
    assert not speaks_for(phrases.no_advice)
