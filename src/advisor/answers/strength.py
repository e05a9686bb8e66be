"""How much stands behind each statement: who says it, and whether others say the opposite."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from advisor.answers.bearing import share_said, turns_on
from advisor.answers.phrases import PHRASES, as_source_has_it, joined
from advisor.discourse.claims import Claim, claims, is_disputed
from advisor.language.folding import fold
from advisor.types import Citation, Document, Query, Sentence, Source, Statement, Strength
from advisor.vocabulary import Agreement, Language, Thing

SentencesWithin = Callable[[str, int, int], Sequence[Sentence]]  # source, start, end
LEAST_SAID = 0.25  # share of the question that a sentence on differing opinions must say
_YEAR = re.compile(r"\b((?:19|20)\d\d)")
_AFTER_FIRST_AUTHOR = re.compile(r",|\(|\[|&| och | and | et al| m\.fl|\b(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a claim, and through which document it is read."""

    file: str
    origin: str  # whose finding it is: the document's own, or that of the work that it relays
    speaker: str  # the respondent or the work, where the sentence names one; else empty
    subject: tuple[str, ...] = ()  # of those that the document treats in turn; empty: not known

    def is_apart_from(self, other: Maker) -> bool:
        """Whether the two are read in different documents and do not build on one work."""
        return self.file != other.file and self.origin != other.origin

    def may_contradict(self, other: Maker) -> bool:
        """The same, or one document names two who say it."""
        speakers = {self.speaker, other.speaker}
        return self.is_apart_from(other) or ("" not in speakers and len(speakers) > 1)

    def tells_other_side(self, other: Maker) -> bool:
        """Whether one document tells both, and not of two places or organisations."""
        is_of_both = all(one == two for one, two in zip(self.subject, other.subject, strict=False))
        return self.file == other.file and is_of_both


