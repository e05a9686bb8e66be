"""Words of a statement beside those of its quotes, in one language or in two."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from advisor.language.concepts import CENTRALITY
from advisor.language.folding import fold
from advisor.language.glossary import Glossary
from advisor.language.lemmas import Lemmatizer
from advisor.language.tables import table_rows
from advisor.language.words import FUNCTION_WORDS, tokens
from advisor.vocabulary import Language

SAME = 1.0  # likeness of a word to itself in any form
ALIKE = 0.5  # from here on two words are taken for one another
EQUIVALENT = 0.7  # weight of a glossary's translation or synonym; what is related is another thing
OF_PART = 0.6  # of the parts of a compound, and of the words of a phrase
OF_CONCEPT = 0.5  # of what two words mean together
OF_COGNATES = 0.6
_SYNONYMS = Path(__file__).with_name("support_synonyms.tsv")
_SHARED_LETTERS = 5  # with which cognates begin: `strategic`, `strategisk`
_SHARED_SHARE = 0.6  # of the shorter word

_BREAK = re.compile(
    r"[,;()]|:(?!\w)|(?<!\d)[–—]|[–—](?!\d)|(?<=[.!?])\s|\.\s"
    r"|\b(?:men|medan|eftersom|vilket|vilka|varför|därför att|samtidigt som|även om|trots att"
    r"|så att|innan|tills|but|while|whereas|because|although|though|which|so that|even though|yet"
    r"|before|until)\b",
    re.IGNORECASE,
)
# Within a clause: the commas of a list of things, and those about who says it.
_OPENS_CLAUSE = (
    r"(?:som|att|där|då|när|om|för|så|men|utan|inte|ej|och|det|den|de|detta|man|vi|han|hon|vilk\w+|är|var"
    r"|har|hade|kan|kunde|ska|skall|bör|måste|får|vill|blir|samt|eller|enligt|även|trots|medan|eftersom"
    r"|which|who|that|where|when|if|for|so|but|not|and|or|it|they|we|this|these|is|are|was|were|has"
    r"|have|had|can|could|will|would|should|must|may|might|while|because|as|with|med)\b"
)
_NO_BREAK = re.compile(
    rf"(?:,\s(?:(?!{_OPENS_CLAUSE})[\w-]+\s){{0,2}}(?!{_OPENS_CLAUSE})[\w-]+){{1,8}}?"
    r"(?=,?\s(?:och|and|samt|eller|or)\s)"
    r"|,\s(?:enligt|according to|menar|anser|skriver|säger|says?|writes?|argues?|however|dock"
    r"|däremot|dessutom|moreover|therefore|därför)\b[^,.;]{0,30},",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with all that it may be met under, and how surely."""

    text: str
    lemma: str  # folded
    start: int
    end: int
    clause: int  # the how manieth of its text, from 0
    is_content: bool
    senses: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words."""

    text: str
    language: Language
    words: tuple[Word, ...]

    @property
    def content(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.is_content)


class Lexicon:
    """What is known of words: their lemmas, the parts of compounds, and the glossary's rows."""

    def __init__(
        self,
        lemmatizer: Lemmatizer,
        glossary: Glossary,
        split: Callable[[str], tuple[str, ...]] = lambda _: (),
    ) -> None:
        self._lemmatizer = lemmatizer
        self._glossary = glossary
        self._split = split
        self._concepts = _concepts_by_term(glossary)
        self.senses = lru_cache(maxsize=20_000)(self._senses)
        self.read = lru_cache(maxsize=2_000)(self._read)

    def lemma(self, word: str, language: Language) -> str:
        """The folded dictionary form of a word."""
        return fold(self._lemmatizer.lemma(word, language))

    def has(self, word: str, language: Language) -> bool:
        """Whether the word is one of the language, in any form."""
        return self._lemmatizer.has(word, language)

    def is_inflected_compound(self, word: str) -> bool:
        """`rikssnittet`: Swedish words put together and inflected, as `Forshagas` is not."""
        lemma = self._lemmatizer.lemma(word, "sv")
        return word.casefold().removesuffix("s") != lemma and len(self._split(lemma)) > 1

    def names_thing(self, word: str) -> bool:
        """Whether a Swedish word is a noun, as far as the dictionary tells."""
        return self._lemmatizer.names_thing(word)

    def other_names(self, term: str) -> tuple[str, ...]:
        """What else the glossary calls a term, in either language."""
        languages: tuple[Language, ...] = ("sv", "en")
        return tuple(
            expansion.text
            for language in languages
            for expansion in self._glossary.lookup(term, language)
            if expansion.weight >= EQUIVALENT
        )

    def _read(self, text: str, language: Language) -> Reading:
        found = tokens(text)
        lemmas = [self.lemma(token.text, language) for token in found]
        senses = [dict(self.senses(token.text, language)) for token in found]
        said = [i for i, token in enumerate(found) if _is_content(token.text, language)]
        phrases = self._glossary.find(
            [found[i].text for i in said], language, lemmas=[lemmas[i] for i in said]
        )
        for start, end, expansions in phrases:
            if end == start + 1:
                continue
            for expansion in expansions:
                if expansion.weight >= EQUIVALENT:
                    for i in said[start:end]:
                        _add(senses[i], self._keys(expansion.text), OF_PART)
        inside = [range(*match.span()) for match in _NO_BREAK.finditer(text)]
        breaks = [
            match.start()
            for match in _BREAK.finditer(text)
            if not any(match.start() in span for span in inside)
        ]
        words = tuple(
            Word(
                text=token.text,
                lemma=lemmas[i],
                start=token.start,
                end=token.end,
                clause=sum(at <= token.start for at in breaks),
                is_content=i in set(said),
                senses=senses[i],
            )
            for i, token in enumerate(found)
        )
        return Reading(text, language, words)

    def _senses(self, word: str, language: Language) -> Mapping[str, float]:
        lemma = self._lemmatizer.lemma(word, language)
        found: dict[str, float] = {fold(word): SAME, fold(lemma): SAME}
        parts = self._split(lemma) if language == "sv" else tuple(_at_hyphens(lemma))
        forms = dict.fromkeys((word, lemma))
        for form in forms:
            for expansion in self._glossary.lookup(form, language):
                if expansion.weight >= EQUIVALENT:
                    weight = SAME if " " not in expansion.text else OF_PART
                    _add(found, self._keys(expansion.text), weight)
            _add(found, _synonyms().get(fold(form), ()), EQUIVALENT)
            for concept, central in self._concepts.get(fold(form), {}).items():
                _add(found, [f"concept {concept}"], central)
        for part in parts:
            for key, weight in self.senses(part, language).items():
                if " " not in key:
                    _add(found, [key], OF_PART * weight)
        return found

    def _keys(self, phrase: str) -> list[str]:
        """The folded words of a term of the glossary; a phrase is met by any of its words."""
        function_words = FUNCTION_WORDS["sv"] | FUNCTION_WORDS["en"]
        folded = [fold(token.text) for token in tokens(phrase)]
        return [word for word in folded if word not in function_words] or folded


