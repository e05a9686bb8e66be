"""Retrieval on Swedish that is not the project's own: `python -m evals.external`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.bootstrap import fused, open_parts
from advisor.errors import AdvisorError, BadInputError
from advisor.index.building import build_index
from advisor.settings import Settings
from advisor.types import Hit, Question, Retriever
from evals.lines import read_lines
from evals.statistics import difference

PARENTS = Path(__file__).resolve().parents
FOLDER = Path("shared/testdata/swefaq")  # in the checkout, or in a folder above it
FILES = ("questions.jsonl", "answers.jsonl")
DEPTH = 100  # hits
IN_USE = "advisor's retrieval"
ABSENT = (
    f"no {FOLDER} with {' and '.join(FILES)} in any folder above the evals, so retrieval was not"
    " measured on questions of other authorities"
)
TITLE = "Svar"  # the same for all: it must not tell them apart

Ranking = Sequence[str]  # ids of answers, best first


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions, answers, and which answer is right."""

    questions: Mapping[str, str]  # text by id
    answers: Mapping[str, str]
    right: Mapping[str, str]  # id of the answer by id of the question


@dataclass(frozen=True, slots=True)
class Row:
    """How one way of ranking fares: means over all questions."""

    name: str
    r1: float
    r10: float
    ndcg10: float
    by_question: Mapping[str, float]  # nDCG@10


def main(arguments: Sequence[str] | None = None, parents: Iterable[Path] = PARENTS) -> int:
    """Print the table; 0 also where the collection is in none of `parents`, which is said."""
    options = _options(arguments)
    folder = options.folder or find_folder(parents)
    if folder is None:
        print(f"SKIPPED: {ABSENT}")
        return 0
    try:
        rows = measure(folder)
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{len(rows[0].by_question)} questions of {folder}\n")
    print(table(rows, in_use=IN_USE))
    return 0


def measure(folder: Path) -> list[Row]:
    """How each way of ranking finds the answers of the collection in a folder.

    Raises BadInputError where it cannot be read.
    """
    collection = read_collection(folder)
    with tempfile.TemporaryDirectory() as name:
        rankings = _rank_all(collection, Path(name))
    return [score(name, rankings[name], collection.right) for name in rankings]


def find_folder(parents: Iterable[Path] = PARENTS) -> Path | None:
    """The nearest of the folders above this file that holds the collection."""
    found = (parent / FOLDER for parent in parents)
    return next((path for path in found if all((path / name).is_file() for name in FILES)), None)


def read_collection(folder: Path) -> Collection:
    """The collection of a folder; BadInputError where a question names no answer."""
    questions = read_lines(folder / FILES[0], _fields("id", "question", "answer"))
    answers = read_lines(folder / FILES[1], _fields("id", "text"))
    collection = Collection(
        questions={q["id"]: q["question"] for q in questions},
        answers={a["id"]: a["text"] for a in answers},
        right={q["id"]: q["answer"] for q in questions},
    )
    lost = sorted(set(collection.right.values()) - collection.answers.keys())
    if lost:
        raise BadInputError(f"{folder}: no answer {', '.join(lost)} in {FILES[1]}. Add it.")
    return collection


def score(name: str, rankings: Mapping[str, Ranking], right: Mapping[str, str]) -> Row:
    """The means for rankings by id of the question."""
    import ir_measures  # of the development tools: only for those who measure
    from ir_measures import R, nDCG

    measures = (R @ 1, R @ 10, nDCG @ 10)
    qrels = [ir_measures.Qrel(question, answer, 1) for question, answer in right.items()]
    run = [
        ir_measures.ScoredDoc(question, answer, 1 / rank)
        for question, ranking in rankings.items()
        for rank, answer in enumerate(ranking, start=1)
    ]
    means = ir_measures.calc_aggregate(measures, qrels, run)
    by_question = {m.query_id: m.value for m in ir_measures.iter_calc([nDCG @ 10], qrels, run)}
    return Row(
        name,
        r1=means[R @ 1],
        r10=means[R @ 10],
        ndcg10=means[nDCG @ 10],
        by_question=by_question,
    )


def table(rows: Sequence[Row], in_use: str) -> str:
    """One line per way of ranking, each compared with the one named `in_use`."""
    now = next(row for row in rows if row.name == in_use)
    width = max(len(row.name) for row in rows)
    head = f"{'ranking':{width}}    R@1   R@10  nDCG@10  against those in use (95 %)"
    lines = (
        f"{r.name:{width}}  {r.r1:5.3f}  {r.r10:5.3f}    {r.ndcg10:5.3f}  {_difference(r, now)}"
        for r in rows
    )
    return "\n".join([head, *(line.rstrip() for line in lines)])


def _difference(row: Row, other: Row) -> str:
    """The difference in nDCG@10 with the interval of a paired bootstrap."""
    if row.name == other.name:
        return "in use"
    questions = list(other.by_question)
    gain = difference(
        [row.by_question[q] for q in questions], [other.by_question[q] for q in questions]
    )
    return f"{gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.external", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, help=f"holds {' and '.join(FILES)} (default: {FOLDER})"
    )
    return parser.parse_args(arguments)


def _fields(*names: str) -> Callable[[Mapping[str, Any]], dict[str, str]]:
    """What picks the named fields of an object, as text; others may be there."""
    return lambda said: {name: str(said[name]) for name in names}


def _rank_all(collection: Collection, folder: Path) -> dict[str, dict[str, Ranking]]:
    """For each way of ranking the answers to each question."""
    corpus = _write_corpus(collection, folder / "corpus")
    # Every setting is given, so that none of the developer's own has a say.
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it, its types do not
        corpus=corpus,
        data=folder / "data",
        glossary=None,
        embedding_model=None,
        query_prompt=None,
        passage_prompt=None,
    )
    report = build_index(settings)
    for document in report.documents:
        if document.error:
            print(f"Not indexed, so never found: {document.error}", file=sys.stderr)
    parts = open_parts(settings)
    chunks = parts.evidence.chunks(range(parts.evidence.n_chunks))
    answer_of = {chunk.id: Path(chunk.source).stem for chunk, _ in chunks}
    lexical = {name: it for name, it in parts.rankings.items() if name != "dense"}
    ways: Mapping[str, Retriever] = {
        **parts.rankings,
        "without dense": fused(lexical),
        IN_USE: parts.retriever,
    }
    queries = {
        question: parts.understanding.understand(Question(text))
        for question, text in collection.questions.items()
    }
    return {
        way: {
            question: _answers(retriever.retrieve(query, DEPTH), answer_of)
            for question, query in queries.items()
        }
        for way, retriever in ways.items()
    }


def _write_corpus(collection: Collection, folder: Path) -> Path:
    """One text file per answer, named after its id."""
    folder.mkdir()
    entries: list[str] = []
    for answer, text in collection.answers.items():
        (folder / f"{answer}.txt").write_text(f"{text}\n", encoding="utf-8")
        entries.append(
            f"- file: {answer}.txt\n  display_title: {TITLE}\n  kind: other\n"
            "  languages: [sv]\n  text_quality: clean\n"
        )
    (folder / "sources.yaml").write_text("".join(entries), encoding="utf-8")
    return folder


def _answers(hits: Sequence[Hit], answer_of: Mapping[int, str]) -> list[str]:
    """Each answer once, at the place of its best chunk."""
    return list(dict.fromkeys(answer_of[hit.chunk] for hit in hits))


if __name__ == "__main__":
    sys.exit(main())
