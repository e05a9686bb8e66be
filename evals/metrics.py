"""The figures of a run under their standard names, by groups of questions that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal

from advisor.vocabulary import Language
from evals.gold import GoldQuestion, Split, sources_needed, sources_of
from evals.scoring import Attribution, Score
from evals.spans import RawSpan
from evals.statistics import Figure, mean, median, percentile

RANKED = ("R@5", "R@10", "nDCG@10", "RR@10", "Success@5")
COVERED = ("strict_vital_score", "strict_all_score", "deflection_fpr")
ATTRIBUTED = ("attribution_precision", "attribution_recall", "attribution_f1")
LENGTHS = ("answer_words", "answer_words_p50", "statements")
FEWEST_OF_TEST = 5  # a group of fewer would tell of single questions


Stage = Literal["wrongly refused", "not indexed", "not retrieved", "not selected", "not cited"]


@dataclass(frozen=True, slots=True)
class Item:
    """One question after one subject has answered it."""

    score: Score
    ranked: Mapping[str, float]  # RANKED by name; empty for a question to be refused
    attribution: Attribution
    seconds: Mapping[str, float] = field(default_factory=dict)  # by stage
    lost: tuple[Loss, ...] = ()  # the vital nuggets that the answer lacks

    @property
    def question(self) -> GoldQuestion:
        return self.score.question


@dataclass(frozen=True, slots=True)
class Loss:
    """A vital nugget that an answer lacks, and where on the way it was lost.

    `not indexed`: no passage holds its evidence. `not retrieved`: none of those found does.
    `not selected`: a passage that was found does, and it was not taken. `not cited`: taken, and
    then left out as unproven, or quoted after the 250th word. `wrongly refused`: no answer.
    """

    nugget: int  # index into GoldQuestion.nuggets
    stage: Stage
    # From 1: the first ranked sentence that holds it; None: none does.
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions whose figures are given together: of one split, one language and one trait."""

    split: Split
    language: Language
    trait: str = "all"  # all, or "kind: list", "source: ...", "refuse: near", ...


def ranked_figures(
    relevant: Mapping[str, Iterable[RawSpan]],
    retrieved: Mapping[str, Sequence[RawSpan]],
) -> dict[str, dict[str, float]]:
    """RANKED by question id, over the passages that hold an evidence quote.

    A question of which no passage holds evidence has 0 everywhere.
    """
    import ir_measures  # of the extra `evals`, for those who measure

    measures = {name: ir_measures.parse_measure(name) for name in RANKED}
    qrels = [
        ir_measures.Qrel(question, passage.id, 1)
        for question, passages in relevant.items()
        for passage in passages
    ]
    run = [
        ir_measures.ScoredDoc(question, passage.id, 1 / rank)
        for question, passages in retrieved.items()
        for rank, passage in enumerate(passages, start=1)
    ]
    figures = {question: dict.fromkeys(RANKED, 0.0) for question in relevant}
    names = {str(measure): name for name, measure in measures.items()}
    for found in ir_measures.iter_calc(measures.values(), qrels, run):
        figures[found.query_id][names[str(found.measure)]] = float(found.value)
    return figures


def figures_of(items: Sequence[Item]) -> dict[str, Figure]:
    """Every figure that the items give, by its standard name."""
    asked = [item for item in items if item.question.refuse is None]
    answered = [item for item in asked if not item.score.refused]
    refusable = [item for item in items if item.question.refuse is not None]
    figures: dict[str, Figure] = {}
    if asked:
        figures |= {name: mean([item.ranked[name] for item in asked]) for name in RANKED}
        figures |= {
            "strict_vital_score": _mean(asked, lambda item: item.score.vital),
            "strict_all_score": _mean(asked, lambda item: item.score.all),
            "attribution_precision": _mean(asked, lambda item: item.attribution.precision),
            "attribution_recall": _mean(asked, lambda item: item.attribution.recall),
            "attribution_f1": _mean(asked, lambda item: item.attribution.f1),
            "deflection_fpr": _mean(asked, lambda item: float(item.score.refused)),
            "statements": _mean(answered, lambda item: float(item.score.statements)),
            "answer_words": _mean(answered, lambda item: float(item.score.quoted_words)),
            "answer_words_p50": median([float(item.score.quoted_words) for item in answered]),
        }
    if refusable:
        figures["deflection_tpr"] = _mean(refusable, lambda item: float(item.score.refused))
    figures["truthfulness"] = _mean(items, lambda item: item.score.truth)
    return figures


