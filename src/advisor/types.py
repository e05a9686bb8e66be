"""The values that flow through advisor, with the seams they cross."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from advisor.vocabulary import (
    Act,
    Agreement,
    Bearing,
    BlockKind,
    CaveatCode,
    ComposerName,
    Form,
    ItOrganisation,
    Language,
    LineKind,
    Measure,
    Right,
    Role,
    SectionRole,
    SegmentKind,
    Sides,
    Sign,
    SourceKind,
    Stance,
    Status,
    TextQuality,
    Thing,
    Voice,
    WorkFact,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


# --- Files in -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """What the corpus list says of one document. None means not known."""

    file: str
    display_title: str
    kind: SourceKind
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    version: str | None = None
    languages: tuple[Language, ...] = ("sv",)
    method: str | None = None
    setting: str | None = None
    text_quality: TextQuality | None = None

    @property
    def year(self) -> int | None:
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file's own text: raw[start:end], without its line break.

    `kind` is "unknown" where the format does not say what the line is (txt, pdf).
    """

    start: int
    end: int
    page: int | None = None  # the page's own number, where the format states it
    kind: LineKind = "unknown"
    level: int = 0  # of a heading or a list item, from 1; 0: not stated


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as a reader hands it on: its text, cut into lines, unchanged."""

    raw: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()  # raw spans that a person would not see


@dataclass(frozen=True, slots=True)
class Replacement:
    """Letters to put in place of text[start:end]."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of reading text and the raw text that it came from.

    `same` is copied character by character; `layout` differs in white space or marks only;
    `repair` has other letters than the raw text; `label` was added, so that a table's cell reads
    by itself, and has an empty raw span.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    kind: SegmentKind = "same"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table cell or heading: text[start:end] of its document."""

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...]  # headings above, outermost first
    role: SectionRole
    page: int | None = None  # where the block begins
    lead_in: tuple[int, int] | None = None  # the words that introduce a list item
    group: int = 0  # items of one list share a number, from 1; 0: stands alone
    emphasis: tuple[tuple[int, int], ...] = ()  # spans the author set in bold
    language: Language = "sv"
    hidden: bool = False  # a person reading the file would not see it


@dataclass(frozen=True, slots=True)
class Document:
    """A source in its two texts: `raw` as it came, `text` as it is read and quoted."""

    source: Source
    raw: str
    text: str
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    page_starts: tuple[tuple[int, int | None], ...] = ()  # (offset in text, page), ascending
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span of reading text stands."""

    section: tuple[str, ...]  # headings above, outermost first
    page: int | None  # where the span begins
    language: Language
    raw_start: int
    raw_end: int
    repaired: bool  # some of its letters differ from the raw text


# --- Units that are indexed -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit that is quoted: document.text[start:end]."""

    id: int
    source: str
    chunk: int
    start: int
    end: int
    text: str
    section: tuple[str, ...]
    role: SectionRole
    kind: BlockKind
    page: int | None
    language: Language
    leans: bool = False  # cannot be understood without the sentence before it
    lead_in: tuple[int, int] | None = None
    group: int = 0
    emphasis: float = 0.0  # share of its letters that the author set in bold, 0 to 1
    signs: frozenset[Sign] = frozenset()
    act: Act = "finding"
    voice: Voice = "author"
    said_by: str = ""  # the respondent or the work, as the sentence names it; empty: not named
    interviewed: bool = False  # stands in a section that tells what was heard in interviews
    # Of places, organisations or types that its document treats in turn, the one that it is on, as
    # their sections lie within each other, outermost first; empty: not known.
    subject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit that is retrieved: document.text[start:end]."""

    id: int
    source: str
    title: str
    section: tuple[str, ...]
    role: SectionRole
    text: str
    start: int
    end: int
    language: Language


# --- A question on its way --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """The municipality that asks. None means not told."""

    name: str | None = None
    population: int | None = None
    employees: int | None = None
    county: str | None = None
    it_organisation: ItOrganisation | None = None
    digital_lead: bool | None = None
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: trimmed, not empty, at most 2,000 characters."""

    text: str
    history: tuple[str, ...] = ()  # earlier questions, oldest first
    profile: Profile | None = None
    language: Language | None = None  # of the answer; None: that of the question


