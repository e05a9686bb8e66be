"""How high the sentences stand that answer questions of which no weight was learned.

`python -m evals.learning.ranked` learns relevance from fold a and ranks what is found for the
questions of fold b, by other writers: the share of the points of a good answer that stand in the
first words, as many as an answer is judged by. It is by this that the learning of relevance is
chosen. Some forty minutes; `--model FILE` takes weights that were learned before, `--every 10` each
tenth question.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from advisor.answers.extractive import is_usable
from advisor.bootstrap import Parts, open_parts
from advisor.documents.offsets import to_raw
from advisor.errors import AdvisorError
from advisor.pipeline import HITS
from advisor.retrieval.relevance import RelevanceModel, nothing_learned
from advisor.settings import load_settings
from advisor.types import Candidate, Question
from advisor.vocabulary import Language
from evals.learning.relevance import learn_from
from evals.learning.training import TrainingQuestion, load_training, load_unanswerable
from evals.scoring import QUOTED_WORDS_COUNTED
from evals.spans import RawSpan
from evals.statistics import mean


def shares_found(parts: Parts, questions: Sequence[TrainingQuestion]) -> Iterator[float]:
    """For each question the share of its points that stand in the words that count, 0 to 1.

    A sentence that has no room any more ends the ranking.
    """
    for question in questions:
        query = parts.understanding.understand(Question(question.question))
        ranked = parts.selector.select(query, parts.retriever.retrieve(query, HITS))
        first = list(_first([one for one in ranked if is_usable(one)]))
        places = [_place(parts, candidate) for candidate in first]
        found = sum(
            any(span.overlaps(place) for span in point for place in places)
            for point in question.nuggets
        )
        yield found / len(question.nuggets)


def _first(ranked: Sequence[Candidate]) -> Iterator[Candidate]:
    left = QUOTED_WORDS_COUNTED
    for candidate in ranked:
        left -= len(candidate.sentence.text.split())
        if left < 0:
            return
        yield candidate


def _place(parts: Parts, candidate: Candidate) -> RawSpan:
    sentence = candidate.sentence
    segments = parts.evidence.document(sentence.source).segments
    return RawSpan(sentence.source, *to_raw(segments, sentence.start, sentence.end))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the share for each language."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.learning.ranked", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--model", type=Path, help="weights learned from fold a before")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth question")
    wants = parser.parse_args(arguments)
    try:
        model = RelevanceModel.load(wants.model) if wants.model else _of_fold_a()
        parts = open_parts(load_settings(), use_chroma=False, learned=lambda: model)
        asked = [q for q in load_training() if q.fold == "b"][:: wants.every]
        for language in get_args(Language):
            shares = list(shares_found(parts, [q for q in asked if q.language == language]))
            told = mean(shares)
            figures = f"{told.value:.3f} ({told.low:.2f}-{told.high:.2f}), n {told.n}"
            print(f"{language}  points in the first {QUOTED_WORDS_COUNTED} words  {figures}")
        parts.close()
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _of_fold_a() -> RelevanceModel:
    parts = open_parts(load_settings(), use_chroma=False, learned=nothing_learned)
    model = learn_from(
        parts,
        [q for q in load_training() if q.fold == "a"],
        [q for q in load_unanswerable() if q.fold == "a"],
    )
    parts.close()
    return model


if __name__ == "__main__":
    sys.exit(main())
