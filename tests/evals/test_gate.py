"""What keeps a change out, and what does not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from evals.gate import judge
from evals.metrics import Group
from evals.results import Outcome, Summary
from tests.evals.builders import figure_of

WHOLE = {"quote_fidelity": figure_of(1.0)}
RIGHT, WRONG = Outcome("hash", "sv", 1.0), Outcome("hash", "sv", 0.0)


def dev(**outcomes: Outcome) -> Summary:
    """A run of dev questions."""
    return Summary(outcomes, figures={}, asked={"dev": "hash"})


def totals(external: Mapping[str, float] | None = None, /, **values: float) -> Summary:
    """A run whose Swedish test questions have these figures."""
    figures = {Group("test", "sv"): {name: figure_of(value) for name, value in values.items()}}
    return Summary({}, figures, asked={"test": "hash"}, external=external or {})


def test_the_same_run_again_passes() -> None:
    run = replace(totals({"R@1": 0.5}, truthfulness=0.5), outcomes={"sv1": RIGHT, "sv2": WRONG})

    verdict = judge(run, WHOLE, run)

    assert verdict.is_passed
    assert (verdict.regressions, verdict.improvements) == ((), ())


# --- Invariants ------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, dev()])
def test_an_invariant_that_is_not_whole_is_a_problem_with_and_without_a_baseline(
    before: Summary | None,
) -> None:
    broken = {**WHOLE, "citation_recall": figure_of(0.999)}

    verdict = judge(dev(), broken, before)

    assert not verdict.is_passed
    assert verdict.problems == (
        "citation_recall is 0.9990 and must be 1: advisor shows what it cannot prove.",
    )


def test_without_a_baseline_nothing_else_is_held() -> None:
    run = replace(totals(truthfulness=-1.0), outcomes={"sv1": WRONG})

    verdict = judge(run, WHOLE, None)

    assert verdict.is_passed
    assert (verdict.regressions, verdict.improvements) == ((), ())


# --- Dev questions ------------------------------------------------------------------------


def test_more_regressions_than_allowed_are_a_problem_that_names_them() -> None:
    before, now = dev(sv1=RIGHT, sv2=RIGHT, sv3=RIGHT), dev(sv1=WRONG, sv2=RIGHT, sv3=WRONG)

    verdict = judge(now, WHOLE, before, allowed=1)

    assert verdict.regressions == ("sv1", "sv3")
    (problem,) = verdict.problems
    assert problem.startswith("2 dev questions that were right are wrong, 1 may be: sv1, sv3.")


def test_the_allowed_number_of_regressions_passes_and_is_told() -> None:
    before, now = dev(sv1=RIGHT, sv2=RIGHT), dev(sv1=WRONG, sv2=RIGHT)

    verdict = judge(now, WHOLE, before, allowed=1)

    assert verdict.is_passed
    assert verdict.regressions == ("sv1",)


def test_improvements_do_not_make_up_for_regressions() -> None:
    before = dev(sv1=RIGHT, sv2=WRONG, sv3=WRONG)
    now = dev(sv1=WRONG, sv2=RIGHT, sv3=RIGHT)

    verdict = judge(now, WHOLE, before, allowed=0)

    assert not verdict.is_passed
    assert verdict.improvements == ("sv2", "sv3")


def test_an_edited_question_is_not_compared_and_does_not_pass_unseen() -> None:
    before, now = dev(sv1=RIGHT, sv2=WRONG), dev(sv1=replace(WRONG, asked="other"), sv2=RIGHT)

    verdict = judge(now, WHOLE, before, allowed=0)

    (problem,) = verdict.problems
    assert problem.startswith("1 dev questions of the baseline were edited or removed: sv1.")
    assert "--accept" in problem
    assert (verdict.regressions, verdict.improvements) == ((), ("sv2",))


def test_a_new_question_is_not_compared() -> None:
    verdict = judge(dev(sv1=RIGHT, sv2=WRONG), WHOLE, dev(sv1=RIGHT), allowed=0)

    assert verdict.is_passed
    assert (verdict.regressions, verdict.improvements) == ((), ())


def test_a_run_of_the_test_split_says_nothing_of_dev() -> None:
    now = Summary({}, {}, {"test": "t"})

    assert judge(now, WHOLE, dev(sv1=RIGHT), allowed=0).is_passed


# --- Totals of the test questions ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "now", "passed"),
    [
        ("strict_vital_score", 0.80, 0.75, False),
        ("strict_vital_score", 0.80, 0.78, True),
        ("strict_vital_score", 0.80, 0.90, True),
        ("truthfulness", 0.60, 0.55, False),
        ("truthfulness", 0.60, 0.58, True),
        ("deflection_tpr", 0.60, 0.55, False),
        ("deflection_tpr", 0.60, 0.70, True),
        ("deflection_fpr", 0.10, 0.15, False),
        ("deflection_fpr", 0.10, 0.12, True),
        ("deflection_fpr", 0.10, 0.00, True),
        ("answer_words", 90.0, 50.0, True),
    ],
)
def test_a_test_total_may_not_get_worse_beyond_the_tolerance(
    name: str, before: float, now: float, passed: bool
) -> None:
    verdict = judge(totals(**{name: now}), WHOLE, totals(**{name: before}))

    assert verdict.is_passed is passed


def test_a_total_that_fell_is_named_with_its_language_and_both_values() -> None:
    verdict = judge(totals(truthfulness=0.5), WHOLE, totals(truthfulness=0.75))

    assert verdict.problems == ("truthfulness of the sv test questions went from 0.750 to 0.500.",)


def test_a_gain_in_one_language_does_not_make_up_for_the_other() -> None:
    swedish, english = Group("test", "sv"), Group("test", "en")
    low, high = {"truthfulness": figure_of(0.5)}, {"truthfulness": figure_of(0.75)}
    before = Summary({}, {swedish: low, english: high}, asked={"test": "hash"})

    verdict = judge(replace(before, figures={swedish: high, english: low}), WHOLE, before)

    assert verdict.problems == ("truthfulness of the en test questions went from 0.750 to 0.500.",)


def test_means_of_dev_and_of_parts_of_test_are_not_gated() -> None:
    groups = [Group("dev", "sv"), Group("test", "sv", "refuse: near")]
    before = replace(totals(), figures={g: {"deflection_tpr": figure_of(0.9)} for g in groups})
    now = replace(totals(), figures={g: {"deflection_tpr": figure_of(0.1)} for g in groups})

    assert judge(now, WHOLE, before).is_passed


def test_other_test_questions_are_a_problem_until_they_are_accepted() -> None:
    before = totals(truthfulness=0.75)
    now = replace(totals(truthfulness=0.5), asked={"test": "other"})

    (problem,) = judge(now, WHOLE, before).problems

    assert problem.startswith("The test questions are not those of the baseline")
    assert "`advisor eval --accept`" in problem


def test_a_run_of_dev_alone_is_not_held_against_test_totals() -> None:
    assert judge(dev(), WHOLE, totals(truthfulness=0.75)).is_passed
    assert judge(totals(truthfulness=0.5), WHOLE, dev()).is_passed


# --- Questions of other authorities ------------------------------------------------------------


def test_an_external_figure_that_fell_is_a_problem() -> None:
    verdict = judge(totals({"R@1": 0.70, "R@10": 0.90}), WHOLE, totals({"R@1": 0.75, "R@10": 0.9}))

    assert verdict.problems == ("R@1 on questions of other authorities went from 0.750 to 0.700.",)


@pytest.mark.parametrize("external", [{"R@1": 0.74}, {"R@1": 0.9}, {}])
def test_an_external_figure_within_tolerance_or_not_measured_passes(
    external: dict[str, float],
) -> None:
    assert judge(totals(external), WHOLE, totals({"R@1": 0.75})).is_passed


def test_every_problem_is_told() -> None:
    before = replace(totals({"R@1": 0.75}, truthfulness=0.75), outcomes={"sv1": RIGHT})
    now = replace(totals({"R@1": 0.5}, truthfulness=0.5), outcomes={"sv1": WRONG})

    verdict = judge(now, {"quote_fidelity": figure_of(0.5)}, before, allowed=0)

    assert len(verdict.problems) == 4
