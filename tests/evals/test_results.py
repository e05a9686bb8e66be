"""What is kept of a run, and what a later one is held against."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.errors import BadInputError
from evals.finished import whole_json
from evals.gold import GoldQuestion
from evals.metrics import Group, Item
from evals.results import (
    Outcome,
    Summary,
    change,
    gains,
    is_same,
    load_summary,
    summary_of,
    to_json,
)
from evals.runs import Measured, Run
from tests.evals.builders import SOURCE, finished_of, item_of, nugget_of, question_of

COUNT = nugget_of("en två tre fyra")
GO_ON = nugget_of("fem sex sju åtta")


def answered(id: str, *covered: bool, **more: object) -> Item:
    """A question of as many vital nuggets as are said to be covered or not, at most two."""
    return item_of(question_of(*(COUNT, GO_ON)[: len(covered)], id=id, **more), *covered)


def write(folder: Path, value: object) -> Path:
    path = folder / "results.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


# --- Kept in a file -------------------------------------------------------------------


def test_a_summary_comes_back_from_its_file(tmp_path: Path) -> None:
    items = [answered("sv-001", True, False), answered("sv-002", True, split="test")]
    summary = summary_of(items, scanned=[SOURCE], external={"R@1": 0.5})

    kept = load_summary(write(tmp_path, to_json(summary)))

    assert kept.outcomes == summary.outcomes
    assert (kept.asked, kept.external) == (summary.asked, summary.external)
    assert kept.figures.keys() == summary.figures.keys()
    assert to_json(kept) == to_json(summary)


def test_the_results_of_a_whole_run_can_be_compared_with(tmp_path: Path) -> None:
    finished = finished_of(answered("sv-001", True), answered("sv-002", True, split="test"))

    kept = load_summary(write(tmp_path, whole_json(finished)))

    assert to_json(kept) == to_json(finished.summary)


def test_no_single_test_question_is_kept() -> None:
    hidden = answered("sv-002", False, split="test", question="Hemlig fråga?", kind="risk")

    kept = to_json(summary_of([answered("sv-001", True), hidden], scanned=[SOURCE]))

    text = json.dumps(kept, ensure_ascii=False)
    assert list(kept["items"]) == ["sv-001"]
    assert not any(secret in text for secret in ("sv-002", "Hemlig", COUNT.text, "risk"))


def test_totals_of_the_test_questions_are_kept() -> None:
    summary = summary_of([answered("sv-001", True), answered("sv-002", False, split="test")])

    total = summary.figures[Group("test", "sv")]["strict_vital_score"]
    assert (total.n, total.value) == (1, 0.0)


@pytest.mark.parametrize(
    "kept",
    [
        [],
        {},
        {"items": [], "figures": [], "asked": {}, "external": {}},
        {"items": {"sv-001": {"truth": 1.0}}, "figures": [], "asked": {}, "external": {}},
        {"items": {}, "figures": [{"split": "dev"}], "asked": {}, "external": {}},
        {"items": {}, "figures": [], "asked": {}},
    ],
)
def test_a_file_that_is_no_result_says_what_to_do(tmp_path: Path, kept: object) -> None:
    with pytest.raises(BadInputError, match=r"results\.json is not .* `advisor eval --accept`"):
        load_summary(write(tmp_path, kept))


def test_a_file_that_is_not_json_or_not_there_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "results.json"

    with pytest.raises(BadInputError, match=r"results\.json cannot be read"):
        load_summary(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"results\.json is not the result"):
        load_summary(path)


# --- Outcomes -------------------------------------------------------------------------


@pytest.mark.parametrize(("truth", "right"), [(1.0, True), (0.5, True), (0.49, False), (0, False)])
def test_an_outcome_is_right_from_half_of_the_vital_points(truth: float, right: bool) -> None:
    assert Outcome("hash", "sv", truth).is_right is right


def test_an_outcome_tells_how_true_the_answer_is() -> None:
    refused = item_of(question_of(id="sv-002", refuse="far"), refused=True)

    summary = summary_of([answered("sv-001", True, False), refused, answered("sv-003", False)])

    truths = {id: outcome.truth for id, outcome in summary.outcomes.items()}
    assert truths == {"sv-001": 0.5, "sv-002": 1.0, "sv-003": -1.0}


@pytest.mark.parametrize(
    "edited",
    [
        question_of(COUNT, question="En annan fråga?"),
        question_of(COUNT, GO_ON),
        question_of(nugget_of("en två tre fyra", "noll")),
        question_of(replace(COUNT, vital=False)),
        question_of(COUNT, history=("Vad?",)),
    ],
)
def test_a_question_that_was_edited_is_not_the_same(edited: GoldQuestion) -> None:
    before = summary_of([answered("sv-001", True)])

    after = summary_of([item_of(edited, *(True for _ in edited.nuggets))])

    assert not is_same(after, before, "sv-001")
    assert after.asked["dev"] != before.asked["dev"]


def test_a_question_answered_otherwise_is_still_the_same() -> None:
    before, after = summary_of([answered("sv-001", True)]), summary_of([answered("sv-001", False)])

    assert is_same(after, before, "sv-001")
    assert after.asked == before.asked


def test_a_split_that_was_not_asked_is_not_in_the_summary() -> None:
    assert summary_of([answered("sv-001", True)]).asked.keys() == {"dev"}


# --- Change -----------------------------------------------------------------------------


def summary(**truths: float) -> Summary:
    """Dev questions by id with what became of them; the language is the id's first letters."""
    outcomes = {id: Outcome("hash", id[:2], truth) for id, truth in truths.items()}  # type: ignore[arg-type]
    return Summary(outcomes, figures={}, asked={})


