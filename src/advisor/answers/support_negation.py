"""Whether a statement denies what its quotes deny, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from advisor.answers.support_cues import Cue, presence
from advisor.answers.support_denials import LIKE, ONWARD, Denials, Denied, again, denials
from advisor.answers.support_opposites import is_opposite, is_said_by_opposite
from advisor.answers.support_sides import connective_turned, only_for_not_only, sides_swapped
from advisor.answers.support_words import (
    Lexicon,
    Reading,
    Word,
    best_likeness,
    carried_share,
)

TOLD = 0.4  # share of what a quote denies that a statement must tell to be asked for the denial
TOLD_OF_CLAUSE = 0.5  # the same of the whole clause that the denial stands in
SURELY = 0.7  # likeness from which one word of a denial is found again
KEPT = 0.4  # share of what is told of a denial that must be denied again
LEAST_ASKED = 0.5  # weight of what is told of a denial: a general word alone tells nothing
AFFIRMED = 0.6  # share of what a statement denies that the quotes must affirm for it to be added

_BUT = re.compile(r"[^.;]{3,120}?\b(?:utan|but)\b", re.IGNORECASE)
LEAST_TOLD = 1  # words of a denial that may be alike by chance
WANTED = 2  # words after `brist på` and `svårt att` that must all be told
BESIDE_CHARS = 60  # within which a denial may be meant for them
_WANTING = re.compile(
    r"brist(?:en|er|erna|ande|fäll\w+)?|svår\w*|difficult\w*|hard|insufficien\w*|shortages?",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:svår\w*|brist\w*|låg\w*|svag\w*|dålig\w*|knapp\w*|liten|lite|få|gap\w*|utman\w*|problem\w*"
    r"|hind\w*|begräns\w*|sämre|poor\w*|weak\w*|low|hard\w*|difficult\w*|struggl\w*|challeng\w*|limit\w*"
    r"|gaps?|short\w*|shortcoming\w*|hinder\w*|hamper\w*|barrier\w*|obstacle\w*|deficien\w*|scarc\w*"
    r"|inadequa\w*|insufficient\w*|lack\w*|problem\w*|krävande|demanding|bromsa\w*"
    r"|försvår\w*|held back)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:ingen|inget|inga|ingenting|aldrig|inte alls|none|never|nobody|nothing|no|not one"
    r"|neither)\b",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    r"\b(?:inte (?:\w+ )?(?:alla?s?|samtliga|alltid|varje|helt|enbart)"
    r"|(?:alla|samtliga) (?:\w+ ){0,3}inte"
    r"|not (?:\w+ )?(?:all|always|every\w*|fully|entirely))\b",
    re.IGNORECASE,
)
_FULLY = re.compile(r"\b(?:helt|fullt|fullständig\w*|fully|entirely|complete\w*)\b", re.IGNORECASE)


def negation_not_carried(
    statement: Reading, quotes: Sequence[Reading], lexicon: Lexicon
) -> str | None:
    """`negation_differs`, `opposite` or None."""
    said = denials(statement, lexicon)
    stated = [denials(quote, lexicon) for quote in quotes]
    if any(_is_lost(cue, quote, stated, said) for quote in stated for cue in quote.denying):
        return "negation_differs"
    if any(_is_added(cue, said, stated) for cue in said.denying):
        return "negation_differs"
    if any(_is_made_good(cue, quote, said) for quote in stated for cue in quote.soft):
        return "negation_differs"
    if _is_turned(said, stated) or any(_is_turned(quote, [said]) for quote in stated):
        return "negation_differs"
    if _is_total_for_partial(statement, quotes) or sides_swapped(statement, quotes):
        return "negation_differs"
    if connective_turned(statement, quotes) or only_for_not_only(statement, quotes):
        return "negation_differs"
    return "opposite" if is_opposite(said, stated) else None


def _is_lost(cue: Cue, quote: Denials, stated: Sequence[Denials], said: Denials) -> bool:
    """Whether a statement tells what a quote denies as if it were so."""
    denied = _not_affirmed(cue, quote, stated)
    words = [one.word for one, _ in denied]
    clause = [word for word in quote.reading.content if word.clause == cue.clause]
    told = said.reading.content
    if not _is_told(words, told) or (
        presence(words, told) < TOLD
        and (cue.kind in ONWARD or carried_share(clause, told) < TOLD_OF_CLAUSE)
    ):
        return False
    kept = asked = 0.0
    for one, weight in denied:
        found = again(one, said.words)
        asked += weight if found else 0.0
        kept += weight if any(other.is_denied or other.is_soft for other in found) else 0.0
    if asked < LEAST_ASKED or kept >= KEPT * asked:
        return False
    if is_said_by_opposite(cue, said.reading):
        return False
    if _BUT.match(quote.reading.text, cue.end):
        return not said.denying  # `inte X utan Y`: either may be told
    return not _is_denied_beside(denied, said, stated)


def _is_denied_beside(
    denied: Sequence[tuple[Denied, float]], said: Denials, stated: Sequence[Denials]
) -> bool:
    """Whether a statement denies, where it tells of this, something in words that no quote has."""
    told = next((found for one, _ in denied if (found := again(one, said.words))), [])
    clauses = {one.word.clause for one in told}
    return _is_denied_otherwise([said], stated, clauses)


def _is_denied_otherwise(
    ones: Sequence[Denials], others: Sequence[Denials], clauses: Set[int] | None = None
) -> bool:
    """Whether texts deny something in words that the others have not: it may be this."""
    words = [word for other in others for word in other.reading.content]
    firsts = [
        first
        for one in ones
        for cue in (*one.denying, *one.soft)
        for first in cue.focus[:1]
        if cue.kind not in ONWARD
    ]
    rests = [rest.word for one in ones for rest in one.rests.values() if rest.is_denied]
    return any(
        best_likeness(word, words) < LIKE
        for word in (*firsts, *rests)
        if clauses is None or word.clause in clauses
    )


def _is_told(words: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether a text says two of the words, or one surely: a chance likeness is none."""
    found = [best_likeness(word, told) for word in words]
    if len(words) == 1:  # a compound: told by its parts
        found += [best_likeness(word, words) for word in told]
    return max(found, default=0.0) >= SURELY or sum(x >= LIKE for x in found) > LEAST_TOLD


