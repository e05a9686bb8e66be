"""A question's words, with all that may stand for them in a source."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

from advisor.language.detection import detect_language
from advisor.language.folding import fold
from advisor.language.glossary import Expansion, Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.language.questions import question_form, question_status, standalone
from advisor.language.spelling import Speller
from advisor.language.words import Token, content_words
from advisor.types import Language, Query, Question, Term

UNKNOWN_WEIGHT = 1.0  # a word that no source has says most about what the sources lack


class Lexicon(Protocol):
    """What the corpus knows of words."""

    n_chunks: int

    def lemma_facts(self, lemma: str) -> tuple[int, int, tuple[str, ...]]:
        """(occurrences, chunks that have it, parts); zeros for an unknown lemma."""
        ...

    def form_counts(self) -> dict[str, int]:
        """Word forms of the corpus with their occurrences."""
        ...


class Understanding:
    """Turns a question into a query: language, form, standalone text, weighted terms."""

    def __init__(
        self,
        lexicon: Lexicon,
        lemmatizer: Lemmatizer,
        split: Callable[[str], tuple[str, ...]],
        glossary: Glossary,
    ) -> None:
        self._lexicon = lexicon
        self._lemmatizer = lemmatizer
        self._split = split
        self._glossary = glossary
        self._speller: Speller | None = None

    def understand(self, question: Question) -> Query:
        """The query that a question stands for."""
        language = detect_language(question.text)
        text = standalone(question.text, question.history, language)
        return Query(
            question=question,
            standalone=text,
            language=language,
            form=question_form(question.text, language),
            terms=tuple(self._terms(text, language)),
            status=question_status(text, language, has_history=bool(question.history)),
        )

    def _terms(self, text: str, language: Language) -> list[Term]:
        words = content_words(text, language)
        lemmas = [self._lemmatizer.lemma(word.text, language) for word in words]
        covered: dict[int, tuple[int, tuple[Expansion, ...]]] = {}
        for start, end, expansions in self._glossary.find(lemmas, language):
            covered[start] = (end, expansions)
        terms: list[Term] = []
        position = 0
        while position < len(words):
            end, expansions = covered.get(position, (position + 1, ()))
            terms.append(
                self._term(words[position:end], lemmas[position:end], expansions, language)
            )
            position = end
        return _without_repeats(terms)

    def _term(
        self,
        words: Sequence[Token],
        lemmas: Sequence[str],
        expansions: Sequence[Expansion],
        language: Language,
    ) -> Term:
        word = " ".join(token.text for token in words)
        lemma = fold(" ".join(lemmas))
        variants = {fold(e.text): e.weight for e in expansions if fold(e.text) != lemma}
        _, chunks, parts = self._lexicon.lemma_facts(lemma)
        if not parts and language == "sv" and len(words) == 1:
            parts = tuple(fold(part) for part in self._split(lemmas[0]))
        corrected: tuple[str, ...] = ()
        if not chunks and not expansions and len(words) == 1:
            corrected = self._corrections(words[0].text, language)
            variants |= dict.fromkeys(corrected, 0.9)
        carriers = [lemma, *variants]
        known = [self._lexicon.lemma_facts(v)[1] for v in carriers]
        return Term(
            word=word,
            lemma=lemma,
            variants=tuple(variants.items()),
            parts=parts,
            known=bool(max(known, default=0)) or bool(expansions),
            weight=self._weight(max(known, default=0)),
        )

    def _corrections(self, word: str, language: Language) -> tuple[str, ...]:
        """Lemmas of corpus words that a misspelt or plain-lettered word may have meant."""
        if self._lexicon.lemma_facts(fold(self._lemmatizer.lemma(word, language)))[1]:
            return ()
        self._speller = self._speller or Speller(self._lexicon.form_counts())
        near = self._speller.suggest(word)
        return tuple(
            dict.fromkeys(fold(self._lemmatizer.lemma(form, language)) for form in near[:2])
        )

    def _weight(self, chunks: int) -> float:
        """Inverse document frequency, 0 to 1: a word that every passage has says nothing."""
        if not chunks:
            return UNKNOWN_WEIGHT
        total = self._lexicon.n_chunks + 1
        return math.log(total / chunks) / math.log(total) if chunks < total else 0.0


def _without_repeats(terms: Sequence[Term]) -> list[Term]:
    return list({term.lemma: term for term in terms}.values())
