"""Whether what was found answers the question at all: a linear model that can be read.

It weighs what the evidence has of the question, and what is asked: of some things the sources tell
much, of others nothing, whatever words they share with the question. The weights are learned by
`python -m evals.learning.refusal` from questions that the sources answer and questions that they do
not, none of them a gold question. What sources tell of holds for those sources alone: where others
are asked, only what was found is weighed, by weights that were learned on parts of the corpus of
which the ranking had seen nothing (`python -m evals.learning.elsewhere`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from advisor.answers.bearing import (
    asked_of,
    asks_what_it_is,
    has_measure,
    is_figure,
    is_label,
    is_lacking,
    names_all,
    names_in,
    names_unheard,
    support,
    tells_figure,
)
from advisor.answers.definitions import defines
from advisor.answers.refusal_wording import wording_score
from advisor.language.concepts import together
from advisor.language.tables import table_rows
from advisor.language.weights import read_weights
from advisor.questions.asked import asked_features
from advisor.questions.makers import asked_making, tells_making
from advisor.questions.particulars import asked_particular, tells_particular
from advisor.types import Candidate, Document, Query
from advisor.vocabulary import Status

TABLE = Path(__file__).with_name("refusal.tsv")
ELSEWHERE = Path(__file__).with_name("refusal_elsewhere.tsv")
LEARNED_FROM = Path(__file__).with_name("refusal_sources.tsv")
ASKED = "asked: "  # before the features of the question alone
WORDING = "wording"  # of the question alone, too
NOTHING = "nothing"  # what the ranking has learned to give no sentence at all
ABOVE_NOTHING = "above nothing"
LOOKED_AT = 15  # the best candidates, which an answer would be made of
BEST = 5  # where one is asked for, one of them must hold the figure
HEAVY = 3  # terms that say most
USUAL_WEIGHT = 0.3  # counted where a question has no term, or no second one, that tells


@dataclass(frozen=True, slots=True)
class Ground:
    """What is asked: how many passages, and whether what a source tells of was learned."""

    passages: int = 1
    is_learned: Callable[[str], bool] = lambda _source: True

    @classmethod
    def of(cls, passages: int, document_of: Callable[[str], Document]) -> Ground:
        """Of an index, whose documents are known by their text, whatever their files are called."""

        @cache
        def is_learned(source: str) -> bool:
            return text_hash(document_of(source)) in _learned_from()

        return cls(passages, is_learned)

    def is_elsewhere(self, candidates: Sequence[Candidate]) -> bool:
        """Whether most of what was found stands in sources of which nothing was learned."""
        best = candidates[:BEST]
        return 2 * sum(not self.is_learned(c.sentence.source) for c in best) > len(best)


def text_hash(document: Document) -> str:
    """By which a source is known again."""
    return sha256(document.raw.encode()).hexdigest()


_ALL_LEARNED = Ground()
# Whose advice or opinion is asked for, by a name.
_WHOSE_WORD = (
    re.compile(
        r"\b(?:rekommendera[rt]|rekommenderade|föreslå[rs]|föreslog|råder|anser|ansåg|tycker|tyckte"
        r"|menar|menade|säger|kräver)\s+((?-i:[A-ZÅÄÖ][\w-]+))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:do|does|did)\s+(?:the\s+)?((?-i:[A-Z][\w-]+))\s+(?:\w+\s+)?(?:recommend|propose|suggest"
        r"|advise|think|believe|say|want|require)",
        re.IGNORECASE,
    ),
)


def assess(query: Query, candidates: Sequence[Candidate], ground: Ground = _ALL_LEARNED) -> Status:
    """ "answered", "partial" or "no_evidence", by what of the question the evidence has."""
    if not query.terms or not candidates:
        return "no_evidence"
    is_figure_question = query.form == "figure"
    if is_figure_question and not any(
        tells_figure(query, c) and names_all(query, c) for c in asked_of(candidates)[:BEST]
    ):
        return "no_evidence"  # whatever else they say
    if not _tells_particular(query, candidates):
        return "no_evidence"  # nobody is named who does what they tell of
    if not _tells_making(query, candidates):
        return "no_evidence"  # what a work says does not tell who made it
    if not _tells_word_of(query, candidates):
        return "no_evidence"  # it is somebody else's
    if names_unheard(query, candidates[:LOOKED_AT]):
        return "no_evidence"  # what they say is of another
    if query.asks_all_of(candidates[0].named):
        return "answered"  # a source is there, and nothing else was asked
    if query.form == "definition" and any(is_label(query, c) for c in candidates[:BEST]):
        return "answered"  # what stands after its name tells what it is
    table = ELSEWHERE if ground.is_elsewhere(candidates) else TABLE
    features = refusal_features(query, candidates, ground.passages)
    score = refusal_score(features, table)
    if score > 0:
        return "no_evidence"
    if is_figure_question:  # there it is, and nothing else was asked
        return "answered"
    return "partial" if score > -_weights(table)["doubted"] else "answered"


def _tells_particular(query: Query, candidates: Sequence[Candidate]) -> bool:
    """Whether one of the best has what alone answers the question, where it asks for such."""
    particular = asked_particular(query.question.text, query.language)
    return particular is None or any(
        tells_particular(c.sentence.text, particular, query.standalone)
        for c in asked_of(candidates)[:BEST]
    )


def _tells_making(query: Query, candidates: Sequence[Candidate]) -> bool:
    """Whether it is told who wrote a work or paid for it, where that is asked."""
    making = asked_making(query.question.text)
    if making is None:
        return True
    return any(tells_making(c.sentence.text, making) for c in asked_of(candidates))


def _tells_word_of(query: Query, candidates: Sequence[Candidate]) -> bool:
    """Whether one of the best names whose advice or opinion is asked for, or is theirs."""
    asked = next(filter(None, (asks.search(query.standalone) for asks in _WHOSE_WORD)), None)
    if asked is None:
        return True
    at = next((i for i, t in enumerate(query.terms) if t.word == asked[1] and t.particular), None)
    if at is None or not asked[1].isalpha():
        return True
    return any(at in c.near | c.named for c in candidates[:BEST]) or any(
        names_in(query.terms[at], _who_and_what(c)) for c in candidates[:LOOKED_AT]
    )


def _who_and_what(candidate: Candidate) -> str:
    sentence = candidate.sentence
    return " ".join((sentence.text, sentence.said_by, *sentence.section))


def refusal_score(features: Mapping[str, float], table: Path = TABLE) -> float:
    """Above 0: the question had better be refused. Features without a weight count nothing."""
    weights = _weights(table)
    total = weights["always"]
    return total + sum(weights.get(name, 0.0) * value for name, value in features.items())


def refusal_features(
    query: Query, candidates: Sequence[Candidate], passages: int
) -> dict[str, float]:
    """What speaks for and against an answer, by name; candidates best first, at least one."""
    looked_at, best = candidates[:LOOKED_AT], candidates[:BEST]
    # A name of the source that answers only says where to look.
    sources = frozenset[int]().union(*(c.named for c in best))
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
        "passages": math.log(passages),
        WORDING: wording_score(query.bare or query.standalone),
        ABOVE_NOTHING: best[0].above_nothing,
        NOTHING: best[0].score - best[0].above_nothing,
        **_weight_features(query, sources),
        **_lack_features(query, candidates),
        **_name_features(query, candidates, sources),
        **_form_features(query, candidates),
        "heavy together": max(_heavy_share(query, c) for c in best),
        **_asked(query),
    }


def _asked(query: Query) -> dict[str, float]:
    """What is asked, whatever was found."""
    meant = together((dict(term.concepts), term.weight) for term in query.terms)
    return {f"{ASKED}{name}": value for name, value in asked_features(query, meant).items()}


def _weight_features(query: Query, sources: Set[int]) -> dict[str, float]:
    """How rare the words of the question are, and how much of it is unknown altogether."""
    asked = [t for i, t in enumerate(query.terms) if i not in sources]
    telling = sorted((t.weight for t in asked if not t.aside), reverse=True)
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


def _name_features(
    query: Query, candidates: Sequence[Candidate], sources: Set[int]
) -> dict[str, float]:
    """Names, abbreviations and numbers, for which nothing else can stand."""
    particular = (i for i, term in enumerate(query.terms) if term.particular)
    names = frozenset(particular) - sources
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
def _weights(table: Path) -> Mapping[str, float]:
    return {name: weight for name, (weight,) in read_weights(table).items()}


@cache
def _learned_from() -> frozenset[str]:
    return frozenset(digest for digest, _file in table_rows(LEARNED_FROM))
