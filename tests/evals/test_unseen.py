"""Questions that nothing was learned from are unseen, and what they measure is told right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.types import Answer, Provenance, Statement
from advisor.vocabulary import Status
from evals.gold import CORPUS, QUESTIONS, load_questions, load_raws
from evals.learning.training import (
    TrainingQuestion,
    Unanswerable,
    load_training,
    load_unanswerable,
)
from evals.spans import RawSpan
from evals.unseen import UNSEEN, load_unseen, main, measure, table
from tests.evals.learning.nearness import NEARLY, share_in_common, telling_words
from tests.fakes import citation_of, document_of

UNSEEN_B = UNSEEN.with_name("unseen_b.jsonl")
TEXT = "Färjan går varje timme. Bron är gul och mycket lång."
FERRY, BRIDGE = RawSpan("a.txt", 0, 23), RawSpan("a.txt", 24, 52)
ASKED = TrainingQuestion("t-1", "unseen", "sv", "open", "Vad finns?", ((FERRY,), (BRIDGE,)), ())
NEAR = Unanswerable("u-1", "sv", "near", "Vad kostar bron?")


def _answer(status: Status, *quotes: str) -> Answer:
    cited = tuple(citation_of(document_of(TEXT), quote=quote) for quote in quotes)
    return Answer(
        id="a-1",
        created="2026-01-01T00:00:00Z",
        question="?",
        standalone_question="?",
        language="sv",
        form="open",
        status=status,
        summary="",
        statements=tuple(Statement("finding", one.quote, (one,)) for one in cited),
        provenance=Provenance("1", "sha256:0", "extractive"),
    )


@pytest.mark.parametrize(
    ("quotes", "covered"),
    [
        ((), 0.0),
        (("Färjan går varje timme.",), 0.5),
        (("Bron är",), 0.0),  # less than half of what carries the point
        (("Bron är gul och",), 0.5),
        (("Färjan går varje timme.", "Bron är gul och mycket lång."), 1.0),
    ],
)
def test_share_of_the_points_that_are_quoted(quotes: tuple[str, ...], covered: float) -> None:
    (told,) = measure(lambda _: _answer("answered", *quotes), [ASKED], {"a.txt": TEXT})

    assert (told.covered, told.refused) == (covered, False)


def test_refused_answer_covers_nothing_and_counts_as_refused() -> None:
    told = measure(
        lambda _: _answer("no_evidence", "Färjan går varje timme."), [ASKED, NEAR], {"a.txt": TEXT}
    )

    assert [(one.covered, one.refused) for one in told] == [(0.0, True), (0.0, True)]


def test_table_tells_each_figure_of_a_language_and_says_where_there_is_none() -> None:
    one = ["Färjan går varje timme."]
    both = [*one, "Bron är gul och mycket lång."]
    answers = {
        "Går färjan?": _answer("answered", *one),
        "Vad finns?": _answer("answered", *both),
        "Finns det mer?": _answer("partial"),
        NEAR.question: _answer("no_evidence", *one),
    }
    asked = [replace(ASKED, question=text) for text in answers if text != NEAR.question]
    told = measure(lambda question: answers[question.text], [*asked, NEAR], {"a.txt": TEXT})

    lines = [line.split(" (")[0].split() for line in table(told)]

    assert lines[:7] == [
        ["sv", "points", "quoted", "0.500"],
        ["sv", "wrongly", "refused", "0.000"],
        ["sv", "near", "misses", "refused", "1.000"],
        ["sv", "answered:", "every", "point", "0.500"],
        ["sv", "answered:", "no", "point", "0.000"],
        ["sv", "in", "part:", "every", "point", "0.000"],
        ["sv", "in", "part:", "no", "point", "1.000"],
    ]
    assert [line[-1] for line in lines[7:]] == ["none"] * 7


def test_bad_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "unseen.jsonl"
    path.write_text(json.dumps({"id": "t-1", "language": "sv"}), encoding="utf-8")

    assert main([str(path)]) == 2
    assert "line 1" in capsys.readouterr().err


@pytest.mark.parametrize("path", [UNSEEN, UNSEEN_B])
def test_unseen_questions_are_many_and_stand_in_the_sources(path: Path) -> None:
    unseen = load_unseen(path)
    asked = [q for q in unseen if isinstance(q, TrainingQuestion)]
    raws = load_raws(CORPUS, [path.name for path in CORPUS.glob("*.txt")])

    assert len(asked) >= 250
    assert len(unseen) - len(asked) >= 100
    assert {q.fold for q in asked} == {"unseen"}
    assert all(q.nuggets and all(q.nuggets) for q in asked)
    places = [span for q in asked for nugget in q.nuggets for span in nugget]
    assert all(raws[p.source][p.start : p.end].strip() for p in places)


@pytest.mark.parametrize("path", [UNSEEN, UNSEEN_B])
def test_no_unseen_question_was_learned_from_or_is_nearly_a_gold_question(path: Path) -> None:
    unseen = load_unseen(path)
    learned = {q.question.lower() for q in load_training()}
    learned |= {q.question.lower() for q in load_unanswerable()}
    gold = [telling_words(q.question, q.language) for q in load_questions(QUESTIONS)]

    # Which ones is not told: whoever reads them has seen them.
    assert sum(q.question.lower() in learned for q in unseen) == 0
    words = [telling_words(q.question, q.language) for q in unseen]
    assert sum(share_in_common(its, of) >= NEARLY for its in words for of in gold) == 0
