"""Learns when to refuse on sources of which nothing was learned: a municipality's own reports.

`--fit` plays that parts of the corpus are all there is. Of each part there are questions that it
answers, questions that only other documents answer, and questions that none does. Sentences are
ranked by weights that were learned on another document, and what is asked does not count, so that
what is weighed is the evidence alone. `--show` prints the strongest weights.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import yaml

from advisor.answers.extractive import is_usable
from advisor.answers.refusal import (
    ABOVE_NOTHING,
    ASKED,
    ELSEWHERE,
    NOTHING,
    WORDING,
    refusal_features,
)
from advisor.bootstrap import Parts, open_parts
from advisor.documents.sources import LIST_NAME
from advisor.language.weights import read_weights
from advisor.pipeline import HITS
from advisor.retrieval.relevance import RelevanceModel, nothing_learned
from advisor.retrieval.selection import Selector
from advisor.settings import Settings
from advisor.types import Question
from evals.gold import CORPUS
from evals.learning import relevance
from evals.learning.flags import flags, obey
from evals.learning.refusal import Told, learn, save
from evals.learning.training import TrainingQuestion, load_training, load_unanswerable
from evals.learning.weights import strongest

_THESIS = "e-tjansteutveckling-sma-kommuner.txt"
_REGION = "fyrbodal-status-digitalisering-2024.txt"
_INITIATIVES = "gu-nationella-och-lokala-initiativ-2026.txt"
_SHORT = ("gu-interkommunal-it-samverkan.txt", "sodertorn-jamforelse-tva-kommuner.txt")
MOST_RANKED_BY = 900  # questions that the ranking of another part is learned from
MOST_ASKED = 450  # of each kind, of each part
SEED = 3

# Where passages are few, the best of them stand out however little they say, and each word is rare.
SCALED = ("score", "relevance", "mean weight", "second heaviest")
_LEFT_OUT = (*SCALED, WORDING, NOTHING, ABOVE_NOTHING)

Kind = Literal["answerable", "near", "far"]


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that are all there is; the ranking was learned on another part."""

    name: str
    files: tuple[str, ...]
    ranked_by: str


# From hundreds of passages to a dozen: what a share of them tells depends on their number.
PARTS = (
    Part("thesis", (_THESIS,), ranked_by="region"),
    Part("region", (_REGION,), ranked_by="thesis"),
    Part("initiatives", (_INITIATIVES,), ranked_by="thesis"),
    Part("short", _SHORT, ranked_by="thesis"),
    Part("research", (_INITIATIVES, *_SHORT), ranked_by="thesis"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn the weights anew, or print them."""
    return obey(flags("elsewhere", __doc__), arguments, fit=_fit, show=_show)


def kinds(part: Part, questions: Sequence[TrainingQuestion]) -> Iterator[tuple[str, Kind]]:
    """What each training question is where this part is all there is, as (question, kind).

    Left out is what is answered in part, or fits the part though no point is carried there.
    """
    for question in questions:
        carried = [any(span.source in part.files for span in spans) for spans in question.nuggets]
        if all(carried):
            yield question.question, "answerable"
        elif not any(carried) and not any(s.source in part.files for s in question.also):
            yield question.question, "near"


def asked(part: Part) -> list[tuple[str, Kind]]:
    """As many questions of a part as are asked, of each kind."""
    chance = random.Random(SEED)
    found = list(kinds(part, load_training()))
    right = [each for each in found if each[1] == "answerable"]
    others = [each for each in found if each[1] != "answerable"]
    nowhere: list[tuple[str, Kind]] = [(each.question, each.refuse) for each in load_unanswerable()]
    return [
        each
        for group in (right, others, nowhere)
        for each in chance.sample(group, min(MOST_ASKED, len(group)))
    ]


def seen(parts: Parts, questions: Sequence[tuple[str, Kind]]) -> list[Told]:
    """What the check sees of each question, but for what is asked."""
    found = []
    for text, kind in questions:
        query = parts.understanding.understand(Question(text))
        hits = parts.retriever.retrieve(query, HITS)
        usable = [c for c in parts.selector.select(query, hits) if is_usable(c)]
        if query.status == "answered" and query.terms and usable:
            features = refusal_features(query, usable, parts.evidence.n_chunks)
            kept = {
                name: value
                for name, value in features.items()
                if not name.startswith(ASKED) and name not in _LEFT_OUT
            }
            found.append(Told(kind, kept))
    return found


def _fit(_wants: argparse.Namespace) -> None:
    told: dict[str, list[Told]] = {}
    with tempfile.TemporaryDirectory(prefix="advisor-parts-") as name:
        folders = {part.name: _index(part, Path(name)) for part in PARTS}
        rankings = {
            part.name: _ranking(part, folders[part.name])
            for part in PARTS
            if part.name in {each.ranked_by for each in PARTS}
        }
        for part in PARTS:
            model = rankings[part.ranked_by]
            told[part.name] = _told(part, folders[part.name], model)
            print(f"{part.name}: {len(told[part.name])} questions", flush=True)
    save(learn([each for of_part in told.values() for each in of_part]), ELSEWHERE)
    print(f"{ELSEWHERE} is written.")


def _index(part: Part, folder: Path) -> Path:
    """A data folder with an index of the part."""
    corpus, data = folder / part.name / "corpus", folder / part.name / "data"
    corpus.mkdir(parents=True)
    listed = yaml.safe_load((CORPUS / LIST_NAME).read_text(encoding="utf-8"))
    rows = [row for row in listed if row["file"] in part.files]
    (corpus / LIST_NAME).write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    for file in part.files:
        (corpus / file).write_bytes((CORPUS / file).read_bytes())
    environment = os.environ | {"ADVISOR_DATA": str(data), "ADVISOR_CORPUS": str(corpus)}
    subprocess.run(
        [sys.executable, "-m", "advisor", "index"], env=environment, check=True, capture_output=True
    )
    return data


def _ranking(part: Part, data: Path) -> RelevanceModel:
    """Weights of relevance learned from questions that the part answers."""
    texts = {text for text, kind in kinds(part, load_training()) if kind == "answerable"}
    questions = [question for question in load_training() if question.question in texts]
    chosen = random.Random(SEED).sample(questions, min(MOST_RANKED_BY, len(questions)))
    parts = open_parts(Settings(data=data), use_chroma=False, learned=nothing_learned)
    try:
        return relevance.learn_from(parts, chosen)
    finally:
        parts.close()


def _told(part: Part, data: Path, model: RelevanceModel) -> list[Told]:
    parts = open_parts(Settings(data=data), use_chroma=False, learned=lambda: model)
    assert isinstance(parts.selector, Selector)
    # The documents are known, but not to this model.
    unknown = replace(parts.selector, is_learned=lambda _source: False)
    try:
        return seen(replace(parts, selector=unknown), asked(part))
    finally:
        parts.close()


def _show(name: str) -> None:
    weights = {of: row for of, row in read_weights(ELSEWHERE).items() if name in of}
    print("\n".join(strongest(weights, ("refuse",))))


if __name__ == "__main__":
    sys.exit(main())
