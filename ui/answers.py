"""An answer as the page shows it: what belongs together, in the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from advisor.channels.grouping import grouped_statements
from advisor.channels.rendering import authorship, with_colon
from advisor.service.paragraphs import Paragraph, Piece
from advisor.types import Answer, Citation, Statement, Strength
from advisor.vocabulary import Agreement, Form, Language, SourceKind, Status
from ui.addresses import source_address

# Finds the paragraphs that citations quote; of those that stand no longer there it finds none.
Around = Callable[[Sequence[Citation]], Iterable[Paragraph]]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a source with the numbers of the citations that prove them."""

    text: str
    language: Language
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """One thing that is said. `prose` is None where the quotes themselves say it."""

    prose: str | None
    quotes: tuple[QuoteView, ...]
    strength: StrengthView | None = None


@dataclass(frozen=True, slots=True)
class SpokenView:
    """Statements of the same speaker, one after another."""

    attribution: str | None
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The statements of one group under its heading."""

    name: str  # the role, or "loose"
    heading: str
    spoken: tuple[SpokenView, ...]


@dataclass(frozen=True, slots=True)
class StrengthView:
    """What stands behind a statement, to be drawn: a leaf for each independent source."""

    sources: int
    is_relayed: bool  # more sources than documents: the one that is cited relays them
    kinds: tuple[SourceKind, ...]
    years: tuple[int, ...]
    settings: tuple[str, ...]
    agreement: Agreement
    note: str  # which quote stands against which, and of what; empty: there is nothing to tell


@dataclass(frozen=True, slots=True)
class ShareView:
    """How much of an answer comes from one source."""

    title: str
    kind: SourceKind
    year: int | None
    quotes: int
    percent: int  # of the quotes of the source that has most


@dataclass(frozen=True, slots=True)
class ProofView:
    """A citation, with the address of its place in its source."""

    citation: Citation
    address: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A paragraph of a source with all that is quoted of it, and where it stands."""

    proofs: tuple[ProofView, ...]  # by number
    section: tuple[str, ...]
    pages: tuple[int, ...]  # the first and the last; empty: not known
    lead_in: str
    pieces: tuple[Piece, ...]
    is_moved: bool  # the sources have changed since: the quote stands alone

    @property
    def first(self) -> Citation:
        """It stands for all in what they share: source, kind, year, language."""
        return self.proofs[0].citation

    @property
    def numbers(self) -> str:
        """To be read aloud."""
        return ", ".join(str(proof.citation.number) for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class CaveatView:
    """What to bear in mind, with the citations it holds for as ranges of numbers."""

    text: str
    ranges: tuple[tuple[int, int], ...]
    holds_for_all: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All of an answer."""

    id: str
    language: Language
    status: Status
    question: str
    understood: str | None  # the question as it was understood, where that differs
    written: str | None  # by which language model; None: none was asked
    summary: str
    groups: tuple[GroupView, ...]
    shares: tuple[ShareView, ...]
    evidence: tuple[EvidenceView, ...]
    nearest: tuple[EvidenceView, ...]
    caveats: tuple[CaveatView, ...]
    next_questions: tuple[str, ...]
    choices: tuple[str, ...]
    profile_effect: tuple[str | int, ...]  # words, and the numbers of citations between them
    left_out: int
    plain: str  # the same as text, to be copied


def answer_view(answer: Answer, around: Around, language: Language, plain: str) -> AnswerView:
    """The answer as a page in `language` shows it; `plain` is the whole of it as text."""
    cited = cited_by(answer)
    return AnswerView(
        id=answer.id,
        language=answer.language,
        status=answer.status,
        question=answer.question,
        understood=_understood(answer),
        written=authorship(answer),
        summary=answer.summary,
        groups=groups(answer.form, answer.language, answer.statements, answer.strength),
        shares=tuple(_shares(cited)),
        evidence=tuple(_evidence(cited, around(cited), language, answer.id)),
        nearest=tuple(_evidence(answer.nearest, around(answer.nearest), language, answer.id)),
        caveats=tuple(_caveat(c.text, c.citations, len(cited)) for c in answer.caveats),
        next_questions=answer.next_questions,
        choices=answer.choices,
        profile_effect=_with_numbers(answer.profile_effect or "", {c.number for c in cited}),
        left_out=len(answer.unsupported),
        plain=plain,
    )


def groups(
    form: Form,
    language: Language,
    statements: Sequence[Statement],
    strength: Iterable[Strength] = (),
) -> tuple[GroupView, ...]:
    """Statements under the headings that say what they do in the answer."""
    by_statement = {found.statement: found for found in strength}
    shown = []
    for group in grouped_statements(statements, form, language):
        said = [(s, _strength(s, by_statement.get(index))) for index, s in group.statements]
        shown.append(GroupView(group.name, group.heading, tuple(_spoken(said))))
    return tuple(shown)


def cited_by(answer: Answer) -> tuple[Citation, ...]:
    """All that carries its statements, each once, by number."""
    by_number = {c.number: c for statement in answer.statements for c in statement.citations}
    return tuple(by_number[number] for number in sorted(by_number))


def _with_numbers(text: str, known: Set[int]) -> tuple[str | int, ...]:
    """The text, cut where it names a citation in brackets."""
    pieces = re.split(r"\[(\d+)\]", text)
    return tuple(
        (int(piece) if int(piece) in known else f"[{piece}]") if i % 2 else piece
        for i, piece in enumerate(pieces)
        if piece
    )


def _understood(answer: Answer) -> str | None:
    same = " ".join(answer.standalone_question.split()) == " ".join(answer.question.split())
    return None if same else answer.standalone_question


def _spoken(of_group: list[tuple[Statement, StrengthView | None]]) -> Iterator[SpokenView]:
    for attribution, pairs in groupby(of_group, key=lambda pair: pair[0].attribution):
        statements = tuple(_statement(*pair) for pair in pairs)
        yield SpokenView(with_colon(attribution) if attribution else None, statements)


def _statement(statement: Statement, strength: StrengthView | None) -> StatementView:
    by_quote: dict[str, list[Citation]] = {}
    for citation in statement.citations:
        by_quote.setdefault(citation.quote, []).append(citation)
    quotes = tuple(
        QuoteView(quote, same[0].language, tuple(dict.fromkeys(c.number for c in same)))
        for quote, same in by_quote.items()
    )
    said_by_quotes = statement.text == " ".join(by_quote)
    return StatementView(None if said_by_quotes else statement.text, quotes, strength)


def _strength(statement: Statement, found: Strength | None) -> StrengthView | None:
    """Drawn where a decision leans on it, or more than one source speaks of it."""
    if found is None or not (
        statement.role == "recommendation"
        or found.independent_sources > 1
        or found.agreement in ("disagree", "both_sides")
    ):
        return None
    documents = {citation.source for citation in statement.citations}
    return StrengthView(
        sources=found.independent_sources,
        is_relayed=len(documents) == 1 < found.independent_sources,
        kinds=found.kinds,
        years=found.years,
        settings=found.settings,
        agreement=found.agreement,
        note=found.note,
    )


def _shares(cited: Sequence[Citation]) -> Iterator[ShareView]:
    of_source: dict[str, list[Citation]] = {}
    for citation in cited:
        of_source.setdefault(citation.source, []).append(citation)
    most = max(map(len, of_source.values()), default=1)
    for same in sorted(of_source.values(), key=len, reverse=True):
        first = same[0]
        percent = round(100 * len(same) / most)
        yield ShareView(first.title, first.kind, first.year, len(same), percent)


def _evidence(
    citations: Sequence[Citation],
    paragraphs: Iterable[Paragraph],
    language: Language,
    answer_id: str,
) -> Iterator[EvidenceView]:
    """Each paragraph once, in the order of its first number."""
    by_number = {c.number: c for c in citations}
    found = {number: it for it in paragraphs for number in it.numbers}
    shown: set[int] = set()
    for number, citation in by_number.items():
        if number in shown:
            continue
        paragraph = found.get(number)
        numbers = (number,) if paragraph is None else paragraph.numbers
        shown.update(numbers)
        of_paragraph = [by_number[it] for it in numbers]
        pages = sorted({c.page for c in of_paragraph if c.page is not None})
        yield EvidenceView(
            proofs=tuple(
                ProofView(c, source_address(language, c, answer_id)) for c in of_paragraph
            ),
            section=citation.section,
            pages=tuple(dict.fromkeys((pages[0], pages[-1]))) if pages else (),
            lead_in=paragraph.lead_in if paragraph else "",
            pieces=paragraph.pieces if paragraph else (Piece(citation.quote, numbers, numbers),),
            is_moved=paragraph is None,
        )


def _caveat(text: str, numbers: Sequence[int], of: int) -> CaveatView:
    return CaveatView(text, tuple(_ranges(numbers)), len(set(numbers)) == of > 1)


def _ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of numbers that follow on each other: 1, 2, 3, 5 is 1-3 and 5."""
    steps = enumerate(sorted(set(numbers)))
    for _, run in groupby(steps, key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        yield found[0], found[-1]
