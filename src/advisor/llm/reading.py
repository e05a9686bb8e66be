"""Reads a model's reply as JSON that fits a schema, however the model has wrapped it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

_THOUGHT_ENDS = "</think>"  # some models think aloud before they answer
_FENCE = re.compile(r"```(?:json)?[ \t]*\n(.*?)```", re.DOTALL | re.IGNORECASE)
_MOST_TRIES = 50  # places at which an object may begin


def read_json(text: str, schema: Mapping[str, Any]) -> str | None:
    """The first object in a text that fits the schema, written anew; None where there is none."""
    fits = Draft202012Validator(dict(schema)).is_valid
    for value in _values(text):
        if isinstance(value, dict) and fits(value):
            written = json.dumps(value, ensure_ascii=False)
            return written if _is_text(written) else None
    return None


def _is_text(written: str) -> bool:
    """Whether it can be stored and sent: half a sign, which JSON can escape, cannot."""
    return not any("\ud800" <= sign <= "\udfff" for sign in written)


def _values(text: str) -> Iterator[Any]:
    """What may be meant: the whole text, what stands in a fence, what begins with a brace."""
    text = text.rpartition(_THOUGHT_ENDS)[2].strip()
    for whole in (text, *_FENCE.findall(text)):
        try:
            yield _loads(whole)
        except (ValueError, RecursionError):
            continue
    decoder = json.JSONDecoder(parse_constant=_refuse)
    for brace in [found.start() for found in re.finditer(r"\{", text)][:_MOST_TRIES]:
        try:
            yield decoder.raw_decode(text, brace)[0]
        except (ValueError, RecursionError):
            continue


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
