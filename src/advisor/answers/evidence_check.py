"""Whether the sentences found answer the question at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.answers.definitions import defines
from advisor.language.folding import fold
from advisor.types import Candidate, Measure, Query, Status, Term

LOOKED_AT = 15  # the best candidates, which an answer would be made of
MIN_SUPPORT = 0.3  # share of the question's weight that one passage must carry
# The same where one thing that a Swedish question names stands in no source; with two, refuse.
# An English word may be anything, and Swedish sources may have its sense: there the share of words
# that are lacking decides, alone or with weak support.
MIN_WHERE_LACKING = 0.7
MOST_LACKING = 0.4
SOME_LACKING = 0.25
WEAK_SUPPORT = 0.5
MIN_WITH_NAMES = 0.5  # the same, counted in passages that have every name of the question
MIN_PARTIAL = 0.7  # below it a part of the question is not answered
MIN_OWN = 0.1  # the same in its own words, without the sentences beside it
DEFINED_TERMS = 2  # a question with more words asks more than what something is
MIN_FIGURE = 0.5  # share of the question's weight that the sentence with the number must carry

_NUMBER = (
    r"(?:\d[\d\s.,]*|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv"
    r"|two|three|four|five|six|seven|eight|nine|ten)"
)
_MEASURED: Mapping[Measure, re.Pattern[str]] = {
    "date": re.compile(
        r"\b(?:19|20)\d\d\b|\b\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*", re.I
    ),
    "money": re.compile(
        rf"{_NUMBER}\s*(?:kr\b|kronor|tkr|mkr|sek\b|euro|€|miljon\w*|miljard\w*|million\w*|billion\w*)"
        r"|per capita|per invånare",
        re.I,
    ),
    "share": re.compile(
        r"\d\s*%|procent|per ?cent|\b\d+/\d+|hälften|tredjedel|fjärdedel|majoritet"
        r"|ingen (?:av|kommun)"
        rf"|{_NUMBER} av (?:de |sveriges )?{_NUMBER}|\bhalf\b|\bthird\b|\bquarter\b",
        re.I,
    ),
    "duration": re.compile(
        rf"\b{_NUMBER}\s*(?:-|–)?\s*(?:år\w*|månad\w*|veck\w*|dag\w*|dygn|timm\w*|minut\w*|years?|months?"
        r"|weeks?|days?|hours?|minutes?)\b",
        re.I,
    ),
    "count": re.compile(rf"\b{_NUMBER}", re.I),
}


CORE = 0.7  # of the heaviest word's weight; what weighs as much is what the question turns on
LACKED = 0.3  # weight of a word whose lack says something, and of what may stand for it
_LACK = (
    r"\b(?:brist(?:en)? pa|avsaknad(?:en)? av|utan|saknar?|saknas"
    r"|lack(?:s|ing)?(?: of| a)?|without)\b"
)


def assess(query: Query, candidates: Sequence[Candidate]) -> Status:
    """ "answered", "partial" or "no_evidence", by which of the question's words the evidence has.

    Words that no source knows speak against an answer; every name, abbreviation and number of the
    question must stand in or beside one sentence; a figure must be of the kind that was asked for.
    """
    if not query.terms or not candidates:
        return "no_evidence"
    best = candidates[:LOOKED_AT]
    carried = max(support(query, c.near) for c in best)
    if carried < MIN_SUPPORT or _lacks_too_much(query, candidates, carried):
        return "no_evidence"
    if query.asked is not None and _is_absent(query.terms[query.asked]):
        return "no_evidence"
    if not _has_names(query, candidates):
        return "no_evidence"
    if query.form == "figure" and not any(is_figure(query, c) for c in best):
        return "no_evidence"
    if _asks_what_it_is(query) and not any(defines(query, c.sentence) for c in candidates):
        return "no_evidence"
    if query.form == "figure":  # the figure asked for is there, or it would have been refused
        return "answered"
    return "answered" if carried >= MIN_PARTIAL else "partial"


def _asks_what_it_is(query: Query) -> bool:
    """Whether a question wants nothing but to know what one thing is."""
    telling = sum(not term.aside for term in query.terms)
    return query.form == "definition" and telling <= DEFINED_TERMS


def is_figure(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence holds a figure of the kind that was asked for, about what was asked."""
    sentence = candidate.sentence
    if "number" not in sentence.signs and query.measure != "date":
        return False
    if query.measure and not _MEASURED[query.measure].search(sentence.text):
        return False
    counted = query.counted if query.measure == "count" else None
    if counted is not None and not _counts(query.terms[counted], sentence.text):
        return False
    names = frozenset(i for i, term in enumerate(query.terms) if term.particular)
    return (
        names <= candidate.near
        and support(query, candidate.near) >= MIN_FIGURE
        and support(query, candidate.found) >= MIN_OWN
    )