def invariants(items: Iterable[Item]) -> dict[str, Figure]:
    """What must be 1.0 over all that was shown: quotes that stand, statements that are carried."""
    scores = [item.score for item in items]
    return {
        "quote_fidelity": _whole([hit for score in scores for hit in score.true_quotes]),
        "citation_recall": _whole([hit for score in scores for hit in score.supported]),
        "citation_precision": _whole([hit for score in scores for hit in score.needed]),
    }


def grouped(items: Iterable[Item], scanned: Iterable[str] = ()) -> dict[Group, list[Item]]:
    """The items by group, in the order of tables; `scanned` names the sources read by OCR.

    Only `dev` is divided by traits: of `test` nothing but totals is told, far and near refusals
    apart, and none of so few questions that one could be told from it.
    """
    groups: dict[Group, list[Item]] = {}
    by_ocr = frozenset(scanned)
    for item in items:
        for group in _groups(item.question, by_ocr):
            groups.setdefault(group, []).append(item)
    return {
        group: groups[group]
        for group in sorted(groups, key=_order)
        if group.split == "dev" or len(groups[group]) >= FEWEST_OF_TEST
    }


def stage_seconds(items: Iterable[Item]) -> dict[str, tuple[float, float]]:
    """(p50, p95) seconds of each stage and of all together."""
    taken: dict[str, list[float]] = {}
    for item in items:
        for stage, seconds in item.seconds.items():
            taken.setdefault(stage, []).append(seconds)
        if item.seconds:
            taken.setdefault("all", []).append(sum(item.seconds.values()))
    return {
        stage: (percentile(values, 0.5), percentile(values, 0.95))
        for stage, values in taken.items()
    }


def _mean(items: Sequence[Item], value: Callable[[Item], float]) -> Figure:
    return mean([value(item) for item in items])


def _whole(hits: Sequence[bool]) -> Figure:
    """A share that is to be one: its interval is of no interest. Of nothing, all is well."""
    share = sum(hits) / len(hits) if hits else 1.0
    return Figure(len(hits), share, share, share)


def _groups(question: GoldQuestion, scanned: Set[str]) -> Iterable[Group]:
    groups = [Group(question.split, question.language)]
    if question.refuse in ("far", "near") or (question.refuse and question.split == "dev"):
        return [*groups, Group(question.split, question.language, f"refuse: {question.refuse}")]
    if question.split == "test":
        return groups
    traits = [f"kind: {question.kind}", f"wording: {question.wording}"]
    traits += [f"source: {source}" for source in sources_of([question])]
    if not scanned.isdisjoint(sources_of([question])):
        traits.append("scanned source")
    if question.history:
        traits.append("follow-up")
    if sources_needed(question) > 1:
        traits.append("two sources needed")
    if question.disagree:
        traits.append("sources disagree")
    return [*groups, *(Group(question.split, question.language, trait) for trait in traits)]


_TRAITS = (
    "all",
    "kind:",
    "source:",
    "scanned",
    "follow-up",
    "two",
    "sources",
    "wording:",
    "refuse:",
)


def _order(group: Group) -> tuple[object, ...]:
    # Swedish first: it is what the corpus and its readers speak.
    first = next(i for i, head in enumerate(_TRAITS) if group.trait.startswith(head))
    return (group.split, group.language != "sv", first, group.trait)
