"""What of a question a sentence has: its words, its names, the figure that it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.answers.stems import noun_pattern, stems_pattern, wordings
from advisor.language.folding import fold
from advisor.language.measures import states_measure
from advisor.language.numerals import NUMBER
from advisor.types import Candidate, Query, Term

MIN_OWN = 0.1  # the same in its own words, without the sentences beside it
DEFINED_TERMS = 2  # a question with more words asks more than what something is
MIN_FIGURE = 0.5  # share of the question's weight that the sentence with the number must carry

SEARCHED = 40  # candidates among which those of a source are that the question names

CORE = 0.7  # of the heaviest word's weight; what weighs as much is what the question turns on
SIDE = 0.35  # the same, of what may be a side of a comparison
LABEL = 8  # words at most, before a colon
SHORT_NAME = 3  # letters; inside another word it is chance
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NONE = r"ingen|inga|inget|ingen av|no|none of"  # a number too, where it is known what is counted
_SHARE = r"\s*(?:%|procent|per ?cent)"
# Who is counted may be told by what they are, where people are asked for.
_PEOPLE = frozenset("person people manniska individ individual folk".split())
_KINDS_OF_PEOPLE = (
    "svensk invanare medborgare respondent informant anstalld medarbetare deltagare"
    " swede inhabitant citizen resident employee participant"
).split()
# Having and not having a thing, of which the numbers add up.
_DENIES = re.compile(
    r"\b(?:inte|ingen|inget|inga|ej|utan|sakna[rst]?|saknade|aldrig|icke\w*|otillrackli\w*"
    r"|not|no|none|without|lacks?|lacking|missing|never|insufficient)\b"
)
_PARTS = re.compile(r"[;:]|,? (?:medan|men|och|samt|while|whereas|but|and) ")
_HAS_NUMBER = re.compile(rf"\d|\b{fold(NUMBER)}")
_WORK = re.compile(
    r"(?:rapport(?!er(?:a|ing))|uppsats|studie|avhandling|utredning|kallan?\b|report|thesis|essay|stud(?:y|ies)\b"
    r"|paper\b)"
)
# Whoever was asked, lemmas.
_ASKED = frozenset(
    "svara svarande respondent informant deltagare deltagande intervjuad tillfragad tillfraga"
    " answer ask asked participant interviewee".split()
)
# What joins a federation.
_MEMBERS = frozenset("medlem member".split())
_KINDS_OF_MEMBERS = "kommun municipality".split()
_ADJECTIVE = re.compile(r"\w+(?:al|ell|isk)")
_SAME_START = 6  # letters
_BETWEEN = 3  # words at most, between a number and what it counts: "elva av de minsta kommunerna"


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


def tells_figure(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence holds a number of what was asked for.

    Where the question names what is counted, it is a number of that; none is one, too ("Ingen
    kommun ...").
    """
    if query.measure == "count" and query.counted is not None:
        text = candidate.sentence.text
        return _counts(query.terms[query.counted], text) or _counts_name(query, text)
    return has_measure(query, candidate)


def names_all(query: Query, candidate: Candidate) -> bool:
    """Whether each name that is asked of stands in a sentence or beside it, or names its source."""
    return names_asked(query) <= candidate.near | candidate.within | candidate.named


def names_asked(query: Query) -> frozenset[int]:
    """The names and abbreviations of what is asked that a source has, as indexes of terms."""
    return frozenset(
        i
        for i, term in enumerate(query.terms)
        if term.particular and term.known and not term.aside and term.word.isalpha()
    )


