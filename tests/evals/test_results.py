"""What is kept of a run, and what a later one is held against."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.errors import BadInputError
from evals.finished import whole_json
from evals.gold import GoldQuestion
from evals.measuring import Measured
from evals.metrics import Group, Item
from evals.results import (
    COMPARED,
    NOTHING,
    Change,
    Summary,
    changes,
    gains,
    is_same,
    load_summary,
    summary_of,
    to_json,
)
from evals.runs import Run
from tests.evals.builders import (
    COUNT,
    SOURCE,
    finished_of,
    item_of,
    nugget_of,
    outcome_of,
    question_of,
    repeated,
)

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
    refused = item_of(question_of(id="sv-002", refuse="near"), refused=True)
    hidden = repeated(answered("sv-003", True, split="test"))
    items = [answered("sv-001", True, False), refused, *hidden]
    summary = summary_of(
        items, scanned=[SOURCE], external={"R@1": 0.5}, created="2026-01-02T03:04:05+00:00"
    )

    kept = load_summary(write(tmp_path, to_json(summary)))

    assert kept.outcomes == summary.outcomes
    assert (kept.asked, kept.external) == (summary.asked, summary.external)
    assert kept.created == "2026-01-02T03:04:05+00:00"
    assert kept.figures.keys() == summary.figures.keys()
    assert Group("test", "sv") in kept.figures
    assert to_json(kept) == to_json(summary)


def test_the_results_of_a_whole_run_can_be_compared_with(tmp_path: Path) -> None:
    hidden = repeated(answered("sv-002", True, split="test"))
    finished = finished_of(answered("sv-001", True), *hidden)

    kept = load_summary(write(tmp_path, whole_json(finished)))

    assert to_json(kept) == to_json(finished.summary)


def test_no_single_test_question_is_kept() -> None:
    hidden = answered("sv-002", False, split="test", question="Hemlig fråga?", kind="risk")

    kept = to_json(summary_of([answered("sv-001", True), *repeated(hidden)], scanned=[SOURCE]))

    text = json.dumps(kept, ensure_ascii=False)
    assert '"split": "test"' in text
    assert list(kept["items"]) == ["sv-001"]
    assert not any(secret in text for secret in ("sv-002", "Hemlig", COUNT.text, "risk"))


def test_totals_of_the_test_questions_are_kept() -> None:
    hidden = repeated(answered("sv-002", False, split="test"))

    summary = summary_of([answered("sv-001", True), *hidden])

    total = summary.figures[Group("test", "sv")]["strict_vital_score"]
    assert (total.n, total.value) == (5, 0.0)


def test_totals_are_the_figures_of_all_questions_of_a_split_and_a_language() -> None:
    english = answered("en-001", True, language="en")
    hidden = repeated(answered("sv-002", True, split="test"))

    summary = summary_of([answered("sv-001", True), english, *hidden], scanned=[SOURCE])

    groups = [Group("dev", "sv"), Group("dev", "en"), Group("test", "sv")]
    assert summary.totals == {group: summary.figures[group] for group in groups}
    assert len(summary.figures) > len(groups)


ROW = {"split": "dev", "language": "sv", "trait": "all", "figures": {}}
OUTCOME = {"asked": "hash", "language": "sv", "kind": "list", "figures": {"truthfulness": 1.0}}
KEPT: dict[str, Any] = {
    "created": "2026-01-02",
    "asked": {},
    "external": {},
    "items": {"sv-001": OUTCOME},
    "figures": [ROW],
}


def test_a_small_summary_can_be_read(tmp_path: Path) -> None:
    """Each of the broken ones below is this one but for one field."""
    assert load_summary(write(tmp_path, KEPT)).outcomes == {"sv-001": outcome_of(1.0)}


@pytest.mark.parametrize(
    "kept",
    [
        [],
        {},
        *({name: value for name, value in KEPT.items() if name != lacking} for lacking in KEPT),
        {**KEPT, "items": []},
        {**KEPT, "items": {"sv-001": {**OUTCOME, "figures": {"deflection_fpr": 0.0}}}},
        {**KEPT, "items": {"sv-001": {**OUTCOME, "figures": {"truthfulness": "1"}}}},
        {**KEPT, "items": {"sv-001": {"asked": "hash", "language": "sv", "truth": 1.0}}},
        {**KEPT, "figures": [{"split": "dev"}]},
        {**KEPT, "figures": [{**ROW, "figures": {"truthfulness": {"n": 1, "value": 1.0}}}]},
        {**KEPT, "external": {"R@1": None}},
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
    assert outcome_of(truth).is_right is right


def test_an_outcome_tells_how_true_the_answer_is() -> None:
    refused = item_of(question_of(id="sv-002", refuse="far"), refused=True)

    summary = summary_of([answered("sv-001", True, False), refused, answered("sv-003", False)])

    truths = {id: outcome.truth for id, outcome in summary.outcomes.items()}
    assert truths == {"sv-001": 0.5, "sv-002": 1.0, "sv-003": -1.0}


def test_an_outcome_keeps_every_figure_that_its_question_has() -> None:
    asked = item_of(question_of(COUNT), False, ranked=0.25, refused=True)
    to_refuse = item_of(question_of(id="sv-002", refuse="far"), refused=True)

    outcomes = summary_of([asked, to_refuse]).outcomes

    assert outcomes["sv-001"].figures == {
        "truthfulness": 0.0,
        "strict_vital_score": 0.0,
        "deflection_fpr": 1.0,
        "Success@5": 0.25,
        "R@10": 0.25,
        "nDCG@10": 0.25,
    }
    assert outcomes["sv-002"].figures == {"truthfulness": 1.0, "deflection_tpr": 1.0}
    kept = {name for outcome in outcomes.values() for name in outcome.figures}
    assert kept == set(COMPARED)


def test_an_outcome_tells_language_and_kind_and_few_digits() -> None:
    item = item_of(question_of(COUNT, language="en", kind="risk"), True, ranked=1 / 3)

    outcome = summary_of([item]).outcomes["sv-001"]

    assert (outcome.language, outcome.kind) == ("en", "risk")
    assert outcome.figures["nDCG@10"] == 0.3333


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


# --- Changes ----------------------------------------------------------------------------


def summary(kind: str = "list", **truths: float) -> Summary:
    """Dev questions by id with what became of them; the language is the id's first letters."""
    outcomes = {id: outcome_of(truth, language=id[:2], kind=kind) for id, truth in truths.items()}
    return Summary(outcomes, figures={}, asked={})


