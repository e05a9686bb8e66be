"""What a question asks, as features that weights can be learned for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from advisor.language.concepts import of_length_one
from advisor.language.folding import fold
from advisor.types import Query

ASKING = 0.5  # of the question's form and of what it asks for, beside its words
SAID = 1.0  # of the words as they are said, and of their pairs: each beside what they mean
SAID_AS = "said "  # begins the name of a word or pair as it is said
_WORD = re.compile(r"\w+")


def asked_features(query: Query, meant: Mapping[str, float]) -> dict[str, float]:
    """What a question means, its words, its form and its aspect, by name.

    `meant` is the strength of each concept; concepts and words are each made of length one, so that
    a long question counts no more than a short one.
    """
    words: dict[str, float] = {}
    for term in query.terms:
        for word, share in ((term.lemma, 1.0), *term.variants):
            words[word] = max(words.get(word, 0.0), term.weight * share)
    found = {f"means {name}": value for name, value in of_length_one(meant).items() if value}
    found |= {f"word {word}": value for word, value in of_length_one(words).items()}
    found |= {f"form {query.form}": ASKING, "always": ASKING}
    return found | ({f"asks {query.aspect}": ASKING} if query.aspect else {})


def said_features(query: Query) -> dict[str, float]:
    """The words of a question as they are said, and its pairs of neighbours, by name.

    They tell what it wants to know of a thing, where its lemmas tell the thing: "hur vet vi" is not
    "vet vi hur". Words and pairs are each of one length, whatever the length of the question.
    """
    words = said_words(query.wording)
    pairs = (f"{one} {other}" for one, other in pairwise(("^", *words, "$")))
    return _said(words) | (_said(pairs) if words else {})


def said_words(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return _WORD.findall(fold(text))


def _said(wordings: Iterable[str]) -> dict[str, float]:
    each = of_length_one(dict.fromkeys(wordings, 1.0))
    return {f"{SAID_AS}{wording}": SAID * value for wording, value in each.items()}
