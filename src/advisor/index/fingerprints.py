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

PARSER_VERSION = 2  # raise it when the same file would now be read otherwise

# A question can only be compared to vectors that were made in the same way. What is used where
# nothing is set stands beside each name.
_BINDING = {
    "embedding_model": "the model fitted on the corpus",
    "passage_prompt": "no passage prompt",
}


def corpus_fingerprint(corpus: Path, sources: Iterable[Source]) -> dict[str, str]:
    """A hash for each listed document: of its bytes, what the list says, and how it is read."""
    return {source.file: _document_hash(corpus, source) for source in sources}


def settings_fingerprint(settings: Settings) -> dict[str, str | None]:
    """The settings on whose change an index is built again."""
    return {
        "embedding_model": settings.embedding_model,
        "query_prompt": settings.query_prompt,
        "passage_prompt": settings.passage_prompt,
        "glossary": digest(_read(settings.glossary)) if settings.glossary else None,
    }


def require_same_settings(manifest: Mapping[str, Any], settings: Settings) -> None:
    """Raise IndexUnusableError when the index was made with another model than the settings say."""
    made_with = manifest["made_from"]["settings"]
    wanted = settings_fingerprint(settings)
    for name in _BINDING:
        before, now = made_with.get(name), wanted[name]
        if before != now:
            raise IndexUnusableError(
                f"The index was built with {_named(name, before)}, and now {_named(name, now)} is"
                f" set. Run `advisor index`, or set ADVISOR_{name.upper()} as it was."
            )


def digest(*parts: bytes) -> str:
    """One hash of all parts, which cannot run into each other."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def _named(name: str, value: str | None) -> str:
    return _BINDING[name] if value is None else f"the {name.replace('_', ' ')} {value!r}"


def _document_hash(corpus: Path, source: Source) -> str:
    content = _read(corpus / source.file)
    said = json.dumps(asdict(source), sort_keys=True, ensure_ascii=False)
    return digest(content, said.encode(), str(PARSER_VERSION).encode())


def _read(path: Path) -> bytes:
    """What the file holds; nothing where it cannot be opened: its reader will say why."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
