"""An answer made of the sources' own sentences: which ones, in which role, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from advisor.answers.attribution import attribution
from advisor.answers.bearing import has_measure, is_about, is_figure, lacks, sides, support
from advisor.answers.definitions import defines
from advisor.answers.profiles import TypesOf, gain, nearest_type
from advisor.answers.refusal import assess
from advisor.discourse.claims import Claim, claims
from advisor.language.folding import fold
from advisor.language.words import content_words
from advisor.types import (
    Candidate,
    Document,
    Draft,
    DraftStatement,
    Form,
    Language,
    Profile,
    Query,
    Role,
    SectionRole,
    Sentence,
    Sign,
    Span,
)

QUOTED_WORDS = 250  # of the whole answer
MOST_NEAREST = 3
# Signs of what says nothing by itself.
UNQUOTABLE: frozenset[Sign] = frozenset({"question", "keywords", "lead"})


@dataclass(frozen=True, slots=True)
class Shape:
    """How long an answer of one form may be, and what it should hold.

    `facets` are filled in turn, each by the best sentence of that role; what is left goes to the
    best sentences whatever they do.
    """

    statements: int
    words: int = QUOTED_WORDS
    facets: tuple[Role, ...] = ()
    takes_lists: bool = False
    redundancy: float = 0.3  # how much a candidate loses by the words that were said already
    extends: bool = True  # whether a good sentence beside a chosen one is quoted with it


SAME_VOICE = 1.0  # what it loses where its source has filled the same facet already
SHAPES: Mapping[Form, Shape] = {
    "decision": Shape(
        8,
        facets=(
            "recommendation",
            "recommendation",
            "argument_for",
            "argument_against",
            "condition",
            "argument_for",
            "argument_against",
        ),
    ),
    "list": Shape(12, takes_lists=True),
    "how": Shape(8),
    "figure": Shape(2, words=60, redundancy=0.0, extends=False),
    "definition": Shape(3, words=110, extends=False),
    "comparison": Shape(8),
    "risk": Shape(8, facets=("argument_against",) * 3),
    "open": Shape(8),
}
DUPLICATE = 0.75  # share of the shorter sentence's words that the longer one has too
FARTHEST = 2.0  # below the best score; what lies farther is about something else
MOST_TRIED = 24  # sentences, beside those of the facets
LOOKED_AT = 60  # candidates among which an answer is chosen
# Advice weighs more where a source gives it as its own, considered word.
CONSIDERED: Mapping[SectionRole, float] = {
    "recommendation": 0.4,
    "conclusion": 0.4,
    "summary": 0.2,
}
# Share of the question that a sentence's own words must carry to argue about a decision. A
# condition is seldom said in the words of the question.
FACET_COVERAGE: Mapping[Role, float] = {
    "recommendation": 0.25,
    "argument_for": 0.25,
    "argument_against": 0.25,
    "condition": 0.0,
}
FACET_RANK = 40  # candidates that may fill a facet
LONG_SENTENCE = 60  # words; a longer one crowds out others
ITEM_WORDS = 28  # a longer list item is cut to its first sentence, or to what stands before a colon
# A list is taken whole when what stands over it carries the question: its headings and lead-in, or
# a sentence among the very best that announces it.
LIST_RANK = 6  # candidates looked at: with worse ones a list is about something beside
LIST_WORTH = 0.6  # share of the question
ANNOUNCING_RANK = 3
DEFINES = 0.8  # gain of a sentence that says what the asked thing is
FIGURE = 0.5  # gain of a sentence whose figure is surely the one that was asked for
SECOND_FIGURE = 0.5  # below the best figure's score; what lies farther is about something else
BY_ASPECT: frozenset[Form] = frozenset({"list", "how", "open"})  # the other forms have roles
ASPECT = 0.2  # gain of a sentence that tells what is asked for: a difficulty, a gain, a cause ...
OPPOSES = 0.4  # gain of a sentence that claims the opposite of a chosen one: both sides are told
ONE_SIDE = 0.6  # gain of a sentence on that side of a comparison of which less was said
COHERENCE = 0.15  # gain of a sentence from the passage that the best one stands in


class Surroundings(Protocol):
    """What stands around a sentence in its document."""

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same passage."""
        ...

    def list_items(self, source: str, group: int) -> list[Sentence]:
        """The sentences of one list, in order."""
        ...

    def list_after(self, sentence: Sentence) -> int | None:
        """The number of the list that begins within two sentences; None where none does."""
        ...

    def document(self, file: str) -> Document:
        """The whole document."""
        ...


