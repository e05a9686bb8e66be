"""Whether a change may go in: invariants whole, and nothing that was right now wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from advisor.types import Language
from evals.metrics import Group
from evals.results import DIGITS, Summary, is_same
from evals.statistics import Figure

ALLOWED_REGRESSIONS = 3  # of dev questions: sums may come out otherwise on another processor
TOLERANCE = 0.03  # of a total of `test`: about one question of a language
EXTERNAL_TOLERANCE = 0.02

_ACCEPT = "Run `advisor eval --accept`, and commit the baseline with the questions."

# What is held of the totals of `test`, and which way is worse.
_HELD = {
    "strict_vital_score": -1,
    "deflection_tpr": -1,
    "truthfulness": -1,
    "deflection_fpr": +1,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found. Every problem is a sentence that says what to do about it."""

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
    allowed: int = ALLOWED_REGRESSIONS,
) -> Verdict:
    """Compare a run with the one before; without one, only the invariants are held."""
    broken = [
        f"{name} is {figure.value:.4f} and must be 1: advisor shows what it cannot prove."
        for name, figure in invariants.items()
        if figure.value < 1
    ]
    if before is None:
        return Verdict(tuple(broken))
    shared = [id for id in before.outcomes if is_same(now, before, id)]
    was, is_now = before.outcomes, now.outcomes
    lost = tuple(id for id in shared if was[id].is_right and not is_now[id].is_right)
    won = tuple(id for id in shared if is_now[id].is_right and not was[id].is_right)
    if len(lost) > allowed:
        broken.append(
            f"{len(lost)} dev questions that were right are wrong, {allowed} may be:"
            f" {', '.join(lost)}. The report says where each was lost."
        )
    problems = [
        *broken,
        *_changed(now, before),
        *_falls(now, before),
        *_external_falls(now, before),
    ]
    return Verdict(tuple(problems), lost, won)


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
        group = Group("test", language)
        after, earlier = now.figures.get(group, {}), before.figures.get(group, {})
        for name, worse in _HELD.items():
            if name not in after or name not in earlier:
                continue
            gain = round(after[name].value - earlier[name].value, DIGITS)
            if gain * worse > TOLERANCE:
                yield (
                    f"{name} of the {language} test questions went from {earlier[name].value:.3f}"
                    f" to {after[name].value:.3f}."
                )


def _external_falls(now: Summary, before: Summary) -> Iterator[str]:
    for name, value in before.external.items():
        if name in now.external and round(value - now.external[name], DIGITS) > EXTERNAL_TOLERANCE:
            yield (
                f"{name} on questions of other authorities went from {value:.3f} to"
                f" {now.external[name]:.3f}."
            )
