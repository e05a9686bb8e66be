"""A run as tables for a terminal."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.table import Table

from evals.external import Row
from evals.finished import Finished
from evals.metrics import Group, Loss
from evals.results import NOTHING, Gain, summary_of
from evals.statistics import Figure
from evals.tables import cell, losses, signed, tables
from tests.evals.builders import figure_of, finished_of, item_of, nugget_of, question_of

COUNT = nugget_of("en två tre fyra")
RIGHT = item_of(question_of(COUNT), True)
LOST = item_of(question_of(COUNT, id="sv-002"), False, lost=(Loss(0, "not cited"),))


def printed(finished: Finished) -> str:
    """All tables as a wide terminal shows them."""
    console = Console(width=200, highlight=False)
    with console.capture() as captured:
        for table in tables(finished):
            console.print(table)
    return captured.get()


def rows(finished: Finished, title: str) -> list[list[str]]:
    """The words of each row of the table whose title begins so."""
    found = [table for table in tables(finished) if isinstance(table, Table)]
    (table,) = (table for table in found if str(table.title).startswith(title))
    columns = [list(column.cells) for column in table.columns]
    return [[str(value) for value in row] for row in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("name", "interval", "expected"),
    [
        ("truthfulness", True, "0.500 (0.25 0.75)"),
        ("truthfulness", False, "0.500"),
        ("answer_words", True, "0.5"),
    ],
)
def test_a_figure_is_shown_with_its_interval_and_words_without(
    name: str, interval: bool, expected: str
) -> None:
    assert cell(name, Figure(8, 0.5, 0.25, 0.75), interval=interval) == expected


@pytest.mark.parametrize("figure", [None, Figure(0, 0.0, 0.0, 0.0)])
def test_a_figure_of_nothing_is_shown_empty_rather_than_as_zero(figure: Figure | None) -> None:
    assert cell("truthfulness", figure) == ""


def test_a_difference_beyond_noise_has_a_star() -> None:
    assert signed(Figure(8, 0.2, 0.1, 0.3)) == "+0.200 (+0.10 +0.30)*"
    assert signed(Figure(8, -0.1, -0.3, 0.1)) == "-0.100 (-0.30 +0.10)"


def test_losses_are_counted_by_stage_and_of_dev_alone() -> None:
    hidden = item_of(question_of(COUNT, split="test"), False, lost=(Loss(0, "not indexed"),))
    two = item_of(
        question_of(COUNT, nugget_of("noll")),
        *(False, False),
        lost=(Loss(0, "not cited"), Loss(1, "not retrieved")),
    )

    found = losses(finished_of(RIGHT, LOST, two, hidden))

    assert found == {"not cited": 2, "not retrieved": 1}


def test_answers_come_first_with_a_row_for_each_split_and_language() -> None:
    english = item_of(question_of(COUNT, language="en", split="test"), False)

    finished = finished_of(RIGHT, LOST, english)

    assert printed(finished).startswith("Questions that can be answered")
    shown = [row[:4] for row in rows(finished, "Questions that can be answered")]
    assert shown == [
        ["dev", "sv", "2", "0.500 (0.00 1.00)"],
        ["test", "en", "1", "0.000 (0.00 0.00)"],
    ]


def test_far_and_near_refusals_have_rows_of_their_own() -> None:
    far = item_of(question_of(refuse="far"), refused=True)
    near = item_of(question_of(refuse="near"), refused=False)

    shown = rows(finished_of(RIGHT, far, near), "Questions to be refused")

    assert shown == [
        ["dev", "sv", "refuse: far", "1", "1.000 (1.00 1.00)"],
        ["dev", "sv", "refuse: near", "1", "0.000 (0.00 0.00)"],
    ]


def test_traits_are_shown_of_dev_alone() -> None:
    hidden = item_of(question_of(COUNT, split="test", kind="risk"), True)

    shown = rows(finished_of(RIGHT, hidden), "dev by kind")

    assert [row[:4] for row in shown] == [
        ["dev", "sv", "kind: list", "1"],
        ["dev", "sv", "source: a.txt", "1"],
        ["dev", "sv", "wording: plain", "1"],
    ]


def test_other_ways_are_rows_and_groups_are_columns() -> None:
    def gain(name: str, split: str, value: float) -> Gain:
        group = Group(split, "sv")  # type: ignore[arg-type]
        return Gain(name, group, coverage=figure_of(value), ranking=NOTHING, truth=figure_of(0.0))

    first = [gain("BM25", "dev", -0.25), gain("BM25", "test", 0.5)]
    second = [gain("words", "dev", 0.0), gain("words", "test", -1.0)]

    shown = rows(finished_of(RIGHT, gains=(*first, *second)), "strict_vital_score against")

    assert [(row[0], row[1][:6], row[2][:6]) for row in shown] == [
        ("BM25", "-0.250", "+0.500"),
        ("words", "+0.000", "-1.000"),
    ]


def test_a_run_of_advisor_alone_has_no_table_of_other_ways() -> None:
    assert "against advisor" not in printed(finished_of(RIGHT))


def test_stages_of_loss_and_of_time_are_shown() -> None:
    timed = item_of(RIGHT.question, True, seconds={"retrieve": 0.25})

    finished = finished_of(timed, LOST)

    assert rows(finished, "Where the vital points") == [["not cited", "1"]]
    assert rows(finished, "Seconds") == [["retrieve", "0.250", "0.250"], ["all", "0.250", "0.250"]]


def test_the_reason_why_the_external_questions_were_skipped_is_said() -> None:
    assert "Skipped: no such folder." in printed(finished_of(RIGHT, skipped="no such folder"))


def test_rankings_of_the_external_questions_are_shown() -> None:
    row = Row("words", r1=0.5, r10=0.75, ndcg10=0.625, by_question={})

    shown = rows(finished_of(RIGHT, skipped=None, external=(row,)), "Questions of other")

    assert shown == [["words", "0.500", "0.750", "0.625"]]


def test_what_changed_is_said_where_there_was_a_run_before() -> None:
    before = summary_of([item_of(RIGHT.question, False)])

    text = printed(finished_of(RIGHT, before=before))

    assert "Against the run before, truthfulness of dev, sv: +2.000 (+2.00 +2.00)*" in text
    assert "dev, en" not in text
    assert "Right and now wrong: none" in text
    assert "Wrong and now right: sv-001" in text


def test_without_a_run_before_the_invariants_are_said_alone() -> None:
    text = printed(finished_of(RIGHT))

    assert "Invariants: quote_fidelity 1.000, citation_recall 1.000" in text
    assert "now wrong" not in text
