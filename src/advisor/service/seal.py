"""Tells whether files that are read for long were written to in the meantime."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_Stamp = tuple[int, int, int, int]  # inode, size, and when content and entry were changed, in ns


class Seal:
    """How files were when it was made.

    A file that was removed or replaced is unbroken: whoever has it open still reads what it held.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._stamps = {path: _stamp(path) for path in files}

    def is_broken(self) -> bool:
        """Whether one of the files was written to, or cut, in its place."""
        return any(_changed(before, _stamp(path)) for path, before in self._stamps.items())


def _changed(before: _Stamp | None, now: _Stamp | None) -> bool:
    return before is not None and now is not None and before[0] == now[0] and before != now


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
