"""What an answer holds, described for programs."""

from __future__ import annotations

from pydantic import BaseModel, Field

from advisor.vocabulary import (
    Agreement,
    Bearing,
    CaveatCode,
    Form,
    Language,
    Role,
    SourceKind,
    Status,
    Thing,
)


class CitationReply(BaseModel):
    """A quote, letter for letter, and where it stands. Offsets count Unicode characters."""

    number: int = Field(ge=1, description="From 1, in the order of first use.")
    source: str = Field(description="Id of the source, for `/v1/sources/{id}`.")
    title: str = Field(description="Of the source.")
    kind: SourceKind = Field(description="What kind of text the source is.")
    year: int | None = Field(description="Of the source; null: not known.")
    section: list[str] = Field(description="The headings above the quote, outermost first.")
    page: int | None = Field(description="Where the quote begins; null: not known.")
    language: Language = Field(description="Of the quote.")
    quote: str = Field(description="text[start:end] of the source.")
    start: int = Field(ge=0, description="Where it begins in the source's text.")
    end: int = Field(ge=0, description="Where it ends; the character there is not in it.")
    raw_quote: str = Field(description="The same place as it came, before letters were mended.")
    raw_start: int = Field(ge=0, description="Where that begins in the file's own text.")
    raw_end: int = Field(ge=0, description="Where that ends in the file's own text.")
    repaired: bool = Field(description="Whether letters differ between quote and raw_quote.")


class StatementReply(BaseModel):
    """One thing that the answer says, carried by its citations."""

    role: Role = Field(description="What the statement does in the answer.")
    bearing: Bearing = Field(
        default="close",
        description="`loose`: it may have to do with the matter, but probably does not answer what"
        " was asked; show it after the others, and say so.",
    )
    text: str = Field(description="The statement. It is plain text: show it as such.")
    attribution: str | None = Field(description="Whose word it is, where not the source's own.")
    citations: list[CitationReply] = Field(min_length=1, description="What carries it.")


class StrengthReply(BaseModel):
    """How much stands behind one statement."""

    statement: int = Field(ge=0, description="Index into `statements`, from 0.")
    independent_sources: int = Field(ge=0, description="Sources that do not build on each other.")
    kinds: list[SourceKind] = Field(description="Of those sources.")
    years: list[int] = Field(description="Of those sources, where known.")
    settings: list[str] = Field(description="Where they looked, in their words.")
    agreement: Agreement = Field(
        description="Whether they agree; single: only one says so; both_sides: one says both."
    )
    against: list[int] = Field(description="Numbers of the citations that claim the opposite.")
    about: list[Thing] = Field(description="Of what they claim it; empty: not known.")
    note: str = Field(description="The same, for people; empty: nothing stands against it.")


class CaveatReply(BaseModel):
    """What a reader must know before leaning on the citations it names."""

    code: CaveatCode = Field(description="Why to be careful, for programs.")
    text: str = Field(description="The same, for people.")
    citations: list[int] = Field(description="Numbers of the citations.")


class UnsupportedReply(BaseModel):
    """What was left out because it could not be proven."""

    text: str = Field(description="What would have been said.")
    reason: str = Field(description="Why it was left out.")


class ProvenanceReply(BaseModel):
    """What made the answer, so that it can be made again."""

    index_build: str = Field(description="Name of the index.")
    index_hash: str = Field(description="Its checksum.")
    composer: str = Field(description="What put the answer together.")
    model: str | None = Field(description="The language model; null: none was used.")
    prompt_version: str | None = Field(description="Of the words given to it; null: none.")
    seconds: dict[str, float] = Field(description="Seconds that each step took.")


class AnswerReply(BaseModel):
    """An answer: every statement is carried by quotes from named sources."""

    id: str = Field(description="For `/v1/answers/{id}`.")
    created: str = Field(description="ISO 8601, UTC.")
    question: str = Field(description="As it was asked.")
    standalone_question: str = Field(
        description="As it was understood, with what a follow-up leans on."
    )
    language: Language = Field(description="Of the answer.")
    form: Form = Field(description="What kind of question it is.")
    status: Status = Field(
        description="`answered`; `partial`: of some of it; `no_evidence`: the sources do not tell;"
        " `clarification`: ask more precisely; `refused`: not a question to advise on."
    )
    summary: str = Field(description="The answer in a sentence or two.")
    statements: list[StatementReply] = Field(description="Empty unless answered or partial.")
    strength: list[StrengthReply] = Field(description="What stands behind the statements.")
    caveats: list[CaveatReply] = Field(description="What to bear in mind.")
    nearest: list[CitationReply] = Field(
        description="What the sources have that is nearest, where they have no answer."
    )
    next_questions: list[str] = Field(description="Questions that the sources can answer.")
    choices: list[str] = Field(description="What a question that is too wide may be about.")
    profile_effect: str | None = Field(description="What the profile changed; null: nothing.")
    unsupported: list[UnsupportedReply] = Field(description="What was left out.")
    provenance: ProvenanceReply = Field(description="What made the answer.")


class AskReply(AnswerReply):
    """An answer, as the latest of its conversation."""

    conversation: str = Field(description="Send it with a follow-up.")
    notice: str = Field(
        description="That an automated system answers, in the answer's language: show it to people"
        " with or before the answer."
    )