@dataclass(frozen=True, slots=True)
class Term:
    """One content word of a question with all that may stand for it in a source."""

    word: str  # as asked
    lemma: str
    variants: tuple[tuple[str, float], ...] = ()  # (lemma or phrase, weight 0 to 1)
    parts: tuple[str, ...] = ()  # of a compound
    known: bool = True  # the corpus or the glossary has it
    particular: bool = False  # a name, an abbreviation or a number: nothing else can stand for it
    weight: float = 1.0  # how much it says, 0 to 1
    aside: bool = False  # told along with the question, or light: its lack says nothing
    thing: bool = True  # a name or a noun, as far as can be told: its lack says much
    concepts: tuple[tuple[str, float], ...] = ()  # what it means, as a direction of length one


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood."""

    question: Question
    standalone: str
    language: Language
    form: Form
    terms: tuple[Term, ...]
    status: Status = "answered"  # otherwise what its wording alone decides
    measure: Measure | None = None  # of a figure question
    stance: Stance = "do"  # of a decision
    aspect: Sign | None = None  # the sign that a sentence has which tells what is asked for
    sides: Sides | None = None  # for and against, where it asks for them in so many words
    counted: int | None = None  # index of the term whose number is asked for ("hur många X")
    shared: int | None = None  # index of the term of whom a share is asked for ("andel av X")
    asks_who: bool = False  # a person or a supplier is asked for
    bare: str = ""  # the question with the one that asks as "we", and without how many live there
    own: str = ""  # of a question that leans on one before: what it says itself, so bare
    parts: tuple[str, ...] = ()  # of several questions in one: those that can be asked alone
    gist: frozenset[int] = frozenset()  # the terms that ask for what a source comes to, by index
    of_work: tuple[WorkFact, ...] = ()  # what is asked of a source itself, not of what it says
    of_work_terms: frozenset[int] = frozenset()  # the terms that ask for no more than that

    @property
    def wording(self) -> str:
        """The words in which the question is put, without those of a question that it leans on."""
        return self.own or self.bare or self.standalone

    def asks_all_of(self, named: Collection[int]) -> bool:
        """Whether a source, named by these terms, is asked for what it comes to as a whole."""
        is_of_fact = self.asks_who or self.form == "figure"
        return bool(named and not is_of_fact) and all(
            term.aside or i in named or i in self.gist for i, term in enumerate(self.terms)
        )

    @property
    def answer_language(self) -> Language:
        """The one that is wanted, else the one that the question is asked in."""
        return self.question.language or self.language

    @property
    def total_weight(self) -> float:
        """Of all its terms; 1.0 where none says anything, so that any share of it is 0."""
        return sum(term.weight for term in self.terms) or 1.0

    @property
    def heaviest_known_weight(self) -> float:
        """Of the terms that the corpus or the glossary has; 0.0 where they have none."""
        return max((term.weight for term in self.terms if term.known), default=0.0)


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found, best first from rank 1."""

    chunk: int
    rank: int


@dataclass(frozen=True, slots=True)
class Label:
    """What a source itself calls something: a strength of this, a drawback of that."""

    side: Literal["for", "against"]
    of: str  # folded; empty: not said where the side is named


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may go into the answer, with what speaks for it."""

    sentence: Sentence
    score: float  # the higher the better, within one question only
    similarity: float  # of its n-grams to the question's, 0 to 1
    found: frozenset[int]  # indexes of the question's terms that it has
    within: frozenset[int]  # the same, with its headings, its lead-in and the name of its source
    near: frozenset[int]  # the same, with the sentences beside it
    named: frozenset[int] = frozenset()  # of those within, the ones that name its source
    coverage: float = 0.0  # share of the question that its own words carry, 0 to 1
    context: float = 0.0  # share of the question that its headings and lead-in carry, 0 to 1
    meaning: float = 0.0  # share of the question's meaning that it has, under its headings, 0 to 1
    relevance: float = 0.0  # what the learned weights say of it; around 0
    above_nothing: float = 0.0  # its score, less what no sentence at all has; 0 if not learned
    label: Label | None = None  # the side that its source tells it under

    @property
    def order(self) -> tuple[float, int]:
        """To sort candidates by: best first, ties by place."""
        return -self.score, self.sentence.id


# --- The answer -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands. Offsets are in characters, [start, end)."""

    number: int  # from 1, in the order of first use
    source: str
    title: str
    kind: SourceKind
    year: int | None
    section: tuple[str, ...]
    page: int | None
    language: Language
    quote: str
    start: int
    end: int
    raw_quote: str
    raw_start: int
    raw_end: int
    repaired: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the answer says, carried by its citations."""

    role: Role
    text: str
    citations: tuple[Citation, ...]
    attribution: str | None = None
    bearing: Bearing = "close"


def told_apart(statements: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Those that answer, and those that may be on something else.

    All answer where none is left that surely does: there is nothing to tell them apart from.
    """
    close = [statement for statement in statements if statement.bearing == "close"]
    if not close:
        return list(statements), []
    return close, [statement for statement in statements if statement.bearing == "loose"]


