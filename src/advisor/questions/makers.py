"""Questions for who made a source: who wrote it, paid for it, or carried the work out."""

from __future__ import annotations

import re
from typing import Literal

Making = Literal["writing", "paying"]

_WORK = (
    r"(?:\w*rapport\w*|\w*uppsats\w*|\w*studien?|\w*undersökning\w*|\w*avhandling\w*|\w*analysen?"
    r"|\w*utredning\w*|\w*genomlysning\w*|report|thesis|essay|(?:pre-?)?study|survey|analysis"
    r"|investigation|paper)"
)
_WHO = r"\b(?:vem|vilka|vilken|who|which \w+|by whom)\b"
# The words of a noun phrase before its noun.
_TO = r"(?:\s+(?!om\b|i\b|man\b|about\b|in\b)[\w-]+){0,3}?\s+"
_ASKED: tuple[tuple[Making, str], ...] = (
    (
        "writing",
        r"(?:skrivit|skrev|författat|författade|gjort|gjorde|genomfört|genomförde|handlett|handledde"
        r"|(?:står|stod) bakom|(?:är|var) författare till"
        r"|(?:is|was|are|were) (?:the authors? of|behind)|wrote|authored|supervised|carried out"
        r"|conducted)",
    ),
    (
        "paying",
        r"(?:betalat|betalade|betalar|finansierat|finansierade|beställt|beställde|bekostat|bekostade"
        r"|paid|funded|financed|commissioned|ordered)",
    ),
)
_ASKING = tuple(
    (making, re.compile(rf"{_WHO}[^.?!]{{0,40}}?\b{verb}{_TO}{_WORK}\b", re.IGNORECASE))
    for making, verb in _ASKED
)
_TOLD: dict[Making, str] = {
    "writing": (
        r"(?:författar\w+|handledare|uppdragstagare|authors?|supervisors?)\s*:"
        r"|\b(?:författa(?:d|t|ts)|skriv(?:en|et|its)|skrevs|utarbetats?|(?:genom|ut)för(?:ts?|d|des)"
        r"|handletts?|written|authored|supervised|conducted|carried out|made) (?:av|by)\b"
    ),
    "paying": (
        r"\b(?:finansiera(?:s|d|t|ts|des)|betala(?:s|d|t|ts|des)|bekosta(?:s|d|t|ts|des)"
        r"|på uppdrag|beställ(?:d|t|ts|des)|funded|financed|commissioned|paid for) (?:av|by)\b"
        r"|\b(?:finansiär|beställare|uppdragsgivare|funder|client)\w*"
    ),
}
_TELLING = {making: re.compile(told, re.IGNORECASE) for making, told in _TOLD.items()}


def asked_making(text: str) -> Making | None:
    """What a question wants to know of the making of a work: "Vem har skrivit rapporten?"."""
    return next((making for making, asks in _ASKING if asks.search(text)), None)


def tells_making(text: str, making: Making) -> bool:
    """Whether a text says who did that, of whatever work."""
    return bool(_TELLING[making].search(text))
