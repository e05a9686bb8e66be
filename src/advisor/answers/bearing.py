"""What of a question a sentence has: its words, its names, the figure that it asks for."""

from __future__ import annotations

import re

from advisor.language.folding import fold
from advisor.language.measures import states_measure
from advisor.language.numerals import NUMBER
from advisor.types import Candidate, Query, Term

MIN_OWN = 0.1  # the same in its own words, without the sentences beside it
DEFINED_TERMS = 2  # a question with more words asks more than what something is
MIN_FIGURE = 0.5  # share of the question's weight that the sentence with the number must carry

CORE = 0.7  # of the heaviest word's weight; what weighs as much is what the question turns on
SIDE = 0.35  # the same, of what may be a side of a comparison
STANDS_FOR = 0.6  # weight from which a word may stand for the one that was asked
LACKED = 0.3  # weight of a word whose lack says something, and of what may stand for it
_LACK = (
    r"\b(?:brist(?:en)? pa|avsaknad(?:en)? av|utan|saknar?|saknas"
    r"|lack(?:s|ing)?(?: of| a)?|without)\b"
)


def has_measure(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence holds a number of the kind that was asked for, about whatever."""
    sentence = candidate.sentence
    if "number" not in sentence.signs and query.measure != "date":
        return False
    return not query.measure or states_measure(sentence.text, query.measure)


def asks_what_it_is(query: Query) -> bool:
    """Whether a question wants nothing but to know what one thing is."""
    telling = sum(not term.aside for term in query.terms)
    return query.form == "definition" and telling <= DEFINED_TERMS


def is_figure(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence holds a figure of the kind that was asked for, about what was asked."""
    sentence = candidate.sentence
    if not has_measure(query, candidate):
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


def is_lacking(term: Term) -> bool:
    """Whether a term names a thing that neither the corpus nor the glossary knows."""
    return term.thing and not term.known


def sides(query: Query) -> frozenset[int]:
    """The terms that may name the sides of a comparison, by their indexes.

    A side may be named by a common word, but the commonest ones name what is compared on both.
    """
    heaviest = max((term.weight for term in query.terms if term.known), default=0.0)
    least = SIDE * heaviest
    return frozenset(i for i, term in enumerate(query.terms) if term.known and term.weight >= least)


def is_about(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence, under its headings, has one of the words that the question turns on."""
    heaviest = max((term.weight for term in query.terms if term.known), default=0.0)
    return any(query.terms[i].weight >= CORE * heaviest for i in candidate.within)


def turns_on(query: Query, text: str) -> bool:
    """Whether a text has one of the words that the question turns on, or what may stand for it."""
    heaviest = max((term.weight for term in query.terms if term.known), default=0.0)
    said = fold(text)
    return any(
        _says(term, said) for term in query.terms if term.weight >= CORE * heaviest and term.known
    )


def share_said(query: Query, text: str) -> float:
    """Share of the question's weight whose words a text has, 0 to 1."""
    said = fold(text)
    total = sum(term.weight for term in query.terms) or 1.0
    return sum(term.weight for term in query.terms if _says(term, said)) / total


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
    pattern = rf"\b{fold(NUMBER)}(?:\s*%|\s*procent)?(?:\s+\S+){{0,3}}?\s*\b(?:{counted})"
    return bool(re.search(pattern, fold(text)))


def _says(term: Term, folded: str) -> bool:
    words = (term.lemma, *(v for v, weight in term.variants if weight >= STANDS_FOR))
    stems = [re.escape(word[: max(len(word) - 2, 4)]) for word in words if len(word) > 2]
    return bool(stems) and bool(re.search(rf"(?:{'|'.join(stems)})", folded))


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