def _not_affirmed(
    cue: Cue, quote: Denials, stated: Sequence[Denials]
) -> list[tuple[Denied, float]]:
    """What a cue denies, without the words that the quotes elsewhere say without a denial."""
    elsewhere = {
        one.word.lemma
        for other in stated
        for one in other.words
        if not (other is quote and one.word.clause == cue.clause) and not one.is_denied
    }
    return [
        (one, weight)
        for one, weight in quote.of(cue)
        if one.is_denied and one.word.lemma not in elsewhere
    ]


def _is_added(cue: Cue, said: Denials, stated: Sequence[Denials]) -> bool:
    """Whether a statement denies what quotes affirm that deny nothing at all."""
    if any((*quote.denying, *quote.soft, *quote.rests) for quote in stated):
        return False  # what they deny may be this, in other words
    about = [(one, weight) for one, weight in said.of(cue) if one.is_denied]
    quoted = [one for quote in stated for one in quote.words]
    affirmed = sum(weight for one, weight in about if again(one, quoted))
    return affirmed > AFFIRMED * sum(weight for _, weight in about)


def _is_made_good(cue: Cue, quote: Denials, said: Denials) -> bool:
    """Whether a statement has what a quote finds wanting or hard, and nothing that says so."""
    if not _WANTING.fullmatch(cue.text):
        return False
    about = [one for one in quote.words if one.word in cue.focus[:WANTED]]
    found = [again(one, said.words) for one in about]
    if not about or not all(found):
        return False
    clauses = {one.word.clause for ones in found for one in ones}
    if any(one.is_denied or one.is_soft for ones in found for one in ones):
        return False
    return not any(
        other.clause in clauses or abs(other.start - ones[0].word.start) < BESIDE_CHARS
        for other in (*said.denying, *said.soft, *_of_rests(said, quote))
        for ones in found
    ) and not _HARD.search(said.reading.text)


def _is_turned(one: Denials, others: Sequence[Denials]) -> bool:
    """Whether a word with a denial within stands where the others have it without, undenied."""
    for rest in one.rests.values():
        if not rest.is_denied:
            continue
        for other in others:
            found = again(rest, other.words)
            if found and not any(word.is_denied or word.is_soft for word in found):
                clauses = {word.word.clause for word in found}
                if not any(c.clause in clauses for c in (*other.denying, *other.soft)):
                    return True
    return False


def _of_rests(denials: Denials, other: Denials) -> list[Cue]:
    """Words with a denial within that the other text has not as well."""
    return [
        Cue("turned", one.word.text, one.word.start, one.word.end, one.word.clause, (one.word,))
        for one in denials.rests.values()
        if one.is_denied and not any(there.is_denied for there in again(one, other.words))
    ]


def _is_total_for_partial(statement: Reading, quotes: Sequence[Reading]) -> bool:
    """`inte alla` is not `ingen`."""
    partial = any(_PARTIAL.search(quote.text) for quote in quotes)
    total = any(_TOTAL.search(_PARTIAL.sub(" ", quote.text)) for quote in quotes)
    told = _TOTAL.search(_PARTIAL.sub(" ", statement.text))
    is_partial = _PARTIAL.search(statement.text) or _FULLY.search(statement.text)
    return partial and not total and bool(told) and not is_partial
