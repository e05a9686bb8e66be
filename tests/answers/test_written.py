"""Statements are found in a reply as soon as each is whole, and no sooner."""

from __future__ import annotations

import json
import time

import pytest

from advisor.answers.written import StatementStream, Written, read_statements
from tests.answers.writing import said

STATEMENTS = [
    said("Kostnaden delas.", [1], ["Kostnaden"]),
    said('Han sade "{[" och \\ teg.', [2, 3], ["]}", "å"]),
    said("Sist.", [4], ["Sist"]),
]
TEXT = json.dumps({"statements": STATEMENTS}, ensure_ascii=False)


def _found(text: str, size: int = 1) -> list[Written]:
    stream = StatementStream()
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return [said for piece in pieces for said in stream.feed(piece)]


def _texts(text: str) -> list[str]:
    return [one.text for one in _found(text)]


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_statements_of_a_stream_are_those_of_the_whole(
    size: int, indent: int | None, is_ascii: bool
) -> None:
    text = json.dumps({"statements": STATEMENTS}, indent=indent, ensure_ascii=is_ascii)

    assert _found(text, size) == read_statements(text, "here")


def test_statement_is_found_with_its_last_sign() -> None:
    stream = StatementStream()
    end = TEXT.index("}") + 1

    assert stream.feed(TEXT[: end - 1]) == []
    assert [one.text for one in stream.feed(TEXT[end - 1 : end])] == ["Kostnaden delas."]


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{TEXT}\n```",
        f"Här är svaret: {TEXT} Något mer?",
        f"<think>Kanske {TEXT}</think>{TEXT}",
        f"Jag tänker { {'a': [1]} } </think>\n{TEXT}",
        TEXT + TEXT,
    ],
)
def test_what_stands_around_the_list_is_passed_over(text: str) -> None:
    assert _texts(text) == [one["text"] for one in STATEMENTS]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 5_000,
        "{" * 5_000,
        '"statements": ' + "[" * 5_000 + "]" * 5_000,
        '{"statements": {}}',
        '{"statements": ["x", 7, null, [], {}]}',
        '{"statements": [{"role": "finding"}]}',
        '{"statements": [{"role": }, {broken}]}',
        f"<think>{TEXT}",
        '"properties": {"statements": {"type": "array", "items": {}}}',
    ],
)
def test_what_is_no_statement_is_none(text: str) -> None:
    assert _found(text) == []


def test_statement_after_one_that_cannot_be_read_is_found() -> None:
    good = json.dumps(STATEMENTS[0])

    assert _texts(f'{{"statements": [{{broken}}, 7, "{{", {good}]}}') == ["Kostnaden delas."]


@pytest.mark.parametrize("text", [" " * 1_000_000, "{" * 1_000_000, '"statements": [' * 70_000])
def test_long_text_takes_no_long_time(text: str) -> None:
    begun = time.monotonic()

    _found(text, 1_000)

    assert time.monotonic() - begun < 5
