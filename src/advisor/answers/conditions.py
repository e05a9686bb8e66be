"""Whether a text tells what a proposal takes to succeed, or where it fits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.answers.proposals import Proposal, folded

# "X kräver Y", "X fungerar bäst när Y", "för att X krävs Y", "Y är avgörande för X": X is what
# depends, and must be what is proposed.
_CLAUSE = r"(?:^|(?<=[.:;]))"  # where one begins
_CONDITIONS = (
    re.compile(
        rf"{_CLAUSE}(?P<of>[^.:;]*?)"
        r"\b(?:kraver|forutsatter|beror pa|bygger pa|staller krav pa"
        r"|(?:ar|var|vara|visade sig vara) beroende av"
        r"|requires?|depends? (?:up)?on|presupposes?)\b(?P<what>[^.]*)"
    ),
    re.compile(
        rf"{_CLAUSE}(?P<of>[^.:;]*?)"
        r"\b(?:lampar sig|ar lamplig\w*|passar|fungerar|works?|is suited)"
        r"(?: (?:bast|bra|val|best|well|enbart|endast|only))? (?:for|vid|nar|om|dar|in|if|when)\b"
        r"(?P<what>[^.]*)"
    ),
    re.compile(
        rf"{_CLAUSE}(?P<of>[^.:;]*?)"
        r"\b(?:forutsatt att|sa lange|under forutsattning|endast om|bara om"
        r"|provided that|unless|only if)\b(?P<what>[^.]*)"
    ),
    re.compile(r"\b(?:valjer|chooses?) (?P<of>[^.,;:]*?) (?:nar|when)\b(?P<what>[^.]*)"),
    re.compile(
        r"\b(?:for att|in order to|for)\b(?P<of>[^.;:]*?)\b(?:maste|kravs|behov(?:er|s)"
        r"|ar det (?:\w+ )?(?:nodvandigt|viktigt|avgorande)|must|needs? to|are needed|is needed)\b"
        r"(?P<what>[^.]*)"
    ),
    re.compile(
        rf"{_CLAUSE}(?P<what>[^.;:]*)\b(?<!vilket ar )"
        r"(?:avgorande|nodvandig[ta]?|en (?:\w+ )?forutsattning|framgangsfaktor\w*"
        r"|crucial|necessary|essential|vital(?: part)?|prerequisite)\b"
        r"[^.,;:]{0,30}?\b(?:for|vid|to|of)\b(?!(?: (?!att\b)\w+){1,3} att\b)"
        r"(?P<of>(?:(?! ar )[^.,;:])*)"
    ),
)
# What is overcome is no proposal, and what makes room for a thing is the thing itself.
_NO_CONDITION = re.compile(
    r"\b(?:skapa|forbattra|ge)\w* (?:\w+ )?forutsattning\w*"
    r"|\bfor att (?:hantera|mota|overvinna|losa|hindra) [^.,;:]*"
)
_SUBJECT = 4  # words before what makes a thing needed that may name the thing itself
_THOSE_WHO_SHARE = re.compile(r"\bsam(?:verk|arbet)ande\b")  # no word of sharing itself


def stated_conditions(proposal: Proposal, text: str) -> Iterator[str]:
    """The stretches of a text that tell what the proposal, or the deed it is about, takes."""
    said = _NO_CONDITION.sub(lambda match: " " * len(match[0]), folded(text))
    for pattern in _CONDITIONS:
        match = pattern.search(said)
        if match and _is_proposed(proposal, match["of"]) and not _is_it(proposal, match["what"]):
            yield text[match.start() : match.end()] if len(said) == len(text) else text


def _is_proposed(proposal: Proposal, said: str) -> bool:
    return proposal.is_named(said) or any(deed.search(said) for deed in proposal.deeds)


def _is_it(proposal: Proposal, said: str) -> bool:
    """Whether what is needed is the proposal itself: then it is a reason for it."""
    last = " ".join(said.split()[-_SUBJECT:])
    return proposal.is_named(said) or _is_proposed(proposal, _THOSE_WHO_SHARE.sub(" ", last))
