"""Whose word a sentence is: the author's own, a respondent's, or another work's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.language.words import FUNCTION_WORDS
from advisor.vocabulary import Language, Voice

OPENING = 40  # characters within which an attribution stands at the beginning
MOST_WHO = 70  # characters; a longer name says less than none
_YEAR = r"(?:19|20)\d\d[a-z]?"
_NAME = r"[A-ZÅÄÖÉÜ][\w:’'-]+"
_NAMES = rf"{_NAME}(?:(?:,| och| and| &|,? et al\.?)? {_NAME}| et al\.?){{0,4}}"
# Words that may open a sentence with a capital before a name, and are none.
_OPENERS = frozenset(
    """
    annars dessutom dock däremot emellertid enligt fler flera flertalet följaktligen hälften ingen
    inga många majoriteten medan några när nästan samtidigt sedan sett slutligen slås tidigare
    vidare vissa ytterligare även överlag
    according although besides finally however moreover most several
    """.split()
)
# A common noun that opens its sentence, or a genitive: no name to tell the reader.
_COMMON = re.compile(r"(?:heten|ingen|[^g]et|arna|orna|erna|s)$")

# Who is asked in a study, by role.
_ROLE = r"(?:chef|ansvarig|strateg|samordnar|direkt[öo]r)(?:en|e|n)?\b"
_ASKED: Mapping[Language, str] = {
    "sv": r"\w*(?:respondent|informant|intervjuperson|svarande|deltagar)\w*|(?:kommun)?chefer\w*"
    r"|\w*(?:chefen|ansvarige?n?|strateg(?:en|erna)|samordnaren?|direktören|rådet"
    r"|tjänstem[aä]n\w*|tjänstepersoner\w*|handläggar(?:en|na)|medarbetar(?:en|na)|politikern?a?"
    r"|politiker|kommunalråd\w*|personalen|användarna|medborgarna)"
    r"|(?:de|båda|flera|många|några|vissa|ingen|\d+ ?% av|procent av)?\s*kommun(?:en|erna|er)?\b",
    "en": r"\w*(?:respondent|informant|interviewee|participant)s?"
    r"|(?:the )?(?:manager|official|politician|municipalit(?:y|ies)|staff|users?)s?",
}
# What they do: say and think, or be of a mind.
_OPINION: Mapping[Language, str] = {
    "sv": r"(?:anser|ansåg|menar|menade|upplever|upplevde|upplevs|upplevts|upplevt|tycker|tyckte"
    r"|tror|trodde|känner|kände|uppger|uppgav|säger|sade|sa|berättar|berättade|påpekar|påpekade"
    r"|framhåller|hävdar|hävdade|betonar|betonade|poängterar|medger|önskar|önskade|vill|ville"
    r"|efterfrågar|efterfrågade|instämmer|svarar|svarade|bedömer|förklarar|förklarade|nämner"
    r"|nämnde|lyfter|understryker|konstaterar|rapporterar|beskriver|föredrar|hoppas|skattar)",
    "en": r"(?:argues?d?|claims?|claimed|believes?d?|feels?|felt|says?|said|states?d?|thinks?"
    r"|thought|considers?|considered|perceives?d?|reports?|reported|emphasi[sz]es?d?"
    r"|stress(?:es|ed)?|points? out|suggests?|expressed?|wants?|wanted|hopes?)",
}
_IS_MINDED = re.compile(
    r"((?:[\w:’',&-]+\s+){1,4}?)(?:är|var|känner sig|is|are|was|were) (?:\w+ )?"
    r"(?:osäk\w+|medvet\w+|nöjd\w*|missnöjd\w*|oroa\w*|oroliga?|positiv\w*|skeptisk\w*|tveksam\w*"
    r"|unsure|aware|satisfied|worried)"
)
_SUBJECT: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(rf"((?:[\w:’',&-]+\s+){{1,8}}?)\b{opinion}\b(?:\s+{_NAME})?")
    for language, opinion in _OPINION.items()
}
# "Dock menar Lindby att", "Därför anser chefen att".
_INVERTED: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(rf"\b{_OPINION['sv']}\s+((?:{_NAME}s? )?[\w-]+)\s+(?:\w+\s+)?att\b"),
    "en": re.compile(rf"\b{_OPINION['en']}\s+({_NAME})\s+that\b"),
}
_ACCORDING: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\benligt\s+((?:[\w:’'-]+\s?){1,5})", re.IGNORECASE),
    "en": re.compile(r"\baccording to\s+((?:[\w:’'-]+\s?){1,5})", re.IGNORECASE),
}
_QUOTED_SPEECH = re.compile(
    r"[”“\"]\s?[^”“\"]*\b(?:vi|jag|man|oss|we|i|us)\b[^”“\"]{12,}[”“\"]?", re.IGNORECASE
)
_QUOTED_LONG = re.compile(r"[”“\"]\s?[^”“\"]{45,}[”“\"]")
# A quotation beside these is what was asked.
_ASKS = re.compile(r"\bfråg(?:an|orna|eställning\w*)\b|\bquestions?\b|\?\s?[”\"]", re.IGNORECASE)

# The works that a report builds on: "(Löfstedt, 2010)", "(SKL, 2011, E-delegationen, 2013)", but
# not "(2013-2015)".
_REFERENCE = re.compile(
    rf"\(((?:[Jj]fr\.? |[Ss]e |e\.g\. )?{_NAME}[^()]{{0,120}}?\b{_YEAR}[^()]{{0,30}})\)"
)
_NAMED_WITH_YEAR = re.compile(rf"({_NAMES})[’']?s? ?\(({_YEAR})(?! ?[-–] ?\d)[^()]{{0,20}}\)")
_WORK: Mapping[Language, str] = {
    "sv": r"(?:rapport|utredning|strategi|artikel|vägledning|avhandling|bok|lag|förordning"
    r"|direktiv|förstudie|studie|forskning|undersökning|skrift|handbok|proposition|policy|program"
    r"|analys)",
    "en": r"(?:report|inquiry|strategy|article|guideline|dissertation|book|act|regulation"
    r"|directive|study|studies|research)",
}
_TITLE: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"\b(?i:\w*{_WORK['sv']}(?:en|et|n)) (?:från {_NAME}|{_NAME}|[”\"“])"
        rf"|^(?:{_NAME}s )(?:\w+ )?\w*{_WORK['sv']}\b"
        r"|^(?:I |Enligt )?(?:(?:Denna|Den) )?"
        r"(?i:\w*)(?i:utredning|förstudie|strategi|artikel|rapport|proposition)(?:en|n)\b"
        r"(?! (?:riktar|vänder) sig\b)"
        r"(?= (?:\w+ )?(?:\w+(?:ar|er|ade|de|te|as|es)|gör|ser|har|är)\b)",
    ),
    "en": re.compile(rf"\b[Tt]he {_WORK['en']} (?:by|of|from) {_NAME}"),
}
_EARLIER: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:tidigare (?:forskning|studier|undersökningar)"
        r"|(?:forskning(?:en)?|studier|litteraturen) (?:visar|har visat|pekar)"
        r"|(?:flera|olika|många|dessa) (?:studier|forskare|författare|rapporter))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:earlier|previous|prior) (?:research|stud(?:y|ies))"
        r"|(?:research|studies|the literature) (?:shows?|ha(?:s|ve) shown|suggests?))\b",
        re.IGNORECASE,
    ),
}

# The author's own: the study, its figures (what so many of those asked answered), its opinion.
_OWN_WORK = re.compile(
    r"\b(?:denna|den här|föreliggande|this|the present)"
    r" (?:studie|uppsats|rapport|undersökning|thesis|study|report|paper)\w*"
    r"|\bjag\b|\bvi (?:har|valde|fann|ser|drar|menar|anser)\b"
    r"|\b(?:undersökningen|enkäten|studiens?|författaren anser)\b"
    # Whom a text is for, it tells of itself.
    r"|^(?:rapporten|uppsatsen) (?:riktar|vänder) sig\b|^the report is (?:aimed|addressed)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d ?%|\bprocent\b|\bper ?cent\b"
    r"|\b(?:majoriteten|hälften|flertalet|en (?:fjärdedel|tredjedel)|ingen|samtliga)\b",
    re.IGNORECASE,
)
_OWN_OPINION = re.compile(
    r"\b(?:anser|tror|menar|bedömer|valde) jag\b|\bjag (?:anser|tror|menar|bedömer|valde|har)\b"
    r"|\bstudiens syfte\b|\bI (?:believe|argue|think|chose|have)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """Whose word a sentence is; `who` as the sentence names them, empty where it names nobody.

    `opens`: the sentence begins with them, so that what follows is likely theirs as well.
    """

    voice: Voice
    who: str = ""
    opens: bool = False


OWN = Said("author")


def cited_names(text: str) -> frozenset[str]:
    """The names that a text gives with a year: the authors of the works it builds on.

    A reporting verb with one of them relays a work; with any other name, somebody who was asked.
    """
    found: set[str] = set()
    for match in _REFERENCE.finditer(text):
        if not re.search(_ROLE, match[1]):  # the interview with a manager, dated
            found.update(re.findall(rf"{_NAME}(?=[^()]{{0,40}}?{_YEAR})", match[1]))
    for match in _NAMED_WITH_YEAR.finditer(text):
        found.update(re.findall(_NAME, match[1]))
    return frozenset(name for name in found if len(name) > 2)


def whose_word(
    sentence: str,
    language: Language,
    *,
    cited: frozenset[str] = frozenset(),
    notes: tuple[str, ...] = (),
) -> Said:
    """Whose word a sentence is, told by references, reporting verbs and quotation marks.

    `cited` are the document's own `cited_names`; `notes` the texts of the footnotes that the
    sentence refers to, of which those with a year name a work.
    """
    if _OWN_OPINION.search(sentence):
        return OWN
    relayed = _relayed(sentence, language, cited)
    works = [note for note in notes if re.search(rf"\b{_YEAR}\b|\bu\.?\s?d\b", note)]
    if works:
        opens = relayed is not None and relayed.opens
        return Said("literature", _short(_unwrapped(works[0])), opens)
    if relayed is not None:
        return relayed
    if _QUOTED_SPEECH.search(sentence) and not _ASKS.search(sentence):
        return Said("respondent", _asked_person(sentence, language, cited))
    reported = _reported(sentence, language, cited)
    if reported is not None:
        return reported
    if _EARLIER[language].search(sentence):
        return Said("literature")
    if _QUOTED_LONG.search(sentence) and not _ASKS.search(sentence):
        return Said("respondent", _asked_person(sentence, language, cited))
    return OWN


def _relayed(sentence: str, language: Language, cited: frozenset[str]) -> Said | None:
    """The work that a sentence refers to by name and year, or by its title; None without one."""
    compared = re.search(r"\b(?:jämför\w*|compar\w*)\b", sentence, re.IGNORECASE)
    named = _NAMED_WITH_YEAR.search(sentence)
    if named and not (compared or _OWN_WORK.search(sentence)):
        is_genitive = named[1].removesuffix("s") in cited or named[1].endswith(("ets", "ens"))
        name = named[1].removesuffix("s") if is_genitive else named[1]
        who = _without_opener(f"{name} ({named[2]})")
        return Said("literature", _short(who), named.start() <= OPENING)
    reference = _REFERENCE.search(sentence)
    if reference and re.search(_ROLE, reference[1]):
        return Said("respondent", _short(re.sub(rf",? {_YEAR}.*", "", reference[1])))
    if reference and not compared:
        return Said("literature", _short(reference[1]))
    title = _TITLE[language].search(sentence)
    if title and not _OWN_WORK.search(title[0]):
        return Said("literature", "", title.start() <= OPENING)
    return None


def _reported(sentence: str, language: Language, cited: frozenset[str]) -> Said | None:
    """What a reporting verb or "according to" says; None where there is none."""
    according = _ACCORDING[language].search(sentence)
    if according and not _OWN_WORK.search(according[0]):
        who = " ".join(according[1].split())
        return _told_by(who, language, cited, opens=according.start() <= OPENING)
    subject = _SUBJECT[language].search(sentence)
    inverted = _INVERTED[language].search(sentence)
    if inverted and not _OWN_WORK.search(inverted[0]) and not _FIGURE.search(sentence):
        known = next((name for name in _names(inverted[1]) if name in cited), None)
        if known is not None:
            return Said("literature", known, inverted.start() <= OPENING)
        asked = re.search(rf"^(?:{_ASKED[language]})", inverted[1], re.IGNORECASE)
        if _names(inverted[1]) or asked:
            return Said("respondent", _asked_person(sentence, language, cited))
    minded = _IS_MINDED.search(sentence)
    if minded and _names(sentence):
        return Said("respondent", _asked_person(sentence, language, cited))
    if subject is None or _OWN_WORK.search(subject[0]) or _FIGURE.search(sentence):
        return None
    names = _names(subject[1])
    known = next((name for name in names if name in cited), None)
    if known is not None:
        return Said("literature", known, subject.start() <= OPENING)
    if re.search(rf"\b\w*{_WORK[language]}(?:en|et|n|s|erna)\b", subject[1], re.IGNORECASE):
        return Said("literature", "", subject.start() <= OPENING)
    if names or re.search(rf"\b(?:{_ASKED[language]})", subject[1], re.IGNORECASE):
        return Said("respondent", _asked_person(sentence, language, cited))
    return None


def _told_by(who: str, language: Language, cited: frozenset[str], *, opens: bool) -> Said:
    person = re.search(rf"\b\w*{_ROLE}", who)
    is_work = re.search(_WORK[language], who, re.IGNORECASE)
    if not person and (is_work or any(name in cited for name in _names(who))):
        return Said("literature", _short(_name_in(who)), opens)
    return Said("respondent", _short(_name_in(who)))


def _asked_person(sentence: str, language: Language, cited: frozenset[str]) -> str:
    """The person or organisation whose opinion a sentence tells, as it names them."""
    person = re.search(rf"(?:({_NAME}s) )?(\w*{_ROLE})", sentence)
    if person:
        whose = f"{person[1]} " if person[1] and _names(person[1]) else ""
        return _short(f"{whose}{person[2]}")
    before = re.search(rf"\b({_NAME}(?: {_NAME})?)\s+(?:\w+\s+)?{_OPINION[language]}\b", sentence)
    after = re.search(rf"\b{_OPINION[language]}\s+({_NAME})\b", sentence)
    minded = _IS_MINDED.search(sentence)
    opening = re.match(rf"({_NAME})\b", sentence) if minded else None
    if before and re.search(r"\b(?:och|eller|and|or) $", sentence[: before.start()]):
        return ""  # one of several
    for found in (before, after, minded, opening):
        names = [
            name
            for name in _names(found[1] if found else "")
            if name not in cited and not _COMMON.search(name)
        ]
        if names:
            return _short(names[-1])
    return ""


def _names(text: str) -> list[str]:
    """The capitalised words of a text that name something."""
    return [
        name
        for name in re.findall(_NAME, text)
        if name.casefold() not in _OPENERS
        and name.casefold() not in FUNCTION_WORDS["sv"]
        and name.casefold() not in FUNCTION_WORDS["en"]
    ]


def _name_in(who: str) -> str:
    """The part of "Forshagas informationsansvarige finns det" that names somebody."""
    match = re.match(rf"((?:{_NAME}(?:,? (?:och |& )?{_NAME})*\b ?)?)(\w*{_ROLE})?", who)
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


def _without_opener(who: str) -> str:
    first, _, rest = who.partition(" ")
    return rest if rest and not _names(first) else who


def _unwrapped(note: str) -> str:
    return note.strip().strip("()").strip()


def _short(who: str) -> str:
    told = re.sub(r"^(?:[Jj]fr\.?|[Ss]e|e\.g\.) ", "", " ".join(who.split())).strip(" ,;.:")
    return told if len(told) <= MOST_WHO else ""
