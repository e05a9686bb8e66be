"""What our tools give back, as data with a schema and as text."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, Field, TypeAdapter

from advisor.channels.markdown import escaped
from advisor.types import Answer
from advisor.vocabulary import Language, SourceKind, Voice


class FoundSentence(BaseModel):
    """A sentence of a source; nothing is concluded from it."""

    quote: str = Field(description="Word for word.")
    source: str = Field(description="Id of the source, for read_source.")
    title: str
    kind: SourceKind
    year: int | None = Field(description="null: undated.")
    section: list[str] = Field(description="Headings above it, outermost first.")
    page: int | None = Field(description="null: the source shows no pages.")
    start: int = Field(description="First character in the source's text.")
    end: int
    language: Language
    voice: Voice = Field(
        description="Who speaks: the source's author, somebody who was asked, or other literature"
        " that the source tells of."
    )
    said_by: str = Field(description="The one who was asked, or the work; empty: not named.")

    def line(self, number: int) -> str:
        """For people."""
        page = "" if self.page is None else f", s. {self.page}"
        voice = self.voice if not self.said_by else f"{self.voice}: {escaped(self.said_by)}"
        where = escaped(" › ".join((self.title, *self.section))) + page
        place = f"{escaped(self.source)} {self.start}-{self.end}"
        return f"{number}. ”{escaped(self.quote)}”\n   {where} ({voice}; {place})"


class FoundOutput(BaseModel):
    """What was found, best first."""

    sentences: list[FoundSentence]

    def text(self) -> str:
        """For programs that read text alone; nothing in it can be clicked or run."""
        if not self.sentences:
            return "Inget hittades. / Nothing was found."
        lines = [sentence.line(number) for number, sentence in enumerate(self.sentences, 1)]
        return "\n".join(lines)


class ListedSource(BaseModel):
    """A source that can be read."""

    source: str = Field(description="Id, for read_source.")
    title: str
    kind: SourceKind
    year: int | None
    publisher: str | None
    languages: list[Language]
    passages: int
    sentences: int


class SourcesOutput(BaseModel):
    """All sources."""

    sources: list[ListedSource]

    def text(self) -> str:
        """For programs that read text alone; nothing in it can be clicked or run."""
        return "\n".join(
            f"- {escaped(one.title)} ({one.year or 'odaterad'}; {one.kind}): {escaped(one.source)}"
            for one in self.sources
        )


class SectionOutput(BaseModel):
    """A heading and what stands below it."""

    heading: str
    start: int
    end: int
    page: int | None
    sections: list[SectionOutput]

    def lines(self, depth: int = 0) -> list[str]:
        """For people, with those below."""
        page = "" if self.page is None else f", s. {self.page}"
        own = f"{'  ' * depth}- {escaped(self.heading)}{page} ({self.start}-{self.end})"
        return [own, *(line for below in self.sections for line in below.lines(depth + 1))]


class PassageOutput(BaseModel):
    """text[start:end] of a source, with what stands around it."""

    start: int
    end: int
    text: str = Field(description="As it is read and quoted.")
    before: str
    after: str
    raw: str | None = Field(
        description="As it came in the file; null where a part of it is hidden from readers."
    )
    section: list[str]
    page: int | None
    language: Language
    repaired: bool = Field(description="Some letters of a scanned text were mended.")
    leaves_out_hidden: bool = Field(
        description="Text that a person reading the file would not see stands as blanks."
    )

    def told(self) -> str:
        """For people."""
        page = "" if self.page is None else f", s. {self.page}"
        where = escaped(" › ".join(self.section)) + page
        parts = (self.before, f"»{self.text}«", self.after)
        return "\n\n".join([where, *(escaped(part) for part in parts if part)])


class ReadOutput(BaseModel):
    """A source: its sections, or a passage of it."""

    source: ListedSource
    characters: int
    sections: list[SectionOutput] = Field(description="Empty where a passage was asked for.")
    passage: PassageOutput | None = Field(description="null where none was asked for.")

    def text(self) -> str:
        """For programs that read text alone; nothing in it can be clicked or run."""
        told = [escaped(self.source.title)]
        told += [line for section in self.sections for line in section.lines()]
        return "\n".join(told if self.passage is None else [*told, self.passage.told()])


@cache
def answer_schema() -> dict[str, Any]:
    """That of an answer as `ask` gives it."""
    schema = TypeAdapter(Answer).json_schema(mode="serialization")
    schema["properties"] |= {
        "conversation": {"type": "string", "description": "Hand it in with a follow-up."},
        "notice": {"type": "string", "description": "To be told to whoever reads the answer."},
    }
    schema["description"] = (
        "An answer: statements, each carried by quotes from named sources. One whose bearing is"
        " `loose` probably does not answer what was asked: tell it last, and say so."
    )
    return schema
