"""Which sentences of a long question ask, and which only tell why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.language.folding import fold
from advisor.language.sentences import split_sentences
from advisor.language.words import content_words, tokens
from advisor.questions.leaning import is_name
from advisor.questions.sides import speaking_spans, without_asking_for_sides
from advisor.vocabulary import Language

FEWEST_TELLING = 2  # words; a question with fewer is about what was told before it

# Words that say little by themselves, though some of them are rare in reports: what one does with a
# thing, how much, how surely.
_LIGHT: dict[Language, frozenset[str]] = {
    "sv": frozenset(
        """
        alls ar atta battre bero beror besvar borja borjat bra bruka brukar dag dalig daligt del
        diskutera egentligen ens fack faktiskt fardig fardigt fast fasta fem fixa folk forra
        forst fortsatta fraga fragar fundera funderar fyra ga gamla gammal garna gatt gick gilla
        gissa god goda grej grejer grepp halla hallit hamna hamnat handa hanga hant hel hela
        hellre hemma hinna hoppa hoppas hora hort huvud idag igang igar illa imorgon inga ja
        jobba jobbar ju just kanna kannas kanner kanns klara klarar klok knappt kollega kolleger
        kollegor kom komma kommit kor kora krut lade lage lagga lagt lange langt lasa last lata
        liksom liten litet lova lura mangder manniska manniskor marka marker massa massor mena
        menar mote nagon nagra nan nanting nasta nat nej nio nog nolla ny nya nytt onska orka
        ovanpa overallt par pasta person personer prata pratat precis raka rakt reda riktigt
        rulla sak saker samre san satt satta se ser sett sex sida sist sju skaffa skriva skrivit
        skynda slag slappa slipa slippa sma snart springa stalla stallt stor stora stort svara
        ta tacka tagit tanka tanker tankt tillsammans tio tjugo tog tolv tom tre tung tva typ
        undan undra undrar ute vagar valdigt vanlig vanliga vanligt veckan verka verkligen vet
        veta vettig vettigt vilja vis viss vissa
        """.split()
    ),
    "en": frozenset(
        """
        actually anybody anyone anything anyway argue ask asking away back bad basically begin
        below better big bigger bit bite bother break bring call carry cent clash colleague
        colleagues come coming cons count country day deal differently digitally discuss draw
        drop easily eight else end everybody everyone everything exactly face far fast fed feel
        find first five folk forward four fully further get getting go going gone good great
        hand happen hardly hear hit hold hook hundred instead keep keeping kind know knowing
        last left let lie life live lock long look looking lot lots luck made make making miss
        month mostly move near need needing new next nine nobody normally nothing odd ok okay
        old once openly particularly people perhaps person piece place plain play point possibly
        promise pros put putting quit quits rather read ready really regularly rest right
        roughly round second seem seriously serve serving set setting seven short side simply
        sit six slow small smaller solid somebody someone something sort stall stand stands
        start stay stick stop story struggle such sure take taken taking talk team technically
        tell ten thanks thing things think thinking thousand three tick time times tiny today
        tomorrow took top true try trying turn twelve twenty twice two typically use usually
        versus want wanting way ways week whatever whenever wherever whole wonder wondering word
        worse worth write yes yet
        """.split()
    ),
}
_POINTS = re.compile(
    r"\b(?:det|den|de|detta|denna|dessa|dem|d[åa]|s[åa]"
    r"|it|them|they|those|these|this|that|the two)\b",
    re.IGNORECASE,
)


# Words that ask the sources as such, or for a judgement: what they are asked of is what follows.
_FRAMES = re.compile(
    r"\b(?:what (?:do|does|did|can)|according to) (?:(?:the|these|your|our|all) )?"
    r"(?:sources?|documents?|reports?|stud(?:y|ies)|evidence|material|texts?|research|literature)"
    r"(?: (?:say|tell|show))?\b"
    r"|\b(?:(?:vad|hur) (?:säger|skriver|menar|visar|berättar)|enligt) "
    r"(?:underlaget|källorna|dokumenten|rapporterna|studierna|materialet|texterna|forskningen"
    r"|litteraturen)\b"
    r"|\b(?:is|was|would|could) (?:it|this|that) (?:really |actually |ever )?(?:be )?(?:an? )?"
    r"(?:smart|wise|clever|sensible|reasonable|stupid|(?:smart|wise|good|bad|clever) "
    r"(?:idea|move|thing|choice))(?= (?:to|for|if|that)\b|\W*$)"
    r"|\b(?:[äa]r|var|vore|blir) det (?:verkligen |egentligen |alls )?(?:en )?"
    r"(?:smart|klokt|rimligt|vettigt|dumt|korkat|(?:smart|klok|bra|d[åa]lig) id[eé])"
    r"(?= (?:att|av|f[öo]r|om|n[äa]r)\b|\W*$)",
    re.IGNORECASE,
)


_COLON = re.compile(r"(:)\s+(?=\S)")


def is_light(word: str, language: Language) -> bool:
    """Whether a word says little of what a question is about."""
    return fold(word) in _LIGHT[language]


def asking_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """The sentences that ask, as [start, end); all of the text where none ends in a question mark.

    A question that is too short to be looked up, or points to what stands before it, is taken with
    the sentence before.
    """
    spans = list(_between_colons(text))
    asking = [i for i, (_, end) in enumerate(spans) if text[end - 1] == "?"]
    if not asking:
        return [(0, len(text))]
    kept = set(asking)
    first = asking[0]
    while first > 0 and not _stands_alone(text, [spans[i] for i in sorted(kept)], language):
        first -= 1
        kept.add(first)
        if len(kept) - len(asking) >= FEWEST_TELLING:
            break
    return [spans[i] for i in sorted(kept)]


def asking_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences that end in a question mark, as [start, end); all of it where none does."""
    asking = [(start, end) for start, end in split_sentences(text) if text[end - 1] == "?"]
    return asking or [(0, len(text))]


def framing_spans(text: str) -> list[tuple[int, int]]:
    """The words by which a text asks the sources as such, for a judgement or for sides, as
    [start, end).
    """
    return [*(match.span() for match in _FRAMES.finditer(text)), *speaking_spans(text)]


def last_question(text: str) -> str:
    """The last sentence that asks: what comes before it tells why. All of it where none asks."""
    start, end = asking_sentences(text)[-1]
    return text[start:end]


def _stands_alone(text: str, spans: list[tuple[int, int]], language: Language) -> bool:
    asked = " ".join(without_asking_for_sides(text[start:end]) for start, end in spans)
    telling = [
        token for token in content_words(asked, language) if not is_light(token.text, language)
    ]
    # What has a name is told from all else by it.
    is_named = any(
        is_name(token, place)
        for start, end in spans
        for place, token in enumerate(tokens(text[start:end]))
    )
    return len(telling) + is_named >= FEWEST_TELLING + bool(_POINTS.search(asked))


def _between_colons(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, each cut where it announces what follows: "Kort fråga: ska vi ...?"."""
    for start, end in split_sentences(text):
        for colon in _COLON.finditer(text, start, end):
            yield start, colon.end(1)
            start = colon.end()
        yield start, end
