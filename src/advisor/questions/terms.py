"""A question's words, with all that may stand for them in a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from advisor.language.concepts import Meaning, of_length_one, together
from advisor.language.folding import fold
from advisor.language.glossary import Expansion, Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.language.words import FUNCTION_WORDS, Token, content_words, rarity
from advisor.questions.focus import asking_spans, framing_spans, is_light
from advisor.questions.municipalities import municipality
from advisor.questions.spelling import Speller
from advisor.types import Term
from advisor.vocabulary import Language

UNKNOWN_WEIGHT = 0.35  # of a common word that no source has; a name or number counts in full
STRONG = 0.7  # of synonyms and translations; related words say less of a term's rarity
FOREIGN = 0.6  # of an English word for a Swedish one: most of the sources are in Swedish
BACKGROUND = 0.4  # of a word in a sentence that only tells why one asks
LIGHT = 0.4  # of a word that says little by itself
OF_PHRASE = 0.4  # one word of several says less
RARE = 0.5  # weight from which a word of a phrase says something by itself
# Written in capitals, yet no names: common abbreviations, the country that all is about and its
# people and language, and the days and months of English, which Swedish writes in small letters.
_NO_NAMES = frozenset(
    "it ikt ict ok hr pc vd cfo ceo cio cto"
    " sverige sveriges sweden swedish swedes swede svensk svenska english"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december".split()
)


class Lexicon(Protocol):
    """What the corpus knows of words."""

    n_chunks: int

    def lemma_facts(self, lemma: str) -> tuple[int, int, tuple[str, ...]]:
        """(occurrences, chunks that have it, parts); zeros for an unknown lemma."""
        ...

    def lemma_of(self, form: str) -> str | None:
        """The stored lemma of "sv:form" or "en:form"; None for a form that no source has."""
        ...

    def form_counts(self) -> dict[str, int]:
        """Word forms of the corpus with their occurrences."""
        ...

    def meaning(self, folded: str, language: Language) -> Meaning:
        """The concepts of a word, lemma or phrase; empty for one that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of a question."""

    word: Token
    language: Language
    is_particular: bool
    is_told: bool  # beside what is asked

    @property
    def says_something(self) -> bool:
        """Whether it is no function word of its own language, which may not be the question's."""
        return bool(content_words(self.word.text, self.language))


