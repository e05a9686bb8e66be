"""Starts `reading_process` for one file, and tells what came of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import advisor
from advisor.errors import UnreadableFileError
from advisor.types import Line, RawDocument

_PROCESS = "advisor.readers.reading_process"
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LC_ALL")


def read_in_sandbox(
    suffix: str, content: bytes, *, seconds: int, memory_megabytes: int
) -> RawDocument:
    """The document that a process of its own reads from the content of a file so named.

    Raises UnreadableFileError where the reader refuses the file, takes longer, needs more memory,
    or ends as no reader should.
    """
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-P", "-B", "-m", _PROCESS),
                *(suffix, str(seconds), str(memory_megabytes)),
            ],
            input=content,
            capture_output=True,
            timeout=seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(_too_slow(seconds)) from error
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise UnreadableFileError(_too_slow(seconds))
    if done.returncode:
        raise UnreadableFileError(_crashed(done, memory_megabytes))
    return _unpacked(done.stdout)


def pack_document(document: RawDocument) -> bytes:
    """The document as the process hands it over."""
    lines = [[line.start, line.end, line.page, line.kind, line.level] for line in document.lines]
    return json.dumps(
        {
            "raw": document.raw,
            "lines": lines,
            "warnings": document.warnings,
            "hidden": document.hidden,
        }
    ).encode()


def pack_refusal(reason: str) -> bytes:
    """Why there is no document, as the process hands it over."""
    return json.dumps({"error": reason}).encode()


def _environment() -> dict[str, str]:
    """What the interpreter needs, and no key or other secret."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return environment | {"PYTHONPATH": str(Path(advisor.__path__[0]).parent)}


def _too_slow(seconds: int) -> str:
    return (
        f"reading it took more than {seconds} seconds. "
        "It is damaged or very complex: save it again, or split it."
    )


def _crashed(done: subprocess.CompletedProcess[bytes], memory_megabytes: int) -> str:
    last_words = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    reason = last_words[0][:200] if last_words else _exit(done.returncode)
    return (
        f"its reader stopped ({reason}). It is damaged or needs more than "
        f"{memory_megabytes} MB of memory: save it again, or as plain text."
    )


def _exit(status: int) -> str:
    return signal.strsignal(-status) or f"signal {-status}" if status < 0 else f"status {status}"


def _unpacked(data: bytes) -> RawDocument:
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
