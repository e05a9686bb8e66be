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
from advisor.answers.support_words import Lexicon, Reading, Word, carried_share
from advisor.language.detection import detect_language
from advisor.language.folding import letters_only
from advisor.vocabulary import Language

LEAST_IN_COMMON = 0.25  # share of a statement's content words that its quotes must say too

__all__ = ["Known", "Lexicon", "unsupported_because"]


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
    `modality_differs`, `scope_widened`.
    What is found wrong may be right in rare cases; what is not found may still be wrong.
    """
    if not any(quote.strip() for quote in quotes):
        return "no_quote"
    unfit = unfit_text(statement, language, quotes, known.lexicon)
    if unfit is not None:
        return unfit
    said = known.lexicon.read(statement, language)
    stated = [known.lexicon.read(quote, detect_language(quote)) for quote in quotes]
    if any(_is_the_same(statement, quote) for quote in quotes):
        return None
    if not _has_enough_in_common(said, stated):
        return "too_little_in_common"
    return (
        number_not_carried(said, stated, (*known.years, *_years_in(known.names)))
        or name_not_carried(said, stated, known.names, known.lexicon)
        or negation_not_carried(said, stated, known.lexicon)
        or ("modality_differs" if modality_differs(said, stated, known.lexicon) else None)
        or ("scope_widened" if scope_is_widened(said, stated) else None)
    )


def _years_in(names: Sequence[str]) -> list[int]:
    return [int(year) for name in names for year in re.findall(r"\b(?:19|20)\d\d\b", name)]


def _is_the_same(statement: str, quote: str) -> bool:
    return letters_only(statement) == letters_only(quote)


def _has_enough_in_common(said: Reading, stated: Sequence[Reading]) -> bool:
    numbers = quantities(said.text, said.language)

    def is_number(word: Word) -> bool:
        return any(number.start <= word.start < number.end for number in numbers)

    words = [word for word in said.content if not is_number(word)]
    quoted = [word for reading in stated for word in reading.content]
    return carried_share(words, quoted) >= LEAST_IN_COMMON
