"""Puts a backup in the place of what is kept, when all of it has been proven."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError, BadInputError, RecordsUnusableError
from advisor.index.publishing import current_build
from advisor.records import archive, database
from advisor.records.folder_lock import UNFINISHED, FolderLock
from advisor.service import backup_file
from advisor.service.backup_file import INDEX

_STAGING = ".restoring"
_PARTS = (
    *(database.FILE, f"{database.FILE}-wal", f"{database.FILE}-shm", f"{database.FILE}-journal"),
    *(archive.FOLDER, INDEX),
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in place now."""

    manifest: Mapping[str, Any]  # of the backup
    aside: Path | None  # where that is which was there before


def restore(backup: Path, data: Path, *, replace: bool = False) -> Restored:
    """Lay out a backup in a data folder; what was kept there, if anything, is moved aside.

    Nothing is changed before every file is proven and the records and the index were opened.
    BadInputError where the backup is damaged, or the folder keeps something and `replace` is not
    said; RecordsUnusableError while a server or another command uses the folder.
    """
    if not backup.is_file():
        raise BadInputError(f"There is no backup {backup}. Name the file of one.")
    is_new = not data.exists()
    staging = data / _STAGING
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(data, alone=True)
        try:
            if not replace and (there := [name for name in _PARTS if (data / name).exists()]):
                raise BadInputError(
                    f"{data} keeps something already ({', '.join(there)}). Name another folder, or"
                    " say --replace: what is there is then moved aside."
                )
            shutil.rmtree(staging, ignore_errors=True)
            manifest = backup_file.read(backup, staging)
            _prove(backup, staging, manifest)
            _sync(staging)
            return Restored(manifest, _swap(data, staging))
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            lock.release()
    except BaseException as error:
        if is_new:
            shutil.rmtree(data, ignore_errors=True)
        if isinstance(error, OSError):
            raise RecordsUnusableError(
                f"{data} could not be written ({error.strerror or error}); what was there is there."
                " See to space and rights, then run `advisor restore` again."
            ) from error
        raise


def _prove(backup: Path, staging: Path, manifest: Mapping[str, Any]) -> None:
    """See that what was laid out can be used, not only that it is what was packed."""
    records = staging / database.FILE
    if not records.is_file():
        raise _unusable(backup, "there are no records in it")
    if problem := database.problem_of(records):
        raise _unusable(backup, f"its records are damaged: {problem}")
    for digest in archive.needed_by(records) - set(manifest["missing"]):
        path = staging / archive.FOLDER / archive.place_of(digest)
        if not path.is_file() or manifest["files"][_name(path, staging)]["sha256"] != digest:
            raise _unusable(backup, f"the source {digest} of its records is missing")
    if manifest["index"] is not None:
        try:
            current_build(staging / INDEX)
        except AdvisorError as error:
            raise _unusable(backup, f"its index cannot be opened: {error}") from error


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _sync(staging: Path) -> None:
    (staging / database.FILE).chmod(0o600)
    folders = [staging]
    for path in staging.rglob("*"):
        if path.is_dir():
            folders.append(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    archive.sync_folders(folders)


def _swap(data: Path, staging: Path) -> Path | None:
    """Move what is there aside and the new in its place; undone where a move fails.

    A process that is stopped in between leaves a mark, on which nobody opens the folder.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = data / f"before-restore-{stamp}"
    there = [name for name in _PARTS if (data / name).exists()]
    moves = [(data / name, aside / name) for name in there]
    moves += [(path, data / path.name) for path in staging.iterdir()]
    mark = data / UNFINISHED
    mark.touch()
    archive.sync_folders([data])
    if there:
        aside.mkdir(mode=0o700)
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in moves:
            old.rename(new)
            done.append((old, new))
    except OSError:
        for old, new in reversed(done):
            new.rename(old)
        if there:
            aside.rmdir()
        mark.unlink()
        raise
    archive.sync_folders([data, aside])
    mark.unlink()
    archive.sync_folders([data])
    return aside if there else None


def _unusable(path: Path, reason: str) -> BadInputError:
    return BadInputError(
        f"The backup {path} cannot be used: {reason}. Nothing was changed. Use another backup."
    )
