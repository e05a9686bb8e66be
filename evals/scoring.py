"""Scores answers against the gold questions: `python -m evals.scoring answers.jsonl`."""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError, BadInputError
from evals.gold import (
    CORPUS,
    QUESTIONS,
    GoldQuestion,
    Nugget,
    evidence_spans,
    load_questions,
    load_raws,
    read_raw,
    sources_of,
)

QUOTED_WORDS_COUNTED = 250  # more words must not buy coverage
COVERED_SHARE = 0.5  # of an evidence quote's words
REFUSED = frozenset({"no_evidence", "refused", "clarification"})
RESAMPLES = 1000  # of the bootstrap behind a 95 % interval

_WORD = re.compile(r"\w+")

_Word = tuple[str, int, int]  # source, raw start, raw end


@dataclass(frozen=True, slots=True)
class Score:
    """How one answer fares. An answer that failed or refused covers nothing."""

    question: GoldQuestion
    covered: tuple[bool, ...]  # in the order of question.nuggets
    refused: bool
    statements: int
    quoted_words: int  # distinct ones, also those beyond the counted
    quotes: tuple[str, ...] = ()  # raw quotes in statement order
    error: str | None = None

    @property
    def vital(self) -> float:
        """Share of the vital nuggets that are covered."""
        return _share(
            [
                hit
                for nugget, hit in zip(self.question.nuggets, self.covered, strict=True)
                if nugget.vital
            ]
        )

    @property
    def all(self) -> float:
        """Share of all nuggets that are covered."""
        return _share(self.covered)

    @property
    def missed(self) -> tuple[Nugget, ...]:
        """The vital nuggets that are not covered."""
        pairs = zip(self.question.nuggets, self.covered, strict=True)
        return tuple(nugget for nugget, hit in pairs if nugget.vital and not hit)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % bootstrap interval."""

    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group of questions, by their standard names."""

    group: str
    figures: Mapping[str, Figure]


def score(question: GoldQuestion, answer: Mapping[str, Any], raws: Mapping[str, str]) -> Score:
    """Hold one answer, in the JSON form of a batch line, against its gold question.

    A nugget is covered when the words cited hold half of the words of one of its evidence
    quotes, in place. Words count once, in statement order, and only the first 250 count. A
    citation whose raw quote is not what stands at its offsets counts for nothing.
    Raises BadInputError where the answer is not in the agreed form.
    """
    covered_none = (False,) * len(question.nuggets)
    if "error" in answer:
        return Score(question, covered_none, False, 0, 0, error=_error_text(answer["error"]))
    try:
        citations = [cited for made in answer["statements"] for cited in made["citations"]]
        words = list(dict.fromkeys(_cited_words(citations, raws)))
        quotes = tuple(str(cited["raw_quote"]) for cited in citations)
        refused = answer["status"] in REFUSED
        statements = len(answer["statements"])
    except (KeyError, TypeError) as error:
        raise BadInputError(
            f"The answer to {question.id} is not in the agreed form: {error!r}."
        ) from error
    counted = frozenset() if refused else frozenset(words[:QUOTED_WORDS_COUNTED])
    covered = _covered(question, counted, raws)
    return Score(question, covered, refused, statements, len(words), quotes)


def aggregate(scores: Sequence[Score]) -> tuple[Row, ...]:
    """The figures of every group that has questions.

    Answerable questions are grouped by language, and within a language by kind, source and
    follow-up; the two languages are never averaged together. A question counts under each source
    that holds evidence of it. Questions to be refused are grouped by language and reason.
    """
    groups: dict[str, list[Score]] = {}
    for item in scores:
        for group in _groups(item.question):
            groups.setdefault(group, []).append(item)
    return tuple(
        Row(group, _refusals(items) if items[0].question.refuse else _figures(items))
        for group, items in sorted(groups.items(), key=lambda pair: _order(pair[0]))
    )


