"""What is kept of a run, to compare a later one with: outcomes of dev questions, figures of all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, get_args

from advisor.errors import BadInputError
from advisor.vocabulary import Form, Language
from evals.gold import GoldQuestion, Split
from evals.lines import read_text
from evals.metrics import Group, Item, figures_of, grouped
from evals.runs import Run
from evals.statistics import Figure, difference

# What two runs are compared by, question by question.
COMPARED = (
    *("truthfulness", "strict_vital_score", "deflection_fpr", "deflection_tpr"),
    *("Success@5", "R@10", "nDCG@10"),
)
NOTHING = Figure(0, 0.0, 0.0, 0.0)
DIGITS = 4  # kept of a figure: far finer than its interval

Figures = Mapping[str, Figure]  # by standard name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one dev question, in the terms in which runs are compared."""

    asked: str  # hash of the question with its nuggets: another hash, another question
    language: Language
    kind: Form
    figures: Mapping[str, float]  # by standard name; those of COMPARED that the question has

    @property
    def truth(self) -> float:
        """From -1, misled, to 1, all that was asked; see Score.truth."""
        return self.figures["truthfulness"]

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
    created: str = ""  # ISO 8601

    @property
    def totals(self) -> dict[Group, Figures]:
        """The figures of each split and language as a whole."""
        return {group: found for group, found in self.figures.items() if group.trait == "all"}


def summary_of(
    items: Iterable[Item],
    scanned: Iterable[str] = (),
    external: Mapping[str, float] | None = None,
    created: str = "",
) -> Summary:
    """The summary of a run; `scanned` names the sources that were read by OCR."""
    kept = list(items)
    return Summary(
        outcomes={
            item.question.id: _outcome_of(item) for item in kept if item.question.split == "dev"
        },
        figures={group: figures_of(some) for group, some in grouped(kept, scanned).items()},
        asked={
            split: _hash(questions)
            for split in get_args(Split)
            if (questions := [item.question for item in kept if item.question.split == split])
        },
        external=external or {},
        created=created,
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


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and now, over the dev questions that stayed the same."""

    language: Language
    kind: Form | None  # None: all of the language
    name: str
    before: float
    now: float
    gain: Figure


def changes(after: Summary, before: Summary) -> list[Change]:
    """What changed by language, figure by figure, and within it truthfulness by kind."""
    shared = [
        (outcome, after.outcomes[id])
        for id, outcome in before.outcomes.items()
        if is_same(after, before, id)
    ]
    found: list[Change] = []
    for language in get_args(Language):
        of_language = [pair for pair in shared if pair[0].language == language]
        found += [_change(of_language, language, None, name) for name in COMPARED]
        for kind in get_args(Form):
            of_kind = [pair for pair in of_language if pair[0].kind == kind]
            found.append(_change(of_kind, language, kind, "truthfulness"))
    return [change for change in found if change.gain.n]


def _change(
    pairs: Sequence[tuple[Outcome, Outcome]], language: Language, kind: Form | None, name: str
) -> Change:
    both = [
        (a.figures[name], b.figures[name])
        for a, b in pairs
        if name in a.figures and name in b.figures
    ]
    then, now = [a for a, _ in both], [b for _, b in both]
    return Change(language, kind, name, _mean(then), _mean(now), difference(now, then))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _outcome_of(item: Item) -> Outcome:
    score, question = item.score, item.question
    refused = float(score.refused)
    own = (
        {"deflection_tpr": refused}
        if question.refuse
        else {"strict_vital_score": score.vital, "deflection_fpr": refused, **item.ranked}
    )
    figures = {"truthfulness": score.truth, **own}
    kept = {name: round(figures[name], DIGITS) for name in COMPARED if name in figures}
    return Outcome(_hash([question]), question.language, question.kind, kept)


def is_same(after: Summary, before: Summary, id: str) -> bool:
    """Whether both runs were asked the same under this id."""
    now, then = after.outcomes.get(id), before.outcomes.get(id)
    return now is not None and then is not None and now.asked == then.asked


def to_json(summary: Summary) -> dict[str, Any]:
    """The summary as it is kept in a file."""
    return {
        "created": summary.created,
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
        kept = json.loads(read_text(path))
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
            created=str(kept["created"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInputError(
            f"{path} is not the result of an eval run ({error!r}). Name a results.json or a"
            " baseline.json, or make a new one with `advisor eval --accept`."
        ) from error


def _outcome(values: Mapping[str, Any]) -> Outcome:
    figures = {name: float(_number(value)) for name, value in values["figures"].items()}
    if "truthfulness" not in figures:
        raise KeyError("truthfulness")
    return Outcome(str(values["asked"]), values["language"], values["kind"], figures)


def _number(value: object) -> Any:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is not a number")
    return value


def _totals(items: Iterable[Item]) -> dict[Group, list[Item]]:
    return {group: found for group, found in grouped(items).items() if group.trait == "all"}


def _coverage(items: Iterable[Item]) -> list[float]:
    return [item.score.vital for item in items if item.question.refuse is None]


def _ranking(items: Iterable[Item]) -> list[float]:
    return [item.ranked["nDCG@10"] for item in items if item.question.refuse is None]


def _truth(items: Iterable[Item]) -> list[float]:
    return [item.score.truth for item in items]


def _row(figure: Figure) -> dict[str, float]:
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {"n": figure.n, **{name: round(value, DIGITS) for name, value in ends.items()}}


def _hash(questions: Iterable[GoldQuestion]) -> str:
    """Twelve digits that change when a question, its nuggets or their evidence do."""
    in_order = sorted(questions, key=lambda question: question.id)
    text = json.dumps([asdict(question) for question in in_order], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
