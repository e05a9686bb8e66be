"""Whether a statement obliges, advises, allows or foretells as its quotes do, or less."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from advisor.answers.support_cues import Cue, presence
from advisor.answers.support_hedges import Hedged, hedged
from advisor.answers.support_told import is_told_otherwise
from advisor.answers.support_words import (
    ALIKE,
    Lexicon,
    Reading,
    Word,
    best_likeness,
    likeness,
)
from advisor.language.folding import fold
from advisor.vocabulary import Language

TOLD = 0.4  # share of what a quote hedges that a statement must tell to be asked for the hedge
FEWEST = 3  # words by which a hedge is found again without its verb
TOLD_WITHOUT_VERB = 0.65  # the same where the verb itself is not found again
TOLD_OF_OTHER_VERB = 0.9  # the same of what may be, where the statement has another verb
SHARED = 3  # words that two cues are about, to hedge the same
SURELY = 0.7  # likeness from which a verb is found again

# Kinds of the table. A statement may not leave out what is put on someone (`oblige`, `shall`,
# `advise`), what may be (`able`, `would`) and what is to come (`future`, `plan`, `wish`, `aim`).
# It may leave out nouns and verbs of content (`duty`, `demand`, `chance`, `weighty`), what
# something is done for (`purpose`), and how sure it is (`proven`, `shown`). `none` only looks like
# a cue.
# By what a quote says, what a statement may say of it: the same, or less.
_MAY_TELL = {
    kind: frozenset(told.split())
    for kind, told in {
        "oblige": "oblige duty demand shall advise weighty",
        "shall": "oblige duty demand shall advise weighty future plan wish aim purpose",
        "advise": "advise able chance weighty wish",
        "able": "able chance would",
        "would": "would able chance",
        "future": "future plan shall would able wish aim purpose",
        "plan": "plan future wish shall would able aim purpose",
        "wish": "wish aim would able chance advise purpose",
        "aim": "aim plan wish future shall would able chance purpose",
    }.items()
}
# What a quote must say for a statement to say it; what is not here may be said of any fact.
_NEEDS = {
    kind: frozenset(said.split())
    for kind, said in {
        "oblige": "oblige duty demand shall",
        "demand": "oblige duty demand shall weighty",
        "shall": "oblige duty demand shall future plan wish aim purpose would",
        "advise": "advise oblige duty demand shall weighty wish",
        "future": "future plan shall aim oblige duty demand",
        "proven": "proven shown",
    }.items()
}
_OF_WHAT_IS_TO_BE = ("shall", "aim")  # what is so already may be told of them; what is done may not
_OF_A_HEDGE = ("future",)  # of a plain fact these may be said
_STRONG = tuple(_MAY_TELL)  # what is not lost unnoticed; the other kinds may be left out
_INFINITIVE = re.compile(
    r"\w+(?:a|as)|(?:in|ut|upp)?(?:få|gå|nå|se|ge|stå|ske|dra|te|tro|bero|bestå|förstå|få|avgå)s?"
)
_DONE = re.compile(
    r"\b(?:har|hade|has|have|had|was|were|been|blev|blivit|är redan)\s+(?:\S+\s+){0,3}$",
    re.IGNORECASE,
)


def modality_differs(statement: Reading, quotes: Sequence[Reading], lexicon: Lexicon) -> bool:
    """Whether a statement hedges otherwise than its quotes, or obliges where none does."""
    told = hedged(statement, lexicon)
    said = told.cues
    stated = [hedged(quote, lexicon) for quote in quotes]
    for quote in stated:
        for cue in quote.cues:
            words = _hedged_alone(cue, stated)
            head = _head(cue, quote.reading.language, lexicon)
            plain = _plain(cue, stated)
            if _is_lost(cue, words, head if head in words else None, statement, said, plain):
                return True
    return any(_is_stronger(cue, stated) for cue in said) or is_told_otherwise(told, stated)


def _is_lost(
    cue: Cue,
    words: Sequence[Word],
    head: Word | None,
    statement: Reading,
    said: Sequence[Cue],
    plain: Set[str],
) -> bool:
    """Whether a statement tells what a quote hedges, and hedges it less or not at all.

    `plain` are the words that the quotes have beside what is hedged.
    """
    if cue.kind not in _STRONG:
        return False
    allowed = [other for other in said if other.kind in _MAY_TELL[cue.kind]]
    if any(other.kind == cue.kind and _share(cue, other) >= SHARED for other in allowed):
        return False
    heads = [word for word in _said_again(head, statement) if word.lemma not in plain]
    if cue.kind in _OF_WHAT_IS_TO_BE and not any(_is_done(word, statement) for word in heads):
        return False  # `ska förstås som`, `som ska öka`: more often what is so than what is due
    if heads and presence(words, statement.content) >= TOLD:
        return not any(_governs(other, word) for other in allowed for word in heads)
    may_be = cue.kind in ("able", "would") and head is not None
    least = TOLD_OF_OTHER_VERB if may_be else TOLD_WITHOUT_VERB
    words = [word for word in words if word.text.islower()]  # a name says nothing of what is due
    return not allowed and len(words) >= FEWEST and presence(words, statement.content) >= least


def _share(cue: Cue, other: Cue) -> int:
    """How many words two cues are both about."""
    return sum(best_likeness(word, other.focus) >= SURELY for word in cue.focus)


def _head(cue: Cue, language: Language, lexicon: Lexicon) -> Word | None:
    """The verb that a cue makes possible, due or planned; in Swedish a subject may come first."""
    if cue.focus and cue.focus[0].start == cue.start:
        return cue.focus[0]  # `Separera`: the order itself
    after = [word for word in cue.focus if word.start >= cue.end]
    if language == "en":
        return next((word for word in after if not word.text.endswith("ly")), None)
    return next((word for word in after if _is_infinitive(word, lexicon)), None)


def _is_infinitive(word: Word, lexicon: Lexicon) -> bool:
    form = word.text.casefold()
    active = form.removesuffix("s")
    return bool(_INFINITIVE.fullmatch(form)) and lexicon.lemma(active, "sv") == fold(active)


def _plain(cue: Cue, stated: Sequence[Hedged]) -> Set[str]:
    hedged = {word.lemma for word in cue.focus}
    everything = {word.lemma for quote in stated for word in quote.reading.content}
    return everything - hedged


def _said_again(head: Word | None, text: Reading) -> list[Word]:
    """Where a text says the same as a verb."""
    alike = [(likeness(head, word), word) for word in text.content] if head else []
    best = max((how for how, _ in alike), default=0.0)
    return [word for how, word in alike if how == best >= SURELY]


def _is_done(word: Word, text: Reading) -> bool:
    before = text.text[max(word.start - 40, 0) : word.start]
    return bool(_DONE.search(before))


def _governs(cue: Cue, word: Word) -> bool:
    """Whether a cue holds for a word: it stands before it in its clause, or closes it."""
    if cue.clause != word.clause:
        return False
    return word.start >= cue.start or not any(one.start >= cue.end for one in cue.focus)


def _hedged_alone(cue: Cue, stated: Sequence[Hedged]) -> tuple[Word, ...]:
    """What a cue holds for, without what another sentence or clause tells without any hedge."""
    plain: set[str] = set()
    for quote in stated:
        hedged = {other.clause for other in quote.cues if other.kind in _STRONG}
        plain |= {word.lemma for word in quote.reading.content if word.clause not in hedged}
    return tuple(word for word in cue.focus if word.lemma not in plain)


def _meets(cue: Cue, other: Cue) -> bool:
    return any(likeness(one, two) >= ALIKE for one in cue.focus for two in other.focus)


def _is_stronger(cue: Cue, stated: Sequence[Hedged]) -> bool:
    """Whether a statement obliges or advises where no quote does."""
    needs = _NEEDS.get(cue.kind)
    if needs is None:
        return False
    kinds = {other.kind for quote in stated for other in quote.cues}
    if not kinds & needs and cue.kind not in _OF_A_HEDGE:
        return True
    met = {
        other.kind
        for quote in stated
        for other in quote.cues
        if (other.kind in _STRONG or other.kind in needs)
        if _meets(cue, other)
        and (cue.kind in _OF_A_HEDGE or other.kind in needs or _shares_verb(cue, other))
    }
    return bool(met) and not met & needs


def _shares_verb(cue: Cue, other: Cue) -> bool:
    """Whether two cues hold for one verb: the first word after the one is near the other."""
    after = [word for word in cue.focus if word.start >= cue.end]
    return bool(after) and best_likeness(after[0], other.focus) >= SURELY
