"""One answer held against its gold question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from advisor.errors import BadInputError
from evals.gold import GoldQuestion, Located
from evals.spans import HELD_SHARE, Passages, RawSpan, Word, distinct_words, words_of

QUOTED_WORDS_COUNTED = 250  # more words must not buy coverage
REFUSED = frozenset({"no_evidence", "refused", "clarification"})

Place = Callable[[str, int, int], RawSpan]  # source, start, end


@dataclass(frozen=True, slots=True)
class Texts:
    """The sources by name: as their files have them, and as the answerer reads them."""

    raw: Mapping[str, str]
    reading: Mapping[str, str]
    place: Place  # where words of the reading text stand in the raw text


@dataclass(frozen=True, slots=True)
class Attribution:
    """The passages that an answer cites against those that hold evidence (after GaRAGe)."""

    cited: int
    relevant: int
    both: int

    @property
    def precision(self) -> float:
        return self.both / self.cited if self.cited else 0.0

    @property
    def recall(self) -> float:
        return self.both / self.relevant if self.relevant else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """How one answer fares. An answer that refused covers nothing."""

    question: GoldQuestion
    covered: tuple[bool, ...]  # in the order of question.nuggets
    refused: bool
    statements: int
    quoted_words: int  # distinct ones, also those beyond the counted
    quotes: tuple[str, ...] = ()  # raw quotes in statement order
    true_quotes: tuple[bool, ...] = ()  # of every quote shown, the nearest included
    supported: tuple[bool, ...] = ()  # by statement: its text is words of its quotes
    needed: tuple[bool, ...] = ()  # by citation: its quote is part of its statement's text

    @property
    def vital(self) -> float:
        """Share of the vital nuggets that are covered."""
        pairs = zip(self.question.nuggets, self.covered, strict=True)
        return _share([hit for nugget, hit in pairs if nugget.vital])

    @property
    def all(self) -> float:
        """Share of all nuggets that are covered."""
        return _share(self.covered)

    @property
    def missed(self) -> tuple[int, ...]:
        """The vital nuggets that are not covered, by their place in the question."""
        pairs = enumerate(zip(self.question.nuggets, self.covered, strict=True))
        return tuple(i for i, (nugget, hit) in pairs if nugget.vital and not hit)

    @property
    def truth(self) -> float:
        """What `truthfulness` is the mean of: from -1, misled, to 1, all that was asked."""
        if self.question.refuse:
            return 1.0 if self.refused else -1.0
        if self.refused:
            return 0.0
        return self.vital or -1.0


def score(
    gold: Located,
    answer: Mapping[str, Any],
    texts: Texts,
    counted: int | None = QUOTED_WORDS_COUNTED,
) -> Score:
    """Hold one answer, in its JSON form, against its gold question.

    A nugget is covered when the words cited hold half of the words of one of its evidence
    quotes, in place. Words count once, in statement order, and only the first `counted` (None:
    all). A citation whose raw quote is not what stands at its offsets counts for nothing.
    Raises BadInputError where the answer is not in the agreed form.
    """
    try:
        statements = answer["statements"]
        citations = [cited for made in statements for cited in made["citations"]]
        words = distinct_words(cited_spans(answer, texts), texts.raw)
        refused = answer["status"] in REFUSED
        held = set() if refused else held_by(gold, words[:counted])
        return Score(
            question=gold.question,
            covered=tuple(place in held for place in range(len(gold.question.nuggets))),
            refused=refused,
            statements=len(statements),
            quoted_words=len(words),
            quotes=tuple(str(cited["raw_quote"]) for cited in citations),
            true_quotes=tuple(_is_true(cited, texts) for cited in [*citations, *answer["nearest"]]),
            supported=tuple(_is_supported(made) for made in statements),
            needed=tuple(
                cited["quote"] in made["text"] for made in statements for cited in made["citations"]
            ),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInputError(
            f"The answer to {gold.question.id} is not in the agreed form: {error!r}."
        ) from error


def cited_spans(answer: Mapping[str, Any], texts: Texts) -> list[RawSpan]:
    """Where the quotes of the statements stand, those left out that do not stand there."""
    return [
        RawSpan(cited["source"], cited["raw_start"], cited["raw_end"])
        for made in answer["statements"]
        for cited in made["citations"]
        if _stands(cited, texts.raw)
    ]


def held_by(gold: Located, words: Iterable[Word]) -> set[int]:
    """The nuggets of which the words hold half of an evidence quote, in place."""
    held = frozenset(words)
    return {
        quote.nugget
        for quote in gold.quotes
        if sum(word in held for word in quote.words) >= HELD_SHARE * len(quote.words)
    }


def first_to_hold(
    gold: Located, spans: Sequence[RawSpan], raws: Mapping[str, str]
) -> dict[int, int]:
    """For each nugget the place in the list of the first span that holds evidence of it."""
    first: dict[int, int] = {}
    for place, span in enumerate(spans):
        if any(quote.span.overlaps(span) for quote in gold.quotes):
            for nugget in held_by(gold, words_of(span, raws)):
                first.setdefault(nugget, place)
    return first


def relevant_passages(gold: Located, passages: Passages) -> frozenset[RawSpan]:
    """The passages that hold an evidence quote."""
    return frozenset(
        passage
        for quote in gold.quotes
        for passage in passages.holding(quote.span.source, quote.words)
    )


def attribution(
    relevant: Set[RawSpan],
    cited: Sequence[RawSpan],
    passages: Passages,
    raws: Mapping[str, str],
) -> Attribution:
    """The passages that hold what is cited against those that hold evidence of any nugget."""
    used = {
        passage
        for quote in cited
        for passage in passages.holding(quote.source, words_of(quote, raws))
    }
    return Attribution(len(used), len(relevant), len(used & relevant))


def _stands(cited: Mapping[str, Any], raws: Mapping[str, str]) -> bool:
    raw = raws.get(cited["source"])
    return raw is not None and raw[cited["raw_start"] : cited["raw_end"]] == cited["raw_quote"]


def _is_true(cited: Mapping[str, Any], texts: Texts) -> bool:
    """Whether a quote is exactly what stands where it is said to stand, in both texts."""
    text = texts.reading.get(cited["source"])
    return (
        text is not None
        and text[cited["start"] : cited["end"]] == cited["quote"]
        and _stands(cited, texts.raw)
        # What is read is what is graded.
        and texts.place(cited["source"], cited["start"], cited["end"])
        == RawSpan(cited["source"], cited["raw_start"], cited["raw_end"])
    )


def _is_supported(statement: Mapping[str, Any]) -> bool:
    """ALCE's recall with containment as support: nothing is left when the quotes are taken out."""
    left = statement["text"]
    for cited in sorted(statement["citations"], key=lambda one: -len(one["quote"])):
        left = left.replace(cited["quote"], "")
    return bool(statement["citations"]) and not left.strip(" \n….")


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
