"""The log of a running service: one line an event, fit for programs or for a person."""

from __future__ import annotations

import hmac
import json
import logging
import re
import secrets
import sys
import threading
import traceback
import unicodedata
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from sqlite3 import Error as SqliteError
from types import TracebackType
from typing import Any, Literal, TextIO

from advisor.masking import masked
from advisor.types import Caller

Format = Literal["json", "text"]

# Of the request that is being handled; threads that work on it inherit it. Empty: none is.
request_id: ContextVar[str] = ContextVar("request_id", default="")

# Libraries may write what they were handed. What is theirs is heard from `warning` on.
_OURS = ("advisor", "uvicorn.error")
_SILENT = ("uvicorn.access",)  # it writes whole addresses, with what is asked in them

# Values that are known to be ids, which masking might take for numbers of persons.
_IDS = frozenset({"request_id", "caller", "index", "answer", "trace_id"})
_SECRETS = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), r"\1 [secret]"),
    (re.compile(r"\bxox[a-z]-[\w-]+|\bxapp-[\w-]+"), "[secret]"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]*\.?[\w-]*"), "[secret]"),
    (re.compile(r"((?:https?:/)?/[^\s?\"'<>]*)\?[^\s\"'<>]+"), r"\1?[query]"),
)
_STANDARD = frozenset(
    {*vars(logging.LogRecord("", 0, "", 0, "", (), None)), "message", "asctime", "color_message"}
)
_HANDLER = "advisor-log"


def configure(
    *,
    level: Literal["debug", "info", "warning", "error"],
    form: Format | None,
    stream: TextIO | None = None,
) -> None:
    """Let this process write its log to standard error, each logger through the same formatter.

    `form` None: text where a person watches, else JSON. What went wrong in a thread that nobody
    waits for is logged too.
    """
    out = stream or sys.stderr
    chosen = form or ("text" if out.isatty() else "json")
    handler = logging.StreamHandler(out)
    handler.name = _HANDLER
    handler.setFormatter(Lines(chosen, with_words_of_errors=level == "debug"))
    root = logging.getLogger()
    root.handlers = [one for one in root.handlers if one.name != _HANDLER] + [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())
    for name in _SILENT:
        logging.getLogger(name).propagate = False
        logging.getLogger(name).handlers = [logging.NullHandler()]
    logging.captureWarnings(True)
    threading.excepthook = _log_of_thread


class CallerLabels:
    """How callers are told apart in the log: people by a hash whose key is this process's own."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def __call__(self, caller: Caller) -> str:
        """A key's id and this machine as they are; people as the way they came and a hash."""
        kind = caller.id.partition(":")[0]
        if kind in ("local", "key") and not caller.person:
            return caller.id
        who = (caller.person or caller.id).encode("utf-8", "surrogatepass")
        return f"{kind}:{hmac.digest(self._key, who, 'sha256').hex()[:12]}"


class Lines(logging.Formatter):
    """One line an event: without control characters, secrets, query strings or personal data.

    An exception is told by its type and where it arose. Its own words may quote a question, so
    they stand there only when they are the system's, or `with_words_of_errors`.
    """

    def __init__(self, form: Format, *, with_words_of_errors: bool = False) -> None:
        super().__init__()
        self._form = form
        self._with_words = with_words_of_errors

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its line break."""
        fields = self._fields(record)
        return _as_json(fields) if self._form == "json" else _as_text(fields)

    def _fields(self, record: logging.LogRecord) -> dict[str, Any]:
        when = datetime.fromtimestamp(record.created, UTC)
        fields: dict[str, Any] = {
            "time": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": _cleaned(_message(record)),
        }
        if not record.name.startswith("advisor"):
            fields["logger"] = _cleaned(record.name)
        if request_id.get():
            fields["request_id"] = request_id.get()
        for name, value in vars(record).items():
            if name not in _STANDARD and name not in fields and value is not None:
                fields[name] = _value(name, value)
        if record.exc_info and record.exc_info[1] is not None:
            fields |= self._of_error(record.exc_info[1], record.exc_info[2])
        return fields

    def _of_error(self, error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
        told: dict[str, Any] = {"error": type(error).__name__}
        if self._with_words or isinstance(error, OSError | SqliteError | ImportError):
            told["said"] = _cleaned(str(error))
        told["trace"] = [
            _cleaned(f"{frame.filename}:{frame.lineno} {frame.name}")
            for frame in traceback.extract_tb(trace)
        ]
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is not None:
            told["because_of"] = type(cause).__name__
        return told


def _message(record: logging.LogRecord) -> str:
    try:
        message = record.getMessage()
    except (TypeError, ValueError):  # a library's mistake must not cost the line
        message = str(record.msg)
    # asyncio writes the words of exceptions into the lines below the first.
    return message.partition("\n")[0] if record.name == "asyncio" else message


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    if name in _IDS:
        return _visible(str(value))
    if isinstance(value, Mapping):
        return {_cleaned(str(key)): _value(str(key), one) for key, one in value.items()}
    return _cleaned(str(value))


def _cleaned(text: str) -> str:
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return masked(_visible(text))


def _visible(text: str) -> str:
    """On one line, without what a terminal or a reader of logs might obey."""
    return "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign
        for sign in text
    )


def _as_json(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, default=str)


def _as_text(fields: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in fields.items() if key not in ("time", "level", "event")}
    trace = rest.pop("trace", ())
    told = " ".join(f"{key}={_plain(value)}" for key, value in rest.items())
    first = f"{fields['time']} {fields['level']:7} {fields['event']} {told}".rstrip()
    return "\n    ".join((first, *trace))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ",".join(_pairs(value))
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text


def _pairs(value: Mapping[str, Any]) -> Iterator[str]:
    return (f"{key}:{_plain(one)}" for key, one in value.items())


def _log_of_thread(arguments: threading.ExceptHookArgs) -> None:
    error = arguments.exc_value
    if error is None or isinstance(error, SystemExit):
        return
    logging.getLogger("advisor").error(
        "a thread ended", exc_info=(type(error), error, arguments.exc_traceback)
    )
