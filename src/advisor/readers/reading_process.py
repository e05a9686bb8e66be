"""The process that `sandbox` starts for one file: reads it, with little that it may use."""

from __future__ import annotations

import sys

from advisor.errors import UnreadableFileError
from advisor.readers.reading import read_content
from advisor.readers.sandbox import pack_document, pack_refusal

_MAX_CHARS = 20_000_000  # of text: ten thousand pages
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")


def main(suffix: str, seconds: int, memory_megabytes: int) -> None:
    """Read the file on standard input; write its document, or why there is none.

    A failure that no reader foresaw ends the process: `sandbox` reports it for this file.
    """
    confine(seconds, memory_megabytes)
    try:
        answer = _answer(suffix)
    except UnreadableFileError as error:
        answer = pack_refusal(str(error))
    sys.stdout.buffer.write(answer)


def confine(seconds: int, memory_megabytes: int) -> None:
    """Take from this process, for good, what reading a file does not need.

    It may use so much time and memory, write no file, open no connection, start no program.
    Where the system sets no such limit (Windows, memory on macOS) the others remain.
    """
    _limit(seconds, memory_megabytes)
    sys.addaudithook(_refuse)


def _limit(seconds: int, memory_megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return

    memory = memory_megabytes * 1024 * 1024
    for what, limit in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),  # no file is written
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(what, (allowed, hard))
        except (ValueError, OSError):  # macOS knows the memory limit and refuses to set it
            continue


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a reader may not do this: {event}")


def _answer(suffix: str) -> bytes:
    try:
        document = read_content(suffix, sys.stdin.buffer.read())
        if len(document.raw) <= _MAX_CHARS:
            return pack_document(document)
    except MemoryError:
        raise UnreadableFileError(
            "it needs more memory than is allowed. It is very large or built to do harm: "
            "split it, or save it as plain text."
        ) from None
    raise UnreadableFileError(
        f"it has {len(document.raw):,} characters of text, at most {_MAX_CHARS:,} are read. "
        "Split it."
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
