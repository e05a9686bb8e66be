"""What `advisor eval` does: runs, compares with the run before, judges, and writes it down."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from advisor import __version__
from advisor.documents.sources import load_sources
from advisor.errors import BadInputError
from advisor.llm.model import Model
from advisor.settings import Settings
from evals import external
from evals.exchanges import RecordingModel, ReplayingModel, load_exchanges
from evals.finished import Finished, whole_json
from evals.gate import judge, with_model
from evals.gold import QUESTIONS, Located, load_questions, load_raws, locate, sources_of
from evals.junit import junit
from evals.metrics import invariants, stage_seconds
from evals.report import html
from evals.results import Summary, gains, load_summary, summary_of, to_json
from evals.runs import Progress, run
from evals.with_model import Opened, prices_of, spread

BASELINE = "baseline.json"  # beside the questions
RESULTS, REPORT, JUNIT = "results.json", "report.html", "junit.xml"

TOOLS = ("ir_measures", "jinja2", "langchain_chroma", "langchain_text_splitters")

SplitOption = Literal["dev", "test", "all"]


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """How a language model takes part."""

    record: Path | None = None  # where its exchanges are written
    replay: Path | None = None  # exchanges to be given in its place; None: it is asked
    sample: int | None = None  # dev questions that it is given; None: all that are asked


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for."""

    split: SplitOption = "all"
    questions: Path = QUESTIONS
    compare: Path | None = None  # None: the baseline beside the questions, where there is one
    accept: bool = False
    quick: bool = False  # advisor alone, without what it is compared with
    out: Path = Path("data/evals")
    llm: LlmOptions | None = None  # None: no language model takes part


def evaluate(settings: Settings, options: Options, progress: Progress) -> Finished:
    """Measure, judge and write the results, the report and the JUnit file to `options.out`.

    With `accept`, the run becomes the baseline, unless an invariant is broken. Raises
    BadInputError where the questions or what to compare with cannot be used, or where a
    library is lacking.
    """
    begun = time.monotonic()
    _require_tools()
    _require_whole(options)
    baseline = options.questions.with_name(BASELINE)
    before = _before(options, baseline)
    _require_folder(options.out)
    gold, raws = _gold(settings, options)
    opened = _opened(settings, options.llm, gold)
    with tempfile.TemporaryDirectory(prefix="advisor-evals-") as folder:
        done = run(settings, gold, raws, Path(folder), progress, quick=options.quick, opened=opened)
    rows, skipped = _external(options, progress)
    # What could not be measured here is still held where it can be.
    known = before.external if before and options.accept else {}
    summary = summary_of(
        done.advisor.items,
        scanned=_scanned(settings),
        external=_external_figures(rows) or known,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    found = invariants(done.advisor.items)
    verdict = judge(summary, found, before, accept=options.accept)
    finished = Finished(
        run=done,
        summary=summary,
        before=before,
        invariants=found,
        gains=tuple(gains(done)),
        seconds=stage_seconds(done.advisor.items),
        external=rows,
        skipped=skipped,
        verdict=with_model(verdict, done.with_model),
        facts={
            "advisor": __version__,
            "created": summary.created,
            "compared_with": str(options.compare or baseline) if before else None,
            "split": options.split,
            "questions": len(gold),
            "seconds": round(time.monotonic() - begun, 1),
        },
    )
    _write(finished, options.out)
    if options.accept and finished.verdict.is_passed:
        _write_json(to_json(summary), baseline)
    progress("Done", 1.0)
    return finished


def _require_tools() -> None:
    """Raise BadInputError where the libraries of the extra `evals` are not installed."""
    for name in TOOLS:
        if find_spec(name) is None:
            raise BadInputError(
                f"The evals need {name}, which is not installed."
                " Run `pip install 'advisor[evals]'`, or `make test` in a checkout."
            )


def _require_whole(options: Options) -> None:
    """Raise BadInputError where a part of a run would become the baseline."""
    if options.accept and (options.split != "all" or options.quick):
        raise BadInputError(
            "A baseline holds both splits and all that is measured."
            " Leave --split and --quick out, or --accept."
        )


def _require_folder(folder: Path) -> None:
    """Raise BadInputError where the report could not be written, before minutes are spent."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / REPORT).touch()
    except OSError as error:
        raise BadInputError(
            f"The report cannot be written to {folder} ({error.strerror}). Name another --out."
        ) from error


def _before(options: Options, baseline: Path) -> Summary | None:
    if options.compare is not None:
        return load_summary(options.compare)
    if not baseline.is_file():
        return None
    try:
        return load_summary(baseline)
    except BadInputError:
        if options.accept:  # it is replaced
            return None
        raise


def _gold(settings: Settings, options: Options) -> tuple[list[Located], dict[str, str]]:
    questions = load_questions(options.questions)
    chosen = [item for item in questions if options.split in ("all", item.split)]
    if not chosen:
        raise BadInputError(
            f"{options.questions} has no question of the split {options.split}. Add one."
        )
    corpus = settings.corpus_folder
    listed = [source.file for source in load_sources(corpus).sources]
    if unknown := sorted(set(sources_of(chosen)) - set(listed)):
        raise BadInputError(
            f"{options.questions} names {', '.join(unknown)}, which {corpus} does not list."
            " Name the --corpus to which the questions belong."
        )
    raws = load_raws(corpus, listed)
    return [locate(question, raws) for question in chosen], raws


def _opened(settings: Settings, llm: LlmOptions | None, gold: Sequence[Located]) -> Opened | None:
    """The model that takes part, with its questions; BadInputError where there is none."""
    if llm is None:
        return None
    questions = spread(gold, llm.sample)
    if not questions:
        raise BadInputError("A sample is of dev questions, and none is asked. Leave --sample out.")
    prices = prices_of(settings)
    if llm.replay is not None:
        return Opened(ReplayingModel(load_exchanges(llm.replay)), questions, prices)
    from advisor.llm.opening import open_model

    model: Model | None = open_model(settings)
    if model is None:
        raise BadInputError(
            "--llm needs a language model. Set ADVISOR_LLM, or name recorded exchanges with"
            " --replay."
        )
    if llm.record is not None:
        model = RecordingModel(model, llm.record)
    return Opened(model, questions, prices)


def _external(options: Options, progress: Progress) -> tuple[tuple[external.Row, ...], str | None]:
    """The rows of the collection that is not ours, or why there are none."""
    if options.quick:
        return (), "not asked for in a quick run"
    folder = external.find_folder()
    if folder is None:
        return (), external.ABSENT
    progress("Questions of other authorities", 0.95)
    return tuple(external.measure(folder)), None


def _scanned(settings: Settings) -> list[str]:
    """The sources whose text was read by OCR."""
    listed = load_sources(settings.corpus_folder).sources
    return [source.file for source in listed if source.text_quality == "ocr"]


def _external_figures(rows: Sequence[external.Row]) -> dict[str, float]:
    used = next((row for row in rows if row.name == external.IN_USE), None)
    return {} if used is None else {"R@1": used.r1, "R@10": used.r10, "nDCG@10": used.ndcg10}


def _write(finished: Finished, folder: Path) -> None:
    _write_json(whole_json(finished), folder / RESULTS)
    (folder / REPORT).write_text(html(finished), encoding="utf-8")
    (folder / JUNIT).write_text(junit(finished), encoding="utf-8")


def _write_json(value: Any, path: Path) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
