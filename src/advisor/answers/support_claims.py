"""What a statement claims otherwise than its quotes: denied, hedged, of how many, on whose word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from advisor.answers.support_alignment import Alignment, Clause
from advisor.answers.support_cues import Cue
from advisor.answers.support_denials import LIKE, Denials, Denied
from advisor.answers.support_hedges import Hedged
from advisor.answers.support_opposites import opposites
from advisor.language.tables import table_rows

SOFTLY = 0.4  # what a word counts that may stand beside a denial
_TABLE = Path(__file__).with_name("support_classes.tsv")
_SENTENCE = re.compile(r"[.;!?]\s")


def of_classes(aligned: Alignment) -> dict[str, float]:
    """Which kinds of words the statement has and its quotes have not, or the other way about."""
    found: dict[str, float] = {}
    for name, words in _classes().items():
        said = bool(words.search(aligned.statement.text))
        stated = bool(words.search(aligned.quoted_text))
        told = bool(words.search(aligned.told_text))
        found |= {
            f"{name} new": float(said and not stated),
            f"{name} new here": float(said and not told),
            f"{name} gone": float(told and not said),
            f"{name} kept": float(told and said),
        }
    return found


def of_hedges(aligned: Alignment, said: Hedged, stated: Sequence[Hedged]) -> dict[str, float]:
    """Which kinds of modality came or went, where the quotes are told of."""
    told = {
        cue.kind for i, one in enumerate(stated) for cue in one.cues if _is_told(i, cue, aligned)
    }
    anywhere = {cue.kind for one in stated for cue in one.cues}
    now = {cue.kind for cue in said.cues}
    found: dict[str, float] = {"hedge lost": float(bool(told) and not now)}
    found["hedge added"] = float(bool(now) and not anywhere)
    for kind in now | told:
        hedge = f"hedge {kind}"
        found[f"{hedge} new"] = float(kind in now and kind not in anywhere)
        found[f"{hedge} new here"] = float(kind in now and kind not in told)
        found[f"{hedge} gone"] = float(kind in told and kind not in now)
        found[f"{hedge} kept"] = float(kind in told and kind in now)
        found[f"{hedge} gone bare"] = float(kind in told and not now)
    for kind in now - anywhere:
        found |= {f"hedge {other} became {kind}": 1.0 for other in told - now}
    return found


def of_denials(aligned: Alignment, said: Denials, stated: Sequence[Denials]) -> dict[str, float]:
    """Whether what is denied stays denied: by word, by clause and in all."""
    return (
        _by_word(aligned, said, stated)
        | _in_all(aligned, said, stated)
        | _by_clause(aligned, said, stated)
        | _of_opposites(aligned)
    )


def _is_told(quote: int, cue: Cue, aligned: Alignment) -> bool:
    return (quote, cue.clause) in aligned.told


def _by_word(aligned: Alignment, said: Denials, stated: Sequence[Denials]) -> dict[str, float]:
    """Words that are denied on one side and affirmed on the other, by how surely they are one."""
    here = {one.word.start: one for one in said.words if not one.is_rest}
    there = [{one.word.start: one for one in quote.words if not one.is_rest} for quote in stated]
    total: dict[str, float] = defaultdict(float)
    most: dict[str, float] = {}
    for i, word in enumerate(aligned.said):
        how = aligned.best[i]
        one = here.get(word.start)
        if how < LIKE or one is None:
            continue
        places = [aligned.stated[place] for place in aligned.best_places(i)]
        others = [found for place in places if (found := there[place.quote].get(place.word.start))]
        if not others:
            continue
        # Of places that say it as surely the one that denies it as the statement does.
        other = next((o for o in others if o.is_denied == one.is_denied), others[0])
        kind = {
            (True, True): "denied still",
            (False, False): "affirmed still",
            (False, True): "no longer denied",
            (True, False): "newly denied",
        }[one.is_denied, other.is_denied]
        if one.is_denied != other.is_denied and (one.is_soft or other.is_soft):
            how *= SOFTLY
        total[kind] += how
        most[kind] = max(most.get(kind, 0.0), how)
    turned = total["no longer denied"] + total["newly denied"]
    return {
        **{f"{kind} in all": amount for kind, amount in total.items()},
        "turned share": turned / (sum(total.values()) or 1.0),
        "no longer denied": most.get("no longer denied", 0.0),
        "newly denied": most.get("newly denied", 0.0),
    }


def _in_all(aligned: Alignment, said: Denials, stated: Sequence[Denials]) -> dict[str, float]:
    """How many denials there are on either side."""
    told = [c for i, one in enumerate(stated) for c in one.denying if _is_told(i, c, aligned)]
    denies = len(said.denying)
    return {
        "denials": float(denies),
        "denials of quotes": float(len(told)),
        "more denials": float(denies - len(told)),
        "odd denials": float((denies - len(told)) % 2),
        "none denied now": float(bool(told) and not denies),
        "none denied now at all": float(bool(told) and not (denies or said.soft or _inner(said))),
        "none denied before": float(denies > 0 and not any(one.denying for one in stated)),
        "none denied before at all": float(
            denies > 0 and not any((*one.denying, *one.soft, *_inner(one)) for one in stated)
        ),
    }


def _by_clause(aligned: Alignment, said: Denials, stated: Sequence[Denials]) -> dict[str, float]:
    """Of each clause and the one that it tells of, whether the denials cancel out."""
    found: dict[str, float] = {}

    def note(name: str, share: float, *, holds: bool) -> None:
        if holds:
            found[name] = max(found.get(name, 0.0), share)

    for clause in sorted({word.clause for word in aligned.said}):
        met = aligned.clause_for(clause)
        if met is None:
            continue
        other, share = met
        quote = stated[other[0]]
        denies, denied = _count(said.denying, clause), _count(quote.denying, other[1])
        softly = _count(said.soft, clause) + _count(quote.soft, other[1])
        flips = _flips(aligned, clause, other)
        inner = (_within(said, clause) - _within(quote, other[1])) % 2
        is_odd = (denies + denied + flips) % 2 == 1
        note("clause turned", share, holds=is_odd)
        note("clause turned surely", share, holds=is_odd and not softly and not inner)
        note("clause turned or softly", share, holds=(denies + denied + flips + softly) % 2 == 1)
        note("clause by opposite", share, holds=flips > 0 and (denies + denied) % 2 == 0)
        note("clause by opposite denied", share, holds=flips > 0 and (denies + denied) % 2 == 1)
        note("clause denial lost", share, holds=denied > 0 and not (denies + flips + softly))
        note("clause denial added", share, holds=denies > 0 and not (denied + flips + softly))
    return found


def _inner(denials: Denials) -> list[Denied]:
    """What words with a denial within deny."""
    return [rest for rest in denials.rests.values() if rest.is_denied]


def _count(cues: Sequence[Cue], clause: int) -> int:
    return sum(cue.clause == clause for cue in cues)


def _within(denials: Denials, clause: int) -> int:
    """How many words of a clause have a denial within them."""
    return sum(one.is_denied for one in denials.rests.values() if one.word.clause == clause)


def _flips(aligned: Alignment, clause: int, other: Clause) -> int:
    """How many words of a clause have their opposite in the one that it tells of."""
    said, stated = aligned.statement, aligned.quotes[other[0]]
    here = " ".join(word.text for word in said.words if word.clause == clause)
    there = " ".join(word.text for word in stated.words if word.clause == other[1])
    around = _sentence(stated.text, [w.start for w in stated.words if w.clause == other[1]])
    beside = _sentence(said.text, [w.start for w in said.words if w.clause == clause])
    return sum(
        bool(one.search(here) and two.search(there))
        and not one.search(around)
        and not two.search(beside)
        for row in opposites()
        for one, two in (row, row[::-1])
    )


def _sentence(text: str, starts: Sequence[int]) -> str:
    """The sentence of a text that a clause stands in, by where its words begin."""
    first = max((m.end() for m in _SENTENCE.finditer(text[: starts[0]])), default=0)
    end = _SENTENCE.search(text, starts[-1])
    return text[first : end.start() if end else len(text)]


def _of_opposites(aligned: Alignment) -> dict[str, float]:
    """How many words have their opposite, and not themselves, in the quotes."""
    text, quoted = aligned.statement.text, aligned.quoted_text
    count = sum(
        bool(one.search(text) and other.search(quoted))
        and not other.search(text)
        and not one.search(quoted)
        for row in opposites()
        for one, other in (row, row[::-1])
    )
    return {"opposites": float(count), "opposite": float(count > 0)}


@cache
def _classes() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(words, re.IGNORECASE) for name, words in table_rows(_TABLE)}
