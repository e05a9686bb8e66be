"""How often what a decision answer calls advice, for, against or a condition is just that.

`python -m evals.arguments` asks the labelled questions of the index in use. What was labelled is a
quote, not where it is shown: what it bears to the decision holds under whatever heading it comes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from advisor.answers.phrases import PHRASES
from advisor.bootstrap import open_parts
from advisor.errors import AdvisorError, BadInputError
from advisor.settings import load_settings
from advisor.types import Answer, Question
from advisor.vocabulary import Role
from evals.lines import read_lines
from evals.statistics import mean

# What a statement is to the decision, whatever it was shown as. "for" and "against" are meant of
# the deed that is asked about, be it to leave something; "none": on the matter, but no argument.
Bearing = Literal[
    "advice_for", "advice_against", "for", "against", "condition", "elsewhere", "none"
]
# What a careful reader lets the sources say of the deed as a whole.
Leaning = Literal["for", "against", "mixed", "none"]
Split = Literal["dev", "dev_b", "test", "test_b"]  # those with _b are another reader's

LABELLED = Path(__file__).parent / "learning" / "arguments.jsonl"
# Advice for something else is still advice on the decision; it speaks against.
RIGHT: Mapping[Role, frozenset[Bearing]] = {
    "recommendation": frozenset({"advice_for"}),
    "argument_for": frozenset({"for", "advice_for"}),
    "argument_against": frozenset({"against", "advice_against"}),
    "condition": frozenset({"condition"}),
}
_SIDES: Sequence[frozenset[Bearing]] = (
    frozenset({"for", "advice_for"}),
    frozenset({"against", "advice_against"}),
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A quote with what it bears to the decision, and the role that it was first shown in.

    None where it stood near the top of the ranking and was not shown.
    """

    role: Role | None
    quote: str
    bears: frozenset[Bearing]

    def is_in(self, quote: str) -> bool:
        """Whether it is what is shown, or a part of it, or more of it."""
        return self.quote in quote or quote in self.quote


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A decision with what was found for it. What is "test" is not looked at while one works."""

    split: Split
    question: str
    leaning: Leaning
    statements: tuple[Labelled, ...]

    def label_of(self, quote: str) -> Labelled | None:
        """The label of a quote, of which more or less may be shown; of several, all they bear."""
        within = [said for said in self.statements if said.is_in(quote)]
        if not within:
            return None
        return replace(within[0], bears=frozenset().union(*(said.bears for said in within)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote as it is shown now, with its label; None where it has none."""

    question: LabelledQuestion
    role: Role
    quote: str
    label: Labelled | None
    is_told_so: bool = True  # False where it stands apart, as it may be on something else

    @property
    def is_right(self) -> bool:
        return self.label is not None and bool(self.label.bears & RIGHT[self.role])

    @property
    def fault(self) -> str:
        """What is wrong with it, in a word."""
        if self.label is None or self.is_right:
            return "not labelled" if self.label is None else "right"
        bears = self.label.bears
        if any(bears & side and not RIGHT[self.role] & side for side in _SIDES):
            return "other side"
        return "elsewhere" if "elsewhere" in bears else "no argument of this kind"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the answers show in roles that argue, and the leanings of questions with a verdict."""

    shown: tuple[Shown, ...]
    verdicts: tuple[LabelledQuestion, ...]
    kept: tuple[bool, ...]  # of each labelled quote that was right: whether it argues still
    quoted: Mapping[Role, tuple[bool, ...]]  # of what bears it and is quoted: whether it says so


def load_labelled(path: Path = LABELLED) -> list[LabelledQuestion]:
    """The labelled questions of a file; BadInputError names the line that is none."""
    return read_lines(path, _question)


def measure(ask: Callable[[Question], Answer], labelled: Sequence[LabelledQuestion]) -> Measured:
    """What each question is answered now, beside the labels."""
    shown: list[Shown] = []
    verdicts: list[LabelledQuestion] = []
    kept: list[bool] = []
    quoted: dict[Role, list[bool]] = {role: [] for role in RIGHT}
    for question in labelled:
        answer = ask(Question(question.question))
        if speaks_for(answer.summary):
            verdicts.append(question)
        quotes = [
            Shown(question, s.role, c.quote, question.label_of(c.quote), s.bearing == "close")
            for s in answer.statements
            for c in s.citations
        ]
        now = [one for one in quotes if one.role in RIGHT and one.is_told_so]
        shown += now
        for said in question.statements:
            if said.bears & RIGHT.get(said.role or "finding", frozenset()):
                kept.append(any(said.is_in(one.quote) for one in now))
            roles = [one.role for one in quotes if said.is_in(one.quote)]
            for role in _borne(said) if roles else ():
                quoted[role].append(any(said.bears & RIGHT.get(r, frozenset()) for r in roles))
    told = {role: tuple(values) for role, values in quoted.items()}
    return Measured(tuple(shown), tuple(verdicts), tuple(kept), told)


def speaks_for(summary: str) -> bool:
    """Whether a summary says that the sources speak for it."""
    return any(phrases.speaks_for.rstrip(".") in summary for phrases in PHRASES.values())


def table(measured: Measured) -> Iterator[str]:
    """The share that is right: by role, of all, of the verdicts; and what was kept of the right."""
    for role in RIGHT:
        yield _row(role, [one for one in measured.shown if one.role == role])
    yield _row("all", measured.shown)
    right = [question.leaning == "for" for question in measured.verdicts]
    yield f"{'verdicts':18}{_share(right)}"
    yield f"{'right ones kept':18}{_share(measured.kept)}"
    for role, values in measured.quoted.items():
        yield f"{'of ' + role:18}{_share(values)} of those quoted"


def _borne(said: Labelled) -> Iterator[Role]:
    """The roles that a quote should be shown in; advice is counted as advice, not as a reason."""
    taken: frozenset[Bearing] = frozenset()
    for role, bearings in RIGHT.items():
        if said.bears & (bearings - taken):
            yield role
        taken |= bearings


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares of one split; 2 where the index or the file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.arguments", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=LABELLED)
    parser.add_argument("--split", choices=get_args(Split), default="dev")
    parser.add_argument(
        "--failures", action="store_true", help="print what is wrong (never of test)"
    )
    parser.add_argument("--unlabelled", action="store_true", help="print what has no label yet")
    options = parser.parse_args(arguments)
    try:
        labelled = [one for one in load_labelled(options.file) if one.split == options.split]
        parts = open_parts(load_settings(), use_chroma=False)
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return 2
    measured = measure(parts.advisor().ask, labelled)
    parts.close()
    print("\n".join(table(measured)))
    for one in measured.shown:
        is_wanted = options.unlabelled if one.label is None else options.failures
        if (
            is_wanted
            and not one.is_right
            and (one.label is None or options.split.startswith("dev"))
        ):
            print(f"{one.role}, {one.fault}: {one.question.question}\n    {one.quote}")
    return 0


def _question(row: Mapping[str, Any]) -> LabelledQuestion:
    return LabelledQuestion(
        split=_one_of(row["split"], Split),
        question=row["question"],
        leaning=_one_of(row["leaning"], Leaning),
        statements=tuple(
            Labelled(
                role=said["role"] and _one_of(said["role"], Role),
                quote=said["quote"],
                bears=frozenset(_one_of(bearing, Bearing) for bearing in said["bears"]),
            )
            for said in row["statements"]
        ),
    )


def _one_of(value: Any, kind: Any) -> Any:
    if value not in get_args(kind):
        raise BadInputError(f"No such label: {value}. Take one of {', '.join(get_args(kind))}.")
    return value


def _row(name: str, shown: Sequence[Shown]) -> str:
    known = [one for one in shown if one.label is not None]
    faults = [one.fault for one in known if not one.is_right]
    told = ", ".join(f"{faults.count(fault)} {fault}" for fault in dict.fromkeys(faults))
    unknown = len(shown) - len(known)
    left = f"; {unknown} not labelled" if unknown else ""
    return f"{name:18}{_share([one.is_right for one in known])} {told}{left}".rstrip()


def _share(values: Sequence[bool]) -> str:
    if not values:
        return f"{'-':>24}"
    figure = mean([float(value) for value in values])
    told = f"{sum(values)}/{figure.n} {figure.value:.0%} ({figure.low:.0%}-{figure.high:.0%})"
    return f"{told:>24}"


if __name__ == "__main__":
    sys.exit(main())
