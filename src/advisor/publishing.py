"""An index is built aside, checked, and put in use by one atomic replace."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from advisor.errors import AdvisorError, IndexBusyError, IndexUnusableError

MANIFEST = "manifest.json"
CURRENT = "current"
KEPT_BUILDS = 2  # the one in use and the one before it
FORMAT = 1  # of the files; another number cannot be read
VERIFY_SECONDS = 600


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


@contextmanager
def exclusive(index_folder: Path) -> Iterator[None]:
    """Hold the right to build; IndexBusyError when another process has it."""
    index_folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index_folder / ".lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout as error:
        raise IndexBusyError(
            f"Another process is indexing into {index_folder}. Wait for it to end, then run"
            " `advisor index` again if it is still needed."
        ) from error


def new_build(index_folder: Path) -> Path:
    """An empty folder for a build, named after the time; leftovers of stopped builds are removed."""
    in_use = _current_name(index_folder)
    for folder in index_folder.glob("*.building"):
        if folder.name != in_use:
            shutil.rmtree(folder, ignore_errors=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    folder = index_folder / f"{stamp}.building"
    folder.mkdir()
    return folder


def publish(building: Path, facts: Mapping[str, Any]) -> Build:
    """Seal a complete build with its manifest, verify it in a child process, and put it in use."""
    files = {name: _sha256(building / name) for name in _files(building)}
    manifest = {"format": FORMAT, **facts, "files": files}
    _write_durably(building / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    _verify_apart(building)
    folder = building.with_name(building.name.removesuffix(".building"))
    _sync_tree(building)
    building.rename(folder)
    pointer = folder.parent / f"{CURRENT}.new"
    _write_durably(pointer, folder.name + "\n")
    pointer.replace(folder.parent / CURRENT)
    _sync_folder(folder.parent)
    _remove_older(folder.parent, folder.name)
    return Build(folder, manifest)


def current_build(index_folder: Path, *, check: bool = True) -> Build:
    """The index in use, its files checked against the manifest.

    Raises IndexUnusableError, which says what to do, when there is none or it is damaged.
    """
    name = _current_name(index_folder)
    if name is None:
        raise IndexUnusableError(f"There is no index in {index_folder}. Run `advisor index`.")
    return open_build(index_folder / name, check=check)


def open_build(folder: Path, *, check: bool = True) -> Build:
    """An index folder with its manifest; damaged or foreign ones raise IndexUnusableError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        wanted = dict(manifest["files"])
        number = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusableError(
            f"The manifest of the index in {folder} cannot be read ({error}). Run `advisor index --force`."
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
            actual = _sha256(folder / name)
        except OSError:
            actual = ""
        if actual != digest:
            yield name


def _current_name(index_folder: Path) -> str | None:
    try:
        name = (index_folder / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return name if name and Path(name).name == name else None


def _files(folder: Path) -> list[str]:
    """Every file of a build but Chroma's, which are checked by counting: opening rewrites them."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path) for path in paths if path.parts[0] not in ("chroma", MANIFEST)]


def _verify_apart(building: Path) -> None:
    """Open and use the build in another process: a damaged store may take its process down."""
    command = [sys.executable, "-m", "advisor.verification", str(building)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=VERIFY_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise AdvisorError(
            "The new index could not be verified in time; the one in use stays. Run `advisor index` again."
        ) from error
    if done.returncode != 0:
        reason = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
        raise AdvisorError(
            f"The new index did not pass its check ({reason[0]}); the one in use stays."
            " Run `advisor index` again."
        )


def _remove_older(index_folder: Path, in_use: str) -> None:
    builds = sorted(
        folder
        for folder in index_folder.iterdir()
        if folder.is_dir() and not folder.name.endswith(".building") and folder.name <= in_use
    )
    for folder in builds[:-KEPT_BUILDS]:
        shutil.rmtree(folder, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