class TermReader:
    """Reads a text as terms: what the corpus and the glossary know of its words, and their weight.

    A word that neither knows may be a slip: the nearest word of the corpus is read in its place.
    """

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

    def read(self, text: str, language: Language) -> list[Term]:
        """The terms of a text in their order; a phrase of the glossary is one term.

        What is told beside the question, and a word that says little by itself, weigh less.
        """
        words = content_words(text, language)
        asking = asking_spans(text, language)
        framing = framing_spans(text)
        languages = _with_their_neighbours(
            words, [self._language_of(word.text, language) for word in words], language
        )
        named = _particulars(text, words, asking)
        asked = [
            _Asked(word, its, is_particular, is_told=not _is_within(word, asking))
            for word, its, is_particular in zip(words, languages, named, strict=True)
            if not _is_within(word, framing)
        ]
        return [
            term
            for its, run in groupby(asked, key=attrgetter("language"))
            for term in self._read([one for one in run if one.says_something], its)
        ]

    def _language_of(self, word: str, asked_in: Language) -> Language:
        """The question's, but for a word of the sources that only the other language has.

        A Swedish term is often named as it is in an English question.
        """
        other: Language = "en" if asked_in == "sv" else "sv"
        form = word.casefold()
        is_foreign = (
            self._lexicon.lemma_of(f"{other}:{form}") is not None
            and self._lexicon.lemma_of(f"{asked_in}:{form}") is None
            and not self._glossary.lookup(word, asked_in)
            and not self._lemmatizer.has(word, asked_in)
        )
        return other if is_foreign else asked_in

    def _read(self, words: Sequence[_Asked], language: Language) -> Iterator[Term]:
        """The terms of words that are of one language."""
        places = [self._place(one, language) for one in words]
        written = [
            place or self._mended(one.word.text, language)
            for one, place in zip(words, places, strict=True)
        ]
        lemmas = [
            place or self._lemmatizer.lemma(word, language)
            for word, place in zip(written, places, strict=True)
        ]
        phrases = {
            start: (end, expansions)
            for start, end, expansions in self._glossary.find(written, language, lemmas=lemmas)
        }
        start = 0
        while start < len(words):
            end, expansions = phrases.get(start, (start + 1, ()))
            term = self._term(
                [one.word for one in words[start:end]],
                lemmas[start:end],
                expansions,
                language,
                is_particular=any(one.is_particular for one in words[start:end]),
            )
            says_little = end == start + 1 and any(
                is_light(word, language) for word in (written[start], lemmas[start])
            )
            yield _lightened(term, is_told=words[start].is_told, says_little=says_little)
            start = end

    def _place(self, one: _Asked, language: Language) -> str | None:
        """The municipality, unknown to the sources, that a word names: no slip for another word."""
        lemma = fold(self._lemmatizer.lemma(one.word.text, language))
        is_known = bool(self._lexicon.lemma_facts(lemma)[1])
        return municipality(one.word.text) if one.is_particular and not is_known else None

    def _mended(self, word: str, language: Language) -> str:
        """The word that a misspelt or plain-lettered one may have meant; otherwise itself."""
        lemma = self._lemmatizer.lemma(word, language)
        if self._lexicon.lemma_facts(fold(lemma))[1] or any(
            self._glossary.lookup(form, language) for form in (word, lemma)
        ):
            return word
        self._speller = self._speller or Speller(self._lexicon.form_counts())
        # A word of the language is meant as it stands, though no source has it.
        is_word = self._lemmatizer.has(word, language)
        near = self._speller.suggest(word)
        return next((n for n in near if not is_word or fold(n) == fold(word)), word)

    def _term(
        self,
        words: Sequence[Token],
        lemmas: Sequence[str],
        expansions: Sequence[Expansion],
        language: Language,
        *,
        is_particular: bool,
    ) -> Term:
        word = " ".join(token.text for token in words)
        lemma = fold(" ".join(lemmas))
        variants = self._variants(lemma, expansions, language)
        _, chunks, parts = self._lexicon.lemma_facts(lemma)
        if not parts and language == "sv" and len(words) == 1:
            parts = tuple(fold(part) for part in self._split(lemmas[0]))
        strong = [v for v, weight in variants.items() if weight >= STRONG]
        frequency = max(
            chunks or self._phrase_frequency(lemma),
            max((self._lexicon.lemma_facts(v)[1] for v in strong), default=0),
        )
        known = bool(frequency or variants)
        is_weighty = known or bool(expansions) or is_particular
        is_thing = (
            known
            or is_particular
            or language == "en"
            or self._lemmatizer.names_thing(words[-1].text)
        )
        return Term(
            word=word,
            lemma=lemma,
            variants=tuple(variants.items()),
            parts=parts,
            known=known,
            particular=is_particular,
            weight=self._weight(frequency) if is_weighty else UNKNOWN_WEIGHT,
            thing=is_thing,
            concepts=tuple(self._concepts(words, lemmas, parts, variants, language).items()),
        )

    def _variants(
        self, lemma: str, expansions: Sequence[Expansion], language: Language
    ) -> dict[str, float]:
        """Single words of the corpus that may stand for a term; a phrase gives its rare words."""
        variants: dict[str, float] = {}
        for expansion in expansions:
            is_foreign = language == "sv" and expansion.relation == "translation"
            weight = expansion.weight * (FOREIGN if is_foreign else 1.0)
            its = _language_of(expansion, language)
            pieces = [self._as_stored(piece, its) for piece in expansion.text.split()]
            rarest = min(pieces, key=lambda piece: self._lexicon.lemma_facts(piece)[1])
            chunks = self._lexicon.lemma_facts(rarest)[1]
            is_phrase = len(pieces) > 1
            if not chunks or rarest == lemma or (is_phrase and self._weight(chunks) < RARE):
                continue
            share = weight * OF_PHRASE if is_phrase else weight
            variants[rarest] = max(variants.get(rarest, 0.0), share)
        return variants

    def _as_stored(self, word: str, language: Language) -> str:
        """A word of the glossary as the corpus counts it, which may be by another lemma."""
        folded = fold(word)
        if self._lexicon.lemma_facts(folded)[1]:
            return folded
        return fold(self._lemmatizer.lemma(word, language))

    def _phrase_frequency(self, lemma: str) -> int:
        """At most as many chunks as have the rarest word of a phrase."""
        pieces = lemma.split()
        if len(pieces) < 2:
            return 0
        return min(self._lexicon.lemma_facts(piece)[1] for piece in pieces)

    def _weight(self, chunks: int) -> float:
        return rarity(chunks, self._lexicon.n_chunks)

    def _concepts(
        self,
        words: Sequence[Token],
        lemmas: Sequence[str],
        parts: Sequence[str],
        variants: Mapping[str, float],
        language: Language,
    ) -> Meaning:
        """What a term means: as a whole, by its words, or by what may stand for it."""
        meaning = self._lexicon.meaning
        whole = " ".join(lemmas)
        written = fold(" ".join(token.text for token in words))
        found = meaning(fold(whole), language) or meaning(written, language)
        if found:
            return found
        pieces = lemmas if len(lemmas) > 1 else parts
        by_word = together((meaning(fold(piece), language), 1.0) for piece in pieces)
        if by_word:
            return of_length_one(by_word)
        return of_length_one(together((meaning(v, "sv"), share) for v, share in variants.items()))


