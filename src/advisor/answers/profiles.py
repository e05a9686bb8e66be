"""What the asker's municipality is like, held against those that the sources are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.answers.attribution import source_name
from advisor.answers.phrases import PHRASES, Phrases, as_source_has_it, in_quotes
from advisor.language.named import TYPE_OF_MUNICIPALITY
from advisor.types import Candidate, Profile, Sentence, Source, Statement
from advisor.vocabulary import Language, Size

SMALL = 20_000  # inhabitants; half of Sweden's municipalities have fewer than 16,000
LARGE = 50_000  # a larger town in the grouping of municipalities by SALAR, 2023
ALIKE = 2.0  # times larger or smaller, up to which a studied municipality is like the asker's
FITS = 0.3  # gain of a finding that is said to hold for municipalities of the asker's size
MISFITS = 0.5  # what one loses that is said to hold for the others
CAPACITY = 0.6  # beside size, which counts 1
CLEARLY = 0.3  # by how much one type must fit better than the next
MOST_KINDS = 6  # more are not counted

_SIZES: Mapping[Size, re.Pattern[str]] = {
    "small": re.compile(
        r"\b(?:små|mindre|smaller|small)\s+(?:\w+\s+)?(?:kommun\w*|municipalit\w*)", re.IGNORECASE
    ),
    "large": re.compile(
        r"\b(?:stora|större|medelstora|larger?|big(?:ger)?|medium-sized)\s+(?:(?:och|and)\s+\w+\s+)?"
        r"(?:\w+\s+)?(?:kommun\w*|municipalit\w*)",
        re.IGNORECASE,
    ),
}
_ABLE = re.compile(
    r"\bintern\w* (?:kompetens|kapacitet)|\btillräcklig \w*\s?kapacitet|\bstark kapacitet"
    r"|\betablerade|\binternal (?:competence|capacity)",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\bbegränsa\w* (?:\w+ )?resurser|\blåg (?:\w+ )?kapacitet"
    r"|\blimited (?:\w+ )?resources|\blow (?:\w+ )?capacity",
    re.IGNORECASE,
)
_INHABITANTS = re.compile(
    r"(\d{1,3}(?:[ \u00a0,.]\d{3})+|\d{4,7})\s*(?:invånare|innevånare|inhabitants|residents)"
)


@dataclass(frozen=True, slots=True)
class IdealType:
    """One of the kinds into which a source sorts municipalities, with what it says of them."""

    source: str
    name: str  # as its heading has it: "pragmatiska"
    siblings: int  # how many kinds there are
    who: Sentence  # which municipalities are of this kind
    advice: Sentence | None  # what the source recommends to them


TypesOf = Callable[[], Sequence[IdealType]]  # of all sources


def size_of(profile: Profile) -> Size | None:
    """Small or large; None between the two, or where the profile does not tell."""
    if profile.population is None:
        return None
    if profile.population < SMALL:
        return "small"
    return "large" if profile.population >= LARGE else None


def sizes_meant(text: str) -> frozenset[Size]:
    """The sizes of municipalities that a text says something of."""
    return frozenset(size for size, pattern in _SIZES.items() if pattern.search(text))


def size_asked(text: str) -> Size | None:
    """The size of municipalities that a question is about; None where it is about all, or both."""
    meant = sizes_meant(text) | frozenset(_sizes_told(text))
    return next(iter(meant)) if len(meant) == 1 else None


def _sizes_told(text: str) -> Iterator[Size]:
    """Of the numbers of inhabitants that a text tells."""
    for match in _INHABITANTS.finditer(text):
        inhabitants = int(re.sub(r"\D", "", match[1]))
        if inhabitants < SMALL:
            yield "small"
        elif inhabitants >= LARGE:
            yield "large"


def sizes_studied(source: Source) -> frozenset[Size]:
    """The sizes of municipalities that a source says it is about; empty where it tells of none."""
    told = " ".join(filter(None, (source.title, source.display_title, source.setting)))
    studied = (size for size in _sizes_told(source.setting or "") if size == "small")
    return sizes_meant(told) | frozenset(studied)


def gain(profile: Profile, candidate: Candidate) -> float:
    """How much more, or less, a finding tells this municipality by whom it is said to hold for."""
    own, meant = size_of(profile), sizes_meant(candidate.sentence.text)
    if own is None or len(meant) != 1:
        return 0.0
    return FITS if own in meant else -MISFITS


def ideal_types(source: Source, sentences: Sequence[Sentence]) -> list[IdealType]:
    """The kinds of municipalities that a source tells apart under headings of their own."""
    names: dict[str, None] = {}
    for sentence in sentences:
        for heading in sentence.section:
            match = TYPE_OF_MUNICIPALITY.match(heading.strip())
            if match:
                names[match["sv"] or match["en"]] = None
    found = []
    for name in names if len(names) > 1 else ():
        stem = re.compile(rf"\b{re.escape(name[:-1])}", re.IGNORECASE)
        of_type = [s for s in sentences if stem.search(s.text)]
        who = next((s for s in of_type if sizes_meant(s.text) and not s.leans), None)
        advice = next((s for s in of_type if s.role == "recommendation"), None)
        if who is not None:
            found.append(IdealType(source.file, name, len(names), who, advice))
    return found


def nearest_type(profile: Profile, types: Sequence[IdealType]) -> IdealType | None:
    """The kind that the profile points to; None where it points to none, or to several alike."""
    scored = sorted(((_likeness(profile, it), i) for i, it in enumerate(types)), reverse=True)
    if not scored or scored[0][0] <= 0:
        return None
    second = scored[1][0] if len(scored) > 1 else 0.0
    return types[scored[0][1]] if scored[0][0] - second >= CLEARLY else None


def profile_effect(
    profile: Profile,
    statements: Sequence[Statement],
    sources: Mapping[str, Source],
    kind: IdealType | None,
    language: Language,
) -> str | None:
    """What the profile changes in how the statements are to be read; None where nothing.

    `sources` has every source that is cited; `kind` is the one that the profile points to.
    """
    phrases = PHRASES[language]
    said = [
        *_likenesses(profile, statements, sources, language),
        *_scopes(profile, statements, phrases),
        *_kinds(statements, sources, kind, language),
    ]
    return " ".join(said) or None


def _likeness(profile: Profile, it: IdealType) -> float:
    own, meant = size_of(profile), sizes_meant(it.who.text)
    total = 0.0
    if own is not None and meant:
        total += 1.0 if own in meant else -1.0
    is_able = profile.it_organisation == "own" and profile.digital_lead is True
    is_unable = profile.it_organisation in ("none", "shared") or profile.digital_lead is False
    if is_able or is_unable:
        pattern = _ABLE if is_able else _UNABLE
        total += CAPACITY if pattern.search(it.who.text) else 0.0
    return total


def _likenesses(
    profile: Profile,
    statements: Sequence[Statement],
    sources: Mapping[str, Source],
    language: Language,
) -> list[str]:
    """Which of the cited sources studied municipalities like the asker's."""
    phrases = PHRASES[language]
    said = []
    for file in dict.fromkeys(c.source for s in statements for c in s.citations):
        setting = sources[file].setting or ""
        numbers = [c.number for s in statements for c in s.citations if c.source == file]
        match = _INHABITANTS.search(setting)
        shown = as_source_has_it(setting, language)
        if match and profile.population:
            studied = int(re.sub(r"\D", "", match[1]))
            if 1 / ALIKE <= studied / profile.population <= ALIKE:
                said.append(phrases.alike.format(setting=shown, numbers=_marks(numbers)))
                continue
        county = re.sub(r"s? (?:län|county)$", "", profile.county or "", flags=re.IGNORECASE)
        if county and re.search(re.escape(county), setting, re.IGNORECASE):
            said.append(phrases.county.format(setting=shown, numbers=_marks(numbers)))
    return said