def is_turned(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence gives the figure of the opposite: how many lack what was asked for.

    So it does where the question denies and each part of the sentence that holds a number does
    not, or the other way round.
    """
    parts = _PARTS.split(fold(candidate.sentence.text))
    told = [bool(_DENIES.search(part)) for part in parts if _HAS_NUMBER.search(part)]
    asked = bool(_DENIES.search(fold(query.standalone)))
    return bool(told) and asked not in told


def of_named_work(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates of the work that a question speaks of as such; all where it speaks of none, or
    of more than one.

    "Vad säger Fyrbodalsrapporten om ...?" asks of that report alone; "I Fyrbodal ..." of a place.
    """
    if len(_WORK.findall(fold(query.standalone))) != 1:
        return candidates
    named = [c for c in candidates if c.named]
    return named or candidates


def asked_of(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of the source that the question names; all where it names none."""
    most = max((len(c.named) for c in candidates[:SEARCHED]), default=0)
    return [c for c in candidates if len(c.named) >= most]


def own_terms(query: Query) -> frozenset[int]:
    """What a follow-up names itself, by its indexes; nothing of a question that stands alone.

    "Och tjänstedesigner då?" asks of these, not of the role that was asked of before.
    """
    said = query.question.text
    if query.standalone == said:
        return frozenset()
    return frozenset(
        i
        for i, term in enumerate(query.terms)
        if not term.aside and re.search(rf"\b{re.escape(term.word)}\b", said)
    )


def is_figure(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence holds a figure of the kind that was asked for, about what was asked."""
    if not tells_figure(query, candidate):
        return False
    names = frozenset(i for i, term in enumerate(query.terms) if term.particular)
    return (
        names <= candidate.near
        and support(query, candidate.near) >= MIN_FIGURE
        and support(query, candidate.found) >= MIN_OWN
    )


def is_label(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence begins with the name of what is asked about, and a colon."""
    label, colon, told = candidate.sentence.text.partition(":")
    words = fold(label).split()
    asked = {word for term in query.terms if not term.aside for word in fold(term.word).split()}
    return bool(colon and told and asked) and len(words) <= LABEL and asked <= set(words)


def is_lacking(term: Term) -> bool:
    """Whether a term names a thing that neither the corpus nor the glossary knows."""
    return term.thing and not term.known


def sides(query: Query) -> frozenset[int]:
    """The terms that may name the sides of a comparison, by their indexes.

    A side may be named by a common word, but the commonest ones name what is compared on both.
    """
    least = SIDE * query.heaviest_known_weight
    return frozenset(i for i, term in enumerate(query.terms) if term.known and term.weight >= least)


def is_about(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence, under its headings, has one of the words that the question turns on."""
    least = CORE * query.heaviest_known_weight
    return any(query.terms[i].weight >= least for i in candidate.within)


def turns_on(query: Query, text: str) -> bool:
    """Whether a text has one of the words that the question turns on, or what may stand for it."""
    least = CORE * query.heaviest_known_weight
    said = fold(text)
    return any(_says(term, said) for term in query.terms if term.weight >= least and term.known)


def share_said(query: Query, text: str) -> float:
    """Share of the question's weight whose words a text has, 0 to 1."""
    said = fold(text)
    return sum(term.weight for term in query.terms if _says(term, said)) / query.total_weight


def names_unheard(query: Query, candidates: Sequence[Candidate]) -> list[str]:
    """The names and years of what is asked that stand nowhere in or around what was found.

    A name within a longer one is heard where it stands alone: "Dalslandskommunerna", of Dalsland.
    """
    heard = frozenset[int]().union(*(c.near for c in candidates))
    unheard = [
        term.word
        for i, term in enumerate(query.terms)
        if i not in heard and term.particular and not term.aside and _is_name_or_year(term.word)
    ]
    if not unheard:
        return []
    said = " ".join(part for c in candidates for part in (c.sentence.text, *c.sentence.section))
    return _without_compounds(unheard, fold(said))


def names_missing(query: Query, text: str) -> list[str]:
    """The names and abbreviations of what is asked that a text has in no form, as they were asked.

    Numbers are left out: a year may be that of the source.
    """
    said = fold(text)
    asked = [term for term in query.terms if term.particular and not term.aside]
    missing = [term.word for term in asked if term.word.isalpha() and not _names(term, said)]
    return _without_compounds(missing, said)


def shared_missing(query: Query, text: str) -> list[str]:
    """Those of whom a share is asked for, where a text does not speak of them: its share is of
    others. Respondents are whoever was asked.
    """
    term = None if query.shared is None else query.terms[query.shared]
    if term is None or term.particular or query.form != "figure":
        return []
    words = [word for wording in wordings(term) for word in wording.split()[-1:]]
    words += term.parts[-1:]
    is_told = fold(term.lemma) in _ASKED or re.search(noun_pattern(map(fold, words)), fold(text))
    return [] if is_told else [term.word]


def _without_compounds(names: Sequence[str], folded: str) -> list[str]:
    """The names, but for those that begin with a word of the text: "Fyrbodalsmodellen"."""
    said = frozenset(_LONG_WORD.findall(folded)) if names else frozenset()
    return [name for name in names if not any(fold(name).startswith(word) for word in said)]


def _is_name_or_year(word: str) -> bool:
    return word[0].isalpha() or bool(_YEAR.fullmatch(word))


def names_in(term: Term, text: str) -> bool:
    """Whether a text has a name in any form, and not only what may stand for a part of it."""
    return _names(term, fold(text))


def _names(term: Term, folded: str) -> bool:
    """Whether a text names it: a short name whole, a longer one in any form."""
    return any(
        re.search(rf"\b{re.escape(word)}\b", folded)
        if len(word) <= SHORT_NAME
        else re.search(rf"\b{stems_pattern([word])}", folded)
        for word in wordings(term)
    )


def support(query: Query, terms: frozenset[int]) -> float:
    """Share of the question's weight that these terms carry, 0 to 1."""
    return sum(query.terms[i].weight for i in terms) / query.total_weight


def _counts(term: Term, text: str) -> bool:
    """Whether a number stands just before the word that is counted, or what may stand for it.

    What is counted may be told by the last part of its name: "14 kommuner", of "medlemskommuner".
    """
    named = [fold(word) for word in (*wordings(term), *term.parts[-1:])]
    words = {word for name in named for word in name.split()}
    if not _PEOPLE.isdisjoint(words):
        named += _KINDS_OF_PEOPLE
    if not _MEMBERS.isdisjoint(words):
        named += _KINDS_OF_MEMBERS
    number = rf"(?:{fold(NUMBER)}|\b(?:{_NONE})\b)"
    between = rf"(?:\s+\S+){{0,{_BETWEEN}}}?"
    before = rf"\b{number}(?:{_SHARE})?{between}\s*{noun_pattern(_without_adjectives(named))}"
    # "Intervjuades fyra personer", of interviews: what was done stands before how many it was.
    after = rf"\b(?:{stems_pattern(named, ending=1)})[a-z]{{0,2}}(?:des|ts)\s+{number}"
    said = fold(text)
    return bool(re.search(before, said) or re.search(after, said))


def _counts_name(query: Query, text: str) -> bool:
    """Whether a number stands just before a name that was asked of: "använder tre ITIL"."""
    named = [fold(query.terms[i].word) for i in names_asked(query)]
    said = fold(text)
    return any(re.search(rf"\b{fold(NUMBER)}\s+{re.escape(name)}\b", said) for name in named)


def _without_adjectives(words: Sequence[str]) -> list[str]:
    """The words, but for adjectives made of others of them: "kommunal", of "kommun"."""
    return [
        word
        for word in words
        if not (
            _ADJECTIVE.fullmatch(word)
            and any(word != it and word[:_SAME_START] == it[:_SAME_START] for it in words)
        )
    ]


def _says(term: Term, folded: str) -> bool:
    words = [word for word in wordings(term) if len(word) > 2]
    return bool(words) and bool(re.search(stems_pattern(words), folded))
