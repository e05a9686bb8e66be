"""Whether what was found answers the question at all: a linear model that can be read.

It weighs what the evidence has of the question, and what is asked: of some things the sources tell
much, of others nothing, whatever words they share with the question. The weights are learned by
`python -m evals.learning.refusal` from questions that the sources answer and questions that they do
not, none of them a gold question.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from advisor.answers.bearing import (
    asks_what_it_is,
    has_measure,
    is_figure,
    is_lacking,
    support,
)
from advisor.answers.definitions import defines
from advisor.language.concepts import together
from advisor.language.weights import read_weights
from advisor.questions.asked import asked_features
from advisor.types import Candidate, Query
from advisor.vocabulary import Status

TABLE = Path(__file__).with_name("refusal.tsv")
ASKED = "asked: "  # before the features of the question alone
LOOKED_AT = 15  # the best candidates, which an answer would be made of
SEARCHED = 40  # candidates of which one must hold a figure, where one is asked for
BEST = 5
HEAVY = 3  # terms that say most
USUAL_WEIGHT = 0.3  # counted where a question has no term, or no second one, that tells
MIN_PARTIAL = 0.7  # share of the question that a passage must carry; less answers a part of it


def assess(query: Query, candidates: Sequence[Candidate]) -> Status:
    """ "answered", "partial" or "no_evidence", by what of the question the evidence has."""
    if not query.terms or not candidates:
        return "no_evidence"
    is_figure_question = query.form == "figure"
    if is_figure_question and not any(has_measure(query, c) for c in candidates[:SEARCHED]):
        return "no_evidence"  # whatever else they say
    features = refusal_features(query, candidates)
    score = refusal_score(features)
    if score > 0:
        return "no_evidence"
    if is_figure_question:  # there it is, and nothing else was asked
        return "answered"
    is_doubtful = score > -_weights()["doubted"] or features["carried"] < MIN_PARTIAL
    return "partial" if is_doubtful else "answered"


def refusal_score(features: Mapping[str, float]) -> float:
    """Above 0: the question had better be refused. Features without a weight count nothing."""
    weights = _weights()
    total = weights["always"]
    return total + sum(weights.get(name, 0.0) * value for name, value in features.items())


def refusal_features(query: Query, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for and against an answer, by name; candidates best first, at least one."""
    looked_at, best = candidates[:LOOKED_AT], candidates[:BEST]
    return {
        "carried": max(support(query, c.near) for c in looked_at),
        "own words": max(c.coverage for c in looked_at),
        "meaning": _mean([c.meaning for c in best]),
        "relevance": _mean([c.relevance for c in best]),
        "score": _mean([c.score for c in best]),
        "english": float(query.language == "en"),
        "decision": float(query.form == "decision"),
        "asks who": float(query.asks_who),
        "terms": math.log(len(query.terms)),
        **_weight_features(query),
        **_lack_features(query, candidates),
        **_name_features(query, candidates),
        **_form_features(query, candidates),
        "heavy together": max(_heavy_share(query, c) for c in best),
        **_asked(query),
    }


def _asked(query: Query) -> dict[str, float]:
    """What is asked, whatever was found."""
    meant = together((dict(term.concepts), term.weight) for term in query.terms)
    return {f"{ASKED}{name}": value for name, value in asked_features(query, meant).items()}


def _weight_features(query: Query) -> dict[str, float]:
    """How rare the words of the question are, and how much of it is unknown altogether."""
    telling = sorted((t.weight for t in query.terms if not t.aside), reverse=True)
    return {
        "second heaviest": telling[1] if len(telling) > 1 else USUAL_WEIGHT,
        "mean weight": _mean(telling) if telling else USUAL_WEIGHT,
        "without concept": sum(t.weight for t in query.terms if not t.concepts)
        / query.total_weight,
        "unknown": sum(t.weight for t in query.terms if not t.known) / query.total_weight,
    }


def _lack_features(query: Query, candidates: Sequence[Candidate]) -> dict[str, float]:
    """Things that no source names. The name of a source itself is not lacking."""
    named = frozenset[int]().union(*(c.within for c in candidates))
    telling = [i for i, term in enumerate(query.terms) if not term.aside]
    lacking = [i for i in telling if is_lacking(query.terms[i]) and i not in named]
    return {
        "lacking share": len(lacking) / max(1, len(telling)),
        "lacking": float(bool(lacking)),
        "lacking in Swedish": float(bool(lacking) and query.language == "sv"),
        "lacking several": float(len(lacking) > 1),
    }


def _name_features(query: Query, candidates: Sequence[Candidate]) -> dict[str, float]:
    """Names, abbreviations and numbers, for which nothing else can stand."""
    names = frozenset(i for i, term in enumerate(query.terms) if term.particular)
    if not names:
        return {}
    return {
        "names": 1.0,
        "names missing": 1 - max(len(names & c.near) / len(names) for c in candidates),
        "names apart": float(not any(names <= c.within for c in candidates)),
        "names unknown": float(any(not query.terms[i].known for i in names)),
    }


def _form_features(query: Query, candidates: Sequence[Candidate]) -> dict[str, float]:
    """Whether there is a figure, or a definition, where one is asked for."""
    if query.form == "definition":
        found = any(defines(query, c.sentence) for c in candidates)
        return {"no definition": float(asks_what_it_is(query) and not found)}
    if query.form != "figure":
        return {}
    figures = [is_figure(query, c) for c in candidates[:LOOKED_AT]]
    return {
        "no figure": float(not any(figures)),
        "no figure among the best": float(not any(figures[:BEST])),
        "no such measure": float(not any(has_measure(query, c) for c in candidates[:BEST])),
        "asks for money": float(query.measure == "money"),
    }


def _heavy_share(query: Query, candidate: Candidate) -> float:
    """Share of the heaviest terms that one sentence has, under its headings."""
    terms = query.terms
    heavy = sorted(range(len(terms)), key=lambda i: -terms[i].weight)[:HEAVY]
    return len(candidate.within & set(heavy)) / len(heavy)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


@cache
def _weights() -> Mapping[str, float]:
    return {name: weight for name, (weight,) in read_weights(TABLE).items()}
