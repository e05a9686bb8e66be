"""Hands the sources of an index over to the archive when it gives its first answer."""

from __future__ import annotations

from pathlib import Path

from advisor.index.originals import files_of
from advisor.index.publishing import open_build
from advisor.records.archive import Archive, KeptIndex
from advisor.types import Provenance


class Archivist:
    """Finds the folder of the index that answered."""

    def __init__(self, index_folder: Path, archive: Archive) -> None:
        self._index_folder = index_folder
        self._archive = archive

    def take_over(self, made_by: Provenance) -> None:
        """Keep what the index was made from; IndexUnusableError where its folder is gone."""
        build = open_build(self._index_folder / made_by.index_build, check=False)
        kept = KeptIndex(build.index_hash, build.manifest, files_of(build.manifest))
        self._archive.keep(kept, build.folder)
