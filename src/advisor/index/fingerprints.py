"""What an index was made from, as hashes: to tell whether it must be built again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from advisor.errors import IndexUnusableError
from advisor.settings import Settings
from advisor.types import Source

PACKAGE = Path(__file__).parents[1]
_KINDS = frozenset({".py", ".tsv", ".txt"})  # code, tables and lists of words

# Whoever reads, repairs, cuts, annotates, weighs and stores. Some of it works on questions as well:
# an index that is made anew without need is right, one that is kept against need is not.
_MAKERS = (
    "types.py",
    "vocabulary.py",
    "readers/*",
    "ocr/*",
    "documents/*",
    "language/*",
    "discourse/*",
    "retrieval/*",
    "index/building.py",
    "index/corpus.py",
    "index/embedding.py",
    "index/layout.py",
    "index/originals.py",
    "index/store.py",
    "index/tables.py",
)
# These rank what an index holds, when it is asked.
_AT_QUESTION_TIME = frozenset(
    {
        "retrieval/fusion.py",
        "retrieval/lexical.py",
        "retrieval/mentions.py",
        "retrieval/ranking_weights.py",
        "retrieval/relevance.py",
        "retrieval/selection.py",
        "retrieval/sentence_words.py",
    }
)

# A question can only be compared to vectors that were made in the same way. What is used where
# nothing is set stands beside each name.
_BINDING = {
    "embedding_model": "the model fitted on the corpus",
    "passage_prompt": "no passage prompt",
}


def corpus_fingerprint(corpus: Path, sources: Iterable[Source]) -> dict[str, str]:
    """A hash for each listed document: of its bytes, and of what the list says."""
    return {source.file: _document_hash(corpus, source) for source in sources}


@cache
def code_fingerprint() -> str:
    """One hash of this version's code and tables, as far as they decide what an index holds."""
    return fingerprint_of(PACKAGE)


def fingerprint_of(package: Path) -> str:
    """One hash of the makers of an index in a folder that holds the package."""
    files = makers(package)
    contents = (part for name in files for part in (name.encode(), (package / name).read_bytes()))
    return digest(*contents)


def makers(package: Path = PACKAGE) -> list[str]:
    """The files that decide what an index holds, by their paths within the package, in order."""
    found = {
        path.relative_to(package).as_posix()
        for pattern in _MAKERS
        for path in package.glob(pattern)
        if path.suffix in _KINDS
    }
    return sorted(found - _AT_QUESTION_TIME)


def settings_fingerprint(settings: Settings) -> dict[str, str | None]:
    """The settings on whose change an index is built again."""
    return {
        "embedding_model": settings.embedding_model,
        "passage_prompt": settings.passage_prompt,
        "glossary": digest(_read(settings.glossary)) if settings.glossary else None,
    }


def is_made_by_this_code(manifest: Mapping[str, Any]) -> bool:
    """Whether the same code and tables would make such an index, from the same documents."""
    return bool(manifest["made_from"].get("code") == code_fingerprint())


def require_same_making(manifest: Mapping[str, Any], settings: Settings) -> None:
    """Raise IndexUnusableError when the index was made by other code or with another model."""
    if not is_made_by_this_code(manifest):
        raise IndexUnusableError(
            "The index was made by another version of advisor or of its word lists."
            " Run `advisor index`."
        )
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
    return digest(content, said.encode())


def _read(path: Path) -> bytes:
    """What the file holds; nothing where it cannot be opened: its reader will say why."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
