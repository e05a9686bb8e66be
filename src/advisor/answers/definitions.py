"""Sentences that say what something is."""

from __future__ import annotations

import re
from functools import lru_cache

from advisor.answers.stems import stems_pattern, wordings
from advisor.language.folding import fold
from advisor.types import Query, Sentence

_SAYS = (
    r"(?:ar|innebar|betyder|avser|definieras|kan ses som|kan tolkas som|kan liknas vid"
    r"|handlar om|syftar till|star for|menas|beskriver|forklaras|kannetecknas av|bestar av|uppstar"
    r"|fungerar som|fungerar ofta som"
    r"|is|are|means|refers to|consists of|involves)"
)
# "kollektiv digitalisering, där kommuner samverkar ...": a clause after the term says what it is.
_CLAUSE = r"(?:dar|som|vilket|alltsa|det vill saga|dvs|d\.v\.s\.|where|which|that is|i\.e\.)"
_NAMES_CONCEPT = (
    r"\b(?:definition\w*|definier\w*|begreppet|begrepp|nyckelbegrepp|term|termen|defin\w+)\b"
)


def defines(query: Query, sentence: Sentence) -> float:
    """How plainly a sentence defines what the question asks about, 0 to 1.

    1 when the term opens the sentence and a word of saying-what-it-is follows at once; less when a
    clause that explains follows the term; half when the sentence has the term and speaks of a
    concept or a definition.
    """
    stems = _stems(query)
    if not stems:
        return 0.0
    text = fold(sentence.text)
    opening = rf"^\W*(?:\w+\W+){{0,3}}?(?:{stems})\w*(?:\W+[\w-]+){{0,4}}?\W+{_SAYS}\b"
    if re.search(opening, text):
        return 1.0
    if re.search(rf"\b(?:{stems})\w*(?: [\w-]+)?, {_CLAUSE}\b", text):
        return 0.75
    named = re.search(rf"\b(?:{stems})", text) and re.search(_NAMES_CONCEPT, text)
    return 0.5 if named else 0.0


@lru_cache(maxsize=256)
def _stems(query: Query) -> str:
    """The question's heaviest term, and what may stand for it, as a pattern."""
    if not query.terms:
        return ""
    term = max(query.terms, key=lambda term: term.weight * term.known)
    words = (*wordings(term), fold(term.word))
    return stems_pattern((word for word in words if len(word) > 2), shortest=5)
