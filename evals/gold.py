"""The gold questions: what a good answer must say, and where the sources say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, cast, get_args

from advisor.errors import BadInputError
from advisor.readers.reading import read_file
from advisor.vocabulary import Form, Language
from evals.lines import read_lines
from evals.spans import RawSpan, Word, words_of

Split = Literal["dev", "test"]
Refuse = Literal["far", "near", "scope", "vague"]
Wording = Literal["plain", "terse", "long", "typos", "folded", "abbreviations", "spoken"]

QUESTIONS = Path(__file__).parent / "questions.jsonl"
CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim words of a source's raw text; its line breaks may be any white space."""

    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Nugget:
    """One point of a good answer. Any one evidence quote carries it."""

    text: str
    vital: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its nuggets, or with the reason why it must be refused.

    `refuse` says what is asked for: something far from the subject, something near it that no
    source holds, something out of scope, or something too vague. None: it can be answered.
    `wording` is how it is asked; `folded` is without diacritics. `disagree` is true where the
    sources, or those whom they quote, say opposite things and a good answer gives both.
    """

    id: str
    language: Language
    kind: Form
    split: Split
    question: str
    history: tuple[str, ...]
    nuggets: tuple[Nugget, ...]
    refuse: Refuse | None = None
    wording: Wording = "plain"
    disagree: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """One place where an evidence quote of a nugget stands, with its words in place."""

    nugget: int  # index into GoldQuestion.nuggets
    span: RawSpan
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A question with every place of its evidence, in the order of nuggets, quotes and places."""

    question: GoldQuestion
    quotes: tuple[Quote, ...]


def load_questions(path: Path) -> list[GoldQuestion]:
    """Every question of a file, in file order.

    Raises BadInputError, naming the line, where a field is unknown, missing or of the wrong kind,
    or where an id comes twice.
    """
    ids: set[str] = set()

    def _new(data: object) -> GoldQuestion:
        question = _question(data)
        if question.id in ids:
            raise BadInputError(f"the id {question.id} comes twice.")
        ids.add(question.id)
        return question

    return read_lines(path, _new)


def load_raws(folder: Path, sources: Iterable[str]) -> dict[str, str]:
    """The raw text of each named source of a corpus, in any format that advisor reads."""
    return {source: read_file(folder / source).raw for source in sources}


def sources_of(questions: Sequence[GoldQuestion]) -> tuple[str, ...]:
    """The sources that any evidence names, sorted."""
    names = {
        evidence.source
        for question in questions
        for nugget in question.nuggets
        for evidence in nugget.evidence
    }
    return tuple(sorted(names))


def sources_needed(question: GoldQuestion) -> int:
    """The fewest sources that hold evidence of every vital nugget; 0 where there is none."""
    holders = [
        {evidence.source for evidence in nugget.evidence}
        for nugget in question.nuggets
        if nugget.vital
    ]
    names = sources_of([question])
    return next(
        count
        for count in range(len(names) + 1)
        if any(all(held & set(some) for held in holders) for some in combinations(names, count))
    )


def locate(question: GoldQuestion, raws: Mapping[str, str]) -> Located:
    """Find the evidence in the raw texts of the sources.

    Raises BadInputError where a quote does not stand in its source.
    """
    quotes: list[Quote] = []
    for index, nugget in enumerate(question.nuggets):
        for evidence in nugget.evidence:
            places = _places(evidence.quote, raws.get(evidence.source, ""))
            if not places:
                raise BadInputError(
                    f"{question.id}: not found in {evidence.source}: {evidence.quote!r}. "
                    "Copy the words from the raw file."
                )
            for start, end in places:
                span = RawSpan(evidence.source, start, end)
                quotes.append(Quote(index, span, tuple(words_of(span, raws))))
    return Located(question, tuple(quotes))


def _question(data: object) -> GoldQuestion:
    fields = _object(
        data,
        "the question",
        required=("id", "language", "kind", "split", "question", "history", "nuggets"),
        optional=("refuse", "wording", "disagree"),
    )
    nuggets = tuple(_nugget(item) for item in _list(fields["nuggets"], "nuggets"))
    refuse = fields.get("refuse")
    if refuse is None and not nuggets:
        raise BadInputError("No nuggets: give some, or say with `refuse` why there are none.")
    if refuse is not None and nuggets:
        raise BadInputError("A question to be refused has no nuggets.")
    if nuggets and not any(nugget.vital for nugget in nuggets):
        raise BadInputError("No nugget is vital: say which the answer is bad without.")
    disagree = fields.get("disagree", False)
    if not isinstance(disagree, bool):
        raise BadInputError("`disagree` must be true or false.")
    if disagree and len(nuggets) < 2:
        raise BadInputError("Where sources disagree, each side is a nugget: give two or more.")
    wording = fields.get("wording", "plain")
    return GoldQuestion(
        id=_text(fields["id"], "id"),
        language=cast(Language, _choice(fields["language"], "language", get_args(Language))),
        kind=cast(Form, _choice(fields["kind"], "kind", get_args(Form))),
        split=cast(Split, _choice(fields["split"], "split", get_args(Split))),
        question=_text(fields["question"], "question"),
        history=tuple(_text(item, "history") for item in _list(fields["history"], "history")),
        nuggets=nuggets,
        refuse=None
        if refuse is None
        else cast(Refuse, _choice(refuse, "refuse", get_args(Refuse))),
        wording=cast(Wording, _choice(wording, "wording", get_args(Wording))),
        disagree=disagree,
    )


def _nugget(data: object) -> Nugget:
    fields = _object(data, "a nugget", required=("text", "vital", "evidence"))
    if not isinstance(fields["vital"], bool):
        raise BadInputError("`vital` must be true or false.")
    evidence = tuple(_evidence(item) for item in _list(fields["evidence"], "evidence"))
    if not evidence:
        raise BadInputError("A nugget needs at least one evidence quote.")
    return Nugget(_text(fields["text"], "text"), fields["vital"], evidence)


def _evidence(data: object) -> Evidence:
    fields = _object(data, "an evidence", required=("source", "quote"))
    quote = _text(fields["quote"], "quote")
    if not re.search(r"\w", quote):
        raise BadInputError(f"The quote {quote!r} has no word.")
    return Evidence(_text(fields["source"], "source"), quote)


def _object(
    data: object, name: str, *, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadInputError(f"Expected an object for {name}.")
    if missing := [field for field in required if field not in data]:
        raise BadInputError(f"{name} lacks {', '.join(missing)}.")
    if unknown := sorted(set(data) - {*required, *optional}):
        raise BadInputError(f"{name} has the unknown field {', '.join(unknown)}.")
    return data


def _list(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise BadInputError(f"`{name}` must be a list.")
    return value


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadInputError(f"`{name}` must be text that is not empty.")
    return value


def _choice(value: object, name: str, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise BadInputError(f"`{name}` is {value!r}, not one of {', '.join(allowed)}.")
    return value


def _places(quote: str, raw: str) -> list[tuple[int, int]]:
    """Every place of a quote; where there is none, those with other white space in it."""
    exact = [(found.start(), found.end()) for found in re.finditer(re.escape(quote), raw)]
    if exact:
        return exact
    loose = r"\s+".join(map(re.escape, quote.split()))
    return [(found.start(), found.end()) for found in re.finditer(loose, raw)]
