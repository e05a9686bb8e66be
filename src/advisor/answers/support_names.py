"""Whether what a statement names is named by its quotes, or by what is known of their source."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from advisor.answers.support_quantities import quantities
from advisor.answers.support_words import OF_PART, Lexicon, Reading, Word, best_likeness
from advisor.language.folding import fold
from advisor.language.tables import table_rows
from advisor.language.words import FUNCTION_WORDS

SURELY = 0.7  # likeness from which a word with a capital is said by another, small or not
MISPLACED_BY = 2  # words, numbers and names that another name has beside it, and this one not
SHORTEST_STEM = 4  # letters that two forms of a name share

_CAPITAL = re.compile(r"[A-ZÅÄÖÉÜ]")
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ0-9&/-]{2,}s?")
_CAMEL = re.compile(r"[a-zåäö]+[A-ZÅÄÖ]|[A-ZÅÄÖ][a-zåäö]+[A-ZÅÄÖ]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[”\"“(]\s*)$")
_OPENERS = frozenset(
    """nästan drygt knappt närmare ungefär cirka omkring bara endast enbart blott ofta sällan alltid
    aldrig ibland samtliga flera dessutom däremot därför således alltså numera hittills ännu redan
    bland trots enligt utöver förutom exempelvis snarare likaså""".split()
)
# What a body is called by in Swedish: `Kommunutredningen` opens a sentence as any noun would.
_BODY = re.compile(
    r"\w{3,}(?P<body>rådet|utredningen|myndigheten|delegationen|kommissionen|kommittén|verket"
    r"|departementet|inspektionen|institutet|förbundet|styrelsen|universitetet|högskolan|akademin"
    r"|föreningen|kansliet|bolaget|byrån|direktoratet)s?",
    re.IGNORECASE,
)
_TELLS_NOBODY = re.compile(rf"IT(?:-\w+)?|{_BODY.pattern}", re.IGNORECASE)
_BODIES = Path(__file__).with_name("support_bodies.tsv")
_LETTER_AND_HYPHEN = re.compile(r"[^\W\d_]-")
_HYPHENS = str.maketrans("‐‑–", "---")

# Names of months, peoples and countries, which either language writes in its own way.
_SAME = (
    "januari january jan",
    "februari february feb",
    "mars march",
    "april apr",
    "maj may",
    "juni june jun",
    "juli july jul",
    "augusti august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dec",
    "sverige sweden svensk swedish swede svenska sveriges riket rikssnitt nationell national",
    "europa europe europeisk european eu",
    "norge norway norsk norwegian",
    "danmark denmark dansk danish",
    "finland finsk finnish",
    "norden nordic nordisk",
    "estland estonia estonian estnisk",
    "tyskland germany tysk german",
    "göteborg gothenburg",
    "skåne scania",
    "engelsk engelska english",
    "usa us american amerikansk",
    "teams microsoft",
)
_CLASS_OF = {fold(name): number for number, names in enumerate(_SAME) for name in names.split()}


def name_not_carried(
    statement: Reading, quotes: Sequence[Reading], also: Sequence[str], lexicon: Lexicon
) -> str | None:
    """`name_not_in_quote`, or None where everything that is named may be.

    `also` are texts beside the quotes whose names count: a source's title, its headings, who wrote
    or said it.
    """
    own, beside = _Named.of([quote.text for quote in quotes]), _Named.of(also)
    said = [word for quote in quotes for word in quote.words]
    missing = [
        word
        for word in names(statement, lexicon)
        if not _is_carried(word, statement, own, said, lexicon)
    ]
    if not missing:
        return "names_swapped" if _is_misplaced(statement, quotes, lexicon) else None
    if any(not _is_carried(word, statement, beside, (), lexicon) for word in missing):
        return "name_not_in_quote"
    # The title's name stands where the quote has another: it was put in its place.
    told = _Named.of([statement.text])
    left_out = [
        word
        for quote in quotes
        for word in names(quote, lexicon)
        if not _is_carried(word, quote, told, statement.words, lexicon)
    ]
    return "name_not_in_quote" if left_out else None


@dataclass(frozen=True, slots=True)
class _Named:
    """Texts whose names count, folded, with their words."""

    texts: tuple[str, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> _Named:
        folded = tuple(fold(text.translate(_HYPHENS)) for text in texts)
        return cls(folded, frozenset(w for text in folded for w in re.findall(r"[\w&]+", text)))


def names(reading: Reading, lexicon: Lexicon) -> list[Word]:
    """The words of a text that name something: capitals that no sentence begins with."""
    return [word for word in reading.words if _is_name(word, reading, lexicon)]


def _is_misplaced(statement: Reading, quotes: Sequence[Reading], lexicon: Lexicon) -> bool:
    """Whether a name stands where the quotes have another, and the statement has not."""
    known = _told_as_names((statement, *quotes), lexicon)
    said = _placed(statement, known)
    stated = [placed for quote in quotes for placed in _placed(quote, known)]
    for one in said:
        own = one.found_in(stated)
        if not own or not all(placed.words for placed in own):
            continue  # `(SKL, 2012)`: it stands for all that is said
        parts = {placed.part for placed in own}
        others = [
            other
            for other in stated
            if other.part not in parts and not _is_among(other.name, {one.name, *one.beside})
        ]
        if others and one.nearness(others) >= one.nearness(own) + MISPLACED_BY:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name with what its part of the sentence says of it."""

    name: str  # folded, as those beside it
    part: tuple[int, int]  # which reading, and where in it
    words: tuple[Word, ...]
    numbers: frozenset[float]
    beside: frozenset[str]  # the other names of the part

    def found_in(self, stated: Sequence[_Placed]) -> list[_Placed]:
        return [other for other in stated if _is_form_of(self.name, other.name)]

    def nearness(self, stated: Sequence[_Placed]) -> int:
        """How many words, numbers and other names its part shares with that of one of these."""
        return max(
            sum(best_likeness(word, other.words) >= SURELY for word in self.words)
            + len(self.numbers & other.numbers)
            + sum(_is_among(name, other.beside) for name in self.beside)
            for other in stated
        )


