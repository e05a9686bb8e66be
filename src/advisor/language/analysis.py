"""A text as the words that it is searched by: lemmas, with the parts of compounds beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from advisor.language.folding import fold
from advisor.language.lemmas import Lemmatizer
from advisor.language.words import content_words
from advisor.vocabulary import Language

PART_WEIGHT = 0.5  # a part of a compound says less than the word itself, asked for or found
Split = Callable[[str], tuple[str, ...]]


class Analyzer:
    """Lemmas and compound parts of running text. Everything it gives is folded."""

    def __init__(self, lemmatizer: Lemmatizer, split: Split) -> None:
        self._lemmatizer = lemmatizer
        self._split = split

    def lemmas(self, text: str, language: Language) -> list[str]:
        """The lemma of each content word, in order."""
        return [
            fold(self._lemmatizer.lemma(token.text, language))
            for token in content_words(text, language)
        ]

    def weights(self, text: str, language: Language) -> Counter[str]:
        """How much the text has of each lemma and each part of a compound."""
        counts: Counter[str] = Counter()
        for token in content_words(text, language):
            lemma = self._lemmatizer.lemma(token.text, language)
            counts[fold(lemma)] += 1
            for part in self._split(lemma) if language == "sv" else ():
                counts[fold(part)] += PART_WEIGHT  # type: ignore[assignment]
        return counts
