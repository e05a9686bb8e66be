"""Puts the index before the one in use back in use, where this version can answer from it."""

from __future__ import annotations

from advisor.errors import IndexUnusableError
from advisor.index.fingerprints import require_same_making
from advisor.index.publishing import Rollback, build_before, exclusive, put_back
from advisor.settings import Settings


def roll_back(settings: Settings) -> Rollback:
    """Let the index in use and the one before it change places; a second time undoes the first.

    Raises IndexUnusableError, and leaves all as it is, when the one before is missing, damaged or
    made in another way, and IndexBusyError when another process indexes.
    """
    with exclusive(settings.index_folder):
        before = build_before(settings.index_folder)
        try:
            require_same_making(before.manifest, settings)
        except IndexUnusableError as error:
            raise IndexUnusableError(
                f"The index before, {before.name}, was made by another version of advisor or with"
                " another embedding model, and this one cannot answer from it; the one in use"
                " stays. Put that version or setting back, then run `advisor index --rollback`."
            ) from error
        return put_back(settings.index_folder)
