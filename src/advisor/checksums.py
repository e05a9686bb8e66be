"""Files by the hash of what they hold, to tell whether one was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path


def checksums(folder: Path, *, without: Collection[str] = ()) -> dict[str, str]:
    """The hash of every file below the folder, by its path there; `without` names what lies on top
    of the folder and is left out.
    """
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    kept = [path.as_posix() for path in paths if path.parts[0] not in without]
    return {name: sha256(folder / name) for name in kept}


def sha256(path: Path) -> str:
    """The hash of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
