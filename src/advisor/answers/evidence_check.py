"""Whether the sentences found answer the question at all."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.types import Candidate, Query, Status

LOOKED_AT = 12  # the best candidates, which an answer would be made of
MIN_SUPPORT = 0.5  # share of the question's weight that one passage must carry
MIN_PARTIAL = 0.75  # below it a part of the question is not answered
PARTICULAR = 0.55  # a term this rare decides what the question is about


def assess(query: Query, candidates: Sequence[Candidate]) -> Status:
    """"answered", "partial" or "no_evidence", by which of the question's words the evidence has."""
    if not query.terms or not candidates:
        return "no_evidence"
    best = candidates[:LOOKED_AT]
    total = sum(term.weight for term in query.terms) or 1.0
    support = max(_weight(query, c.near) for c in best) / total
    if support < MIN_SUPPORT:
        return "no_evidence"
    if query.form == "figure" and not any(_is_figure(query, c) for c in best):
        return "no_evidence"
    return "answered" if support >= MIN_PARTIAL else "partial"


def _weight(query: Query, terms: frozenset[int]) -> float:
    return sum(query.terms[t].weight for t in terms)


def _is_figure(query: Query, candidate: Candidate) -> bool:
    return "number" in candidate.sentence.signs and bool(candidate.found)
