"""advisor without one of its parts, to tell what the part earns."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from advisor.bootstrap import Parts, fused, open_parts, understanding
from advisor.documents.sources import LIST_NAME
from advisor.evidence import Evidence
from advisor.language.glossary import Glossary
from advisor.settings import Settings
from advisor.types import Sentence


def one_ranking(parts: Parts, name: str) -> Parts:
    """The same with a single ranking in the place of three."""
    return replace(parts, retriever=fused({name: parts.rankings[name]}))


def without_ranking(parts: Parts, name: str) -> Parts:
    """The same with two rankings in the place of three."""
    kept = {other: ranking for other, ranking in parts.rankings.items() if other != name}
    return replace(parts, retriever=fused(kept))


def without_glossary(parts: Parts) -> Parts:
    """The same, with no word standing for another."""
    return replace(parts, understanding=understanding(parts.evidence, Glossary(())))


def without_roles(settings: Settings) -> Parts:
    """The same, blind to whether a section concludes, advises, reports or gives background."""
    return open_parts(settings, open_evidence=_WithoutRoles)


def corpus_without_repair(corpus: Path, folder: Path) -> Path:
    """A copy of the corpus as `folder`, whose list says that no text was read by OCR."""
    shutil.copytree(corpus, folder)
    entries = yaml.safe_load((corpus / LIST_NAME).read_text(encoding="utf-8"))
    for entry in entries:
        if entry.get("text_quality") in (None, "ocr"):
            entry["text_quality"] = "clean"
    (folder / LIST_NAME).write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return folder


class _WithoutRoles(Evidence):
    """The evidence of an index, with the roles of its sections struck out."""

    def sentences(self, ids: Sequence[int]) -> dict[int, Sentence]:
        return {i: _plain(found) for i, found in super().sentences(ids).items()}

    def list_items(self, source: str, group: int) -> list[Sentence]:
        return [_plain(item) for item in super().list_items(source, group)]


def _plain(sentence: Sentence) -> Sentence:
    return replace(sentence, role="other")
