"""What is said in Slack that is no answer: help, and why a question was not answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.channels.asked import MOST_CHARS
from advisor.channels.rendering import TEXTS, seconds_in_words
from advisor.channels.slack import blocks
from advisor.channels.slack.blocks import Block, Message
from advisor.channels.slack.cards import questions
from advisor.channels.slack.words import WORDS
from advisor.errors import AdvisorError, BusyError
from advisor.vocabulary import Language


def help_card(examples: Mapping[Language, Sequence[str]]) -> tuple[Message, ...]:
    """How to ask, in each of the languages given, with questions to begin with."""
    return blocks.messages([block for item in examples.items() for block in _help(*item)])


def problem_card(error: AdvisorError, language: Language) -> tuple[Message, ...]:
    """Why a question was not answered, and what to do."""
    words = WORDS[language]
    said = words.problems.get(error.code, words.failed)
    seconds = error.retry_after_seconds if isinstance(error, BusyError) else 0
    return said_card(said.format(seconds=seconds_in_words(seconds, language), most=MOST_CHARS))


def said_card(text: str) -> tuple[Message, ...]:
    """A few words of our own."""
    return blocks.messages([*blocks.rich(blocks.lines(text))])


def _help(language: Language, examples: Sequence[str]) -> Iterator[Block]:
    words = WORDS[language]
    yield from blocks.rich(
        [
            *blocks.lines(TEXTS[language]["notice"], italic=True),
            *blocks.lines(words.what),
            *blocks.lines(words.how),
        ]
    )
    yield from questions(words.examples, examples, language)
