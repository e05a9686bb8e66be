"""All that is told of a run: what its tables, its report and other programs are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from advisor.llm.budget import Prices
from evals.external import Row
from evals.gate import Verdict
from evals.metrics import Item
from evals.results import Change, Gain, Summary, changes, to_json
from evals.runs import Run
from evals.statistics import Figure
from evals.with_model import ModelRun, Way


@dataclass(frozen=True, slots=True)
class Finished:
    """A run with all that is told of it."""

    run: Run
    summary: Summary
    before: Summary | None
    invariants: Mapping[str, Figure]
    gains: tuple[Gain, ...]
    seconds: Mapping[str, tuple[float, float]]  # (p50, p95) by stage
    external: tuple[Row, ...]
    skipped: str | None  # why the external collection was not measured
    verdict: Verdict
    facts: Mapping[str, Any]  # when, what, how long

    @property
    def changes(self) -> list[Change]:
        """Every figure before and now; empty where there is nothing to compare with."""
        return [] if self.before is None else changes(self.summary, self.before)

    @property
    def failing(self) -> tuple[Item, ...]:
        """The dev questions whose answer is not what it should be; never one of `test`."""
        return tuple(
            item
            for item in self.run.advisor.items
            if item.question.split == "dev" and (item.score.missed or item.score.truth < 0)
        )


def whole_json(finished: Finished) -> dict[str, Any]:
    """The run for other programs. Of `test` it holds totals alone."""
    return {
        **finished.facts,
        "gate": {"passed": finished.verdict.is_passed, **asdict(finished.verdict)},
        "invariants": {name: asdict(value) for name, value in finished.invariants.items()},
        "seconds_by_stage": {
            stage: {"p50": p50, "p95": p95} for stage, (p50, p95) in finished.seconds.items()
        },
        "changes": [asdict(change) for change in finished.changes],
        "gains": [asdict(gain) for gain in finished.gains],
        "external_rankings": [
            {"name": row.name, "R@1": row.r1, "R@10": row.r10, "nDCG@10": row.ndcg10}
            for row in finished.external
        ],
        "external_skipped": finished.skipped,
        "with_model": _with_model(finished.run.with_model),
        "failing": [_failing(item) for item in finished.failing],
        **to_json(finished.summary),
    }


def _with_model(run: ModelRun | None) -> dict[str, Any] | None:
    """Totals alone, as of all that holds questions of `test`."""
    if run is None:
        return None
    return {
        "model": run.model,
        "where": run.where,
        "calls": run.calls,
        "missing": run.missing,
        "ways": [_way(way, run.prices) for way in run.ways],
    }


def _way(way: Way, prices: Prices | None) -> dict[str, Any]:
    p50, p95 = way.seconds
    sent, received = way.tokens
    used = {
        "answers": len(way.told),
        "asked": len(way.asked),
        "fallbacks": way.fallbacks,
        "left_out": dict(way.left_out),
        "failures": dict(way.failures),
        "tokens_in": sent,
        "tokens_out": received,
        "cost": way.cost(prices),
        "seconds": {"p50": p50, "p95": p95},
        "exact_quotes": way.exact_share,
    }
    figures = [
        {**asdict(group), "figures": {name: asdict(one) for name, one in found.items()}}
        for group, found in way.figures.items()
    ]
    return {"name": way.name, "figures": figures, **(used if way.told else {})}


def _failing(item: Item) -> dict[str, Any]:
    question = item.question
    return {
        "id": question.id,
        "history": list(question.history),
        "question": question.question,
        "refuse": question.refuse,
        "refused": item.score.refused,
        "found": list(item.score.quotes),
        "missed": [
            {
                "nugget": question.nuggets[loss.nugget].text,
                "stage": loss.stage,
                "rank": loss.rank,
            }
            for loss in item.lost
        ],
    }
