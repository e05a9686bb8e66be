"""What words mean: a few hundred concepts, of which each word of the glossary has some."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from advisor.language.folding import fold
from advisor.vocabulary import Language

Meaning = Mapping[str, float]  # concept -> how central it is, of length one

_TABLE = Path(__file__).with_name("concepts.tsv")
CENTRALITY = (1.0, 0.7, 0.5, 0.4)  # of the first concept of a row, the second ...


class Meaningful(Protocol):
    """What has words in two languages, and concepts."""

    @property
    def sv(self) -> tuple[str, ...]: ...
    @property
    def en(self) -> tuple[str, ...]: ...
    @property
    def concepts(self) -> tuple[str, ...]: ...


@cache
def concept_names() -> tuple[str, ...]:
    """The names of all concepts, in the order of their table."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    named = [row.split("\t")[0] for row in rows if row and not row.startswith("#")]
    return tuple(named[1:])  # the first row is the header


def meanings(
    entries: Iterable[Meaningful], lemmas_of: Callable[[str, Language], list[str]]
) -> dict[str, Meaning]:
    """What each term of a glossary means, by `meaning_key`; a term of several rows has of each.

    `lemmas_of` gives the folded lemmas of a term's content words.
    """
    sums: dict[str, dict[str, float]] = {}
    for entry in entries:
        own = dict(zip(entry.concepts, CENTRALITY, strict=False))
        if not own:
            continue
        columns: tuple[tuple[Language, tuple[str, ...]], ...] = (
            ("sv", entry.sv),
            ("en", entry.en),
        )
        for language, terms in columns:
            keys = {
                meaning_key(form, language)
                for term in terms
                for form in (fold(term), " ".join(lemmas_of(term, language)))
                if form
            }
            for key in keys:
                total = sums.setdefault(key, {})
                for concept, weight in of_length_one(own).items():
                    total[concept] = total.get(concept, 0.0) + weight
    return {key: of_length_one(total) for key, total in sums.items()}


def meaning_key(folded: str, language: Language) -> str:
    """The name under which the meaning of a folded word, lemma or phrase is kept."""
    return f"{language}:{folded}"


def of_length_one(weights: Mapping[str, float]) -> dict[str, float]:
    """The same direction; empty for no weight at all."""
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {name: weight / length for name, weight in weights.items()} if length else {}


def together(weighted: Iterable[tuple[Meaning, float]]) -> dict[str, float]:
    """What words mean together: each concept as strongly as the word that has it most."""
    strongest: dict[str, float] = {}
    for meaning, weight in weighted:
        for concept, share in meaning.items():
            strongest[concept] = max(strongest.get(concept, 0.0), share * weight)
    return strongest