@dataclass(frozen=True, slots=True)
class Backing:
    """What one statement rests on."""

    origins: Mapping[str, frozenset[str]]  # whose findings each document tells
    claims: Mapping[Claim, Mapping[Maker, frozenset[int]]]  # with the citations that make them
    is_disputed: bool  # it says itself that opinions differ

    @property
    def independent_sources(self) -> int:
        """The most documents of which each has an origin that no other one stands for.

        What one document relays is read through that document, however many works they are; and
        documents that relay one work do not bear each other out.
        """
        stands_for: dict[str, str] = {}
        return sum(_gives_own(file, self.origins, stands_for, set()) for file in self.origins)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What stands against a statement."""

    citations: frozenset[int] = frozenset()
    things: frozenset[Thing] = frozenset()

    def joined(self, other: Contradiction) -> Contradiction:
        return Contradiction(self.citations | other.citations, self.things | other.things)


def strengths(
    query: Query,
    statements: Sequence[Statement],
    get_document: Callable[[str], Document],
    sentences_within: SentencesWithin,
) -> tuple[Strength, ...]:
    """How much stands behind each statement.

    Documents are counted, and those that rest on one work count once: a finding told by two
    reports that both relay it is one source, and so is one report that relays two works.
    Statements disagree where they claim opposite effects in what the question turns on, in two
    documents or by two who are named. One document that says both tells both sides.
    """
    backings = [_backing(query, s, get_document, sentences_within) for s in statements]
    return tuple(
        _strength(query, index, statement, backings, get_document)
        for index, statement in enumerate(statements)
    )


def disputed_things(strengths_of: Sequence[Strength]) -> list[Thing]:
    """What the disagreeing statements contradict each other about."""
    return sorted({thing for s in strengths_of if s.agreement == "disagree" for thing in s.about})


def _gives_own(
    file: str, origins: Mapping[str, frozenset[str]], stands_for: dict[str, str], tried: set[str]
) -> bool:
    """Give a document an origin of its own, others making room where they can."""
    for origin in sorted(origins[file] - tried):
        tried.add(origin)
        holder = stands_for.get(origin)
        if holder is None or _gives_own(holder, origins, stands_for, tried):
            stands_for[origin] = file
            return True
    return False


def _strength(
    query: Query,
    index: int,
    statement: Statement,
    backings: Sequence[Backing],
    get_document: Callable[[str], Document],
) -> Strength:
    sources = [get_document(c.source).source for c in statement.citations]
    agreement, against = _agreement(index, backings)
    language = query.answer_language
    return Strength(
        statement=index,
        independent_sources=backings[index].independent_sources,
        kinds=tuple(dict.fromkeys(source.kind for source in sources)),
        years=tuple(sorted({source.year for source in sources if source.year})),
        settings=tuple(
            dict.fromkeys(as_source_has_it(s.setting, language) for s in sources if s.setting)
        ),
        agreement=agreement,
        against=tuple(sorted(against.citations)),
        about=tuple(sorted(against.things)),
        note=_note(agreement, against, language),
    )


def _note(agreement: Agreement, against: Contradiction, language: Language) -> str:
    phrases = PHRASES[language]
    if agreement not in ("disagree", "both_sides"):
        return ""
    is_one_source = agreement == "both_sides"
    if not against.citations:
        return phrases.both_sides if is_one_source else phrases.differ
    said = phrases.both_sides_on if is_one_source else phrases.differ_on
    return said.format(
        things=joined([phrases.things[thing] for thing in sorted(against.things)], phrases),
        numbers=" ".join(f"[{number}]" for number in sorted(against.citations)),
    )


def _agreement(index: int, backings: Sequence[Backing]) -> tuple[Agreement, Contradiction]:
    own = backings[index]
    others = [other for i, other in enumerate(backings) if i != index]
    against = _contradiction(own, backings, Maker.may_contradict)
    if against.citations:
        return "disagree", against
    within = _contradiction(own, backings, Maker.tells_other_side)
    if own.is_disputed or within.citations:
        return "both_sides", within
    if own.independent_sources > 1 or any(_says_so_too(own, other) for other in others):
        return "agree", against
    return "single", against


def _contradiction(
    own: Backing, backings: Sequence[Backing], counts: Callable[[Maker, Maker], bool]
) -> Contradiction:
    """What claims the opposite of a statement, by those who count against its own makers."""
    found = Contradiction()
    for claim, makers in own.claims.items():
        for other in backings:
            for maker, numbers in other.claims.get(claim.opposite, {}).items():
                if any(counts(one, maker) for one in makers):
                    found = found.joined(Contradiction(numbers, frozenset({claim.thing})))
    return found


def _says_so_too(own: Backing, other: Backing) -> bool:
    """Whether the other one claims the same, from another document and origin."""
    return any(
        maker.is_apart_from(one)
        for claim, makers in own.claims.items()
        for maker in other.claims.get(claim, {})
        for one in makers
    )


def _backing(
    query: Query,
    statement: Statement,
    get_document: Callable[[str], Document],
    sentences_within: SentencesWithin,
) -> Backing:
    origins: dict[str, frozenset[str]] = {}
    claimed: dict[Claim, dict[Maker, frozenset[int]]] = {}
    disputed = False
    for citation in statement.citations:
        source = get_document(citation.source).source
        sentences = _sentences(citation, sentences_within)
        own = {_origin(sentence, source) for sentence in sentences} or {f"file {source.file}"}
        origins[source.file] = origins.get(source.file, frozenset()) | own
        for sentence in sentences:
            under = " ".join((*sentence.section, sentence.text))
            disputed = disputed or (_touches(query, under) and is_disputed(sentence.text))
            if not turns_on(query, under):
                continue
            speaker = _work(sentence.said_by) if sentence.said_by else ""
            maker = Maker(source.file, _origin(sentence, source), speaker, sentence.subject)
            for claim in claims(sentence.text, sentence.language):
                makers = claimed.setdefault(claim, {})
                makers[maker] = makers.get(maker, frozenset()) | {citation.number}
    return Backing(origins, claimed, disputed)


def _touches(query: Query, text: str) -> bool:
    """Whether a text has of the question what makes a dispute in it worth telling."""
    return turns_on(query, text) or share_said(query, text) >= LEAST_SAID


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
