"""Gold questions, answers and items for the tests, small enough to trust by reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from evals.finished import Finished
from evals.gate import judge
from evals.gold import Evidence, GoldQuestion, Located, Nugget, locate
from evals.measuring import Measured
from evals.metrics import FEWEST_OF_TEST, RANKED, Item, Loss, invariants, stage_seconds
from evals.results import Outcome, Summary, summary_of
from evals.runs import Run
from evals.scoring import Attribution, Score, Texts
from evals.spans import RawSpan
from evals.statistics import Figure

SOURCE = "a.txt"
OTHER_SOURCE = "b.txt"
RAW = "noll. en två tre fyra. fem sex sju åtta. " + "ord " * 300
RAWS = {SOURCE: RAW, OTHER_SOURCE: "en två tre fyra."}
TEXTS = Texts(RAWS, RAWS, RawSpan)
NOTHING_CITED = Attribution(0, 0, 0)
FACTS = {
    "advisor": "0.0",
    "created": "2026-01-02",
    "compared_with": "baseline.json",
    "split": "all",
    "questions": 2,
    "seconds": 1.5,
}


def span_of(quote: str, source: str = SOURCE) -> RawSpan:
    """Where a quote stands for the first time."""
    start = RAWS[source].index(quote)
    return RawSpan(source, start, start + len(quote))


def nugget_of(*quotes: str, vital: bool = True, source: str = SOURCE) -> Nugget:
    """A nugget that any of the quotes carries, and whose text is the first of them."""
    return Nugget(quotes[0], vital, tuple(Evidence(source, quote) for quote in quotes))


def question_of(*nuggets: Nugget, id: str = "sv-001", **more: object) -> GoldQuestion:
    """A Swedish question of dev; `more` holds other fields of it."""
    asked = {"question": f"Fråga {id}?", "history": (), "language": "sv", "split": "dev"}
    known = {**asked, "kind": "list", **more}
    return GoldQuestion(id=id, nuggets=nuggets, **known)  # type: ignore[arg-type]


def gold_of(*nuggets: Nugget, **more: object) -> Located:
    """The same, with its evidence found in RAWS."""
    return locate(question_of(*nuggets, **more), RAWS)  # type: ignore[arg-type]


def cite(quote: str, source: str = SOURCE, at: int | None = None) -> dict[str, Any]:
    """A citation of a quote, in its JSON form, said to stand at a place: the first if not given."""
    start = RAWS[source].index(quote) if at is None else at
    end = start + len(quote)
    place = {"start": start, "end": end, "raw_start": start, "raw_end": end}
    return {"source": source, "quote": quote, "raw_quote": quote, **place}


def statement_of(*citations: dict[str, Any], text: str | None = None) -> dict[str, Any]:
    """A statement whose text, if not given, is its quotes."""
    quoted = " … ".join(cited["quote"] for cited in citations)
    return {"text": quoted if text is None else text, "citations": list(citations)}


def answer_of(
    *statements: dict[str, Any], status: str = "answered", nearest: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """What the evals read of an Answer in its JSON form."""
    return {"status": status, "statements": list(statements), "nearest": list(nearest)}


def score_of(question: GoldQuestion, *covered: bool, **more: object) -> Score:
    """An answer of two statements and ten words that covers some of the nuggets."""
    known = {"refused": False, "statements": 2, "quoted_words": 10, **more}
    return Score(question, covered, **known)  # type: ignore[arg-type]


def item_of(
    question: GoldQuestion,
    *covered: bool,
    ranked: float = 0.0,
    attribution: Attribution = NOTHING_CITED,
    seconds: Mapping[str, float] | None = None,
    lost: tuple[Loss, ...] = (),
    **scored: object,
) -> Item:
    """A question after an answer: `ranked` in every figure of retrieval, `scored` in its Score."""
    figures = {} if question.refuse else dict.fromkeys(RANKED, ranked)
    score = score_of(question, *covered, **scored)
    return Item(score, figures, attribution, seconds or {}, lost)


def repeated(item: Item, count: int = FEWEST_OF_TEST) -> tuple[Item, ...]:
    """The same under other ids; if not said otherwise, as many as it takes to be told of `test`."""
    return tuple(_renamed(item, f"{item.question.id}-{place}") for place in range(count))


def _renamed(item: Item, id: str) -> Item:
    question = replace(item.question, id=id)
    return replace(item, score=replace(item.score, question=question))


def outcome_of(truth: float, *, asked: str = "hash", **more: object) -> Outcome:
    """A Swedish question that was answered as truly as said; `more` holds other fields."""
    known = {"language": "sv", "kind": "list", "figures": {"truthfulness": truth}, **more}
    return Outcome(asked, **known)  # type: ignore[arg-type]


def figure_of(value: float, n: int = 10) -> Figure:
    """A figure that is sure of itself."""
    return Figure(n, value, value, value)


def finished_of(*items: Item, before: Summary | None = None, **more: object) -> Finished:
    """A run in which advisor alone answered; `more` holds other fields of Finished."""
    summary, whole = summary_of(items), invariants(items)
    known: dict[str, Any] = {
        "run": Run(Measured("advisor", items)),
        "gains": (),
        "external": (),
        "skipped": "not asked for",
        "verdict": judge(summary, whole, before),
        **more,
    }
    seconds = stage_seconds(items)
    return Finished(
        summary=summary, before=before, invariants=whole, seconds=seconds, facts=FACTS, **known
    )


# A question that was answered rightly, and one whose point was found and not chosen.
COUNT = nugget_of("en två tre fyra")
RIGHT = item_of(question_of(COUNT), True)
LOST = item_of(
    question_of(COUNT, id="sv-002", history=("Vad är det?",)),
    False,
    quotes=("fem sex",),
    lost=(Loss(0, "not selected", rank=7),),
)
