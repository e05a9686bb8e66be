"""Which side of a thing a question asks about, by the sign that a telling sentence has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.questions.focus import last_question
from advisor.vocabulary import Sign

_ASPECTS: Mapping[Sign, str] = {
    "drawback": (
        r"\b(?:sv[åa]righet|utmaning|hinder|hindren|problem|brist|f[öo]rsv[åa]r|hindra|sv[åa]rt\b"
        r"|motst[åa]nd|bekymmer|misslyck"
        r"|difficult|challenge|obstacle|barrier|problem|shortcoming|fail|hinder|hard\b)\w*"
    ),
    "benefit": (
        r"\b(?:f[öo]rdel(?:ar|arna|en)?\b|vinst|nytta|nyttor|m[öo]jlighet|besparing"
        r"|styrk(?:a|or)\b"
        r"|benefit|advantage|gain|opportunit|saving|strength)\w*"
    ),
    "condition": (
        r"\b(?:f[öo]ruts[äa]ttning|villkor|framg[åa]ngsfaktor|kr[äa]vs\b"
        r"|condition|prerequisite|success factor|require)\w*"
    ),
    "cause": (
        r"\b(?:varf[öo]r|orsak|anledning|beror|f[öo]rklar"
        r"|why\b|reason|cause|explain)\w*"
    ),
    "directive": (
        r"\b(?:b[öo]r|borde|rekommend|r[åa]d\b|l[äa]rdom|t[äa]nka p[åa]"
        r"|should|ought|recommend|advice|lesson)\w*"
    ),
}
_ASKING = {sign: re.compile(pattern, re.IGNORECASE) for sign, pattern in _ASPECTS.items()}


def question_aspect(text: str) -> Sign | None:
    """The sign that a telling sentence has; None when none or several fit.

    Takes no language: the words of both stand together, as the two share many ("problem", "hinder",
    "rekommend-"), and a question whose language was guessed wrong keeps its aspect.
    """
    asked = last_question(text.strip())
    found = [sign for sign, asks in _ASKING.items() if asks.search(asked)]
    return found[0] if len(found) == 1 else None
