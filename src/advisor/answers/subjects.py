"""Which sentences are on another place, organisation or type than the one that is asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from advisor.answers.attribution import is_headed
from advisor.answers.bearing import names_asked
from advisor.language.named import LONG_NAME, has_stem, names, type_word
from advisor.types import Candidate, Query, Sentence, Term

Subject = tuple[str, ...]  # names, as Sentence has them
Asked = Mapping[str, Set[Subject]]  # by source
SAME_NAME = 1.0  # weight of a variant that is the same word, in the other language
# What is on another is wanted as well: "Hur skiljer sig Lindby från den andra kommunen?"
_OTHERS = (
    r"(?:(?:andra|annan|annat|övriga|others?|another)\s+(?:\w+\s+)?"
    r"(?:\w*kommun|\w*förbund|\w*samarbet|organisation|municipal|council|town|cit(?:y|ies)|region"
    r"|federation|association|cooperation|collaboration))"
)
_COMPARED_TO = (
    r"(?:än|jämför(?:t|else) med|(?:till )?skillnad (?:mot|från)|motsats till"
    r"|than|compared? (?:to|with)|unlike|in contrast to)"
)
_ASKS_OF_OTHERS = re.compile(
    r"\b(?:(?:den|det|de|the)\s+(?:andra|övriga|others?)|båda|bägge|both)\b"
    r"|\b(?:skilj\w+|skillnad\w* (?:i|mellan)|differs?|differences? (?:in|between))\b"
    rf"|\b{_COMPARED_TO}\b.*\b{_OTHERS}",
    re.IGNORECASE,
)
_WHERE = r"\b(?i:i|in|inom|within|hos|kring|around)"
_BEFORE_NAME = re.compile(rf"\b{_COMPARED_TO}(?:\s+\S+){{0,3}}\s+$", re.IGNORECASE)
# Of an asker's two ways one may be somebody's: "Ska vi göra som Lindby eller ha en egen portal?"
_OFFERS_ANOTHER = re.compile(
    r"\b(?:vi|oss|we|us|our)\b.*\b(?:eller|or)\b", re.IGNORECASE | re.DOTALL
)


def of_asked_subject(
    query: Query, candidates: Sequence[Candidate], found: Sequence[Candidate]
) -> Sequence[Candidate]:
    """The candidates without those on another than the question names, of those that their source
    treats in turn; all where it names none, or asks of others too.

    What names the asked one itself stays, and so does what is on nobody known. Of types, only what
    stands in a section on another one goes: what a report says of them elsewhere, each can learn
    from. `found` is all that was found: there it shows whom a source treats.
    """
    if _ASKS_OF_OTHERS.search(query.standalone):
        return candidates
    if query.form == "decision" and _OFFERS_ANOTHER.search(query.standalone):
        return candidates
    asked = _asked(query, found)
    others = {c.sentence.id for c in candidates if _is_on_another(c.sentence, asked)}
    if not others or _is_compared_to(query, asked) or _asks_where(query, candidates, asked, others):
        return candidates
    return [c for c in candidates if c.sentence.id not in others]


def _asked(query: Query, candidates: Sequence[Candidate]) -> Asked:
    """Of each source, what the question names of that which the source treats in turn."""
    treated: dict[str, set[Subject]] = {}
    for c in candidates:
        paths = (c.sentence.subject[:depth] for depth in range(1, len(c.sentence.subject) + 1))
        treated.setdefault(c.sentence.source, set()).update(paths)
    asked = {
        source: {it for it in subjects if _is_asked(query, it[-1])}
        for source, subjects in treated.items()
    }
    types = {
        source: {it for it in treated[source] if _says_type(query, it[-1])}
        for source, its in asked.items()
        if any(type_word(it[-1]) for it in its)
    }
    return {source: its | types.get(source, set()) for source, its in asked.items() if its}


def _is_asked(query: Query, name: str) -> bool:
    if type_word(name) is None and " " not in name:
        return bool(_naming(query, name))
    return any(names(name, question) for question in _wordings(query))


def _naming(query: Query, name: str) -> list[Term]:
    """The terms by which a question names one."""
    return [
        term
        for term in query.terms
        # A short name may be a word as any other, where it has no capital.
        if (len(name) >= LONG_NAME or term.word[0].isupper())
        and not term.aside
        and any(names(name, said) for said in _said(term))
    ]


def _says_type(query: Query, name: str) -> bool:
    """Whether a question has a type's own word: "the operational one"."""
    word = type_word(name)
    return word is not None and any(has_stem(word, question) for question in _wordings(query))


def _wordings(query: Query) -> list[str]:
    """The question, and what it is with one of its words in the other language."""
    asked = query.standalone
    others = [asked.replace(term.word, said) for term in query.terms for said in _said(term)[1:]]
    return [asked, *others]


def _said(term: Term) -> list[str]:
    """The words of a term, and the same in the other language."""
    return [term.word, *(word for word, weight in term.variants if weight >= SAME_NAME)]


def _is_compared_to(query: Query, asked: Asked) -> bool:
    """Whether what the question names is what another is compared to: "mer än Lindby"."""
    naming = (t for its in asked.values() for it in its for t in _naming(query, it[-1]))
    before = (query.standalone.partition(term.word)[0] for term in naming)
    return any(_BEFORE_NAME.search(words) for words in before)


def _asks_where(
    query: Query, candidates: Sequence[Candidate], asked: Asked, others: Set[int]
) -> bool:
    """Whether a question asks of a place too that only sentences on others name."""
    words = [query.terms[i].word for i in names_asked(query)]
    places = [w for w in words if re.search(rf"{_WHERE}\s+{re.escape(w)}", query.standalone)]
    theirs = [c.sentence.text for c in candidates if c.sentence.id in others]
    own = [c.sentence.text for c in candidates if _is_on_asked(c.sentence, asked)]
    return any(_is_named(place, theirs) and not _is_named(place, own) for place in places)


def _is_named(name: str, texts: Sequence[str]) -> bool:
    return any(names(name, text) for text in texts)


def _is_on_another(sentence: Sentence, asked: Asked) -> bool:
    """Whether a sentence is on none of those that are asked of, and on somebody else."""
    subject, its = sentence.subject, asked.get(sentence.source)
    if not subject or not its or _is_on_asked(sentence, asked):
        return False
    if type_word(subject[-1]) and not is_headed(subject[-1], sentence):
        return False
    return not any(names(it[-1], sentence.text) for it in its)


def _is_on_asked(sentence: Sentence, asked: Asked) -> bool:
    its = asked.get(sentence.source, ())
    return bool(sentence.subject) and any(_is_within(sentence.subject, it) for it in its)


def _is_within(one: Subject, other: Subject) -> bool:
    """Whether one of them lies within the other."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
