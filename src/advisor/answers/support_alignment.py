"""Which words of a statement its quotes say too, and which clauses of theirs it tells of."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.answers.support_denials import LIKE, SURELY
from advisor.answers.support_words import ALIKE, Reading, Word, likeness

FEWEST_TOLD = 2  # words of a clause from which it is told of
MOST_OF = 0.5  # or this share of them
SHORTEST = 4  # letters of a word that says something

Clause = tuple[int, int]  # which quote, and which clause of it


@dataclass(frozen=True, slots=True)
class Place:
    """A content word of a quote, and where it stands."""

    quote: int
    word: Word

    @property
    def clause(self) -> Clause:
        return (self.quote, self.word.clause)


class Alignment:
    """The content words of a statement beside those of its quotes.

    Words are known by their index in `said` and `stated`, both in the order of the texts; `names`
    are the lemmas of those that name somebody.
    """

    def __init__(
        self,
        statement: Reading,
        quotes: Sequence[Reading],
        names: frozenset[str] = frozenset(),
    ) -> None:
        self.names = names
        self.statement = statement
        self.quotes = tuple(quotes)
        self.said = statement.content
        self.stated = tuple(
            Place(i, word) for i, quote in enumerate(quotes) for word in quote.content
        )
        self.likeness = tuple(
            tuple(likeness(word, place.word) for place in self.stated) for word in self.said
        )

    @cached_property
    def best(self) -> tuple[float, ...]:
        """For each word of the statement how surely the quotes say it."""
        return tuple(max(row, default=0.0) for row in self.likeness)

    def best_places(self, said: int) -> tuple[int, ...]:
        """Where the quotes say a word of the statement most surely; empty where they do not."""
        row, most = self.likeness[said], self.best[said]
        return tuple(i for i, how in enumerate(row) if how == most > 0.0)

    @cached_property
    def places(self) -> tuple[tuple[int, ...], ...]:
        """For each word of the statement where the quotes surely say it."""
        return tuple(
            tuple(i for i, how in enumerate(row) if how >= SURELY) for row in self.likeness
        )

    @cached_property
    def clauses(self) -> tuple[frozenset[Clause], ...]:
        """For each word of the statement the clauses of the quotes that surely say it."""
        return tuple(frozenset(self.stated[i].clause for i in places) for places in self.places)

    @cached_property
    def heard(self) -> tuple[float, ...]:
        """For each word of the quotes how surely the statement says it."""
        return tuple(
            max((row[i] for row in self.likeness), default=0.0) for i in range(len(self.stated))
        )

    @cached_property
    def told(self) -> frozenset[Clause]:
        """The clauses of the quotes that the statement tells of.

        One without content words is told with the clause before it: `Beslut (kan) flyttas`.
        """
        size = Counter(place.clause for place in self.stated)
        met = Counter(
            place.clause for place, how in zip(self.stated, self.heard, strict=True) if how >= LIKE
        )
        told = {
            clause
            for clause, count in size.items()
            if met[clause] >= FEWEST_TOLD or met[clause] / count >= MOST_OF
        }
        empty = sorted(
            {(i, word.clause) for i, quote in enumerate(self.quotes) for word in quote.words}
            - size.keys()
        )
        for quote, clause in empty:
            if (quote, clause - 1) in told or (clause == 0 and (quote, 1) in told):
                told.add((quote, clause))
        return frozenset(told)

    @cached_property
    def told_text(self) -> str:
        """The words of the clauses that are told of, a full stop between two quotes."""
        return " . ".join(
            " ".join(word.text for word in quote.words if (i, word.clause) in self.told)
            for i, quote in enumerate(self.quotes)
        )

    @cached_property
    def quoted_text(self) -> str:
        return " . ".join(quote.text for quote in self.quotes)

    def unsaid(self, least: float = ALIKE) -> tuple[Word, ...]:
        """Words of the statement that no quote says so surely; short ones are left out."""
        return tuple(
            word
            for word, how in zip(self.said, self.best, strict=True)
            if how < least and len(word.text) >= SHORTEST
        )

    def left_out(self, least: float = ALIKE) -> tuple[Word, ...]:
        """Words of the clauses that are told of which the statement does not say so surely."""
        return tuple(
            place.word
            for place, how in zip(self.stated, self.heard, strict=True)
            if place.clause in self.told and how < least and len(place.word.text) >= SHORTEST
        )

    @cached_property
    def by_clause(self) -> Mapping[int, tuple[int, ...]]:
        """The words of each clause of the statement that the quotes surely say."""
        found: dict[int, list[int]] = defaultdict(list)
        for i, word in enumerate(self.said):
            if self.places[i]:
                found[word.clause].append(i)
        return {clause: tuple(words) for clause, words in found.items()}

    def clause_for(self, clause: int) -> tuple[Clause, float] | None:
        """The clause of a quote that a clause of the statement tells of, with the share it says."""
        words = [i for i, word in enumerate(self.said) if word.clause == clause]
        votes = Counter(
            found
            for i in words
            for found in {
                place.clause
                for place, how in zip(self.stated, self.likeness[i], strict=True)
                if how >= LIKE
            }
        )
        if not votes:
            return None
        best = min(votes, key=lambda found: (-votes[found], found))
        share = votes[best] / len(words)
        return (best, share) if votes[best] >= FEWEST_TOLD or share >= MOST_OF else None

    def features(self) -> dict[str, float]:
        """How much of the statement the quotes say, and how long both are."""
        sure = self.best
        count = max(1, len(sure))
        return {
            "said": sum(how >= ALIKE for how in sure) / count,
            "said surely": sum(how >= SURELY for how in sure) / count,
            "likeness": sum(sure) / count,
            "words": math.log(len(sure) + 1),
            "words of quotes": math.log(len(self.stated) + 1),
            "quotes": float(len(self.quotes)),
            "heard share": sum(how >= LIKE for how in self.heard) / max(1, len(self.heard)),
            "english": float(self.statement.language == "en"),
            "other language": float(
                any(quote.language != self.statement.language for quote in self.quotes)
            ),
        }
