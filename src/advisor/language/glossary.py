"""What else a word may be called: a table of concepts in Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from advisor.errors import BadInputError
from advisor.language.concepts import concept_names
from advisor.language.words import content_words
from advisor.vocabulary import Language

Relation = Literal["translation", "synonym", "related"]

TRANSLATION_WEIGHT = 1.0
SYNONYM_WEIGHT = 0.7
RELATED_WEIGHT = 0.4

# A word that is related to more concepts than this is a general one: it does not lead back to them.
_RELATED_BACK_LIMIT = 5

_TABLE = Path(__file__).with_name("glossary.tsv")
_COLUMNS = ["sv", "en", "related", "concepts"]
_FEWEST_COLUMNS = 2  # of a row; a header has one more
_FOLD = str.maketrans("åäöéèüáà", "aaoeeuaa")

# English words that an abbreviation of the table looks like when it is written small.
_ONLY_IN_CAPITALS: Mapping[Language, frozenset[str]] = {
    "sv": frozenset(),
    "en": frozenset({"as", "bi", "is", "it", "or", "us", "who"}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: what it is called in either language, with Swedish words that lie near it."""

    sv: tuple[str, ...]
    en: tuple[str, ...]
    related: tuple[str, ...]
    concepts: tuple[str, ...] = ()  # what it means, the most central first: names of concepts.tsv


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words that may stand in a source for a term that was asked for."""

    text: str  # as the table writes it
    weight: float  # 0 to 1
    relation: Relation


class Match(NamedTuple):
    """words[start:end] is a term of the glossary."""

    start: int
    end: int
    expansions: tuple[Expansion, ...]


class Glossary:
    """Terms found by their exact words, whatever their case, or by them without diacritics."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._terms: Mapping[Language, _Index] = {
            "sv": _Index((entry.sv for entry in self.entries), "sv"),
            "en": _Index((entry.en for entry in self.entries), "en"),
        }
        self._related = _Index((entry.related for entry in self.entries), "sv")

    @classmethod
    def load(cls, *extra: Path) -> Glossary:
        """The project's own table, followed by a municipality's own tables of the same form.

        Raises BadInputError, with file and line, for a row that does not have that form.
        """
        return cls(entry for path in (_TABLE, *extra) for entry in _read(path))

    def lookup(self, term: str, language: Language) -> tuple[Expansion, ...]:
        """All that may stand for `term` in a source, heaviest first; empty for an unknown term.

        Only the term itself is looked up, not its other inflections. Where the term as written is
        unknown, terms that differ from it in diacritics alone answer instead. `IT` and its like are
        known in English only in capitals, since `it` is another word.
        """
        return self._expansions(_key(term), language) if _may_be_term(term, language) else ()

    def find(
        self,
        words: Sequence[str],
        language: Language,
        *,
        lemmas: Sequence[str] | None = None,
    ) -> tuple[Match, ...]:
        """The terms among `words`, longest first at each place, none overlapping another.

        With `lemmas`, one for each word, a term may be made of words, of lemmas or of both.
        Raises ValueError when the two differ in length.
        """
        forms = list(_forms(words, words if lemmas is None else lemmas))
        matches, start = [], 0
        while start < len(words):
            match = self._longest_at(start, forms, words, language)
            if match is not None:
                matches.append(match)
            start = start + 1 if match is None else match.end
        return tuple(matches)

    def _longest_at(
        self,
        start: int,
        forms: Sequence[tuple[str, ...]],
        words: Sequence[str],
        language: Language,
    ) -> Match | None:
        for end in range(min(start + self._reach(forms[start], language), len(words)), start, -1):
            if end == start + 1 and not _may_be_term(words[start], language):
                return None
            choices = [" ".join(choice) for choice in product(*forms[start:end])]
            # As written or as lemma first: `stora` is of `stor`, not `störa` without its dots.
            for exact in (True, False):
                for choice in choices:
                    expansions = self._expansions(choice, language, exact=exact)
                    if expansions:
                        return Match(start, end, expansions)
        return None

    def _reach(self, forms: Sequence[str], language: Language) -> int:
        sides = [self._terms[language], self._related] if language == "sv" else [self._terms["en"]]
        return max(side.reach(form) for side in sides for form in forms)

    def _expansions(
        self, key: str, language: Language, *, exact: bool = False
    ) -> tuple[Expansion, ...]:
        found = [
            expansion
            for row in self._terms[language].rows(key, exact=exact)
            for expansion in _stand_ins(self.entries[row], key, language)
        ]
        leads_back = self._related.rows(key, exact=exact) if language == "sv" else ()
        if len(leads_back) <= _RELATED_BACK_LIMIT:
            for row in leads_back:
                found += _each(self.entries[row].sv, key, RELATED_WEIGHT, "related")
        return _heaviest_first(found)


