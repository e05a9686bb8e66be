"""Turns what was kept of a question and its answer into values again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from advisor.errors import RecordsUnusableError
from advisor.records.answers import Record
from advisor.types import Answer, Question

Value = TypeVar("Value")


def question_of(record: Record) -> Question:
    """The question as it was asked."""
    return _built(Question, record.asked, record.id)


def answer_of(record: Record) -> Answer:
    """The answer as it was given."""
    return _built(Answer, record.answer, record.id)


def _built(kind: type[Value], data: Mapping[str, Any], id: str) -> Value:
    """A record may be of an earlier version or a later one: what this one does not know is left."""
    try:
        value: Value = _value(kind, data)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordsUnusableError(
            f"The record {id} cannot be read by this version ({error}). Export it instead."
        ) from error
    return value


def _value(kind: Any, data: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        known = {
            f.name: _value(hints[f.name], data[f.name]) for f in fields(kind) if f.name in data
        }
        required = {f.name for f in fields(kind) if f.default is f.default_factory is MISSING}
        if missing := required - known.keys():
            raise ValueError(f"it lacks {', '.join(sorted(missing))}")
        return kind(**known)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        inner = next(argument for argument in arguments if argument is not type(None))
        return None if data is None else _value(inner, data)
    if origin is tuple and isinstance(data, Sequence):
        each = arguments[0] if arguments[-1] is ... else None
        kinds = [each] * len(data) if each is not None else list(arguments)
        return tuple(_value(one, item) for one, item in zip(kinds, data, strict=True))
    return data


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    import advisor.types
    import advisor.vocabulary

    # Some names are imported there for type checkers alone; none of these values needs them.
    return get_type_hints(kind, vars(advisor.vocabulary) | vars(advisor.types))
