"""The figures of a run, by hand on a few questions, and the groups that they are given by."""

from collections.abc import Sequence
from dataclasses import replace
from math import log2

import pytest

from evals.gold import Refuse, Split
from evals.metrics import (
    FEWEST_OF_TEST,
    Group,
    Item,
    figures_of,
    grouped,
    invariants,
    ranked_figures,
    stage_seconds,
)
from evals.scoring import Attribution
from evals.spans import RawSpan
from evals.statistics import Figure
from tests.evals.builders import (
    COUNT,
    OTHER_SOURCE,
    SOURCE,
    figure_of,
    item_of,
    nugget_of,
    question_of,
    repeated,
)

GO_ON = nugget_of("fem sex sju åtta")

# --- Retrieval -----------------------------------------------------------------------

PASSAGES = [RawSpan("a.txt", 10 * place, 10 * place + 10) for place in range(20)]


def at(*ranks: int) -> list[RawSpan]:
    """The passages that PASSAGES has at these ranks, from 1."""
    return [PASSAGES[rank - 1] for rank in ranks]


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        (at(1), (1.0, 1.0, 1.0, 1.0, 1.0)),
        (at(7), (0.0, 1.0, 1 / log2(8), 1 / 7, 0.0)),
        (at(5), (1.0, 1.0, 1 / log2(6), 1 / 5, 1.0)),
        (at(11), (0.0, 0.0, 0.0, 0.0, 0.0)),
        (
            at(2, 8, 12),
            (1 / 3, 2 / 3, (1 / log2(3) + 1 / log2(9)) / (1 + 1 / log2(3) + 0.5), 1 / 2, 1.0),
        ),
    ],
)
def test_retrieval_is_measured_by_the_ranks_of_the_relevant_passages(
    relevant: list[RawSpan], expected: tuple[float, ...]
) -> None:
    names = ("R@5", "R@10", "nDCG@10", "RR@10", "Success@5")

    figures = ranked_figures({"q": relevant}, {"q": PASSAGES})

    assert figures == {"q": pytest.approx(dict(zip(names, expected, strict=True)))}


def test_each_question_is_held_against_its_own_passages() -> None:
    relevant = {"q": at(1), "r": at(2)}

    figures = ranked_figures(relevant, {"q": PASSAGES, "r": PASSAGES})

    assert {question: found["RR@10"] for question, found in figures.items()} == {"q": 1, "r": 0.5}


@pytest.mark.parametrize(("relevant", "retrieved"), [([], PASSAGES), (at(1), [])])
def test_a_question_without_relevant_or_found_passages_has_nothing_of_all(
    relevant: list[RawSpan], retrieved: list[RawSpan]
) -> None:
    figures = ranked_figures({"q": relevant, "r": at(1)}, {"q": retrieved, "r": PASSAGES})

    assert set(figures["q"].values()) == {0.0}
    assert set(figures["r"].values()) == {1.0}


# --- Answers -------------------------------------------------------------------------


def test_retrieval_and_coverage_are_means_over_the_answerable_those_refused_included() -> None:
    found = item_of(question_of(COUNT), True, ranked=1.0, attribution=Attribution(2, 1, 1))
    refused = item_of(question_of(COUNT), False, refused=True)
    beside = item_of(question_of(refuse="far"), refused=True)

    figures = figures_of([found, refused, beside])

    for name in ("R@5", "nDCG@10", "strict_vital_score", "strict_all_score", "attribution_recall"):
        assert (figures[name].n, figures[name].value) == (2, 0.5), name
    assert figures["attribution_precision"].value == 0.25
    assert figures["attribution_f1"].value == pytest.approx(1 / 3)


def test_refusing_is_right_for_some_questions_and_wrong_for_others() -> None:
    answerable = [item_of(question_of(COUNT), True) for _ in range(3)]
    wrongly = item_of(question_of(COUNT), False, refused=True)
    refusable = [item_of(question_of(refuse="near"), refused=i == 0) for i in range(2)]

    figures = figures_of([*answerable, wrongly, *refusable])

    assert (figures["deflection_fpr"].n, figures["deflection_fpr"].value) == (4, 0.25)
    assert (figures["deflection_tpr"].n, figures["deflection_tpr"].value) == (2, 0.5)


def test_length_is_that_of_the_answers_given() -> None:
    short = item_of(question_of(COUNT), True, statements=1, quoted_words=10)
    long = item_of(question_of(COUNT), True, statements=3, quoted_words=50)
    none = item_of(question_of(COUNT), False, refused=True, statements=0, quoted_words=0)

    figures = figures_of([short, long, none])

    assert (figures["answer_words"].n, figures["answer_words"].value) == (2, 30.0)
    assert figures["answer_words_p50"].value == 30.0
    assert figures["statements"].value == 2.0


def test_truthfulness_is_a_mean_over_all_questions() -> None:
    """A half answer 0.5, a misleading one -1, a wrong refusal 0, a right one 1."""
    items = [
        item_of(question_of(COUNT, GO_ON), True, False),
        item_of(question_of(COUNT), False),
        item_of(question_of(COUNT), False, refused=True),
        item_of(question_of(refuse="far"), refused=True),
    ]

    truth = figures_of(items)["truthfulness"]

    assert (truth.n, truth.value) == (4, 0.125)


def test_what_was_not_asked_has_no_figure() -> None:
    refusable = item_of(question_of(refuse="far"), refused=True)
    asked = item_of(question_of(COUNT), True)

    assert figures_of([refusable]).keys() == {"deflection_tpr", "truthfulness"}
    assert "deflection_tpr" not in figures_of([asked])


