"""advisor without one of its parts, to tell what the part earns."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from advisor.bootstrap import Parts, fused, open_parts, understanding
from advisor.documents.sources import LIST_NAME
from advisor.index.store import Evidence
from advisor.language.glossary import Glossary
from advisor.pipeline import Understand
from advisor.retrieval.relevance import nothing_learned
from advisor.retrieval.selection import Selector
from advisor.settings import Settings
from advisor.types import Query, Question, Sentence
from advisor.vocabulary import Sign

# Signs that keep a sentence from being quoted, or make it a figure: no matter of the argument.
NOT_OF_AN_ARGUMENT: frozenset[Sign] = frozenset(
    {"question", "lead", "keywords", "cut", "number", "announcement"}
)


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


def without_concepts(parts: Parts) -> Parts:
    """The same, with no word of a question meaning anything beyond itself."""
    return replace(parts, understanding=_WithoutConcepts(parts.understanding))


def without_learned_relevance(parts: Parts) -> Parts:
    """The same, with the weights of the ranking that were set by hand alone."""
    selector = parts.selector
    assert isinstance(selector, Selector)  # the parts of an index have no other
    return replace(parts, selector=selector.with_model(nothing_learned()))


def without_discourse(settings: Settings) -> Parts:
    """The same, blind to what sections and sentences do, and to whose word they are."""
    return open_parts(settings, open_evidence=_WithoutDiscourse)


def corpus_without_repair(corpus: Path, folder: Path) -> Path:
    """A copy of the corpus as `folder`, whose list says that no text was read by OCR."""
    shutil.copytree(corpus, folder)
    entries = yaml.safe_load((corpus / LIST_NAME).read_text(encoding="utf-8"))
    for entry in entries:
        if entry.get("text_quality") in (None, "ocr"):
            entry["text_quality"] = "clean"
    (folder / LIST_NAME).write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return folder


class _WithoutConcepts:
    """Understands as another does, and strikes out what the words mean."""

    def __init__(self, understanding: Understand) -> None:
        self._understanding = understanding

    def understand(self, question: Question) -> Query:
        query = self._understanding.understand(question)
        return replace(query, terms=tuple(replace(t, concepts=()) for t in query.terms))


class _WithoutDiscourse(Evidence):
    """The evidence of an index, with all struck out that was read of its argument."""

    def sentences(self, ids: Sequence[int]) -> dict[int, Sentence]:
        return {i: _plain(found) for i, found in super().sentences(ids).items()}

    def list_items(self, source: str, group: int) -> list[Sentence]:
        return [_plain(item) for item in super().list_items(source, group)]


def _plain(sentence: Sentence) -> Sentence:
    signs = sentence.signs & NOT_OF_AN_ARGUMENT
    return replace(sentence, role="other", act="finding", voice="author", said_by="", signs=signs)
