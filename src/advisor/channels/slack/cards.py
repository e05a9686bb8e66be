"""An answer as posts of a Slack thread: pure functions from values to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from advisor.channels.grouping import Group, grouped
from advisor.channels.rendering import (
    TEXTS,
    authorship,
    place_of,
    quoted,
    source_title,
    standing,
    statement_lines,
    with_colon,
)
from advisor.channels.slack import blocks
from advisor.channels.slack.blocks import Block, Element, Message
from advisor.channels.slack.words import WORDS, Words
from advisor.types import Answer, Citation, Strength
from advisor.vocabulary import Language

# What a click does, as its `action_id`.
ASK = "advisor_ask"
SHOW = "advisor_show"
USEFUL = "advisor_useful"
NOT_USEFUL = "advisor_not_useful"

_OPTION_QUOTE_CHARS = 60  # of a quote, to choose it by


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an answer is shown, as far as the card depends on it."""

    is_first: bool  # of its thread
    is_direct: bool  # in a direct message
    shows_question: bool  # nobody wrote it in the thread: it came by a button


def answer_card(answer: Answer, setting: Setting) -> tuple[Message, ...]:
    """The whole answer, in as many posts as it needs; the last one asks whether it was useful."""
    words, texts = WORDS[answer.language], TEXTS[answer.language]
    return blocks.messages(
        [
            *_opening(answer, setting, words, texts),
            *_statements(answer, words),
            *_listed(texts["profile"], [answer.profile_effect] if answer.profile_effect else ()),
            *_sources(answer, words, texts),
            *_caveats(answer, texts),
            *_nearest(answer, words, texts),
            *questions(texts["next_questions"], answer.next_questions, answer.language),
            *questions(texts["choices"], answer.choices, answer.language),
            *_left_out(answer, texts),
            *_feedback(answer, words),
        ]
    )


def questions(title: str, asked: Sequence[str], language: Language) -> Iterator[Block]:
    """Questions to click on; none is shown that a button cannot hold."""
    words = WORDS[language]
    fitting = [question for question in asked if len(question) <= blocks.MOST_VALUE_CHARS]
    if fitting:
        yield from blocks.rich(blocks.lines(title, bold=True))
    for question in fitting:
        aloud = f"{words.ask_this}: {question}"
        yield blocks.section(question, blocks.button(words.ask_this, ASK, question, aloud))


def shown_value(answer: str, number: int) -> str:
    """What a click on a source stands for: an answer and the number of a citation."""
    return f"{answer} {number}"


def parse_shown_value(value: str) -> tuple[str, int] | None:
    """The same, read back; None where it is none of ours."""
    answer, _, number = value.partition(" ")
    is_ours = answer and number.isascii() and number.isdigit() and len(number) < 6
    return (answer, int(number)) if is_ours else None


def _opening(
    answer: Answer, setting: Setting, words: Words, texts: Mapping[str, str]
) -> Iterator[Block]:
    if setting.is_first:
        go_on = words.go_on_direct if setting.is_direct else words.go_on
        yield from blocks.rich(blocks.lines(f"{texts['notice']} {go_on}", italic=True))
    if setting.shows_question:
        yield from blocks.rich(
            [*blocks.lines(f"{words.asked}:", bold=True), *blocks.quotation(answer.question)]
        )
    if " ".join(answer.standalone_question.split()) != " ".join(answer.question.split()):
        understood = texts["understood"].format(question=answer.standalone_question)
        yield from blocks.rich(blocks.lines(understood, italic=True))
    if written := authorship(answer):
        yield from blocks.rich(blocks.lines(written, italic=True))
    yield from blocks.rich(blocks.lines(answer.summary, bold=True))


def _statements(answer: Answer, words: Words) -> Iterator[Block]:
    """Each group with its heading."""
    for group in grouped(answer):
        yield from blocks.rich(_group(answer, group, words))


