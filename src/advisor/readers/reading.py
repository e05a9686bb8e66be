"""Reads any file of the corpus, whatever its format."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import advisor
from advisor.errors import UnreadableFileError
from advisor.readers.docx_reader import read_docx
from advisor.readers.html_reader import read_html
from advisor.readers.pdf_reader import read_pdf
from advisor.readers.plain_reader import read_md, read_txt
from advisor.types import Line, RawDocument

READERS: dict[str, Callable[[bytes], RawDocument]] = {
    ".txt": read_txt,
    ".md": read_md,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may cost. A megabyte is 1,048,576 bytes."""

    file_megabytes: int = 50
    seconds: int = 10
    memory_megabytes: int = 512


def read_file(path: Path, limits: ReadingLimits = ReadingLimits()) -> RawDocument:
    """The file's own text, cut into lines.

    All but plain text is read in a process of its own, so that no file can stop or exhaust this
    one. Raises UnreadableFileError, naming the file, what is wrong and what to do.
    """
    try:
        document = _read(path, limits)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name} cannot be read: {error}") from error
    return _with_hidden_tags(document)


def to_json(document: RawDocument) -> bytes:
    """The document as the reading process hands it over."""
    lines = [[line.start, line.end, line.page, line.kind, line.level] for line in document.lines]
    return json.dumps(
        {
            "raw": document.raw,
            "lines": lines,
            "warnings": document.warnings,
            "hidden": document.hidden,
        }
    ).encode()


_PLAIN = (".txt", ".md")
_EMPTY = "it is empty. Put the document in its place, or take it off the list in sources.yaml."


def _read(path: Path, limits: ReadingLimits) -> RawDocument:
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise UnreadableFileError(
            f"files of type {suffix or '(none)'} are not known. "
            f"Save it as one of {', '.join(READERS)}."
        )
    content = _content(path, limits)
    if suffix in _PLAIN:
        document = READERS[suffix](content)
    else:
        document = _read_apart(suffix, content, limits)
    if not document.raw.strip():
        raise UnreadableFileError(_EMPTY)
    return document


def _content(path: Path, limits: ReadingLimits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file_megabytes * 1024 * 1024:
            raise UnreadableFileError(
                f"it has {size / 1024 / 1024:,.0f} MB, at most {limits.file_megabytes} MB are "
                "read. Split it, or save it without its pictures."
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{error.strerror or error}. Check that it is there and that you may read it."
        ) from error
    if not content.strip():
        raise UnreadableFileError(_EMPTY)
    return content


def _read_apart(suffix: str, content: bytes, limits: ReadingLimits) -> RawDocument:
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-P", "-B", "-m", "advisor.readers.reading_process"),
                *(suffix, str(limits.seconds), str(limits.memory_megabytes)),
            ],
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(_too_slow(limits)) from error
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise UnreadableFileError(_too_slow(limits))
    if done.returncode:
        raise UnreadableFileError(_crashed(done, limits))
    return _from_json(done.stdout)


def _environment() -> dict[str, str]:
    """What the interpreter needs, and no key or other secret."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LC_ALL")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return environment | {"PYTHONPATH": str(Path(advisor.__path__[0]).parent)}


def _too_slow(limits: ReadingLimits) -> str:
    return (
        f"reading it took more than {limits.seconds} seconds. "
        "It is damaged or very complex: save it again, or split it."
    )


def _crashed(done: subprocess.CompletedProcess[bytes], limits: ReadingLimits) -> str:
    last_words = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    reason = last_words[0][:200] if last_words else _exit(done.returncode)
    return (
        f"its reader stopped ({reason}). It is damaged or needs more than "
        f"{limits.memory_megabytes} MB of memory: save it again, or as plain text."
    )


def _exit(status: int) -> str:
    return signal.strsignal(-status) or f"signal {-status}" if status < 0 else f"status {status}"


def _from_json(data: bytes) -> RawDocument:
    found: dict[str, Any] = json.loads(data)
    if "error" in found:
        raise UnreadableFileError(found["error"])
    return RawDocument(
        raw=found["raw"],
        lines=tuple(
            Line(start, end, page=page, kind=kind, level=level)
            for start, end, page, kind, level in found["lines"]
        ),
        warnings=tuple(found["warnings"]),
        hidden=tuple((start, end) for start, end in found["hidden"]),
    )


# Characters that no font shows and some programs still read (Unicode's block "Tags").
_TAGS = re.compile("[\U000e0000-\U000e007f]+")


def _with_hidden_tags(document: RawDocument) -> RawDocument:
    tags = {found.span() for found in _TAGS.finditer(document.raw)}
    if not tags:
        return document
    return replace(document, hidden=tuple(sorted({*document.hidden, *tags})))
