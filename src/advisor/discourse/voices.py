"""Whose word a sentence is: the author's own, a respondent's, or another work's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from advisor.discourse.asked import ASKED, IS_MINDED, OPINION, ROLE, asked_person, name_in
from advisor.discourse.naming import (
    NAME,
    OPENING,
    YEAR,
    all_authors,
    names_in,
    short,
    without_opener,
)
from advisor.discourse.works import (
    BARE_TITLE,
    EARLIER,
    MAY_BE_ITSELF,
    NAMED_WITH_YEAR,
    REFERENCE,
    SAME_WORK,
    TELLS,
    TITLE,
    WORK,
    works_in,
)
from advisor.vocabulary import Language, Voice

_COMMON_OPENING = re.compile(r"\w*(?:heten|ningen|[^g]et|arna|orna|erna)\b")

_SUBJECT: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(rf"((?:[\w:’',&-]+\s+){{1,8}}?)\b{opinion}\b(?:\s+{NAME})?")
    for language, opinion in OPINION.items()
}
# "Dock menar Lindby att", "Därför anser chefen att".
_INVERTED: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(rf"\b{OPINION['sv']}\s+((?:{NAME}s? )?[\w-]+)\s+(?:\w+\s+)?att\b"),
    "en": re.compile(rf"\b{OPINION['en']}\s+({NAME})\s+that\b"),
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
_ASKS = re.compile(
    r"\bfråg(?:an|orna|eställning\w*)\b|\bpåstående\w*|\bquestions?\b|\bstatements?\b"
    r"|\?\s?[”\"]",
    re.IGNORECASE,
)
_ADVERBS: Mapping[Language, str] = {
    "sv": r"(?:(?:alltså|därför|dessutom|dock|emellertid|inte|nu|själva?|således|vidare|även|också"
    r"|båda|alla) )?",
    "en": r"(?:(?:all|also|both|further|however|not|now|therefore|thus) )?",
}
# Whoever spoke in the sentence before speaks on.
_SPEAKS_ON: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"^(?P<who>hon|han|hen|denne|de|(?:respondent|informant)en|författar(?:en|na))"
        rf" {_ADVERBS['sv']}{OPINION['sv']}\b"
        rf"|^(?:\w+ )?{OPINION['sv']} (?P<inverted>hon|han|hen|denne|de)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:\w+, )?(?P<who>he|she|they|the (?:respondent|informant|interviewee|authors?))"
        rf" {_ADVERBS['en']}{OPINION['en']}\b",
        re.IGNORECASE,
    ),
}
_SEVERAL = re.compile(r"de|they|författarna|the authors", re.IGNORECASE)
_ASKED_ONE = re.compile(r"respondenten|informanten|the (?:respondent|informant|interviewee)", re.I)
_AUTHORS = re.compile(r"författar(?:en|na)|the authors?", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:de|hon|han|hen|man|it|they|we|she|he|one)\s+(?:\w+\s+)?$", re.I)

# The author's own: the study, its figures (what so many of those asked answered), its opinion.
_OWN_WORK = re.compile(
    r"\b(?:denna|den här|föreliggande|this|the present)"
    r" (?:studie|uppsats|rapport|undersökning|thesis|study|report|paper)\w*"
    r"|\bjag\b|\bvi (?:har|valde|fann|ser|drar|menar|anser)\b"
    r"|\b(?:(?:enkät)?undersökningen|enkäten|studiens?|författaren anser)\b"
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
# The author weighs works, or says what the text goes on to: "Nedan listas".
_REFLECTS = re.compile(
    r"\b(?:går (?:det )?(?:att )?(?:ifrågasätta|diskutera)|(?:nedan|här) (?:listas|följer|visas)"
    r"|can be (?:questioned|discussed)|below are|listed below)\b",
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


class Before(NamedTuple):
    """What stands before a sentence in its paragraph.

    `said`: whose word the very sentence before is; `work`: the last that was a work's, here, and
    `named`: the last of the section that named its work.
    """

    said: Said = OWN
    work: Said = OWN
    named: Said = OWN


NOTHING = Before()


def whose_word(
    sentence: str,
    language: Language,
    *,
    cited: frozenset[str] = frozenset(),
    notes: tuple[str, ...] = (),
    marked: tuple[str, ...] = (),
    before: Before = NOTHING,
) -> Said:
    """Whose word a sentence is, told by references, reporting verbs and quotation marks.

    `cited` are the document's own `cited_names`. Of footnotes, those with a year name a work:
    `notes` are the texts of those with a mark behind the sentence, `marked` within it, behind a
    name perhaps, so that the sentence is the work's only where it says that the work tells this.
    """
    if _OWN_OPINION.search(sentence) or _REFLECTS.search(sentence):
        return OWN
    relayed = _relayed(sentence, language, cited, before)
    work = works_in(notes)
    named = works_in(marked)
    if work or (named and TELLS[language].search(sentence)):
        return Said("literature", short(work or named), relayed is not None and relayed.opens)
    if relayed is not None and (relayed.who or not named):
        return relayed
    if named:
        return OWN
    said = _spoken_on(sentence, language, before.said) or _asked_or_read(
        sentence, language, cited, before
    )
    return said or OWN


def _asked_or_read(
    sentence: str, language: Language, cited: frozenset[str], before: Before
) -> Said | None:
    """Somebody who was asked, or a work without a reference; None where neither speaks."""
    is_question = _ASKS.search(sentence) is not None
    if _QUOTED_SPEECH.search(sentence) and not is_question:
        return Said("respondent", asked_person(sentence, language, cited))
    reported = _reported(sentence, language, cited, before.work)
    if reported is not None:
        return reported
    if EARLIER[language].search(sentence):
        return Said("literature")
    if _QUOTED_LONG.search(sentence) and not is_question:
        return Said("respondent", asked_person(sentence, language, cited))
    return None


def _spoken_on(sentence: str, language: Language, before: Said) -> Said | None:
    """Whoever spoke in the sentence before, where a pronoun goes on: "Hon menar att"."""
    match = _SPEAKS_ON[language].match(sentence)
    if match is None or before.voice == "author" or not before.who:
        return None
    who = match["who"] or match["inverted"] if language == "sv" else match["who"]
    is_post = before.who.split()[-1].islower() or re.search(ROLE, before.who) is not None
    is_several = re.search(r" (?:och|and|&) |;|\bet al\b", before.who) is not None
    if before.voice == "respondent":
        fits = not _AUTHORS.fullmatch(who) and not (is_post and _SEVERAL.fullmatch(who))
    else:
        fits = not _ASKED_ONE.fullmatch(who) and is_several == bool(_SEVERAL.fullmatch(who))
    return before if fits else None


def _relayed(
    sentence: str, language: Language, cited: frozenset[str], before: Before
) -> Said | None:
    """The work that a sentence refers to by name and year, or by its title; None without one."""
    compared = re.search(r"\b(?:jämför\w*|compar\w*)\b", sentence, re.IGNORECASE)
    named = NAMED_WITH_YEAR.search(sentence)
    if named and not (compared or _OWN_WORK.search(sentence)):
        is_genitive = named[1].removesuffix("s") in cited or named[1].endswith(("ets", "ens"))
        name = named[1].removesuffix("s") if is_genitive else named[1]
        who = without_opener(f"{name} ({named[2]})")
        return Said("literature", short(who), named.start() <= OPENING)
    reference = REFERENCE.search(sentence)
    if reference and re.search(ROLE, reference[1]):
        return Said("respondent", short(re.sub(rf",? {YEAR}.*", "", reference[1])))
    if reference and not compared:
        return Said("literature", short(reference[1]))
    title = TITLE[language].search(sentence)
    if title and not _OWN_WORK.search(title[0]):
        return Said("literature", "", title.start() <= OPENING)
    if before.named.who and SAME_WORK[language].search(sentence):
        return Said("literature", before.named.who)
    bare = BARE_TITLE[language].match(sentence)
    if bare and not _OWN_WORK.search(sentence):
        return _same_work(bare[0], before.work)
    return None


def _same_work(title: str, before: Said) -> Said | None:
    """The work before, which a bare "rapporten" means; without one it may mean the text itself."""
    if before.voice == "literature":
        return Said("literature", before.who, opens=True)
    return None if MAY_BE_ITSELF.search(title) else Said("literature", opens=True)


def _reported(
    sentence: str, language: Language, cited: frozenset[str], before: Said
) -> Said | None:
    """What a reporting verb or "according to" says; None where there is none."""
    according = _ACCORDING[language].search(sentence)
    if according and not _OWN_WORK.search(according[0]):
        who = " ".join(according[1].split())
        return _told_by(who, language, cited, before, opens=according.start() <= OPENING)
    subject = _SUBJECT[language].search(sentence)
    inverted = _INVERTED[language].search(sentence)
    if inverted and not _OWN_WORK.search(inverted[0]) and not _FIGURE.search(sentence):
        known = next((name for name in names_in(inverted[1]) if name in cited), None)
        if known is not None:
            who = all_authors(sentence, known, cited)
            return Said("literature", who, inverted.start() <= OPENING)
        asked = re.search(rf"^(?:{ASKED[language]})", inverted[1], re.IGNORECASE)
        if names_in(inverted[1]) or asked:
            return Said("respondent", asked_person(sentence, language, cited))
    minded = IS_MINDED.search(sentence)
    if minded and names_in(sentence):
        return Said("respondent", asked_person(sentence, language, cited))
    if subject is None or _OWN_WORK.search(subject[0]) or _FIGURE.search(sentence):
        return None
    return _told_in(subject, sentence, language, cited, before)


def _told_in(
    subject: re.Match[str], sentence: str, language: Language, cited: frozenset[str], before: Said
) -> Said | None:
    """Who the subject of a reporting verb is; None where a pronoun or a common noun is."""
    opens = subject.start() <= OPENING
    opening = _COMMON_OPENING.match(sentence)
    names = [] if _PRONOUN.search(subject[1]) else names_in(subject[1])
    names = [name for name in names if opening is None or name != opening[0] or name in cited]
    known = next((name for name in names if name in cited), None)
    if known is not None:
        return Said("literature", short(all_authors(subject[1], known, cited)), opens)
    work = re.search(rf"\b\w*{WORK[language]}(?:en|et|n|s|erna)\b", subject[1], re.IGNORECASE)
    if work:
        is_named = any(name != work[0] for name in names)
        return Said("literature", "", opens) if is_named else _same_work(work[0], before)
    if names or re.search(rf"\b(?:{ASKED[language]})", subject[1], re.IGNORECASE):
        return Said("respondent", asked_person(sentence, language, cited))
    return None


def _told_by(
    who: str, language: Language, cited: frozenset[str], before: Said, *, opens: bool
) -> Said | None:
    """Who "according to" names; None where it is the text's own figures or the law."""
    person = re.search(rf"\b\w*{ROLE}", who)
    names = names_in(who)
    is_work = re.search(WORK[language], who, re.IGNORECASE)
    if not person and any(name in cited for name in names):
        return Said("literature", short(name_in(who)), opens)
    if not person and is_work:
        return Said("literature", short(name_in(who)), opens) if names else _same_work(who, before)
    return Said("respondent", short(name_in(who)))
