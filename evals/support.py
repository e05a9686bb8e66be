"""How well the checks of statements tell right from wrong: `python -m evals.support FILE`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from advisor.answers.support import Known, Lexicon, unsupported_because
from advisor.documents.sources import load_sources
from advisor.errors import AdvisorError, BadInputError
from advisor.language.compounds import CompoundSplitter
from advisor.language.glossary import Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.types import Source
from advisor.vocabulary import Language
from evals.gold import CORPUS
from evals.lines import read_lines
from evals.statistics import Figure, mean

Kind = Literal["faithful", "number", "negation", "modality", "name", "subject", "generalisation"]

PAIRS = Path(__file__).parent / "statement_pairs"
KINDS: tuple[Kind, ...] = get_args(Kind)
# The least share of each kind of error that must be stopped; what is not here is told as it is.
BARS: Mapping[Kind, float] = dict.fromkeys(("number", "negation", "modality", "name"), 0.95)
MOST_LOST = 0.10  # of the faithful


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement with the quotes that are said to carry it, and what is wrong with it."""

    id: str
    kind: Kind
    language: Language  # of the statement
    source: str
    quotes: tuple[str, ...]
    statement: str

    @property
    def is_faithful(self) -> bool:
        return self.kind == "faithful"


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what the checks say of it: a code, or None where they find nothing wrong."""

    pair: Pair
    reason: str | None

    @property
    def is_right(self) -> bool:
        """Whether a wrong one is stopped, or a faithful one let through."""
        return self.pair.is_faithful != (self.reason is not None)


def load_pairs(path: Path) -> list[Pair]:
    """The pairs of a file; BadInputError names the line that is none."""
    return read_lines(path, _pair)


def full_lexicon() -> Lexicon:
    """The words of the project's glossary and dictionaries, without an index."""
    lemmatizer = Lemmatizer()
    splitter = CompoundSplitter({}, lambda word: lemmatizer.knows(word, "sv"))
    return Lexicon(lemmatizer, Glossary.load(), splitter.split)


def judge(pairs: Sequence[Pair], lexicon: Lexicon, sources: Mapping[str, Source]) -> list[Judged]:
    """What the checks say of each pair."""
    return [
        Judged(
            pair,
            unsupported_because(
                pair.statement, pair.language, pair.quotes, known_of(lexicon, sources[pair.source])
            ),
        )
        for pair in pairs
    ]


def table(judged: Sequence[Judged]) -> Iterator[str]:
    """The share of each kind that is stopped, of all statements and by language."""
    yield f"{'kind':16}{'stopped':>24}{'Swedish':>24}{'English':>24}"
    for kind in KINDS:
        of_kind = [one for one in judged if one.pair.kind == kind]
        columns = [of_kind, *([o for o in of_kind if o.pair.language == c] for c in ("sv", "en"))]
        yield f"{kind:16}" + "".join(f"{_cell(column):>24}" for column in columns)


def failures(judged: Sequence[Judged]) -> Iterator[str]:
    """The pairs that are judged wrongly, of the kinds that have a bar."""
    for one in judged:
        if not one.is_right and (one.pair.is_faithful or one.pair.kind in BARS):
            yield f"{one.pair.id} {one.pair.kind} {one.reason or 'nothing found'}"


def bars_missed(judged: Sequence[Judged]) -> list[str]:
    """The bars that are not reached; empty when all are."""
    missed = [
        f"{kind}: {_stopped(judged, kind).value:.0%} stopped, not {bar:.0%}"
        for kind, bar in BARS.items()
        if _stopped(judged, kind).n and _stopped(judged, kind).value < bar
    ]
    lost = _stopped(judged, "faithful")
    if lost.n and lost.value > MOST_LOST:
        missed.append(f"faithful: {lost.value:.0%} lost, more than {MOST_LOST:.0%}")
    return missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rates of a file of pairs; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=PAIRS / "dev.jsonl")
    parser.add_argument("--failures", action="store_true", help="name the pairs judged wrongly")
    options = parser.parse_args(arguments)
    try:
        pairs = load_pairs(options.file)
        sources = {source.file: source for source in load_sources(CORPUS).sources}
        judged = judge(pairs, full_lexicon(), sources)
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return 2
    missed = bars_missed(judged)
    print("\n".join([*table(judged), *(failures(judged) if options.failures else ()), *missed]))
    return 1 if missed else 0


def _pair(row: Mapping[str, Any]) -> Pair:
    if row["kind"] not in KINDS:
        raise BadInputError(f"No kind is called {row['kind']}. Take one of {', '.join(KINDS)}.")
    if row["language"] not in get_args(Language):
        raise BadInputError(f"No language is called {row['language']}. Take sv or en.")
    return Pair(
        id=row["id"],
        kind=cast("Kind", row["kind"]),
        language=cast("Language", row["language"]),
        source=row["source"],
        quotes=tuple(row["quotes"]),
        statement=row["statement"],
    )


def known_of(lexicon: Lexicon, source: Source) -> Known:
    """What is known beside the quotes of a source: who made it, when, and what it is called."""
    named = (source.title, source.display_title, source.publisher, *(source.authors or ()))
    years = (source.year,) if source.year else ()
    return Known(lexicon, tuple(name for name in named if name), years)


def _stopped(judged: Sequence[Judged], kind: Kind) -> Figure:
    return mean([float(one.reason is not None) for one in judged if one.pair.kind == kind])


def _cell(judged: Sequence[Judged]) -> str:
    if not judged:
        return "-"
    figure = mean([float(one.reason is not None) for one in judged])
    stopped = round(figure.value * figure.n)
    return f"{stopped}/{figure.n} {figure.value:.0%} ({figure.low:.0%}-{figure.high:.0%})"


if __name__ == "__main__":
    sys.exit(main())
