"""An answer made of the sources' own sentences: chosen and ordered, none of them changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat

from advisor.answers import profiles
from advisor.answers.attribution import attribution
from advisor.answers.bearing import (
    asked_of,
    is_figure,
    is_turned,
    names_all,
    names_asked,
    of_named_work,
    own_terms,
    tells_figure,
)
from advisor.answers.certainty import bearing_of, is_sure
from advisor.answers.choosing import Chosen, next_best
from advisor.answers.definitions import defines
from advisor.answers.forms import PLANS, Facet, FormPlan
from advisor.answers.labels import labelled
from advisor.answers.lists import best_list, of_side, rest_of_row
from advisor.answers.quoting import LONG_QUOTE, Pick, Surroundings, overlaps, readable
from advisor.answers.refusal import Ground, assess
from advisor.answers.roles import ARGUED, advice_role, in_order_of_roles
from advisor.answers.subjects import of_asked_subject
from advisor.questions.particulars import asked_particular, tells_particular
from advisor.types import Candidate, Draft, DraftStatement, Offer, Query, Sentence, Span
from advisor.vocabulary import Bearing, Role, Sign

MOST_NEAREST = 3
# Of what says nothing by itself.
UNQUOTABLE: frozenset[Sign] = frozenset({"question", "keywords", "lead"})
_OPPOSITE: Mapping[Sign, Sign] = {"benefit": "drawback", "drawback": "benefit"}
LOOKED_AT = 60  # candidates among which an answer is chosen
FARTHEST = 2.0  # below the best score; what lies farther is about something else
FARTHEST_ARGUMENT = 3.0  # the same for what fills a facet: both sides are told where they are
MOST_TRIED = 24  # sentences, beside those of the facets
DEFINES = 0.8  # gain of a sentence that says what the asked thing is
FIGURE = 0.5  # gain of a sentence whose figure is surely the one that was asked for
TURNED = 0.6  # loss of a figure of those who lack what was asked for, or the other way round
OWN_WORDS = 1.0  # gain of a figure beside what a follow-up names itself, not the question before
PARTICULAR = 0.5  # gain of a sentence that names what alone answers the question
MOST_FIGURES = 2
OTHER_SIDE = 0.8  # loss of a sentence that tells a drawback alone where benefits are asked for
SECOND_FIGURE = 0.5  # below the best figure's score; what lies farther is about something else


class ExtractiveComposer:
    """Chooses and orders sentences; changes none."""

    name = "extractive"

    def __init__(
        self,
        surroundings: Surroundings,
        types: profiles.TypesOf = list,
        ground: Ground | None = None,
    ) -> None:
        self._surroundings = surroundings
        self._types = types
        self._ground = ground or Ground()

    def compose(
        self,
        query: Query,
        candidates: Sequence[Candidate],
        offer: Offer = lambda _statement: None,  # noqa: ARG002 - it is quick: the draft is enough
    ) -> Draft:
        """The sentences that answer best, or those nearest where none does."""
        found = of_named_work(query, [c for c in candidates if is_usable(c)])
        usable = of_asked_subject(query, found, candidates)
        if query.status != "answered":
            nearest = usable if query.status == "no_evidence" else []
            return Draft(query.status, (), _nearest(nearest))
        # Its weights were learned of all that is found; without the best of it, that says nothing.
        verdict = assess(query, found if found[:1] == usable[:1] else usable, self._ground)
        if verdict == "no_evidence":
            return Draft("no_evidence", (), _nearest(usable or found))
        usable = of_side(query, [labelled(c, self._surroundings.document) for c in usable])
        fitting = fitting_for(query, self._readable_alone(query, usable))
        to_asker = [] if PLANS[query.form].is_brief else self._said_to_asker(query)
        chosen = self.choose(query, fitting, _leaving_room(PLANS[query.form], to_asker))
        picks = chosen.picks
        if not picks:
            return Draft("no_evidence", (), _nearest(fitting))
        statements = self._in_order(query, chosen)
        unsaid = [s for s in to_asker if not any(overlaps(s.spans[0], p.span) for p in picks)]
        close = [s for s in statements if s.bearing == "close"]
        told = (*close, *unsaid, *(s for s in statements if s.bearing == "loose"))
        is_whole = verdict == "answered" and not _is_of_another(query, chosen)
        if is_whole and (query.form == "figure" or is_sure(max(scores_of(chosen)))):
            return Draft("answered", told)
        rest = [c for c in fitting if not any(_is_quoted(c.sentence, pick) for pick in picks)]
        return Draft("partial", told, _nearest(rest))

    def _readable_alone(self, query: Query, usable: Sequence[Candidate]) -> Sequence[Candidate]:
        """The candidates, for a figure those that hold one and can be quoted: few are chosen."""
        if query.form != "figure":
            return usable
        return [
            c
            for c in usable
            if tells_figure(query, c) and readable(query, c, self._surroundings) is not None
        ]

    def _said_to_asker(self, query: Query) -> list[DraftStatement]:
        """What a source says of, and to, municipalities of the kind that the profile points to."""
        profile = query.question.profile
        if profile is None:
            return []
        kind = profiles.nearest_type(profile, self._types())
        if kind is None:
            return []
        said: list[tuple[Role, Sentence | None]] = [
            ("finding", kind.who),
            (advice_role(query, kind.advice) if kind.advice else "finding", kind.advice),
        ]
        return [
            DraftStatement(
                role=role,
                spans=(_whole(sentence),),
                attribution=attribution(
                    self._surroundings.document(sentence.source).source,
                    sentence,
                    query.answer_language,
                ),
            )
            for role, sentence in said
            if sentence is not None
        ]

    def _in_order(self, query: Query, chosen: Chosen) -> list[DraftStatement]:
        """What was chosen as statements, in the order that their roles have in such an answer."""
        plan = chosen.plan
        scores = scores_of(chosen)
        statements = [
            replace(self._statement(query, told), bearing=_bearing(query, told, score, scores))
            for told, score in zip(chosen.statements, scores, strict=True)
        ]
        if not plan.is_ordered_by_role:
            return statements
        is_argued = plan.telling == "argument"  # there each role has its place
        return in_order_of_roles(statements, None if is_argued else scores)

    def choose(self, query: Query, candidates: Sequence[Candidate], plan: FormPlan) -> Chosen:
        """The sentences that answer, in the order in which they were chosen."""
        best = candidates[0].score if candidates else 0.0
        arguing = [c for c in candidates[:LOOKED_AT] if c.score >= best - FARTHEST_ARGUMENT]
        pool = [c for c in arguing if c.score >= best - FARTHEST]
        chosen = Chosen(plan)
        taken: set[int] = set()
        if plan.takes_lists:
            items = best_list(query, candidates, self._surroundings)
            if any(_tells_what_was_asked(query, item.candidate) for item in items):
                for item in items:
                    chosen.take(item)
                    taken.add(item.candidate.sentence.id)
        wanted: list[Facet | None] = [*plan.facets, *repeat(None, MOST_TRIED)]
        for number, facet in enumerate(wanted):
            if number == len(plan.facets):
                self._take_rows(query, chosen)
            candidate = next_best(query, arguing if facet else pool, taken, chosen, facet)
            if candidate is None:
                continue
            taken.add(candidate.sentence.id)
            pick = readable(query, candidate, self._surroundings)
            if pick is not None:
                chosen.take(pick)
        if not plan.is_brief:
            self._take_rows(query, chosen)
            for candidate in pool:
                if candidate.sentence.id not in taken:
                    chosen.extend(candidate.sentence, self._surroundings.document)
        return chosen

    def _take_rows(self, query: Query, chosen: Chosen) -> None:
        """Tell a table's cell with those that it stands among, as long as there is room."""
        for pick in tuple(chosen.picks):
            for cell in rest_of_row(query, pick, self._surroundings):
                chosen.take(cell)

    def _statement(self, query: Query, picks: Sequence[Pick]) -> DraftStatement:
        """Picks of one place, quoted in the order of the text, under the lead-in of their list."""
        best = picks[0]
        sentence = best.candidate.sentence
        document = self._surroundings.document(sentence.source)
        led_in = next(
            (p.candidate.sentence.lead_in for p in picks if p.candidate.sentence.lead_in), None
        )
        lead_in = document.text[slice(*led_in)] if led_in else None
        if lead_in is not None and lead_in in sentence.section:  # its source line shows the heading
            lead_in = None
        ordered = sorted(picks, key=lambda pick: pick.span.start)
        return DraftStatement(
            role=best.role,
            spans=tuple(span for pick in ordered for span in (pick.span, *pick.same)),
            attribution=attribution(
                document.source,
                sentence,
                query.answer_language,
                lead_in,
                best.goes_on if all(pick.goes_on == best.goes_on for pick in picks) else "",
                ordered[0].unnamed,
            ),
        )


