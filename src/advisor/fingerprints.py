"""What an index was made from, as hashes: to tell whether it must be built again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from advisor.errors import IndexUnusableError
from advisor.settings import Settings
from advisor.types import Source

PARSER_VERSION = 1  # raise it when the same file would now be read otherwise

# A question is only comparable to vectors that were made in the same way.
_BINDING = {"embedding_model": "embedding model", "passage_prompt": "prompt"}


def corpus_fingerprint(corpus: Path, sources: Iterable[Source]) -> dict[str, str]:
    """A hash for each listed document: of its bytes, what the list says, and how it is read.

    A document that cannot be opened has "unreadable" in its place.
    """
    return {source.file: _document_hash(corpus, source) for source in sources}


def settings_fingerprint(settings: Settings) -> dict[str, str | None]:
    """The settings that an index depends on."""
    glossary = settings.glossary
    return {
        "embedding_model": settings.embedding_model,
        "query_prompt": settings.query_prompt,
        "passage_prompt": settings.passage_prompt,
        "glossary": digest(glossary.read_bytes()) if glossary and glossary.is_file() else None,
    }


def require_same_settings(manifest: Mapping[str, Any], settings: Settings) -> None:
    """Raise IndexUnusableError when the index was made with another model than the settings say."""
    made_with = manifest["made_from"]["settings"]
    wanted = settings_fingerprint(settings)
    for name, meaning in _BINDING.items():
        if made_with.get(name) != wanted[name]:
            raise IndexUnusableError(
                f"The index was built with {meaning} {made_with.get(name) or 'fitted on the corpus'},"
                f" not {wanted[name] or 'fitted on the corpus'}. Run `advisor index`, or set"
                f" ADVISOR_{name.upper()} as it was."
            )


def digest(*parts: bytes) -> str:
    """One hash of all parts, which cannot run into each other."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def _document_hash(corpus: Path, source: Source) -> str:
    said = json.dumps(asdict(source), sort_keys=True, ensure_ascii=False)
    try:
        content = (corpus / source.file).read_bytes()
    except OSError:  # reading it will say why
        return "unreadable"
    return digest(content, said.encode(), str(PARSER_VERSION).encode())
