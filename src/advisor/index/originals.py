"""What an index is made from, kept in its folder as it came, so that it can be made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from advisor.documents.sources import LIST_NAME
from advisor.settings import Settings
from advisor.types import Source

FOLDER = "originals"
_CORPUS = "corpus"
_GLOSSARY = "glossary.tsv"


def keep_originals(folder: Path, settings: Settings, sources: Sequence[Source]) -> Settings:
    """Copy the documents, what the list says of them and an own glossary into a build.

    Returns the settings that read the copies: what is indexed is then what is kept, also when a
    file is replaced meanwhile. A document that cannot be opened is left out: its reader tells it.
    """
    corpus = folder / FOLDER / _CORPUS
    corpus.mkdir(parents=True)
    for source in sources:
        _copy(settings.corpus_folder / source.file, corpus / source.file)
    listed = [_entry(source) for source in sources]
    text = yaml.safe_dump(listed, allow_unicode=True, sort_keys=False)
    (corpus / LIST_NAME).write_text(text, encoding="utf-8")
    glossary = folder / FOLDER / _GLOSSARY
    if settings.glossary is not None:
        _copy(settings.glossary, glossary)
    return _reading(settings, corpus, glossary if settings.glossary else None)


def files_of(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The hashes of the kept files of a build, by their paths in its folder."""
    named = dict(manifest["files"])
    return {name: digest for name, digest in named.items() if name.startswith(f"{FOLDER}/")}


def settings_to_remake(
    folder: Path, manifest: Mapping[str, Any], settings: Settings, data: Path
) -> Settings:
    """Settings that make a build again below `data`, from kept files laid out in `folder`.

    What is not known of the build is as in `settings`.
    """
    before = manifest["made_from"]["settings"]
    glossary = folder / FOLDER / _GLOSSARY
    known = {
        "data": data,
        "embedding_model": before["embedding_model"],
        "passage_prompt": before["passage_prompt"],
    }
    own = glossary if before["glossary"] else None
    return _reading(settings.model_copy(update=known), folder / FOLDER / _CORPUS, own)


def _reading(settings: Settings, corpus: Path, glossary: Path | None) -> Settings:
    return settings.model_copy(update={"corpus": corpus, "glossary": glossary})


def _copy(original: Path, copy: Path) -> None:
    try:
        content = original.read_bytes()
    except OSError:
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)


def _entry(source: Source) -> dict[str, Any]:
    """What the list would say of a document, so that the same is read from it."""
    said = {name: value for name, value in asdict(source).items() if value is not None}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in said.items()}
