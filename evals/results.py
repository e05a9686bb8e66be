"""What is kept of a run, to compare a later one with: outcomes of dev questions, figures of all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, get_args

from advisor.errors import BadInputError
from advisor.types import Language
from evals.gold import GoldQuestion, Split, read_raw
from evals.metrics import Group, Item, figures_of, grouped
from evals.runs import Run
from evals.statistics import Figure, difference

NOTHING = Figure(0, 0.0, 0.0, 0.0)
DIGITS = 4  # kept of a figure: far finer than its interval

Figures = Mapping[str, Figure]  # by standard name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one dev question."""

    asked: str  # hash of the question with its nuggets: another hash, another question
    language: Language
    truth: float  # -1 to 1, see Score.truth

    @property
    def is_right(self) -> bool:
        """At least half of the vital points, or rightly refused."""
        return self.truth >= 0.5


@dataclass(frozen=True, slots=True)
class Summary:
    """One run. Single questions of `test` are not in it, only their hash and their totals."""

    outcomes: Mapping[str, Outcome]  # by id, of dev
    figures: Mapping[Group, Figures]
    asked: Mapping[Split, str]  # hash of all questions of a split
    external: Mapping[str, float] = field(default_factory=dict)  # empty: it was not there


def summary_of(
    items: Iterable[Item],
    scanned: Iterable[str] = (),
    external: Mapping[str, float] | None = None,
) -> Summary:
    """The summary of a run; `scanned` names the sources that were read by OCR."""
    kept = list(items)
    return Summary(
        outcomes={
            item.question.id: Outcome(
                _hash([item.question]), item.question.language, round(item.score.truth, DIGITS)
            )
            for item in kept
            if item.question.split == "dev"
        },
        figures={group: figures_of(some) for group, some in grouped(kept, scanned).items()},
        asked={
            split: _hash(questions)
            for split in get_args(Split)
            if (questions := [item.question for item in kept if item.question.split == split])
        },
        external=external or {},
    )


@dataclass(frozen=True, slots=True)
class Gain:
    """How far another way of answering is above advisor, question by question; below 0: beneath."""

    name: str
    group: Group  # a total
    coverage: Figure  # strict_vital_score of the answerable
    ranking: Figure  # nDCG@10 of the answerable; n = 0 where passages are cut otherwise
    truth: Figure  # truthfulness of all


def gains(run: Run) -> list[Gain]:
    """Every other way held against advisor, by split and language."""
    ours = _totals(run.advisor.items)
    return [
        Gain(
            name=other.name,
            group=group,
            coverage=difference(_coverage(items), _coverage(ours[group])),
            ranking=difference(_ranking(items), _ranking(ours[group])) if is_own else NOTHING,
            truth=difference(_truth(items), _truth(ours[group])),
        )
        for other, is_own in [
            *((it, True) for it in run.parts),
            *((it, False) for it in run.others),
        ]
        for group, items in _totals(other.items).items()
    ]


def change(after: Summary, before: Summary, language: Language) -> Figure:
    """The mean gain in truthfulness over the dev questions of a language that stayed the same."""
    shared = [
        (after.outcomes[id].truth, then.truth)
        for id, then in before.outcomes.items()
        if then.language == language and is_same(after, before, id)
    ]
    return difference([now for now, _ in shared], [then for _, then in shared])


def is_same(after: Summary, before: Summary, id: str) -> bool:
    """Whether both runs were asked the same under this id."""
    now, then = after.outcomes.get(id), before.outcomes.get(id)
    return now is not None and then is not None and now.asked == then.asked


def to_json(summary: Summary) -> dict[str, Any]:
    """The summary as it is kept in a file."""
    return {
        "asked": dict(summary.asked),
        "external": {name: round(value, DIGITS) for name, value in summary.external.items()},
        "items": {id: asdict(outcome) for id, outcome in sorted(summary.outcomes.items())},
        "figures": [
            {**asdict(group), "figures": {name: _row(figure) for name, figure in figures.items()}}
            for group, figures in summary.figures.items()
        ],
    }


def load_summary(path: Path) -> Summary:
    """A summary from the file of an earlier run, or from a baseline. Raises BadInputError."""
    try:
        kept = json.loads(read_raw(path))
        return Summary(
            outcomes={id: _outcome(values) for id, values in kept["items"].items()},
            figures={
                Group(row["split"], row["language"], row["trait"]): {
                    name: Figure(**{key: _number(value) for key, value in values.items()})
                    for name, values in row["figures"].items()
                }
                for row in kept["figures"]
            },
            asked=dict(kept["asked"]),
            external={name: _number(value) for name, value in kept["external"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInputError(
            f"{path} is not the result of an eval run ({error!r}). Name a results.json or a"
            " baseline.json, or make a new one with `advisor eval --accept`."
        ) from error


def _outcome(values: Mapping[str, Any]) -> Outcome:
    return Outcome(str(values["asked"]), values["language"], _number(values["truth"]))


def _number(value: object) -> Any:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is not a number")
    return value


def _totals(items: Iterable[Item]) -> dict[Group, list[Item]]:
    return {group: some for group, some in grouped(items).items() if group.trait == "all"}


def _coverage(items: Iterable[Item]) -> list[float]:
    return [item.score.vital for item in items if item.question.refuse is None]


def _ranking(items: Iterable[Item]) -> list[float]:
    return [item.ranked["nDCG@10"] for item in items if item.question.refuse is None]


def _truth(items: Iterable[Item]) -> list[float]:
    return [item.score.truth for item in items]


def _row(figure: Figure) -> dict[str, float]:
    return {
        "n": figure.n,
        "value": round(figure.value, DIGITS),
        "low": round(figure.low, DIGITS),
        "high": round(figure.high, DIGITS),
    }


def _hash(questions: Iterable[GoldQuestion]) -> str:
    """Twelve digits that change when a question, its nuggets or their evidence do."""
    in_order = sorted(questions, key=lambda question: question.id)
    text = json.dumps([asdict(question) for question in in_order], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