def _group(answer: Answer, group: Group, words: Words) -> Iterator[Element]:
    strength = {one.statement: one for one in answer.strength}
    yield from blocks.lines(group.heading, bold=True)
    for attribution, told in groupby(group.statements, key=lambda pair: pair[1].attribution):
        if attribution:
            yield from blocks.lines(with_colon(attribution))
        for index, statement in told:
            first, *below = statement_lines(statement, answer.language)
            yield from blocks.bullets([first])
            yield from blocks.bullets(below, indent=1)
            if said := _strength(strength.get(index), words, answer.language):
                yield from blocks.lines(said, italic=True)


def _strength(strength: Strength | None, words: Words, language: Language) -> str:
    """What stands behind a statement, where that is more or less than one source's word."""
    if strength is None:
        return ""
    if note := standing(strength, language):
        return note
    if strength.agreement == "agree" and strength.independent_sources > 1:
        return words.backed.format(n=strength.independent_sources)
    return ""


def _sources(answer: Answer, words: Words, texts: Mapping[str, str]) -> Iterator[Block]:
    """Each place that is cited, once, with a way to read on there."""
    citations = {c.number: c for s in answer.statements for c in s.citations}
    places: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations.values():
        places.setdefault((citation.source, place_of(citation, texts)), []).append(citation)
    if places:
        yield blocks.divider()
        yield from blocks.rich(blocks.lines(texts["sources"], bold=True))
    for cited in places.values():
        yield _source(answer, sorted(cited, key=lambda c: c.number), words, texts)


def _source(
    answer: Answer, cited: Sequence[Citation], words: Words, texts: Mapping[str, str]
) -> Block:
    numbers = " ".join(f"[{citation.number}]" for citation in cited)
    where = ", ".join(filter(None, [source_title(cited[0], texts), place_of(cited[0], texts)]))
    return blocks.section(f"{numbers} {where}", _show(answer, cited, words))


def _show(answer: Answer, cited: Sequence[Citation], words: Words) -> Element:
    """A button for one citation, a menu for several."""
    if len(cited) == 1:
        value = shown_value(answer.id, cited[0].number)
        return blocks.button(words.show, SHOW, value, f"{words.show} {cited[0].number}")
    options = [
        (
            f"[{c.number}] {blocks.shortened(c.quote, _OPTION_QUOTE_CHARS)}",
            shown_value(answer.id, c.number),
        )
        for c in cited
    ]
    return blocks.menu(words.show, SHOW, options)


def _caveats(answer: Answer, texts: Mapping[str, str]) -> Iterator[Block]:
    said = [
        " ".join([caveat.text, *(f"[{number}]" for number in caveat.citations)])
        for caveat in answer.caveats
    ]
    return _listed(texts["caveats"], said)


def _nearest(answer: Answer, words: Words, texts: Mapping[str, str]) -> Iterator[Block]:
    """What comes nearest to a question that is not answered in full."""
    if answer.nearest:
        yield from blocks.rich(blocks.lines(texts["nearest"], bold=True))
    for citation in answer.nearest:
        yield from blocks.rich(blocks.bullets([quoted(citation, answer.language)]))
        where = ", ".join(filter(None, [source_title(citation, texts), place_of(citation, texts)]))
        yield blocks.section(where, _show(answer, [citation], words))


def _listed(title: str, items: Sequence[str]) -> Iterator[Block]:
    if items:
        yield from blocks.rich([*blocks.lines(title, bold=True), *blocks.bullets(items)])


def _left_out(answer: Answer, texts: Mapping[str, str]) -> Iterator[Block]:
    count = len(answer.unsupported)
    if count:
        said = texts["left_out_one"] if count == 1 else texts["left_out"].format(n=count)
        yield from blocks.rich(blocks.lines(said, italic=True))


def _feedback(answer: Answer, words: Words) -> Iterator[Block]:
    yield blocks.divider()
    yield from blocks.rich(blocks.lines(words.was_it_useful))
    yield blocks.actions(
        blocks.button(words.useful, USEFUL, answer.id),
        blocks.button(words.not_useful, NOT_USEFUL, answer.id),
    )
