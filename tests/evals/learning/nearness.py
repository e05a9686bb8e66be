"""How much of their words two questions share."""

from advisor.language.folding import fold
from advisor.language.words import content_words
from advisor.vocabulary import Language

FEWEST_LETTERS = 4
NEARLY = 0.8  # share of common words from which two questions are nearly the same


def telling_words(question: str, language: Language) -> frozenset[str]:
    """The folded content words of a question that have at least four letters."""
    folded = (fold(token.text) for token in content_words(question, language))
    return frozenset(word for word in folded if len(word) >= FEWEST_LETTERS)


def share_in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index, 0 to 1; of no words at all 0."""
    both = one | other
    return len(one & other) / len(both) if both else 0.0