def names(found: list[Change]) -> list[tuple[str, str | None, str]]:
    return [(change.language, change.kind, change.name) for change in found]


def test_a_change_tells_the_means_before_and_now_of_the_questions_of_one_language() -> None:
    before, after = summary(sv1=0.0, sv2=1.0, en1=1.0), summary(sv1=1.0, sv2=0.5, en1=-1.0)

    found = changes(after, before)

    assert names(found) == [
        ("sv", None, "truthfulness"),
        ("sv", "list", "truthfulness"),
        ("en", None, "truthfulness"),
        ("en", "list", "truthfulness"),
    ]
    assert [(c.before, c.now, c.gain.n, c.gain.value) for c in found] == [
        *[(0.5, 0.75, 2, 0.25)] * 2,
        *[(1.0, -1.0, 1, -2.0)] * 2,
    ]


def test_every_figure_is_told_by_language_and_truthfulness_alone_by_kind() -> None:
    items = [
        item_of(question_of(COUNT, kind="risk"), True),
        item_of(question_of(id="sv-002", refuse="far"), refused=True),
    ]

    found = names(changes(summary_of(items), summary_of(items)))

    assert found == [
        *(("sv", None, name) for name in COMPARED),
        ("sv", "list", "truthfulness"),
        ("sv", "risk", "truthfulness"),
    ]


def test_a_figure_is_compared_over_the_questions_that_have_it() -> None:
    to_refuse = item_of(question_of(id="sv-003", refuse="far"), refused=True)
    before = summary_of([answered("sv-001", False), answered("sv-002", True), to_refuse])
    after = summary_of([answered("sv-001", True), answered("sv-002", True), to_refuse])

    found = {c.name: c for c in changes(after, before) if c.kind is None}

    assert {name: change.gain.n for name, change in found.items()} == {
        **dict.fromkeys(COMPARED, 2),
        "truthfulness": 3,
        "deflection_tpr": 1,
    }
    coverage = found["strict_vital_score"]
    assert (coverage.before, coverage.now, coverage.gain.value) == (0.5, 1.0, 0.5)


def test_a_figure_that_only_one_run_kept_is_not_compared() -> None:
    """A baseline may be older than a figure."""
    known = {"truthfulness": 1.0, "strict_vital_score": 1.0}
    before = summary(sv1=1.0)
    after = replace(before, outcomes={"sv1": outcome_of(1.0, figures=known)})

    assert {change.name for change in changes(after, before)} == {"truthfulness"}


def test_questions_that_only_one_run_was_asked_do_not_count() -> None:
    before, after = summary(sv1=0.0, sv2=1.0), summary(sv2=1.0, sv3=-1.0)

    found = changes(after, before)

    assert [(change.gain.n, change.gain.value) for change in found] == [(1, 0.0)] * 2


def test_an_edited_question_does_not_count() -> None:
    before = summary(sv1=0.0, sv2=0.0)
    edited = {**before.outcomes, "sv1": outcome_of(1.0, asked="other hash")}

    found = changes(replace(before, outcomes=edited), before)

    assert [(change.gain.n, change.gain.value) for change in found] == [(1, 0.0)] * 2


def test_runs_that_share_no_question_have_no_changes() -> None:
    assert changes(summary(sv1=1.0), summary(sv2=1.0)) == []


def test_the_results_of_a_run_tell_the_changes_and_are_without_any_where_it_is_the_first() -> None:
    wrong, right = answered("sv-001", False), answered("sv-001", True)

    compared, first = finished_of(right, before=summary_of([wrong])), finished_of(right)

    (change, *_) = whole_json(compared)["changes"]
    assert (change["name"], change["before"], change["now"]) == ("truthfulness", -1.0, 1.0)
    assert whole_json(first)["changes"] == []


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
        *repeated(answered("sv-002", True, split="test")),
    )
    run = Run(Measured("advisor", items), parts=(Measured("part", items),))

    groups = [gain.group for gain in gains(run)]

    assert groups == [Group("dev", "sv"), Group("dev", "en"), Group("test", "sv")]


def test_the_parts_of_advisor_come_before_the_ways_of_others() -> None:
    items = (answered("sv-001", True),)
    part, other = Measured("without dense", items), Measured("BM25", items)

    found = gains(Run(Measured("advisor", items), parts=(part,), others=(other,)))

    assert [gain.name for gain in found] == ["without dense", "BM25"]


def test_rankings_are_compared_where_passages_are_cut_alike_and_not_with_others() -> None:
    ours, better = (item_of(question_of(COUNT), True, ranked=share) for share in (0.5, 0.75))
    run = Run(
        Measured("advisor", (ours,)),
        parts=(Measured("without dense", (better,)),),
        others=(Measured("BM25", (better,)),),
    )

    part, other = gains(run)

    assert (part.ranking.n, part.ranking.value) == (1, 0.25)
    assert other.ranking == NOTHING