def test_a_change_is_the_mean_gain_of_the_questions_of_one_language() -> None:
    before = summary(sv1=0.0, sv2=1.0, en1=1.0)

    gain = change(summary(sv1=1.0, sv2=0.5, en1=-1.0), before, "sv")

    assert (gain.n, gain.value) == (2, 0.25)


def test_questions_that_only_one_run_was_asked_do_not_count() -> None:
    before, after = summary(sv1=0.0, sv2=1.0), summary(sv2=1.0, sv3=-1.0)

    gain = change(after, before, "sv")

    assert (gain.n, gain.value) == (1, 0.0)


def test_an_edited_question_does_not_count() -> None:
    before = summary(sv1=0.0, sv2=0.0)
    edited = {**before.outcomes, "sv1": Outcome("other hash", "sv", 1.0)}

    gain = change(replace(before, outcomes=edited), before, "sv")

    assert (gain.n, gain.value) == (1, 0.0)


# --- Other ways of answering --------------------------------------------------------------


def test_a_gain_is_how_far_another_way_is_above_advisor() -> None:
    far = item_of(question_of(id="sv-002", refuse="far"), refused=True)
    misled = item_of(far.question, refused=False)
    run = Run(
        Measured("advisor", (answered("sv-001", True, False), far)),
        others=(Measured("other", (answered("sv-001", True, True), misled)),),
    )

    (gain,) = gains(run)

    assert (gain.name, gain.group) == ("other", Group("dev", "sv"))
    assert (gain.coverage.n, gain.coverage.value) == (1, 0.5)
    assert (gain.truth.n, gain.truth.value) == (2, -0.75)


def test_gains_are_told_by_split_and_language_alone() -> None:
    items = (
        answered("sv-001", True),
        answered("en-001", True, language="en"),
        answered("sv-002", True, split="test"),
    )
    run = Run(Measured("advisor", items), parts=(Measured("part", items),))

    groups = [gain.group for gain in gains(run)]

    assert groups == [Group("dev", "sv"), Group("dev", "en"), Group("test", "sv")]


def test_the_parts_of_advisor_come_before_the_ways_of_others() -> None:
    items = (answered("sv-001", True),)
    part, other = Measured("without dense", items), Measured("BM25", items)

    found = gains(Run(Measured("advisor", items), parts=(part,), others=(other,)))

    assert [gain.name for gain in found] == ["without dense", "BM25"]
