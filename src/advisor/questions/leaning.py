"""Whether a question leans on the ones before it: a small linear model over its wording.

Few follow-ups have a word that points back: "vilka var med?", "räcker pengarna?" and "what were the
steps?" are told by having little of their own, and by how they are put.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from advisor.language.folding import fold
from advisor.language.weights import read_weights
from advisor.language.words import Token, content_words, tokens
from advisor.vocabulary import Language

TABLE = Path(__file__).with_name("leaning.tsv")
ALWAYS = "always"
WORD = "word "  # begins the name of a feature that is a word

OTHER_SIDE = re.compile(
    r"^(?:(?:och|men|and|but)\s+)?(?:(?:vad|what)\s+)?(?:(?:talar|speaks?|argues?)\s+)?"
    r"(för|emot|mot|for|against)(?:\s+(?:det|då|it|then))?\W*$",
    re.IGNORECASE,
)
_FEW_WORDS = 4  # content words; a longer question brings its own subject
_STEM = 5  # letters, by which the forms of a word are one
_ENDING = 2  # letters
_WORDING = 6.0  # how much all words and pairs count together, beside the other features
_LENGTHS = (0, 1, 2, 3, 4, 5, 7)  # words, of a question's length at least
_MOST_CONTENT, _MOST_NEW, _MOST_AGAIN = 6, 4, 2  # words that are told apart by their number
_LONG = 10.0  # letters

_SV_ADJECTIVAL = (
    r"(?:\w+(?:st[ae]|sk[ae]|lig[ae]|ell[ae]|samm?a|nd[ae]|ad[ae])|nya|egna|andra|f[öo]rsta"
    r"|sm[åa]|stora|tv[åa]|tre|fyra|fem)"
)
# Words that point back to the question before: not articles ("den största"), not expletives
# ("finns det", "is it wise to"), not the start of a clause ("kommuner där", "systems that").
_POINTS_BACK: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"(?<!finns )(?<!fanns )\b(?:det|de|den)\b(?! {_SV_ADJECTIVAL}\b)"
        r"(?! (?:som|h[äa]r|d[äa]r|att|sig)\b)"
        r"(?!.*\b(?:att|som)\b)|\b(?:det|de|den) (?:h[äa]r|d[äa]r)\b"
        r"|\b(?:detta|denna|denne|dessa|dem|dom)\b"
        r"|\bs[åa]dan\w*\b(?! som\b)|\b(?:d[äa]r|d[åa])\W*$|^d[äa]r\b",
        re.IGNORECASE,
    ),
    # "IT" in capitals points to nothing.
    "en": re.compile(
        r"\b(?:it|It)\b(?!.*\b(?:to|that)\b)|(?i:\b(?:they|them|their|these|this|its)\b)"
        r"|(?i:\bthose\b)(?! (?:who|that|which)\b)|(?i:\bthere\W*$)"
        r"|(?i:\b(?:is|are|does|do|did|was|will|would|can|about|of|for|with|like)) that\b"
        r"|\bthat\W*$"
        r"|(?i:\b(?:larger|smaller|bigger|other|such) ones\b)"
    ),
}
# Of both languages: the fewer the words, the less sure is the language that they are in.
_CONTINUES = re.compile(
    r"^(?:och|men|eller|varf[öo]r d[åa]|hur d[åa]|and|but|or|then|what about|how about)\b"
    r"|^varf[öo]r\W*$|^why\W*$"
    # An aspect without a subject: it is the subject of the question before.
    r"|^(?:vilka|vad|finns det|n[åa]gra|what|which|are there|any)?\W*(?:är|ar|finns|are|is)?\W*"
    r"(?:det|de|the)?\W*(?:n[åa]gra |any )?"
    r"(?:risker(?:na)?|f[öo]rdelar(?:na)?|nackdelar(?:na)?|villkor(?:en)?|kostnader(?:na)?|hinder"
    r"|hindren|utmaningar(?:na)?|alternativ(?:en)?|argument(?:en)?|sk[äa]l(?:en)?"
    r"|risks?|benefits?|drawbacks?|costs?|conditions?|obstacles?"
    r"|challenges?|alternatives?|arguments?)(?: finns| finns det| are there)?\W*$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^(?:[äa]ven|ocks[åa]|inom|f[öo]r|hos|i|p[åa]|med|utan|also|even|for|in|with|without)\b"
    r"(?!.*\b(?:vad|vilk\w+|hur|n[äa]r|var|vem|ska|b[öo]r|kan"
    r"|what|which|how|when|who|should|can|do|does)\b)",
    re.IGNORECASE,
)


def leans(text: str, history: Sequence[str], language: Language) -> bool:
    """Whether a question cannot be read without what was asked before it, earliest first."""
    features = leaning_features(text, history, language, _known())
    return leaning(features, _weights()) > 0


def leaning(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Above 0: it leans. Features without a weight count nothing."""
    return math.fsum(weights.get(name, 0.0) * value for name, value in features.items())


