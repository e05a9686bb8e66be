"""Learns which questions lean on the ones before them, and tells how well that is told.

`--fit` learns from conversations whose last question was labelled by its writer, and from training
questions after another one, which stand alone; it prints what is told of writers held out. `--show`
prints the strongest weights.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.weights import read_weights
from advisor.language.words import tokens
from advisor.questions.leaning import (
    ALWAYS,
    TABLE,
    known_words,
    leaning,
    leaning_features,
)
from evals.learning.flags import flags, obey
from evals.learning.training import FOLLOW_UPS, load_training
from evals.learning.weights import logistic, strongest, write_weights
from evals.lines import read_lines

CONVERSATIONS = Path(__file__).with_name("conversations.jsonl")
STANDING_ALONE = 3_000  # training questions
WEIGHT_OF_ALONE = 0.3  # they are easy: what comes before is mostly of another subject
FEWEST_QUESTIONS = 3  # that must have a word, for it to be told apart
FEWEST_WRITERS = 2
RIDGE = 3.0
# A question read with one that it has nothing to do with loses more than one read alone: of follow-
# ups by writers held out, .81 of the points are quoted so, and .79 without it.
IN_DOUBT = 0.5
LEAST_WEIGHT = 0.05  # what weighs less is left out
TOLD = (
    "How much each feature of a question speaks for reading it with those before it; learned by"
    " evals/learning/leaning.py."
)


@dataclass(frozen=True, slots=True)
class Turn:
    """The last question of a conversation."""

    writer: str
    history: tuple[str, ...]
    question: str
    leans: bool
    counts: float = 1.0


def load_turns() -> list[Turn]:
    """The labelled conversations. Raises BadInputError, naming the line."""
    return [*read_lines(CONVERSATIONS, _turn), *read_lines(FOLLOW_UPS, _turn)]


def standing_alone(count: int = STANDING_ALONE) -> list[Turn]:
    """Training questions, each after another one."""
    asked = [question.question for question in load_training()]
    random.Random(0).shuffle(asked)
    pairs = zip(asked[:count], asked[count : 2 * count], strict=True)
    return [Turn("", (before,), text, False, WEIGHT_OF_ALONE) for text, before in pairs]


def learn(turns: Sequence[Turn]) -> dict[str, float]:
    """Weights by feature: above 0 in sum, a question leans. Logistic regression with a ridge."""
    known = _told_apart(turns)
    seen = [features_of(turn, known) for turn in turns]
    names = sorted({name for features in seen for name in features} - {ALWAYS})
    x = np.array([[features.get(name, 0.0) for name in names] for features in seen])
    y = np.array([turn.leans for turn in turns])
    weights, always = logistic(x, y, np.array([turn.counts for turn in turns]), RIDGE)
    return {
        ALWAYS: always - IN_DOUBT,
        **{
            name: weight
            for name, weight in zip(names, map(float, weights), strict=True)
            if abs(weight) >= LEAST_WEIGHT
        },
    }


def features_of(turn: Turn, known: frozenset[str]) -> Mapping[str, float]:
    """What the last question shows."""
    return leaning_features(turn.question, turn.history, detect_language(turn.question), known)


def held_out(turns: Sequence[Turn], alone: Sequence[Turn]) -> Iterator[str]:
    """A line for each writer: what is told of the conversations by weights of the others."""
    for writer in sorted({turn.writer for turn in turns}):
        own = [turn for turn in turns if turn.writer == writer]
        weights = learn([*(turn for turn in turns if turn.writer != writer), *alone])
        known = known_words(weights)
        told = [leaning(features_of(turn, known), weights) > 0 for turn in own]
        shares = [
            np.mean([told_so for told_so, turn in zip(told, own, strict=True) if turn.leans == so])
            for so in (True, False)
        ]
        yield f"{writer}: of {len(own)}, {shares[0]:.2f} of those that lean are told to,"
        yield f"  and {shares[1]:.2f} of the others"


def _told_apart(turns: Sequence[Turn]) -> frozenset[str]:
    """The words, folded, that several writers have, in questions enough."""
    writers: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    labelled = [turn for turn in turns if turn.writer]
    for turn in labelled:
        for word in {fold(token.text) for token in tokens(turn.question)}:
            writers[word].add(turn.writer)
            counts[word] += 1
    least = min(FEWEST_WRITERS, len({turn.writer for turn in labelled}))
    return frozenset(
        word
        for word, count in counts.items()
        if count >= FEWEST_QUESTIONS and len(writers[word]) >= least
    )


def _turn(said: Mapping[str, Any]) -> Turn:
    return Turn(
        writer=said["id"].split("-")[1],
        history=tuple(said["history"]),
        question=said["question"],
        leans=said["leans"],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, with figures of writers held out, or print them."""
    return obey(flags("leaning", __doc__), arguments, fit=_fit, show=_show)


def _fit(_wants: argparse.Namespace) -> None:
    turns, alone = load_turns(), standing_alone()
    print("\n".join(held_out(turns, alone)))
    write_weights(TABLE, TOLD, ("leans",), {n: (w,) for n, w in learn([*turns, *alone]).items()})
    print(f"{TABLE} is written.")


def _show(name: str) -> None:
    weights = {of: row for of, row in read_weights(TABLE).items() if name in of}
    print("\n".join(strongest(weights, ("leans",))))


if __name__ == "__main__":
    sys.exit(main())
