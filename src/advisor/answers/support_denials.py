"""What a text denies: word by word, where two denials of one word cancel each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.answers.support_cues import FADING, REACH, Cue, clause_at, cues
from advisor.answers.support_words import Lexicon, Reading, Word, likeness
from advisor.language.folding import fold
from advisor.vocabulary import Language

# Kinds of the table: `plain` denies, `near` all but denies, `contrast` and `without` deny what
# follows, `missing` the subject, that may stand on either side. `soft` is a word that has its
# denial within it: it may stand for a denial, and none is asked for it.
_DENYING = ("plain", "near", "contrast", "without", "missing")
ONWARD = ("contrast", "without")
_DENIED_BEFORE = re.compile(r"\b(?:inte|ej|ingen|inget|inga|varken|aldrig)\b[^.;]*$", re.IGNORECASE)
# What nearly every sentence of a municipality's report has, and by which it reports.
_OF_MOST = frozenset(
    """kommun kommunal municipality municipal visa rapportera uppge ange svara anse mena report show
    state say indicate find think stor large""".split()
)
GENERAL = 0.4  # weight of such a word
NEAR_CHARS = 60  # within which one denial cancels another
SOFT_REACH = 3  # words that a word with a denial within is about
SURELY = 0.7  # likeness from which a turned word is met by itself
LIKE = 0.55  # likeness from which other words are: what shares a concept alone may be anything
# Where a denial ends within its clause: at what is told beside it, and at what is so instead.
_ENDS = re.compile(
    r"\b(?:utan|men|but|så)\b|\b(?:och|samt|and)\s+(?:är|var|har|hade|kan|kunde|ska|skall|bör|måste"
    r"|får|vill|blir|blev|is|are|was|were|has|have|had|can|could|will|would|should|must|may|might)\b",
    re.IGNORECASE,
)
# A verb that is denied, and where a clause begins that tells more of what it is denied of; of
# `inte någon som` the clause is denied too.
_OF_VERB = re.compile(r"(?:inte|ej|not)\b(?! (?:någ|any))", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:som|which|who)\b", re.IGNORECASE)
# After `saknas`: what lacks it comes, and its subject stood before.
_WHERE = re.compile(
    r"\s*(?:$|[.,;:)–]|(?:helt|ofta|ännu|fortfarande|idag|i|hos|på|inom|för|bland|vid|från|till|och"
    r"|men|när|där|då|som|eftersom|entirely|in|at|for|from|among|within|and|but|on)\b)",
    re.IGNORECASE,
)
# Where what a contrast denies ends: with its sentence, or at another clause.
_STOP = re.compile(
    r"[.;:](?:\s|$)|\s(?:som|which|that)\s|,\s(?:som|vilket|vilka|men|utan|och|där|då|när|eftersom|medan|så|which|who|that"
    r"|but|and|where|when|because|while|so)\b|,\s\w+(?:r|de|te|t|s|ed)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:och|samt|and) (?:en|ett|a|an|the|de|den|det)\b", re.IGNORECASE)
_VERB = re.compile(r"(?!\w+[ae]nde$)\w+(?:r|de|te|s|t|a|å)", re.IGNORECASE)
_OPENS = frozenset({"att", "som", "om", "där", "när", "och"})
_NUMBER = re.compile(r"[\d.,]+|procent|percent|cent", re.IGNORECASE)
_OF_NOBODY = re.compile(
    r"ingen|inget|inga|ingendera|inte|ej|aldrig|no|none|nobody|no one|neither|not|never|\w+n['’]t"
    r"|not entirely",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"sakn\w+|fattas|utebl\w+|(?:\w+ )?utan|without|lack\w*|fail\w* to|absent|absence|missing"
    r"|icke-?\w*|omöjlig\w*|impossible",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:då|när|om|eftersom|when|if|because|since|as)\b", re.IGNORECASE)
_COUPLED = re.compile(r"\b(?:neither|not|no|never|varken|inte)\b", re.IGNORECASE)
_PREFIXES: dict[Language, tuple[str, ...]] = {
    "sv": ("o", "icke-", "in"),
    "en": ("un", "in", "im", "ir", "il", "non-", "dis"),
}
_ADJECTIVE_END = re.compile(
    r"(?:able|ible|ent|ant|ive|ate|ete|al|ly|ct|ic|ar|ous|ful|ain|isfied|agreed?)$"
)
_NOT_TURNED = frozenset(
    """olika oavsett offentlig organisation operativ ofta också område ordning
    united unite unit unique universal under interest intern internal international informed
    increasing increased inform invest involve indicate important include independent improved
    improve implemented impressed immediate individual initial initiative instrumental integrated
    intend intensive inclusive illustrate irrigate discuss discover display distribute distinct
    district intent instead install instant invite insight""".split()
)
_SUFFIXES: dict[Language, tuple[str, ...]] = {
    "sv": ("lös", "löst", "lösa", "fri", "fritt", "fria"),
    "en": ("less", "-free"),
}


@dataclass(frozen=True, slots=True)
class Denied:
    """A content word, or what is left of one without the denial within it."""

    word: Word
    is_denied: bool
    is_soft: bool  # a word with a denial within it stands beside it
    is_rest: bool = False  # `tillräcklig` of `otillräcklig`
    is_turned: bool = False  # `otillräcklig` itself: met by itself alone


@dataclass(frozen=True, slots=True)
class Denials:
    """The denials of one text, with what they leave of its words."""

    reading: Reading
    denying: tuple[Cue, ...]
    soft: tuple[Cue, ...]
    words: tuple[Denied, ...]
    rests: Mapping[int, Denied]  # by where the word begins that they are within

    def of(self, cue: Cue) -> list[tuple[Denied, float]]:
        """What a cue is about, with how much each word of it weighs; the nearest most."""
        starts = {word.start: i for i, word in enumerate(cue.focus[:REACH])}
        return [
            (one, weight_of(one.word, starts[one.word.start]))
            for one in self.words
            if one.word.start in starts
        ]

    def is_denied_at(self, at: int) -> bool:
        """Whether the clause at a place denies something."""
        clause = max((w.clause for w in self.reading.words if w.start <= at), default=0)
        return any(
            cue.clause == clause and not cue.start <= at < cue.end
            for cue in (*self.denying, *self.soft)
        )


def denials(reading: Reading, lexicon: Lexicon) -> Denials:
    """What a text denies."""
    found = [cue for cue in cues(reading, "negation", _scope) if not _is_no_denial(cue, reading)]
    inner = {
        word.start: rest
        for word in reading.content
        if (rest := _rest_of_turned(word.text.casefold(), reading.language, lexicon))
    }
    turned = [cue for cue in found if cue.kind in _DENYING and _is_doubled(cue, inner)]
    doubled = [*turned, *_cancelled(found, reading)]  # `inte problemfritt`: is so
    denying = [cue for cue in found if cue.kind in _DENYING and cue not in doubled]
    soft = [cue for cue in found if cue.kind == "soft"]
    words: list[Denied] = []
    rests: dict[int, Denied] = {}
    for word in reading.content:
        if _is_number(word):
            continue
        is_denied = any(word in cue.focus[:REACH] for cue in denying)
        is_soft = any(word in cue.focus[:SOFT_REACH] for cue in soft)
        is_soft = is_soft or any(_may_reach(cue, word) for cue in denying)
        is_soft = is_soft or any(_is_within(word, cue) for cue in found)
        words.append(Denied(word, is_denied, is_soft, is_turned=word.start in inner))
        if word.start in inner:
            rest = inner[word.start]
            senses = lexicon.senses(rest, reading.language)
            lemma = lexicon.lemma(rest, reading.language)
            within = Word(rest, lemma, word.start, word.end, word.clause, True, senses)
            is_twice = is_denied or any(word in cue.focus[:1] for cue in turned)
            rests[word.start] = Denied(within, not is_twice, is_soft, is_rest=True)
            words.append(rests[word.start])
    return Denials(reading, tuple(denying), tuple(soft), tuple(words), rests)


def _scope(reading: Reading, kind: str, start: int, end: int) -> tuple[Word, ...]:
    """What a denial is about, nearest first: what follows it, and in Swedish the verb before."""
    clause = clause_at(reading, start)
    own = [w for w in reading.content if w.clause == clause and not _is_number(w)]
    ends = _ENDS.search(reading.text, end)
    last = ends.start() if ends else len(reading.text)
    thing = _ANOTHER.search(reading.text, end) if kind == "soft" else None
    last = min(thing.start(), last) if thing else last
    after = [word for word in own if end <= word.start < last]
    if kind in ONWARD:
        stop = _STOP.search(reading.text, after[0].end if after else end)
        last = min(stop.start() if stop else last, last)
        return tuple(w for w in reading.content if end <= w.start < last and not _is_number(w))
    if after and _OF_VERB.match(reading.text, start):
        more = _RELATIVE.search(reading.text, after[0].end, last)
        after = [word for word in after if not more or word.start < more.start()]
    starts = [match.end() for match in _ENDS.finditer(reading.text[:start])]
    before = [w for w in reversed(own) if max(starts, default=0) <= w.start and w.end <= start]
    if kind == "missing" and before and _WHERE.match(reading.text, end):
        return (*before[:REACH], *after)
    if not after:
        return tuple(before[: 1 if ends else REACH])
    between = reading.text[before[0].end : start].split() if before else []
    is_verb = before and _VERB.fullmatch(before[0].text)
    is_beside = is_verb and len(between) <= 1 and not _OPENS.intersection(between)
    verb = (
        before[:1] if reading.language == "sv" and kind in ("plain", "near") and is_beside else []
    )
    return (*after[:1], *verb, *after[1:])


def _is_number(word: Word) -> bool:
    return bool(_NUMBER.fullmatch(word.text))


def _may_reach(cue: Cue, word: Word) -> bool:
    """Whether a word stands far behind a denial, or before one that closes its clause."""
    if word in cue.focus[REACH:] or 0 <= cue.start - word.end <= 1:
        return True
    if cue.kind == "missing" and word.clause == cue.clause:
        return True
    after = [one for one in cue.focus if one.start >= cue.end]
    return len(after) <= 1 and word.clause == cue.clause and word.end <= cue.start


def _cancelled(found: Sequence[Cue], reading: Reading) -> list[Cue]:
    """`ingen kommun saknar`: what is denied of nobody is so."""
    return [
        one
        for cue, other in itertools.permutations(found, 2)
        if _OF_NOBODY.fullmatch(cue.text) and _LACKING.fullmatch(other.text)
        if cue.clause == other.clause and 0 < other.start - cue.end < NEAR_CHARS
        if not _REASON.search(reading.text, cue.end, other.start)
        for one in (cue, other)
    ]


def _is_no_denial(cue: Cue, reading: Reading) -> bool:
    """Whether `utan` says what is so, after what is not; `nor` denies with what came before."""
    before = reading.text[: cue.start]
    if cue.kind == "without":
        return bool(_DENIED_BEFORE.search(before))
    return cue.text.casefold() == "nor" and bool(_COUPLED.search(before))


def _is_doubled(cue: Cue, inner: Mapping[int, str]) -> bool:
    """`inte problemfritt`, `not insufficient`."""
    return any(word.start in inner and word.start >= cue.end for word in cue.focus[:2])


def again(one: Denied, others: Sequence[Denied]) -> list[Denied]:
    """Where other words say the same as one, those that say it most surely."""
    alike = [(how(one, other), other) for other in others]
    best = max((sure for sure, _ in alike), default=0.0)
    return [other for sure, other in alike if sure == best > 0.0]


def how(one: Denied, other: Denied) -> float:
    """How surely two words say the same, whether they are denied or not."""
    sure = likeness(one.word, other.word)
    is_turned = one.is_turned or other.is_turned or one.is_rest or other.is_rest
    return sure if sure >= (SURELY if is_turned else LIKE) else 0.0


def weight_of(word: Word, place: int) -> float:
    """How much a word matters to what a cue denies."""
    general = GENERAL if word.lemma in _OF_MOST else 1.0
    return general * FADING**place


def _is_within(word: Word, cue: Cue) -> bool:
    return cue.start <= word.start < cue.end


def _rest_of_turned(word: str, language: Language, lexicon: Lexicon) -> str:
    """`tillräcklig` of `otillräcklig`, `sufficient` of `insufficient`; empty for other words."""
    if word in _NOT_TURNED:
        return ""
    for prefix in _PREFIXES[language]:
        rest = word.removeprefix(prefix)
        if rest == word or len(rest) < 4 or fold(rest) in _NOT_TURNED:
            continue
        if prefix in ("in", "im", "dis", "il", "ir") and not (
            language == "en" and _ADJECTIVE_END.search(rest)
        ):
            continue
        if lexicon.has(rest, language) and lexicon.lemma(rest, language) not in _NOT_TURNED:
            return rest
    for suffix in _SUFFIXES[language]:
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= 4 and lexicon.has(rest, language):
            return rest
    return ""
