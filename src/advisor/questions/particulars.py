"""Questions that only a particular thing answers: the name of a municipality, a date, a duration.

What a source tells of "some municipalities" answers no question for which ones they are.
"""

from __future__ import annotations

import re
from typing import Literal

from advisor.language.measures import states_measure
from advisor.questions.focus import last_question
from advisor.questions.municipalities import municipality
from advisor.vocabulary import Language

Particular = Literal["municipality", "date", "duration"]

_SV_WHICH = (
    r"vilk(?:en|a)\s+(?:av\s+)?(?:(?:de|\w+s)\s+)?(?:(?:\w+[ae]|två|fem|sex|\d+)\s+)?"
    r"(?:medlems)?kommun(?:er|erna)?"
)
_EN_WHICH = (
    r"which\s+(?:of\s+the\s+)?(?:(?:two|three|four|five|six|ten|twenty|\d+|small|large|larger"
    r"|smaller|swedish|other|fyrbodal|member|neighbouring|pragmatic|operational|strategic|studied)"
    r"\s+)?(?:municipalit(?:y|ies)|councils?|towns?)"
)
# What holds of a kind of municipality needs no name: "Vilka kommuner brukar ...".
_OF_A_KIND = re.compile(
    r"\b(?:brukar|oftast|vanligen|avgör|bestämmer|bör|borde|passar|gynnas|tjänar|vinner|förlorar"
    r"|lyckas|klarar|behöver|riskerar|drabbas|usually|typically|tend|should|decides?|determines?"
    r"|suits?|end up|benefits?|gains?|lose|succeed|need|struggle|risk)\b"
    r"|\b(?:sort|slag|typ|kind)",
    re.IGNORECASE,
)
_WHICH = re.compile(rf"\b(?:{_SV_WHICH}|{_EN_WHICH})\b", re.IGNORECASE)
# At the head of the question; "När bör ..." and "When does ..." ask for circumstances.
_HEAD = r"^\W*(?:och |and )?"
_ASKED: dict[Language, tuple[tuple[Particular, re.Pattern[str]], ...]] = {
    "sv": (
        (
            "date",
            re.compile(
                rf"{_HEAD}(?:när|nar) (?:ska|skall|antogs?|bildades|blev|började|börjar|infördes"
                r"|togs|trädde|träder|klubbades|kommer|väntas|startade|gjordes|lanserade?s)\b",
                re.IGNORECASE,
            ),
        ),
        ("duration", re.compile(rf"{_HEAD}hur (?:länge|l[åa]ng (?:tid|är))\b", re.IGNORECASE)),
    ),
    "en": (
        ("date", re.compile(rf"{_HEAD}when (?:will|was|were|did|is|are)\b", re.IGNORECASE)),
        ("duration", re.compile(rf"{_HEAD}(?:for )?how long\b", re.IGNORECASE)),
    ),
}
_SIZE = re.compile(
    r"\b(?:små|mindre|stora|större|medelstora|small(?:er)?|large[r]?)\s+(?:kommun|municipal)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w-]*")


def asked_particular(text: str, language: Language) -> Particular | None:
    """What only answers a question; None where it asks for none of these."""
    if _WHICH.search(text) and not _OF_A_KIND.search(text):
        return "municipality"
    asked = last_question(text.strip())
    return next((particular for particular, asks in _ASKED[language] if asks.search(asked)), None)


def tells_particular(text: str, particular: Particular, question: str) -> bool:
    """Whether a text has one: a municipality that is not the question's own, or those of a size."""
    if particular == "municipality":
        is_of_size = bool(_SIZE.search(text)) and not _SIZE.search(question)
        return is_of_size or bool(_municipalities(text) - _municipalities(question))
    if particular == "duration":  # "sedan 2012" tells how long, too
        return states_measure(text, "duration") or states_measure(text, "date")
    return states_measure(text, "date")


def _municipalities(text: str) -> set[str]:
    named = (municipality(word) for word in _WORD.findall(text) if word[0].isupper())
    return {name for name in named if name}
