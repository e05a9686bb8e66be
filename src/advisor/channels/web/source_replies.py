"""What is told of a source and of a place in it, described for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from advisor.service.library import Contents, Listed, Passage
from advisor.service.outline import Section
from advisor.vocabulary import Language, SourceKind, TextQuality


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True)


class SourceReply(_Reply):
    """What is known of a source; null means not known."""

    id: str = Field(description="The name of its file.")
    title: str | None = Field(description="As it stands on the source.")
    display_title: str = Field(description="As answers call it.")
    kind: SourceKind = Field(description="What kind of text it is.")
    authors: list[str] = Field(description="Who wrote it.")
    publisher: str | None = Field(description="Who published it.")
    date: str | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")
    year: int | None = Field(description="Of the date.")
    version: str | None = Field(description="As it says of itself.")
    languages: list[Language] = Field(description="That it is written in.")
    method: str | None = Field(description="How it found what it says.")
    setting: str | None = Field(description="Where it looked.")
    text_quality: TextQuality | None = Field(description="How its text came to be.")
    passages: int = Field(ge=0, description="Passages that can be found.")
    sentences: int = Field(ge=0, description="Sentences that can be quoted.")


class SourcesReply(_Reply):
    """All sources of the index in use, in the order of the corpus list."""

    sources: list[SourceReply]


class SectionReply(_Reply):
    """A heading with what stands under it: text[start:end] of the source."""

    heading: str
    start: int = Field(ge=0, description="Where its heading begins.")
    end: int = Field(ge=0, description="Where the last of it ends.")
    page: int | None = Field(description="Where it begins; null: not known.")
    sections: list[SectionReply] = Field(description="The sections within it.")


class ContentsReply(SourceReply):
    """A source with its sections."""

    characters: int = Field(ge=0, description="Length of its text, in Unicode characters.")
    sections: list[SectionReply] = Field(description="The outermost ones, in reading order.")
    warnings: list[str] = Field(description="What reading the file met with.")


class SpanReply(_Reply):
    """text[start:end] of a source."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class RepairReply(SpanReply):
    """Letters that were mended: text[start:end] stands as `raw` in the file."""

    raw: str


class PassageReply(_Reply):
    """A place in a source, in its context. Offsets count Unicode characters of its text."""

    source: str = Field(description="Id of the source.")
    display_title: str = Field(description="As answers call it.")
    start: int = Field(ge=0, description="Where it begins.")
    end: int = Field(ge=0, description="Where it ends; the character there is not in it.")
    text: str = Field(description="As it is read and quoted. It is plain text: show it as such.")
    before: str = Field(description="What stands before it, up to 600 characters.")
    after: str = Field(description="What stands after it, up to 600 characters.")
    raw: str = Field(description="The same place as it stands in the file.")
    section: list[str] = Field(description="The headings above it, outermost first.")
    page: int | None = Field(description="Where it begins; null: not known.")
    language: Language = Field(description="Of the place.")
    repaired: list[RepairReply] = Field(
        description="The spans whose letters differ from the file, in order."
    )
    hidden: list[SpanReply] = Field(
        description="Spans that a person reading the file would not see; they are never quoted."
    )


def source_reply(listed: Listed) -> SourceReply:
    """What is told of a source in a list."""
    return SourceReply(**_known(listed))


def contents_reply(contents: Contents) -> ContentsReply:
    """What is told of a source by itself."""
    return ContentsReply(
        **_known(contents.listed),
        characters=contents.characters,
        sections=_sections(contents.sections),
        warnings=list(contents.warnings),
    )


def passage_reply(passage: Passage) -> PassageReply:
    """What is told of a place."""
    place = passage.place
    return PassageReply(
        source=passage.source.file,
        display_title=passage.source.display_title,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        before=passage.before,
        after=passage.after,
        raw=passage.raw,
        section=list(place.section),
        page=place.page,
        language=place.language,
        repaired=[RepairReply(start=r.start, end=r.end, raw=r.raw) for r in passage.repaired],
        hidden=[SpanReply(start=start, end=end) for start, end in passage.hidden],
    )


def _known(listed: Listed) -> dict[str, Any]:
    source = listed.source
    return {
        "id": source.file,
        "title": source.title,
        "display_title": source.display_title,
        "kind": source.kind,
        "authors": list(source.authors),
        "publisher": source.publisher,
        "date": source.date,
        "year": source.year,
        "version": source.version,
        "languages": list(source.languages),
        "method": source.method,
        "setting": source.setting,
        "text_quality": source.text_quality,
        "passages": listed.passages,
        "sentences": listed.sentences,
    }


def _sections(sections: Sequence[Section]) -> list[SectionReply]:
    return [
        SectionReply(
            heading=section.heading,
            start=section.start,
            end=section.end,
            page=section.page,
            sections=_sections(section.sections),
        )
        for section in sections
    ]