def likeness(one: Word, other: Word) -> float:
    """How surely two words say the same, 0 to 1."""
    shared = one.senses.keys() & other.senses.keys()
    best = max((_shared(key, one, other) for key in shared), default=0.0)
    if best >= OF_COGNATES:
        return best
    return OF_COGNATES if _are_cognates(one.lemma, other.lemma) else best


def best_likeness(word: Word, others: Sequence[Word]) -> float:
    """How surely some of the others says what a word says."""
    return max((likeness(word, other) for other in others), default=0.0)


def carried_share(statement: Sequence[Word], quotes: Sequence[Word]) -> float:
    """How much of a statement's words the quotes say too, 0 to 1; 1.0 for no words."""
    if not statement:
        return 1.0
    found = sum(best_likeness(word, quotes) >= ALIKE for word in statement)
    return found / len(statement)


def _shared(key: str, one: Word, other: Word) -> float:
    weight = min(one.senses[key], other.senses[key])
    return OF_CONCEPT * weight if key.startswith("concept ") else weight


def _are_cognates(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    shared = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    return shared >= _SHARED_LETTERS and shared >= _SHARED_SHARE * max(len(one), len(other))


def _concepts_by_term(glossary: Glossary) -> dict[str, dict[str, float]]:
    """What each term of one word means: its first concepts, the strongest of all its rows."""
    found: dict[str, dict[str, float]] = {}
    for entry in glossary.entries:
        for term in (*entry.sv, *entry.en):
            own = found.setdefault(fold(term), {})
            for concept, weight in zip(entry.concepts, CENTRALITY, strict=False):
                own[concept] = max(own.get(concept, 0.0), weight)
    return found


@cache
def _synonyms() -> Mapping[str, Sequence[str]]:
    """The senses of common words, by their folded dictionary forms."""
    found: dict[str, list[str]] = {}
    for number, row in enumerate(table_rows(_SYNONYMS)):
        for word in row[0].split():
            found.setdefault(fold(word), []).append(f"sense {number}")
    return found


def _is_content(word: str, language: Language) -> bool:
    return word == "IT" or word.casefold() not in FUNCTION_WORDS[language]


def _at_hyphens(lemma: str) -> list[str]:
    parts = re.split("[-‐‑]", lemma)
    return [part for part in parts if len(part) > 1] if len(parts) > 1 else []


def _add(senses: dict[str, float], keys: Sequence[str], weight: float) -> None:
    for key in keys:
        senses[key] = max(senses.get(key, 0.0), weight)
