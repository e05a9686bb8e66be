"""Turns what a person or a file hands in into a question, or says what is wrong with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, cast

from advisor.channels.rendering import visible
from advisor.errors import BadInputError
from advisor.types import Profile, Question
from advisor.vocabulary import Language

MOST_CHARS = 2000  # of a question
MOST_BYTES = 1_000_000  # of a profile, or of a question on standard input

_PROFILE_KEYS = tuple(field.name for field in fields(Profile))
_IT_ORGANISATIONS = ("own", "shared", "none")
_YES_NO = {"yes": True, "no": False}


def question_from(
    text: str,
    history: Iterable[str] = (),
    profile: Profile | None = None,
    language: Language | None = None,
) -> Question:
    """A question, trimmed and without control characters; BadInputError says what is wrong."""
    asked = _cleaned(text, "The question")
    if not asked:
        raise BadInputError("The question is empty. Write a question.")
    earlier = (_cleaned(item, "An earlier question") for item in history)
    return Question(asked, tuple(filter(None, earlier)), profile, language)


def question_on_stdin() -> str:
    """What standard input holds."""
    return _decoded(sys.stdin.buffer.read(MOST_BYTES), "The question on standard input")


def read_profile(path: Path) -> Profile:
    """The municipality that a YAML or JSON file describes; BadInputError says what is wrong."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BadInputError(
            f"The profile {path} cannot be read ({reason}). Name a file that can."
        ) from error
    if len(content) > MOST_BYTES:
        raise BadInputError(f"The profile {path} is larger than {MOST_BYTES:,} bytes. Shorten it.")
    text = _decoded(content, f"The profile {path}")
    try:
        return profile_from(_parsed(text, is_json=path.suffix.casefold() == ".json"))
    except BadInputError as error:
        raise BadInputError(f"The profile {path}: {error}") from error


def profile_from(values: object) -> Profile:
    """The municipality that a mapping describes; every key is optional, null means not told."""
    if not isinstance(values, Mapping):
        raise BadInputError(f"A profile is a mapping with the keys {_listed(_PROFILE_KEYS)}.")
    for key in values:
        if key not in _PROFILE_KEYS:
            raise unknown_key(key, _PROFILE_KEYS)
    return Profile(
        name=_text(values, "name"),
        population=_count(values, "population"),
        employees=_count(values, "employees"),
        county=_text(values, "county"),
        it_organisation=_it_organisation(values.get("it_organisation")),
        digital_lead=_yes_or_no(values.get("digital_lead")),
        goals=_goals(values.get("goals")),
    )


def unknown_key(key: object, known: Sequence[str]) -> BadInputError:
    """The error for a key that is not among the known ones; it names the nearest."""
    near = get_close_matches(str(key).casefold(), known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Use {_listed(known)}."
    return BadInputError(f"unknown key {visible(str(key))!r}. {hint}")


def _cleaned(text: str, what: str) -> str:
    cleaned = " ".join(visible(text).split())
    if len(cleaned) > MOST_CHARS:
        raise BadInputError(
            f"{what} has {len(cleaned):,} characters; at most {MOST_CHARS:,} are read. Shorten it."
        )
    return cleaned


def _decoded(content: bytes, what: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{what} is not UTF-8 text. Save it as UTF-8.") from error


def _parsed(text: str, *, is_json: bool) -> object:
    import yaml  # only for those who give a profile

    try:
        return json.loads(text) if is_json else yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        place = " ".join(str(error).split())
        kind = "JSON" if is_json else "YAML"
        raise BadInputError(f"it is not {kind} ({visible(place)}). Mend it.") from error


# --- The keys of a profile ------------------------------------------------------------


def _text(values: Mapping[str, Any], key: str) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(key, value, "text")
    return _cleaned(value, key) or None


def _count(values: Mapping[str, Any], key: str) -> int | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(key, value, "a whole number such as 12000")
    return value


def _it_organisation(value: object) -> Literal["own", "shared", "none"] | None:
    if value is None:
        return None
    if value not in _IT_ORGANISATIONS:
        raise _wrong("it_organisation", value, _listed(_IT_ORGANISATIONS, "or"))
    return cast(Literal["own", "shared", "none"], value)


def _yes_or_no(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.casefold() not in _YES_NO:
        raise _wrong("digital_lead", value, "yes or no")
    return _YES_NO[value.casefold()]


def _goals(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(goal, str) for goal in value):
        raise _wrong("goals", value, "a list of texts")
    return tuple(filter(None, (_cleaned(goal, "A goal") for goal in value)))


def _wrong(key: str, value: object, wanted: str) -> BadInputError:
    shown = visible(str(value))
    shown = shown if len(shown) <= 40 else f"{shown[:40]}..."
    return BadInputError(f"{key} is {shown!r}; give {wanted}.")


def _listed(names: Sequence[str], joint: str = "and") -> str:
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"