def leaning_features(
    text: str, history: Sequence[str], language: Language, known: Collection[str]
) -> dict[str, float]:
    """What a question shows of whether it leans, by name; `known` are the words, folded, that are
    told apart.
    """
    text = text.strip()
    said, content = tokens(text), content_words(text, language)
    before = {fold(token.text) for turn in history for token in tokens(turn)}
    found = dict.fromkeys(_patterns(text, language, len(content)), 1.0)
    found |= dict.fromkeys(_names(said, before), 1.0)
    found |= _of_content(content, before)
    wordings = list(_wordings(said, known))
    share = _WORDING / math.sqrt(len(wordings)) if wordings else 0.0
    least = max(length for length in _LENGTHS if length <= len(said))
    return found | dict.fromkeys(wordings, share) | {f"at least {least} words": 1.0, ALWAYS: 1.0}


def known_words(names: Iterable[str]) -> frozenset[str]:
    """The words that are told apart, among the names of features."""
    return frozenset(name.removeprefix(WORD) for name in names if name.startswith(WORD))


def is_name(token: Token, place: int) -> bool:
    """Whether the capitals of the word at this place of a question make it a name."""
    first, others = token.text[0], token.text[1:]
    return bool(place and first.isupper()) or any(sign.isupper() for sign in others)


def _patterns(text: str, language: Language, n_content: int) -> Iterator[str]:
    is_short = n_content <= _FEW_WORDS
    points = bool(_POINTS_BACK[language].search(text))
    is_fragment = bool(_FRAGMENT.search(text))
    goes_on = bool(_CONTINUES.search(text))
    is_other_side = bool(OTHER_SIDE.match(text))
    told = {
        "goes on": goes_on,
        "other side": is_other_side,
        "points back": points,
        "points back, short": points and is_short,
        "fragment": is_fragment,
        "any pattern": goes_on or is_other_side or (is_short and (points or is_fragment)),
    }
    yield from (name for name, is_so in told.items() if is_so)


def _names(said: Sequence[Token], before: Collection[str]) -> Iterator[str]:
    named = [fold(token.text) for place, token in enumerate(said) if is_name(token, place)]
    if named:
        yield "a name"
        yield "a name anew" if any(name in before for name in named) else "other names"
    if any(name not in before for name in named):
        yield "a new name"


def _of_content(content: Sequence[Token], before: Collection[str]) -> dict[str, float]:
    """How much a question has of its own, and how much of it was asked of before."""
    stems = {word[:_STEM] for word in before if len(word) >= _STEM}
    new = [
        token
        for token in content
        if fold(token.text) not in before and fold(token.text)[:_STEM] not in stems
    ]
    again = len(content) - len(new)
    return {
        f"content {min(len(content), _MOST_CONTENT)}": 1.0,
        f"new {min(len(new), _MOST_NEW)}": 1.0,
        f"again {min(again, _MOST_AGAIN)}": 1.0,
        "longest new": max((len(token.text) for token in new), default=0) / _LONG,
    }


def _wordings(said: Sequence[Token], known: Collection[str]) -> Iterator[str]:
    """The words that are told apart and the kinds of the others, then their pairs."""
    row = [_kind(token, place, known) for place, token in enumerate(said)]
    yield from (f"{WORD}{word}" for word in dict.fromkeys(row))
    yield from dict.fromkeys(f"{one} {other}" for one, other in pairwise(("^", *row, "$")))


def _kind(token: Token, place: int, known: Collection[str]) -> str:
    folded = fold(token.text)
    if folded in known:
        return folded
    if is_name(token, place):
        return "NAME"
    if token.text[0].isdigit():
        return "NUMBER"
    # Its ending tells what was spoken of ("pengarna") from what was not ("pengar").
    return f"*{folded[-_ENDING:]}" if len(folded) >= _STEM else "*"


@cache
def _weights() -> Mapping[str, float]:
    return {name: weight for name, (weight,) in read_weights(TABLE).items()}


@cache
def _known() -> frozenset[str]:
    return known_words(_weights())
