"""A run as tables for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evals.finished import Finished
from evals.metrics import ATTRIBUTED, COVERED, LENGTHS, RANKED, Group
from evals.results import NOTHING, Change, Figures
from evals.statistics import Figure
from evals.with_model import ModelRun

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

MODEL_FIGURES = (
    *("group", "way of answering", "n"),
    *("strict_vital_score", "deflection_fpr", "truthfulness", "attribution_f1", "answer_words"),
)
MODEL_COSTS = (
    *("way of answering", "asked", "fallbacks", "tokens in", "tokens out", "cost"),
    *("seconds p50", "seconds p95", "exact quotes"),
)
MODEL_LOSSES = ("way of answering", "what", "why", "count")


def tables(finished: Finished) -> Iterator[RenderableType]:
    """What a person who changed something wants to see, the verdict and what changed first."""
    figures = finished.summary.figures
    totals = finished.summary.totals
    refusals = {group: f for group, f in figures.items() if group.trait.startswith("refuse: ")}
    kinds = {group: f for group, f in figures.items() if group.trait.startswith("kind: ")}
    yield from _verdict(finished)
    if finished.changes:
        yield _changes(finished.changes)
    yield _table("Questions that can be answered (mean, 95 % interval)", totals, COVERED)
    yield _table("Questions to be refused", refusals, ("deflection_tpr",))
    yield _table("All questions", totals, ("truthfulness",))
    yield _table("dev by kind; by source and wording in the report", kinds, ("strict_vital_score",))
    yield _table("Length of what was answered", totals, LENGTHS)
    yield _table("Retrieval", totals, RANKED[1:])
    yield _table("Cited passages against passages with evidence", totals, ATTRIBUTED)
    for name, rows in gains_by_figure(finished).items():
        yield _gains(name, rows)
    yield _columns(
        "Vital points that dev answers lack",
        ("lost at", "points"),
        [(stage, str(count)) for stage, count in losses(finished).most_common()],
    )
    yield _columns(
        "Seconds for a question",
        ("stage", "p50", "p95"),
        [(stage, f"{p50:.3f}", f"{p95:.3f}") for stage, (p50, p95) in finished.seconds.items()],
    )
    yield _external(finished)
    if finished.run.with_model is not None:
        yield from _with_model(finished.run.with_model)


def losses(finished: Finished) -> Counter[str]:
    """How many vital points of dev questions were lost at each stage."""
    return Counter(loss.stage for item in finished.failing for loss in item.lost)


def cell(name: str, figure: Figure | None) -> str:
    """A figure as tables show it; empty where there is none."""
    if figure is None or not figure.n:
        return ""
    if name in LENGTHS:
        return f"{figure.value:.1f} ({figure.low:.0f} {figure.high:.0f})"
    return f"{figure.value:.3f} ({figure.low:.2f} {figure.high:.2f})"


def signed(figure: Figure) -> str:
    """A difference, empty where there is none; a star: it is beyond noise."""
    if not figure.n:
        return ""
    star = "*" if figure.is_beyond_noise else ""
    return f"{figure.value:+.3f} ({figure.low:+.2f} {figure.high:+.2f}){star}"


def gains_by_figure(finished: Finished) -> dict[str, dict[str, dict[Group, Figure]]]:
    """By figure, way of answering and group; no row where the figure is not known."""
    names = {"strict_vital_score": "coverage", "truthfulness": "truth", "nDCG@10": "ranking"}
    found: dict[str, dict[str, dict[Group, Figure]]] = {}
    for name, field in names.items():
        for gain in finished.gains:
            figure = getattr(gain, field)
            if figure.n:
                found.setdefault(name, {}).setdefault(gain.name, {})[gain.group] = figure
    return found


def _table(title: str, rows: Mapping[Group, Figures], names: Sequence[str]) -> Table:
    heads = ("split", "language", "trait", "n", *names)
    kept = [name for name in heads if name != "trait" or any(g.trait != "all" for g in rows)]
    body = [
        {
            "split": group.split,
            "language": group.language,
            "trait": group.trait,
            "n": str(_count(found, names)),
            **{name: cell(name, found.get(name)) for name in names},
        }
        for group, found in rows.items()
    ]
    return _columns(title, kept, [[row[name] for name in kept] for row in body])


def _count(figures: Figures, names: Sequence[str]) -> int:
    return next((figures[name].n for name in names if name in figures), 0)


def _changes(changes: Sequence[Change]) -> Table:
    rows = [
        (
            change.language,
            change.kind or "all",
            change.name,
            str(change.gain.n),
            f"{change.before:.3f}",
            f"{change.now:.3f}",
            signed(change.gain),
        )
        for change in changes
        if change.kind is None or change.gain.value
    ]
    heads = ("language", "kind", "figure", "n", "before", "now", "gain")
    return _columns("dev against the run before (* beyond noise)", heads, rows)


def _gains(name: str, rows: Mapping[str, Mapping[Group, Figure]]) -> Table:
    """Every other way against advisor."""
    groups = list(dict.fromkeys(group for found in rows.values() for group in found))
    heads = ("against advisor", *(f"{group.split} {group.language}" for group in groups))
    body = [
        (way, *(signed(found.get(group, NOTHING)) for group in groups))
        for way, found in rows.items()
    ]
    return _columns(f"{name}: below 0, advisor is better (* beyond noise)", heads, body)


def _external(finished: Finished) -> RenderableType:
    if finished.skipped:
        return _text(f"Skipped: {finished.skipped}.")
    rows = [
        (row.name, f"{row.r1:.3f}", f"{row.r10:.3f}", f"{row.ndcg10:.3f}")
        for row in finished.external
    ]
    return _columns("Questions of other authorities", ("ranking", "R@1", "R@10", "nDCG@10"), rows)


def model_figures(run: ModelRun) -> list[tuple[str, ...]]:
    """Rows of MODEL_FIGURES: what the answers hold, by split and language and way."""
    groups = dict.fromkeys(group for way in run.ways for group in way.figures)
    return [
        (
            *(f"{group.split} {group.language}", way.name, str(figures["truthfulness"].n)),
            *(cell(name, figures.get(name)) for name in MODEL_FIGURES[3:]),
        )
        for group in groups
        for way in run.ways
        if (figures := way.figures.get(group))
    ]


def model_costs(run: ModelRun) -> list[tuple[str, ...]]:
    """Rows of MODEL_COSTS: what each way took."""
    return [
        (
            way.name,
            f"{len(way.asked)} of {len(way.told)}",
            f"{way.fallbacks / (len(way.asked) or 1):.2f}",
            f"{way.tokens[0]:.0f}",
            f"{way.tokens[1]:.0f}",
            "prices not set" if (cost := way.cost(run.prices)) is None else f"{cost:.4f}",
            f"{way.seconds[0]:.2f}",
            f"{way.seconds[1]:.2f}",
            "" if way.exact_share is None else f"{way.exact_share:.3f}",
        )
        for way in run.ways
        if way.told
    ]


def model_losses(run: ModelRun) -> list[tuple[str, ...]]:
    """Rows of MODEL_LOSSES: what was not shown or did not come, and why, the most common first."""
    return [
        (way.name, what, why, str(count))
        for way in run.ways
        for what, found in (("statement left out", way.left_out), ("call failed", way.failures))
        for why, count in found.most_common()
    ]


def _with_model(run: ModelRun) -> Iterator[RenderableType]:
    yield _text(f"With the language model {run.model} at {run.where}")
    if run.missing:
        yield _text(f"{run.missing} of {run.calls} calls are not among the recorded ones.")
    yield _columns("The same questions with it and without", MODEL_FIGURES, model_figures(run))
    yield _columns("What it takes, for an answer that asks it", MODEL_COSTS, model_costs(run))
    yield _columns("What was not shown", MODEL_LOSSES, model_losses(run))


def _verdict(finished: Finished) -> Iterator[RenderableType]:
    verdict = finished.verdict
    whole = ", ".join(f"{name} {found.value:.3f}" for name, found in finished.invariants.items())
    yield _text(f"Invariants: {whole}")
    if finished.before is None:
        yield _text(
            "No baseline to compare with, so nothing but the invariants was held."
            " Record one with --accept."
        )
        return
    yield _text(f"Compared with {finished.facts['compared_with']} of {finished.before.created}")
    yield _text(f"Right and now wrong: {', '.join(verdict.regressions) or 'none'}")
    yield _text(f"Wrong and now right: {', '.join(verdict.improvements) or 'none'}")


def _columns(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, head in enumerate(heads):
        is_text = place == 0 or head in ("language", "trait")
        table.add_column(head, justify="left" if is_text else "right")
    for row in rows:
        table.add_row(*map(_text, row))
    return table


def _text(words: str) -> Text:
    """Words as they stand: a square bracket in a file's name is no markup."""
    from rich.text import Text

    return Text(words)
