"""Whether the numbers of a statement stand in its quotes, and count the same things there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from advisor.answers.support_derived import is_derived
from advisor.answers.support_placed import (
    MOST_STATED,
    SAME_NOUN,
    Placed,
    count_the_same,
    fits,
    numbers_of,
)
from advisor.answers.support_words import ALIKE, Reading, Word, best_likeness

MOST_SAID = 12  # in one statement; more are a table
TELLS = 0.3  # by how much a word must be more like one than the other
TOLD_APART = 2.0  # words of another number, and none of its own, that one may have by chance
CROSSED_BY = 0.5  # the same, of the words that tell the two numbers apart
SWAPPED_BY = 1.0  # words by which the other number's surroundings must fit better

# Whose share it is, of whatever: it stands with one of the numbers, and is meant of all.
_OF_ALL = frozenset(
    "kommun kommunal municipality municipal council andel share procent percent respondent".split()
)


def number_not_carried(
    statement: Reading, quotes: Sequence[Reading], years: Sequence[int]
) -> str | None:
    """`too_many_numbers`, `number_not_in_quote`, `range_cut`, `numbers_swapped` or None."""
    said = numbers_of(statement)
    if len(said) > MOST_SAID:
        return "too_many_numbers"
    stated = [placed for quote in quotes for placed in numbers_of(quote)[:MOST_STATED]]
    for one in said:
        fitting = [other for other in stated if fits(one.quantity, other.quantity)]
        if not fitting and not is_derived(one, statement, stated, quotes, years):
            return "number_not_in_quote"
        if fitting and all(_is_cut(one, other) for other in fitting):
            return "range_cut"
        if fitting and _counts_another_thing(one, fitting, stated):
            return "numbers_swapped"
    if _stands_for_another(said, stated) or _are_swapped(said, stated):
        return "numbers_swapped"
    return None


def _is_cut(one: Placed, other: Placed) -> bool:
    """Whether only one end of a range is told, and not as the end that it is."""
    end = other.quantity.pair
    if not end or one.quantity.pair:
        return False
    return one.quantity.precision not in (
        ("most", "under", "below") if end > 0 else ("least", "over", "beyond")
    )


def _counts_another_thing(one: Placed, fitting: Sequence[Placed], stated: Sequence[Placed]) -> bool:
    """Whether its noun is counted in the quotes by other numbers alone."""
    if _belongs_to_another(one, fitting, stated):
        return True
    if not one.nouns or one.quantity.unit != "count" or one.quantity.of is not None:
        return False
    if any(not other.nouns or count_the_same(one, other, ALIKE) for other in fitting):
        return False
    noun = one.nouns[:1]
    if all(_stands_beside(noun, other) and _stands_apart(other, one) for other in fitting):
        return True
    if any(_is_about(one, other) for other in fitting):
        return False
    fits = {id(other) for other in fitting}
    return any(
        count_the_same(one, other, SAME_NOUN)
        for other in stated
        if other.quantity.unit == "count" and id(other) not in fits
    )


def _belongs_to_another(one: Placed, fitting: Sequence[Placed], stated: Sequence[Placed]) -> bool:
    """Whether the words about it are those about another number, and none of those about its own.

    A range has its two ends in one place, and tells nothing apart.
    """
    if one.quantity.pair or any(other.quantity.pair for other in fitting):
        return False
    units = {other.quantity.unit for other in fitting}
    ids = {id(other) for other in fitting}
    others = [
        o for o in stated if o.quantity.unit in units and id(o) not in ids and not o.quantity.pair
    ]
    if any(
        all(_telling(one, o, f) >= TOLD_APART and not _telling(one, f, o) for f in fitting)
        for o in others
    ):
        return True
    own = [word for other in fitting for word in other.about]
    return not any(best_likeness(word, own) >= ALIKE for word in one.about) and any(
        best_likeness(word, other.about) >= SAME_NOUN for word in one.about for other in others
    )


def _stands_beside(nouns: Sequence[Word], other: Placed) -> bool:
    """Whether a quote has what is counted, and its number counts something else."""
    return any(best_likeness(word, other.about) >= SAME_NOUN for word in nouns)


def _stands_apart(other: Placed, one: Placed) -> bool:
    """Whether a statement tells what a quote counts, away from the number."""
    rest = [word for word in one.about if word not in one.nouns]
    return any(best_likeness(word, rest) >= SAME_NOUN for word in other.nouns)


def _is_about(one: Placed, other: Placed) -> bool:
    return any(best_likeness(word, (*other.nouns, *other.about)) >= ALIKE for word in one.nouns)


def _stands_for_another(said: Sequence[Placed], stated: Sequence[Placed]) -> bool:
    """Whether a share told roughly is that of a number which is told exactly beside it."""
    shares = {other.quantity.percent for other in stated if other.quantity.percent is not None}
    exact = {one.quantity.percent for one in said if not one.quantity.is_worded} & shares
    for one in said:
        share = one.quantity.percent
        if share is None or not one.quantity.is_worded or share in shares:
            continue
        near = {
            other.quantity.percent for other in stated if fits(one.quantity, other.quantity)
        } - {None}
        if near and near <= exact and shares - exact:
            return True
    return False


def _are_swapped(said: Sequence[Placed], stated: Sequence[Placed]) -> bool:
    """Whether two numbers stand each where the quotes have the other."""
    fitting = [[found for found in stated if fits(one.quantity, found.quantity)] for one in said]
    for (one, firsts), (other, seconds) in itertools.combinations(
        zip(said, fitting, strict=True), 2
    ):
        for a, b in itertools.product(firsts, seconds):
            if a.quantity.value == b.quantity.value or a.quantity.unit != b.quantity.unit:
                continue
            as_told = _closeness(one, a) + _closeness(other, b)
            crossed = _closeness(one, b) + _closeness(other, a)
            if crossed > as_told + SWAPPED_BY or _are_crossed(one, other, a, b):
                return True
    return False


def _are_crossed(one: Placed, other: Placed, a: Placed, b: Placed) -> bool:
    """Whether what tells two numbers of a quote apart is told of the other one."""
    as_told = _telling(one, a, b) + _telling(other, b, a)
    crossed = _telling(one, b, a), _telling(other, a, b)
    return min(crossed) > 0 and sum(crossed) > as_told + CROSSED_BY


def _telling(one: Placed, own: Placed, other: Placed) -> float:
    """How much more the words of one are those about its own number than those about another."""
    differences = (
        best_likeness(word, own.about) - best_likeness(word, other.about)
        for word in one.about
        if word.lemma not in _OF_ALL and best_likeness(word, own.about) >= ALIKE
    )
    return sum(it for it in differences if it >= TELLS)


def _closeness(one: Placed, other: Placed) -> float:
    """How many words and numbers the surroundings of two numbers share."""
    words = sum(best_likeness(word, other.about) for word in one.about)
    return words + len(set(one.segment) & set(other.segment))
