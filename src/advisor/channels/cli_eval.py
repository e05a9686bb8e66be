"""`advisor eval`: runs the evals while showing how far they are, and prints their tables."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from advisor.channels.cli_output import print_note, print_out, print_rich, progress_bar
from advisor.errors import BadInputError
from advisor.settings import load_settings


def evaluate(
    *,
    split: Literal["dev", "test", "all"],
    compare: Path | None,
    accept: bool,
    questions: Path | None,
    corpus: Path | None,
    out: Path | None,
    quick: bool,
    llm: bool,
    record: Path | None,
    replay: Path | None,
    sample: int | None,
) -> int:
    """Measure and print; 0 when the gate is passed, 1 when it is not."""
    from evals.command import BASELINE, JUNIT, REPORT, RESULTS, LlmOptions, Options
    from evals.command import evaluate as run_evals
    from evals.gold import QUESTIONS
    from evals.tables import tables

    if not llm and (record or replay or sample):
        raise BadInputError("--record, --replay and --sample go with --llm. Add it.")
    if record and replay:
        raise BadInputError("What is replayed is recorded already. Leave --record or --replay out.")
    settings = load_settings()
    if corpus is not None:
        settings = settings.model_copy(update={"corpus": corpus})
    options = Options(
        split=split,
        questions=questions or QUESTIONS,
        compare=compare,
        accept=accept,
        quick=quick,
        out=out or settings.data / "evals",
        llm=LlmOptions(record, replay, sample) if llm else None,
    )
    with progress_bar() as progress:
        finished = run_evals(settings, options, progress)
    for table in tables(finished):
        print_rich(table)
    print_note(f"Report: {options.out / REPORT} (also {RESULTS} and {JUNIT})")
    for problem in finished.verdict.problems:
        print_note(f"NOT PASSED: {problem}")
    if finished.verdict.problems:
        return 1
    if accept:
        print_note(f"This run is now the baseline: {options.questions.with_name(BASELINE)}")
    print_out("Passed.\n")
    return 0
