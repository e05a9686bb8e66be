"""Whether a number that no quote has follows from those that they state."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence

from advisor.answers.support_placed import (
    MOST_STATED,
    SAME_NOUN,
    Placed,
    count_the_same,
    numbers_of,
    share_fits,
)
from advisor.answers.support_quantities import Quantity, quantities
from advisor.answers.support_words import Reading, Word, best_likeness

FEW = 9  # up to here what a list names may be counted
TWO = 2
MANY = 10  # from here on a count may be told as a share of another

_SUM = re.compile(
    r"\b(?:sammanlagt|tillsammans|totalt|in total|together|altogether|combined|in all)\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:skillnad\w*|högre|lägre|fler|färre|mer än|över|under|difference|higher|lower|more than"
    r"|fewer|above|below|gap)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:båda|bägge|bådadera|både|both|respektive|två|tvenne|varken|ingendera|neither)\b",
    re.IGNORECASE,
)
_ENDS_PART = re.compile(
    r"\s*(?:$|[.,;:)]|(?:och|and|men|but|medan|while|mot|against)\b)", re.IGNORECASE
)
_DENIES = re.compile(
    r"\b(?:inte|ej|ingen|inget|inga|aldrig|sakna\w*|utan|brist\w*|icke|o(?!ch|m|ss)\w{5,}|not|no|none"
    r"|never|lack\w*|without|missing|un\w{5,}|in(?:effec|effic|adeq|suff)\w+|\w+n't)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:och|eller|samt|and|or)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:övriga|resten|resterande|återstående|andra|the rest|remain\w*|others?)\b", re.IGNORECASE
)
_YEARS = ("ar", "year")
_NUMBER_PREFIX = (
    r"(två|tre|fyra|fem|sex|sju|åtta|nio|tio|two|three|four|five|six|seven|eight|nine|ten)"
    r"[-‐]?[^\W\d_]{4,}"
)
_LIST = re.compile(
    r"(?:[\w-]+(?: [\w-]+){0,3}, )+[\w-]+(?: [\w-]+){0,3},? (?:och|and|samt|eller|or) \w",
)


def is_derived(
    one: Placed,
    statement: Reading,
    stated: Sequence[Placed],
    quotes: Sequence[Reading],
    years: Sequence[int],
) -> bool:
    """Whether a number that no quote has follows from what they state."""
    said = one.quantity
    if said.unit == "year":
        return int(said.value) in years
    alike = [
        other.quantity
        for other in stated
        if other.quantity.unit == said.unit or (said.unit == "points" and other.quantity.percent)
    ]
    values = [other.percent or other.value for other in alike]
    if said.unit == "points" or _DIFFERENCE.search(statement.text):
        differences = (abs(a - b) for i, a in enumerate(values) for b in values[:i])
        if any(math.isclose(said.value, d, abs_tol=0.05) for d in differences):
            return True
    if _SUM.search(statement.text) and any(
        math.isclose(said.value, sum(values[i:j]), abs_tol=0.05)
        for i in range(len(values))
        for j in range(i + 2, len(values) + 1)
    ):
        return True
    if said.unit == "percent" and (
        _is_sum(said, quotes)
        or (said.is_worded and _is_sum_of_both(said, statement, quotes))
        or _is_ratio(said, stated)
        or _is_rest(said, statement, quotes)
    ):
        return True
    if said.unit == "count" and any(word.lemma in _YEARS for word in one.nouns):
        told = {other.quantity.value for other in stated if other.quantity.unit == "year"}
        if any(said.value == abs(a - b) for a in told for b in told):
            return True
    if said.unit == "count" and said.of is not None:
        return _are_parts(said, stated)
    if said.unit != "count":
        return False
    if _is_bare(said, statement) and any(other.quantity.percent == said.value for other in stated):
        return True
    if said.value == TWO and any(_BOTH.search(quote.text) for quote in quotes):
        return True
    if one.nouns and _is_sum(said, quotes, one.nouns):
        return True
    counted = any(
        count_the_same(one, other, SAME_NOUN) for other in stated if other.quantity.unit == "count"
    )
    if _is_part_of_word(said.value, quotes):
        return True
    return not counted and _is_listed(said.value, quotes)


def _is_sum(said: Quantity, quotes: Sequence[Reading], nouns: Sequence[Word] = ()) -> bool:
    """Whether two numbers of one quote make it up, that count the same where things are counted."""
    return any(
        math.isclose(said.value, a.quantity.value + b.quantity.value, abs_tol=0.05)
        for quote in quotes
        for a, b in itertools.combinations(numbers_of(quote)[:MOST_STATED], 2)
        if a.quantity.unit == b.quantity.unit == said.unit
        if a.quantity.of is None and b.quantity.of is None
        if not nouns
        or all(any(best_likeness(noun, p.nouns) >= SAME_NOUN for noun in nouns) for p in (a, b))
    )


def _is_sum_of_both(said: Quantity, statement: Reading, quotes: Sequence[Reading]) -> bool:
    """`two thirds` who do the one or the other, where 35 % and 31 % are told of."""
    return bool(_JOINS.search(statement.text, said.end)) and any(
        _is_share(said, a + b)
        for quote in quotes
        for a, b in itertools.combinations(
            (q.value for q in quantities(quote.text, quote.language) if q.unit == "percent"), 2
        )
    )


def _is_rest(said: Quantity, statement: Reading, quotes: Sequence[Reading]) -> bool:
    """`77 %` where 23 % are told of, as long as the one says what the other denies."""
    is_denied = bool(_DENIES.search(statement.text))
    rests = (
        100 - share
        for quote in quotes
        if _OTHERS.search(statement.text) or is_denied != bool(_DENIES.search(quote.text))
        for stated in quantities(quote.text, quote.language)
        if (share := stated.percent) is not None
    )
    return any(_is_share(said, rest) for rest in rests)


def _is_ratio(said: Quantity, stated: Sequence[Placed]) -> bool:
    """`nearly half` where 138 and 290 are told of."""
    counts = [other.quantity for other in stated if other.quantity.unit == "count"]
    return said.is_worded and any(
        _is_share(said, 100 * a.value / b.value)
        for a in counts
        for b in counts
        if MANY <= a.value < b.value
    )


def _is_share(said: Quantity, share: float) -> bool:
    return share_fits(said, Quantity(share, "percent", 0, 0), said.value, share)


def _are_parts(said: Quantity, stated: Sequence[Placed]) -> bool:
    """`en av de fyra`, where the quotes state both numbers."""
    values = {
        value
        for other in stated
        if other.quantity.unit == "count"
        for value in (other.quantity.value, other.quantity.of)
        if value is not None
    }
    counts = {other.quantity.value for other in stated if other.quantity.of is None}
    wholes = values | {a + b for a, b in itertools.combinations(counts & values, 2)}
    return said.of in wholes and (said.value == 1 or said.value in values)


def _is_bare(said: Quantity, statement: Reading) -> bool:
    """A number with nothing after it to count: `riksgenomsnittet på 47`."""
    return bool(_ENDS_PART.match(statement.text, said.end))


def _is_part_of_word(value: float, quotes: Sequence[Reading]) -> bool:
    """`tvånivåig`, `two-level`: a word that begins with a number."""
    return any(
        number.value == value and number.start == 0
        for quote in quotes
        for word in quote.content
        for language in (quote.language,)
        for match in [re.match(_NUMBER_PREFIX, word.text, re.IGNORECASE)]
        if match
        for number in quantities(match[1], language)
    )


def _is_listed(value: float, quotes: Sequence[Reading]) -> bool:
    """Whether the quotes name just so many things in a row."""
    if not 2 <= value <= FEW:
        return False
    parts = [part for quote in quotes for part in re.split(r"[.;:(]", quote.text)]
    lists = [match[0] for part in parts for match in _LIST.finditer(part)]
    return any(row.count(",") + 2 == value for row in lists) or any(
        _names(part) == value for part in parts
    )


def _names(text: str) -> int:
    return len(set(re.findall(r"(?<!^)\b[A-ZÅÄÖ][\w-]+", text.strip())))
