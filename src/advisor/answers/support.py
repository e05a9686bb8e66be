"""Why a statement is not carried by its quotes, as far as its words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.answers.support_modality import modality_differs
from advisor.answers.support_names import name_not_carried
from advisor.answers.support_negation import negation_not_carried
from advisor.answers.support_numbers import number_not_carried
from advisor.answers.support_quantities import quantities
from advisor.answers.support_scope import scope_is_widened
from advisor.answers.support_text import unfit_text
from advisor.answers.support_weighed import doubt, doubt_features
from advisor.answers.support_words import Lexicon, Reading, Word, carried_share
from advisor.language.detection import detect_language
from advisor.vocabulary import Language

# What is wrong with a number or a name: a reason by itself, while all else is weighed.
_SURE = frozenset(
    {
        *("too_many_numbers", "number_not_in_quote", "range_cut", "numbers_swapped"),
        *("name_not_in_quote", "names_swapped"),
    }
)
_AT_ENDS = " .!?…\"'”“»«"
LEAST_IN_COMMON = 0.25  # share of a statement's content words that its quotes must say too

__all__ = [
    "Known",
    "Lexicon",
    "features_of",
    "is_surely_unsupported",
    "reasons_against",
    "unsupported_because",
]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the quotes: of words, and of the sources that they stand in."""

    lexicon: Lexicon
    names: tuple[str, ...] = ()  # titles, headings, authors, whoever said it: may be named
    years: tuple[int, ...] = ()  # of the sources: may be told


def unsupported_because(
    statement: str, language: Language, quotes: Sequence[str], known: Known
) -> str | None:
    """A stable code for what is wrong with a statement in this language; None: nothing is found.

    One of `no_quote`, `empty`, `too_long`, `link`, `markup`, `instruction`, `other_language`,
    `too_little_in_common`, `too_many_numbers`, `number_not_in_quote`, `range_cut`,
    `numbers_swapped`, `name_not_in_quote`, `names_swapped`, `negation_differs`, `opposite`,
    `modality_differs`, `scope_widened`, `doubtful`.
    What is found wrong may be right in rare cases; what is not found may still be wrong. What is
    wrong with a number or a name is a reason by itself; the others are weighed with all else.
    """
    unfit = _unfit(statement, language, quotes, known)
    if unfit is not None:
        return unfit
    if any(_is_the_same(statement, quote) for quote in quotes):
        return None
    said, stated = _readings(statement, language, quotes, known.lexicon)
    if not _has_enough_in_common(said, stated):
        return "too_little_in_common"
    reasons = _reasons(said, stated, known)
    sure = [code for code in reasons if code in _SURE]
    if sure:
        return sure[0]
    if doubt(doubt_features(said, stated, known.lexicon, reasons)) <= 0:
        return None
    return reasons[0] if reasons else "doubtful"


def reasons_against(
    statement: str, language: Language, quotes: Sequence[str], known: Known
) -> list[str]:
    """What each check by itself has against a statement, sure or not."""
    said, stated = _readings(statement, language, quotes, known.lexicon)
    return _reasons(said, stated, known)


def features_of(
    statement: str, language: Language, quotes: Sequence[str], known: Known
) -> dict[str, float]:
    """What there is to be weighed of a statement, for learning the weights.

    The sure reasons are among it, or other signs would be blamed for them.
    """
    said, stated = _readings(statement, language, quotes, known.lexicon)
    return doubt_features(said, stated, known.lexicon, _reasons(said, stated, known))


def is_surely_unsupported(
    statement: str, language: Language, quotes: Sequence[str], known: Known
) -> bool:
    """Whether a statement is not shown, whatever is weighed."""
    said, stated = _readings(statement, language, quotes, known.lexicon)
    return bool(
        _unfit(statement, language, quotes, known)
        or not _has_enough_in_common(said, stated)
        or _SURE.intersection(_reasons(said, stated, known))
    )


def _unfit(statement: str, language: Language, quotes: Sequence[str], known: Known) -> str | None:
    if not any(quote.strip() for quote in quotes):
        return "no_quote"
    return unfit_text(statement, language, quotes, known.lexicon)


def _readings(
    statement: str, language: Language, quotes: Sequence[str], lexicon: Lexicon
) -> tuple[Reading, list[Reading]]:
    said = lexicon.read(statement, language)
    return said, [lexicon.read(quote, detect_language(quote)) for quote in quotes]


def _reasons(said: Reading, stated: Sequence[Reading], known: Known) -> list[str]:
    """What each check has against a statement."""
    found = (
        number_not_carried(said, stated, (*known.years, *_years_in(known.names))),
        name_not_carried(said, stated, known.names, known.lexicon),
        negation_not_carried(said, stated, known.lexicon),
        "modality_differs" if modality_differs(said, stated, known.lexicon) else None,
        "scope_widened" if scope_is_widened(said, stated) else None,
    )
    return [code for code in found if code is not None]


def _years_in(names: Sequence[str]) -> list[int]:
    return [int(year) for name in names for year in re.findall(r"\b(?:19|20)\d\d\b", name)]


def _is_the_same(statement: str, quote: str) -> bool:
    """Whether nothing differs but case, blanks and what stands at the ends: `1,5` is not `15`."""
    one, other = (" ".join(text.casefold().split()).strip(_AT_ENDS) for text in (statement, quote))
    return one == other


def _has_enough_in_common(said: Reading, stated: Sequence[Reading]) -> bool:
    numbers = quantities(said.text, said.language)

    def is_number(word: Word) -> bool:
        return any(number.start <= word.start < number.end for number in numbers)

    words = [word for word in said.content if not is_number(word)]
    quoted = [word for reading in stated for word in reading.content]
    return carried_share(words, quoted) >= LEAST_IN_COMMON
