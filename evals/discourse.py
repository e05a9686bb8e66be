"""How well sentences are read: whose word, what they do; measured on sentences labelled by reading.

`python -m evals.discourse` prints the figures; with `--fit` it learns the weights of the acts anew
from the sentences marked "train" and writes them beside the code. Those marked "test" were labelled
twice, independently, and read a third time where the two differed.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from advisor.bootstrap import open_parts
from advisor.discourse import acts
from advisor.discourse.acts import ACTS, act_features
from advisor.settings import Settings
from advisor.types import Act, Sentence, Voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS = Path(__file__).with_name("discourse.jsonl")
RIDGE = 3.0  # how strongly weights are held near nothing
STEPS = 400


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
    """Every labelled sentence, in file order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Labelled(**json.loads(line)) for line in lines]


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
        is_emphasised=sentence.emphasis >= 0.3,
    )


def fit(pairs: Sequence[tuple[Labelled, Sentence]]) -> dict[str, tuple[float, ...]]:
    """Weights of each feature for each act: multinomial logistic regression with a ridge."""
    import numpy as np

    shown = [features_of(sentence) for _, sentence in pairs]
    counts = Counter(feature for features in shown for feature in features)
    names = ["always", *sorted(name for name, count in counts.items() if count >= 4)]
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


def write_weights(weights: dict[str, tuple[float, ...]], path: Path) -> None:
    """The table that `advisor.discourse.acts` reads."""
    lines = [
        "# How much a feature of a sentence speaks for each act; learned by evals/discourse.py.",
        "\t".join(("feature", *ACTS)),
        *("\t".join((name, *(f"{w:g}" for w in row))) for name, row in weights.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


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


def main() -> None:
    """Print the figures of the test sentences, after learning where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="learn the weights of the acts anew")
    wants = parser.parse_args()
    evidence = open_parts(Settings(), use_chroma=False).evidence
    sentences = list(evidence.sentences(range(evidence.n_sentences)).values())
    pairs = matched(load_labels(), sentences)
    if wants.fit:
        path = Path(acts.__file__).with_name("acts.tsv")
        write_weights(fit([pair for pair in pairs if pair[0].split == "train"]), path)
        print(f"{path} is written. Run `advisor index --force`, and this once more.")
        return
    print(report([pair for pair in pairs if pair[0].split == "test"]))


if __name__ == "__main__":
    main()