def table(rows: Sequence[Row]) -> str:
    """The rows as plain text: the answerable questions, then those to be refused."""
    answerable = [row for row in rows if "deflection_tpr" not in row.figures]
    refusable = [row for row in rows if "deflection_tpr" in row.figures]
    names = ("strict_vital_score", "strict_all_score", "deflection_fpr")
    lengths = ("statements", "answer_words")
    parts = []
    if answerable:
        head = ["questions to answer", "n", *names, "answered", *lengths]
        body = [
            [
                row.group,
                str(row.figures[names[0]].n),
                *(_cell(row.figures[name]) for name in names),
                str(row.figures["statements"].n),
                *(_mean(row.figures[name]) for name in lengths),
            ]
            for row in answerable
        ]
        parts.append(_columns([head, *body]))
    if refusable:
        head = ["questions to refuse", "n", "deflection_tpr"]
        body = [
            [row.group, str(figure.n), _cell(figure)]
            for row in refusable
            for figure in [row.figures["deflection_tpr"]]
        ]
        parts.append(_columns([head, *body]))
    return "\n\n".join(parts)


def failures(scores: Sequence[Score]) -> str:
    """What went wrong, question by question, in the dev split; test items are never shown."""
    shown = [item for item in scores if item.question.split == "dev" and _failed(item)]
    return "\n\n".join(_failure(item) for item in shown)


