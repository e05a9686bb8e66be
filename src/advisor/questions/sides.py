"""Whether a question asks in so many words for what speaks for a thing, against it, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.vocabulary import Sides

_GOOD = (
    r"(?:f[öo]rdel(?:ar(?:na)?|en)?|styrk(?:or(?:na)?|an?)|plus(?:sidor(?:na)?)?"
    r"|advantages?|benefits?|upsides?|strengths?|merits|pros)"
)
_BAD = (
    r"(?:nackdel(?:ar(?:na)?|en)?|svaghet(?:er(?:na)?)?|minus(?:sidor(?:na)?)?|bekymmer"
    r"|b[öo]rd(?:a|an|or)|disadvantages?|drawbacks?|downsides?|weakness(?:es)?|burdens?|cons)"
)
# Words that are sides only beside each other, and of something: "risker och möjligheter med AI".
_CHANCE = (
    rf"(?:{_GOOD}|m[öo]jlighet(?:er(?:na)?)?|vinster(?:na)?|nyttor(?:na)?|opportunit(?:y|ies)"
    r"|gains?)"
)
_TROUBLE = (
    rf"(?:{_BAD}|risk(?:er(?:na)?)?|utmaning(?:ar(?:na)?)?|hinder|hindren|problem(?:en)?|hot(?:en)?"
    r"|sv[åa]righet(?:er(?:na)?)?|begr[äa]nsning(?:ar(?:na)?)?"
    r"|challenges?|risks?|problems|limitations|threats)"
)
_OF = r"(?=\s+(?:(?:finns|finns det|[äa]r det|f[öo]ljer|are there)\s+)?(?:med|av|of|with|from)\b)"
_AND = (
    r"(?:\s*(?:/|&|,)\s*|\s+(?:och|samt|respektive|resp\.?|kontra|eller|and|or|versus|vs\.?)\s+"
    r"(?:(?:vilka|vad|[äa]r|what|which|are|the|its?|possible|eventuella?|en|an?)\s+){0,3})"
)
_FOR, _AGAINST = r"(?:f[öo]r|for)", r"(?:e?mot|against)"
# "för eller emot" asks where somebody stands: "Är cheferna för eller emot samverkan?"
_FOR_AND_AGAINST = (
    rf"{_FOR}\s*(?:,|/|(?:och|samt|respektive|resp\.?|and)(?:\s+(?:vad|what))?)\s*"
    rf"(?:(?:talar|v[äa]ger|s[äa]ger|taler|speaks?|counts?|is said)\s+)?{_AGAINST}"
)
_SPEAKS = (
    r"(?:(?:vad|vilka|what|which|hur|d[äa]r|som)\s+)?"
    r"(?:(?:vilka|[äa]r|are|the|finns(?: det)?|is there|can be|case)\s+){0,3}"
    r"(?:(?:sk[äa]l|argument(?:en|s)?|arguments?)\s+)?(?:(?:som|that|det|till)\s+)?"
    r"(?:(?:talar|v[äa]ger|s[äa]ga|speaks?|count(?:s)?|said|say)\s+)?"
)
_SPOKEN = re.compile(rf"\b{_SPEAKS}(?:b[åa]de |both )?{_FOR_AND_AGAINST}\b", re.IGNORECASE)
_BOTH = re.compile(
    rf"\b{_GOOD}{_AND}{_BAD}\b|\b{_BAD}{_AND}{_GOOD}\b"
    rf"|\b(?:{_CHANCE}{_AND}{_TROUBLE}|{_TROUBLE}{_AND}{_CHANCE})\b{_OF}"
    r"|\bf[öo]r-\s*(?:/|och|respektive|resp\.?|eller|samt|kontra)\s*nackdel(?:ar(?:na)?)?\b"
    r"|\bf[öo]r och nackdel(?:ar(?:na)?)?\b"
    rf"|{_SPOKEN.pattern}"
    r"|\b(?:bra|good) (?:och|respektive|and) (?:(?:vad|what) (?:[äa]r|is) )?(?:d[åa]ligt|bad)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"{_GOOD}|{_BAD}|respektive|kontra", re.IGNORECASE)
_EITHER_SIDE = re.compile(rf"{_SIDE.pattern}|{_CHANCE}|{_TROUBLE}", re.IGNORECASE)
_ONE_SPOKEN: tuple[tuple[Sides, re.Pattern[str]], ...] = (
    (
        "against",
        re.compile(
            r"\b(?:(?:vad|vilka|what|which) )?"
            r"(?:talar|argument(?:en|s)?|sk[äa]l(?:en)?|speaks?|arguments?|v[äa]ger)"
            r"(?: (?:som )?talar)? (?:e?mot|against)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "for",
        re.compile(
            r"\b(?:vad talar|what speaks|arguments?|argument(?:en)? som talar|sk[äa]l som talar)"
            r" (?:f[öo]r|in favou?r of|for)\b(?! (?:det ena|respektive|vad|vilket|each|which))",
            re.IGNORECASE,
        ),
    ),
)
_ONE: tuple[tuple[Sides, re.Pattern[str]], ...] = (
    *_ONE_SPOKEN,
    (
        "against",
        re.compile(
            r"\b(?:nackdel(?:ar(?:na)?|en)?|svagheter(?:na)?|disadvantages?|drawbacks?|downsides?"
            r"|weaknesses|cons)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "for",
        re.compile(
            r"\b(?:f[öo]rdel(?:ar(?:na)?|en)|styrkor(?:na)?|advantages?|upsides?|strengths)\b",
            re.IGNORECASE,
        ),
    ),
)
# Other things are weighed against it: for or against would not say which.
_COMPARES = re.compile(
    r"\b(?:j[äa]mf[öo]r\w*|kontra|versus|vs|i f[öo]rh[åa]llande till|skillnad\w*|st[äa]llt mot"
    r"|compar\w*|relative to|as opposed to|differ(?:s|ences?)?"
    r"|(?:de )?olika (?:v[äa]gar|alternativ|modell|l[öo]sning)\w*|respektive (?:v[äa]g|alternativ)"
    r"|(?:the )?(?:various|different) (?:routes?|options?|alternatives?|models?)"
    r"|(?:varje|vardera|each) (?:v[äa]g|alternativ|modell|route|option|alternative|model))\b"
    r"|\b(?:varje|vardera|each)\W*$|\bmot (?:en|ett) (?:egen|eget|annan|annat)\b"
    # Several in a row: "Samverkan, sammanläggning och köp: plus och minus?"
    r"|^\s*[\w-]+(?: [\w-]+){0,2}, [\w-]+(?: [\w-]+){0,2}(?:,| och | and | or | eller )",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"\b((?:stat|region|state|county|government)\w*) (?:eller|or) (?:the )?"
    r"(?:stat|region|state|county|government)\w*",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:vara|being|be) (?:(?:en|ett|a|an|s[åa]|such|so|ganska|rather) ){0,2}"
    r"(?:liten|litet|sm[åa]|stora?|stort|ensam|gles\w*|small|little|tiny|large|big|few|alone"
    r"|sparse\w*)\b"
    r"|\blitenhet\w*|\bsm[åa]skalighet\w*|\bsmallness\b|\bsmall size\b|\bfew in number\b",
    re.IGNORECASE,
)
# Somebody's own, and not of something to do: "Vilka styrkor har kommunerna i Fyrbodal?".
_OF_SOMEBODY = re.compile(
    r"^\s+(?:finns\s+)?(?:(?:har|hos|i|bland|do|does|among)\s+(?:\S+\s+){0,2}?"
    r"|(?:of|in)\s+(?:(?:the|an?|our|small|large|larger|smaller|swedish)\s+(?:\S+\s+)?)?)"
    r"(?:kommun(?:en|er|erna)?|region(?:en)?|municipalit(?:y|ies)|councils?)\b",
    re.IGNORECASE,
)


def question_sides(text: str, last: str) -> Sides | None:
    """The sides that a question asks for in so many words; None where it asks for none.

    `last` is the sentence that asks. Both may be asked for beside it ("För- och nackdelar, tack.");
    what is told there of one side asks for nothing.

    Takes no language: few words decide, and none of them says anything else in the other language.
    """
    if _BOTH.search(text):
        return "both"
    asked = {sides for sides, pattern in _ONE if pattern.search(last)}
    return "both" if len(asked) > 1 else next(iter(asked), None)


def is_of_somebody(text: str) -> bool:
    """Whether both sides are asked for of somebody, and not of something."""
    asked = _BOTH.search(text)
    return bool(asked and _OF_SOMEBODY.search(text[asked.end() :]))


def as_one_party(text: str) -> str:
    """A text with "staten eller regionen" told as one, as somebody who is to do something is."""
    return _PARTIES.sub(lambda match: match[1], text)


def is_of_state(text: str) -> bool:
    """Whether a question asks about how it is to be something, as "att vara en liten kommun"."""
    return bool(_STATE.search(text))


def compares(text: str) -> bool:
    """Whether a question sets several ways beside each other, so that each has its own sides."""
    return bool(_COMPARES.search(text))


def speaking_spans(text: str) -> Iterator[tuple[int, int]]:
    """The words that ask by a verb or a preposition what speaks for and against, as [start, end).

    Sources have them of much else, and seldom where they give reasons.
    """
    for pattern in (_SPOKEN, *(pattern for _, pattern in _ONE_SPOKEN)):
        yield from (match.span() for match in pattern.finditer(text))


def names_side(word: str, sides: Sides) -> bool:
    """Whether a word, or each word of a phrase, asks for these sides: "fördelar", "plus minus"."""
    names = _EITHER_SIDE if sides == "both" else _SIDE
    return all(names.fullmatch(one) for one in word.split())


def without_asking_for_sides(text: str) -> str:
    """A text with blanks for the words that ask for sides; as long as before."""
    for pattern in (_BOTH, *(pattern for _, pattern in _ONE)):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text