def _with_their_neighbours(
    words: Sequence[Token], languages: Sequence[Language], asked_in: Language
) -> list[Language]:
    """The languages, with a function word beside a word of the other language as of that."""
    other: Language = "en" if asked_in == "sv" else "sv"
    return [
        other
        if word.text.casefold() in FUNCTION_WORDS[other]
        and other in languages[max(i - 1, 0) : i + 2]
        else its
        for i, (word, its) in enumerate(zip(words, languages, strict=True))
    ]


def _particulars(
    text: str, words: Sequence[Token], asking: Sequence[tuple[int, int]]
) -> list[bool]:
    """For each word whether it names something that is asked for: an abbreviation, a number, a
    capital inside its sentence. What is told beside what is asked tells why, not what.
    """
    is_shouted = text.isupper()
    return [
        _is_within(word, asking)
        and fold(word.text).partition("-")[0] not in _NO_NAMES
        and (
            any(c.isdigit() for c in word.text)
            or (not is_shouted and any(c.isupper() for c in word.text[1:]))
            or (not is_shouted and word.text[0].isupper() and not _opens(text, word))
        )
        for word in words
    ]


def _is_within(word: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _opens(text: str, word: Token) -> bool:
    """Whether a word stands first in its sentence, where every word has a capital."""
    before = text[: word.start].rstrip(" \n\t\"”“'(–-")
    return not before or before[-1] in ".!?:" or text[len(before) : word.start].startswith(" – ")


def _lightened(term: Term, *, is_told: bool, says_little: bool) -> Term:
    """The term, as weighty as where it stands and its word allow."""
    if not is_told and not says_little:
        return term
    share = (BACKGROUND if is_told else 1.0) * (LIGHT if says_little else 1.0)
    return replace(term, weight=term.weight * share, aside=True)


def _language_of(expansion: Expansion, asked_in: Language) -> Language:
    """Swedish, unless it is the translation of a Swedish word or the synonym of an English one."""
    if asked_in == "sv":
        return "en" if expansion.relation == "translation" else "sv"
    return "en" if expansion.relation == "synonym" else "sv"
