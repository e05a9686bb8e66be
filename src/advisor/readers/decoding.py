"""Turns the bytes of a text file into its letters."""

from __future__ import annotations

import codecs
import re

from advisor.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = "it is not text but binary data."
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS_ALLOWED = 0.01  # of all characters: stray ones occur in old exports, binary has 10 %


class NotTextError(UnreadableFileError):
    """What should be text is not; whoever knows all formats adds what to save it as."""


def decode(content: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a file, with a warning where its encoding had to be guessed.

    Tried in turn: what a byte order mark says, UTF-8, `declared` (what the file says of itself),
    Windows-1252. Raises NotTextError for binary content.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(content.removeprefix(mark), encoding), ()
    if b"\0" in content:
        raise NotTextError(_NOT_TEXT)
    try:
        return _without_controls(content.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        where = error.start
    if declared is not None and _is_text_encoding(declared):
        return _checked(content, declared), ()
    warning = (
        f"It is not UTF-8 (byte {where + 1:,}), so it was read as Windows-1252: "
        "check å, ä and ö, or save it as UTF-8."
    )
    return _checked(content, "cp1252"), (warning,)


def _checked(content: bytes, encoding: str) -> str:
    try:
        return _without_controls(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise NotTextError(_NOT_TEXT) from error


def _without_controls(text: str) -> str:
    """The text unchanged, if it is one."""
    if len(_CONTROLS.findall(text)) > _CONTROLS_ALLOWED * len(text) or "\0" in text:
        raise NotTextError(_NOT_TEXT)
    return text


def _is_text_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:  # unknown, or one that turns bytes into bytes
        return False
    return True
