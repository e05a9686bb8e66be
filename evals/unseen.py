"""How advisor does on questions that nothing was learned from and nobody has tuned to.

`python -m evals.unseen` asks the index in use the questions of `learning/unseen.jsonl`, written
from reading the corpus by writers of whom no other question is in the project. They are many more
than the test questions, so that a gain can be told from noise; all points of a good answer count
alike.
Only totals are printed: whoever reads single questions has seen them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from advisor.bootstrap import open_parts
from advisor.errors import AdvisorError
from advisor.settings import load_settings
from advisor.types import Answer, Question
from advisor.vocabulary import Language, Status
from evals.gold import CORPUS, load_raws
from evals.learning.training import (
    TrainingQuestion,
    Unanswerable,
    training_question,
    unanswerable_question,
)
from evals.lines import read_lines
from evals.scoring import QUOTED_WORDS_COUNTED, REFUSED
from evals.spans import RawSpan, distinct_words, is_held
from evals.statistics import mean

UNSEEN = Path(__file__).parent / "learning" / "unseen.jsonl"

Unseen = TrainingQuestion | Unanswerable


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one question."""

    question: Unseen
    status: Status
    covered: float  # share of its points that were quoted; 0 where it was refused

    @property
    def refused(self) -> bool:
        """Whether it was refused, or asked back about."""
        return self.status in REFUSED


def load_unseen(path: Path = UNSEEN) -> list[Unseen]:
    """Every question, in file order. Raises BadInputError, naming the line."""
    return read_lines(
        path,
        lambda said: unanswerable_question(said) if "refuse" in said else training_question(said),
    )


def measure(
    ask: Callable[[Question], Answer], questions: Sequence[Unseen], raws: Mapping[str, str]
) -> list[Told]:
    """What each question is answered now; `raws` are the sources by file."""
    told = []
    for question in questions:
        answer = ask(Question(question.question, question.history))
        refused = answer.status in REFUSED
        points = () if isinstance(question, Unanswerable) or refused else question.nuggets
        told.append(Told(question, answer.status, _share_quoted(points, answer, raws)))
    return told


def table(told: Sequence[Told]) -> Iterator[str]:
    """A line for each language and figure, with its 95 % interval."""
    for language in get_args(Language):
        of_language = [one for one in told if one.question.language == language]
        asked = [one for one in of_language if isinstance(one.question, TrainingQuestion)]
        near = [one for one in of_language if isinstance(one.question, Unanswerable)]
        yield _row(language, "points quoted", [one.covered for one in asked])
        yield _row(language, "wrongly refused", [float(one.refused) for one in asked])
        yield _row(language, "near misses refused", [float(one.refused) for one in near])
        for name, status in (("answered", "answered"), ("in part", "partial")):
            covered = [one.covered for one in asked if one.status == status]
            yield _row(language, f"{name}: every point", [float(share == 1) for share in covered])
            yield _row(language, f"{name}: no point", [float(share == 0) for share in covered])


def _share_quoted(
    points: Sequence[Sequence[RawSpan]], answer: Answer, raws: Mapping[str, str]
) -> float:
    """Share of the points of which a sentence is quoted, to the half, within the counted words."""
    if not points:
        return 0.0
    quoted = [
        RawSpan(cited.source, cited.raw_start, cited.raw_end)
        for statement in answer.statements
        for cited in statement.citations
    ]
    words = frozenset(distinct_words(quoted, raws)[:QUOTED_WORDS_COUNTED])
    quoted_points = [any(is_held(place, words, raws) for place in places) for places in points]
    return sum(quoted_points) / len(points)


def _row(language: Language, name: str, values: Sequence[float]) -> str:
    if not values:
        return f"{language}  {name:22}none"
    made = mean(values)
    return f"{language}  {name:22}{made.value:.3f} ({made.low:.2f}-{made.high:.2f}), n {made.n}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the totals; 2 where the index or the file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.unseen", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=UNSEEN)
    options = parser.parse_args(arguments)
    try:
        questions = load_unseen(options.file)
        raws = load_raws(CORPUS, [path.name for path in CORPUS.glob("*.txt")])
        parts = open_parts(load_settings(), use_chroma=False)
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return 2
    told = measure(parts.advisor().ask, questions, raws)
    parts.close()
    print("\n".join(table(told)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
