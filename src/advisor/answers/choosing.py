"""Which candidates make an answer: each time the one that adds most to what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from advisor.answers.attribution import teller
from advisor.answers.bearing import is_about, sides
from advisor.answers.forms import Facet, FormPlan
from advisor.answers.quoting import LONG_QUOTE, Pick, overlaps, said_words, union
from advisor.answers.roles import CONSIDERED, has_role
from advisor.discourse.claims import Claim, claims
from advisor.types import Candidate, Document, Query, Sentence, Span
from advisor.vocabulary import Role

FACET_RANK = 40  # candidates that may fill a facet
DUPLICATE = 0.75  # share of the shorter sentence's words that the longer one has too
MOST_SAME = 2  # other spans that a pick is told with because they say the same
# What a candidate gains beside its score.
COHERENCE = 0.15  # from the passage that the best one stands in
ASPECT = 0.2  # tells what is asked for: a difficulty, a gain, a cause ...
OPPOSES = 0.4  # claims the opposite of what was chosen: both sides are told
ONE_SIDE = 0.6  # on that side of a comparison of which less was said
SAME_SOURCE = 1.0  # what it loses where its source has filled the same facet already


class Chosen:
    """What was chosen so far, within the limits of its plan."""

    def __init__(self, plan: FormPlan) -> None:
        self.plan = plan
        self.picks: list[Pick] = []
        self._words = 0

    def take(self, pick: Pick) -> None:
        """Add a pick, or its source to one that says the same, as long as there is room."""
        for index, other in enumerate(self.picks):
            if overlaps(other.span, pick.span):
                work = _work_between(other, pick)
                self._widen(index, union(other.span, pick.span), pick.words, goes_on=work)
                return
        length = len(pick.span.quote.split())
        fits = self._words + length <= self.plan.words or not self.picks
        twin = next((p for p in self.picks if _says_the_same(p, pick)), None)
        if twin is not None:
            is_elsewhere = twin.span.source != pick.span.source
            if fits and is_elsewhere and len(twin.same) < MOST_SAME:
                self.picks[self.picks.index(twin)] = replace(twin, same=(*twin.same, pick.span))
                self._words += length
        elif fits and self._has_room_for(pick):
            self.picks.append(pick)
            self._words += length

    def extend(self, sentence: Sentence, get_document: Callable[[str], Document]) -> None:
        """Quote a sentence together with the chosen one that it stands beside."""
        for index, pick in enumerate(self.picks):
            if pick.span.source != sentence.source or pick.candidate.sentence.kind != sentence.kind:
                continue
            if teller(sentence) != teller(pick.candidate.sentence):
                continue
            text = get_document(sentence.source).text
            if _stands_beside(sentence, pick.span, text):
                start = min(pick.span.start, sentence.start)
                end = max(pick.span.end, sentence.end)
                span = Span(sentence.source, start, end, text[start:end])
                self._widen(index, span, said_words(sentence.text, sentence.language))
                return

    @property
    def statements(self) -> list[list[Pick]]:
        """The picks that are told together, in the order of the best of them.

        As long as there is room, each item of a list is one by itself where the question asks for
        a list, and so is what goes on from a work, apart from the rest.
        """
        by_place: dict[tuple[object, ...], list[Pick]] = {}
        for pick in self.picks:
            by_place.setdefault(pick.place, []).append(pick)
        told: list[list[Pick]] = []
        room = self.plan.statements - len(by_place)
        for together in by_place.values():
            parts = self._parts(together)
            is_parted = len(parts) - 1 <= room
            told += parts if is_parted else [together]
            room -= len(parts) - 1 if is_parted else 0
        return told

    def _parts(self, together: Sequence[Pick]) -> list[list[Pick]]:
        """Picks of one place as they are told where there is room."""
        if together[0].is_item:
            is_parted = self.plan.parts_lists
            return [[pick] for pick in together] if is_parted else [list(together)]
        by_work: dict[str, list[Pick]] = {}
        for pick in together:
            by_work.setdefault(pick.goes_on, []).append(pick)
        return list(by_work.values())

    @property
    def opposed(self) -> frozenset[Claim]:
        """The opposites of what was claimed so far, unless they were told as well."""
        told = frozenset[Claim]().union(*(_claims(pick) for pick in self.picks))
        return frozenset(claim.opposite for claim in told) - told

    def lacks_side(self, query: Query, candidate: Candidate) -> bool:
        """Whether a candidate tells of a side of the comparison that was told of least."""
        told = {
            side: sum(side in pick.candidate.within for pick in self.picks) for side in sides(query)
        }
        least, most = min(told.values(), default=0), max(told.values(), default=0)
        return least < most and any(told[i] == least for i in candidate.within if i in told)

    def has_heard(self, role: Role, source: str) -> bool:
        """Whether a source has said something in this role already."""
        return any(pick.span.source == source and pick.role == role for pick in self.picks)

    def overlap(self, words: frozenset[str]) -> float:
        """The largest share of these words that one pick has already."""
        return max((_overlap(pick.words, words) for pick in self.picks), default=0.0)

    def _has_room_for(self, pick: Pick) -> bool:
        """Whether the pick can be told: with those of its place, or as a statement of its own."""
        places = {other.place for other in self.picks}
        return pick.place in places or len(places) < self.plan.statements

    def _widen(self, index: int, span: Span, words: frozenset[str], *, goes_on: str = "") -> None:
        """Quote more of the same place, within the limits."""
        pick = self.picks[index]
        length = len(span.quote.split())
        more = length - len(pick.span.quote.split())
        if length <= LONG_QUOTE and self._words + more <= self.plan.words:
            work = goes_on or pick.goes_on
            self.picks[index] = replace(pick, span=span, words=pick.words | words, goes_on=work)
            self._words += more


def next_best(
    query: Query,
    pool: Sequence[Candidate],
    taken: Set[int],
    chosen: Chosen,
    facet: Facet | None,
) -> Candidate | None:
    """The candidate that adds most: high in score, low in words already said.

    `pool` is best first, `taken` holds the ids of sentences that were tried already. With a facet
    only a sentence that fills it; None where there is none.
    """
    left = [c for c in pool[: FACET_RANK if facet else None] if c.sentence.id not in taken]
    fitting = left if facet is None else [c for c in left if _fills(query, c, facet)]
    gains = _Gains(query, pool, chosen, facet)
    best: Candidate | None = None
    best_worth = float("-inf")
    for candidate in fitting:
        worth = gains.added_to_score(candidate)
        if worth <= best_worth:
            continue  # the words it shares could only lower it
        sentence = candidate.sentence
        shared = chosen.overlap(said_words(sentence.text, sentence.language))
        worth -= chosen.plan.redundancy * shared
        if worth > best_worth:
            best, best_worth = candidate, worth
    return best


class _Gains:
    """What a candidate would add to what was chosen, beside its score."""

    def __init__(
        self, query: Query, pool: Sequence[Candidate], chosen: Chosen, facet: Facet | None
    ) -> None:
        self._query = query
        self._chosen = chosen
        self._facet = facet
        self._best_chunk = pool[0].sentence.chunk if pool else None
        self._opposed = chosen.opposed

    def added_to_score(self, candidate: Candidate) -> float:
        return (
            candidate.score
            + COHERENCE * (candidate.sentence.chunk == self._best_chunk)
            + ASPECT * self._tells_aspect(candidate)
            + OPPOSES * self._opposes(candidate)
            + ONE_SIDE * self._evens_sides(candidate)
            - SAME_SOURCE * self._was_heard(candidate)
            + self._consideration(candidate)
        )

    def _tells_aspect(self, candidate: Candidate) -> bool:
        aspect = self._query.aspect if self._chosen.plan.goes_by_aspect else None
        return aspect in candidate.sentence.signs

    def _opposes(self, candidate: Candidate) -> bool:
        sentence = candidate.sentence
        return bool(
            self._opposed
            and self._opposed & claims(sentence.text, sentence.language)
            and is_about(self._query, candidate)
        )

    def _evens_sides(self, candidate: Candidate) -> bool:
        return self._chosen.plan.weighs_sides and self._chosen.lacks_side(self._query, candidate)

    def _was_heard(self, candidate: Candidate) -> bool:
        facet = self._facet
        return facet is not None and self._chosen.has_heard(facet.role, candidate.sentence.source)

    def _consideration(self, candidate: Candidate) -> float:
        """Advice weighs more where a source gives it as its own, considered word."""
        if self._facet is None or self._facet.role != "recommendation":
            return 0.0
        return CONSIDERED.get(candidate.sentence.role, 0.0)


def _fills(query: Query, candidate: Candidate, facet: Facet) -> bool:
    if candidate.coverage < facet.least_coverage and candidate.label is None:
        return False
    if facet.section is not None and candidate.sentence.role != facet.section:
        return False
    return has_role(query, candidate, facet.role)


def _says_the_same(one: Pick, other: Pick) -> bool:
    """Whether one quote is as good as the other; cells of a table share the words of its labels."""
    sentence, beside = one.candidate.sentence, other.candidate.sentence
    if sentence.kind == beside.kind == "table_row" and sentence.source == beside.source:
        return False
    return _overlap(one.words, other.words) >= DUPLICATE


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _claims(pick: Pick) -> frozenset[Claim]:
    return claims(pick.span.quote, pick.candidate.sentence.language)


def _work_between(one: Pick, other: Pick) -> str:
    """The work that one of two overlapping quotes relays, and the other goes on from or leads to.

    Empty where both are told of the same.
    """
    sentences = (one.candidate.sentence, other.candidate.sentence)
    if teller(sentences[0]) == teller(sentences[1]):
        return other.goes_on or one.goes_on
    works = [sentence.said_by for sentence in sentences if sentence.voice == "literature"]
    return other.goes_on or one.goes_on or next(iter(works), "")


def _stands_beside(sentence: Sentence, span: Span, text: str) -> bool:
    """Whether nothing but blanks parts them; what comes first must be clear by itself."""
    if sentence.start >= span.end:
        return not text[span.end : sentence.start].strip(" ")
    if sentence.leans or sentence.end > span.start:
        return False
    return not text[sentence.end : span.start].strip(" ")
