"""What else a word may be called: a table of concepts in Swedish and English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from advisor.errors import BadInputError
from advisor.types import Language

Relation = Literal["translation", "synonym", "related"]

TRANSLATION_WEIGHT = 1.0
SYNONYM_WEIGHT = 0.7
RELATED_WEIGHT = 0.4

_TABLE = Path(__file__).with_name("glossary.tsv")
_HEADER = ["sv", "en", "related"]
_FOLD = str.maketrans("åäöéèüáà", "aaoeeuaa")

# English words that an abbreviation of the table looks like when it is written small.
_ONLY_IN_CAPITALS: Mapping[Language, frozenset[str]] = {
    "sv": frozenset(),
    "en": frozenset({"as", "bi", "is", "it", "or", "us", "who"}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept: what it is called in either language, with Swedish words that lie near it."""

    sv: tuple[str, ...]
    en: tuple[str, ...]
    related: tuple[str, ...]


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
        self._sides: dict[Language, _Side] = {
            "sv": _Side(self.entries, "sv"),
            "en": _Side(self.entries, "en"),
        }

    @classmethod
    def load(cls, *extra: Path) -> Glossary:
        """The project's own table, followed by a municipality's own tables of the same form.

        Raises BadInputError, with file and line, for a row that does not have that form.
        """
        return cls(entry for path in (_TABLE, *extra) for entry in _read(path))

    def phrases(self, language: Language) -> int:
        """The number of words in the longest term of that side; 0 for an empty glossary."""
        return self._sides[language].longest

    def lookup(self, term: str, language: Language) -> tuple[Expansion, ...]:
        """All that may stand for `term` in a source, heaviest first; empty for an unknown term.

        Only the term itself is looked up, not its other inflections. Where the term as written is
        unknown, terms that differ from it in diacritics alone answer instead. `IT` and its like are
        known in English only in capitals, since `it` is another word.
        """
        if not _may_be_term(term, language):
            return ()
        side = self._sides[language]
        return self._expand(side.rows(_key(term)), _key(term), language)

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
        side = self._sides[language]
        reach = max((side.reach.get(_fold(form), 0) for form in forms[start]), default=0)
        for end in range(min(start + reach, len(words)), start, -1):
            if end == start + 1 and not _may_be_term(words[start], language):
                return None
            for choice in product(*forms[start:end]):
                key = " ".join(choice)
                rows = side.rows(key)
                if rows:
                    return Match(start, end, self._expand(rows, key, language))
        return None

    def _expand(self, rows: Sequence[int], key: str, language: Language) -> tuple[Expansion, ...]:
        best: dict[str, Expansion] = {}
        for row in rows:
            for expansion in _expansions(self.entries[row], key, language):
                same = _key(expansion.text)
                if same not in best or best[same].weight < expansion.weight:
                    best[same] = expansion
        return tuple(sorted(best.values(), key=lambda expansion: -expansion.weight))


class _Side:
    """One language's terms, and the rows where each of them stands."""

    def __init__(self, entries: Sequence[Entry], language: Language) -> None:
        self.exact: dict[str, list[int]] = defaultdict(list)
        self.folded: dict[str, list[int]] = defaultdict(list)
        self.reach: dict[str, int] = {}  # folded first word -> words in its longest term
        for row, entry in enumerate(entries):
            terms = entry.en if language == "en" else entry.sv + entry.related
            for key in {_key(term) for term in terms}:
                self._add(key, row)
        self.longest = max(self.reach.values(), default=0)

    def rows(self, key: str) -> Sequence[int]:
        return self.exact.get(key) or self.folded.get(_fold(key), ())

    def _add(self, key: str, row: int) -> None:
        folded = key.translate(_FOLD)
        self.exact[key].append(row)
        self.folded[folded].append(row)
        words = folded.split()
        self.reach[words[0]] = max(self.reach.get(words[0], 0), len(words))


def _read(path: Path) -> Iterator[Entry]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(
            f"The glossary {path} cannot be read: {error}. Save it as UTF-8 text."
        ) from error
    header_seen = False
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header_seen:
            yield _entry(cells, f"{path}:{number}")
        elif cells == _HEADER:
            header_seen = True
        else:
            raise BadInputError(
                f"{path}:{number}: the first row shall be the header sv, en, related, "
                "separated by tabs."
            )
    if not header_seen:
        raise BadInputError(f"{path}:1: the header sv, en, related is missing. Add it.")


def _entry(cells: Sequence[str], place: str) -> Entry:
    if len(cells) not in (2, 3):
        raise BadInputError(
            f"{place}: {len(cells)} columns; a row has sv, en and related, separated by tabs."
        )
    terms = [tuple(term.strip() for term in cell.split(";")) if cell else () for cell in cells]
    sv, en, related = (*terms, ()) if len(terms) == 2 else terms
    if not sv or not (en or related or len(sv) > 1):
        raise BadInputError(
            f"{place}: a row needs a Swedish term and something to join it with. "
            "Fill the columns sv and en."
        )
    if "" in (*sv, *en, *related):
        raise BadInputError(f"{place}: an empty term. Remove the semicolon that is not needed.")
    return Entry(sv, en, related)


def _expansions(entry: Entry, key: str, language: Language) -> Iterator[Expansion]:
    is_related = language == "sv" and key not in map(_key, entry.sv)
    if is_related and _fold(key) not in (_fold(_key(term)) for term in entry.sv):
        yield from _each(entry.sv, key, RELATED_WEIGHT, "related")
        return
    own, other = (entry.sv, entry.en) if language == "sv" else (entry.en, entry.sv)
    yield from _each(other, "", TRANSLATION_WEIGHT, "translation")
    yield from _each(own, key, SYNONYM_WEIGHT, "synonym")
    yield from _each(entry.related, key, RELATED_WEIGHT, "related")


def _each(
    terms: Iterable[str], asked: str, weight: float, relation: Relation
) -> Iterator[Expansion]:
    return (Expansion(term, weight, relation) for term in terms if _key(term) != asked)


def _forms(words: Sequence[str], lemmas: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for word, lemma in zip(words, lemmas, strict=True):
        yield tuple(dict.fromkeys((_key(word), _key(lemma))))


def _may_be_term(term: str, language: Language) -> bool:
    return term.isupper() or term.casefold() not in _ONLY_IN_CAPITALS[language]


def _key(term: str) -> str:
    return " ".join(term.casefold().split())


def _fold(key: str) -> str:
    return key.translate(_FOLD)
