"""Statements stand under headings; what may be on something else stands last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from advisor.channels.grouping import grouped
from advisor.channels.rendering import to_text
from advisor.channels.slack.cards import answer_card
from advisor.channels.word import to_word
from advisor.types import Answer, Statement
from tests.channels.slack.test_cards import FIRST
from tests.channels.test_rendering import ANSWER, CITATION, OTHER, STATEMENT
from tests.channels.word_files import opened, shown

LOOSE = Statement("argument_against", OTHER.quote, (OTHER,), bearing="loose")
MORE = replace(STATEMENT, role="finding", citations=(replace(CITATION, number=3),))
MIXED = replace(ANSWER, language="sv", statements=(STATEMENT, LOOSE, MORE))
HEADINGS = ["Rekommendation", "Så här står det i källorna", "Kan också ha med saken att göra"]


def test_what_may_be_on_something_else_stands_last_and_apart() -> None:
    groups = grouped(MIXED)

    assert [group.heading for group in groups] == HEADINGS
    assert [index for group in groups for index, _ in group.statements] == [0, 2, 1]


def test_what_may_be_on_something_else_keeps_its_role_where_nothing_else_is_told() -> None:
    (group,) = grouped(replace(MIXED, statements=(LOOSE,)))

    assert (group.name, group.heading) == ("argument_against", "Talar emot")


def _as_text(answer: Answer) -> str:
    return to_text(answer, 80)


def _as_word(answer: Answer) -> str:
    return "\n".join(text for _, text in shown(opened(to_word(answer))))


def _as_card(answer: Answer) -> str:
    return "\n".join(message.text for message in answer_card(answer, FIRST))


@pytest.mark.parametrize("written", [_as_text, _as_word, _as_card])
def test_every_channel_tells_it_last(written: Callable[[Answer], str]) -> None:
    text = written(MIXED)

    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    assert text.index(OTHER.quote, places[-1]) > places[-1]
    assert "Talar emot" not in text
