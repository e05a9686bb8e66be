"""Statements as a language model writes them, read from a whole reply or while it comes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, cast, get_args

from advisor.llm.model import ModelError
from advisor.vocabulary import Role

_ROLES: tuple[Role, ...] = get_args(Role)
_BEGINS = re.compile(r'"statements"\s*:\s*\[')
_LONGEST_BEGINNING = 100  # letters in which `_BEGINS` stands, with room for white space
_THINKS, _THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as the model wrote it."""

    role: Role
    text: str
    evidence: tuple[int, ...]
    words: tuple[str, ...]


def read_statements(text: str, where: str) -> list[Written]:
    """The statements of a reply; one that is not of the form is none. ModelError."""
    try:
        found = json.loads(text)["statements"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError("bad_reply", where) from error
    if not isinstance(found, list):
        raise ModelError("bad_reply", where)
    return [said for said in map(_statement, found) if said is not None]


class StatementStream:
    """Finds the statements of a reply as soon as each is whole.

    What a model thinks aloud before its reply is passed over, as far as it says that it thinks.
    """

    def __init__(self) -> None:
        self._before = ""  # the end of what came before the list of statements
        self._is_thinking = False
        self._depth: int | None = None  # of brackets within the list; None: it has not begun
        self._is_over = False
        self._is_quoted = False  # within a JSON string
        self._is_escaped = False
        self._object: list[str] = []

    def feed(self, piece: str) -> list[Written]:
        """The statements that the next piece of the text completes."""
        found: list[Written] = []
        for sign in piece:
            if self._is_over:
                break
            if self._depth is None:
                self._look(sign)
                continue
            whole = self._follow(sign)
            said = None if whole is None else _statement(_loaded(whole))
            if said is not None:
                found.append(said)
        return found

    def _look(self, sign: str) -> None:
        """For the list of statements."""
        self._before = (self._before + sign)[-_LONGEST_BEGINNING:]
        if sign == ">":
            self._is_thinking |= self._before.endswith(_THINKS)
            if self._before.endswith(_THOUGHT):
                self._is_thinking = False
        elif sign == "[" and not self._is_thinking and _BEGINS.search(self._before):
            self._depth = 0

    def _follow(self, sign: str) -> str | None:
        """The object that ends with this sign of the list."""
        assert self._depth is not None
        self._object.append(sign)
        if self._is_quoted:
            self._is_quoted = self._is_escaped or sign != '"'
            self._is_escaped = sign == "\\" and not self._is_escaped
        elif sign == '"':
            self._is_quoted = True
        elif sign in "{[":
            self._depth += 1
            if self._depth == 1:
                self._object = [sign]
        elif sign in "}]":
            self._depth -= 1
            self._is_over = self._depth < 0
            if self._depth == 0:
                return "".join(self._object)
        return None


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _statement(found: Any) -> Written | None:
    if not isinstance(found, dict):
        return None
    role, text = found.get("role"), found.get("text")
    numbers, words = found.get("evidence"), found.get("words")
    is_well_formed = (
        role in _ROLES
        and isinstance(text, str)
        and isinstance(numbers, list)
        and isinstance(words, list)
        and all(isinstance(n, int) and not isinstance(n, bool) for n in numbers)
        and all(isinstance(word, str) for word in words)
    )
    if not is_well_formed:
        return None
    evidence = tuple(dict.fromkeys(cast("list[int]", numbers)))
    said = " ".join(cast("str", text).split())
    return Written(cast("Role", role), said, evidence, tuple(cast("list[str]", words)))