class _Index:
    """The rows where a term stands, for one column of the table."""

    def __init__(self, column: Iterable[Sequence[str]], language: Language) -> None:
        self._exact: dict[str, tuple[int, ...]] = {}
        self._bare: dict[str, tuple[int, ...]] = {}  # terms with diacritics, without them
        self._reach: dict[str, int] = {}  # bare first word of a phrase -> words in the longest
        for row, terms in enumerate(column):
            for term in terms:
                for key in dict.fromkeys((_key(term), without_function_words(term, language))):
                    self._add(key, row)

    def rows(self, key: str, *, exact: bool = False) -> tuple[int, ...]:
        """The rows with this term; if there are none, those with it in other diacritics."""
        if exact or key in self._exact:
            return self._exact.get(key, ())
        bare = _fold(key)
        return self._exact.get(bare, ()) + self._bare.get(bare, ())

    def reach(self, word: str) -> int:
        """The most words that a term may have if it begins with `word`."""
        return self._reach.get(_fold(word), 1)

    def _add(self, key: str, row: int) -> None:
        self._exact[key] = (*self._exact.get(key, ()), row)
        bare = _fold(key)
        if bare is not key:
            self._bare[bare] = (*self._bare.get(bare, ()), row)
        if " " in bare:
            first = bare.split(" ", 1)[0]
            self._reach[first] = max(self._reach.get(first, 1), bare.count(" ") + 1)


def _read(path: Path) -> Iterator[Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(
            f"The glossary {path} cannot be read: {error}. Save it as UTF-8 text."
        ) from error
    header_seen = False
    for number, line in enumerate(re.sub("[ \u00a0]+", " ", text).split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header_seen:
            yield _entry(cells, f"{path}:{number}")
        elif len(cells) > _FEWEST_COLUMNS and cells == _COLUMNS[: len(cells)]:
            header_seen = True
        else:
            raise BadInputError(
                f"{path}:{number}: the first row shall be the header sv, en, related and, where"
                " wanted, concepts, separated by tabs."
            )
    if not header_seen:
        raise BadInputError(f"{path}:1: the header sv, en, related is missing. Add it.")


def _entry(cells: Sequence[str], place: str) -> Entry:
    if not _FEWEST_COLUMNS <= len(cells) <= len(_COLUMNS):
        raise BadInputError(
            f"{place}: {len(cells)} columns; a row has sv, en, related and concepts, separated by"
            " tabs."
        )
    filled = [_terms(cell) for cell in cells] + [()] * (len(_COLUMNS) - len(cells))
    sv, en, related, concepts = filled
    if not sv or not (en or related or concepts or len(sv) > 1):
        raise BadInputError(
            f"{place}: a row needs a Swedish term and something to join it with. "
            "Fill the columns sv and en."
        )
    if "" in (*sv, *en, *related, *concepts):
        raise BadInputError(f"{place}: an empty term. Remove the semicolon that is not needed.")
    unknown = next((name for name in concepts if name not in concept_names()), None)
    if unknown is not None:
        raise BadInputError(f"{place}: no concept is called {unknown}. Take one of concepts.tsv.")
    return Entry(sv, en, related, concepts)


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(map(str.strip, cell.split(";"))) if cell else ()


def _stand_ins(entry: Entry, key: str, language: Language) -> Iterator[Expansion]:
    own, other = (entry.sv, entry.en) if language == "sv" else (entry.en, entry.sv)
    yield from _each(other, key, TRANSLATION_WEIGHT, "translation")
    yield from _each(own, key, SYNONYM_WEIGHT, "synonym")
    yield from _each(entry.related, key, RELATED_WEIGHT, "related")


def _each(
    terms: Iterable[str], asked: str, weight: float, relation: Relation
) -> Iterator[Expansion]:
    return (Expansion(term, weight, relation) for term in terms if _key(term) != asked)


def _heaviest_first(expansions: Iterable[Expansion]) -> tuple[Expansion, ...]:
    best: dict[str, Expansion] = {}
    for expansion in expansions:
        key = _key(expansion.text)
        if key not in best or best[key].weight < expansion.weight:
            best[key] = expansion
    return tuple(sorted(best.values(), key=lambda expansion: -expansion.weight))


def _forms(words: Sequence[str], lemmas: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for word, lemma in zip(words, lemmas, strict=True):
        yield tuple(dict.fromkeys((_key(word), _key(lemma))))


def _may_be_term(term: str, language: Language) -> bool:
    return term.isupper() or term.casefold() not in _ONLY_IN_CAPITALS[language]


def without_function_words(term: str, language: Language) -> str:
    """A phrase as questions are read, `brist på kompetens` as `brist kompetens`.

    One that would be left with a single word, which says less, stays as it is.
    """
    if " " not in term:
        return _key(term)
    words = [token.text for token in content_words(term, language)]
    return _key(" ".join(words) if len(words) > 1 else term)


def _key(term: str) -> str:
    return " ".join(term.casefold().split())


def _fold(key: str) -> str:
    return key if key.isascii() else key.translate(_FOLD)
