"""Things of one family: told in place of one another, or with what is said of the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache, lru_cache
from pathlib import Path

from advisor.answers.support_alignment import Alignment, Clause
from advisor.answers.support_denials import SURELY
from advisor.answers.support_quantities import quantities
from advisor.answers.support_words import Reading, Word, best_likeness
from advisor.language.tables import table_rows

SAME_END = 5  # letters with which two compounds end, where they are of one kind: `-styrning`
LONG = 7  # letters of a compound
CENTRAL = 0.7  # how central a concept must be to a word
AROUND = 4  # content words about a number that tell what it counts
_TABLE = Path(__file__).with_name("support_families.tsv")
_CONCEPT = "concept "
# What stands before the one that another is measured by: `jämfört med X`, `than X`.
_MEASURED_BY = re.compile(
    r"\b(?:jämfört med|jämförelse med|till skillnad (?:från|mot)|gentemot|än|i förhållande till"
    r"|compared (?:with|to)|in comparison (?:with|to)|unlike|in contrast to|as opposed to|than"
    r")\s+(?:\S+\s){0,2}?(?-i:(?=[A-ZÅÄÖ]))",
    re.IGNORECASE,
)

Member = tuple[str, int]  # of a family, the how manieth


def of_families(aligned: Alignment) -> dict[str, float]:
    """What shows that one thing was put in the place of another of its family."""
    return _substituted(aligned) | _misplaced(aligned)


def _substituted(aligned: Alignment) -> dict[str, float]:
    """Words that no quote has, beside words of their family that the statement leaves out."""
    text, quoted, told = aligned.statement.text, aligned.quoted_text, aligned.told_text
    families = lonely = 0
    for members in _families().values():
        said = [bool(member.search(text)) for member in members]
        stated = [bool(member.search(quoted)) for member in members]
        new = sum(here and not there for here, there in zip(said, stated, strict=True))
        gone = sum(
            bool(member.search(told)) and not here
            for member, here in zip(members, said, strict=True)
        )
        families += bool(new and gone)
        lonely += new == gone == sum(said) == 1
    unsaid, left_out = aligned.unsaid(), aligned.left_out()
    found = {
        "substituted": float(families > 0),
        "substituted alone": float(lonely > 0),
        "substituted families": float(families),
        "substituted compound": float(
            any(  # which are alike by the part that they share
                _are_of_kind(one, other)
                for one in aligned.unsaid(SURELY)
                for other in aligned.left_out(SURELY)
            )
        ),
        "unsaid words": float(len(unsaid)),
        "left out": float(len(left_out)),
        "unsaid and left out": float(min(len(unsaid), len(left_out))),
        "unsaid share": len(unsaid) / max(1, len(aligned.said)),
    }
    fields = {
        field for one in unsaid for other in left_out for field in _field_in_common(one, other)
    }
    if fields:
        found["substituted concept"] = 1.0
    return found | {f"substituted concept {field}": 1.0 for field in fields}


def _misplaced(aligned: Alignment) -> dict[str, float]:
    """How much better what is told of a thing fits another one of the quotes."""
    words = [i for i in range(len(aligned.said)) if aligned.places[i]]
    any_two = family = names = 0
    for one, other in ((a, b) for n, a in enumerate(words) for b in words[n + 1 :]):
        crossed = _crossed(aligned, one, other)
        any_two = max(any_two, crossed)
        if crossed > family and _are_siblings(aligned.said[one], aligned.said[other]):
            family = crossed
        if crossed > names and _are_names(aligned, aligned.said[one], aligned.said[other]):
            names = crossed
    alone = max((_fits_another(aligned, word) for word in words), default=0)
    return {
        "crossed": float(any_two),
        "crossed family": float(family),
        "crossed names": float(names),
        "fits another": float(alone),
        "fits another well": float(alone > 1),
        "measured otherwise": float(_is_measured_otherwise(aligned)),
        "crossed numbers": float(_crossed_numbers(aligned)),
    }


def _crossed(aligned: Alignment, one: int, other: int) -> int:
    """By how many words two things fit better with what is told of each other."""
    if aligned.said[one].clause == aligned.said[other].clause:
        return 0
    here, there = aligned.clauses[one], aligned.clauses[other]
    if here & there:
        return 0
    with_one = [i for i in aligned.by_clause[aligned.said[one].clause] if i != one]
    with_other = [i for i in aligned.by_clause[aligned.said[other].clause] if i != other]
    return (
        _told_with(aligned, with_one, there)
        + _told_with(aligned, with_other, here)
        - _told_with(aligned, with_one, here)
        - _told_with(aligned, with_other, there)
    )


def _fits_another(aligned: Alignment, one: int) -> int:
    """By how many words what is told of a thing fits better with another of its family."""
    word = aligned.said[one]
    here = aligned.clauses[one]
    beside = [i for i in aligned.by_clause[word.clause] if i != one]
    said = [aligned.said[i] for i in aligned.by_clause[word.clause]]
    as_told = _told_with(aligned, beside, here)
    best = 0
    for place in aligned.stated:
        if place.clause in here or not (
            _are_siblings(word, place.word) or _are_names(aligned, word, place.word)
        ):
            continue
        if best_likeness(place.word, said) < SURELY:
            best = max(best, _told_with(aligned, beside, {place.clause}) - as_told)
    return best


def _told_with(aligned: Alignment, words: Sequence[int], clauses: Set[Clause]) -> int:
    """How many of the words stand in these clauses of the quotes."""
    return sum(not clauses.isdisjoint(aligned.clauses[word]) for word in words)


def _crossed_numbers(aligned: Alignment) -> int:
    """By how many words what a number is told of fits better with another number."""
    stated = [around for quote in aligned.quotes for around in _numbers(quote)]
    most = 0
    for value, about in _numbers(aligned.statement):
        own = [words for other, words in stated if other == value]
        others = [words for other, words in stated if other != value]
        if own and others:
            fits = max(_in_common(about, words) for words in own)
            most = max(most, max(_in_common(about, words) for words in others) - fits)
    return most


def _numbers(reading: Reading) -> list[tuple[float, list[Word]]]:
    """Each number of a text with the content words nearest to it."""
    found = quantities(reading.text, reading.language)
    words = [
        word
        for word in reading.content
        if not any(number.start <= word.start < number.end for number in found)
    ]
    return [
        (
            number.percent if number.percent is not None else number.value,
            sorted(words, key=lambda word: abs(word.start - number.start))[:AROUND],
        )
        for number in found
    ]


def _in_common(words: Sequence[Word], others: Sequence[Word]) -> int:
    return sum(best_likeness(word, others) >= SURELY for word in words)


def _is_measured_otherwise(aligned: Alignment) -> bool:
    """Whether the one that another is measured by changed places with it."""
    told = _measures(aligned.statement)
    stated = frozenset[str]().union(*(_measures(quote) for quote in aligned.quotes))
    said = _capitals(aligned.statement)
    named = frozenset[str]().union(*(_capitals(quote) for quote in aligned.quotes))
    return bool((told & named) - stated) and bool((stated & said) - told)


def _measures(reading: Reading) -> frozenset[str]:
    """The names that something is measured by."""
    ends = [match.end() for match in _MEASURED_BY.finditer(reading.text)]
    return frozenset(
        word.lemma
        for word in reading.words
        if word.text[0].isupper() and any(end <= word.start <= end + 2 for end in ends)
    )


def _capitals(reading: Reading) -> frozenset[str]:
    return frozenset(word.lemma for word in reading.words if word.text[0].isupper())


def _are_siblings(one: Word, other: Word) -> bool:
    """Whether two words are of one family, and not the same member of it."""
    return any(
        family == its and member != other_member
        for family, member in _members(one.text)
        for its, other_member in _members(other.text)
    )


def _are_names(aligned: Alignment, one: Word, other: Word) -> bool:
    return one.lemma in aligned.names and other.lemma in aligned.names


def _are_of_kind(one: Word, other: Word) -> bool:
    """`projektstyrning` and `portföljstyrning`."""
    return (
        one.lemma != other.lemma
        and min(len(one.lemma), len(other.lemma)) >= LONG
        and one.lemma[-SAME_END:] == other.lemma[-SAME_END:]
    )


def _field_in_common(one: Word, other: Word) -> Set[str]:
    """The fields of meaning, `people` or `org`, that two words share, where they mean otherwise."""
    here, there = _meant(one), _meant(other)
    if here & there:
        return frozenset()
    return _fields(here) & _fields(there)


def _meant(word: Word) -> frozenset[str]:
    return frozenset(
        key.removeprefix(_CONCEPT)
        for key, weight in word.senses.items()
        if key.startswith(_CONCEPT) and weight >= CENTRAL
    )


def _fields(concepts: Set[str]) -> frozenset[str]:
    return frozenset(concept.partition(".")[0] for concept in concepts)


@lru_cache(maxsize=20_000)  # of whatever words a model writes
def _members(text: str) -> frozenset[Member]:
    """The families that a word is of."""
    return frozenset(
        (family, number)
        for family, members in _families().items()
        for number, member in enumerate(members)
        if member.fullmatch(text)
    )


@cache
def _families() -> Mapping[str, Sequence[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for family, member in table_rows(_TABLE):
        found.setdefault(family, []).append(re.compile(rf"\b(?:{member})\b", re.IGNORECASE))
    return found
