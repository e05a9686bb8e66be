"""What became of the questions under one subject, from its answers and from its way to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from advisor.types import Question
from evals.gold import Located
from evals.metrics import Item, Loss, Stage, ranked_figures
from evals.scoring import (
    QUOTED_WORDS_COUNTED,
    Score,
    Texts,
    attribution,
    cited_spans,
    first_to_hold,
    held_by,
    relevant_passages,
    score,
)
from evals.spans import RawSpan, distinct_words
from evals.subjects import Observation, Subject


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of all questions under one subject."""

    name: str
    items: tuple[Item, ...]  # in the order of the questions


def measure(subject: Subject, questions: Sequence[Located], raws: Mapping[str, str]) -> Measured:
    """Put every question to a subject and hold its answers against the gold."""
    return measured(subject.name, subject, questions, observe(subject, questions), raws)


def observe(subject: Subject, questions: Sequence[Located]) -> list[Observation]:
    """One observation per question; an exception names the question that it came from."""
    observed = []
    for gold in questions:
        try:
            observed.append(
                subject.observe(Question(gold.question.question, gold.question.history))
            )
        except Exception as error:
            error.add_note(f"{subject.name} was answering {gold.question.id}.")
            raise
    return observed


def measured(
    name: str,
    subject: Subject,
    questions: Sequence[Located],
    observed: Sequence[Observation],
    raws: Mapping[str, str],
    counted: int | None = QUOTED_WORDS_COUNTED,
) -> Measured:
    """Hold what was observed against the gold; `counted` as in `scoring.score`."""
    relevant = {
        gold.question.id: relevant_passages(gold, subject.passages)
        for gold in questions
        if gold.question.refuse is None
    }
    pairs = list(zip(questions, observed, strict=True))
    ranked = ranked_figures(
        relevant,
        {gold.question.id: seen.retrieved for gold, seen in pairs if gold.question.id in relevant},
    )
    texts = Texts(raws, subject.reading, subject.place)
    items = []
    for gold, seen in pairs:
        made = score(gold, seen.answer, texts, counted)
        cited = cited_spans(seen.answer, texts)
        items.append(
            Item(
                score=made,
                ranked=ranked.get(gold.question.id, {}),
                attribution=attribution(
                    relevant.get(gold.question.id, frozenset()), cited, subject.passages, raws
                ),
                seconds=seen.seconds,
                lost=tuple(_losses(gold, made, seen, relevant.get(gold.question.id), raws)),
            )
        )
    return Measured(name, tuple(items))


def _losses(
    gold: Located,
    made: Score,
    seen: Observation,
    relevant: Set[RawSpan] | None,
    raws: Mapping[str, str],
) -> Iterator[Loss]:
    """Where each vital nugget that the answer lacks was lost."""
    if not made.missed or (not seen.ranked and not made.refused):
        return
    kept = list(relevant or ())
    indexed, found = first_to_hold(gold, kept, raws), first_to_hold(gold, seen.retrieved, raws)
    ranked = first_to_hold(gold, seen.ranked, raws)
    drafted = held_by(gold, distinct_words(seen.drafted, raws))
    for nugget in made.missed:
        rank = ranked[nugget] + 1 if nugget in ranked else None
        if made.refused:
            stage: Stage = "wrongly refused"
        elif nugget not in indexed:
            stage = "not indexed"
        elif nugget not in found:
            stage = "not retrieved"
        else:
            stage = "not cited" if nugget in drafted else "not selected"
        yield Loss(nugget, stage, rank)