def test_invariants_count_every_quote_and_every_statement_of_every_question() -> None:
    items = [
        item_of(question_of(COUNT), True, true_quotes=(True,) * 3, supported=(True,)),
        item_of(question_of(refuse="far", split="test"), true_quotes=(False,), needed=(True,)),
    ]

    assert invariants(items) == {
        "quote_fidelity": figure_of(0.75, n=4),
        "citation_recall": figure_of(1.0, n=1),
        "citation_precision": figure_of(1.0, n=1),
    }


def test_an_invariant_of_nothing_holds() -> None:
    assert set(invariants([]).values()) == {Figure(0, 1.0, 1.0, 1.0)}


def test_seconds_are_told_by_stage_and_for_the_whole_question() -> None:
    quick = item_of(question_of(COUNT), True, seconds={"retrieve": 0.25, "compose": 0.5})
    slow = item_of(question_of(COUNT), True, seconds={"retrieve": 1.0, "compose": 2.0})

    seconds = stage_seconds([quick, slow])

    assert seconds == {"retrieve": (0.25, 1.0), "compose": (0.5, 2.0), "all": (0.75, 3.0)}


def test_a_subject_that_keeps_no_time_has_no_seconds() -> None:
    assert stage_seconds([item_of(question_of(COUNT), True)]) == {}


# --- Groups --------------------------------------------------------------------------


def traits(*items: Item, scanned: Sequence[str] = ()) -> list[str]:
    return [group.trait for group in grouped(items, scanned)]


def test_languages_and_splits_are_never_averaged_together_and_swedish_dev_comes_first() -> None:
    parts = [
        repeated(item_of(question_of(COUNT, language=language, split=split), True))
        for language in ("en", "sv")
        for split in ("test", "dev")
    ]

    found = grouped(item for part in parts for item in part)

    totals = [(group, tuple(some)) for group, some in found.items() if group.trait == "all"]
    assert totals == [
        (Group("dev", "sv"), parts[3]),
        (Group("dev", "en"), parts[1]),
        (Group("test", "sv"), parts[2]),
        (Group("test", "en"), parts[0]),
    ]


def test_dev_questions_are_divided_by_kind_source_and_wording() -> None:
    assert traits(item_of(question_of(COUNT, kind="risk", wording="terse"), True)) == [
        "all",
        "kind: risk",
        f"source: {SOURCE}",
        "wording: terse",
    ]


def test_of_the_test_split_nothing_but_totals_is_told() -> None:
    sides = (COUNT, nugget_of("en två tre fyra.", source=OTHER_SOURCE))
    hidden = question_of(*sides, split="test", kind="risk", history=("Vad?",), disagree=True)

    items = repeated(item_of(hidden, True, True))

    assert traits(*items, scanned=[SOURCE]) == ["all"]


def refusals(split: Split, *reasons: Refuse) -> list[Item]:
    """Enough questions to be told of, for each reason to refuse."""
    asked = [question_of(id=f"sv-{why}", refuse=why, split=split) for why in reasons]
    return [item for question in asked for item in repeated(item_of(question))]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_far_and_near_are_told_apart_in_both_splits(split: Split) -> None:
    found = traits(*refusals(split, "far", "near"))

    assert found == ["all", "refuse: far", "refuse: near"]


def test_questions_out_of_scope_and_too_vague_are_told_apart_in_dev_alone() -> None:
    dev, test = refusals("dev", "scope", "vague"), refusals("test", "scope", "vague")

    assert traits(*dev) == ["all", "refuse: scope", "refuse: vague"]
    assert traits(*test) == ["all"]


def test_a_group_of_test_with_so_few_questions_that_one_could_be_told_is_left_out() -> None:
    asked = item_of(question_of(COUNT, split="test"), True)
    few, enough = repeated(asked, FEWEST_OF_TEST - 1), repeated(asked)

    assert FEWEST_OF_TEST == 5
    assert grouped(few) == {}
    assert grouped(enough) == {Group("test", "sv"): list(enough)}


def test_few_far_refusals_of_test_are_in_the_total_alone() -> None:
    near, far = refusals("test", "near"), refusals("test", "far")[:-1]

    found = grouped([*near, *far])

    assert {group.trait: len(some) for group, some in found.items()} == {
        "all": 2 * FEWEST_OF_TEST - 1,
        "refuse: near": FEWEST_OF_TEST,
    }


def test_a_group_of_dev_is_told_however_few_its_questions_are() -> None:
    assert "all" in traits(item_of(question_of(COUNT), True))


def test_what_is_hard_by_nature_is_told_by_itself() -> None:
    sides = (COUNT, nugget_of("en två tre fyra.", source=OTHER_SOURCE))
    hard = question_of(*sides, history=("Vad?",), disagree=True)

    found = traits(item_of(hard, True, True), scanned=[OTHER_SOURCE])

    names = {"scanned source", "follow-up", "two sources needed", "sources disagree"}
    assert names < set(found)
    assert names.isdisjoint(traits(item_of(question_of(COUNT), True), scanned=[OTHER_SOURCE]))


def test_two_sources_that_say_the_same_are_not_both_needed() -> None:
    other = nugget_of("en två tre fyra.", source=OTHER_SOURCE)
    either = replace(COUNT, evidence=COUNT.evidence + other.evidence)

    found = traits(item_of(question_of(either), True))

    assert {f"source: {SOURCE}", f"source: {OTHER_SOURCE}"} < set(found)
    assert "two sources needed" not in found
