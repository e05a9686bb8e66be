"""Reads a backup and proves it: every file is what the list at its end says."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any

from advisor.errors import BadInputError
from advisor.records import archive, database

MANIFEST = "backup.json"
INDEX = "index"
FORMAT = 1  # another number cannot be read

_BLOCK = 1 << 20
_MOST_MANIFEST = 64 << 20  # bytes
_NAME = re.compile(
    rf"{re.escape(database.FILE)}"
    rf"|{archive.FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{64}}"
    rf"|{INDEX}/current|{INDEX}/\d{{8}}T\d{{12}}/.+",
    re.DOTALL,
)


def read(path: Path, folder: Path | None = None) -> Mapping[str, Any]:
    """The list of a backup whose files are all there and unharmed; they are laid out in a folder.

    Without a folder they are only looked at. BadInputError says what is wrong with the backup.
    """
    try:
        found, content = _unpacked(path, folder)
        manifest = json.loads(content)
        number, wanted = manifest["format"], dict(manifest["files"])
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        reason = getattr(error, "strerror", None) or error
        raise _unusable(path, f"it cannot be read: {reason}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _unusable(path, "its list of files is damaged") from error
    if number != FORMAT:
        raise _unusable(path, "it was made by another version of advisor")
    for name in wanted.keys() | found.keys():
        if wanted.get(name) != found.get(name):
            raise _unusable(path, f"{name} is missing, damaged or not on its list")
    return dict(manifest)


def _unpacked(path: Path, folder: Path | None) -> tuple[dict[str, dict[str, Any]], bytes]:
    """What each file of a backup holds, and the content of its list."""
    found: dict[str, dict[str, Any]] = {}
    listed: bytes | None = None
    with gzip.open(path, "rb") as packed:
        with tarfile.open(fileobj=packed, mode="r|") as tar:
            for entry, content in _entries(path, tar):
                if entry.name == MANIFEST:
                    listed = content.read(_MOST_MANIFEST)
                else:
                    found[entry.name] = _take(content, folder and folder / entry.name)
        while packed.read(_BLOCK):  # to the end, where the checksum of all of it stands
            pass
    if listed is None:
        raise _unusable(path, "its list of files is missing")
    return found, listed


def _entries(path: Path, tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    seen: set[str] = set()
    for entry in tar:
        content = tar.extractfile(entry) if entry.isreg() else None
        parts = PurePosixPath(entry.name).parts
        is_ours = entry.name == MANIFEST or _NAME.fullmatch(entry.name)
        if content is None or not is_ours or ".." in parts or entry.name in seen:
            raise _unusable(path, f"{entry.name!r} does not belong in one")
        seen.add(entry.name)
        yield entry, content


def _take(content: IO[bytes], target: Path | None) -> dict[str, Any]:
    """Write a file, if it has a place, and tell what it holds."""
    hashed, size = hashlib.sha256(), 0
    written = None
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        written = target.open("xb")
    try:
        while block := content.read(_BLOCK):
            hashed.update(block)
            size += len(block)
            if written is not None:
                written.write(block)
    finally:
        if written is not None:
            written.close()
    return {"bytes": size, "sha256": hashed.hexdigest()}


def _unusable(path: Path, reason: str) -> BadInputError:
    return BadInputError(
        f"The backup {path} cannot be used: {reason}. Nothing was changed. Use another backup."
    )
