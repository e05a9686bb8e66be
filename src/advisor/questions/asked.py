"""What a question asks, as features that weights can be learned for."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.language.concepts import of_length_one
from advisor.types import Query

ASKING = 0.5  # of the question's form and of what it asks for, beside its words


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
