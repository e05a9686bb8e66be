"""Whatever an answer may have to say, it has words for in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from string import Formatter
from typing import get_args

import pytest

from advisor.answers.phrases import PHRASES, Phrases, Relayed
from advisor.vocabulary import (
    CaveatCode,
    Language,
    Role,
    SectionRole,
    Size,
    SourceKind,
    Status,
    Thing,
)

every_language = pytest.mark.parametrize("phrases", PHRASES.values(), ids=PHRASES)


def test_every_language_has_its_phrases() -> None:
    assert set(PHRASES) == set(get_args(Language))


@every_language
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("opening", Status),
        ("things", Thing),
        ("caveats", CaveatCode),
        ("kinds", SourceKind),
        ("statements", Role),
        ("verbs", SectionRole),
        ("unnamed", Relayed),
        ("fits", Size),
        ("misfits", Size),
    ],
)
def test_every_value_has_its_words(phrases: Phrases, name: str, values: object) -> None:
    assert set(getattr(phrases, name)) == set(get_args(values))


@every_language
def test_phrases_say_the_same_things_as_the_swedish_ones(phrases: Phrases) -> None:
    swedish = PHRASES["sv"]

    for field in fields(Phrases):
        assert _blanks(getattr(phrases, field.name)) == _blanks(getattr(swedish, field.name))


@every_language
def test_only_what_was_answered_opens_with_what_was_found(phrases: Phrases) -> None:
    assert [status for status, said in phrases.opening.items() if not said] == ["answered"]


def _blanks(words: object) -> object:
    """What is filled in, under every key and in every place."""
    if isinstance(words, Mapping):
        return {key: _blanks(value) for key, value in words.items()}
    if isinstance(words, tuple):
        return [_blanks(value) for value in words]
    return {name for _, name, _, _ in Formatter().parse(str(words)) if name is not None}