@dataclass(frozen=True, slots=True)
class Strength:
    """How much stands behind one statement."""

    statement: int  # index into Answer.statements
    independent_sources: int
    kinds: tuple[SourceKind, ...]
    years: tuple[int, ...]
    settings: tuple[str, ...]
    agreement: Agreement
    against: tuple[int, ...] = ()  # numbers of the citations that claim the opposite
    about: tuple[Thing, ...] = ()  # of what; empty: not known
    note: str = ""  # the same for people, where there is something to tell


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a reader must know before leaning on the citations it names."""

    code: CaveatCode
    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What was left out because it could not be proven."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the answer, so that it can be made again."""

    index_build: str
    index_hash: str
    composer: str
    model: str | None = None
    prompt_version: str | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What every channel renders."""

    id: str
    created: str  # ISO 8601, UTC
    question: str
    standalone_question: str
    language: Language
    form: Form
    status: Status
    summary: str
    statements: tuple[Statement, ...]
    provenance: Provenance
    strength: tuple[Strength, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    nearest: tuple[Citation, ...] = ()
    next_questions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    profile_effect: str | None = None
    unsupported: tuple[Unsupported, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a question's way has begun."""

    name: str  # as in Provenance.seconds
    language: Language | None = None  # of the answer; None until the question is understood


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who wrote a draft."""

    composer: ComposerName
    model: str | None = None  # its name and where it runs; None: no model
    prompt_version: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A composer's proposal, before its quotes are looked up again."""

    status: Status
    statements: tuple[DraftStatement, ...]
    nearest: tuple[Span, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()  # what the composer itself left out
    written_by: Authorship | None = None  # None: the composer that the pipeline was made with


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source: document.text[start:end] is said to be `quote`."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A statement whose quotes are claimed, not yet proven."""

    role: Role
    spans: tuple[Span, ...]
    attribution: str | None = None
    text: str | None = None  # prose that the quotes carry; None: the quotes themselves
    bearing: Bearing = "close"  # a model's, too: it chose its evidence for what was asked


# --- Who asks ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever calls: a key, a person who is logged in, a chat, or someone at this machine."""

    id: str  # "local", "key:...", "person:...", "slack:...", "teams:...": what is theirs has it
    name: str  # for people to read
    rights: frozenset[Right]
    person: str = ""  # whose limit counts, where several share an id as in a thread; empty: the id


# --- Seams ------------------------------------------------------------------------


Watch = Callable[["Stage | Statement"], object]  # told of each step and of each proven statement
Offer = Callable[["DraftStatement"], object]  # takes a statement before the draft is whole
Embed = Callable[[Query], "NDArray[np.float32]"]  # a question's vector, of length one or all zeros


class Retriever(Protocol):
    """One ranking over the chunks of an index."""

    def retrieve(self, query: Query, k: int) -> Sequence[Hit]:
        """The k best chunks, best first; fewer where fewer match, ties by chunk id."""
        ...


class VectorStore(Protocol):
    """The vectors of an index's chunks, to be searched; threads may share it.

    A store that fails while it is opened or asked raises IndexUnusableError.
    """

    def nearest(self, vector: NDArray[np.float32], k: int) -> Sequence[int]:
        """Ids of at most k chunks with a positive cosine, nearest first, ties by id."""
        ...

    def count(self) -> int:
        """How many vectors can be found: a vector of zeros is near to none."""
        ...

    def close(self) -> None:
        """Release what the store holds; it is not asked afterwards."""
        ...


class Composer(Protocol):
    """Makes a draft from what was found."""

    def compose(self, query: Query, candidates: Sequence[Candidate], offer: Offer) -> Draft:
        """Statements whose spans are claimed to stand in the sources; candidates best first.

        A composer that is slow offers each statement as soon as it has it; what is offered may
        still be missing in the draft.
        """
        ...
