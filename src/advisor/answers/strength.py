"""How much stands behind each statement: who says it, and whether others say the opposite."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from advisor.answers.bearing import turns_on
from advisor.discourse.claims import Claim, claims, is_disputed
from advisor.language.folding import fold
from advisor.types import Citation, Document, Query, Sentence, Source, Statement, Strength
from advisor.vocabulary import Agreement, Thing

SentencesWithin = Callable[[str, int, int], Sequence[Sentence]]  # source, start, end
_YEAR = re.compile(r"\b((?:19|20)\d\d)")
_AFTER_FIRST_AUTHOR = re.compile(r",|\(|\[|&| och | and | et al| m\.fl|\b(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Backing:
    """What one statement rests on."""

    origins: frozenset[str]  # whose findings, each counted once however often it is relayed
    claims: Mapping[Claim, frozenset[str]]  # each with the origins that make it
    is_disputed: bool  # it says itself that opinions differ


def strengths(
    query: Query,
    statements: Sequence[Statement],
    get_document: Callable[[str], Document],
    sentences_within: SentencesWithin,
) -> tuple[Strength, ...]:
    """How much stands behind each statement.

    Sources are counted by origin: a report that relays another work counts as that work, so that a
    finding told by two reports is one source, and one report that relays two works is two. The
    summary counts something else, the documents, since these are what its reader is shown.
    Statements disagree where they claim opposite effects in what the question turns on and come
    from different origins, or where one says itself that studies differ.
    """
    backings = [_backing(query, s, get_document, sentences_within) for s in statements]
    return tuple(
        _strength(index, statement, backings, get_document)
        for index, statement in enumerate(statements)
    )


def disputed_things(
    query: Query, strengths_of: Sequence[Strength], statements: Sequence[Statement]
) -> list[Thing]:
    """What the disagreeing statements contradict each other about."""
    of = {s.statement for s in strengths_of if s.agreement == "disagree"}
    said: set[Claim] = set()
    for index in of:
        for citation in statements[index].citations:
            if turns_on(query, " ".join((*citation.section, citation.quote))):
                said |= claims(citation.quote, citation.language)
    return sorted({claim.thing for claim in said if claim.opposite in said})


def _strength(
    index: int,
    statement: Statement,
    backings: Sequence[Backing],
    get_document: Callable[[str], Document],
) -> Strength:
    sources = [get_document(c.source).source for c in statement.citations]
    return Strength(
        statement=index,
        independent_sources=len(backings[index].origins),
        kinds=tuple(dict.fromkeys(source.kind for source in sources)),
        years=tuple(sorted({source.year for source in sources if source.year})),
        settings=tuple(dict.fromkeys(s.setting for s in sources if s.setting)),
        agreement=_agreement(index, backings),
    )


def _agreement(index: int, backings: Sequence[Backing]) -> Agreement:
    own = backings[index]
    others = [other for i, other in enumerate(backings) if i != index]
    if own.is_disputed or any(_says_elsewhere(own, other, opposite=True) for other in others):
        return "disagree"
    if len(own.origins) > 1 or any(_says_elsewhere(own, other) for other in others):
        return "agree"
    return "single"


def _says_elsewhere(own: Backing, other: Backing, *, opposite: bool = False) -> bool:
    """Whether the other one claims the same, or the opposite, from another origin."""
    for claim, origins in own.claims.items():
        others = other.claims.get(claim.opposite if opposite else claim)
        if others and len(origins | others) > 1:
            return True
    return False


def _backing(
    query: Query,
    statement: Statement,
    get_document: Callable[[str], Document],
    sentences_within: SentencesWithin,
) -> Backing:
    origins: set[str] = set()
    claimed: dict[Claim, frozenset[str]] = {}
    disputed = False
    for citation in statement.citations:
        source = get_document(citation.source).source
        for sentence in _sentences(citation, sentences_within):
            origin = _origin(sentence, source)
            origins.add(origin)
            under = " ".join((*sentence.section, sentence.text))
            if turns_on(query, under):
                for claim in claims(sentence.text, sentence.language):
                    claimed[claim] = claimed.get(claim, frozenset()) | {origin}
                disputed = disputed or is_disputed(sentence.text)
    files = {f"file {citation.source}" for citation in statement.citations}
    return Backing(frozenset(origins or files), claimed, disputed)


def _sentences(citation: Citation, sentences_within: SentencesWithin) -> Sequence[Sentence]:
    return sentences_within(citation.source, citation.start, citation.end)


def _origin(sentence: Sentence, source: Source) -> str:
    """The work whose word a sentence is: the source itself, or the one that it relays."""
    if sentence.voice == "literature" and sentence.said_by:
        return _work(sentence.said_by)
    if source.authors and source.year:
        return _work(f"{source.authors[0].split()[-1]} ({source.year})")
    return f"file {source.file}"


def _work(who: str) -> str:
    """A work by its first author's last name and its year, however it is written.

    Of an organisation all words are its name: a last word in small letters is no person's.
    """
    year = _YEAR.search(who)
    first = _AFTER_FIRST_AUTHOR.split(who, maxsplit=1)[0].strip() or who
    last = first.split()[-1]
    return f"{fold(first if last.islower() else last)} {year[1] if year else ''}".strip()