def _is_among(name: str, others: Iterable[str]) -> bool:
    return any(_is_form_of(name, other) for other in others)


def _told_as_names(readings: Sequence[Reading], lexicon: Lexicon) -> frozenset[str]:
    """What names somebody in one of the texts: it does so too where it begins a sentence."""
    named = [word for reading in readings for word in names(reading, lexicon)]
    return frozenset(fold(w.text) for w in named if not _TELLS_NOBODY.fullmatch(w.text))


def _placed(reading: Reading, known: Set[str]) -> list[_Placed]:
    """The names of a text by clause; one without a name goes on with that before it."""
    named = [
        word
        for word in reading.words
        if _CAPITAL.search(word.text) and word.is_content and _is_among(fold(word.text), known)
    ]
    firsts: dict[int, int] = {}
    for word in reading.words:
        firsts.setdefault(word.clause, word.start)
    clauses = {word.clause for word in named}
    labels = {clause - 1 for clause in clauses if _follows_label(reading.text, firsts[clause])}
    starts = {firsts[clause - 1 if clause - 1 in labels else clause] for clause in clauses}
    placed = []
    for start, end in itertools.pairwise([0, *sorted(starts), len(reading.text)]):
        inside = [w for w in reading.content if start <= w.start < end and w not in named]
        words = tuple(word for word in inside if not word.text.isdigit())
        counted = quantities(reading.text[start:end], reading.language)
        numbers = frozenset(quantity.value for quantity in counted)
        here = frozenset(fold(word.text) for word in named if start <= word.start < end)
        placed += [
            _Placed(name, (id(reading), start), words, numbers, here - {name}) for name in here
        ]
    return placed


def _follows_label(text: str, at: int) -> bool:
    return text[:at].rstrip().endswith(":")


def _is_name(word: Word, reading: Reading, lexicon: Lexicon) -> bool:
    text = word.text
    if text == "I" or not _CAPITAL.search(text):
        return False
    if _ABBREVIATION.fullmatch(text) or _CAMEL.search(text):
        return True
    if not _CAPITAL.match(text):
        return False  # `e-Tjänst`
    if not _SENTENCE_START.search(reading.text[: word.start]):
        return True
    small = text.casefold()
    is_word = small in FUNCTION_WORDS["sv"] or small in FUNCTION_WORDS["en"]
    if small in _OPENERS:
        return False
    if _BODY.fullmatch(small):
        return True
    if _LETTER_AND_HYPHEN.match(small):
        return True  # `E-delegationen`; `E-tjänster` is found again in the quotes
    return not is_word and (_is_inflected_as_name(small, lexicon) or not _is_known(small, lexicon))


def _is_inflected_as_name(small: str, lexicon: Lexicon) -> bool:
    """A dictionary may have `strömstad`: with a genitive and no other form, as names are."""
    return (
        lexicon.has(f"{small}s", "sv")
        and lexicon.lemma(small, "sv") == fold(small)
        and not any(lexicon.has(small + ending, "sv") for ending in ("r", "t", "a", "n"))
        and not (small.endswith("t") and lexicon.has(small[:-1], "sv"))  # `drygt`
        and all(fold(other).startswith(fold(small)) for other in lexicon.other_names(small))
        and not lexicon.names_thing(small)
    )


