"""Questions on the sources themselves: who wrote one, when, and which is the newest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.language.folding import fold
from advisor.types import Term
from advisor.vocabulary import WorkFact

# What a source is called. The text is folded: without diacritics, in small letters.
_WORK = (
    r"(?:\w*(?:rapport|uppsats|avhandling|utredning|undersokning)(?:en|et|er|erna|ar|arna|n|na)?s?"
    r"|\w*studien?s?|\w*studier(?:na)?|kall(?:a|an|or|orna)s?|underlagets?|dokument(?:en|et)?s?"
    r"|reports?|thes[ie]s|essays?|stud(?:y|ies)|papers?|sources?|documents?|evidence)"
)
_NAMED = re.compile(rf"\b{_WORK}\b")
# A follow-up that asks who wrote it, or when.
_POINTS = re.compile(
    r"\b(?:skr[ie]v\w*|forfatta\w*|publicera\w*|utgiven)\b.*\b(?:den|det|de|dem|denna|detta|dessa)\b"
    r"|\b(?:den|det|de|denna|detta|dessa)\b.*\b(?:skr[ie]v\w*|forfatta\w*|publicera\w*|utgiven)\b"
    r"|\b(?:wrote|written|authored|published)\b.*\b(?:it|this|that|them|these)\b"
    r"|\b(?:it|this|that|they|these)\b.*\b(?:written|authored|published)\b"
)
_FACTS: Mapping[WorkFact, re.Pattern[str]] = {
    "supervisor": re.compile(r"\bhandle(?:dare|dde|tt)\w*|\b(?:supervis(?:or|ed)|tutor)\w*"),
    "version": re.compile(
        r"\bversion(?:en|snummer)?\b|\b(?:slutversion|slutgiltig\w*|fardig\w*|faststalld\w*)\b"
        r"|\b(?:final|adopted|a draft)\b"
    ),
    "newest": re.compile(
        r"\b(?:nyast|senast|farskast|yngst)e?\b|\b(?:newest|latest|most (?:recent|up-to-date))\b"
    ),
    "oldest": re.compile(r"\baldst\w*|\b(?:oldest|earliest)\b"),
    "publisher": re.compile(
        r"\b(?:vem|vilk(?:en|et|a)(?! (?:ar|datum)\b))\b"
        r".*\b(?:gett? ut|gav ut|ger ut|utgivare|utgivit|publicera\w*)\b"
        r"|\b(?:fran|vid) vilk(?:en|et)\b(?! (?:ar|datum)\b)"
        r"|\b(?:at|from) (?:which|what) university\b"
        r"|\bvilket (?:universitet|larosate)\b|\bvilken hogskola\b"
        r"|\b(?:who|which (?!year|date)\w+)\b.*\b(?:publish\w*|issued?)\b|\bpublisher\b"
    ),
    "author": re.compile(
        r"\b(?:vem|vilka(?! ar\b)|vad heter|vilken)\b.*\b(?:skr[ie]v(?:it|s|na)?|skrivits"
        r"|forfatta\w*|star bakom|ligger bakom|tagit fram|tog fram|sammanstallt)\b"
        r"|\bav vem\b|\bskribent\w*"
        r"|\b(?:who|whom)\b.*\b(?:wr(?:o|i)t\w+|author\w*|behind|compiled)\b|\bauthors?\b"
    ),
    "date": re.compile(
        r"\b(?:nar|(?:vilket|vilka|fran) (?:ar|datum))\b.*\b(?:publicera\w*|skr[ie]v\w*|kom|fran"
        r"|kommer|ut(?:givna?|givet)?|daterad\w*)\b"
        r"|\b(?:nar|when)\W*$"
        r"|\bhur (?:ny\w*|gam\w+|aktuell\w*|farsk\w*|pass gam\w+)\b"
        r"|\b(?:publiceringsdatum|publiceringsar|utgivningsar|datering|daterad\w*)\b"
        r"|\b(?:when|(?:what|which) (?:year|date))\b.*\b(?:publish\w*|written|wrote|issued|released"
        r"|come|came|from|dated)\b"
        r"|\bhow (?:old|new|recent|current|up[- ]to[- ]date)\b"
        r"|\bpublication (?:date|year)\b|\bdated?\b"
    ),
}
# What a work is asked about is not asked of it.
_ACCORDING = re.compile(rf"\b(?:enligt|according to) (?:\w+ ){{0,2}}?{_WORK}\b")
# For whom it is, its text tells.
_IS_FOR = re.compile(r"\b(?:written for|for whom|skriv\w+ for|for vem|till vem)\b")
# Words that only ask for one of these.
_ASKING = re.compile(
    rf"{_WORK}|skr[ie]v\w*|forfatta\w*|skribent\w*|publicer\w*|utg[ai]v\w*|ge[tr]?|gett|gav|ut"
    r"|kom|kommer|kommit|ar|aret|artal\w*|datum\w*|dater\w*|version\w*|nummer|handle[dt]\w*"
    r"|ny(?:tt|a|ast|aste)?|gam\w*|aktuell\w*|farsk\w*|senaste?|aldst\w*|yngst\w*|fardig\w*"
    r"|slut(?:version|giltig)\w*|faststall\w*|preliminar\w*|sta|star|statt|bakom|ligg\w*|tagit\w*|tog"
    r"|fram|sammanst\w*|namn\w*|heter|universitet\w*|hogskol\w*|organisation\w*|myndighet\w*"
    r"|person\w*|egentlig\w*|alla?"
    r"|writ\w*|wrote|author\w*|publi(?:sh|ca)\w*|issued?|releas\w*|comes?|came|out|years?|date[ds]?"
    r"|number|supervis\w*|tutor\w*|old(?:er|est)?|new(?:er|est)?|recent\w*|current\w*|up-to-date"
    r"|latest|earliest|final\w*|adopted|draft|preliminary|behind|stands?|compil\w*|names?"
    r"|universit\w*|organi[sz]ation\w*|persons?|actually"
)


def work_facts(asked: str, standalone: str) -> tuple[WorkFact, ...]:
    """What a question asks of a work itself; none where it names none, or asks something else.

    A follow-up may point to one: "Vem har skrivit den?". Whether a question asks for nothing else
    its terms tell: "När publicerades rapporten om X?".
    """
    said = _ACCORDING.sub(" ", fold(asked))
    points_to_one = _POINTS.search(said) and _NAMED.search(fold(standalone))
    if _IS_FOR.search(said) or not (_NAMED.search(said) or points_to_one):
        return ()
    return tuple(fact for fact, pattern in _FACTS.items() if pattern.search(said))


def work_terms(terms: Sequence[Term], wording: str) -> frozenset[int]:
    """The terms that only ask for such a thing, and those of a question before this wording; by
    index.
    """
    asked = fold(wording)
    return frozenset(
        i
        for i, term in enumerate(terms)
        if fold(term.word) not in asked
        or (
            not term.particular and all(_ASKING.fullmatch(word) for word in fold(term.word).split())
        )
    )
