"""Requests that no report can answer: orders, a citizen's own errands, questions too vague.

Their patterns hold for both languages at once: a request of few words is told for what it is, also
where its language was guessed wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.language.folding import fold
from advisor.language.words import content_words
from advisor.questions.focus import last_question
from advisor.questions.forms import asks_who
from advisor.vocabulary import Language, Status

# What is told to the system stands first in its sentence or after "can you"; "how do we translate"
# is a question.
_TOLD = (
    r"(?:^|[.!?:;,]\s*|\b(?:kan|kunde|vill|ska) (?:du|ni)\s+|\b(?:can|could|will|would) you\s+"
    r"|\b(?:please|sn[äa]lla)\s+)"
)
_GENRE = (
    r"(?:dikt\w*|poem|poetry|vers|s[åa]ng\w*|song|en visa|saga|novell|roman|sk[äa]mt|vits\w*|jokes?"
    r"|haiku|limerick\w*|rap)"
)
_TEXT = (
    r"(?:mejl|mail|e-?post|email|e-mail|brev|letter|(?:ett )?tal till|speech|kod|code|script"
    r"|\w+ program)"
)
_NOT_ADVICE = re.compile(
    rf"{_TOLD}(?:skriv|skriva|dikta|komponera|hitta p[åa]|ber[äa]tta|sjunga?|rimma|dra|ge|g[öo]r"
    rf"|skapa|write|compose|tell|sing|give|make|create)\b.{{0,40}}\b{_GENRE}\b"
    rf"|{_TOLD}(?:skriva?|write|draft|koda?)\b.{{0,20}}\b{_TEXT}\b"
    rf"|{_TOLD}(?:ignorera|gl[öo]m|gl[öo]mma|bortse fr[åa]n|strunta i"
    r"|ignore|disregard|forget|override)\b"
    r".{0,40}\b(?:instruktion\w*|regler\w*|prompt\w*|instructions?|rules|above|ovan\w*"
    r"|tidigare|previous)\b"
    r"|\b(?:systemprompt\w*|system prompt|jailbreak|developer mode|DAN mode)\b"
    rf"|{_TOLD}(?:du [äa]r nu|l[åa]tsas|agera som|you are now|pretend (?:to be|you are)|act as)\b"
    rf"|{_TOLD}(?:översätta?|oversatt|translate|r[äa]kna ut|calculate|programmera|code me)\b"
    r"|\b(?:idiot\w*|j[äa]vla|dumma? (?:robot|maskin|bot)|h[åa]ll k[äa]ften|fuck\w*|shit"
    r"|stupid (?:bot|machine|robot)|shut up)\b",
    re.IGNORECASE,
)
# Said to be polite, with nothing asked.
_COURTESY = re.compile(
    r"(?:(?:ok(?:ej|ay)?|tack|tackar|tusen|så|mycket|för|hjälpen|svaret|det|bra|perfekt|toppen|hej"
    r"|då|thanks?|thank|you|very|much|so|for|the|help|your|that|is|was|great|perfect|good|cheers"
    r"|bye)\b[\s,.!]*)+",
    re.IGNORECASE,
)
# Of advisor itself, and not of what it has read.
_OF_ADVISOR = re.compile(
    r"\b(?:vem|vad) [äa]r du\b(?! bra)|\b[äa]r du (?:en |ett )?(?:ai|robot|bot|m[äa]nniska|maskin"
    r"|riktig)\b|\b(?:dina|ditt) svar\b|\bvilka [äa]r dina k[äa]llor\b|\blita p[åa] dig\b"
    r"|\bvilka (?:dokument|k[äa]llor|rapporter|texter) (?:bygger|anv[äa]nder|har|l[äa]ser|utg[åa]r)"
    r" (?:du|ni)(?: (?:p[åa]|av|fr[åa]n|ifr[åa]n))?\W*$|\bhur (?:fungerar|m[åa]r) du\b"
    r"|\b(?:who|what) are you\b(?! \w+ing)|\bare you (?:an? )?(?:ai|robot|bot|human|machine|real)\b"
    r"|\byour answers?\b|\b(?:what|which) are your sources\b|\btrust you\b"
    r"|\bhow (?:are|do) you(?: work| doing)?\W*$"
    r"|\bwhich (?:documents|sources|reports|texts) (?:do|are) you(?: \w+){0,3}\W*$",
    re.IGNORECASE,
)
# The reports are about how municipalities work, not a service desk.
# Each language by itself: the Swedish "i" (in) is no English "I".
_ERRAND: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:jag|mig|min|mitt|mina)\b.*\b(?:ans[öo]ke?r?|s[öo]ker|[öo]verklagar?|betalar?"
        r"|anm[äa]ler|bokar?|byter|flyttar)\b"
        r"|\b(?:ans[öo]ker|s[öo]ker|[öo]verklagar|betalar|anm[äa]ler|bokar|byter|flyttar) jag\b"
        r"|\b(?:jag|mig|min|mitt|mina)\b.*\b(?:barn\w*|mamma\w*|pappa\w*|tomt\w*|hus|villa\w*"
        r"|tr[äa]dg[åa]rd\w*|sopor\w*|skatt|l[äa]genhet\w*|parkering\w*|f[öo]rskol\w*|bygglov\w*"
        r"|pass|k[öo]rkort\w*|bostad\w*|f[äa]rdtj[äa]nst\w*|gatly\w*)\b"
        r"|^n[äa]r (?:[öo]ppnar|st[äa]nger)\b|\b[öo]ppettider\w*|\btelefonnum\w*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:i|my|me)\b.*\b(?:apply|appeal|pay|book|renew|register)\b"
        r"|\b(?:i|my|me)\b.*\b(?:street ?lights?|child\w*|mother|father|garden|house|rubbish"
        r"|waste|taxes|parking|preschool|licen[cs]e|passport)\b"
        r"|\bopening hours\b|\bphone number\b",
        re.IGNORECASE,
    ),
}
_OFFICER = re.compile(
    r"\b(?:kommun\w*|f[öo]rvaltning\w*|organisation\w*|verksamhet\w*|upphandl\w*|beslut\w*|\w*chef\w*"
    r"|\w*strateg\w*|\w*samordnar\w*|n[äa]mnd\w*|politi\w*|handl[äa]gg\w*|medarbet\w*|projekt\w*"
    r"|e-tj[äa]nst\w*|invånar\w*"
    r"|municipal\w*|department\w*|organi[sz]ation\w*|decision\w*|manager\w*|staff|project\w*"
    r"|procure\w*|online service\w*|residents?|administration\w*)\b",
    re.IGNORECASE,
)
# Folded words that say nothing of a subject.
_VAGUE = re.compile(
    r"gor\w*|gjort|tank(?:a|ar|e|er|erna|t|te)?|rad|tips\w*|hjalp(?:a|en|er|te)?|bra|bast\w*|battre"
    r"|dalig\w*|frag(?:a|an|ar|or|orna|at)?|vet|veta|tyck(?:a|er|te)?|sag(?:a|er|s|t)?"
    r"|sak(?:en|er|erna)?|borja\w*|vidare|rekommend\w*|viktig\w*|ga|gar|handa|hander|berat(?:ta|tar|ta)?"
    r"|kommun(?:en|er|erna)?|digitaliser(?:a|ar|as|at|ing|ingen)"
    r"|do|think|advi[cs]e|help|good|best|better|bad|know|thing|start|recommend\w*|suggest\w*"
    r"|important|next|happens?|municipalit(?:y|ies)|digitali[sz](?:ation|ing)"
)
# Of these, the ones that are a subject where it is asked whose it is: "Vem äger digitaliseringen?".
_SUBJECT = re.compile(r"digitali[sz]\w*")


def is_courtesy(text: str) -> bool:
    """Whether a text is only polite: "Tack så mycket!"."""
    return bool(_COURTESY.fullmatch(text.strip()))


def question_status(text: str, language: Language, *, has_history: bool) -> Status:
    """ "refused" for what is no question to advise on, "no_evidence" for a citizen's own errand,
    "clarification" for one too vague to look up, otherwise "answered".
    """
    if _NOT_ADVICE.search(text) or _OF_ADVISOR.search(text):
        return "refused"
    if is_courtesy(text):
        return "clarification"
    if _ERRAND[language].search(last_question(text.strip())) and not _OFFICER.search(text):
        return "no_evidence"
    said = [fold(token.text) for token in content_words(text, language)]
    is_vague = all(_VAGUE.fullmatch(word) for word in said)
    if is_vague and not has_history and not (asks_who(text) and any(map(_SUBJECT.fullmatch, said))):
        return "clarification"
    return "answered"