def _is_known(small: str, lexicon: Lexicon) -> bool:
    """A compound, or a word of the other language, is no name either."""
    is_word = lexicon.has(small, "sv") or lexicon.has(small, "en")
    return "-" in small or is_word or lexicon.is_inflected_compound(small)


def _is_carried(
    word: Word,
    statement: Reading,
    named: _Named,
    said: Sequence[Word],
    lexicon: Lexicon,
) -> bool:
    written = word.text.translate(_HYPHENS)
    form = fold(written)
    # `ITSAM-kommunerna`: the small part is a word as any other.
    parts = [fold(part) for part in written.split("-") if _CAPITAL.match(part)] or form.split("-")
    if all(any(_is_form_of(part, other) for other in named.words) for part in parts if part):
        return True
    if form in _CLASS_OF and any(_CLASS_OF.get(o) == _CLASS_OF[form] for o in _stems(named.words)):
        return True
    if _stands_for(word.text, named.texts, lexicon) or _is_initials(form, named.texts, statement):
        return True
    if _is_of_body(form, fold(statement.text), named.texts, lexicon):
        return True
    body = _BODY.fullmatch(form)
    if body and fold(body["body"]) in named.words:
        return True  # `Digitaliseringsrådet` beside `rådet`
    if _LETTER_AND_HYPHEN.match(form):
        return best_likeness(word, said) >= OF_PART
    return best_likeness(word, said) >= SURELY and _is_common(word, lexicon)


def _is_form_of(name: str, other: str) -> bool:
    """Whether two words are forms of one name: `Lysekils` and `Lysekil`, `Fyrbodals`, `SKR:s`."""
    if name == other:
        return True
    short, long = sorted((name, other), key=len)
    if len(short) < SHORTEST_STEM:
        return long == short + "s"
    return long.startswith(short) and (long[len(short) :] in _ENDINGS or len(short) >= 5)


_ENDINGS = ("s", "n", "en", "et", "ns", "ens", "ets", "a", "e", "na")


def _stems(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        yield word
        yield word.removesuffix("s")
        yield word.removesuffix("t")
        yield word.removesuffix("a")


def _stands_for(name: str, texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the glossary has another name for it that the texts use."""
    return any(
        re.search(rf"\b{re.escape(fold(other))}", text)
        for form in {name, name.removesuffix("s")}
        for other in lexicon.other_names(form)
        for text in texts
        if len(other) > 2 or other.isupper()
    )


def _is_of_body(form: str, told: str, texts: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a word is of the name that a body of the texts has in the other language."""
    return any(
        form in other.split() and other in told and any(name in text for text in texts)
        for name, other in _bodies()
    ) or any(
        form in fold(other).split() and fold(other) in told
        for text in texts
        for name in re.findall(r"\w{3,}", text)
        for other in _names_of(name, lexicon)
    )


@cache
def _bodies() -> tuple[tuple[str, str], ...]:
    rows = [(fold(sv), fold(en)) for sv, en in table_rows(_BODIES)]
    return (*rows, *((en, sv) for sv, en in rows))


def _names_of(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Names of several words that the glossary has for one."""
    return tuple(other for other in lexicon.other_names(name) if " " in other)


def _is_initials(form: str, texts: Sequence[str], statement: Reading) -> bool:
    """`ESM` beside `Enterprise Service Management`; or the other way about."""
    letters = form.removesuffix("s") if len(form) > 3 else form
    if 2 <= len(letters) <= 6 and letters.isalpha():
        pattern = r"[\s-]+(?:(?:of|och|and|för|for|the)\s+)?".join(rf"{c}\w+" for c in letters)
        if any(re.search(rf"\b{pattern}", text) for text in texts):
            return True
    abbreviations = {w for text in texts for w in re.findall(r"\b[a-z]{2,6}\b", text)}
    run = re.finditer(
        r"(?:[A-ZÅÄÖ]\w+[\s-]+(?:(?:of|och|and|för|for)\s+)?){1,5}[A-ZÅÄÖ]\w+", statement.text
    )
    for match in run:
        initials = "".join(fold(w)[0] for w in re.findall(r"[A-ZÅÄÖ]\w+", match[0]))
        if initials in abbreviations and form in fold(match[0]):
            return True
    return False


def _is_common(word: Word, lexicon: Lexicon) -> bool:
    """Whether a name is a word as well; one that no dictionary has is met only by itself."""
    return _is_known(word.text.casefold(), lexicon) and not _ABBREVIATION.fullmatch(word.text)
