"""A cited passage in a window of Slack's: its quote, what stands around it, where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from advisor.channels.rendering import TEXTS, place_of, quoted, source_title
from advisor.channels.slack import blocks
from advisor.channels.slack.blocks import Block
from advisor.channels.slack.words import WORDS
from advisor.service.library import CONTEXT_CHARS, Passage
from advisor.types import Citation, Source
from advisor.vocabulary import Language


def source_window(citation: Citation, passage: Passage | None, language: Language) -> Any:
    """A view for `views.open`; without a passage it says that the sources have changed."""
    words = WORDS[language]
    return {
        "type": "modal",
        "title": blocks.plain(words.window.format(n=citation.number), blocks.MOST_TITLE_CHARS),
        "close": blocks.plain(words.close, blocks.MOST_TITLE_CHARS),
        "blocks": [
            *_from_where(citation, passage, language),
            *_quote(citation, language),
            *_context(citation, passage, language),
            *_raw(citation, language),
        ],
    }


def _from_where(citation: Citation, passage: Passage | None, language: Language) -> Iterator[Block]:
    texts = TEXTS[language]
    lines = [*blocks.lines(source_title(citation, texts), bold=True)]
    if place := place_of(citation, texts):
        lines += blocks.lines(place)
    if passage is not None and (about := _about(passage.source)):
        lines += blocks.lines(about)
    yield from blocks.rich(lines)


def _about(source: Source) -> str:
    known = (*source.authors, source.publisher, source.date)
    return ", ".join(part for part in known if part)


def _quote(citation: Citation, language: Language) -> Iterator[Block]:
    title = blocks.lines(WORDS[language].as_quoted, bold=True)
    yield from blocks.rich([*title, *blocks.quotation(quoted(citation, language))])


def _context(citation: Citation, passage: Passage | None, language: Language) -> Iterator[Block]:
    words = WORDS[language]
    if passage is None:
        yield from blocks.rich(blocks.lines(words.changed, italic=True))
        return
    before, after = passage.before, passage.after
    if passage.start > len(before):
        before = re.sub(r"^\S*\s+", "… ", before)
    if len(after) == CONTEXT_CHARS:
        after = re.sub(r"\s+\S*$", " …", after)
    yield from blocks.rich(blocks.lines(words.in_context, bold=True))
    if len(before) + len(citation.quote) + len(after) <= blocks.MOST_SECTION_CHARS:
        quote = blocks.span(citation.quote, bold=True)
        yield from blocks.rich([blocks.row(blocks.span(before), quote, blocks.span(after))])
    else:
        yield from blocks.rich(
            [
                *blocks.lines(before),
                *blocks.lines(citation.quote, bold=True),
                *blocks.lines(after),
            ]
        )


def _raw(citation: Citation, language: Language) -> Iterator[Block]:
    """The letters as they came, where some were mended."""
    if citation.repaired:
        title = blocks.lines(WORDS[language].as_it_came, bold=True)
        yield from blocks.rich([*title, *blocks.quotation(citation.raw_quote)])
