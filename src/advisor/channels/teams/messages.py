"""Answers and all else that advisor says, as messages for Teams: pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from advisor.channels.rendering import TEXTS, paragraphs, place_of, source_title, visible
from advisor.channels.teams.cards import (
    Element,
    Unit,
    beside,
    button,
    buttons,
    card,
    heading,
    rich,
    size,
    texts,
    units,
)
from advisor.channels.teams.words import WORDS
from advisor.service.library import Passage
from advisor.types import Answer, Citation
from advisor.vocabulary import Language

MOST_BYTES = 28_000  # of a message; Teams refuses larger ones, and older limits were this low
ENVELOPE_BYTES = 2_000  # of it, for what is around text, card and citations
MOST_REFERENCES = 20  # that Teams takes with a message
MOST_NAME = 80  # characters of the name of a reference
MOST_ABSTRACT = 160
MOST_SUMMARY = 300  # characters of what a notification shows

# What a notification could take for markup, an address or a mention.
_UNMARKED = str.maketrans(dict.fromkeys("<>[]()*_~`#|\\@&", " "))


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation as Teams shows it at a number in the text."""

    position: int
    name: str
    abstract: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to a conversation at a time."""

    summary: str  # plain words, for notifications
    card: Mapping[str, Any] | None = None
    text: str = ""  # words of our own
    references: tuple[Reference, ...] = ()
    is_answer: bool = False  # made by an automated system, and labelled so


def answer_messages(answer: Answer) -> tuple[Message, ...]:
    """The answer as a card, or as several where it is too long for one."""
    words = WORDS[answer.language]
    cited = _cited(answer)
    references = tuple(_reference(c) for c in cited[:MOST_REFERENCES])
    head = (rich((words["asked"].format(question=answer.question), "quiet")),)
    told = replace(answer, next_questions=(), choices=())
    all_units = [head, *units(paragraphs(told)), *_ways_on(answer, cited)]
    room = MOST_BYTES - ENVELOPE_BYTES - size([_as_data(r) for r in references])
    parts = _filled(all_units, room)
    return tuple(
        _part(answer, part, number, len(parts), references) for number, part in enumerate(parts, 1)
    )


def passage_message(citation: Citation, passage: Passage | None, language: Language) -> Message:
    """A cited passage among what stands around it; None where the source is not as it was."""
    words, named = WORDS[language], TEXTS[language]
    origin = filter(None, [source_title(citation, named), place_of(citation, named)])
    head = [heading(words["passage"]), *texts(", ".join(origin), "quiet")]
    if passage is None:
        body = [*texts(words["changed"]), *texts(citation.quote, "marked")]
    else:
        body = [
            *(texts(f"… {passage.before}", "quiet") if passage.before else []),
            *texts(passage.text, "marked"),
            *(texts(f"{passage.after} …", "quiet") if passage.after else []),
        ]
    if citation.repaired:
        body += [heading(words["as_it_came"]), *texts(citation.raw_quote, "quiet")]
    return Message(_plain(words["passage"]), card([*head, *body], words["fallback"]))


def welcome_message(language: Language, examples: Sequence[str]) -> Message:
    """Who answers, how to ask, and questions that the sources answer."""
    words = WORDS[language]
    told = [rich((words[word], "plain")) for word in ("how_to", "mention", "limits")]
    asked = [beside(q, _asking(q, language)) for q in examples]
    shown = [heading(words["examples"]), *asked] if asked else []
    return Message(
        _plain(words["welcome"]),
        card([heading(words["welcome"]), *told, *shown], words["fallback"]),
    )


def words_message(words: str) -> Message:
    """Words of our own alone."""
    return Message(words, text=words)


def _cited(answer: Answer) -> list[Citation]:
    """Every citation once, by its number."""
    found = {c.number: c for s in answer.statements for c in s.citations}
    return [found[number] for number in sorted(found)]


def _reference(citation: Citation) -> Reference:
    name = _shortened(visible(citation.title), MOST_NAME)
    return Reference(citation.number, name, _shortened(visible(citation.quote), MOST_ABSTRACT))


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _as_data(reference: Reference) -> dict[str, Any]:
    """About what the SDK makes of it, to be measured."""
    around = {"@type": "Claim", "appearance": {"@type": "DigitalDocument"}}
    return {**around, "position": 0, "name": reference.name, "abstract": reference.abstract}


def _ways_on(answer: Answer, cited: Sequence[Citation]) -> Iterator[Unit]:
    """Buttons to see a source, to ask on, and to say whether the answer was useful."""
    words = WORDS[answer.language]
    yield from ((row,) for row in buttons(_showing(answer, cited)))
    questions = (*answer.next_questions, *answer.choices)
    asked: list[Element] = [beside(q, _asking(q, answer.language)) for q in questions]
    if asked:
        yield heading(words["next"]), asked[0]
        yield from ((row,) for row in asked[1:])
    judged = [
        button(words[word], {"do": "judge", "answer": answer.id, "useful": word == "useful"})
        for word in ("useful", "not_useful")
    ]
    yield tuple(buttons(judged))


def _showing(answer: Answer, cited: Sequence[Citation]) -> list[Element]:
    words = WORDS[answer.language]
    show = {"do": "show", "answer": answer.id}
    of_cited = [
        button(
            words["show"].format(number=f"[{c.number}]"),
            {**show, "number": c.number},
        )
        for c in cited
    ]
    of_nearest = [
        button(
            words["show_nearest"].format(number=number),
            {**show, "number": c.number},
        )
        for number, c in enumerate(answer.nearest, 1)  # as they stand in their list
    ]
    return of_cited + of_nearest


def _asking(question: str, language: Language) -> Element:
    return button(WORDS[language]["ask"], {"do": "ask", "question": question})


def _filled(all_units: Sequence[Unit], room: int) -> list[list[Element]]:
    """The units in as few parts as they need; each part fits the room, no unit is cut."""
    parts: list[list[Element]] = [[]]
    left = room
    for unit in all_units:
        needed = size(unit)
        if needed > left and parts[-1]:
            parts.append([])
            left = room
        parts[-1] += unit
        left -= needed
    return parts


def _part(
    answer: Answer,
    elements: Sequence[Element],
    number: int,
    count: int,
    references: Sequence[Reference],
) -> Message:
    words = WORDS[answer.language]
    is_first = number == 1
    numbers = " ".join(f"[{r.position}]" for r in references)
    continued = words["continued"].format(part=number, parts=count)
    shown = elements if is_first else [heading(continued), *elements]
    return Message(
        summary=_plain(answer.summary if is_first else continued),
        card=card(shown, words["fallback"]),
        text=f"{words['refer']} {numbers}" if is_first and references else "",
        references=tuple(references) if is_first else (),
        is_answer=True,
    )


def _plain(text: str) -> str:
    words = visible(text).replace("://", " ").translate(_UNMARKED).split()
    return _shortened(" ".join(words), MOST_SUMMARY)
