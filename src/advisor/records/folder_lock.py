"""Tells who uses a data folder: many may at a time, or one who replaces what is in it."""

from __future__ import annotations

import os
from pathlib import Path

from advisor.errors import RecordsUnusableError

FILE = "advisor.lock"
UNFINISHED = "restore.unfinished"  # a mark that only a restore which was stopped leaves


class FolderLock:
    """Held until it is released; the system releases it for a process that ends in any way."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        """RecordsUnusableError where others hold it in a way that rules this one out."""
        if not alone and (folder / UNFINISHED).exists():
            raise RecordsUnusableError(
                f"A restore into {folder} was stopped half-way. Run `advisor restore` again, with"
                " --replace."
            )
        self._file: int | None = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._file, alone=alone)
        except OSError as error:
            self.release()
            said = (
                f"{folder} is in use. Stop `advisor serve` and other commands that use it first."
                if alone
                else f"{folder} is being restored from a backup. Try again when that is done."
            )
            raise RecordsUnusableError(said) from error

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _lock(file: int, *, alone: bool) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows, where a file that is open cannot be replaced anyway
        return
    fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
