"""Whether a change may go in: invariants whole, and nothing that was right now wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from advisor.vocabulary import Language
from evals.metrics import Group
from evals.results import DIGITS, Summary, is_same
from evals.statistics import Figure
from evals.with_model import WITH_MODEL, ModelRun

ALLOWED_REGRESSIONS = 3  # of dev questions: sums may come out otherwise on another processor
TOLERANCE = 0.03  # of a total of `test`
TOLERATED_QUESTIONS = 1.5  # the same for few questions, where one alone moves the total more
EXTERNAL_TOLERANCE = 0.02
MISSING_SHARE = 0.5  # of recorded calls; a change of the answers makes other calls of some
_ACCEPT = "Run `advisor eval --accept`, and commit the baseline with the questions."

# What is held of the totals of `test`, by trait and figure, and which way is worse.
_HELD = {
    ("all", "strict_vital_score"): -1,
    ("all", "truthfulness"): -1,
    ("all", "deflection_fpr"): +1,
    ("refuse: far", "deflection_tpr"): -1,
    ("refuse: near", "deflection_tpr"): -1,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found. Every problem is a sentence that says what is worse, or what to do."""

    problems: tuple[str, ...]
    regressions: tuple[str, ...] = ()  # ids of dev questions that were right and are wrong
    improvements: tuple[str, ...] = ()  # ids that were wrong and are right

    @property
    def is_passed(self) -> bool:
        return not self.problems


def judge(
    now: Summary,
    invariants: Mapping[str, Figure],
    before: Summary | None,
    *,
    accept: bool = False,
    allowed: int = ALLOWED_REGRESSIONS,
) -> Verdict:
    """Compare a run with the one before; without one, only the invariants are held.

    With `accept` the falls are still told, but are no problem: only a broken invariant is.
    """
    broken = tuple(
        f"{name} is {figure.value:.4f} and must be 1: advisor shows what it cannot prove."
        for name, figure in invariants.items()
        if figure.value < 1
    )
    if before is None:
        return Verdict(broken)
    shared = [id for id in before.outcomes if is_same(now, before, id)]
    was, is_now = before.outcomes, now.outcomes
    regressions = tuple(id for id in shared if was[id].is_right and not is_now[id].is_right)
    improvements = tuple(id for id in shared if is_now[id].is_right and not was[id].is_right)
    if accept:
        return Verdict(broken, regressions, improvements)
    fell = []
    if len(regressions) > allowed:
        fell.append(
            f"{len(regressions)} dev questions that were right are wrong, {allowed} may be:"
            f" {', '.join(regressions)}. The report says where each was lost."
        )
    problems = (
        *broken,
        *fell,
        *_changed(now, before),
        *_falls(now, before),
        *_external_falls(now, before),
    )
    return Verdict(problems, regressions, improvements)


def with_model(verdict: Verdict, run: ModelRun | None) -> Verdict:
    """The verdict with what a language model's part in the run adds to it."""
    if run is None:
        return verdict
    problems = []
    checked = next(way for way in run.ways if way.name == WITH_MODEL)
    if checked.exact_share is not None and checked.exact_share < 1:
        problems.append(
            "A quote of an answer with the language model does not stand in its source."
        )
    if run.missing > MISSING_SHARE * run.calls:
        problems.append(
            f"{run.missing} of {run.calls} calls of the model are not among the recorded ones."
            " Record them anew: `advisor eval --llm --record`, or for those of the project"
            " `python -m evals.stand_in`."
        )
    return replace(verdict, problems=(*verdict.problems, *problems))


def _changed(now: Summary, before: Summary) -> Iterator[str]:
    """Questions that cannot be compared, so that an edit does not hide a fall."""
    if "dev" in now.asked:
        edited = [id for id in before.outcomes if not is_same(now, before, id)]
        if edited:
            yield (
                f"{len(edited)} dev questions of the baseline were edited or removed:"
                f" {', '.join(edited)}. {_ACCEPT}"
            )
    both = "test" in now.asked and "test" in before.asked
    if both and now.asked["test"] != before.asked["test"]:
        yield f"The test questions are not those of the baseline. {_ACCEPT}"


def _falls(now: Summary, before: Summary) -> Iterator[str]:
    """Totals of `test` that have become worse, where its questions are the same."""
    if now.asked.get("test") != before.asked.get("test"):
        return
    for language in get_args(Language):
        for (trait, name), worse in _HELD.items():
            group = Group("test", language, trait)
            after = now.figures.get(group, {}).get(name)
            earlier = before.figures.get(group, {}).get(name)
            if after is None or earlier is None or not after.n:
                continue
            reach = 2 if name == "truthfulness" else 1  # from its worst to its best
            tolerance = max(TOLERANCE, TOLERATED_QUESTIONS * reach / after.n)
            if round((after.value - earlier.value) * worse, DIGITS) > tolerance:
                what = name if trait == "all" else f"{name} ({trait.removeprefix('refuse: ')})"
                yield (
                    f"{what} of the {language} test questions went from {earlier.value:.3f}"
                    f" to {after.value:.3f}."
                )


def _external_falls(now: Summary, before: Summary) -> Iterator[str]:
    for name, value in before.external.items():
        if name in now.external and round(value - now.external[name], DIGITS) > EXTERNAL_TOLERANCE:
            yield (
                f"{name} on questions of other authorities went from {value:.3f} to"
                f" {now.external[name]:.3f}."
            )
