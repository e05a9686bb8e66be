"""An answer made of the sources' own sentences: which ones, in which role, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from advisor.answers.attribution import attribution
from advisor.answers.evidence_check import assess
from advisor.language.folding import fold
from advisor.language.words import content_words
from advisor.types import (
    Candidate,
    Document,
    Draft,
    DraftStatement,
    Form,
    Query,
    Role,
    Sentence,
    Span,
)

QUOTED_WORDS = 250  # of the whole answer
MOST_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """How long an answer of one form may be."""

    statements: int
    words: int = QUOTED_WORDS
    per_source: int = 5  # statements of one source, while another has something to say


SHAPES: Mapping[Form, Shape] = {
    "decision": Shape(8),
    "list": Shape(12, per_source=12),
    "how": Shape(8),
    "figure": Shape(2, words=70),
    "definition": Shape(3, words=120),
    "comparison": Shape(6),
    "risk": Shape(8),
    "open": Shape(7),
}
DUPLICATE = 0.7  # share of the shorter sentence's words that the longer one has too
SIMILAR = 0.5  # from here on a sentence adds little
MIN_SHARE_OF_BEST = 0.45  # of the best score; what lies below is about something else
LONG_SENTENCE = 60  # words; a longer one crowds out others


class Surroundings(Protocol):
    """What stands around a sentence in its document."""

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same passage."""
        ...

    def list_items(self, source: str, group: int) -> list[Sentence]:
        """The sentences of one list, in order."""
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
    same: tuple[Span, ...] = ()


class ExtractiveComposer:
    """Chooses and orders sentences; changes none."""

    name = "extractive"

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings

    def compose(self, query: Query, candidates: Sequence[Candidate]) -> Draft:
        """The sentences that answer best, or those nearest where none does."""
        usable = [c for c in candidates if _is_usable(c)]
        if query.status != "answered":
            nearest = usable if query.status == "no_evidence" else []
            return Draft(query.status, (), self._nearest(nearest))
        verdict = assess(query, usable)
        if verdict == "no_evidence":
            return Draft("no_evidence", (), self._nearest(usable))
        picks = self._pick(query, usable)
        if not picks:
            return Draft("no_evidence", (), self._nearest(usable))
        statements = _in_order(query.form, [self._statement(query, pick) for pick in picks])
        return Draft(verdict, tuple(statements))

    # --- Choosing ------------------------------------------------------------------

    def _pick(self, query: Query, candidates: Sequence[Candidate]) -> list[_Pick]:
        shape = SHAPES[query.form]
        picks: list[_Pick] = []
        words = 0
        best = candidates[0].score if candidates else 0.0
        for candidate in _diversified(candidates):
            if len(picks) >= shape.statements or candidate.score < MIN_SHARE_OF_BEST * best:
                break
            pick = self._readable(candidate, query)
            if pick is None:
                continue
            twin = next((p for p in picks if _overlap(p.words, pick.words) >= DUPLICATE), None)
            if twin is not None:
                if twin.span.source != pick.span.source and len(twin.same) < 2:
                    extra = len(pick.span.quote.split())
                    if words + extra <= shape.words:
                        picks[picks.index(twin)] = replace(twin, same=(*twin.same, pick.span))
                        words += extra
                continue
            if any(_overlap(p.words, pick.words) >= SIMILAR for p in picks):
                continue
            length = len(pick.span.quote.split())
            if words + length > shape.words and picks:
                continue
            if _share(picks, pick.span.source) >= shape.per_source:
                continue
            picks.append(pick)
            words += length
        return picks

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
        return _Pick(candidate, span, _content(span.quote, sentence))

    # --- Wording -------------------------------------------------------------------

    def _statement(self, query: Query, pick: _Pick) -> DraftStatement:
        sentence = pick.candidate.sentence
        document = self._surroundings.document(sentence.source)
        lead = document.text[slice(*sentence.lead_in)] if sentence.lead_in else None
        return DraftStatement(
            role=_role(query.form, sentence),
            spans=(pick.span, *pick.same),
            attribution=attribution(document.source, sentence, query.language, lead),
        )

    def _nearest(self, candidates: Sequence[Candidate]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for candidate in candidates:
            if len(spans) == MOST_NEAREST:
                break
            s = candidate.sentence
            if not s.leans and candidate.found and len(s.text.split()) <= LONG_SENTENCE:
                spans.append(Span(s.source, s.start, s.end, s.text))
        return tuple(spans)


def _is_usable(candidate: Candidate) -> bool:
    return "question" not in candidate.sentence.signs and bool(candidate.near)


def _diversified(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best of each source first where they are close, otherwise by score."""
    return list(candidates)


def _content(text: str, sentence: Sentence) -> frozenset[str]:
    return frozenset(fold(token.text) for token in content_words(text, sentence.language))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _share(picks: Sequence[_Pick], source: str) -> int:
    return sum(pick.span.source == source for pick in picks)


def _role(form: Form, sentence: Sentence) -> Role:
    """What a sentence is to the answer; roles of issue are told by its section and its words."""
    signs = sentence.signs
    if form == "how":
        return "step" if "advice" in signs or sentence.kind == "list_item" else "finding"
    if form in ("figure", "definition", "comparison", "list", "open"):
        return "recommendation" if sentence.role == "recommendation" else "finding"
    if sentence.role == "recommendation":
        return "recommendation"
    if form == "risk":
        return "argument_against" if "drawback" in signs else "finding"
    if "drawback" in signs and "benefit" not in signs:
        return "argument_against"
    if "condition" in signs and "advice" in signs and "benefit" not in signs:
        return "condition"
    if "advice" in signs and sentence.role in ("conclusion", "summary", "discussion"):
        return "recommendation"
    if "benefit" in signs:
        return "argument_for"
    return "argument_against" if "drawback" in signs else "finding"


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
    if form in ("decision", "risk"):
        return sorted(statements, key=lambda statement: _ORDER[statement.role])
    return list(statements)
