"""The training questions: with the places of the sentences that answer them, or unanswerable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from advisor.vocabulary import Form, Language
from evals.lines import read_lines
from evals.spans import RawSpan

TRAINING = Path(__file__).with_name("training.jsonl")
UNANSWERABLE = Path(__file__).with_name("unanswerable.jsonl")
FOLLOW_UPS = Path(__file__).with_name("follow_ups.jsonl")  # the last questions of conversations


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question with the places of the sentences that carry each point of a good answer.

    `also` are places that fit the question but carry none of its points: neither right nor wrong.
    """

    id: str
    fold: str  # "a" or "b": what is learned on top of the weights needs questions new to them
    language: Language
    kind: Form
    question: str
    nuggets: tuple[tuple[RawSpan, ...], ...]
    also: tuple[RawSpan, ...]
    history: tuple[str, ...] = ()  # what was asked before it, earliest first


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A question that no source answers: near the subject, or far from it."""

    id: str
    language: Language
    refuse: Literal["near", "far"]
    question: str
    fold: str = ""  # as of a TrainingQuestion, writers apart; none where nothing is learned from it
    history: tuple[str, ...] = ()


def load_training(path: Path = TRAINING) -> list[TrainingQuestion]:
    """Every training question, in file order. Raises BadInputError, naming the line."""
    return read_lines(path, training_question)


def load_unanswerable(path: Path = UNANSWERABLE) -> list[Unanswerable]:
    """Every unanswerable question, in file order. Raises BadInputError, naming the line."""
    return read_lines(path, unanswerable_question)


def training_question(said: Mapping[str, Any]) -> TrainingQuestion:
    """The question of one line; KeyError where a field is lacking."""
    return TrainingQuestion(
        id=said["id"],
        fold=said.get("fold", ""),
        language=said["language"],
        kind=said["kind"],
        question=said["question"],
        nuggets=tuple(_spans(places) for places in said["nuggets"]),
        also=_spans(said["also"]),
        history=tuple(said.get("history", ())),
    )


def unanswerable_question(said: Mapping[str, Any]) -> Unanswerable:
    """The question of one line; KeyError where a field is lacking."""
    return Unanswerable(
        id=said["id"],
        language=said["language"],
        refuse=said["refuse"],
        question=said["question"],
        fold=said.get("fold", ""),
        history=tuple(said.get("history", ())),
    )


def _spans(places: Mapping[str, Sequence[tuple[int, int]]]) -> tuple[RawSpan, ...]:
    return tuple(RawSpan(source, *ends) for source, all_of in places.items() for ends in all_of)
