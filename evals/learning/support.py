"""Learns how much each sign speaks for a statement that its quotes do not carry.

`--fit` learns from the pairs of `evals/statement_pairs` that may be looked at, and prints what is
stopped and lost of writers held out; `--show` prints the strongest weights.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor.answers.support import features_of, is_surely_unsupported
from advisor.answers.support_weighed import ALWAYS, TABLE
from advisor.documents.sources import load_sources
from advisor.language.weights import read_weights
from evals.gold import CORPUS
from evals.learning.flags import flags, obey
from evals.learning.weights import logistic, strongest, write_weights
from evals.support import BARS, PAIRS, Kind, full_lexicon, known_of, load_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Share of the faithful statements of writers held out that may be stopped: more than the bar of
# evals/support.py, since one that is stopped wrongly is told by its quote, and one that is shown
# wrongly is believed. With .10, of the errors .07 fewer were stopped.
LOST = 0.15
# The checks were made on these, so that what they find there tells more than it does elsewhere.
MADE_ON = frozenset({"dev", "dev_b", "dev_c", "dev_d", "dev_e"})
WEIGHT_OF_MADE_ON = 0.3  # from .3 to 1 nothing changes by more than .01
RIDGE = 100.0  # nor from 30 to 200
FEWEST_PAIRS = 3  # that must have a feature, for it to have a weight
LEAST_SPREAD = 0.1  # rare features would weigh too much otherwise
LEAST_WEIGHT = 0.005  # what weighs less is left out
TOLD = "How much each sign speaks against a statement; learned by evals/learning/support.py."


@dataclass(frozen=True, slots=True)
class Seen:
    """A pair as the checks see it."""

    writer: str  # the file that it is of
    kind: Kind
    is_sure: bool  # stopped whatever the rest says
    features: Mapping[str, float]


def seen(folder: Path = PAIRS) -> list[Seen]:
    """The faithful pairs that may be looked at, and those with an error of a kind with a bar."""
    lexicon = full_lexicon()
    sources = {source.file: source for source in load_sources(CORPUS).sources}
    found = []
    for path in sorted(folder.glob("dev*.jsonl")):
        for pair in load_pairs(path):
            if not pair.is_faithful and pair.kind not in BARS:
                continue
            known = known_of(lexicon, sources[pair.source])
            asked = (pair.statement, pair.language, pair.quotes, known)
            found.append(
                Seen(path.stem, pair.kind, is_surely_unsupported(*asked), features_of(*asked))
            )
    return found


def learn(pairs: Sequence[Seen]) -> dict[str, float]:
    """Weights by feature, "always" among them: above 0 in sum, a statement is stopped.

    Logistic regression with a ridge. What is added always is set so that of writers held out the
    share LOST of the faithful statements is stopped.
    """
    names, z, mean, spread = _standardised(pairs)
    wrong = np.array([pair.kind != "faithful" for pair in pairs])
    sure = np.array([pair.is_sure for pair in pairs])
    held_out = _held_out(pairs, z, wrong)
    told = np.array([pair.writer not in MADE_ON for pair in pairs])
    told = told if told.any() else ~told
    limit = _limit(held_out[told], wrong[told], sure[told])
    stopped = sure | (held_out > limit)
    print("\n".join(_report(pairs, stopped, told)))
    weights, always = logistic(z, wrong, _sample(pairs), RIDGE)
    raw = weights / spread
    return {
        ALWAYS: float(always - raw @ mean - limit),
        **dict(zip(names, map(float, raw), strict=True)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, or print them."""
    return obey(flags("support", __doc__), arguments, fit=_fit, show=_show)


def _standardised(
    pairs: Sequence[Seen],
) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    counts = Counter(name for pair in pairs for name, value in pair.features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= FEWEST_PAIRS)
    x = np.array([[pair.features.get(name, 0.0) for name in names] for pair in pairs])
    mean, spread = x.mean(axis=0), np.maximum(x.std(axis=0), LEAST_SPREAD)
    return names, (x - mean) / spread, mean, spread


def _sample(pairs: Sequence[Seen]) -> NDArray[np.float64]:
    return np.array([WEIGHT_OF_MADE_ON if pair.writer in MADE_ON else 1.0 for pair in pairs])


def _held_out(
    pairs: Sequence[Seen], z: NDArray[np.float64], wrong: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """What is told of each writer's pairs by weights learned from the others."""
    groups = np.array([pair.writer for pair in pairs])
    if len(set(groups)) == 1:  # by halves
        groups = np.array([str(i // 2 % 2) for i in range(len(pairs))])
    sample = _sample(pairs)
    scores = np.zeros(len(pairs))
    for group in sorted(set(groups)):
        own = groups == group
        weights, always = logistic(z[~own], wrong[~own], sample[~own], RIDGE)
        scores[own] = z[own] @ weights + always
    return scores


def _limit(scores: NDArray[np.float64], wrong: NDArray[np.bool_], sure: NDArray[np.bool_]) -> float:
    """Above which so many faithful ones are stopped that with the sure ones they are LOST."""
    lost = float(sure[~wrong].mean())
    more = max(0.0, (LOST - lost) / (1 - lost))
    return float(np.quantile(scores[~wrong & ~sure], 1 - more))


def _report(
    pairs: Sequence[Seen], stopped: NDArray[np.bool_], told: NDArray[np.bool_]
) -> Iterator[str]:
    for kind in ("faithful", *BARS):
        own = told & np.array([pair.kind == kind for pair in pairs])
        if own.any():
            yield f"{kind}: of {own.sum()} by writers held out {stopped[own].mean():.2f} stopped"


def _fit(_wants: argparse.Namespace) -> None:
    kept = {
        name: (weight,)
        for name, weight in learn(seen()).items()
        if abs(weight) >= LEAST_WEIGHT or name == ALWAYS
    }
    write_weights(TABLE, TOLD, ("weight",), kept)
    print(f"{TABLE} is written.")


def _show(name: str) -> None:
    weights = {of: row for of, row in read_weights(TABLE).items() if name in of}
    print("\n".join(strongest(weights, ("stop",))))


if __name__ == "__main__":
    sys.exit(main())