def _scopes(profile: Profile, statements: Sequence[Statement], phrases: Phrases) -> list[str]:
    """Which statements are said of small or of large municipalities only."""
    own = size_of(profile)
    if own is None:
        return []
    by_size: dict[Size, list[int]] = {"small": [], "large": []}
    for statement in statements:
        for citation in statement.citations:
            meant = sizes_meant(citation.quote)
            for size in meant if len(meant) == 1 else ():
                by_size[size].append(citation.number)
    return [
        (phrases.fits if size == own else phrases.misfits)[size].format(numbers=_marks(numbers))
        for size, numbers in by_size.items()
        if numbers
    ]


def _kinds(
    statements: Sequence[Statement],
    sources: Mapping[str, Source],
    kind: IdealType | None,
    language: Language,
) -> list[str]:
    """Which kind of municipality the profile points to, where what tells of it is cited."""
    if kind is None:
        return []
    spans = [(s.source, s.start) for s in (kind.who, kind.advice) if s is not None]
    numbers = [c.number for s in statements for c in s.citations if (c.source, c.start) in spans]
    if not numbers:
        return []
    phrases = PHRASES[language]
    is_foreign = kind.who.language != language
    name = in_quotes(kind.name, language, own=kind.who.language) if is_foreign else kind.name
    told = phrases.ideal_type.format(
        source=source_name(sources[kind.source], language),
        count=phrases.numbers[min(kind.siblings, MOST_KINDS)],
        name=name,
        numbers=_marks(numbers),
    )
    return [told]


def _marks(numbers: Sequence[int]) -> str:
    return " ".join(f"[{number}]" for number in sorted(set(numbers)))
