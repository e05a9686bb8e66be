"""The municipality that asks, by name or size: "Ska Ljusdal ansluta sig?", "vi är 9 000 invånare".

No source need name it for its question to be answered, nor have its number of inhabitants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisor.questions.municipalities import municipality
from advisor.types import Term
from advisor.vocabulary import Form

ASKER = 0.2  # of its weight: who asks says little of what is asked
# What stands before the one that is to act, or that speaks.
_ACTING = re.compile(
    r"\b(?:ska|skall|b[öo]r|borde|kan|beh[öo]ver|m[åa]ste|vill|(?:vi|oss|h[äa]r) i"
    r"|should|shall|ought|can|could|must|(?:we|us|here) in)\s*$",
    re.IGNORECASE,
)
# How many live in the municipality that asks, or in one such as it.
_SIZE = re.compile(
    r"(?P<asker>\b(?:vi|oss|v[åa]r|we|us|our|en|ett|a|an)\s+(?:[^\W\d][\w-]*\s+){0,4}?)"
    r"(?:(?:med|p[åa]|om|of|with)\s+)?"
    r"(?:(?:ca|cirka|ungef[äa]r|runt|omkring|knappt|drygt|about|around|some|roughly)\s+)?"
    r"\d[\d\s.,\u00a0]*(?:tusen\s+|thousand\s+)?"
    r"(?:inv[åa]nare|innev[åa]nare|medborgare|sj[äa]lar|inhabitants|residents|citizens|people)\b",
    re.IGNORECASE,
)

# The one that asks, called what it is: "Ska kommunen ...?" is "Ska vi ...?". Said of none by name,
# and not of one of several ("kommunen och regionen").
_AS_MUNICIPALITY: Mapping[str, re.Pattern[str]] = {
    "vi": re.compile(
        r"\b(ska|skall|b[öo]r|borde|kan|beh[öo]ver|m[åa]ste) (?:v[åa]r kommun|kommunen)\b"
        r"(?! (?:i|och|eller)\b| (?-i:[A-ZÅÄÖ]))",
        re.IGNORECASE,
    ),
    "we": re.compile(
        r"\b(should|shall|can|could|must|may) (?:the|our) municipality\b"
        r"(?!['’]| (?:of|in|and|or)\b| (?-i:[A-ZÅÄÖ]))",
        re.IGNORECASE,
    ),
}

# What is said around a question: a greeting, thanks, who wonders, and that the sources should
# answer it, which they do anyway. One source by name is another thing.
_BY_SOURCES = (
    r"(?:enligt (?:underlaget|k[äa]llorna|rapporterna|dokumenten|era k[äa]llor)"
    r"|according to (?:the|your) (?:sources|reports|evidence|documents))\b"
)
_FRAMES = (
    re.compile(
        r"^\W*(?:hej(?:san)?|hall[åa]|god (?:morgon|dag)|hi|hello|good morning)\b[\s,!.]+",
        re.IGNORECASE,
    ),
    re.compile(
        r"[\s,.!]*\b(?:tack(?: p[åa] f[öo]rhand| s[åa] mycket)?|thanks?(?: you)?(?: in advance)?)"
        r"[\s!.]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:[^\W\d]+ ){1,3}(?:fr[åa]gar|undrar|asks?|wonders?)(?: en sak)?\s*[:,]\s*"
        r"|^(?:jag|vi) har en fr[åa]ga\s*[:,.]\s*|^(?:i|we) have a question\s*[:,.]\s*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{_BY_SOURCES},?\s*|,\s*{_BY_SOURCES}(?=\W*$|,)|\s+{_BY_SOURCES}(?=\W*$)",
        re.IGNORECASE,
    ),
)
_FEWEST = 2  # words that a question still has without what is said around it


def with_asker_aside(terms: Sequence[Term], asked: str, form: Form) -> tuple[Term, ...]:
    """The terms, a municipality that asks for advice and that no source knows told aside.

    In a decision every such municipality is taken for the one that asks; elsewhere the one that is
    to act. Of a municipality that is asked about ("Hur många e-tjänster har Ljusdal?") the name
    stays what the answer must have.
    """
    return tuple(
        replace(term, particular=False, aside=True, weight=ASKER * term.weight)
        if _is_unknown_municipality(term) and (form == "decision" or _acts(term, asked))
        else term
        for term in terms
    )


def without_size(text: str) -> str:
    """A question without how many live in the municipality that asks: "en kommun med 9 000
    invånare" is "en kommun".
    """
    return _SIZE.sub(lambda match: match["asker"].rstrip(), text)


def without_frame(text: str) -> str:
    """A question without a greeting, thanks and the like around it."""
    for frame in _FRAMES:
        bare = frame.sub("", text).strip()
        text = bare if len(bare.split()) >= _FEWEST else text
    return text


def as_asker(text: str) -> str:
    """A question in which the municipality that asks is "vi" or "we", as most put it."""
    for pronoun, pattern in _AS_MUNICIPALITY.items():
        text = pattern.sub(rf"\1 {pronoun}", text)
    return text


def _is_unknown_municipality(term: Term) -> bool:
    return term.particular and not term.known and municipality(term.word) is not None


def _acts(term: Term, asked: str) -> bool:
    place = asked.find(term.word)
    return place >= 0 and bool(_ACTING.search(asked[:place]))
