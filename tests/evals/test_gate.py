"""What keeps a change out, and what does not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from evals.gate import ALLOWED_REGRESSIONS, judge
from evals.gold import Split
from evals.metrics import Group
from evals.results import Outcome, Summary
from tests.evals.builders import figure_of, outcome_of

WHOLE = {"quote_fidelity": figure_of(1.0)}
RIGHT, WRONG = outcome_of(1.0), outcome_of(0.0)


def dev(**outcomes: Outcome) -> Summary:
    """A run of dev questions."""
    return Summary(outcomes, figures={}, asked={"dev": "hash"})


def totals(
    external: Mapping[str, float] | None = None, n: int = 100, /, **values: float
) -> Summary:
    """A run whose Swedish test questions have these figures."""
    figures = {name: figure_of(value, n) for name, value in values.items()}
    return Summary({}, {Group("test", "sv"): figures}, {"test": "hash"}, external or {})


def refusals(shares: Mapping[str, float], n: int = 100, split: Split = "test") -> Summary:
    """A run that refused these shares of the Swedish questions, by the reason to refuse."""
    figures = {
        Group(split, "sv", f"refuse: {why}"): {"deflection_tpr": figure_of(share, n)}
        for why, share in shares.items()
    }
    return Summary({}, figures, {split: "hash"})


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


def test_three_regressions_are_allowed_where_nothing_else_is_said() -> None:
    ids = [f"sv{n}" for n in range(ALLOWED_REGRESSIONS + 1)]
    before = dev(**dict.fromkeys(ids, RIGHT))
    three = dev(**{**dict.fromkeys(ids, WRONG), "sv0": RIGHT})

    assert ALLOWED_REGRESSIONS == 3
    assert judge(three, WHOLE, before).is_passed
    assert not judge(dev(**dict.fromkeys(ids, WRONG)), WHOLE, before).is_passed


# --- Totals of the test questions ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "now", "passed"),
    [
        ("strict_vital_score", 0.80, 0.75, False),
        ("strict_vital_score", 0.80, 0.78, True),
        ("strict_vital_score", 0.80, 0.90, True),
        ("truthfulness", 0.60, 0.55, False),
        ("truthfulness", 0.60, 0.58, True),
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
    low, high = {"truthfulness": figure_of(0.25)}, {"truthfulness": figure_of(0.75)}
    before = Summary({}, {swedish: low, english: high}, asked={"test": "hash"})

    verdict = judge(replace(before, figures={swedish: high, english: low}), WHOLE, before)

    assert verdict.problems == ("truthfulness of the en test questions went from 0.750 to 0.250.",)


@pytest.mark.parametrize(
    ("n", "now", "passed"),
    [(10, 0.8, True), (10, 0.7, False), (30, 0.867, True), (30, 0.833, False), (50, 0.86, False)],
)
def test_of_few_questions_one_may_be_lost_and_two_may_not(n: int, now: float, passed: bool) -> None:
    verdict = judge(totals(None, n, strict_vital_score=now), WHOLE, totals(strict_vital_score=0.9))

    assert verdict.is_passed is passed


def test_the_tolerance_is_not_below_three_hundredths_however_many_questions_there_are() -> None:
    before = totals(None, 1000, strict_vital_score=0.80)

    assert judge(totals(None, 1000, strict_vital_score=0.77), WHOLE, before).is_passed
    assert not judge(totals(None, 1000, strict_vital_score=0.769), WHOLE, before).is_passed


@pytest.mark.parametrize(("fell", "other"), [("far", "near"), ("near", "far")])
def test_a_gain_in_far_refusals_does_not_make_up_for_near_ones_nor_the_reverse(
    fell: str, other: str
) -> None:
    before = refusals({fell: 0.75, other: 0.5})

    verdict = judge(refusals({fell: 0.5, other: 1.0}), WHOLE, before)

    assert verdict.problems == (
        f"deflection_tpr ({fell}) of the sv test questions went from 0.750 to 0.500.",
    )


def test_refusals_of_few_questions_have_the_tolerance_of_few() -> None:
    before = refusals({"far": 1.0}, n=5)

    assert judge(refusals({"far": 0.8}, n=5), WHOLE, before).is_passed
    assert not judge(refusals({"far": 0.6}, n=5), WHOLE, before).is_passed


def test_refusals_of_other_reasons_and_of_all_reasons_together_are_not_held() -> None:
    before, now = refusals({"scope": 0.9, "vague": 0.9}), refusals({"scope": 0.1, "vague": 0.1})

    assert judge(now, WHOLE, before).is_passed
    assert judge(totals(deflection_tpr=0.1), WHOLE, totals(deflection_tpr=0.9)).is_passed


def test_means_of_dev_are_not_held() -> None:
    high, low = {"truthfulness": figure_of(0.9)}, {"truthfulness": figure_of(0.1)}
    before = Summary({}, {Group("dev", "sv"): high}, {"dev": "hash", "test": "hash"})
    now = replace(before, figures={Group("dev", "sv"): low})

    assert judge(now, WHOLE, before).is_passed
    assert judge(
        refusals({"near": 0.1}, split="dev"), WHOLE, refusals({"near": 0.9}, split="dev")
    ).is_passed


def test_a_total_that_only_one_run_has_is_not_held() -> None:
    assert judge(totals(strict_vital_score=0.1), WHOLE, totals(truthfulness=0.9)).is_passed
    assert judge(totals(None, 0, truthfulness=0.0), WHOLE, totals(truthfulness=0.9)).is_passed


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


# --- A run that is to be the baseline ---------------------------------------------------------


def test_a_run_that_is_accepted_may_be_worse_and_still_tells_what_fell() -> None:
    before = replace(
        totals({"R@1": 0.75}, truthfulness=0.75), outcomes={"sv1": RIGHT, "sv2": WRONG}
    )
    now = replace(totals({"R@1": 0.5}, truthfulness=0.5), outcomes={"sv1": WRONG, "sv2": RIGHT})

    verdict = judge(now, WHOLE, before, accept=True, allowed=0)

    assert verdict.is_passed
    assert (verdict.regressions, verdict.improvements) == (("sv1",), ("sv2",))


def test_edited_questions_can_be_accepted() -> None:
    before = replace(dev(sv1=RIGHT), asked={"dev": "hash", "test": "hash"})
    edited = {"sv1": replace(WRONG, asked="other")}
    now = replace(before, outcomes=edited, asked={"dev": "other", "test": "other"})

    assert judge(now, WHOLE, before, accept=True).is_passed
    assert not judge(now, WHOLE, before).is_passed


@pytest.mark.parametrize("before", [None, dev(sv1=RIGHT)])
def test_a_broken_invariant_cannot_be_accepted(before: Summary | None) -> None:
    broken = {"quote_fidelity": figure_of(0.999)}

    verdict = judge(dev(sv1=WRONG), broken, before, accept=True)

    assert len(verdict.problems) == 1
    assert verdict.problems[0].startswith("quote_fidelity is 0.9990 and must be 1")
