"""What a language model answered, kept in a file to be given again without the model."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from advisor.errors import BadInputError
from advisor.llm.model import REASONS, Hear, Model, ModelError, ModelReply, ModelRequest, Reason
from evals.lines import read_lines

# The mark around evidence is new for each installation.
_BOUNDARY = re.compile(r"<<<([0-9a-f]{24})\b")


@dataclass(frozen=True, slots=True)
class Recorded:
    """Exchanges with one model, by the hash of what was asked."""

    model: str
    where: str
    replies: Mapping[str, ModelReply | Reason]  # a reason: it failed


class RecordingModel:
    """Asks a model, and writes down what comes back; the questions stay out of the file."""

    def __init__(self, model: Model, path: Path) -> None:
        """BadInputError where the file cannot be written, before anything is asked."""
        self._model = model
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_line({"model": model.name, "where": model.where}), encoding="utf-8")
        except OSError as error:
            raise BadInputError(
                f"The exchanges cannot be written to {path} ({error.strerror}). Name another file."
            ) from error

    @property
    def name(self) -> str:
        """That of the model."""
        return self._model.name

    @property
    def where(self) -> str:
        """Where the model runs."""
        return self._model.where

    def ask(self, request: ModelRequest, hear: Hear | None = None) -> ModelReply:
        """What the model gives; its failures are written down too."""
        try:
            reply = self._model.ask(request, hear)
        except ModelError as error:
            self._write({"asked": exchange_key(request), "failed": error.reason})
            raise
        self._write({"asked": exchange_key(request), "reply": asdict(reply)})
        return reply

    def forget(self, request: ModelRequest) -> None:
        """As the model does; what is written down stays."""
        self._model.forget(request)

    def _write(self, exchange: Mapping[str, object]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(exchange))


class ReplayingModel:
    """Gives what was recorded. What was not is a failure, and is counted."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded
        self.missing = 0

    @property
    def name(self) -> str:
        """That of the model that was recorded."""
        return self._recorded.model

    @property
    def where(self) -> str:
        """Where that model ran."""
        return f"{self._recorded.where}, recorded"

    def ask(self, request: ModelRequest, _hear: Hear | None = None) -> ModelReply:
        """The recorded reply; ModelError where there is none or the model failed then."""
        found = self._recorded.replies.get(exchange_key(request))
        if isinstance(found, ModelReply):
            return found
        if found is None:
            self.missing += 1
            raise ModelError("unreachable", self.where)
        raise ModelError(found, self.where)

    def forget(self, _request: ModelRequest) -> None:
        """What was recorded is given again whatever becomes of it."""


def exchange_key(request: ModelRequest) -> str:
    """Alike for requests that ask the same, whatever mark stands around the evidence."""
    found = _BOUNDARY.search(request.user)
    user = request.user.replace(found[1], "") if found else request.user
    asked = json.dumps([request.system, user, request.schema], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:32]


def load_exchanges(path: Path) -> Recorded:
    """The exchanges of a file that `RecordingModel` wrote. Raises BadInputError."""
    lines = read_lines(path, _read)
    if not lines or not isinstance(lines[0], _Head):
        raise BadInputError(
            f"{path} does not say which model was recorded. Make it with"
            " `advisor eval --llm --record`."
        )
    head = lines[0]
    exchanges = [one for one in lines if not isinstance(one, _Head)]
    return Recorded(head.model, head.where, dict(exchanges))


@dataclass(frozen=True, slots=True)
class _Head:
    """The first line: whose replies they are."""

    model: str
    where: str


def _read(line: Mapping[str, Any]) -> _Head | tuple[str, ModelReply | Reason]:
    if "asked" not in line:
        return _Head(str(line["model"]), str(line["where"]))
    return str(line["asked"]), _outcome(line)


def _outcome(exchange: Mapping[str, Any]) -> ModelReply | Reason:
    if "failed" in exchange:
        if exchange["failed"] not in REASONS:
            raise ValueError(f"{exchange['failed']!r} is no reason")
        return cast("Reason", exchange["failed"])
    reply = exchange["reply"]
    if not isinstance(reply, dict) or not isinstance(reply.get("text"), str):
        raise TypeError("The reply has no text.")
    return ModelReply(**reply)


def _line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
