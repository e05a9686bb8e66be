"""An index is built aside, checked, and put in use by one atomic replace; so is the one before."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from advisor.checksums import checksums, sha256
from advisor.errors import AdvisorError, IndexBusyError, IndexUnusableError

MANIFEST = "manifest.json"
CURRENT = "current"
FORMAT = 1  # of the files; another number cannot be read
VERIFY_SECONDS = 600

_BUILDING = ".building"
_BUILD_NAME = re.compile(r"\d{8}T\d{12}")
_ENTRY = r"(\d{8}T\d{12}) ([0-9a-f]{64})\n"
_POINTER = re.compile(f"{_ENTRY}(?:{_ENTRY})?")

_Entry = tuple[str, str]  # name of a build, hash of its manifest


@dataclass(frozen=True, slots=True)
class Build:
    """One index on disk."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def index_hash(self) -> str:
        return str(self.manifest["index_hash"])


@dataclass(frozen=True, slots=True)
class Rollback:
    """One index took the place of another."""

    build: Build  # that is in use now
    replaced: str  # name of the one that was

    @property
    def is_older(self) -> bool:
        """False where a rollback was taken back: names tell the time of building."""
        return self.build.name < self.replaced


@contextmanager
def exclusive(index_folder: Path) -> Iterator[None]:
    """Hold the right to build; IndexBusyError when another process has it.

    The system takes the right back from a process that ends, in whatever way.
    """
    with _writing(index_folder):
        index_folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index_folder / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise IndexBusyError(
                f"Another process is indexing into {index_folder}. Wait for it to end, then run"
                " `advisor index` again if it is still needed."
            ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def new_build(index_folder: Path) -> Iterator[Path]:
    """An empty folder to build in, which is gone afterwards unless it was published.

    Leftovers of builds that were stopped are removed. Hold `exclusive` meanwhile.
    """
    for leftover in index_folder.glob(f"*{_BUILDING}"):
        shutil.rmtree(leftover, ignore_errors=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    folder = index_folder / f"{stamp}{_BUILDING}"
    with _writing(index_folder):
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def publish(
    building: Path, facts: Mapping[str, Any], *, sealed_apart: Collection[str] = ()
) -> Build:
    """Seal a complete build with its manifest, verify it in a child process, and put it in use.

    Folders named in `sealed_apart` are left to those who made them: an index can do without them.
    The build that was in use is kept, for those who are reading it; older ones are removed.
    """
    files = checksums(building, without=(*sealed_apart, MANIFEST))
    manifest = {"format": FORMAT, **facts, "files": files}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    _write_durably(building / MANIFEST, text)
    _verify_apart(building)
    _sync_tree(building)
    index_folder = building.parent
    before = _pointed_at(index_folder)[:1]
    folder = building.with_name(building.name.removesuffix(_BUILDING))
    building.rename(folder)
    _point_at(index_folder, (folder.name, hashlib.sha256(text.encode()).hexdigest()), *before)
    _remove_others(index_folder, {folder.name, *(name for name, _ in before)})
    return Build(folder, manifest)


def build_before(index_folder: Path) -> Build:
    """The build that was in use before this one, its files checked against the manifest.

    Raises IndexUnusableError, which says what to do, when there is none or it is damaged.
    """
    entries = _pointed_at(index_folder)
    if len(entries) < 2:
        raise IndexUnusableError(
            f"There is no index to go back to in {index_folder}: the one before is kept from the"
            " second `advisor index` on."
        )
    name, digest = entries[1]
    try:
        return open_build(index_folder / name, digest=digest)
    except IndexUnusableError as error:
        raise IndexUnusableError(
            f"The index before, {name}, is damaged or missing; the one in use stays."
            " Run `advisor index --force` to make one anew from the documents."
        ) from error


def put_back(index_folder: Path) -> Rollback:
    """Put the build before back in use once it has passed its check; the two change places.

    Hold `exclusive` meanwhile.
    """
    before = build_before(index_folder)
    _verify_apart(before.folder)
    now, then = _pointed_at(index_folder)
    with _writing(index_folder):
        _point_at(index_folder, then, now)
    return Rollback(before, replaced=now[0])


def current_build(index_folder: Path, *, check: bool = True) -> Build:
    """The index in use, its files checked against the manifest.

    Raises IndexUnusableError, which says what to do, when there is none or it is damaged.
    """
    if not (index_folder / CURRENT).exists():
        raise IndexUnusableError(f"There is no index in {index_folder}. Run `advisor index`.")
    entries = _pointed_at(index_folder)
    if not entries:
        raise IndexUnusableError(f"{index_folder / CURRENT} is damaged. Run `advisor index`.")
    name, digest = entries[0]
    return open_build(index_folder / name, check=check, digest=digest)


def open_build(folder: Path, *, check: bool = True, digest: str | None = None) -> Build:
    """An index folder with its manifest, whose own hash is `digest`.

    Damaged or foreign ones raise IndexUnusableError.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
        if check and digest not in (None, hashlib.sha256(content).hexdigest()):
            raise ValueError("it was changed")  # noqa: TRY301 - told like any other damage
        manifest = json.loads(content)
        wanted = dict(manifest["files"])
        number = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusableError(
            f"The manifest of the index in {folder} cannot be read ({error})."
            " Run `advisor index --force`."
        ) from error
    if number != FORMAT:
        raise IndexUnusableError(
            f"The index in {folder} was made by another version of advisor. Run `advisor index`."
        )
    if check:
        for file in damaged_files(folder, wanted):
            raise IndexUnusableError(
                f"{folder / file} is damaged or missing. Run `advisor index --force`."
            )
    return Build(folder, manifest)


def damaged_files(folder: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    """Names of files whose content is not what the manifest says."""
    for name, digest in wanted.items():
        try:
            actual = sha256(folder / name)
        except OSError:
            actual = ""
        if actual != digest:
            yield name


def _pointed_at(index_folder: Path) -> tuple[_Entry, ...]:
    """The build in use and, where there was one, the build before it; nothing where it is damaged.

    Both stand in one file, so that they always change together.
    """
    try:
        text = (index_folder / CURRENT).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ()
    found = _POINTER.fullmatch(text)
    if not found:
        return ()
    now = (found[1], found[2])
    return (now, (found[3], found[4])) if found[3] else (now,)


def _point_at(index_folder: Path, *entries: _Entry) -> None:
    """Put the first in use, with the second as the one before it."""
    pointer = index_folder / f"{CURRENT}.new"
    _write_durably(pointer, "".join(f"{name} {digest}\n" for name, digest in entries))
    pointer.replace(index_folder / CURRENT)
    _sync_folder(index_folder)


def _verify_apart(building: Path) -> None:
    """Open and use the build in another process: a damaged store may take its process down."""
    command = [sys.executable, "-P", "-m", "advisor.index.integrity", str(building)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=VERIFY_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AdvisorError(
            "The index could not be verified in time; the one in use stays."
            " Run `advisor index` again."
        ) from error
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:]
        reason = said[0] if said else f"the check ended with status {done.returncode}"
        raise AdvisorError(
            f"The index did not pass its check ({reason}); the one in use stays."
            " Run `advisor index` again."
        )


def _remove_others(index_folder: Path, kept: set[str]) -> None:
    for folder in index_folder.iterdir():
        if _BUILD_NAME.fullmatch(folder.name) and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writing(index_folder: Path) -> Iterator[None]:
    """Turns the system's refusal to write into an error that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise AdvisorError(
            f"The index could not be written to {index_folder} ({reason or error}); one in"
            " use stays as it is. See to space and rights there, then run `advisor index` again."
        ) from error


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            _sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
