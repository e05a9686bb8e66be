"""A run as tables for a terminal."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.table import Table

from evals.external import Row
from evals.finished import Finished
from evals.gold import Split
from evals.metrics import Group, Loss
from evals.results import NOTHING, Gain, summary_of
from evals.statistics import Figure
from evals.tables import cell, gains_by_figure, losses, signed, tables
from tests.evals.builders import (
    COUNT,
    LOST,
    RIGHT,
    figure_of,
    finished_of,
    item_of,
    nugget_of,
    question_of,
    repeated,
)


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


def test_a_figure_is_shown_with_its_interval_and_lengths_in_whole_words() -> None:
    assert cell("truthfulness", Figure(8, 0.5, 0.25, 0.75)) == "0.500 (0.25 0.75)"
    assert cell("answer_words", Figure(8, 90.4, 80.6, 99.6)) == "90.4 (81 100)"


@pytest.mark.parametrize("figure", [None, Figure(0, 0.0, 0.0, 0.0)])
def test_a_figure_of_nothing_is_shown_empty_rather_than_as_zero(figure: Figure | None) -> None:
    assert cell("truthfulness", figure) == ""


def test_a_difference_beyond_noise_has_a_star() -> None:
    assert signed(Figure(8, 0.2, 0.1, 0.3, sign_p=0.01)) == "+0.200 (+0.10 +0.30)*"
    assert signed(Figure(8, -0.1, -0.3, 0.1, sign_p=0.01)) == "-0.100 (-0.30 +0.10)"
    assert signed(Figure(8, 0.2, 0.1, 0.3, sign_p=0.2)) == "+0.200 (+0.10 +0.30)"


def test_a_difference_of_nothing_is_shown_empty() -> None:
    assert signed(NOTHING) == ""


def test_losses_are_counted_by_stage_and_of_dev_alone() -> None:
    hidden = item_of(question_of(COUNT, split="test"), False, lost=(Loss(0, "not indexed"),))
    two = item_of(
        question_of(COUNT, nugget_of("noll")),
        *(False, False),
        lost=(Loss(0, "not cited"), Loss(1, "not retrieved")),
    )

    found = losses(finished_of(RIGHT, LOST, two, hidden))

    assert found == {"not selected": 1, "not cited": 1, "not retrieved": 1}


def test_the_verdict_comes_first_then_what_changed_then_answers() -> None:
    text = printed(finished_of(RIGHT, before=summary_of([RIGHT])))

    titles = ("Invariants:", "dev against the run before", "Questions that can be answered")
    places = [text.index(title) for title in titles]
    assert places[0] == 0
    assert places == sorted(places)


def test_totals_have_a_row_for_each_split_and_language() -> None:
    english = item_of(question_of(COUNT, language="en", split="test"), False)

    finished = finished_of(RIGHT, LOST, *repeated(english))

    shown = [row[:4] for row in rows(finished, "Questions that can be answered")]
    assert [(*row[:3], row[3][:5]) for row in shown] == [
        ("dev", "sv", "2", "0.500"),
        ("test", "en", "5", "0.000"),
    ]


def test_far_and_near_refusals_have_rows_of_their_own() -> None:
    far = item_of(question_of(refuse="far"), refused=True)
    near = item_of(question_of(refuse="near"), refused=False)

    shown = rows(finished_of(RIGHT, far, near), "Questions to be refused")

    assert [(*row[:4], row[4][:5]) for row in shown] == [
        ("dev", "sv", "refuse: far", "1", "1.000"),
        ("dev", "sv", "refuse: near", "1", "0.000"),
    ]


def test_kinds_are_shown_of_dev_alone() -> None:
    hidden = item_of(question_of(COUNT, split="test", kind="risk"), True)

    shown = rows(finished_of(RIGHT, *repeated(hidden)), "dev by kind")

    assert [row[:4] for row in shown] == [["dev", "sv", "kind: list", "1"]]


def gain_of(name: str, split: Split, value: float, *, ranking: Figure = NOTHING) -> Gain:
    """How far another way is above advisor in coverage; as true in all."""
    return Gain(name, Group(split, "sv"), figure_of(value), ranking, truth=figure_of(0.0))


def test_other_ways_are_rows_and_groups_are_columns() -> None:
    first = [gain_of("BM25", "dev", -0.25), gain_of("BM25", "test", 0.5)]
    second = [gain_of("words", "dev", 0.0), gain_of("words", "test", -1.0)]

    shown = rows(finished_of(RIGHT, gains=(*first, *second)), "strict_vital_score: below 0")

    assert [(row[0], row[1][:6], row[2][:6]) for row in shown] == [
        ("BM25", "-0.250", "+0.500"),
        ("words", "+0.000", "-1.000"),
    ]


def test_a_way_that_is_not_known_in_a_group_has_an_empty_place_there() -> None:
    gains = (gain_of("BM25", "dev", 0.25), gain_of("words", "test", 0.25))

    shown = rows(finished_of(RIGHT, gains=gains), "strict_vital_score: below 0")

    assert [(row[0], row[1][:6], row[2][:6]) for row in shown] == [
        ("BM25", "+0.250", ""),
        ("words", "", "+0.250"),
    ]


def test_gains_are_told_by_figure_and_without_the_ways_of_which_it_is_not_known() -> None:
    part = gain_of("words alone", "dev", -0.5, ranking=figure_of(-0.25))
    other = gain_of("BM25", "dev", 0.5)
    dev = Group("dev", "sv")

    found = gains_by_figure(finished_of(RIGHT, gains=(part, other)))

    assert found == {
        "strict_vital_score": {
            "words alone": {dev: figure_of(-0.5)},
            "BM25": {dev: figure_of(0.5)},
        },
        "truthfulness": {"words alone": {dev: figure_of(0.0)}, "BM25": {dev: figure_of(0.0)}},
        "nDCG@10": {"words alone": {dev: figure_of(-0.25)}},
    }


def test_a_figure_that_no_way_has_is_no_table() -> None:
    assert gains_by_figure(finished_of(RIGHT)) == {}
    assert "nDCG@10" not in gains_by_figure(finished_of(RIGHT, gains=(gain_of("BM25", "dev", 1),)))


def test_a_run_of_advisor_alone_has_no_table_of_other_ways() -> None:
    assert "against advisor" not in printed(finished_of(RIGHT))


def test_stages_of_loss_and_of_time_are_shown() -> None:
    timed = item_of(RIGHT.question, True, seconds={"retrieve": 0.25})

    finished = finished_of(timed, LOST)

    assert rows(finished, "Vital points") == [["not selected", "1"]]
    assert rows(finished, "Seconds") == [["retrieve", "0.250", "0.250"], ["all", "0.250", "0.250"]]


def test_the_reason_why_the_external_questions_were_skipped_is_said() -> None:
    assert "Skipped: no such folder." in printed(finished_of(RIGHT, skipped="no such folder"))


def test_rankings_of_the_external_questions_are_shown() -> None:
    row = Row("words", r1=0.5, r10=0.75, ndcg10=0.625, by_question={})

    shown = rows(finished_of(RIGHT, skipped=None, external=(row,)), "Questions of other")

    assert shown == [["words", "0.500", "0.750", "0.625"]]


# --- The run before -------------------------------------------------------------------------


def test_what_it_is_compared_with_is_said_with_what_was_won_and_lost() -> None:
    swapped = [item_of(RIGHT.question, False), item_of(LOST.question, True)]
    before = summary_of(swapped, created="2025-12-24")

    text = printed(finished_of(RIGHT, LOST, before=before))

    assert "Compared with baseline.json of 2025-12-24" in text
    assert "Right and now wrong: sv-002" in text
    assert "Wrong and now right: sv-001" in text


def test_what_changed_is_told_by_figure_with_before_and_now() -> None:
    before = summary_of([item_of(RIGHT.question, False)])

    shown = rows(finished_of(RIGHT, before=before), "dev against the run before")

    assert shown[:3] == [
        ["sv", "all", "truthfulness", "1", "-1.000", "1.000", "+2.000 (+2.00 +2.00)"],
        ["sv", "all", "strict_vital_score", "1", "0.000", "1.000", "+1.000 (+1.00 +1.00)"],
        ["sv", "all", "deflection_fpr", "1", "0.000", "0.000", "+0.000 (+0.00 +0.00)"],
    ]
    assert shown[-1][:3] == ["sv", "list", "truthfulness"]


def test_a_change_beyond_noise_has_a_star() -> None:
    before = repeated(item_of(RIGHT.question, False), 6)
    after = [item_of(item.question, True) for item in before]

    shown = rows(finished_of(*after, before=summary_of(before)), "dev against the run before")

    assert shown[0][-1] == "+2.000 (+2.00 +2.00)*"


def test_kinds_are_told_where_they_changed_and_languages_always() -> None:
    risk = item_of(question_of(COUNT, id="sv-003", kind="risk"), True)
    before = summary_of([item_of(RIGHT.question, False), risk])

    shown = rows(finished_of(RIGHT, risk, before=before), "dev against the run before")

    assert [row[1] for row in shown if row[1] != "all"] == ["list"]
    assert ["sv", "all", "R@10"] in [row[:3] for row in shown]


def test_a_run_before_that_shares_no_question_has_no_table_of_changes() -> None:
    text = printed(finished_of(RIGHT, before=summary_of([LOST])))

    assert "dev against the run before" not in text
    assert "Compared with" in text


def test_without_a_run_before_that_is_said_with_the_invariants_alone() -> None:
    text = printed(finished_of(RIGHT))

    assert "Invariants: quote_fidelity 1.000, citation_recall 1.000" in text
    assert "No baseline to compare with" in text
    assert "--accept" in text
    assert "now wrong" not in text
    assert "dev against" not in text
