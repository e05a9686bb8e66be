"""Compounds: Swedish writes as one word what a question may ask with another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from advisor.language.lemmas import BEFORE_LINKING_S
from advisor.language.words import FUNCTION_WORDS

_SHORTEST_PART = 3  # letters
_SHORTEST_COMPOUND = 6  # letters
_MOST_PARTS = 4
_ENOUGH = 2  # times in the corpus, for a part that no dictionary vouches for
_PART_COST = 10.0  # outweighs what length and counts can give: fewer parts come first
_SEEN_GAIN = 2.0  # of a part that the corpus has


class CompoundSplitter:
    """Splits compounds into words that the corpus or a dictionary knows.

    `vocabulary` counts the lemmas of the corpus. `is_word` tells whether a dictionary has a word
    as a lemma (`Lemmatizer.knows`); without it, the corpus alone decides.
    """

    def __init__(
        self, vocabulary: Mapping[str, int], is_word: Callable[[str], bool] | None = None
    ) -> None:
        self._vocabulary = vocabulary
        self._is_word = lru_cache(maxsize=65_536)(is_word or _no_dictionary)
        self._found = lru_cache(maxsize=65_536)(self._split)

    def split(self, lemma: str) -> tuple[str, ...]:
        """The parts as lemmas, left to right; () for a word that is not a compound.

        A part that is a compound itself stands before its own parts, so `informationssäkerhetschef`
        gives `informationssäkerhet`, `information`, `säkerhet`, `chef`. A letter with a hyphen is
        given with the part that follows it and left out by itself: `e-tjänsteplattform` gives
        `e-tjänst`, `tjänst`, `plattform`.
        """
        return self._found(lemma.casefold())

    def _split(self, lemma: str) -> tuple[str, ...]:
        prefix, hyphen, rest = lemma.partition("-")
        if hyphen:
            return self._split_at_hyphen(prefix, rest)
        return _unique(part for piece in self._pieces(lemma) for part in self._flat(piece))

    def _split_at_hyphen(self, prefix: str, rest: str) -> tuple[str, ...]:
        if not prefix.isalnum() or not rest.replace("-", "").isalpha():
            return ()
        parts = self._split(rest) or (rest,)
        if prefix.isdigit():
            return parts
        if len(prefix) == 1:
            return parts if parts == (rest,) else (f"{prefix}-{parts[0]}", *parts)
        return _unique([*self._flat(self._hyphen_word(prefix)), *parts])

    def _hyphen_word(self, prefix: str) -> str:
        """`it` of `it-chef` as it stands, `tjänst` of `tjänste-plattform`."""
        return next((word for word in _bases(prefix) if self._vocabulary.get(word)), prefix)

    def _flat(self, piece: str) -> tuple[str, ...]:
        return (piece, *self._split(piece))

    def _pieces(self, lemma: str) -> tuple[str, ...]:
        """The best row of words that makes up the lemma; () when there is none."""
        if len(lemma) < _SHORTEST_COMPOUND or not lemma.isalpha() or lemma in _WHOLE:
            return ()
        rows = [row for row in self._rows(lemma, _MOST_PARTS) if len(row) > 1]
        return min(rows, key=self._cost, default=())

    def _rows(self, rest: str, most: int) -> Iterator[tuple[str, ...]]:
        if rest not in _NEVER_LAST and self._is_part(rest):
            yield (rest,)
        if most == 1:
            return
        for end in range(_SHORTEST_PART, len(rest) - _SHORTEST_PART + 1):
            word = self._first_word(rest[:end], rest[end:])
            if word:
                for row in self._rows(rest[end:], most - 1):
                    yield (word, *row)

    def _first_word(self, surface: str, tail: str) -> str:
        """The word that a first part stands for, without its linking letter; "" when none."""
        if surface in _NEVER_FIRST or (tail[0] == "s" and surface.endswith(BEFORE_LINKING_S)):
            return ""
        words = _bases(surface, tail)
        return next((word for word in words if self._may_begin(word, surface)), "")

    def _may_begin(self, word: str, surface: str) -> bool:
        if word in _NEVER_FIRST or word in FUNCTION_WORDS["sv"]:
            return False
        if word == surface + "a":
            return self._vocabulary.get(word, 0) >= _ENOUGH
        return self._is_part(word)

    def _is_part(self, word: str) -> bool:
        if len(word) <= _SHORTEST_PART:
            return word in _SHORT_PARTS
        return self._vocabulary.get(word, 0) >= _ENOUGH or self._is_word(word)

    def _cost(self, row: tuple[str, ...]) -> float:
        shortest = min(len(part) for part in row)
        seen = sum(self._vocabulary.get(part, 0) >= _ENOUGH for part in row)
        return _PART_COST * len(row) - shortest / 10 - _SEEN_GAIN * seen


def _no_dictionary(_: str) -> bool:
    return False


def _unique(parts: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))


def _bases(surface: str, tail: str = "") -> Iterator[str]:
    """The words that a first part may stand for, the likeliest first."""
    last, stem = surface[-1], surface[:-1]
    if surface in _IRREGULAR:
        yield _IRREGULAR[surface]
    if last == "s":
        yield stem  # verksamhets-
    yield surface
    if last == "s":
        yield stem + "e"  # samhälls-, arbets-
    if last == "e":
        yield stem  # tjänste-
        yield stem + "a"  # fråge-
    if surface.endswith("ie"):
        yield stem + "um"  # gymnasie-
    if last in "ou":
        yield stem + "a"  # hälso-, gatu-
        yield stem + "e"
    if surface.endswith("ande"):
        yield stem[:-3] + "a"  # genomförande-
    if surface.endswith("ar"):
        yield surface + "e"  # medborgar-
    if surface.endswith("el"):
        yield stem[:-1] + "le"  # äppel-
    if last not in "aeou" and len(surface) > _SHORTEST_PART:
        yield surface + "a"  # skol-
    if tail.startswith(last):
        yield surface + last  # `busstation`: three equal letters are written as two


_IRREGULAR = {
    "blom": "blomma",
    "hyres": "hyra",
    "kärn": "kärna",
    "timmars": "timme",
    "yt": "yta",
    "äldre": "gammal",
}


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Three letters make too many words by accident: only those that often form compounds.
_SHORT_PARTS = _words(
    """
    bad båt fot jul lov sjö ägg bil bok bro dag fas fel gap gas hav hem hus kod kök kön lag lån
    lön mat mix mål nät ort råd rum liv sak sal sol tak tal tid tåg val väg vän vår vård
    """
)

# Prefixes and particles: what follows them is a derived word, not a part with a life of its own.
_NEVER_FIRST = _words(
    """
    gaff igen meta sam samm samma för före förut be an av in inn inne ut upp om på till under
    över efter mot med mitt bak fram från ned ner när hän miss van åter genom mellan kring bort
    hit dit inom utom vid hos ent trans sub super re redo pro kon kom dis des dess de ex väl
    full fast lik små all mång själv övers underst besk avse nyck däri icke semi arbetsför frige
    förs ende enda ända hel helt helst halv tills sedan samman ihop emot emellan rap skåp obe
    åda mer mest ofta rätte sann var vart vem vår gent sen spet hesa live
    """
)

# What looks like a word and is an ending, or changes the word before it.
_NEVER_LAST = _words(
    """
    nare kelighet svara het enhet barhet lighet samhet ning ring ting ling ding skap ande ende
    are arna erna ing ung ard port pond ans lig slig skaplig siktig sikt faldig grann bar lös
    full fri sam mässig aktig artad varande görande läggande läggning stagande farande ställa
    göra föra lägga taga sätta hålla komma bära vara luta fatta sera lera dera tera vera nera
    nation ration vision sion ment tor ator ent ant iell ell tyg fora stad borg landa valla
    hättan shall gering grafisk utom emot vida
    """
)

# Words of long standing whose parts would lead a search astray.
_WHOLE = _words(
    """
    handslag handling verktyg verkstad marknad ordförande fullmäktige landsting riksdag
    huvudsaklig huvudsak framtid personal kommunal kapital material potential standard
    medarbetare medborgare invånare människa ledamot trovärdig ändamål ståndpunkt egenskap
    kunskap ledarskap rapport transport support resurs plattform handläggning handledare
    handledning vägledning rådgivning workshop utskott bokslut riktlinje slutsats insats
    kontroll åtgärd uppgradering drivmedel göteborg helsingborg trollhättan uddevalla strömstad
    lindström götaland microsoft
    """
)