def _is_of_another(query: Query, chosen: Chosen) -> bool:
    """Whether nothing that was chosen has, in or around it, one of the names that were asked of."""
    found = [pick.candidate for pick in chosen.picks]
    told = frozenset[int]().union(*(c.near | c.within | c.named for c in found))
    return not names_asked(query) <= told


def fitting_for(query: Query, usable: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates by what the form of the question and the asker want of them, best first."""
    return _for_asker(query, _for_form(query, usable))


def scores_of(chosen: Chosen) -> list[float]:
    """Of each statement, the score of the best sentence in it."""
    return [max(pick.candidate.score for pick in told) for told in chosen.statements]


def _bearing(query: Query, told: Sequence[Pick], score: float, scores: Sequence[float]) -> Bearing:
    """Whether a statement answers: advice on a decision, what a source itself calls a side of it,
    and figures keep their place.
    """
    first = told[0]
    is_called_so = first.role in ARGUED and first.candidate.label is not None
    is_kept = first.role == "recommendation" or is_called_so
    is_kept = is_kept and PLANS[query.form].telling == "argument"
    return "close" if is_kept or query.form == "figure" else bearing_of(score, max(scores))


def is_usable(candidate: Candidate) -> bool:
    """Whether a sentence may be quoted at all: it says something, and something of the question."""
    return not UNQUOTABLE & candidate.sentence.signs and bool(candidate.near)


def _nearest(candidates: Sequence[Candidate]) -> tuple[Span, ...]:
    """The first few that can be read alone."""
    spans: list[Span] = []
    for candidate in candidates:
        if len(spans) == MOST_NEAREST:
            break
        sentence = candidate.sentence
        is_short = len(sentence.text.split()) <= LONG_QUOTE
        if not sentence.leans and candidate.found and is_short:
            spans.append(_whole(sentence))
    return tuple(spans)


def _for_form(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates anew where the question asks for a figure or a definition."""
    if query.form == "figure":
        return _figures(query, candidates)
    ids = {c.sentence.id for c in candidates[:LOOKED_AT]}
    if query.form == "definition":
        return _raised(
            candidates,
            lambda c: DEFINES * defines(query, c.sentence) if c.sentence.id in ids else 0.0,
        )
    if asked_particular(query.question.text, query.language) is not None:
        return _raised(
            candidates,
            lambda c: PARTICULAR * (c.sentence.id in ids and _tells_what_was_asked(query, c)),
        )
    opposite = _OPPOSITE.get(query.aspect) if query.aspect else None
    if opposite is None or not PLANS[query.form].goes_by_aspect:
        return candidates
    return _raised(candidates, lambda c: -OTHER_SIDE * _tells_only(opposite, query, c))


def _tells_what_was_asked(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence names what alone answers the question, where it asks for such a thing."""
    particular = asked_particular(query.question.text, query.language)
    text = candidate.sentence.text
    return particular is None or tells_particular(text, particular, query.standalone)


def _tells_only(opposite: Sign, query: Query, candidate: Candidate) -> bool:
    """Whether a sentence is on the other side of a thing than the one that was asked about."""
    return opposite in candidate.sentence.signs and query.aspect not in candidate.sentence.signs


def _figures(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentence with the figure that was asked for, and another one that is nearly as good.

    What was asked of a source is told by that source: another's number is of something else.
    """
    having = [c for c in asked_of(candidates) if tells_figure(query, c) and names_all(query, c)]
    own = own_terms(query)
    raised = _raised(
        having,
        lambda c: (
            FIGURE * is_figure(query, c)
            + OWN_WORDS * (not own.isdisjoint(c.found))
            - TURNED * is_turned(query, c)
        ),
    )
    return [c for c in raised[:MOST_FIGURES] if c.score >= raised[0].score - SECOND_FIGURE]


def _for_asker(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates anew, what holds for municipalities like the asker's before the rest."""
    profile = query.question.profile
    if profile is None:
        return candidates
    return _raised(candidates, lambda c: profiles.gain(profile, c))


def _raised(candidates: Sequence[Candidate], gain: Callable[[Candidate], float]) -> list[Candidate]:
    """The candidates with what each gains, best first."""
    raised = [replace(c, score=c.score + gain(c)) for c in candidates]
    return sorted(raised, key=lambda c: c.order)


def _leaving_room(plan: FormPlan, statements: Sequence[DraftStatement]) -> FormPlan:
    """The plan with the room that these statements leave."""
    words = sum(len(span.quote.split()) for statement in statements for span in statement.spans)
    return replace(plan, statements=plan.statements - len(statements), words=plan.words - words)


def _is_quoted(sentence: Sentence, pick: Pick) -> bool:
    spans = (pick.span, *pick.same)
    return any(s.source == sentence.source and s.start <= sentence.start < s.end for s in spans)


def _whole(sentence: Sentence) -> Span:
    return Span(sentence.source, sentence.start, sentence.end, sentence.text)
