"""Detection: whether a text is Swedish or English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from advisor.language.words import FUNCTION_WORDS, tokens
from advisor.vocabulary import Language


def detect_language(text: str) -> Language:
    """The language that most of the text is in; Swedish when nothing decides.

    Function words decide, so that a Swedish term in an English question changes nothing; letters
    and endings count less and help where a short question has no function word.
    """
    words = [token.text.casefold() for token in tokens(text)]
    return "en" if _votes(words, "en") > _votes(words, "sv") else "sv"


_FUNCTION_WORD = 2.0
_LETTER: Mapping[Language, float] = {"sv": 1.0, "en": 0.5}  # å ä ö are the surer sign
_ENDING = 0.5

# Function words of both languages, or of one and content words of the other.
_AMBIGUOUS = "for man till under all has any men be do fast here most so her at over far"
_UNSURE = (FUNCTION_WORDS["sv"] & FUNCTION_WORDS["en"]) | frozenset(_AMBIGUOUS.split())
_FUNCTION_WORDS: Mapping[Language, frozenset[str]] = {
    language: words - _UNSURE for language, words in FUNCTION_WORDS.items()
}

_SWEDISH_LETTERS = re.compile("[åäö]")
_ENGLISH_LETTERS = re.compile(r"w|th|sh|ee|oo|ou|qu|ea|[^s]ch")
_ENDINGS: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\w{2}(?:ning|ningen|ningar|ingen|het|heten|heter|erna|arna|orna|[ae]nde|isk|iska|lig|liga"
        r"|ligt|skap|tion(?:en|er)|sionen|ering|else|elsen|elser|ade|ast|sätt|satt|kommun(?:er|en)?"
        r"|tjanst|tjanster|na|or)$"
    ),
    "en": re.compile(
        r"\w{2}(?:tions?|ments?|ness|it(?:y|ies)|ships?|ings|ly|ous|ful|[ai]ble|[ae]nce|ives?|i[sz]ed?"
        r"|[^aeiouys]ed|[^aeiou]ies|ical|ual|ures?|ough|ices?|ology|ck|ys?|th|rs)$"
    ),
}
_LETTERS: Mapping[Language, re.Pattern[str]] = {"sv": _SWEDISH_LETTERS, "en": _ENGLISH_LETTERS}


def _votes(words: Iterable[str], language: Language) -> float:
    return sum(_vote(word, language) for word in words)


def _vote(word: str, language: Language) -> float:
    if word in _UNSURE:
        return 0
    if word in _FUNCTION_WORDS[language]:
        return _FUNCTION_WORD
    letters = _LETTER[language] if _LETTERS[language].search(word) else 0
    return letters + (_ENDING if _ENDINGS[language].search(word) else 0)
