"""All is learned in one go, each table after those that it is learned from."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from evals.learning.__main__ import INDEX, STEPS, learn_all


def test_each_table_is_learned_after_those_that_it_is_learned_from() -> None:
    done: list[Sequence[str]] = []

    code = learn_all(lambda step: done.append(step) or 0)  # type: ignore[func-returns-value]

    names = [" ".join(step).removeprefix("evals.learning.") for step in done]
    index = " ".join(INDEX)
    assert code == 0
    assert names == [
        *("forms --fit", "leaning --fit"),
        *(index, "acts --fit", index),
        *("relevance --fit --fold a", "refusal --fit --fold b", "certainty --fit --fold b"),
        "relevance --fit",
        *("reasons --fit", "support --fit", "elsewhere --fit"),
    ]


def test_nothing_is_learned_after_a_step_that_failed() -> None:
    done: list[Sequence[str]] = []

    def _run(step: Sequence[str]) -> int:
        done.append(step)
        return 3 if "evals.learning.acts" in step else 0

    assert learn_all(_run) == 3
    assert done == list(STEPS[:4])


def test_every_step_is_a_module_that_can_be_run() -> None:
    assert [name for name, *_ in STEPS if find_spec(name) is None] == []
