"""Learns what shows which act of a sentence, and tells how well acts and voices are read.

`--fit` learns from the sentences of `discourse.jsonl` that are marked "train"; `--show` prints the
strongest weights, and the figures of those marked "test". They were labelled twice, independently,
and read a third time where the two differed.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from advisor.bootstrap import open_parts
from advisor.discourse.acts import ACTS, TABLE, act_features
from advisor.documents.annotating import EMPHASISED
from advisor.language.weights import read_weights
from advisor.settings import load_settings
from advisor.types import Sentence
from advisor.vocabulary import Act, Voice
from evals.learning.flags import flags, obey
from evals.learning.weights import strongest, write_weights
from evals.lines import read_lines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS = Path(__file__).with_name("discourse.jsonl")
RIDGE = 3.0  # how strongly weights are held near nothing
STEPS = 400
FEWEST_SENTENCES = 4  # that must show a feature, for it to have weights
TOLD = "How much a feature of a sentence speaks for each act; learned by evals/learning/acts.py."


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with what its readers said of it."""

    source: str
    text: str
    split: Literal["train", "test"]
    voice: Voice
    said_by: str
    act: Act
    condition: bool
    counter: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """How well one class is told."""

    precision: float
    recall: float
    n: int  # sentences that the readers put there


def load_labels(path: Path = LABELS) -> list[Labelled]:
    """Every labelled sentence, in file order. Raises BadInputError, naming the line."""
    return read_lines(path, lambda said: Labelled(**said))


def matched(
    labels: Sequence[Labelled], sentences: Sequence[Sentence]
) -> list[tuple[Labelled, Sentence]]:
    """Each label with the sentence it was given to, as the index has it now."""
    known = {(s.source, " ".join(s.text.split())): s for s in sentences}
    keys = [(label.source, " ".join(label.text.split())) for label in labels]
    return [(label, known[key]) for label, key in zip(labels, keys, strict=True) if key in known]


def rates(told: Sequence[str], right: Sequence[str]) -> dict[str, Rate]:
    """Precision and recall of every class that either has."""
    both = Counter(a for a, b in zip(told, right, strict=True) if a == b)
    said, there = Counter(told), Counter(right)
    return {
        name: Rate(
            precision=both[name] / said[name] if said[name] else math.nan,
            recall=both[name] / there[name] if there[name] else math.nan,
            n=there[name],
        )
        for name in sorted(said | there)
    }


def accuracy(told: Sequence[str], right: Sequence[str]) -> float:
    """Share of the sentences that are told right."""
    return sum(a == b for a, b in zip(told, right, strict=True)) / len(right)


def features_of(sentence: Sentence) -> frozenset[str]:
    """What an indexed sentence shows, as it was read when it was indexed."""
    return act_features(
        sentence.text,
        sentence.language,
        signs=sentence.signs,
        role=sentence.role,
        kind=sentence.kind,
        voice=sentence.voice,
        section=sentence.section,
        is_introduced=sentence.lead_in is not None,
        is_emphasised=sentence.emphasis >= EMPHASISED,
    )


def learn(pairs: Sequence[tuple[Labelled, Sentence]]) -> dict[str, tuple[float, ...]]:
    """Weights of each feature for each act: multinomial logistic regression with a ridge."""
    import numpy as np

    shown = [features_of(sentence) for _, sentence in pairs]
    counts = Counter(feature for features in shown for feature in features)
    names = ["always", *sorted(name for name, count in counts.items() if count >= FEWEST_SENTENCES)]
    x = np.array([[1.0, *(float(name in f) for name in names[1:])] for f in shown])
    y = np.array([[float(label.act == act) for act in ACTS] for label, _ in pairs])
    weights = np.zeros((len(names), len(ACTS)))
    for _ in range(STEPS):
        weights -= _step(x, y, weights)
    return {
        name: tuple(np.round(row, 2).tolist()) for name, row in zip(names, weights, strict=True)
    }


def _step(
    x: NDArray[np.float64], y: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    import numpy as np

    scores = x @ weights
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    slope = x.T @ (chances - y) + RIDGE * weights
    steepness = np.linalg.norm(x, 2) ** 2 / 2 + RIDGE
    return np.asarray(slope / steepness)


def report(pairs: Sequence[tuple[Labelled, Sentence]]) -> str:
    """The figures as lines to read."""
    lines = [f"{len(pairs)} sentences"]
    asked: list[tuple[str, Callable[[Labelled], str], Callable[[Sentence], str]]] = [
        ("voice", lambda label: label.voice, lambda s: s.voice),
        ("act", lambda label: label.act, lambda s: s.act),
        ("counter", lambda label: str(label.counter), lambda s: str(is_counter(s))),
        ("condition", lambda label: str(label.condition), lambda s: str("condition" in s.signs)),
    ]
    for name, right_of, told_of in asked:
        right = [right_of(label) for label, _ in pairs]
        told = [told_of(sentence) for _, sentence in pairs]
        lines.append(f"{name}: accuracy {accuracy(told, right):.2f}")
        for of, rate in rates(told, right).items():
            if of != "False":
                lines.append(f"  {of}: P {rate.precision:.2f} R {rate.recall:.2f} n {rate.n}")
    return "\n".join(lines)


def is_counter(sentence: Sentence) -> bool:
    """Whether a sentence was read as a drawback, a lack or a limit."""
    return bool({"drawback", "shortfall"} & sentence.signs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, or print them with the figures of the test sentences."""
    return obey(flags("acts", __doc__), arguments, fit=_fit, show=_show)


def _fit(_wants: argparse.Namespace) -> None:
    write_weights(TABLE, TOLD, ACTS, learn(_pairs("train")))
    print(f"{TABLE} is written. Run `advisor index --force` before you look at the figures.")


def _show(name: str) -> None:
    weights = {of: row for of, row in read_weights(TABLE).items() if name in of}
    print("\n".join(strongest(weights, ACTS)))
    print(report(_pairs("test")))


def _pairs(split: str) -> list[tuple[Labelled, Sentence]]:
    """The labelled sentences of a split, as the index in use has them."""
    evidence = open_parts(load_settings(), use_chroma=False).evidence
    sentences = list(evidence.sentences(range(evidence.n_sentences)).values())
    return matched([label for label in load_labels() if label.split == split], sentences)


if __name__ == "__main__":
    sys.exit(main())