def _lacks_too_much(query: Query, candidates: Sequence[Candidate], carried: float) -> bool:
    """Whether what no source names is most likely what was asked for.

    The name of a source itself is not lacking, though none of its sentences has it.
    """
    named = frozenset[int]().union(*(c.within for c in candidates))
    telling = [i for i, term in enumerate(query.terms) if not term.aside]
    lacking = [i for i in telling if _is_lacking(query.terms[i]) and i not in named]
    if query.language == "sv":
        return len(lacking) > 1 or (bool(lacking) and carried < MIN_WHERE_LACKING)
    # One word among others may be chance.
    share = len(lacking) / len(telling) if len(lacking) > 1 or len(telling) == 1 else 0.0
    return share >= MOST_LACKING or (share >= SOME_LACKING and carried < WEAK_SUPPORT)


def _is_lacking(term: Term) -> bool:
    return term.thing and not term.known


def _is_absent(term: Term) -> bool:
    """Whether a word that says something stands in no source, nor anything like it."""
    return not term.known and term.weight >= 1.0


def _has_names(query: Query, candidates: Sequence[Candidate]) -> bool:
    names = frozenset(i for i, term in enumerate(query.terms) if term.particular)
    if not names:
        return True
    if query.form == "comparison":
        return any(names & c.near for c in candidates)
    having = [c for c in candidates if names <= c.within]
    return max((support(query, c.within) for c in having), default=0.0) >= MIN_WITH_NAMES


def is_about(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence, under its headings, has one of the words that the question turns on."""
    heaviest = max((term.weight for term in query.terms if term.known), default=0.0)
    return any(query.terms[i].weight >= CORE * heaviest for i in candidate.within)


def support(query: Query, terms: frozenset[int]) -> float:
    """Share of the question's weight that these terms carry, 0 to 1."""
    total = sum(term.weight for term in query.terms) or 1.0
    return _weight(query, terms) / total


def _weight(query: Query, terms: frozenset[int] | set[int]) -> float:
    return sum(query.terms[i].weight for i in terms)


def _counts(term: Term, text: str) -> bool:
    """Whether a number stands just before the word that is counted, or what may stand for it."""
    stems = [
        re.escape(word[: max(len(word) - 2, 4)]) for word, _ in (*term.variants, (term.lemma, 1))
    ]
    counted = "|".join(map(fold, stems))
    pattern = rf"\b{fold(_NUMBER)}(?:\s*%|\s*procent)?(?:\s+\S+){{0,3}}?\s*\b(?:{counted})"
    return bool(re.search(pattern, fold(text)))


def lacks(query: Query, text: str) -> bool:
    """Whether a sentence says that what the question is about is missing."""
    stems = [
        re.escape(word[: max(len(word) - 3, 4)])
        for term in query.terms
        if term.weight >= LACKED
        for word in (term.lemma, *(v for v, weight in term.variants if weight >= LACKED))
        if len(word) > 3
    ]
    if not stems:
        return False
    return bool(re.search(rf"{_LACK}(?:\W+\w+){{0,4}}?\W+\w*(?:{'|'.join(stems)})", fold(text)))
