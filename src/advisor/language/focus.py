"""Which sentences of a long question ask, and which only tell why."""

from __future__ import annotations

import re

from advisor.language.folding import fold
from advisor.language.sentences import split_sentences
from advisor.language.words import content_words
from advisor.types import Language

FEWEST_TELLING = 2  # words; a question with fewer is about what was told before it

# Words that say little by themselves, though some of them are rare in reports: what one does with a
# thing, how much, how surely; those who ask and whom they tell of.
_LIGHT: dict[Language, frozenset[str]] = {
    "sv": frozenset(
        """
        lagga lagt lade ta tagit tog ga gatt gick komma kommit kom halla hallit satta satt stalla
        stallt lata borja borjat sluta hamna hamnat hanga handa hant raka verka veta vet se sett ser
        tanka tanker tankt fundera funderar undra undrar kanna kanns kanner marka marker hoppas gilla
        onska vilja orka hinna slippa bruka fortsatta klara klarar reda fixa prata pratat diskutera
        mena menar pasta bero beror hora hort lasa last skriva skrivit fraga fragar svara
        verkligen faktiskt egentligen liksom typ ju nan nat nagra alls knappt undan forst sist lange
        langt snart garna hellre ovanpa massor massa mangder dag idag igar imorgon mote veckan
        nasta forra sak saker grej grejer satt slag vis sida del lage folk manniska manniskor person
        personer kollega kolleger kollegor chef chefer chefen konsult konsulten ledningsgrupp
        ledningsgruppen nog rakt ens vagar vettigt bra dalig daligt battre samre stor stora stort
        liten litet sma ny nya nytt gammal gamla god goda viss vissa hel hela
        """.split()
    ),
    "en": frozenset(
        """
        make making made take taking took taken go going gone come coming put putting set setting
        keep keeping let get getting bring want wanting need needing seem look looking find think
        thinking know knowing wonder wondering feel hear read write ask asking tell talk discuss
        argue happen start stop begin end try trying use sure ok okay actually really simply
        basically fed stands stand way ways thing things lot lots people person everyone somebody
        somebody someone anyone colleague colleagues boss manager cfo ceo consultant team today
        tomorrow week next last first whole big small new old good bad better worse great right
        life day time times place kind sort
        """.split()
    ),
}
_POINTS = re.compile(
    r"\b(?:det|den|de|detta|denna|dessa|dem|d[åa]|s[åa]|it|them|they|those|these|this|that|the two)\b",
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


def _stands_alone(text: str, spans: list[tuple[int, int]], language: Language) -> bool:
    asked = " ".join(text[start:end] for start, end in spans)
    telling = [
        token for token in content_words(asked, language) if not is_light(token.text, language)
    ]
    return len(telling) >= FEWEST_TELLING + bool(_POINTS.search(asked))
