"""Files of JSON lines: one object a line, and an error that names the line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from advisor.errors import BadInputError

T = TypeVar("T")


def read_lines(path: Path, of: Callable[[dict[str, Any]], T]) -> list[T]:
    """What `of` makes of each line's object, in file order; empty lines are left out.

    Raises BadInputError, naming file and line, where a line is no JSON object, lacks a field or is
    refused by `of`; also where the file cannot be read.
    """
    made: list[T] = []
    # Not splitlines: JSON may hold other line separators inside its strings.
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            made.append(of(_object(json.loads(line))))
        except KeyError as error:
            raise BadInputError(f"{path}, line {number}: no {error}. Add it.") from error
        except (ValueError, TypeError, BadInputError) as error:
            raise BadInputError(f"{path}, line {number}: {error}") from error
    return made


def read_text(path: Path) -> str:
    """A file's text. Raises BadInputError where it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path} cannot be read: {error}") from error


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInputError("Expected an object.")
    return value
