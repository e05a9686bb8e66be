"""Who is asked in a study: their roles and names, and the verbs that tell their opinions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.discourse.naming import NAME, names_in, short
from advisor.language.words import FUNCTION_WORDS
from advisor.vocabulary import Language

ROLE = r"(?:chef|ansvarig|strateg|samordnar|direkt[öo]r)(?:en|e|n)?\b"
ASKED: Mapping[Language, str] = {
    "sv": r"\w*(?:respondent|informant|intervjuperson|svarande|deltagar)\w*|(?:kommun)?chefer\w*"
    r"|\w*(?:chefen|ansvarige?n?|strateg(?:en|erna)|samordnaren?|direktören|rådet"
    r"|tjänstem[aä]n\w*|tjänstepersoner\w*|handläggar(?:en|na)|medarbetar(?:en|na)|politikern?a?"
    r"|politiker|kommunalråd\w*|personalen|användarna|medborgarna)"
    r"|(?:de|båda|flera|många|några|vissa|ingen|\d+ ?% av|procent av)?\s*kommun(?:en|erna|er)?\b",
    "en": r"\w*(?:respondent|informant|interviewee|participant)s?"
    r"|(?:the )?(?:manager|official|politician|municipalit(?:y|ies)|staff|users?)s?",
}
# What they do: say and think, or be of a mind.
OPINION: Mapping[Language, str] = {
    "sv": r"(?:anser|ansåg|menar|menade|upplever|upplevde|upplevs|upplevts|upplevt|tycker|tyckte"
    r"|tror|trodde|känner|kände|uppger|uppgav|säger|sade|sa|berättar|berättade|påpekar|påpekade"
    r"|framhåller|hävdar|hävdade|betonar|betonade|poängterar|medger|önskar|önskade|vill|ville"
    r"|efterfrågar|efterfrågade|instämmer|svarar|svarade|bedömer|förklarar|förklarade|nämner"
    r"|nämnde|lyfter|understryker|konstaterar|rapporterar|beskriver|föredrar|hoppas|skattar)",
    "en": r"(?:argues?d?|claims?|claimed|believes?d?|feels?|felt|says?|said|states?d?|thinks?"
    r"|thought|considers?|considered|perceives?d?|reports?|reported|emphasi[sz]es?d?"
    r"|stress(?:es|ed)?|points? out|suggests?|expressed?|wants?|wanted|hopes?)",
}
IS_MINDED = re.compile(
    r"((?:[\w:’',&-]+\s+){1,4}?)(?:är|var|känner sig|is|are|was|were) (?:\w+ )?"
    r"(?:osäk\w+|medvet\w+|nöjd\w*|missnöjd\w*|oroa\w*|oroliga?|positiv\w*|skeptisk\w*|tveksam\w*"
    r"|unsure|aware|satisfied|worried)"
)
# "medan Lindby anser": a sentence that sets one opinion against another is not one's alone.
_SET_AGAINST: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(rf"\bmedan (?:\w+ ){{1,4}}?{OPINION['sv']}\b"),
    "en": re.compile(rf"\b(?:while|whereas) (?:\w+ ){{1,4}}?{OPINION['en']}\b"),
}
# A common noun that opens its sentence, or a genitive: no name to tell the reader.
_COMMON = re.compile(r"(?:heten|ingen|[^g]et|arna|orna|erna|s)$")


def asked_person(sentence: str, language: Language, cited: frozenset[str]) -> str:
    """The person or organisation whose opinion a sentence tells, as it names them."""
    person = re.search(rf"(?:({NAME}s) )?(\w*{ROLE})", sentence)
    if person:
        whose = f"{person[1]} " if person[1] and names_in(person[1]) else ""
        return short(f"{whose}{person[2]}")
    before = re.search(rf"\b({NAME}(?: {NAME})?)\s+(?:\w+\s+)?{OPINION[language]}\b", sentence)
    after = re.search(rf"\b{OPINION[language]}\s+({NAME})\b", sentence)
    minded = IS_MINDED.search(sentence)
    opening = re.match(rf"({NAME})\b", sentence) if minded else None
    if before and re.search(r"\b(?:och|eller|and|or) $", sentence[: before.start()]):
        return ""  # one of several
    if _SET_AGAINST[language].search(sentence):
        return ""
    for found in (before, after, minded, opening):
        names = [
            name
            for name in names_in(found[1] if found else "")
            if name not in cited and not _COMMON.search(name)
        ]
        if names:
            return short(names[-1])
    return ""


def name_in(who: str) -> str:
    """The part of "Forshagas informationsansvarige finns det" that names somebody."""
    match = re.match(rf"((?:{NAME}(?:,? (?:och |& )?{NAME})*\b ?)?)(\w*{ROLE})?", who)
    if match is None or (_is_genitive(match[1], who[match.end() :]) and not match[2]):
        return ""
    return match[0] if match[0].strip() else ""


def _is_genitive(name: str, rest: str) -> bool:
    """Whether a name is only whose the thing is that follows: "Lindbys egen bedömning"."""
    following = re.match(r"[a-zåäöé]+", rest.strip())
    if following is None or not name.rstrip().endswith("s"):
        return False
    own = ("egen", "eget", "egna")
    return following[0] in own or following[0] not in FUNCTION_WORDS["sv"]