def write_batch(questions: Sequence[GoldQuestion], path: Path) -> None:
    """Write the questions as input of `advisor ask --batch`, one a line."""
    lines = (
        json.dumps(
            {"id": item.id, "question": item.question, "history": list(item.history)},
            ensure_ascii=False,
        )
        for item in questions
    )
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def load_answers(path: Path) -> dict[str, dict[str, Any]]:
    """The lines of a batch's output by question id. Raises BadInputError, naming the line."""
    answers: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(read_raw(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            answer = json.loads(line)
        except ValueError as error:
            raise BadInputError(f"{path.name}, line {number} is not JSON: {error}") from error
        if not isinstance(answer, dict) or not isinstance(answer.get("id"), str):
            raise BadInputError(f"{path.name}, line {number} is not an object with an id.")
        if answer["id"] in answers:
            raise BadInputError(f"{path.name}, line {number}: {answer['id']} comes twice.")
        answers[answer["id"]] = answer
    return answers


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit code: 0, or that of the error it printed."""
    options = _options(arguments)
    try:
        questions = load_questions(options.questions)
        chosen = [item for item in questions if options.split in ("all", item.split)]
        if options.write_batch:
            write_batch(chosen, options.write_batch)
        else:
            _report(questions, chosen, options)
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _cited_words(
    citations: Sequence[Mapping[str, Any]], raws: Mapping[str, str]
) -> Iterator[_Word]:
    for cited in citations:
        source, start, quote = cited["source"], cited["raw_start"], cited["raw_quote"]
        if source in raws and raws[source][start : cited["raw_end"]] != quote:
            continue
        for word in _WORD.finditer(quote):
            yield source, start + word.start(), start + word.end()


def _covered(
    question: GoldQuestion, counted: frozenset[_Word], raws: Mapping[str, str]
) -> tuple[bool, ...]:
    hit: set[int] = set()
    for span in evidence_spans(question, raws):
        words = [
            (span.source, word.start(), word.end())
            for word in _WORD.finditer(raws[span.source], span.start, span.end)
        ]
        if sum(word in counted for word in words) >= COVERED_SHARE * len(words):
            hit.add(span.nugget)
    return tuple(index in hit for index in range(len(question.nuggets)))


def _error_text(error: object) -> str:
    return str(error.get("message", error)) if isinstance(error, dict) else str(error)


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def _groups(question: GoldQuestion) -> list[str]:
    language = question.language
    if question.refuse:
        return [f"{language} / {question.refuse}"]
    groups = [language, f"{language} / kind / {question.kind}"]
    groups += [f"{language} / source / {source}" for source in sources_of([question])]
    if question.history:
        groups.append(f"{language} / follow-up")
    return groups


def _order(group: str) -> tuple[str, ...]:
    # Swedish first: it is what the corpus and its readers speak.
    language, *rest = group.split(" / ")
    return ("0" if language == "sv" else "1", *rest)


def _figures(items: Sequence[Score]) -> dict[str, Figure]:
    answered = [item for item in items if not item.refused and item.error is None]
    return {
        "strict_vital_score": _figure(items, lambda item: item.vital),
        "strict_all_score": _figure(items, lambda item: item.all),
        "deflection_fpr": _figure(items, lambda item: float(item.refused)),
        "statements": _figure(answered, lambda item: float(item.statements)),
        "answer_words": _figure(answered, lambda item: float(item.quoted_words)),
    }


def _refusals(items: Sequence[Score]) -> dict[str, Figure]:
    return {"deflection_tpr": _figure(items, lambda item: float(item.refused))}


def _figure(items: Sequence[Score], value: Callable[[Score], float]) -> Figure:
    values = [value(item) for item in items]
    if not values:
        return Figure(0, 0.0, 0.0, 0.0)
    # The same seed every time, so that the same answers give the same table.
    chance = random.Random(0)
    size = len(values)
    means = sorted(sum(chance.choices(values, k=size)) / size for _ in range(RESAMPLES))
    low, high = means[round(0.025 * RESAMPLES)], means[round(0.975 * RESAMPLES) - 1]
    return Figure(size, sum(values) / size, low, high)


def _cell(figure: Figure) -> str:
    if not figure.n:
        return "-"
    return f"{figure.value:.2f} ({figure.low:.2f}-{figure.high:.2f})"


def _mean(figure: Figure) -> str:
    return f"{figure.value:.1f}" if figure.n else "-"


def _columns(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def _failed(item: Score) -> bool:
    if item.error is not None:
        return True
    return not item.refused if item.question.refuse else bool(item.missed)


def _failure(item: Score) -> str:
    asked = " > ".join([*item.question.history, item.question.question])
    lines = [f"{item.question.id}  {item.question.kind}  {asked}"]
    if item.error is not None:
        lines.append(f"  error: {item.error}")
    elif item.question.refuse:
        lines.append(f"  should have been refused ({item.question.refuse})")
    elif item.refused:
        lines.append("  was refused")
    lines += [f"  missed: {nugget.text}" for nugget in item.missed]
    lines += [f"  quoted: {' '.join(quote.split())}" for quote in item.quotes]
    return "\n".join(lines)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.scoring", description=__doc__)
    parser.add_argument("answers", type=Path, nargs="?", help="output of `advisor ask --batch`")
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--failures", action="store_true", help="list what dev items missed")
    parser.add_argument("--write-batch", type=Path, metavar="FILE", help="write the batch input")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args(arguments)
    if (options.answers is None) == (options.write_batch is None):
        parser.error("give either a file of answers or --write-batch FILE")
    return options


def _report(
    questions: Sequence[GoldQuestion], chosen: Sequence[GoldQuestion], options: argparse.Namespace
) -> None:
    answers = load_answers(options.answers)
    if unknown := sorted(set(answers) - {item.id for item in questions}):
        raise BadInputError(f"No such question: {', '.join(unknown)}. Write the batch anew.")
    if missing := [item.id for item in chosen if item.id not in answers]:
        raise BadInputError(f"No answer to {', '.join(missing)}. Choose the --split that was run.")
    raws = load_raws(options.corpus, sources_of(chosen))
    scores = [score(item, answers[item.id], raws) for item in chosen]
    print(table(aggregate(scores)))
    if failed := sum(item.error is not None for item in scores):
        print(f"\n{failed} of {len(scores)} questions ended in an error.")
    if options.failures:
        print("\n" + failures(scores))


if __name__ == "__main__":
    sys.exit(main())
