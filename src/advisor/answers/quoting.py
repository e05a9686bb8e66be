"""The stretch of a source that is quoted for a candidate."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from advisor.answers.attribution import is_headed, teller, unnamed_subject, work_gone_on_from
from advisor.answers.forms import PLANS
from advisor.answers.roles import role_of
from advisor.language.folding import fold
from advisor.language.words import content_words
from advisor.types import Candidate, Document, Query, Sentence, Span
from advisor.vocabulary import Language, Role

LONG_QUOTE = 60  # words; a longer one crowds out others
_AGAINST = re.compile(r"(?:Dock|Däremot|Emellertid|Men|However|But|Yet|Though)\b")
MOST_BEFORE = 2  # sentences that a quote may begin earlier than its candidate


class Surroundings(Protocol):
    """What stands around a sentence in its document."""

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same passage."""
        ...

    def list_items(self, source: str, group: int) -> list[Sentence]:
        """The sentences of one list, in order."""
        ...

    def list_after(self, sentence: Sentence) -> int | None:
        """The number of the list that begins within two sentences; None where none does."""
        ...

    def document(self, file: str) -> Document:
        """The whole document."""
        ...


@dataclass(frozen=True, slots=True)
class Pick:
    """A candidate with the span that will be quoted, and others that say the same."""

    candidate: Candidate
    span: Span
    words: frozenset[str]  # the folded content words of what is quoted
    role: Role
    same: tuple[Span, ...] = ()
    goes_on: str = ""  # the work that the author's own sentence goes on from

    @property
    def is_item(self) -> bool:
        """Whether it stands in a list or a table."""
        return self.candidate.sentence.kind != "paragraph"

    @property
    def place(self) -> tuple[object, ...]:
        """What it shares with the picks that are told together with it, in one statement.

        The items of a list stand under one lead-in, apart from the text around it.
        """
        sentence = self.candidate.sentence
        who = (*teller(sentence), self._told_apart_by)
        shared = (sentence.source, sentence.section, self.role, *who)
        return (*shared, sentence.group or sentence.id) if self.is_item else shared

    @property
    def unnamed(self) -> str | None:
        """What it is on, where that is known and the quote names nothing of it."""
        return unnamed_subject(self.candidate.sentence, self.span.quote)

    @property
    def _told_apart_by(self) -> str | None:
        """What it is on, where neither the quote nor a heading names that."""
        is_told = self.unnamed is None or is_headed(self.unnamed, self.candidate.sentence)
        return None if is_told else self.unnamed


def picked(query: Query, candidate: Candidate, span: Span) -> Pick:
    """The candidate, quoted by this span."""
    words = said_words(span.quote, candidate.sentence.language)
    return Pick(candidate, span, words, role_of(query, candidate, span.quote))


def readable(query: Query, candidate: Candidate, surroundings: Surroundings) -> Pick | None:
    """The candidate with what it leans on; None where it cannot be read alone, or only at length.

    A quote may be long unless the question wants a brief answer.
    """
    sentence = candidate.sentence
    first = _first_needed(sentence, surroundings)
    if first is None:
        return None
    text = surroundings.document(sentence.source).text
    span = Span(sentence.source, first.start, sentence.end, text[first.start : sentence.end])
    if PLANS[query.form].is_brief and len(span.quote.split()) > LONG_QUOTE:
        return None
    goes_on = work_gone_on_from(sentence, surroundings)
    return replace(picked(query, candidate, span), goes_on=goes_on)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a letter."""
    return one.source == other.source and one.start < other.end and other.start < one.end


def union(one: Span, other: Span) -> Span:
    """The stretch that two overlapping spans cover."""
    first, last = (one, other) if one.start <= other.start else (other, one)
    if last.end <= first.end:
        return first
    quote = first.quote + last.quote[first.end - last.start :]
    return Span(first.source, first.start, last.end, quote)


@lru_cache(maxsize=20_000)
def said_words(text: str, language: Language) -> frozenset[str]:
    """The folded content words of a quote; the same sentences come up again and again."""
    return frozenset(fold(token.text) for token in content_words(text, language))


def _first_needed(sentence: Sentence, surroundings: Surroundings) -> Sentence | None:
    """Where to begin reading to understand a sentence; None where nothing near makes it clear.

    What makes it clear begins, where it can, with what its own "Dock" stands against.
    """
    current: Sentence | None = sentence
    for _ in range(MOST_BEFORE):
        if current is not None and current.leans:
            current = _said_before(current, surroundings)
    if current is not None and current is not sentence and _AGAINST.match(current.text):
        current = _said_before(current, surroundings) or current
    return None if current is None or current.leans else current


def _said_before(sentence: Sentence, surroundings: Surroundings) -> Sentence | None:
    """The sentence before, where it goes on into this one."""
    before = surroundings.before(sentence)
    if before is None or before.kind != sentence.kind or "question" in before.signs:
        return None
    return before
