"""Which figure a question asks for."""

from __future__ import annotations

import re

from advisor.language.measures import asked_measure
from advisor.language.numerals import is_numeral
from advisor.language.words import content_words
from advisor.questions.focus import last_question
from advisor.vocabulary import Language, Measure

_ASKS_NUMBER = re.compile(r"\b(?:hur m[åa]nga|antalet|antal|how many|number of)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_SV_ADJECTIVE = re.compile(r"\w+(?:a|å|ade|[ae]nde)", re.IGNORECASE)
_WORDS_AFTER = 5  # what is counted stands among so many words after those that ask for its number


def question_measure(text: str, language: Language) -> Measure | None:
    """What kind of figure a figure question asks for; None when any number will do."""
    return asked_measure(last_question(text.strip()), language)


def counted_word(text: str, language: Language) -> str:
    """The word whose number is asked for: "kommuner" of "Hur många kommuner ..."; or empty."""
    match = _ASKS_NUMBER.search(text)
    if match is None:
        return ""
    following = _WORD.findall(text[match.end() :])[:_WORDS_AFTER]
    said = {token.text for token in content_words(text, language)}
    counting = (i for i, word in enumerate(following) if word in said and not is_numeral(word))
    at = next(counting, None)
    if at is None:
        return ""
    word, after = following[at], following[at + 1] if at + 1 < len(following) else ""
    return after if after in said and _qualifies(word, after, language) else word


def _qualifies(word: str, after: str, language: Language) -> bool:
    """Whether a word is an adjective to the one after it, as far as its ending tells."""
    if language == "sv":
        return bool(_SV_ADJECTIVE.fullmatch(word)) and len(after) > 3
    return not word.endswith("s") and after.endswith("s")
