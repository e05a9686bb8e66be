"""JSON is found in what a model says around it; what does not fit the schema is not."""

import json
import time

import pytest

from advisor.llm.reading import read_json

SCHEMA = {
    "type": "object",
    "properties": {"a": {"type": "integer"}},
    "required": ["a"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        ' \n{"a": 1}\n',
        '```json\n{"a": 1}\n```',
        'Here it is:\n```\n{"a": 1}\n```\nHope it helps {really}!',
        'Sure! {"a": 1} is what you asked for.',
        '<think>{"a": 2} or {"a": 3}?</think>{"a": 1}',
        '{"b": 1} {"a": "one"} {"a": 1}',
    ],
)
def test_object_is_found_in_what_stands_around_it(text: str) -> None:
    read = read_json(text, SCHEMA)

    assert read is not None
    assert json.loads(read) == {"a": 1}


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "1", '{"a": 1, "b": 2}', '{"a": NaN}', '{"a": 1', "no", '{"a": "1"}', "{}"],
)
def test_what_does_not_fit_is_not_read(text: str) -> None:
    assert read_json(text, SCHEMA) is None


def test_letters_stay_as_they_are() -> None:
    schema = {"type": "object", "properties": {"t": {"type": "string"}}}

    assert read_json('{"t": "Å\\u00e4ö"}', schema) == '{"t": "Åäö"}'


@pytest.mark.parametrize("part", ["{", "[", "<think>", "```json\n", "```\n\n", "\n", '{"a":', "{}"])
def test_long_text_is_read_in_a_moment(part: str) -> None:
    begun = time.perf_counter()

    read_json(part * (500_000 // len(part)), SCHEMA)

    assert time.perf_counter() - begun < 3
