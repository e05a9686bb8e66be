"""The words of a question as stems, by which their other forms are found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.types import Term

STANDS_FOR = 0.6  # weight from which a word may stand for the one that was asked


def wordings(term: Term, least: float = STANDS_FOR) -> tuple[str, ...]:
    """The term's lemma, and what may stand for it with this weight at least."""
    return (term.lemma, *(variant for variant, weight in term.variants if weight >= least))


def stems_pattern(words: Iterable[str], *, ending: int = 2, shortest: int = 4) -> str:
    """A pattern of the words without their last letters, which may differ in another form.

    `ending` letters are cut, as long as `shortest` are left. Empty without words.
    """
    return "|".join(re.escape(word[: max(len(word) - ending, shortest)]) for word in words)


_SHORT = 4  # letters of a word that keeps its last one, and is no part of a longer one
_ENDINGS = "(?:(?:e?s|e?[nt]|[aeo]?r(?:na)?|n?a)s?)?"


def noun_pattern(lemmas: Iterable[str]) -> str:
    """A pattern of folded nouns in any form of theirs, by themselves or last in a compound.

    "kommun" is found in "medlemskommunerna", and neither in "kommunala" nor in "kommunkluster".
    """
    return rf"(?:{'|'.join(_noun(lemma) for lemma in lemmas)})\b"


def _noun(lemma: str) -> str:
    stem, last = re.escape(lemma[:-1]), re.escape(lemma[-1:])
    if len(lemma) <= _SHORT:
        return rf"\b{stem}{last}{_ENDINGS}"
    return rf"\b[\w-]*{stem}(?:{last}{{0,2}}|i){_ENDINGS}"
