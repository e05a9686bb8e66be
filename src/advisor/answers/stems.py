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
