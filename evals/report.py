"""A run as one page that needs nothing beside it: charts, before and after, and what failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.vocabulary import Language
from evals.finished import Finished
from evals.metrics import ATTRIBUTED, COVERED, LENGTHS, RANKED, Group, Item
from evals.results import NOTHING
from evals.statistics import Figure
from evals.tables import (
    MODEL_COSTS,
    MODEL_FIGURES,
    MODEL_LOSSES,
    cell,
    gains_by_figure,
    losses,
    model_costs,
    model_figures,
    model_losses,
    signed,
)
from evals.with_model import ModelRun

TEMPLATE = "report.html.jinja"
LANGUAGES: dict[Language, str] = {"sv": "Swedish", "en": "English"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart. `before` is None where the run before had no such figure."""

    label: str
    figure: Figure
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that belong together, from 0 to 1."""

    title: str
    bars: tuple[Bar, ...]


def html(finished: Finished) -> str:
    """The page. It loads nothing, and holds nothing of single test questions."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["signed"] = signed
    page = environment.get_template(TEMPLATE)
    return page.render(
        run=finished,
        languages=LANGUAGES,
        totals=finished.summary.totals,
        tables={
            "Questions that can be answered": COVERED,
            "All questions": ("truthfulness",),
            "Length, beside coverage": ("strict_vital_score", *LENGTHS),
            "Retrieval": RANKED,
            "Cited passages against passages with evidence": ATTRIBUTED,
        },
        cell=cell,
        charts=[chart for chart in _charts(finished) if chart.bars],
        losses=losses(finished).most_common(),
        gains=gains_by_figure(finished),
        nothing=NOTHING,
        failing=_failing(finished),
        model_tables=_model_tables(finished.run.with_model),
    )


def _model_tables(run: ModelRun | None) -> list[tuple[str, Sequence[str], list[tuple[str, ...]]]]:
    """Title, heads and rows."""
    if run is None:
        return []
    return [
        ("The same questions with it and without", MODEL_FIGURES, model_figures(run)),
        ("What it takes, for an answer that asks it", MODEL_COSTS, model_costs(run)),
        ("What was not shown", MODEL_LOSSES, model_losses(run)),
    ]


def _failing(finished: Finished) -> dict[str, list[Item]]:
    """The dev questions that failed, those that were right before apart and first."""
    lost = frozenset(finished.verdict.regressions)
    parts: dict[str, list[Item]] = {"Right before, wrong now": [], "The others": []}
    for item in finished.failing:
        parts["Right before, wrong now" if item.question.id in lost else "The others"].append(item)
    return {title: items for title, items in parts.items() if items}


def _charts(finished: Finished) -> Iterable[Chart]:
    yield Chart(
        "strict_vital_score by split and language", _bars(finished, "strict_vital_score", "all")
    )
    yield Chart("deflection_tpr by reason", _bars(finished, "deflection_tpr", "refuse: "))
    for language, name in LANGUAGES.items():
        for head, trait in (("kind", "kind: "), ("source", "source: "), ("wording", "wording: ")):
            yield Chart(
                f"{name}, dev: strict_vital_score by {head}",
                _bars(finished, "strict_vital_score", trait, language),
            )
    yield Chart(
        "dev: what is hard by nature, strict_vital_score",
        tuple(
            bar
            for trait in ("scanned source", "follow-up", "two sources", "sources disagree")
            for bar in _bars(finished, "strict_vital_score", trait)
        ),
    )


def _bars(
    finished: Finished, name: str, trait: str, language: Language | None = None
) -> tuple[Bar, ...]:
    """The figure in every group whose trait begins so, of one language or of both."""
    earlier = finished.before.figures if finished.before else {}
    return tuple(
        Bar(
            _label(group, trait, language),
            figures[name],
            earlier[group][name].value if name in earlier.get(group, {}) else None,
        )
        for group, figures in finished.summary.figures.items()
        if name in figures and group.trait.startswith(trait) and language in (None, group.language)
    )


def _label(group: Group, trait: str, language: Language | None) -> str:
    own = group.trait.removeprefix(trait) if trait.endswith(": ") else group.trait
    if language is not None:
        return own
    return f"{group.split}, {LANGUAGES[group.language]}" + ("" if own == "all" else f", {own}")
