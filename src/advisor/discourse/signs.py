"""The signs of a sentence: which words of an argument it has, in any report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from advisor.language.numerals import NUMBER_WORDS
from advisor.language.tables import table_rows
from advisor.language.words import FUNCTION_WORDS
from advisor.vocabulary import Language, Sign

_TABLE = Path(__file__).with_name("signs.tsv")
_STANDS: Mapping[str, str] = {  # where a pattern of the table stands in a sentence
    "word": r"\b(?:{})\b",
    "stem": r"\b(?:{})",
    "opening": r"^(?:{})\b",
    "anywhere": r"(?:{})",
}
_YEAR_OR_REFERENCE = re.compile(
    r"\([^()]*\b(?:19|20)\d\d[a-z]?[^()]*\)|\b(?:19|20)\d\d\b|\be-\w+|\b\d+\.\d+(?:\.\d+)*\b(?! ?%)"
)
_MASTERED = re.compile(
    r"\b(?:möt(?:a|er|s)|hanter\w*|lös(?:a|er|te|s)|övervinn\w*|adresser\w*|klara\w*|undvik\w*"
    r"|förebygg\w*|motverk\w*|åtgärd\w*|mindre|minskad?e?|lägre"
    r"|less|lower|deal(?:ing)? with|tackl\w*|cop(?:e|ing) with|meet\w*|address\w*|overcom\w*"
    r"|handl(?:e|es|ing)|solv\w*|avoid\w*|prevent\w*)\b(?:\s+\S+){0,6}?\s+"
    r"(?:utmaning|sårbar|problem|hinder|risk|svårighet|brist|begränsning|konflikt|fallgrop"
    r"|challenge|obstacle|difficult|pitfall)\w*",
    re.IGNORECASE,
)
# A risk that gets smaller, with all that it is a risk of: else that would count as a drawback.
_LESSENED = re.compile(
    r"\b(?:minska[rst]?|sänk(?:a|er|t|te)|reducera[rst]?|reduc(?:e|es|ing)|lessen(?:s|ing)?"
    r"|lower(?:s|ing)|diminish(?:es|ing)?)\b\s+"
    r"(?:(?!(?:är|ökar|ger|medför|innebär|men|inte|is|are|raises?|increases?|but|not)\b)"
    r"[^\s,]+\s+){0,3}?(?:risk(?:en|er|erna|s)?\b|sårbarhet\w*|vulnerab\w*)"
    r"(?:(?!,? (?:men|samtidigt|dock|but|however|while)\b)[^.;])*",
    re.IGNORECASE,
)
# Both sides in one breath speak for neither.
_BOTH = re.compile(
    r"\bmöjlighet\w* och (?:\w+ )?(?:utmaning|hinder|svårighet|risk)\w*"
    r"|\b(?:utmaning|hinder|svårighet|risk)\w* och (?:\w+ )?möjlighet\w*"
    r"|\bopportunities and (?:challenges|risks)\b|\b(?:challenges|risks) and opportunities\b"
    r"|\bhindr\w* och minska\w*",
    re.IGNORECASE,
)
_KEYWORDS = re.compile(r"\W*(?:key ?words?|nyckelord|s[öo]kord|[äa]mnesord)\s*:", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+)$")


def signs(sentence: str, language: Language) -> frozenset[Sign]:
    """What the words of a sentence show, and how it begins and ends."""
    patterns = _patterns()[language]
    found = {sign for sign, pattern in patterns.items() if pattern.search(sentence)}
    if "drawback" in found and not patterns["drawback"].search(
        _BOTH.sub(" ", _MASTERED.sub(" ", _LESSENED.sub(" ", sentence)))
    ):
        found.discard("drawback")  # one that is met, or lessened, speaks against nothing
    if "number" in found and not patterns["number"].search(_YEAR_OR_REFERENCE.sub(" ", sentence)):
        found.discard("number")  # a year of publication is no figure
    if sentence.rstrip("”\"' ").endswith("?"):
        found.add("question")
    if sentence.rstrip().endswith((":", ";")):
        found.add("lead")
    if _KEYWORDS.match(sentence):
        found.add("keywords")
    if _is_cut(sentence, language):
        found.add("cut")
    return frozenset(found)


@cache
def _patterns() -> Mapping[Language, Mapping[Sign, re.Pattern[str]]]:
    """The table and the words for numbers, each sign's as alternatives of one pattern."""
    rows: dict[Language, dict[Sign, list[str]]] = {
        language: {"number": [_STANDS["word"].format("|".join(words))]}
        for language, words in NUMBER_WORDS.items()
    }
    for sign, language, stands, pattern in table_rows(_TABLE):
        of_sign = rows[cast("Language", language)].setdefault(cast("Sign", sign), [])
        of_sign.append(_STANDS[stands].format(pattern))
    return {
        language: {
            sign: re.compile("|".join(alternatives), re.IGNORECASE)
            for sign, alternatives in of_language.items()
        }
        for language, of_language in rows.items()
    }


def _is_cut(sentence: str, language: Language) -> bool:
    """Whether the text ends in the middle of a sentence: no stop, and a word that wants another."""
    last = _LAST_WORD.search(sentence.rstrip())
    return last is not None and last[1].casefold() in FUNCTION_WORDS[language]
