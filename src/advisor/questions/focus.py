"""Which sentences of a long question ask, and which only tell why."""

from __future__ import annotations

import re

from advisor.language.folding import fold
from advisor.language.sentences import split_sentences
from advisor.language.words import content_words
from advisor.vocabulary import Language

FEWEST_TELLING = 2  # words; a question with fewer is about what was told before it

# Words that say little by themselves, though some of them are rare in reports: what one does with a
# thing, how much, how surely.
_LIGHT: dict[Language, frozenset[str]] = {
    "sv": frozenset(
        """
        alls battre bero beror borja borjat bra bruka brukar dag dalig daligt del diskutera
        egentligen ens faktiskt fardig fardigt fast fasta fem fixa folk forra forst
        fortsatta fraga fragar fundera funderar fyra ga gamla gammal garna gatt gick gilla
        god goda grej grejer halla hallit hamna hamnat handa hanga hant hel hela hellre
        hinna hoppas hora hort idag igar imorgon ja jobba jobbar ju kanna kanner kanns klara
        klarar knappt kollega kolleger kollegor kom komma kommit krut lade lage lagga lagt
        lange langt lasa last lata liksom liten litet mangder manniska manniskor marka
        marker massa massor mena menar mote nagra nan nasta nat nej nog ny nya nytt onska
        orka ovanpa pasta person personer prata pratat raka rakt reda riktigt sak saker
        samre satt satta se ser sett sida sist skriva skrivit slag slippa sma snart stalla
        stallt stor stora stort svara ta tacka tagit tanka tanker tankt tillsammans tog tre
        tva typ undan undra undrar ute vagar valdigt vanlig vanliga vanligt veckan verka
        verkligen vet veta vettigt vilja vis viss vissa
        """.split()
    ),
    "en": frozenset(
        """
        actually anyone argue ask asking bad basically begin better big bigger bring clash
        colleague colleagues come coming cons day digitally discuss easily eight end
        everyone fast fed feel find first five forward four get getting go going gone good
        great happen hear keep keeping kind know knowing last left let life long look
        looking lot lots made make making mostly need needing new next ok okay old once
        people person place pros put putting quit quits read ready really right seem serve
        serving set setting seven short simply six slow small smaller somebody someone sort
        stall stand stands start stop struggle sure take taken taking talk team tell ten
        thing things think thinking three time times today tomorrow took try trying turn
        twice two use want wanting way ways week whole wonder wondering worse worth write
        """.split()
    ),
}
_POINTS = re.compile(
    r"\b(?:det|den|de|detta|denna|dessa|dem|d[åa]|s[åa]"
    r"|it|them|they|those|these|this|that|the two)\b",
    re.IGNORECASE,
)


def is_light(word: str, language: Language) -> bool:
    """Whether a word says little of what a question is about."""
    return fold(word) in _LIGHT[language]


def asking_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """The sentences that ask, as [start, end); all of the text where none ends in a question mark.

    A question that is too short to be looked up, or points to what stands before it, is taken with
    the sentence before.
    """
    spans = split_sentences(text)
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


def last_question(text: str) -> str:
    """The last sentence that asks: what comes before it tells why. All of it where none asks."""
    asking = [text[start:end] for start, end in split_sentences(text) if text[end - 1] == "?"]
    return asking[-1] if asking else text


def _stands_alone(text: str, spans: list[tuple[int, int]], language: Language) -> bool:
    asked = " ".join(text[start:end] for start, end in spans)
    telling = [
        token for token in content_words(asked, language) if not is_light(token.text, language)
    ]
    return len(telling) >= FEWEST_TELLING + bool(_POINTS.search(asked))