@dataclass(frozen=True, slots=True)
class _Pick:
    """A candidate with the span that will be quoted, and others that say the same."""

    candidate: Candidate
    span: Span
    words: frozenset[str]
    role: Role
    same: tuple[Span, ...] = ()

    @property
    def place(self) -> tuple[object, ...]:
        """What it shares with the picks that are told together with it, in one statement.

        An item of a list is a statement by itself.
        """
        sentence = self.candidate.sentence
        told = (sentence.source, sentence.section, self.role, sentence.voice, sentence.said_by)
        return told if sentence.kind == "paragraph" else (*told, sentence.id)


class ExtractiveComposer:
    """Chooses and orders sentences; changes none."""

    name = "extractive"

    def __init__(self, surroundings: Surroundings, types: TypesOf = list) -> None:
        self._surroundings = surroundings
        self._types = types

    def compose(self, query: Query, candidates: Sequence[Candidate]) -> Draft:
        """The sentences that answer best, or those nearest where none does."""
        usable = [c for c in candidates if is_usable(c)]
        if query.status != "answered":
            nearest = usable if query.status == "no_evidence" else []
            return Draft(query.status, (), self._nearest(nearest))
        verdict = assess(query, usable)
        if verdict == "no_evidence":
            return Draft("no_evidence", (), self._nearest(usable))
        if query.form == "figure":
            usable = _figures(query, usable)
        if query.form == "definition":
            usable = _by_definition(query, usable)
        profile = query.question.profile
        if profile is not None:
            usable = _for_profile(profile, usable)
        of_type = self._of_type(query)
        picks = self._pick(query, usable, of_type)
        if not picks:
            return Draft("no_evidence", (), self._nearest(usable))
        besides = [s for s in of_type if not any(_overlaps(s.spans[0], p.span) for p in picks)]
        statements = [*_in_order(query.form, self._statements(query, picks)), *besides]
        if verdict == "answered":
            return Draft(verdict, tuple(statements))
        rest = [c for c in usable if not any(_is_in(c.sentence, pick) for pick in picks)]
        return Draft(verdict, tuple(statements), self._nearest(rest))

    # --- Choosing ------------------------------------------------------------------

    def _pick(
        self,
        query: Query,
        candidates: Sequence[Candidate],
        besides: Sequence[DraftStatement] = (),
    ) -> list[_Pick]:
        """The sentences that answer, within the limits that leave room for what is told besides."""
        shape = _less(SHAPES[query.form], besides)
        best = candidates[0].score if candidates else 0.0
        pool = [c for c in candidates[:LOOKED_AT] if c.score >= best - FARTHEST]
        chosen = _Chosen(shape)
        taken: set[int] = set()
        for pick in self._best_list(query, candidates) if shape.takes_lists else []:
            chosen.take(pick)
            taken.add(pick.candidate.sentence.id)
        for facet in (*shape.facets, *([None] * MOST_TRIED)):
            candidate = _next(pool, taken, chosen, query, facet)
            if candidate is None:
                continue
            taken.add(candidate.sentence.id)
            readable = self._readable(candidate, query)
            if readable is not None:
                chosen.take(readable)
        if shape.extends:
            for candidate in pool:
                if candidate.sentence.id not in taken:
                    chosen.extend(candidate.sentence, self._surroundings.document)
        return chosen.picks

    def _best_list(self, query: Query, candidates: Sequence[Candidate]) -> list[_Pick]:
        """All items of the list that answers the question, where one does."""
        lists: dict[tuple[str, int], float] = {}
        for rank, candidate in enumerate(candidates[:LIST_RANK]):
            key, worth = self._list_of(query, candidate, rank)
            if key is not None:
                lists[key] = max(lists.get(key, 0.0), worth)
        best = max(lists, key=lambda key: lists[key], default=None)
        if best is None or lists[best] < LIST_WORTH:
            return []
        member = next(c for c in candidates if c.sentence.source == best[0])
        text = self._surroundings.document(best[0]).text
        return [
            _Pick(at, span, _content(span.quote, item), _role(query, at))
            for item in _first_sentences(self._surroundings.list_items(*best), text)
            for at, span in [(replace(member, sentence=item), _item_span(item))]
        ]

    def _list_of(
        self, query: Query, candidate: Candidate, rank: int
    ) -> tuple[tuple[str, int] | None, float]:
        """The list that a candidate belongs to or announces, and how much it speaks for it."""
        sentence = candidate.sentence
        if sentence.group and sentence.kind != "paragraph":
            return (sentence.source, sentence.group), candidate.context
        if rank < ANNOUNCING_RANK:
            following = self._surroundings.list_after(sentence)
            if following is not None:
                return (sentence.source, following), support(query, candidate.within)
        return None, 0.0

    def _readable(self, candidate: Candidate, query: Query) -> _Pick | None:
        """The candidate with the sentence that it leans on; None when it cannot stand alone."""
        sentence = candidate.sentence
        start = sentence.start
        current = sentence
        for _ in range(2):
            if not current.leans:
                break
            before = self._surroundings.before(current)
            if before is None or before.kind != current.kind or "question" in before.signs:
                return None
            current, start = before, before.start
        if current.leans:
            return None
        text = self._surroundings.document(sentence.source).text
        span = Span(sentence.source, start, sentence.end, text[start : sentence.end])
        if len(span.quote.split()) > LONG_SENTENCE and query.form in ("figure", "definition"):
            return None
        return _Pick(candidate, span, _content(span.quote, sentence), _role(query, candidate))

    # --- Wording -------------------------------------------------------------------

    def _statements(self, query: Query, picks: Sequence[_Pick]) -> list[DraftStatement]:
        """One statement for the picks of each place, in the order of the best of them."""
        by_place: dict[tuple[object, ...], list[_Pick]] = {}
        for pick in picks:
            by_place.setdefault(pick.place, []).append(pick)
        return [self._statement(query, together) for together in by_place.values()]

    def _statement(self, query: Query, picks: Sequence[_Pick]) -> DraftStatement:
        """Picks of one place, quoted in the order of the text."""
        first = picks[0]
        sentence = first.candidate.sentence
        document = self._surroundings.document(sentence.source)
        lead = document.text[slice(*sentence.lead_in)] if sentence.lead_in else None
        if lead is not None and lead in sentence.section:  # its source line shows the heading
            lead = None
        ordered = sorted(picks, key=lambda pick: pick.span.start)
        return DraftStatement(
            role=first.role,
            spans=tuple(span for pick in ordered for span in (pick.span, *pick.same)),
            attribution=attribution(document.source, sentence, query.language, lead),
        )

    def _of_type(self, query: Query) -> list[DraftStatement]:
        """What a source says of, and to, municipalities of the kind that the profile points to."""
        profile = query.question.profile
        if profile is None or query.form in ("figure", "definition"):
            return []
        kind = nearest_type(profile, self._types())
        if kind is None:
            return []
        told: list[tuple[Role, Sentence | None]] = [
            ("finding", kind.who),
            ("recommendation", kind.advice),
        ]
        return [
            DraftStatement(
                role=role,
                spans=(Span(s.source, s.start, s.end, s.text),),
                attribution=attribution(
                    self._surroundings.document(s.source).source, s, query.language
                ),
            )
            for role, s in told
            if s is not None
        ]

    def _nearest(self, candidates: Sequence[Candidate]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for candidate in candidates:
            if len(spans) == MOST_NEAREST:
                break
            s = candidate.sentence
            if not s.leans and candidate.found and len(s.text.split()) <= LONG_SENTENCE:
                spans.append(Span(s.source, s.start, s.end, s.text))
        return tuple(spans)


def is_usable(candidate: Candidate) -> bool:
    """Whether a sentence may be quoted at all: it says something, and something of the question."""
    return not UNQUOTABLE & candidate.sentence.signs and bool(candidate.near)


def _is_in(sentence: Sentence, pick: _Pick) -> bool:
    spans = (pick.span, *pick.same)
    return any(s.source == sentence.source and s.start <= sentence.start < s.end for s in spans)


def _for_profile(profile: Profile, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates anew, what holds for municipalities like the asker's before the rest."""
    weighed = [replace(c, score=c.score + gain(profile, c)) for c in candidates]
    return sorted(weighed, key=lambda c: (-c.score, c.sentence.id))


def _less(shape: Shape, besides: Sequence[DraftStatement]) -> Shape:
    """The shape with the room that these statements leave."""
    words = sum(len(span.quote.split()) for statement in besides for span in statement.spans)
    return replace(shape, statements=shape.statements - len(besides), words=shape.words - words)


def _figures(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentence with the figure that was asked for, and another one that is nearly as good."""
    having = [c for c in candidates if has_measure(query, c)]
    raised = [replace(c, score=c.score + FIGURE * is_figure(query, c)) for c in having]
    raised.sort(key=lambda c: (-c.score, c.sentence.id))
    best = raised[0].score if raised else 0.0
    return [c for c in raised[:2] if c.score >= best - SECOND_FIGURE]


def _by_definition(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    gains = {c.sentence.id: DEFINES * defines(query, c.sentence) for c in candidates[:LOOKED_AT]}
    raised = [replace(c, score=c.score + gains.get(c.sentence.id, 0.0)) for c in candidates]
    return sorted(raised, key=lambda c: (-c.score, c.sentence.id))


def _content(text: str, sentence: Sentence) -> frozenset[str]:
    return _words(text, sentence.language)


@lru_cache(maxsize=20_000)
def _words(text: str, language: Language) -> frozenset[str]:
    """The folded content words of a quote; the same sentences come up again and again."""
    return frozenset(fold(token.text) for token in content_words(text, language))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _next(
    pool: Sequence[Candidate],
    taken: set[int],
    chosen: _Chosen,
    query: Query,
    facet: Role | None,
) -> Candidate | None:
    """The candidate that adds most: high in score, low in words already said."""
    first_chunk = pool[0].sentence.chunk if pool else -1
    opposed = chosen.opposed
    best: Candidate | None = None
    best_gain = float("-inf")
    for rank, candidate in enumerate(pool):
        sentence = candidate.sentence
        if sentence.id in taken:
            continue
        if facet and not (
            rank < FACET_RANK
            and (query.form != "decision" or candidate.coverage >= FACET_COVERAGE[facet])
            and _role(query, candidate) == facet
        ):
            continue
        gain = candidate.score + COHERENCE * (sentence.chunk == first_chunk)
        if query.form in BY_ASPECT and query.aspect in sentence.signs:
            gain += ASPECT
        if opposed and opposed & claims(sentence.text, sentence.language):
            gain += OPPOSES * is_about(query, candidate)
        if query.form == "comparison":
            gain += ONE_SIDE * chosen.lacks_side(query, candidate)
        if facet and chosen.argues(facet, sentence.source):
            gain -= SAME_VOICE
        if facet == "recommendation":
            gain += CONSIDERED.get(sentence.role, 0.0)
        if gain <= best_gain:
            continue  # the words it shares could only lower it
        gain -= chosen.redundancy * chosen.overlap(_content(sentence.text, sentence))
        if gain > best_gain:
            best, best_gain = candidate, gain
    return best


def _first_sentences(items: Sequence[Sentence], text: str) -> list[Sentence]:
    """The first sentence of each list item; items stand on lines of their own."""
    first: list[Sentence] = []
    for number, item in enumerate(items):
        begins = number == 0 or "\n" in text[items[number - 1].end : item.start]
        if begins and "question" not in item.signs:
            first.append(item)
    return first


def _item_span(item: Sentence) -> Span:
    """A list item, short: what stands before its colon when it is long."""
    quote = item.text
    if len(quote.split()) > ITEM_WORDS:
        head = quote.split(":")[0]
        if head != quote and 1 < len(head.split()) <= ITEM_WORDS:
            quote = head
    return Span(item.source, item.start, item.start + len(quote), quote)


def _overlaps(one: Span, other: Span) -> bool:
    return one.source == other.source and one.start < other.end and other.start < one.end


def _union(one: Span, other: Span) -> Span:
    """The stretch that two overlapping spans cover."""
    first, last = (one, other) if one.start <= other.start else (other, one)
    if last.end <= first.end:
        return first
    quote = first.quote + last.quote[first.end - last.start :]
    return Span(first.source, first.start, last.end, quote)


class _Chosen:
    """What was chosen so far, within the limits of its shape."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._words = 0
        self.picks: list[_Pick] = []

    @property
    def redundancy(self) -> float:
        return self._shape.redundancy

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

    def has_room_for(self, pick: _Pick) -> bool:
        """Whether the pick can be told: with those of its place, or as a statement of its own."""
        told = {other.place for other in self.picks}
        return pick.place in told or len(told) < self._shape.statements

    def argues(self, facet: Role, source: str) -> bool:
        """Whether a source has said something for this facet already."""
        return any(pick.span.source == source and pick.role == facet for pick in self.picks)

    def overlap(self, words: frozenset[str]) -> float:
        """The largest share of these words that one pick has already."""
        return max((_overlap(pick.words, words) for pick in self.picks), default=0.0)

    def take(self, pick: _Pick) -> None:
        """Add a pick, or its source to one that says the same, as long as there is room."""
        for index, other in enumerate(self.picks):
            if _overlaps(other.span, pick.span):
                self._widen(index, _union(other.span, pick.span), pick.words)
                return
        length = len(pick.span.quote.split())
        fits = self._words + length <= self._shape.words or not self.picks
        twin = next((p for p in self.picks if _overlap(p.words, pick.words) >= DUPLICATE), None)
        if twin is not None:
            if fits and twin.span.source != pick.span.source and len(twin.same) < 2:
                self.picks[self.picks.index(twin)] = replace(twin, same=(*twin.same, pick.span))
                self._words += length
        elif fits and self.has_room_for(pick):
            self.picks.append(pick)
            self._words += length

    def _widen(self, index: int, span: Span, words: frozenset[str]) -> None:
        """Quote more of the same place, within the limits."""
        pick = self.picks[index]
        more = len(span.quote.split()) - len(pick.span.quote.split())
        if len(span.quote.split()) <= LONG_SENTENCE and self._words + more <= self._shape.words:
            self.picks[index] = replace(pick, span=span, words=pick.words | words)
            self._words += more

    def extend(self, sentence: Sentence, get_document: Callable[[str], Document]) -> None:
        """Quote a sentence together with the chosen one that it stands beside."""
        for index, pick in enumerate(self.picks):
            if pick.span.source != sentence.source or pick.candidate.sentence.kind != sentence.kind:
                continue
            text = get_document(sentence.source).text
            start, end = min(pick.span.start, sentence.start), max(pick.span.end, sentence.end)
            follows = sentence.start >= pick.span.end and not text[
                pick.span.end : sentence.start
            ].strip(" ")
            precedes = (
                sentence.end <= pick.span.start
                and not sentence.leans
                and not text[sentence.end : pick.span.start].strip(" ")
            )
            if follows or precedes:
                span = Span(sentence.source, start, end, text[start:end])
                self._widen(index, span, _content(sentence.text, sentence))
                return


def _claims(pick: _Pick) -> frozenset[Claim]:
    return claims(pick.span.quote, pick.candidate.sentence.language)


def _role(query: Query, candidate: Candidate) -> Role:
    """What a sentence is to the answer, told by its section and by what it does.

    A sentence that names gain and difficulty at once argues for neither side, and one without the
    words that the question turns on argues about something else; where the question offers
    alternatives, for or against would not say which.
    """
    sentence = candidate.sentence
    signs = sentence.signs
    if query.form == "how":
        return "step" if "advice" in signs or sentence.kind == "list_item" else "finding"
    if sentence.role == "recommendation":
        return "recommendation"
    if query.form == "risk":
        return "argument_against" if "drawback" in signs else "finding"
    if query.form != "decision" or "announcement" in signs or not is_about(query, candidate):
        return "finding"
    speaks_for, speaks_against = "benefit" in signs, "drawback" in signs
    if speaks_against and lacks(query, sentence.text):  # the harm of doing without
        speaks_for, speaks_against = True, False
    if "directive" in signs and sentence.role in CONSIDERED and not speaks_against:
        return "recommendation"
    if speaks_for != speaks_against and query.stance != "choose":
        return "argument_for" if speaks_for == (query.stance == "do") else "argument_against"
    return "condition" if "condition" in signs and not speaks_against else "finding"


_ORDER: Mapping[Role, int] = {
    "recommendation": 0,
    "step": 0,
    "argument_for": 1,
    "argument_against": 2,
    "condition": 3,
    "finding": 4,
}


def _in_order(form: Form, statements: Sequence[DraftStatement]) -> list[DraftStatement]:
    """By role where the form argues; otherwise as chosen, the best first."""
    if form in ("decision", "risk", "how"):
        return sorted(statements, key=lambda statement: _ORDER[statement.role])
    return list(statements)
